// The single-file edition: one section a page, shown one at a time; everything that is loaded elsewhere stands in the file.
"use strict";

window.dossierPlaces = {
  address: (path, _words, passage) => "#" + path + (passage ? ":" + passage : ""),
  addressOf: (link) => decodeURIComponent(link.hash.slice(1)).replace(":", "#"),
  byId: (id) => document.getElementById("search.html:" + id),
  query: () => new URLSearchParams(location.hash.split("?")[1] ?? ""),
  setQuery(query) { history.replaceState(null, "", location.hash.split("?")[0] + (query.size ? "?" + query : "")); },
};

document.addEventListener("DOMContentLoaded", () => {
  for (const part of document.querySelectorAll("script[data-file]")) dossier.chunk(part.dataset.file, part.textContent);
  const sections = [...document.querySelectorAll("section[data-title]")];
  let current;
  let words;

  function show() {
    const place = decodeURIComponent(location.hash.slice(1)).split("?")[0];
    const page = document.getElementById(place.split(":")[0])?.closest("section[data-title]") ?? sections[0];
    for (const section of sections) section.classList.toggle("current", section === page);
    document.title = page.dataset.title;
    if (page.id === "search.html") dossier.searchPage(dossier.byId("search-form"));
    if (words) dossier.mark(page, words);
    words = undefined;
    const target = document.getElementById(place);
    if (target && target !== page) target.scrollIntoView();
    else if (page !== current) {
      scrollTo(0, 0);
      if (current) {
        page.tabIndex = -1;
        page.focus({ preventScroll: true });
      }
    }
    current = page;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".results a");
    if (!link) return;
    words = link.dataset.words;
    link.closest("dialog")?.close();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "search.html:search-form" || !event.target.elements.q) return;
    event.preventDefault();
    event.target.closest("dialog")?.close();
    location.hash = "#search.html?" + new URLSearchParams({ q: event.target.elements.q.value });
  });
  window.addEventListener("hashchange", show);
  show();
});
