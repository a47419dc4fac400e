// Today: the question that frees most is answered where it stands; five of them are two minutes.

import { answer, go, keys, post, tell } from "./desk.js";

const SOME = 5;
const settled = new Set(); // what is answered, until the screen is without it
const made = new Map(); // the questions by the number of the change that answered them
let at = 0; // how many were passed over
let left = 0; // of two minutes
let of = 0;

const card = () => document.getElementById("next");
const listed = () => JSON.parse(card()?.dataset.questions ?? "[]").filter(({ id }) => !settled.has(id));
const here = () => listed()[at % Math.max(1, listed().length)];

function element(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...values });
}

function button({ label }, number, proposed) {
  const made = element("button", `${label} `, { type: "button", className: number === proposed ? "go" : "" });
  made.dataset.choice = number;
  made.append(element("kbd", number === proposed ? "Enter" : number));
  return made;
}

function show() {
  if (!card()) return;
  const question = here();
  card().hidden = !question;
  if (!question) return;
  card().querySelector(".step").textContent = left ? `${of - left + 1} of ${of} · about two minutes` : "Next · frees the most";
  card().querySelector("h2").textContent = question.text;
  card().querySelector(".frees").textContent = question.frees;
  card().querySelector(".shows").replaceChildren(...question.lines.map((line) => element("li", line)));
  card().querySelector(".choices").replaceChildren(...question.choices.map((choice, place) => button(choice, place + 1, question.proposed)));
  card().querySelector("[data-look]").href = question.look;
}

function on(by) {
  left = Math.max(0, left - by);
  if (by && !left) at = 0;
  show();
}

async function choose(number) {
  const question = here();
  const choice = question?.choices[number - 1];
  if (!choice) return;
  const last = left === 1;
  settled.add(question.id);
  on(left ? 1 : 0);
  const answered = await answer(choice.body);
  if (answered.ok) {
    made.set(answered.change, question.id);
    return last && tell(`${answered.said}. That was the last of ${of}; u takes it back.`);
  }
  settled.delete(question.id);
  show();
}

function yes() {
  const question = here();
  if (!question) return;
  if (!question.proposed) return tell("Nothing is proposed: the text does not say. A number answers.");
  choose(question.proposed);
}

async function later() {
  const question = here();
  if (!question) return;
  settled.add(question.id);
  on(left ? 1 : 0);
  const answered = await post("later", { put: "later", names: [question.id] });
  if (answered.ok) return tell("Put off: it is asked last on its own screen.");
  settled.delete(question.id);
  show();
  tell(answered.problem);
}

function another() {
  if (listed().length < 2) return tell("There is no other question that one answer settles here.");
  at = (at + 1) % listed().length;
  show();
}

function minutes() {
  left = of = Math.min(SOME, listed().length);
  at = 0;
  if (!left) return tell("No question waits that one answer settles here.");
  show();
  card().scrollIntoView({ block: "nearest" });
}

const look = () => here() && go(here().look);
const DO = { yes, another, later, two: minutes };

keys.set("Enter", yes);
keys.set("v", look);
keys.set("n", another);
keys.set("l", later);
keys.set("t", minutes);
keys.set("p", () => go("/desk/clippings?question=publish%3A"));
for (let number = 1; number < 10; number += 1) keys.set(String(number), () => choose(number));
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-choice], [data-do]");
  if (pressed?.dataset.choice) choose(Number(pressed.dataset.choice));
  else if (pressed) DO[pressed.dataset.do]?.();
});
document.addEventListener("undone", ({ detail }) => {
  settled.delete(made.get(detail));
  show();
});
document.addEventListener("renewed", () => {
  const there = JSON.parse(card()?.dataset.questions ?? "[]").map(({ id }) => id);
  settled.forEach((id) => there.includes(id) || settled.delete(id));
  show();
});
show();
