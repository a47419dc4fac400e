// On each screen of the desk: keys, the editor, answers, and a new look at what waits when something has changed.

import { go, idle, make, post, takeBack } from "./ask.js";

export { go, post };

const SCREENS = { t: "/desk/today", c: "/desk/clippings", n: "/desk/names", w: "/desk/mentions", s: "/desk/statements", f: "/desk/findings", h: "/desk/changes" };
const said = document.getElementById("said");
const help = document.getElementById("help");
const bar = document.querySelector(".bar");
const letters = document.getElementById("letters");
let going = false;
let stale = false;
let source;

// The keys of a screen: what is pressed, and a function. Those of one letter can be switched off.
export const keys = new Map();

export const rows = () => [...document.querySelectorAll(".row:not([hidden])")];
const here = () => document.activeElement?.closest(".row");

export function tell(text) {
  said.textContent = text;
}

// An answer is made, can be taken back by `u`, and is said.
export async function answer(body, what) {
  const made = await make(body, what);
  tell(made.ok ? `${made.said}. u takes it back.` : made.problem);
  return made;
}

export async function undo() {
  const taken = await takeBack();
  if (!taken) return tell("Nothing was changed in this window that could be taken back. Changes lists the rest.");
  tell(taken.ok ? `Taken back: ${taken.said}.` : taken.problem);
  if (taken.ok) document.dispatchEvent(new CustomEvent("undone", { detail: taken.number }));
}

async function open({ open: path, line }) {
  const answered = await post("open", { path, line: Number(line) || 1 });
  tell(answered.ok ? `${path}:${line} is open in the editor.` : answered.problem);
}

export function move(step) {
  const all = rows();
  const at = all.indexOf(here() ?? document.querySelector('.row[aria-current="true"]'));
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
}

// The article that is at hand, on its own screen.
export function article() {
  const row = here() ?? document.querySelector('[aria-current="true"][data-article], [data-article][data-own]');
  const slug = row?.dataset.article;
  if (slug) go(`/desk/article/${encodeURIComponent(slug)}`);
  else tell("No article is at hand: choose a line of one.");
}

function leave(field) {
  const row = document.querySelector('.row[aria-current="true"]');
  if (row) row.focus();
  else field.blur();
}

keys.set("j", () => move(1));
keys.set("k", () => move(-1));
keys.set("o", () => here()?.querySelector("[data-open]")?.click());
keys.set("u", undo);
keys.set("?", () => help.showModal());

function pressed(event) {
  const odd = event.ctrlKey || event.metaKey || event.altKey;
  if ((odd && !event.getModifierState("AltGraph")) || help.open) return; // many keyboards write [ and { by AltGr
  const field = event.target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select');
  if (field) return event.key === "Escape" ? leave(field) : undefined;
  if (event.key.length === 1 && !letters.checked) return;
  if (event.key === "Shift") return;
  const screen = going && SCREENS[event.key];
  const own = going && event.key === "a";
  going = event.key === "g";
  if (screen) return go(screen);
  if (own) return article();
  const digit = event.shiftKey && /^Digit\d$/.test(event.code) && `Shift+${event.code.at(-1)}`; // what it types differs by keyboard
  const named = digit && event.key !== digit.at(-1) && keys.has(digit) ? digit : event.key.length > 1 && event.shiftKey ? `Shift+${event.key}` : event.key;
  if (event.target.closest({ Enter: "a, button", " ": "a, button, input" }[named] ?? "no-such-element")) return;
  if (!keys.has(named)) return;
  event.preventDefault();
  keys.get(named)();
}

const busy = () => Boolean(document.activeElement?.closest('main :is(input:not([type="checkbox"], [type="radio"]), textarea, select)') || document.querySelector(".dragging"));

// The screen as it is now takes the place of what it was; who works in a line of it stays there, and a field is left alone.
export async function renew() {
  const own = document.querySelector("[data-own]"); // a screen that brings its main part up to date itself
  if ((stale = !own && busy())) return;
  await idle(); // what is under way belongs to the screen as it will be
  const answered = await fetch(location.href);
  const text = await answered.text();
  if ((stale = !own && busy()) || !answered.ok) return; // somebody may have begun meanwhile
  const made = new DOMParser().parseFromString(text, "text/html");
  const [row, at] = [here(), rows().indexOf(here())];
  const places = own || document.querySelector("[data-dirty]") ? [".top", "#mistakes"] : ["main", ".top"]; // what somebody has begun to answer stays
  for (const place of places) document.querySelector(place).replaceWith(made.querySelector(place));
  document.body.dataset.shown = made.body.dataset.shown;
  if (!("counting" in made.body.dataset)) delete document.body.dataset.counting;
  document.dispatchEvent(new CustomEvent("renewed", { detail: made }));
  const same = row?.dataset.id && rows().find((one) => one.dataset.id === row.dataset.id);
  if (row) (same ?? rows()[Math.min(at, rows().length - 1)])?.focus({ preventScroll: true });
}

// A browser has six connections to a server, so a screen that nobody looks at gives its own back.
function listen() {
  if (source || document.hidden) return;
  source = new EventSource(`/desk/events?since=${document.body.dataset.shown}`);
  for (const name of ["hello", "changed", "job"]) source.addEventListener(name, ({ data }) => document.dispatchEvent(new CustomEvent(name, { detail: JSON.parse(data) })));
  source.addEventListener("hello", () => "counting" in document.body.dataset && renew()); // it may be done meanwhile
  for (const name of ["changed", "reload"]) source.addEventListener(name, renew);
  source.addEventListener("recounted", renew);
  source.addEventListener("error", (event) => event.data && renew());
}

function rest() {
  source?.close();
  source = undefined;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-open], [data-help]");
  if (button?.dataset.open) open(button.dataset);
  else if (button) help.showModal();
});
document.addEventListener("keydown", pressed);
for (const name of ["focusout", "pointerup"]) document.addEventListener(name, () => stale && setTimeout(renew));
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
letters.checked = localStorage.getItem("letters") !== "off";
letters.addEventListener("change", () => {
  localStorage.setItem("letters", letters.checked ? "on" : "off");
  bar.hidden = !letters.checked;
});
bar.hidden = !letters.checked;
listen();
