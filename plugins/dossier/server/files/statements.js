// Statements: one is looked at, put right, confirmed, rejected or put aside; or those in sight, or all that are chosen.

import { answer, article, keys, post, rows, tell } from "./desk.js";

const BETWEEN = " … "; // two spans of a statement
const NOBODY = "none";
const rights = new Map(); // by id what is put right: where the words begin and end, who said them and when
const gone = new Set(); // what is decided, until the screen is without it
const decided = new Map(); // the ids by the number of the change that decided them
const aside = new Set(JSON.parse(sessionStorage.getItem("aside") ?? "[]"));
const sight = new Set();
let current = "";
let asked = 0;

const $ = (id) => document.getElementById(id);
const every = () => [...document.querySelectorAll(".statements .row")];
const rowOf = (id) => every().find((row) => row.dataset.id === id);
const dataOf = (row) => JSON.parse(row.dataset.statement);

function made(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...values });
}

// A statement with its words in the text around them, as it is put right so far.
function stateOf(data) {
  const whole = data.lead + data.words.join(BETWEEN) + data.tail;
  const bounds = { begin: data.lead.length, end: whole.length - data.tail.length };
  const first = bounds.begin + data.words[0].length; // where the first span ends
  const last = bounds.end - data.words.at(-1).length;
  return { whole, first, last, bounds, speaker: data.speaker, said: data.said, ...bounds, ...rights.get(data.id) };
}

function wordsOf(data, state) {
  const { whole, first, last, bounds, begin, end } = state;
  if (begin === bounds.begin && end === bounds.end) return [];
  if (data.words.length === 1) return [whole.slice(begin, end)];
  return [whole.slice(begin, first), ...data.words.slice(1, -1), whole.slice(last, end)];
}

function given(data) {
  const state = stateOf(data);
  return {
    id: data.id,
    speaker: state.speaker === data.speaker ? "" : state.speaker,
    words: wordsOf(data, state),
    said: state.said === data.said ? "" : state.said,
  };
}

const isRight = ({ speaker, words, said }) => Boolean(speaker || words.length || said);

function put(values) {
  const row = rowOf(current);
  if (!row) return;
  rights.set(current, { ...rights.get(current), ...values });
  show(row);
  count();
}

// The beginning or the end, a word on; what stands behind the last letter of a word is not taken along.
function word(end, step) {
  const row = rowOf(current);
  if (!row) return;
  const state = stateOf(dataOf(row));
  const single = dataOf(row).words.length === 1;
  const places = [...state.whole.matchAll(end ? /\S*[^\s.,;:!?…]/gu : /\S+/gu)].map((found) => found.index + (end ? found[0].length : 0));
  const at = end ? state.end : state.begin;
  const place = step > 0 ? places.find((one) => one > at) : places.findLast((one) => one < at);
  const fits = end ? place > (single ? state.begin : state.last) : place < (single ? state.end : state.first);
  if (place === undefined || !fits) return tell("There is no further word.");
  put(end ? { end: place } : { begin: place });
}

function lines(text, kind) {
  return text.trimEnd().split("\n").map((line) => {
    const shown = kind === "add" ? `+${line}` : line;
    const of = { "+": "add", "-": "del", "@": "at" }[shown[0]] ?? "same";
    return made("span", `${shown}\n`, { className: of });
  });
}

// What will be written: as the page has it, or, once something is put right, as the server says.
async function preview(data) {
  const right = given(data);
  asked += 1;
  const mine = asked;
  if (!isRight(right)) return $("writes").replaceChildren(...(unsaid(data) ? [made("span", "Who said it?")] : lines(data.entry, "add")));
  await new Promise((resolve) => setTimeout(resolve, 60));
  if (mine !== asked) return;
  const told = await post("preview", { kind: "statement", status: "confirmed", rows: [right] });
  if (mine === asked) $("writes").replaceChildren(...(told.ok ? lines(told.diff.split("\n").slice(2).join("\n")) : [made("span", told.problem)]));
}

function speakers(data, state) {
  const buttons = data.speakers.map(([slug, name], number) => ({ slug, name, key: number + 1 }));
  buttons.push({ slug: NOBODY, name: "nobody who has a file", key: 0 });
  if (state.speaker && !buttons.some(({ slug }) => slug === state.speaker)) buttons.push({ slug: state.speaker, name: state.speaker, key: "/" });
  $("speakers").replaceChildren(...buttons.map(({ slug, name, key }) => {
    const button = made("button", ` ${name}`, { type: "button" });
    button.prepend(made("kbd", key));
    button.dataset.speaker = slug;
    button.setAttribute("aria-pressed", slug === state.speaker);
    return button;
  }));
}

function show(row) {
  const data = dataOf(row);
  const state = stateOf(data);
  document.querySelector('.row[aria-current="true"]')?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  current = data.id;
  $("none").hidden = true;
  $("whole").hidden = false;
  const ink = made("b", state.whole.slice(state.begin, state.end));
  document.querySelector("#one .passage").replaceChildren(state.whole.slice(0, state.begin), ink, state.whole.slice(state.end));
  speakers(data, state);
  $("day").value = state.said;
  $("speaker").value = "";
  preview(data);
}

const unsaid = (data) => !stateOf(data).speaker;

function count() {
  const batch = $("batch");
  if (!batch) return;
  const hidden = every().filter((row) => row.hidden);
  const confirmed = inSight();
  const [inView, all, later] = ["sight", "batch", "aside"].map((name) => batch.querySelector(`[data-do="${name}"]`));
  inView.querySelector("b").textContent = confirmed.length;
  inView.disabled = !confirmed.length;
  all.querySelector("b").textContent = batch.dataset.number - hidden.length;
  all.disabled = batch.dataset.number - hidden.length < 1;
  const put = hidden.filter((row) => aside.has(row.dataset.id) && !gone.has(row.dataset.id)).length;
  later.querySelector("b").textContent = put;
  later.hidden = !put;
}

const inSight = () => every().filter((row) => sight.has(row) && !row.hidden).map(dataOf).filter((data) => !unsaid(data));

const eye = new IntersectionObserver((seen) => {
  for (const { target, intersectionRatio } of seen) intersectionRatio >= 0.95 ? sight.add(target) : sight.delete(target);
  count();
}, { threshold: [0, 0.95, 1], rootMargin: "0px 0px -40px 0px" });

// The list as it was made, without what is decided or put aside.
function refresh() {
  for (const row of every()) row.hidden = gone.has(row.dataset.id) || aside.has(row.dataset.id);
  for (const title of document.querySelectorAll(".statements .article")) {
    let next = title.nextElementSibling;
    while (next?.matches(".row[hidden]")) next = next.nextElementSibling;
    title.hidden = !next?.matches(".row");
  }
  count();
}

function begin() {
  for (const id of gone) if (!rowOf(id)) gone.delete(id);
  eye.disconnect();
  sight.clear();
  for (const row of every()) eye.observe(row);
  refresh();
  const row = rowOf(current) ?? rows()[0];
  if (row && !row.hidden) show(row);
}

// Away with rows that are decided, and on to the next one that waits.
function away(ids, mark) {
  const all = every();
  const at = all.findLastIndex((row) => ids.includes(row.dataset.id));
  ids.forEach(mark);
  const next = all.slice(at + 1).find((row) => !row.hidden && !hides(row)) ?? all.findLast((row) => !hides(row));
  refresh();
  if (next) next.focus();
  else nothing();
}

const hides = (row) => gone.has(row.dataset.id) || aside.has(row.dataset.id);

function nothing() {
  current = "";
  $("none").hidden = false;
  $("whole").hidden = true;
  $("list").parentElement.querySelector("a, button:not([disabled]):not([hidden])")?.focus();
}

async function decide(ids, body) {
  away(ids, (id) => gone.add(id));
  const answered = await answer(body);
  if (answered.ok) return decided.set(answered.change, ids);
  ids.forEach((id) => gone.delete(id));
  refresh();
  rowOf(ids[0])?.focus();
  if (answered.status === 409) {
    asked += 1; // no preview takes its place
    $("writes").replaceChildren(made("span", "On the disk:\n"), ...lines(answered.theirs ?? ""), made("span", "Would be written:\n"), ...lines(answered.ours ?? ""));
  }
}

function one(status) {
  const row = rowOf(current);
  if (!row || row.hidden) return;
  const data = dataOf(row);
  if (status === "confirmed" && unsaid(data)) return tell("Who said it? 1 to 7, 0 for nobody who has a file, or / for somebody else.");
  decide([data.id], { kind: "statement", status, rows: [status === "confirmed" ? given(data) : { id: data.id }] });
}

function seen() {
  const chosen = inSight();
  if (chosen.length) decide(chosen.map(({ id }) => id), { kind: "statement", status: "confirmed", rows: chosen.map(given) });
}

function all() {
  const { number, filters } = $("batch").dataset;
  const without = every().filter((row) => row.hidden).map((row) => row.dataset.id);
  const left = number - without.length;
  if (left > 0) decide(rows().map((row) => row.dataset.id), { kind: "statements", filters: JSON.parse(filters), number: left, without });
}

function keep() {
  sessionStorage.setItem("aside", JSON.stringify([...aside]));
}

function later() {
  if (!rowOf(current)) return;
  away([current], (id) => aside.add(id));
  keep();
}

function back() {
  aside.clear();
  keep();
  refresh();
  (rows()[0] ?? document.body).focus();
}

const DO = { confirmed: () => one("confirmed"), rejected: () => one("rejected"), later, sight: seen, batch: all, aside: back };

function speaker(slug) {
  put({ speaker: slug });
}

keys.set("Enter", DO.confirmed);
keys.set("x", DO.rejected);
keys.set("l", later);
keys.set("a", article);
keys.set("Shift+Enter", seen);
keys.set("X", all);
keys.set("[", () => word(false, -1));
keys.set("{", () => word(false, 1));
keys.set("]", () => word(true, 1));
keys.set("}", () => word(true, -1));
keys.set("/", () => $("speaker").focus());
keys.set("d", () => $("day").focus());
keys.set("o", () => rowOf(current)?.querySelector("[data-open]").click());
keys.set("0", () => speaker(NOBODY));
for (let key = 1; key <= 7; key += 1) {
  keys.set(String(key), () => document.querySelectorAll("#speakers button")[key - 1]?.dataset.speaker !== NOBODY
    && document.querySelectorAll("#speakers button")[key - 1]?.click());
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".statements .row");
  if (row && row.dataset.id !== current) show(row);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-speaker], [data-word]");
  if (button?.dataset.do) DO[button.dataset.do]();
  else if (button?.dataset.speaker) speaker(button.dataset.speaker);
  else if (button?.dataset.word) word(button.dataset.word[0] === "z", button.dataset.word[1] === "+" ? 1 : -1);
  else event.target.closest(".statements .row")?.focus();
});
document.addEventListener("change", (event) => {
  if (event.target.id === "day") put({ said: event.target.value.trim() || dataOf(rowOf(current)).said });
  if (event.target.id === "speaker" && event.target.value.trim()) speaker(event.target.value.trim());
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("#day, #speaker")) {
    event.preventDefault();
    rowOf(current)?.focus(); // the field tells of its change as it is left
  }
});
document.addEventListener("undone", ({ detail }) => {
  const ids = decided.get(detail) ?? [];
  ids.forEach((id) => gone.delete(id));
  [current] = ids.length ? ids : [current];
  refresh();
  rowOf(current)?.focus();
});
document.addEventListener("renewed", begin);
begin();
