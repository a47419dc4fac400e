// The single-file edition: one section a page, shown one at a time; everything that is loaded elsewhere stands in the file.
"use strict";

window.dossierPlaces = (() => {
  const fileOf = (name) => document.querySelector(`script[data-file="${CSS.escape(name)}"]`);
  const groups = new Map(); // a packed group's name: the promise of what it holds, by address
  const each = []; // what the scripts do on each page, by the selector of what they do it with
  const bound = new Set(); // the pages on which it is done

  function unpack(name) {
    if (!groups.has(name)) groups.set(name, (async () => {
      if (!fileOf(`pages/${name}`) || !window.DecompressionStream) return {};
      const stream = new Blob([await dossier.load(`pages/${name}`)]).stream().pipeThrough(new DecompressionStream("gzip"));
      return JSON.parse(await new Response(stream).text());
    })());
    return groups.get(name);
  }

  return {
    // A page that is packed, put into the document. It is what the build wrote, and the policy runs no script of its own in it.
    async page(address) {
      const html = (await unpack(address.split(/[/.]/)[0]))[address];
      if (html && !document.getElementById(address)) document.querySelector("main").insertAdjacentHTML("beforeend", html);
      return document.getElementById(address);
    },
    // What a page needs when it is shown first: what is kept elsewhere of it, and the scripts.
    async bind(page) {
      if (bound.has(page)) return;
      bound.add(page);
      const parts = [...page.querySelectorAll("[data-kept]")];
      const kept = parts.length ? (await unpack("kept"))[page.id] : [];
      for (const part of parts) kept ? Object.assign(part, kept[part.dataset.kept]) : part.matches("script") && part.remove();
      for (const [selector, bind] of each) page.querySelectorAll(selector).forEach(bind);
    },
    each: (selector, bind) => each.push([selector, bind]),
    address: (path, _words, passage) => "#" + path + (passage ? ":" + passage : ""),
    addressOf: (link) => decodeURIComponent(link.hash.slice(1)).replace(":", "#"),
    byId: (id) => document.getElementById("search.html:" + id),
    query: () => new URLSearchParams(location.hash.split("?")[1] ?? ""),
    setQuery(query) { history.replaceState(null, "", location.hash.split("?")[0] + (query.size ? "?" + query : "")); },
  };
})();

document.addEventListener("DOMContentLoaded", () => {
  for (const part of document.querySelectorAll("script[data-file]")) dossier.chunk(part.dataset.file, part.textContent);
  const first = document.querySelector("section[data-title]");
  let asked; // the newest wish for a page
  let current;
  let words;

  async function show() {
    const wish = (asked = {});
    const place = decodeURIComponent(location.hash.slice(1)).split("?")[0];
    if (current && document.getElementById(place)?.closest("footer")) return document.getElementById(place).scrollIntoView();
    const [address] = place.split(":");
    let page = document.getElementById(address)?.closest("section[data-title]");
    if (!page) {
      current?.classList.remove("current"); // its scripts would take the address for theirs
      page = (await dossier.page(address)) ?? first;
      if (wish !== asked) return;
    }
    const before = current;
    current?.classList.remove("current");
    current = page;
    page.classList.add("current");
    document.documentElement.classList.add("shown");
    document.title = page.dataset.title;
    await dossier.bind(page);
    if (wish !== asked) return;
    if (page.id === "search.html") dossier.searchPage(dossier.byId("search-form"));
    if (words) dossier.mark(page, words);
    words = undefined;
    const target = document.getElementById(place);
    if (target && target !== page) target.scrollIntoView();
    else if (page !== before) {
      scrollTo(0, 0);
      if (before) {
        page.tabIndex = -1;
        page.focus({ preventScroll: true });
      }
    }
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
