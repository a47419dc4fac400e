// The keys of the site, shown on ?.
"use strict";

(() => {
  let dialog;

  function build() {
    dialog = document.createElement("dialog");
    dialog.className = "shortcuts";
    const title = Object.assign(document.createElement("h2"), { textContent: dossier.say("keys"), id: "shortcuts" });
    dialog.setAttribute("aria-labelledby", title.id);
    const list = document.createElement("dl");
    list.className = "keys";
    for (const [key, meaning] of dossier.words.shortcuts) {
      const term = document.createElement("dt");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      list.append(term, Object.assign(document.createElement("dd"), { textContent: meaning }));
    }
    const form = Object.assign(document.createElement("form"), { method: "dialog" });
    form.append(Object.assign(document.createElement("button"), { textContent: dossier.say("close") }));
    dialog.append(title, list, form);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
    event.preventDefault();
    if (!dialog) build();
    dialog.showModal();
  });
})();
