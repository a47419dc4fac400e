// Shows one year of the timeline's picture across its whole width, with marks that a finger can tell apart.
"use strict";

for (const svg of document.querySelectorAll(".picture svg[data-left]")) {
  const [MARK, STEP, LABEL, FOOT] = [9, 24, 26, 26]; // radius; between marks; above a lane and below all, for labels
  const whole = svg.getAttribute("viewBox");
  const width = svg.viewBox.baseVal.width;
  const left = Number(svg.dataset.left);
  const years = [...svg.querySelectorAll("a.year")];
  const lanes = [...svg.querySelectorAll(".lane")].map((lane) => ({ lane, marks: [...lane.querySelectorAll("circle")] }));
  const moved = svg.querySelectorAll(".lane circle, .lane text, .lane line");
  const before = new Map([...moved].map((part) => [part, [...part.attributes].map(({ name, value }) => [name, value])]));
  const yearOf = (mark) => mark.parentElement.dataset.year;
  const bar = document.createElement("p");
  bar.className = "zoom";
  bar.hidden = true;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  svg.parentElement.before(bar);

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function reset() {
    svg.setAttribute("viewBox", whole);
    svg.classList.remove("zoomed");
    for (const month of svg.querySelectorAll(".month")) month.remove();
    for (const off of svg.querySelectorAll(".off")) off.classList.remove("off");
    for (const [part, attributes] of before) for (const [name, value] of attributes) part.setAttribute(name, value);
  }

  function months(height) {
    dossier.words.months.forEach((name, month) => {
      const x = left + ((width - 2 * left) * month) / 12;
      const group = document.createElementNS(svg.namespaceURI, "g");
      const line = document.createElementNS(svg.namespaceURI, "line");
      const text = document.createElementNS(svg.namespaceURI, "text");
      group.setAttribute("class", "month");
      line.setAttribute("class", "year-line");
      text.setAttribute("class", "year-label");
      for (const [key, value] of [["x1", x], ["x2", x], ["y1", 0], ["y2", height]]) line.setAttribute(key, value);
      text.setAttribute("x", x + 3);
      text.setAttribute("y", height - 9);
      text.textContent = name;
      group.append(line, text);
      svg.prepend(group);
    });
  }

  // Marks of a year keep their distance: each stands at the lowest level where it touches no other.
  function stack(marks, from, span) {
    const last = [];
    return marks.map((mark) => {
      const share = (Number(mark.getAttribute("cx")) - from) / span;
      const x = Math.min(width - left - MARK, Math.max(left + MARK, left + share * (width - 2 * left)));
      let level = last.findIndex((end) => end <= x - STEP);
      if (level < 0) level = last.length;
      last[level] = x;
      return { mark, x, level };
    });
  }

  function zoom(link) {
    reset();
    const year = link.textContent.trim();
    const column = link.querySelector(".column");
    const [from, span] = [Number(column.getAttribute("x")), Number(column.getAttribute("width"))];
    let y = 0;
    for (const { lane, marks } of lanes) {
      const own = marks.filter((mark) => yearOf(mark) === year);
      for (const mark of marks) mark.parentElement.classList.toggle("off", !own.includes(mark));
      lane.classList.toggle("off", !own.length);
      if (!own.length) continue;
      const placed = stack(own, from, span);
      const base = y + LABEL + STEP * (1 + Math.max(...placed.map(({ level }) => level)));
      lane.querySelector("text").setAttribute("y", y + LABEL * 0.65);
      const line = lane.querySelector("line");
      for (const key of ["y1", "y2"]) line.setAttribute(key, base);
      for (const { mark, x, level } of placed) {
        for (const [key, value] of [["cx", x], ["cy", base - (level + 0.5) * STEP], ["r", MARK]]) mark.setAttribute(key, value);
      }
      y = base + 6;
    }
    for (const part of [...years, ...svg.querySelectorAll(".year-line")]) part.classList.add("off");
    svg.setAttribute("viewBox", `0 0 ${width} ${y + FOOT}`);
    svg.classList.add("zoomed");
    months(y + FOOT);
    svg.parentElement.scrollLeft = 0;
    const list = document.createElement("a");
    list.href = link.getAttribute("href");
    list.textContent = dossier.say("year", { year });
    const all = button(dossier.say("years"), () => {
      reset();
      bar.hidden = true;
      link.focus();
    });
    const beside = [years[years.indexOf(link) - 1], years[years.indexOf(link) + 1]];
    const arrows = beside.map((other, after) => other && button(after ? `${other.textContent} →` : `← ${other.textContent}`, () => zoom(other)));
    said.textContent = link.getAttribute("aria-label");
    bar.replaceChildren(said, ...[arrows[0], all, arrows[1], list].filter(Boolean));
    bar.hidden = false;
    all.focus({ preventScroll: true });
  }

  for (const link of years) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || years.length < 2) return;
      event.preventDefault();
      zoom(link);
    });
  }
}
