// Shows results: on the search page with filters and an address of its own, in the dialog that / opens on every page.
"use strict";

dossier.show = (() => {
  // The passage that holds most of the found words; a result leads there.
  function passage(result) {
    let best, most = 0;
    result.anchors.forEach((anchor, place) => {
      const end = result.anchors[place + 1]?.location ?? Infinity;
      const count = result.locations.filter((at) => at >= anchor.location && at < end).length;
      if (anchor.id.startsWith("p-") && count > most) [best, most] = [anchor.id, count];
    });
    return best;
  }

  function item(result, words) {
    const line = document.createElement("li");
    line.dir = "auto";
    const link = document.createElement("a");
    link.href = dossier.address(result.raw_url.replace(/^\//, ""), words, passage(result));
    link.dataset.words = words;
    link.textContent = result.meta.title;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = [result.meta.day, result.meta.kind].filter(Boolean).join(" · ");
    const excerpt = document.createElement("p");
    // The excerpt is escaped text with <mark> in it; it is taken apart, never put in as HTML.
    result.excerpt.split(/(<mark>.*?<\/mark>)/).forEach((part) => {
      const marked = part.startsWith("<mark>");
      const node = document.createElement(marked ? "mark" : "span");
      node.textContent = decode(part.replace(/<\/?mark>/g, ""));
      excerpt.append(marked ? node : node.textContent);
    });
    line.append(link, note, excerpt);
    return line;
  }

  function decode(text) {
    return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  }

  // Runs one search into a list, ten results at a time. Up to `whole` of them all are shown, of more the first `limit`.
  // A newer search on the same list ends an older one.
  return async function show({ list, status, more, words, filters = {}, sort = "", limit, whole = 0, counted }) {
    const run = (list.run = Symbol());
    const current = () => list.run === run;
    list.setAttribute("aria-busy", "true");
    if (more) more.hidden = true;
    try {
      if (!words && !Object.keys(filters).length) {
        await dossier.search.ready();
        if (current()) list.replaceChildren();
        if (current()) status.textContent = "";
      } else {
        const answer = await dossier.search.run(words, { filters, sort, counted: Boolean(counted) });
        if (!current()) return;
        counted?.(answer);
        status.textContent = dossier.say("results", { num: answer.total });
        let shown = 0;
        const fill = async (wanted) => {
          const end = Math.min(wanted, answer.total);
          while (current() && shown < end) {
            const lines = [];
            while (lines.length < Math.min(10, end - shown)) {
              lines.push(item((await answer.results.next()).value, words));
            }
            if (!current()) return;
            if (!shown) list.replaceChildren();
            list.append(...lines);
            shown += lines.length;
          }
          if (more && current()) more.hidden = shown >= answer.total;
        };
        if (!answer.total) list.replaceChildren();
        await fill(answer.total <= whole ? answer.total : limit);
        if (more) more.onclick = async () => {
          const last = list.lastElementChild;
          list.setAttribute("aria-busy", "true");
          await fill(shown + limit);
          last.nextElementSibling?.querySelector("a").focus();
          list.setAttribute("aria-busy", "false");
        };
      }
    } catch (error) {
      if (current()) status.textContent = dossier.say("failed", { reason: error.message });
    }
    if (current()) list.setAttribute("aria-busy", "false");
  };
})();

dossier.searchPage = (form) => {
  const [list, status, more] = ["results", "search-status", "more"].map(dossier.byId);
  const selects = [...form.querySelectorAll("select")];
  const asked = dossier.query();
  const named = (select, value) => (select.name === "kind" && dossier.words.kinds[value]) || value;

  function fill(select, counts, unfiltered) {
    const chosen = select.value;
    const values = Object.entries((chosen ? unfiltered : counts)[select.name] ?? {}).filter(([value, count]) => count || value === chosen);
    values.sort(([a], [b]) => (select.name === "year" ? b.localeCompare(a) : named(select, a).localeCompare(named(select, b), document.documentElement.lang)));
    const options = values.map(([value, count]) => new Option(`${named(select, value)} (${count})`, value, false, value === chosen));
    select.replaceChildren(new Option(dossier.say("all"), ""), ...options);
  }

  async function run() {
    const words = form.elements.q.value.trim();
    const filters = {};
    const query = new URLSearchParams();
    if (words) query.set("q", words);
    for (const select of selects) {
      if (!select.value) continue;
      query.set(select.name, select.value);
      if (select.name !== "sort") filters[select.name] = select.value;
    }
    try {
      dossier.setQuery(query);
    } catch { /* a browser that keeps file addresses as they are */ }
    await dossier.show({
      list, status, more, words, filters, limit: 50, whole: 200, sort: form.elements.sort.value,
      counted: (answer) => selects.filter((s) => s.name !== "sort").forEach((s) => fill(s, answer.counts, answer.unfiltered)),
    });
  }

  form.elements.q.value = asked.get("q") ?? "";
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    if (value && select.name !== "sort") select.append(new Option(named(select, value), value));
    select.value = value;
  }
  let timer;
  form.oninput = (event) => { clearTimeout(timer); if (event.target.type === "search") timer = setTimeout(run, 150); };
  form.onchange = run;
  form.onsubmit = (event) => { event.preventDefault(); run(); };
  if (asked.size) return run();
  form.elements.q.focus();
  // Nothing is asked for yet: the engine, which is larger than the page, comes with the first key or touch.
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => dossier.search.ready().catch(() => {}), { once: true });
};

(() => {
  const form = document.getElementById("search-form");
  if (form) dossier.searchPage(form);
})();
