// An actor's statements by topic and year; what is chosen stands in the address: ?topic=…&year=…
"use strict";

dossier.each("form[data-said]", (form) => {
  const section = form.closest("section");
  const lines = [...section.querySelectorAll("[data-topics]")];
  const folds = [...section.querySelectorAll("details")];
  const opened = new Map(folds.map((fold) => [fold, fold.open]));
  const years = [...section.querySelectorAll("a[data-year]")];
  const [topic, year] = [form.elements.topic, form.elements.year];
  const repeats = new Set(lines.filter((line) => line.classList.contains("again")));
  const addressed = !window.dossierPlaces; // the single-file edition has one address for all pages

  function filter() {
    const holds = topic.selectedOptions[0]?.dataset.holds?.split(" ");
    const chosen = Boolean(topic.value || year.value);
    let [shown, head, seen] = [0, 0, 0]; // a line repeats what stands in the first one of its kind that is seen
    for (const line of lines) {
      const topics = line.dataset.topics.split(" ");
      line.hidden = (year.value && line.dataset.year !== year.value) || (holds && !holds.some((one) => topics.includes(one)));
      head += !repeats.has(line);
      if (line.hidden) continue;
      line.classList.toggle("again", seen === head);
      seen = head;
      shown++;
    }
    for (const fold of folds) {
      fold.hidden = !fold.querySelector("[data-topics]:not([hidden])");
      fold.open = chosen ? !fold.hidden : opened.get(fold);
    }
    for (const link of years) {
      if (link.dataset.year === year.value) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    form.querySelector("[role=status]").textContent =
      !chosen ? "" : shown ? dossier.say("statements", { shown, all: lines.length }) : dossier.say("none");
  }

  function choose() {
    filter();
    if (!addressed) return;
    const query = dossier.query();
    for (const { name, value } of [topic, year]) value ? query.set(name, value) : query.delete(name);
    history.replaceState(null, "", location.pathname + (query.size ? "?" + query : "") + location.hash);
  }

  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of years) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      year.value = year.value === link.dataset.year ? "" : link.dataset.year;
      choose();
    });
  }
  if (addressed) for (const select of [topic, year]) select.value = dossier.query().get(select.name) ?? select.value;
  for (const select of [topic, year]) if (select.selectedIndex < 0) select.value = "";
  if (topic.value || year.value) filter();
});
