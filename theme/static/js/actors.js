// The list of actors by words and kind, and in another order than by camp: ?words=…&kind=…&sort=…
"use strict";

dossier.each("form[data-actors]", (form) => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const camps = [...form.parentElement.querySelectorAll("section.actors")];
  const bodies = camps.flatMap((camp) => [...camp.querySelectorAll("tbody")]);
  const rows = bodies.map((body) => [...body.rows]);
  const every = rows.flat();
  const { words, kind, sort } = form.elements;
  const addressed = !window.dossierPlaces; // the single-file edition has one address for all pages
  const collator = new Intl.Collator(document.documentElement.lang);
  const orders = {
    name: (one, other) => collator.compare(one.dataset.name, other.dataset.name),
    statements: (one, other) => other.dataset.statements - one.dataset.statements,
    articles: (one, other) => other.dataset.articles - one.dataset.articles,
  };

  // In another order all stand in the first table, without the headings of camps.
  function order() {
    if (orders[sort.value]) bodies[0]?.append(...[...every].sort(orders[sort.value]));
    else bodies.forEach((body, number) => body.append(...rows[number]));
  }

  function filter() {
    const sought = fold(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of every) {
      const text = sought.length ? fold(row.textContent) : "";
      row.hidden = (kind.value && row.dataset.kind !== kind.value) || !sought.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    for (const camp of camps) {
      const filtered = sought.length || kind.value || sort.value;
      camp.hidden = Boolean(filtered) && !camp.querySelector("tbody tr:not([hidden])");
      camp.classList.toggle("mixed", Boolean(sort.value));
    }
    form.querySelector("[role=status]").textContent =
      shown === every.length ? "" : shown ? dossier.say("actors", { shown, all: every.length }) : dossier.say("nobody");
  }

  function choose() {
    order();
    filter();
    if (!addressed) return;
    const query = new URLSearchParams();
    for (const { name, value } of [words, kind, sort]) if (value) query.set(name, value);
    dossier.setQuery(query);
  }

  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (addressed) for (const field of [words, kind, sort]) field.value = dossier.query().get(field.name) ?? field.value;
  for (const select of [kind, sort]) if (select.selectedIndex < 0) select.value = "";
  if (words.value || kind.value || sort.value) {
    order();
    filter();
  }
});
