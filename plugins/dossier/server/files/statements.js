// Statements: one is looked at, put right, confirmed, rejected or put aside; or those in sight, or all that are chosen.

import { answer, article, keys, post, rows, tell } from "./desk.js";
import { draggable, further, nearest, paint, stateOf, wordsOf } from "./words.js";

const NOBODY = "none";
const BELOW = document.getElementById("foot").offsetHeight; // pixels of the window that what is said and the keys take
const rights = new Map(); // by id what is put right: where the words begin and end, who said them and when, and who else reports it
const gone = new Set(); // what is decided, until the screen is without it
const decided = new Map(); // the ids by the number of the change that decided them
const off = { later: new Set(), out: new Set() }; // what is put aside, and what is kept out of the batch
const own = { later: new Map(), out: new Map() }; // what was put off here, or not any more: the server may not know it yet
let current = "";
let asked = 0;

const $ = (id) => document.getElementById(id);
const every = () => [...document.querySelectorAll(".statements .row")];
const rowOf = (id) => every().find((row) => row.dataset.id === id);
const dataOf = (row) => JSON.parse(row.dataset.statement);

function made(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...values });
}

const rightOf = (data) => stateOf(data, rights.get(data.id));

function given(data) {
  const state = rightOf(data);
  return {
    id: data.id,
    speaker: state.speaker === data.speaker ? "" : state.speaker,
    words: wordsOf(data, state),
    said: state.said === data.said ? "" : state.said,
    same_as: state.same,
  };
}

const isRight = ({ speaker, words, said, same_as: same }) => Boolean(speaker || words.length || said || same);

function put(values) {
  const row = rowOf(current);
  if (!row) return;
  rights.set(current, { ...rights.get(current), ...values });
  mark(row);
  show(row);
  count();
}

// The beginning or the end, a word on.
function word(end, step) {
  const row = rowOf(current);
  if (!row) return;
  const place = further(rightOf(dataOf(row)), end, step);
  if (place === undefined) return tell("There is no further word.");
  put(end ? { end: place } : { begin: place });
}

function dragged(end, at) {
  const row = rowOf(current);
  if (!row) return;
  const place = nearest(rightOf(dataOf(row)), end, at);
  rights.set(current, { ...rights.get(current), [end ? "end" : "begin"]: place });
  paint(document.querySelector("#one .passage"), rightOf(dataOf(row)));
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
  const state = rightOf(data);
  document.querySelector('.row[aria-current="true"]')?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  current = data.id;
  $("none").hidden = true;
  $("whole").hidden = false;
  paint(document.querySelector("#one .passage"), state);
  speakers(data, state);
  $("day").value = state.said;
  $("speaker").value = "";
  $("same").replaceChildren(...(state.same ? [NONE, [state.same, state.same]] : [NONE]).map(option));
  $("same").value = state.same;
  document.querySelector('[data-do="keep"]').setAttribute("aria-pressed", off.out.has(data.id));
  preview(data);
}

const NONE = ["", "no other report"];
const option = ([value, text]) => new Option(text, value);

// Which confirmed statements may report the same; they depend on who said it.
async function others() {
  const row = rowOf(current);
  if (!row) return;
  const { id, speaker } = { ...dataOf(row), speaker: rightOf(dataOf(row)).speaker };
  const answered = await fetch(`/desk/statements/same?${new URLSearchParams({ id, speaker })}`);
  const found = answered.ok ? await answered.json() : [];
  if (id !== current) return;
  const { value } = $("same");
  $("same").replaceChildren(...[NONE, ...found].map(option));
  $("same").value = found.some(([first]) => first === value) ? value : "";
  if (!found.length) tell("No confirmed statement of this speaker in another article can be of that day.");
}

const unsaid = (data) => !rightOf(data).speaker;
const named = (slug) => (slug === NOBODY ? "nobody who has a file" : ($("actors").querySelector(`[value="${CSS.escape(slug)}"]`)?.textContent ?? slug));

// A row says who is put right for it, and whether it is kept out.
function mark(row) {
  const { id, speaker: found } = dataOf(row);
  const { speaker: by } = rightOf(dataOf(row));
  if (by !== found) row.querySelector(".speaker").textContent = named(by);
  row.classList.toggle("out", off.out.has(id));
  row.querySelector(".kept").hidden = !off.out.has(id);
}

// Whether nearly all of a row is in the window, above the line of what is said; the observer, which is later, only has it counted.
function visible(row) {
  const { top, bottom, height } = row.getBoundingClientRect();
  return height > 0 && Math.min(bottom, innerHeight - BELOW) - Math.max(top, 0) >= 0.95 * height;
}

const hides = ({ dataset: { id } }) => gone.has(id) || off.later.has(id);
const batch = () => every().filter((row) => !hides(row) && !off.out.has(row.dataset.id));
const without = () => [...new Set([...gone, ...off.later, ...off.out])];
const inSight = () => batch().filter(visible).map(dataOf).filter((data) => !unsaid(data));
const nameless = () => batch().filter((row) => dataOf(row).by !== "named");

function set(name, number, { shown = true } = {}) {
  const button = $("batch").querySelector(`[data-do="${name}"]`);
  button.querySelector("b").textContent = number;
  button.disabled = number < 1;
  button.hidden = !shown;
}

function count() {
  if (!$("batch")) return;
  set("sight", inSight().length);
  set("batch", $("batch").dataset.number - without().length);
  set("everyone", nameless().length, { shown: nameless().length > 0 });
  set("aside", off.later.size, { shown: off.later.size > 0 });
}

const eye = new IntersectionObserver(count, { threshold: [0, 0.95, 1], rootMargin: `0px 0px -${BELOW}px 0px` });

// The list as it was made, without what is decided or put aside.
function refresh() {
  for (const row of every()) {
    row.hidden = hides(row);
    mark(row);
  }
  for (const title of document.querySelectorAll(".statements .article")) {
    let next = title.nextElementSibling;
    while (next?.matches(".row[hidden]")) next = next.nextElementSibling;
    title.hidden = !next?.matches(".row");
  }
  count();
}

function takeUp(put) {
  off[put] = new Set(JSON.parse($("batch").dataset[put]));
  for (const [name, is] of own[put]) is && rowOf(name) ? off[put].add(name) : off[put].delete(name);
}

function begin() {
  if ($("batch")) Object.keys(off).forEach(takeUp);
  for (const id of gone) if (!rowOf(id)) gone.delete(id);
  eye.disconnect();
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
  if (!chosen.length) return tell("No statement that says who speaks is in sight.");
  decide(chosen.map(({ id }) => id), { kind: "statement", status: "confirmed", rows: chosen.map(given) });
}

function all() {
  const { number, filters } = $("batch").dataset;
  const left = number - without().length;
  const body = { kind: "statements", filters: JSON.parse(filters), number: left, without: without() };
  if (left > 0) decide(batch().map((row) => row.dataset.id), body);
}

// What is put off is kept by the desk, so that it is there in another window too.
async function putOff(put, names, back = false) {
  names.forEach((name) => own[put].set(name, !back));
  names.forEach((name) => (back ? off[put].delete(name) : off[put].add(name)));
  const answered = await post("later", { put, names, back });
  if (answered.ok) return;
  names.forEach((name) => own[put].delete(name));
  names.forEach((name) => (back ? off[put].add(name) : off[put].delete(name)));
  refresh();
  tell(answered.problem);
}

function later() {
  if (!rowOf(current)) return;
  const id = current;
  putOff("later", [id]);
  away([id], () => {});
}

function back() {
  putOff("later", [...off.later], true);
  refresh();
  (rows()[0] ?? document.body).focus();
}

function keep() {
  const row = rowOf(current);
  if (!row || row.hidden) return;
  putOff("out", [current], off.out.has(current));
  refresh();
  show(row);
}

// One speaker for all of the batch on this page that name nobody by themselves; nothing is written yet.
function everyone(slug) {
  const chosen = nameless();
  if (!slug) return tell("Say who said this one first: 1 to 7, 0 for nobody who has a file, or / for somebody else.");
  if (!chosen.length) return tell("All that are listed here name their speaker.");
  for (const row of chosen) rights.set(row.dataset.id, { ...rights.get(row.dataset.id), speaker: slug });
  refresh();
  if (rowOf(current)) show(rowOf(current));
  tell(`${named(slug)} for ${chosen.length} that name nobody by themselves. Shift+Enter confirms those in sight.`);
}

const DO = { confirmed: () => one("confirmed"), rejected: () => one("rejected"), later, keep, sight: seen, batch: all, aside: back, everyone: () => everyone(rowOf(current) && rightOf(dataOf(rowOf(current))).speaker) };

function speaker(slug) {
  put({ speaker: slug });
}

keys.set("Enter", DO.confirmed);
keys.set("x", DO.rejected);
keys.set("l", later);
keys.set(" ", keep);
keys.set("=", () => $("same").focus());
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
for (let key = 0; key <= 7; key += 1) {
  const slug = () => (key ? [...document.querySelectorAll("#speakers button")].find((one) => one.textContent.startsWith(key))?.dataset.speaker : NOBODY);
  keys.set(String(key), () => slug() && speaker(slug()));
  keys.set(`Shift+${key}`, () => slug() && everyone(slug()));
}
draggable(dragged, () => put({}));

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".statements .row");
  if (row && row.dataset.id !== current) show(row);
  if (event.target.id === "same") others();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-speaker], [data-word]");
  if (button?.dataset.do) DO[button.dataset.do]();
  else if (button?.dataset.speaker) (event.shiftKey ? everyone : speaker)(button.dataset.speaker);
  else if (button?.dataset.word) word(button.dataset.word[0] === "z", button.dataset.word[1] === "+" ? 1 : -1);
  else event.target.closest(".statements .row")?.focus();
});
document.addEventListener("change", (event) => {
  if (event.target.id === "day") put({ said: event.target.value.trim() || dataOf(rowOf(current)).said });
  if (event.target.id === "same") put({ same: event.target.value });
  if (event.target.id === "speaker" && event.target.value.trim()) speaker(event.target.value.trim());
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("#day, #speaker, #same")) {
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
