// Filters the rows of statements by words, actor and topic; the filter stands in the address, and goes along to other parts.
"use strict";

dossier.each("form[data-statements]", (form) => {
  const page = form.closest(".page");
  const status = form.querySelector("output");
  const { words, actor, topic } = form.elements;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let group = 0;
  const rows = [...page.querySelectorAll("tr[data-speaker]")].map((row) => {
    if (!row.classList.contains("again")) group += 1; // rows of one speaker, day and article
    return { row, group, topics: row.dataset.topics.trim().split(" ") };
  });
  const island = page.querySelector("script[data-elsewhere]");
  const elsewhere = new Map(island ? Object.entries(JSON.parse(island.textContent)) : []);
  const chips = [...page.querySelectorAll("nav.chips a")].map((link) => {
    const count = link.querySelector(".count");
    return { link, count, all: count.textContent, href: link.getAttribute("href"), parts: (link.dataset.parts ?? "").split(" ") };
  });

  // A topic with those below it.
  const asked = () => [topic.value, ...(topic.selectedOptions[0].dataset.below ?? "").split(" ")].filter(Boolean);

  // How many statements of another part the filter would find; it knows nothing of their words.
  function found(part, topics) {
    const numbers = topics.map((slug) => [...topic.options].findIndex((option) => option.value === slug));
    return elsewhere.get(part).filter(([speaker, on]) =>
      (!actor.value || speaker === actor.selectedIndex) && (!topics.length || on.some((number) => numbers.includes(number)))).length;
  }

  // Leads to the other parts with the filter, and says whether one of them may have what it asks for.
  function lead(topics, query) {
    const some = actor.value || topics.length;
    let any = !elsewhere.size || !some;
    for (const { link, count, all, href, parts } of chips) {
      const counts = elsewhere.size && some ? parts.map((part) => found(part, topics)) : [];
      const total = counts.reduce((sum, one) => sum + one, 0);
      const first = counts.findIndex(Boolean);
      any ||= total > 0;
      count.textContent = counts.length ? total : all;
      link.classList.toggle("empty", counts.length > 0 && !total);
      if (first >= 0) link.href = dossier.address(parts[first]) + "?" + query;
      else link.setAttribute("href", href + (query.size ? "?" + query : ""));
    }
    return chips.length > 0 && any;
  }

  function filter() {
    const sought = fold(words.value).split(/\s+/).filter(Boolean);
    const topics = asked();
    let count = 0;
    let last = 0;
    for (const { row, group: own, topics: on } of rows) {
      const text = sought.length ? fold(row.textContent) : "";
      row.hidden = !(!actor.value || row.dataset.speaker === actor.value)
        || !(!topics.length || topics.some((slug) => on.includes(slug)))
        || !sought.every((word) => text.includes(word));
      if (row.hidden) continue;
      row.classList.toggle("again", own === last); // where the first of a group is hidden, the next one says when and who
      last = own;
      count += 1;
    }
    for (const body of page.querySelectorAll("table.statements tbody")) body.hidden = !body.querySelector("tr[data-speaker]:not([hidden])");
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const others = lead(topics, query);
    const told = count ? dossier.say("statements", { shown: count, all: rows.length }) : dossier.say(others ? "none" : "nothing");
    status.textContent = count === rows.length ? "" : told;
    return query;
  }

  function read() {
    if (!form.checkVisibility()) return; // another page of the single file
    const query = dossier.query();
    words.value = query.get("words") ?? "";
    for (const select of [actor, topic]) {
      select.value = query.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    filter();
  }

  form.addEventListener("input", () => dossier.setQuery(filter()));
  form.addEventListener("reset", () => setTimeout(() => dossier.setQuery(filter())));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => setTimeout(read)); // the single file shows its page first
  window.addEventListener("load", read);
  read();
});
