// Compares two actors of a table of positions, side by side by year; who they are stands in the address (?a=…&b=…).
"use strict";

dossier.each("form[data-compare]", (form) => {
  const section = form.parentElement;
  const grid = section.querySelector("table.positions");
  if (!grid) return;
  const { a, b } = form.elements;
  const rows = [...grid.querySelectorAll("tr[data-actor]")];
  const people = new Set([...form.querySelectorAll("optgroup[data-people] option")].map((option) => option.value));
  let table;

  // The rows of an actor; of a state or body those of its people too.
  const rowsOf = (slug) => rows.filter(({ dataset }) =>
    dataset.actor === slug || (people.has(slug) && (dataset.for ?? "").split(" ").includes(slug)));

  function make(tag, className, ...content) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  // What some rows say in a year, in order of the days; who says it stands before each line that another one says.
  function cell(own, column, year) {
    const lines = own.flatMap((row) => [...row.children[column].querySelectorAll("p")].map((line) => ({
      copy: line.cloneNode(true), day: line.dataset.day ?? "", who: own.length > 1 ? row.querySelector("th a").textContent : "",
    })));
    lines.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
    lines.forEach(({ copy, who }, at) => { if (who !== (lines[at - 1]?.who ?? "")) copy.prepend(make("b", "", who), " "); });
    const found = make("td", lines.length ? "" : "none", ...lines.map(({ copy }) => copy));
    if (!lines.length) found.append(dossier.say("silent"));
    found.dataset.year = year;
    return found;
  }

  function compared(slugs) {
    const own = slugs.map(rowsOf);
    const heads = [...grid.tHead.rows[0].cells].slice(1);
    const names = slugs.map((slug, place) => {
      const head = make("th", "", form.elements[place ? "b" : "a"].selectedOptions[0].textContent.trim());
      head.scope = "col";
      return head;
    });
    const body = heads.map((head, at) => {
      const year = head.dataset.year;
      const name = make("th", "", ...[...head.childNodes].map((node) => node.cloneNode(true)));
      name.scope = "row";
      return make("tr", "", name, ...own.map((one) => cell(one, at + 1, year)));
    }).filter((row) => row.querySelector("td:not(.none)"));
    const corner = grid.tHead.rows[0].cells[0].cloneNode(true);
    corner.textContent = dossier.say("yearHead");
    return make("table", "positions compared", make("thead", "", make("tr", "", corner, ...names)), make("tbody", "", ...body));
  }

  function show() {
    table?.remove();
    const both = a.value && b.value && a.value !== b.value;
    grid.hidden = Boolean(both);
    if (!both) return;
    table = compared([a.value, b.value]);
    grid.before(table);
  }

  function read() {
    if (!form.checkVisibility()) return; // another page of the single file
    const query = dossier.query();
    const all = section.querySelector("a[data-all]");
    for (const select of [a, b]) {
      const slug = query.get(select.name) ?? "";
      select.value = slug;
      if (select.selectedIndex >= 0) continue;
      if (all) location.replace(all.href + "?" + query);
      select.value = "";
    }
    show();
  }

  const changed = () => {
    dossier.setQuery(new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
    show();
  };
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("reset", () => setTimeout(changed));
  window.addEventListener("hashchange", () => setTimeout(read)); // the single file shows its page first
  window.addEventListener("load", read);
  read();
});
