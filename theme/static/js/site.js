// What every page does with a script: copies a citation, opens the search on /, marks the words searched for.
"use strict";

document.documentElement.classList.add("scripted");

// Copies a text, and has the button say so for a moment.
dossier.copy = async (button, copied) => {
  const label = button.innerHTML;
  const told = (text) => { button.textContent = text; setTimeout(() => { button.innerHTML = label; }, 2000); };
  try {
    await navigator.clipboard.writeText(copied); // there is no clipboard for a page over plain http
    told(dossier.say("copied"));
  } catch {
    told(dossier.say("select"));
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-copies]");
  if (button) dossier.copy(button, button.dataset.copies);
});

// The dialog: passages and pages while typing, arrow keys through them, Enter on the words for the search page with its filters.
(() => {
  const field = document.querySelector(".site-search input");
  const FEWEST = 3; // letters
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
    const [passages, pages] = ["passages", "whole"].map((name) => Object.assign(document.createElement("ol"), { className: `results ${name}` }));
    passages.setAttribute("aria-label", dossier.say("passagesHead"));
    pages.setAttribute("aria-label", dossier.say("pagesHead"));
    dialog.append(form, status, passages, pages);
    document.body.append(dialog);
    const input = form.elements.q;
    let timer;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const words = input.value.trim();
      const current = () => words === input.value.trim();
      timer = setTimeout(async () => {
        try {
          await dossier.find();
          if (words.length >= FEWEST) return await dossier.hits.peek({ status, passages, pages, words, current });
          status.textContent = "";
          for (const list of [passages, pages]) list.replaceChildren();
        } catch (error) {
          if (current()) status.textContent = dossier.say("failed", { reason: error.message });
        }
      }, 150);
    });
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const stops = [input, ...dialog.querySelectorAll(".results a:not(.to)")];
      stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(document.activeElement) + step))].focus();
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    return input;
  }

  const ready = () => dossier.find().then(() => dossier.search.passages()).catch(() => {});

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

// Words that a search found, marked where they stand.
dossier.mark = (page, sought) => {
  const plain = (text) => text.normalize("NFC").toLowerCase();
  const words = new Set(plain(sought).match(/[\p{L}\p{N}\p{M}]+/gu));
  const found = [];
  for (const block of page.querySelectorAll(".prose")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        if (words.has(plain(match[0]))) found.push([walker.currentNode, match.index, match[0].length]);
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
