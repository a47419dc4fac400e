// What is folded away opens where its address leads: a year, the passages of a tie.
"use strict";

(() => {
  function open(fold) {
    if (fold.id !== decodeURIComponent(location.hash.slice(1))) return;
    fold.open = true;
    fold.scrollIntoView();
  }
  addEventListener("hashchange", () => document.querySelectorAll("details[id]").forEach(open));
  dossier.each("details[id]", open);
})();
