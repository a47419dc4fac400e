// What every page does with a script: copies a citation, opens the search on /, marks the words searched for.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copies]");
  if (!button) return;
  const label = button.innerHTML;
  const told = (text) => { button.textContent = text; setTimeout(() => { button.innerHTML = label; }, 2000); };
  try {
    await navigator.clipboard.writeText(button.dataset.copies); // there is no clipboard for a page over plain http
    told(dossier.say("copied"));
  } catch {
    told(dossier.say("select"));
  }
});

// The dialog: results while typing, arrow keys through them, Enter on the words for the search page with its filters.
(() => {
  const field = document.querySelector(".site-search input");
  let dialog;

  function build() {
    dialog = document.createElement("dialog");
    dialog.className = "search";
    dialog.setAttribute("aria-label", dossier.say("search"));
    const form = field.form.cloneNode(true);
    form.className = "";
    form.querySelector("kbd")?.remove();
    const status = document.createElement("p");
    status.className = "tally";
    status.setAttribute("role", "status");
    const list = document.createElement("ol");
    list.className = "results";
    dialog.append(form, status, list);
    document.body.append(dialog);
    const input = form.elements.q;
    let timer;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => dossier.find().then(() => dossier.show({ list, status, words: input.value.trim(), limit: 8 }), (error) => {
        status.textContent = error.message;
      }), 120);
    });
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const stops = [input, ...list.querySelectorAll("a")];
      stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(document.activeElement) + step))].focus();
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    return input;
  }

  const ready = () => dossier.find().then(() => dossier.search.ready()).catch(() => {});

  let input;
  function open(words) {
    input ??= build();
    if (!dialog.open) dialog.showModal();
    ready();
    input.value = words;
    if (words) input.dispatchEvent(new Event("input"));
    input.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    const page = dossier.byId("search-form");
    if (page?.checkVisibility()) page.elements.q.select();
    else open("");
  });
  field.addEventListener("focus", ready, { once: true });
})();

// Words searched for, marked where they stand; without diacritics and by the beginning of the word, as the search found them.
dossier.mark = (page, sought) => {
  const words = sought.match(/[\p{L}\p{N}]+/gu) ?? [];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const stems = words.map(fold).map((word) => (word.length > 5 ? word.slice(0, Math.max(5, word.length - 3)) : word));
  const found = [];
  for (const block of page.querySelectorAll(".prose")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        if (stems.some((stem) => fold(match[0]).startsWith(stem))) found.push([walker.currentNode, match.index, match[0].length]);
      }
    }
  }
  for (const [node, start, length] of found.reverse()) {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + length);
    range.surroundContents(document.createElement("mark"));
  }
};

(() => {
  const words = dossier.query().get("highlight");
  if (words) dossier.mark(document, words);
})();
