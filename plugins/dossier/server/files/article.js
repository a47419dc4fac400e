// The article: its file is written in, and beside its text stands what is said there.

import { answer, keys, post, tell } from "./desk.js";
import { lines, made } from "./made.js";
import { fetched, margin } from "./margin.js";

const PAUSE = 300; // milliseconds in which nobody types, before what would be written is asked for
const FIELDS = ["front", "text"];
const $ = (id) => document.getElementById(id);
const own = $("article");
let turn = 0;
let selected = [];
let read = $("read")?.innerHTML;

// The text of a selection, that of each passage by itself.
function words() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !$("read").contains(selection.anchorNode)) return [];
  return selection.toString().split(/\n+/).map((line) => line.trim()).filter(Boolean);
}

function mark(row) {
  for (const piece of $("read").querySelectorAll("[data-said]")) {
    piece.classList.toggle("at", piece.dataset.said.split(" ").includes(row?.id));
  }
  if (row && document.activeElement?.closest(".note")) $(row.passage)?.scrollIntoView({ block: "nearest" });
}

const beside = own && margin($("margin"), { tell, at: mark, selected: () => selected });

async function look() {
  const data = await fetched(`articles/${own.dataset.article}.html`);
  if (data) beside.show(data);
}

// What is written and not saved, by field.
function written() {
  return Object.fromEntries(FIELDS.filter((name) => $(name).value !== $(name).defaultValue).map((name) => [name, $(name).value]));
}

const body = () => ({ base: { [own.dataset.path]: own.dataset.sha }, ...written() });
const dirty = () => Boolean($("written") && Object.keys(written()).length);

async function preview() {
  turn += 1;
  const mine = turn;
  if (!dirty()) return $("writes").replaceChildren(made("span", "Nothing is written that is not saved."));
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (mine !== turn) return;
  const told = await post("preview", { kind: "article", article: own.dataset.article, ...body() });
  if (mine === turn) $("writes").replaceChildren(...(told.ok ? lines(told.diff) : [made("span", told.problem)]));
}

function say(problem) {
  $("problem").hidden = !problem;
  $("problem").textContent = problem;
}

// The line of a field that a line of the file is.
function point({ field, line }) {
  const area = FIELDS.includes(field) && $(field);
  if (!area || !line) return;
  const before = area.value.split("\n").slice(0, Math.max(0, line - area.dataset.first));
  const start = before.join("\n").length + (before.length ? 1 : 0);
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
}

async function save() {
  if (!dirty()) return tell("Nothing is written that is not saved.");
  const answered = await answer(body(), `article/${encodeURIComponent(own.dataset.article)}`);
  say(answered.ok ? "" : answered.problem);
  if (answered.ok) await take(await page(), true);
  else if (answered.status === 409) await differ();
  else point(answered);
}

async function page() {
  const answered = await fetch(location.href);
  return answered.ok ? new DOMParser().parseFromString(await answered.text(), "text/html") : undefined;
}

// The screen as it is now: text that is not saved stays, and so does the undo of a field that holds what the file does.
async function take(fresh, saved = false) {
  const there = fresh?.getElementById("article");
  if (!there) return;
  const text = there.querySelector("#read");
  const unchanged = text.innerHTML === read; // then what is selected there stays
  read = text.innerHTML;
  if (!unchanged) $("read").replaceChildren(...text.childNodes);
  own.querySelector(".head h1").textContent = there.querySelector("h1").textContent;
  const same = there.dataset.sha === own.dataset.sha;
  if (!same && dirty() && !saved) await differ(there);
  else if (!same) hold(there);
  await look();
}

// The fields hold what is on the disk.
function hold(there) {
  const { sha, path } = there.dataset;
  Object.assign(own.dataset, { sha, path });
  for (const name of FIELDS) {
    const [area, now] = [$(name), there.querySelector(`#${name}`)];
    if (!area || !now) return location.reload();
    const kept = area.value === now.value;
    area.defaultValue = now.defaultValue;
    if (!kept) area.value = now.value;
    area.dataset.first = now.dataset.first;
  }
  $("compare").hidden = true;
  preview();
}

// The file is another than the one that was begun with: both are shown, and nothing is lost.
async function differ(known) {
  const there = known ?? (await page())?.getElementById("article");
  if (!there || there.dataset.sha === own.dataset.sha) return;
  const box = $("compare");
  const of = (name) => there.querySelector(`#${name}`)?.value ?? "";
  const theirs = FIELDS.filter((name) => of(name) !== $(name).defaultValue);
  const parts = theirs.map((name) => made("pre", of(name), { className: "diff", tabIndex: 0, role: "group", ariaLabel: `${name === "front" ? "Front matter" : "Text"} on the disk` }));
  const summary = made("summary", "Compare");
  const yours = made("button", "Keep what is written here", { type: "button" });
  const disk = made("button", "Take what is on the disk", { type: "button" });
  yours.addEventListener("click", () => {
    own.dataset.sha = there.dataset.sha;
    for (const name of FIELDS) if (!theirs.includes(name) || $(name).value !== $(name).defaultValue) $(name).defaultValue = of(name);
    box.hidden = true;
    say("");
    preview();
  });
  disk.addEventListener("click", () => {
    for (const name of FIELDS) $(name).value = of(name);
    hold(there);
    say("");
  });
  box.replaceChildren(made("p", "The file has changed on the disk. Saving keeps both where the places differ."), made("details", "", {}, summary, ...parts), made("p", "", { className: "acts" }, disk, yours));
  box.className = "problems";
  box.hidden = false;
  box.setAttribute("role", "group");
  tell("The file has changed on the disk: compare.");
}

function write() {
  const form = $("written");
  if (!form) return tell("This file can be written in your editor alone.");
  form.hidden = !form.hidden;
  own.classList.toggle("writing", !form.hidden);
  own.querySelector('[data-do="write"]').setAttribute("aria-expanded", !form.hidden);
  if (form.hidden) return $("read").focus();
  preview();
  $("text").focus();
  $("text").setSelectionRange(0, 0);
}

if (own) {
  const act = (name) => () => beside.act(name);
  for (const [key, name] of [["Enter", "confirmed"], ["x", "rejected"], ["p", "right"], ["w", "undecided"], ["a", "alias"], ["n", "actor"], ["s", "said"], ["m", "meant"], ["o", "open"]]) keys.set(key, act(name));
  keys.set("j", () => beside.move(document.activeElement?.closest(".note") ? 1 : 0));
  keys.set("k", () => beside.move(-1));
  keys.set("e", write);
  document.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "write") write();
    if (what === "back") {
      for (const name of FIELDS) $(name).value = $(name).defaultValue;
      preview();
    }
    const said = event.target.closest("[data-said]");
    if (said && getSelection().isCollapsed) beside.focus(said.dataset.said.split(" ")[0]);
  });
  document.addEventListener("input", (event) => FIELDS.includes(event.target.id) && preview());
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "written") return;
    event.preventDefault();
    save();
  });
  document.addEventListener("keydown", (event) => {
    const saves = event.key === "Enter" || event.key === "s";
    if (!saves || !(event.ctrlKey || event.metaKey) || !event.target.closest("#written")) return;
    event.preventDefault();
    save();
  });
  document.addEventListener("selectionchange", () => {
    const now = words();
    if (now.length || $("read").contains(getSelection().anchorNode)) selected = now;
  });
  document.addEventListener("renewed", ({ detail }) => take(detail));
  document.addEventListener("undone", async ({ detail }) => {
    beside.undone(detail);
    take(await page());
  });
  addEventListener("beforeunload", (event) => dirty() && event.preventDefault());
  look();
}
