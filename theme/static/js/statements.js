// Filters the list of statements by what each line says of itself.
"use strict";

for (const form of document.querySelectorAll("form[data-filter]")) {
  const page = form.parentElement;
  const lines = [...page.querySelectorAll(".statement")];
  const status = page.querySelector("[data-filtered]");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  form.addEventListener("input", () => {
    const words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const line of lines) {
      const fits = [...form.querySelectorAll("select")].every((select) => {
        const value = line.dataset[select.name];
        return !select.value || value === select.value || (select.name === "topics" && value.split("|").includes(select.value));
      });
      const text = words.length ? fold(line.textContent) : "";
      line.hidden = !fits || !words.every((word) => text.includes(word));
      count += !line.hidden;
    }
    for (const year of page.querySelectorAll(".year")) year.hidden = !year.querySelector(".statement:not([hidden])");
    status.textContent = count === lines.length ? "" : dossier.say("statements", { shown: count, all: lines.length });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}
