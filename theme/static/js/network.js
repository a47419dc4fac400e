// Filters the network, picture and table alike, by topic and year; on a name, shows that actor's ties alone.
"use strict";

for (const form of document.querySelectorAll("form[data-network]")) {
  const page = form.parentElement;
  const years = form.elements.year.options.length - 1;
  const nodes = [...page.querySelectorAll(".network a[data-counts]")];
  const rows = [...page.querySelectorAll("table.ties tr[data-counts]")];
  const lines = [...page.querySelectorAll(".network .ties a")];
  const status = page.querySelector("[data-filtered]");
  const most = Number(page.querySelector("svg[data-most]").dataset.most);
  const drawn = rows.filter((row) => row.id); // in the order of the lines

  // The articles of each topic and year, a row of years for each topic: `A3ZB12` is 3 in the first cell, 12 in the 29th.
  function read(element) {
    const counts = new Map();
    let cell = -1;
    for (const [, steps, count] of element.dataset.counts.matchAll(/([A-Z]+)(\d+)/g)) {
      for (const step of steps) cell += step.charCodeAt() - 64;
      counts.set(cell, Number(count));
    }
    return counts;
  }
  const counts = new Map([...nodes, ...rows].map((element) => [element, read(element)]));

  function sum(element, topic, year) {
    const columns = year === "" ? Array.from({ length: years }, (_, column) => column) : [Number(year)];
    return columns.reduce((total, column) => total + (counts.get(element).get(topic * years + column) ?? 0), 0);
  }

  function filter() {
    const topic = Number(form.elements.topic.value);
    const year = form.elements.year.value;
    const part = topic || year !== "";
    let actors = 0;
    let ties = 0;
    for (const node of nodes) {
      const shown = sum(node, topic, year) > 0;
      node.classList.toggle("off", !shown);
      actors += shown;
    }
    for (const row of rows) {
      const count = sum(row, topic, year);
      row.hidden = !count;
      row.lastElementChild.textContent = count;
      ties += count > 0;
    }
    drawn.forEach((row, place) => {
      const line = lines[place];
      const count = Number(row.lastElementChild.textContent);
      line.classList.toggle("off", !count);
      line.querySelector("path").setAttribute("stroke-width", (0.7 + 6 * Math.sqrt(count / most)).toFixed(1));
      line.querySelector("title").textContent = `${row.cells[0].textContent}, ${row.cells[1].textContent}: ${count}`;
    });
    status.textContent = part ? dossier.say("network", { actors, allActors: nodes.length, ties, allTies: rows.length }) : "";
  }
  form.addEventListener("input", filter);
  filter(); // a browser that comes back to the page keeps what was chosen

  const own = (place) => (line) => line.getAttribute("href").match(/\d+/g).slice(-2).includes(String(place));
  function only(node) {
    const fits = node && own(nodes.indexOf(node));
    for (const line of lines) line.classList.toggle("faint", Boolean(node) && !fits(line));
  }
  for (const node of nodes) {
    node.addEventListener("pointerenter", () => only(node));
    node.addEventListener("focus", () => only(node));
    node.addEventListener("pointerleave", () => only());
    node.addEventListener("blur", () => only());
  }
}
