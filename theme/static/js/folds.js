// What is folded away opens where its address leads: a year, the passages of a tie.
"use strict";

(() => {
  function open() {
    const fold = location.hash && document.querySelector(`details[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
    if (!fold) return;
    fold.open = true;
    fold.scrollIntoView();
  }
  addEventListener("hashchange", open);
  open();
})();
