// Who is meant: an article is answered, all in sight that say nothing else, or one place of it.

import { answer, keys, move, post, rows, tell } from "./desk.js";

const NOBODY = "";
const gone = new Map(); // what is answered, until the screen is without it: a question, or a place of one, by the change
const own = new Map(); // by id whether it was put aside here: the page may not know it yet
const sight = new Set();
let current; // the question that is looked at
let spot; // the place of it that is answered alone
let looked = ""; // whom the preview is of
let asked = 0;

const $ = (id) => document.getElementById(id);
const every = () => [...document.querySelectorAll(".mentions .row")];
const dataOf = (row) => JSON.parse(row.dataset.question);
const spotsOf = (row) => [...row.querySelectorAll("[data-place]")];
const idOf = (place) => `${place.closest(".row").dataset.id} ${place.dataset.place}`;
const fits = (row, who) => dataOf(row).for.every((one) => one === who);
const nameOf = (who) => who === NOBODY ? "none of them" : dataOf(current).likely.find((one) => one.actor === who)?.name ?? who;

function made(name, text, values = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...values });
}

function body(who, questions = [current]) {
  const asks = questions.map(dataOf).map(({ article, candidates }) => ({ article, candidates }));
  return { kind: "meant", who, asked: asks, places: spot ? [JSON.parse(spot.dataset.place)] : [] };
}

// What will be written, of the one that is looked at, the first one else.
async function preview(who) {
  looked = who;
  asked += 1;
  const mine = asked;
  $("writes-of").textContent = `${nameOf(who)}: writes`;
  await new Promise((resolve) => setTimeout(resolve, 60));
  if (mine !== asked || !current) return;
  const told = await post("preview", body(who));
  if (mine !== asked) return;
  const lines = told.ok ? told.diff.trimEnd().split("\n") : [told.problem];
  $("writes").replaceChildren(...lines.map((line) => {
    const of = { "+": "add", "-": "del", "@": "at" }[line[0]] ?? "same";
    return made("span", `${line}\n`, { className: told.ok ? of : "same" });
  }));
}

function choice(who, key, name, grounds) {
  const item = made("li", "");
  const button = made("button", ` ${name}`, { type: "button" });
  button.prepend(made("kbd", key));
  button.dataset.who = who;
  const rest = made("button", "", { type: "button" });
  rest.dataset.rest = who;
  item.append(button, " ", rest, made("p", grounds.join(" · "), { className: "muted" }));
  return item;
}

function show(row) {
  const data = dataOf(row);
  document.querySelector('.row[aria-current="true"]')?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  if (spot && spot.closest(".row") !== row) choose();
  current = row;
  $("none").hidden = true;
  $("whole").hidden = false;
  $("likely").replaceChildren(
    ...data.likely.map(({ actor, name, grounds }, number) => choice(actor, number + 1, name, grounds)),
    choice(NOBODY, 0, "none of them", ["nobody who has a file"]),
  );
  where();
  count();
  preview(data.likely[0].actor);
}

// Whether the article is answered or one place of it, in words.
function where() {
  const left = spotsOf(current).filter((place) => !place.hidden);
  const { names } = dataOf(current);
  const many = left.length === 1 ? "in 1 place" : `in ${left.length} places`;
  $("where").textContent = spot ? `“${names}”, place ${left.indexOf(spot) + 1} of ${left.length} alone` : `“${names}”, ${many} of the article`;
  document.querySelector('[data-do="place"]').setAttribute("aria-pressed", Boolean(spot));
}

function choose(place) {
  spot?.removeAttribute("aria-current");
  spot = place;
  spot?.setAttribute("aria-current", "true");
}

const together = (who) => every().filter((row) => sight.has(row) && !row.hidden && fits(row, who));

const isAside = ({ dataset: { id, later } }) => own.get(id) ?? later !== undefined;

// A batch says its number, and takes what is in sight and says nothing else.
function count() {
  for (const button of document.querySelectorAll("[data-rest]")) {
    const number = together(button.dataset.rest).length;
    const key = button.parentElement.querySelector("kbd").textContent;
    button.hidden = Boolean(spot) || number < 2;
    button.replaceChildren(`in all ${number} in sight `, made("kbd", "Shift"), " ", made("kbd", key));
  }
  const put = every().filter((row) => isAside(row) && !gone.has(row.dataset.id)).length;
  const back = document.querySelector('[data-do="aside"]');
  if (!back) return;
  back.querySelector("b").textContent = put;
  back.hidden = !put;
}

const eye = new IntersectionObserver((seen) => {
  for (const { target, intersectionRatio } of seen) intersectionRatio >= 0.95 ? sight.add(target) : sight.delete(target);
  count();
}, { threshold: [0, 0.95, 1], rootMargin: "0px 0px -40px 0px" });

// The list as it was made, without what is answered or put aside.
function refresh() {
  for (const row of every()) {
    for (const place of spotsOf(row)) place.hidden = gone.has(idOf(place));
    row.hidden = gone.has(row.dataset.id) || isAside(row) || spotsOf(row).every((place) => place.hidden);
  }
  count();
}

function next(from) {
  const all = every();
  const at = all.indexOf(from);
  return all.slice(at + 1).find((row) => !row.hidden) ?? all.findLast((row) => !row.hidden);
}

function forward(from) {
  refresh();
  const left = spot && spotsOf(from).filter((place) => !place.hidden);
  if (left?.length) return left[0].focus();
  choose();
  const row = from.hidden ? next(from) : from;
  if (row) return row.focus();
  current = undefined;
  $("none").hidden = false;
  $("whole").hidden = true;
  const links = [...document.querySelectorAll(".kinds a")];
  (links[links.findIndex((link) => link.hasAttribute("aria-current")) + 1] ?? links[0])?.focus();
}

async function decide(who, questions = [current]) {
  if (!current || !questions.length) return;
  const [from, sent] = [current, body(who, questions)];
  const ids = spot ? [idOf(spot)] : questions.map((row) => row.dataset.id);
  if (spot && who === NOBODY) return tell("One place cannot say that: link the others first, then press p and 0.");
  ids.forEach((id) => gone.set(id, 0));
  forward(from);
  const answered = await answer(sent);
  ids.forEach((id) => (answered.ok ? gone.set(id, answered.change) : gone.delete(id)));
  if (answered.ok) return;
  refresh();
  from.focus();
  if (answered.status === 409) $("writes").replaceChildren(`On the disk:\n${answered.theirs ?? ""}\nWould be written:\n${answered.ours ?? ""}`);
}

function all(who) {
  const chosen = together(who);
  if (spot) return tell("Place by place there is no batch: press p first.");
  if (chosen.length < 2) return tell("No other article in sight asks the same and names nobody else of them.");
  decide(who, chosen);
}

function places() {
  if (!current) return;
  const first = spotsOf(current).find((place) => !place.hidden);
  if (spot) {
    choose();
    current.focus();
  } else first?.focus();
}

function step(by) {
  const left = spot && spotsOf(current).filter((place) => !place.hidden);
  if (left) left[Math.max(0, Math.min(left.length - 1, left.indexOf(spot) + by))].focus();
  else move(by);
}

// What is put aside is kept by the desk, so that it is there in another window too.
async function putOff(names, is) {
  names.forEach((name) => own.set(name, is));
  const answered = await post("later", { put: "later", names, back: !is });
  if (answered.ok) return;
  names.forEach((name) => own.delete(name));
  refresh();
  tell(answered.problem);
}

function later() {
  if (!current) return;
  putOff([current.dataset.id], true);
  choose();
  forward(current);
}

function back() {
  putOff(every().filter(isAside).map((row) => row.dataset.id), false);
  refresh();
  (rows()[0] ?? document.body).focus();
}

function begin() {
  const ids = new Set(every().flatMap((row) => [row.dataset.id, ...spotsOf(row).map(idOf)]));
  for (const id of gone.keys()) if (!ids.has(id)) gone.delete(id);
  eye.disconnect();
  sight.clear();
  for (const row of every()) eye.observe(row);
  const [id, at] = [current?.dataset.id, spot?.dataset.place];
  [current, spot] = [];
  refresh();
  const row = every().find((one) => one.dataset.id === id && !one.hidden) ?? rows()[0];
  if (!row) return;
  const place = at && spotsOf(row).find((one) => one.dataset.place === at && !one.hidden);
  show(row);
  if (place) queueMicrotask(() => place.focus()); // behind desk.js, which gives the focus to the row
}

const DO = { place: places, later, aside: back };

keys.set("j", () => step(1));
keys.set("k", () => step(-1));
keys.set("p", places);
keys.set("l", later);
keys.set("/", () => $("somebody")?.focus());
keys.set("o", () => current?.querySelector("[data-open]").click());
for (let key = 0; key <= 9; key += 1) {
  const who = () => key ? dataOf(current).likely[key - 1]?.actor : NOBODY;
  keys.set(String(key), () => current && who() !== undefined && decide(who()));
  keys.set(`Shift+${key}`, () => current && who() !== undefined && all(who()));
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".mentions .row");
  const place = event.target.closest("[data-place]");
  if (event.target.dataset.who !== undefined && event.target.dataset.who !== looked) preview(event.target.dataset.who);
  if (!row) return;
  if (place || event.target === row) choose(place ?? undefined);
  show(row);
});
document.addEventListener("mouseover", ({ target }) => {
  const who = target.closest("[data-who]")?.dataset.who;
  if (who !== undefined && who !== looked) preview(who);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-who], [data-rest]");
  if (button?.dataset.do) DO[button.dataset.do]();
  else if (button?.dataset.rest !== undefined) all(button.dataset.rest);
  else if (button) decide(button.dataset.who);
  else if (!event.target.closest("a, button")) (spot && event.target.closest("[data-place]") || event.target.closest(".mentions .row"))?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "somebody" || !event.target.value.trim()) return;
  event.preventDefault();
  const who = event.target.value.trim();
  event.target.value = "";
  decide(who);
});
document.addEventListener("undone", ({ detail }) => {
  const back = [...gone].filter(([, change]) => change === detail).map(([id]) => id);
  back.forEach((id) => gone.delete(id));
  refresh();
  (every().find((row) => back.some((id) => id.startsWith(row.dataset.id))) ?? current)?.focus();
});
document.addEventListener("renewed", begin);
begin();
