// Sorts a table by a column and narrows it to the rows that hold words which begin so; both stand in the address.
"use strict";

dossier.each("form[data-narrows]", (form) => {
  const table = document.getElementById(form.dataset.narrows) ?? form.parentElement.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const field = form.elements.words;
  const status = form.querySelector("[role=status]");
  const parts = [...form.parentElement.querySelectorAll(".parts a, .steps-between a")].map((link) => [link, link.getAttribute("href")]);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const known = new Map(rows.map((row) => [row, " " + fold(row.innerText)]));

  // What a cell is sorted by: a date as programs read it, the number of links where it counts, or its text.
  function key(row, column) {
    const cell = row.cells[column];
    if (heads[column].dataset.sorts === "used") return String(9999 - cell.querySelectorAll("a").length);
    return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  }

  function sort(name) {
    const descending = name.startsWith("-");
    const column = heads.findIndex((head) => head.dataset.sorts === name.replace("-", ""));
    if (column < 0) return;
    const keyed = rows.map((row, at) => [key(row, column), at, row]);
    // What is empty stands last, either way.
    keyed.sort(([a, i], [b, j]) => !a - !b || (descending ? -1 : 1) * order.compare(a, b) || i - j);
    table.tBodies[0].append(...keyed.map(([, , row]) => row));
    heads.forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function narrow() {
    const words = fold(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => known.get(row).includes(" " + word));
      count += !row.hidden;
    }
    status.textContent = words.length ? dossier.say("shown", { shown: count, all: rows.length }) : "";
  }

  // The address says what is shown, and so do the ways to the other parts of the list.
  function note(name, value) {
    const query = dossier.query();
    if (value) query.set(name, value);
    else query.delete(name);
    dossier.setQuery(query);
    lead(query);
  }

  function lead(query) {
    for (const [link, href] of parts) link.setAttribute("href", href + (query.size ? "?" + query : ""));
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const name = (head.getAttribute("aria-sort") === "ascending" ? "-" : "") + head.dataset.sorts;
      sort(name);
      note("sort", name);
    });
  }
  field.addEventListener("input", () => {
    narrow();
    note("words", field.value.trim());
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const query = dossier.query();
  field.value = query.get("words") ?? "";
  sort(query.get("sort") ?? "");
  narrow();
  lead(query);
});
