// On the screens that ask: what an answer would write, the answer, and the next question. Loaded beside desk.js.

import { answer, keys, post, tell, undo } from "./desk.js";

const SHOWN = 6000; // letters of a diff: the first files of many
let asked = 0;
let busy = false;

const form = () => document.querySelector("form.question");
const ticked = () => [...form().querySelectorAll('[name="paths"], [name="names"]')].filter((box) => box.type === "hidden" || box.checked);

function answered(how) {
  const { kind, question, key, answer: first } = form().dataset;
  const values = new FormData(form());
  const names = ticked().map((box) => box.value);
  if (kind === "name") {
    const body = { kind, answer: how || first, names };
    if (body.answer === "actor" && values.get("kind")) body.as = values.get("kind");
    if (["same", "another"].includes(body.answer)) body.who = values.get("who").trim();
    if (body.answer === "same" && values.get("kind")) body.as = values.get("kind");
    return body;
  }
  const body = { kind, question, key, paths: names };
  if (values.get("choice")) body.choice = values.get("choice");
  const fields = [...form().querySelectorAll("[data-field]")].map((field) => [field.name, field.value]);
  if (fields.length) body.fields = Object.fromEntries(fields);
  if (values.get("another")) body.another = true;
  return body;
}

// What an answer still lacks, so that nothing can be written of it yet.
function lacking() {
  const { question, answer: how } = form().dataset;
  const given = [...form().querySelectorAll("[data-field]")];
  if (!ticked().length) return "Nothing is ticked.";
  if (how === "") return "Nothing is proposed: m where it is the same, Shift and M where it is somebody else.";
  if (question === "line" || question === "topic") return form().querySelector('[name="choice"]:checked') ? "" : "Choose what it is first: a number does.";
  if (how === "actor") return form().querySelector('[name="kind"]:checked') ? "" : "Choose a kind first: a number does.";
  const another = form().querySelector('[name="another"]');
  const told = given.some((field) => field.value.trim()) || another?.checked;
  return question === "one" && (given.length || another) && !told ? "Fill in what it lacks first." : "";
}

// What will be written, as far as it is known; only the last question counts.
async function show() {
  if (!form()) return;
  const number = form().querySelector("[data-number]");
  if (number) number.textContent = form().dataset.question === "one" ? "" : ticked().length;
  const writes = form().querySelector("[data-writes]");
  const turn = ++asked;
  const { shows } = form().dataset; // where no answer is proposed, what one of them would write
  const wants = shows ? "" : lacking();
  const told = wants ? { ok: false, problem: wants } : await post("preview", answered(shows));
  if (turn !== asked || !writes.isConnected) return;
  const diff = told.ok ? told.diff : (told.problem ?? "");
  writes.replaceChildren(...diff.slice(0, SHOWN).split("\n").map((text) => {
    const line = document.createElement(/^[+](?![+]{2} )/.test(text) ? "ins" : /^-(?!-- )/.test(text) ? "del" : "span");
    line.textContent = `${text}\n`;
    return line;
  }));
  if (diff.length > SHOWN) writes.append("… and so in the others.");
}

const places = () => [...document.querySelectorAll(".kinds a")];

function following() {
  const all = places();
  const at = all.findIndex((one) => one.ariaCurrent || one.hasAttribute("aria-current"));
  return (all[at + 1] || (at > 0 ? all[0] : undefined))?.href;
}

async function go(href) {
  const response = await fetch(href);
  if (!response.ok) return location.assign(href);
  const made = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const place of ["main", ".top"]) document.querySelector(place).replaceWith(made.querySelector(place));
  document.body.dataset.shown = made.body.dataset.shown;
  document.body.toggleAttribute("data-counting", "counting" in made.body.dataset);
  history.replaceState(null, "", href);
  document.getElementById("main").focus({ preventScroll: true });
  scrollTo(0, 0);
  show();
}

async function decide(how) {
  if (busy || !form()) return;
  const wants = how && how !== "actor" ? "" : lacking();
  if (wants) {
    tell(wants);
    return;
  }
  busy = true;
  const next = following() || location.pathname;
  const made = await answer(answered(how));
  if (made.ok) await go(next);
  busy = false;
}

// It is asked last from now on, in every window, or in its turn again.
async function later() {
  if (!form()) return;
  const { id, putOff } = form().dataset;
  const next = putOff === undefined ? following() || location.href : location.href;
  const answered = await post("later", { put: "later", names: [id], back: putOff !== undefined });
  tell(answered.ok ? (putOff === undefined ? "Put off: it is asked last." : "It is asked in its turn again.") : answered.problem);
  if (answered.ok) await go(next);
}

function pick(number) {
  const radio = form()?.querySelectorAll('fieldset [type="radio"]')[number - 1];
  if (!radio) return;
  radio.checked = true;
  changed();
}

function changed() {
  form().dataset.dirty = "";
  show();
}

function leave() {
  const box = document.activeElement?.closest(".row")?.querySelector('[type="checkbox"]');
  if (box) box.click();
  else if (form()?.querySelector("[data-nobody]")) decide("nobody");
}

function all() {
  const boxes = [...(form()?.querySelectorAll('[type="checkbox"][name="names"]') ?? [])].filter((box) => !box.closest("[hidden]"));
  if (!form()?.querySelector("[data-all]")) return;
  const every = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !every;
  changed();
}

keys.set("a", all);
keys.set("Enter", () => decide());
keys.set("x", leave);
keys.set("m", () => ("shows" in (form()?.dataset ?? {}) ? decide("same") : document.getElementById("who")?.focus()));
keys.set("M", () => "shows" in (form()?.dataset ?? {}) && decide("another"));
keys.set("l", later);
for (let number = 1; number < 10; number++) keys.set(String(number), () => pick(number));
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.question")) return;
  event.preventDefault();
  const typed = document.activeElement?.id === "who" ? "same" : undefined; // Enter in the field says what it is for
  decide(typed || (event.submitter?.name === "answer" ? event.submitter.value : undefined));
});
document.addEventListener("change", (event) => event.target.closest("form.question") && changed());
document.addEventListener("input", (event) => {
  if ("field" in event.target.dataset) form().dataset.dirty = "";
  if (!("word" in event.target.dataset)) return;
  const word = event.target.value.trim().toLowerCase();
  for (const row of form().querySelectorAll(".row")) {
    const holds = row.textContent.toLowerCase().includes(word);
    row.hidden = !holds;
    row.querySelector('[type="checkbox"]').checked = holds;
  }
  changed();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-later], [data-undo], [data-who], [data-all]");
  if (!button) return;
  if ("later" in button.dataset) later();
  else if ("undo" in button.dataset) undo();
  else if ("all" in button.dataset) all();
  else {
    document.getElementById("who").value = button.dataset.who;
    decide("same");
  }
});
document.addEventListener("changed", ({ detail: paths }) => {
  const mine = form() && "dirty" in form().dataset ? ticked().map((box) => box.value).find((path) => paths.includes(path)) : undefined;
  if (!mine) return;
  tell(`${mine} has changed on the disk. What you have begun to answer stays; what will be written is shown anew.`);
  show();
});
document.addEventListener("undone", () => go(location.href));
document.addEventListener("renewed", () => form() && "dirty" in form().dataset || show());
show();
