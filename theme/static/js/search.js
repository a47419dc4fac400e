// The search page: a query, its order, its scope and its filters, all of which its address holds, and what they find.
"use strict";

dossier.searchPage = (form) => {
  const { count, item, make, mistake, offered } = dossier.hits;
  const [list, status, help, years, tools, more] = ["results", "search-status", "search-help", "by-year", "take", "more"].map(dossier.byId);
  const AT_ONCE = 10, NEXT = 30, TAKEN = 500; // pages that are loaded, and shown, at a time; passages that can be taken along
  const OPTIONS = ["sort", "scope"];
  const selects = [...form.querySelectorAll("select")];
  const asked = dossier.query();
  const named = (select, value) => (select.name === "kind" && dossier.words.kinds[value]) || value;
  let last; // the newest wish

  function fill(select, counts) {
    const chosen = select.value;
    const values = Object.entries({ ...(chosen && { [chosen]: 0 }), ...counts }).filter(([value]) => value);
    values.sort(([a], [b]) => (select.name === "year" ? b.localeCompare(a) : named(select, a).localeCompare(named(select, b), document.documentElement.lang)));
    const options = values.map(([value, number]) => new Option(`${named(select, value)} (${number})`, value, false, value === chosen));
    select.replaceChildren(new Option(dossier.say("all"), ""), ...options);
  }

  // A bar for each year, as high as it has passages; it filters, and pressed again lets all years in.
  function drawYears(counts) {
    const most = Math.max(...Object.values(counts));
    const known = Object.keys(counts).filter(Boolean).map(Number);
    const every = known.length ? Array.from({ length: Math.max(...known) - Math.min(...known) + 1 }, (_, step) => Math.min(...known) + step) : [];
    years.replaceChildren(...every.map((year) => {
      const number = counts[year] ?? 0, chosen = form.elements.year.value === String(year);
      const bar = make("span", { className: "bar" });
      bar.style.blockSize = `${(100 * number) / most}%`;
      const button = make("button", { type: "button", ariaPressed: String(chosen), disabled: !number && !chosen, ariaLabel: `${year}: ${dossier.say("passages", { num: number })}` },
        make("span", { className: "column" }, bar), make("span", { textContent: year }), make("span", { className: "count", textContent: number }));
      button.onclick = () => choose("year", chosen ? "" : String(year));
      return make("li", {}, button);
    }));
    years.hidden = every.length < 2;
  }

  function choose(name, value) {
    const select = form.elements[name];
    if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
    select.value = value;
    run();
  }

  // Another query, as a button that asks it.
  function other(query, label = query) {
    const button = make("button", { type: "button", className: "other", textContent: label });
    button.onclick = () => { form.elements.q.value = query; run(); form.elements.q.focus(); };
    return button;
  }

  async function show(wish, query, tree, options) {
    const current = () => last === wish;
    const call = await dossier.search.passages();
    const answer = await call("search", tree, options);
    if (!current()) return;
    status.textContent = count(answer);
    for (const select of selects) if (!OPTIONS.includes(select.name)) fill(select, answer.counts[select.name]);
    drawYears(answer.counts.year);
    tools.hidden = !answer.total;
    help.replaceChildren();
    if (!answer.total) {
      const offers = await offered(call, query, tree, answer.lacking, options.wide, other);
      if (current()) help.replaceChildren(...offers);
    }
    let shown = 0;
    const next = async () => {
      for (const end = Math.min(shown + NEXT, answer.total); shown < end;) {
        const pages = await call("pages", shown, Math.min(shown + AT_ONCE, end));
        if (!current()) return;
        const lines = pages.map(item);
        const undated = options.sort ? pages.findIndex(({ date }) => !date) : -1;
        const before = shown && !list.lastElementChild.dataset.date;
        pages.forEach(({ date }, place) => { lines[place].dataset.date = date; });
        if (undated >= 0 && !before) lines[undated].prepend(make("h2", { textContent: dossier.say("undated") }));
        if (!shown) list.replaceChildren();
        list.append(...lines);
        shown += lines.length;
      }
      more.hidden = shown >= answer.total;
    };
    if (!answer.total) list.replaceChildren();
    await next();
    more.onclick = async () => {
      const end = list.lastElementChild;
      list.setAttribute("aria-busy", "true");
      await next();
      end.nextElementSibling?.querySelector("a").focus();
      list.setAttribute("aria-busy", "false");
    };
    tools.onclick = ({ target }) => dossier.take(target.closest("button"), () => call("pages", 0, TAKEN), TAKEN);
  }

  async function run() {
    const wish = (last = {});
    const query = form.elements.q.value.trim();
    const filters = {}, address = new URLSearchParams(query && { q: query });
    for (const { name, value } of selects) {
      if (value) address.set(name, value);
      if (value && !OPTIONS.includes(name)) filters[name] = value;
    }
    try {
      dossier.setQuery(address);
    } catch { /* a browser that keeps file addresses as they are */ }
    list.setAttribute("aria-busy", "true");
    more.hidden = true;
    const nothing = (...said) => {
      list.replaceChildren();
      help.replaceChildren();
      status.replaceChildren(...said.filter(Boolean));
      years.hidden = tools.hidden = true;
    };
    try {
      const tree = dossier.grammar().parse(query);
      if (tree || Object.keys(filters).length) await show(wish, query, tree, { filters, sort: form.elements.sort.value, wide: form.elements.scope.value === "article" });
      else nothing(query && dossier.say("wrong_nothing"));
    } catch (error) {
      if (last === wish) nothing(...(error.mistake ? mistake(query, error.mistake) : [dossier.say("failed", { reason: error.message })]));
    }
    if (last === wish) list.setAttribute("aria-busy", "false");
  }

  form.elements.q.value = asked.get("q") ?? "";
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    if (value && !OPTIONS.includes(select.name)) select.append(new Option(named(select, value), value));
    select.value = value;
  }
  let timer;
  form.oninput = (event) => { clearTimeout(timer); if (event.target.type === "search") timer = setTimeout(run, 150); };
  form.onchange = run;
  form.onsubmit = (event) => { event.preventDefault(); clearTimeout(timer); run(); };
  if (asked.size) return run();
  form.elements.q.focus();
};

(() => {
  const form = document.getElementById("search-form");
  if (form) dossier.searchPage(form);
})();
