// Takes along what was found: as text with where each passage stands, or as a table.
"use strict";

dossier.take = async (button, load, most) => {
  const HEAD = ["date", "title", "passage", "speaker", "publisher", "kind", "address"]; // as the data files call them
  const address = (page, { anchor }) => new URL(dossier.address(page.address, "", anchor), location.href).href;

  const text = (rows) => rows.map(([page, hit]) => {
    const where = [`“${page.title.text}”`, page.day, page.publishers.join(", ")].filter(Boolean).join(", ");
    return `“${hit.text}”\n${where}. ${address(page, hit)}`;
  }).join("\n\n");

  // What a spreadsheet would run as a formula gets an apostrophe, as in the tables of the data.
  const cell = (value) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const table = (rows) => [HEAD, ...rows.map(([page, hit]) => [page.date, page.title.text, hit.text,
    hit.speakers.join("; "), page.publishers.join("; "), page.kind, address(page, hit)])].map((row) => `${row.map(cell).join(",")}\r\n`).join("");

  if (!button) return;
  const rows = (await load()).flatMap((page) => (page.hits.length ? page.hits : [{ anchor: "", text: page.title.text, speakers: [] }]).map((hit) => [page, hit])).slice(0, most);
  if (button.value === "text") return dossier.copy(button, text(rows));
  const file = URL.createObjectURL(new Blob(["\ufeff", table(rows)], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: file, download: "passages.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(file), 1000);
};
