// The timeline: the words of a mark below the lanes, and a filter by topic that stands in the address.
"use strict";

dossier.each("figure.spoke", (figure) => {
  const told = figure.querySelector("[data-told]");
  const tell = (event) => {
    const title = event.target.closest?.("[data-lanes] a")?.querySelector("title");
    if (title) told.textContent = title.textContent;
  };
  figure.addEventListener("pointerover", tell);
  figure.addEventListener("focusin", tell);
});

dossier.each("form[data-events]", (form) => {
  const years = [...form.parentElement.querySelectorAll("details.fold")];
  const status = form.querySelector("[data-filtered]");
  const select = form.elements.topic;
  const first = years.map((year) => year.open);

  function filter() {
    const topic = select.value;
    let count = 0;
    let all = 0;
    years.forEach((year, place) => {
      let own = 0;
      for (const line of year.querySelectorAll("li")) {
        line.hidden = topic !== "" && !line.dataset.topics.split(" ").includes(topic);
        own += !line.hidden;
        all += 1;
      }
      year.hidden = !own;
      year.open = topic ? own > 0 : first[place];
      count += own;
    });
    status.textContent = topic ? dossier.say("events", { shown: count, all }) : "";
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const query = dossier.query();
    if (select.value) query.set("topic", select.value);
    else query.delete("topic");
    dossier.setQuery(query);
    filter();
  });
  select.value = dossier.query().get("topic") ?? "";
  if (select.selectedIndex < 0) select.value = ""; // a topic that is not on this page
  filter();
});
