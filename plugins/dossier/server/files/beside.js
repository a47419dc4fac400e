// On each reading page while a desk serves it: what stands beside its text, to be decided on in place.

import { idle, takeBack } from "./ask.js";
import { made } from "./made.js";
import { fetched, margin } from "./margin.js";

const KEYS = { Enter: "confirmed", x: "rejected", p: "right", w: "undecided", a: "alias", n: "actor", s: "said", m: "meant", o: "open" };
const MARK = "dossier-said";
const KEPT = "beside"; // of this window: whether it is open, which statement is at hand, whether the focus was there, and decisions
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
const page = decodeURIComponent(location.pathname.slice(1)).replace(/(^|\/)$/, "$1index.html");
const ids = [...document.querySelectorAll('tr[id^="s-"], li[id^="s-"]')].map((one) => one.id);
const marks = new CSSStyleSheet();
const decided = new Map(kept.decided);
let selected = [];
let host;
let root;
let beside;
let waits = false; // something new waits to be looked at until a form is left

marks.replaceSync(`
  ::highlight(${MARK}) { background: #fbe7a1; color: #1f1d1a; }
  [data-at-hand] { outline: 2px solid currentColor; outline-offset: 4px; }
  @media screen and (min-width: 70rem) { [data-beside] { padding-inline-end: 22rem; } }
`);

// The words of a statement in the text of its passage, as far as they stand there as they are.
function ranges(passage, words) {
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const place = (offset) => nodes.findLast(([, begin]) => begin <= offset);
  return words.flatMap((span) => {
    const begin = text.indexOf(span);
    if (begin < 0) return [];
    const [range, [first, from], [last, to]] = [new Range(), place(begin), place(begin + span.length - 1)];
    range.setStart(first, begin - from);
    range.setEnd(last, begin + span.length - to);
    return [range];
  });
}

function at(row) {
  document.querySelector("[data-at-hand]")?.removeAttribute("data-at-hand");
  CSS.highlights?.delete(MARK);
  const place = row && (document.getElementById(row.id) ?? document.getElementById(row.passage));
  if (!place || !kept.open) return;
  if (row.words && CSS.highlights) CSS.highlights.set(MARK, new Highlight(...ranges(place, row.words)));
  place.dataset.atHand = "";
  if (!root.activeElement) return;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  place.scrollIntoView({ block: "nearest" });
}

function tell(text) {
  root.querySelector('[role="status"]').textContent = text;
}

async function undo() {
  const taken = await takeBack();
  if (!taken) return tell("Nothing was changed in this window that could be taken back.");
  tell(taken.ok ? `Taken back: ${taken.said}.` : taken.problem);
  if (taken.ok) beside.undone(taken.number);
}

function open(opened) {
  kept.open = opened;
  root.querySelector(".panel").hidden = !opened;
  const handle = root.querySelector(".handle");
  handle.setAttribute("aria-expanded", opened);
  handle.textContent = opened ? "Close the desk" : handle.dataset.closed;
  document.documentElement.toggleAttribute("data-beside", opened);
  at(opened ? beside.row : undefined);
}

function pressed(event) {
  event.stopPropagation(); // the page has keys of its own
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest('input:not([type="radio"]), textarea');
  if (event.key === "Escape") return beside.filling ? left() : root.querySelector(".handle").focus();
  if (typing || (event.key.length === 1 && localStorage.getItem("letters") === "off")) return;
  if (event.key === "Enter" && event.target.closest("a, button, form")) return;
  if (event.key === "j" || event.key === "k") beside.move(event.key === "j" ? 1 : -1);
  else if (event.key === "u") undo();
  else if (KEYS[event.key]) beside.act(KEYS[event.key]);
  else return;
  event.preventDefault();
}

function left() {
  beside.leave();
  again();
}

// A new look, once everything is answered and nothing is being filled in.
async function again() {
  await idle();
  if (waits && !beside.filling) location.reload();
}

function remember() {
  sessionStorage.setItem(KEPT, JSON.stringify({ open: kept.open, id: beside.row?.id, focused: Boolean(root.activeElement?.closest(".panel")), decided: [...decided] }));
}

function build(data) {
  host = document.createElement("dossier-margin");
  root = host.attachShadow({ mode: "open" });
  const styles = ["margin", "beside"].map((name) => made("link", "", { rel: "stylesheet", href: `/desk/files/${name}.css` }));
  const waiting = data.rows.filter((row) => row.status === "auto").length + data.open.length;
  const handle = made("button", "", { type: "button", className: "handle", data: { closed: waiting ? `Desk: ${waiting} wait` : "Desk" } });
  const links = made("p", "", { className: "acts" }, made("a", "Today", { href: "/desk/today" }));
  if (data.article) links.append(made("a", "Write this article", { href: `/desk/article/${encodeURIComponent(data.article)}` }));
  if (data.path) links.append(made("button", "Open in the editor", { type: "button", data: { open: "" } }));
  const box = made("div", "", { tabIndex: -1 });
  const told = made("p", "", { role: "status", className: "told" });
  const panel = made("div", "", { className: "panel", hidden: true }, made("div", "", { className: "inside" }, links, box), told);
  const aside = made("aside", "", {}, handle, panel);
  aside.setAttribute("aria-label", "Desk");
  root.append(...styles, aside);
  document.querySelector("main").before(host);
  document.adoptedStyleSheets.push(marks);
  beside = margin(box, { tell, at, selected: () => selected, decided });
  beside.show(data);
  handle.addEventListener("click", () => open(!kept.open));
  links.addEventListener("click", (event) => "open" in event.target.dataset && beside.act("open", { path: data.path, at: 1 }));
  root.addEventListener("keydown", pressed);
  root.addEventListener("focusout", again);
}

async function begin() {
  const data = await fetched(page, ids);
  if (!data || !(data.rows.length || data.path)) return;
  build(data);
  open(Boolean(kept.open));
  if (kept.id) beside.focus(kept.id);
  if (!kept.focused) root.activeElement?.blur();
  document.addEventListener("selectionchange", () => {
    const text = getSelection().toString().split(/\n+/).map((line) => line.trim()).filter(Boolean);
    if (text.length && document.querySelector("main").contains(getSelection().anchorNode)) selected = text;
  });
  document.addEventListener("click", (event) => {
    if (!kept.open || !getSelection().isCollapsed) return;
    const place = event.target.closest('[id^="s-"], [id^="p-"]')?.id;
    const row = place && data.rows.find((one) => one.id === place || one.passage === place);
    if (row && !event.target.closest("a, button")) beside.focus(row.id);
  });
  document.addEventListener("renewing", (event) => {
    event.preventDefault();
    waits = true;
    again();
  });
  addEventListener("pagehide", remember);
}

begin();
