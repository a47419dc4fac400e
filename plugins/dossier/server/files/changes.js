// Changes: one is looked at, taken back, or made again.

import { keys, post, renew, tell } from "./desk.js";

let looking = ""; // the address of what is looked at last
let looked = Promise.resolve(); // until it is shown

async function look(row) {
  const { href } = row.querySelector("a");
  if (looking === href) return;
  looking = href;
  const answered = await fetch(href);
  const made = new DOMParser().parseFromString(await answered.text(), "text/html");
  if (!answered.ok || looking !== href) return; // another one is looked at meanwhile
  document.getElementById("one").replaceWith(made.getElementById("one"));
  document.querySelector('.row[aria-current="true"]')?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  history.replaceState(null, "", href); // so that a new look shows the same one
}

async function again(what) {
  await looked;
  const number = document.querySelector(`#one [data-${what}]`)?.dataset[what];
  if (!number) return tell(what === "undo" ? "This is taken back already." : "This was not taken back.");
  const answered = await post(what, { change: Number(number) });
  if (answered.ok) await renew();
  tell(answered.ok ? `${what === "undo" ? "Taken back" : "Made again"}: ${answered.said}.` : answered.problem);
  if (answered.status === 409) show(answered);
}

// What stands on the disk and what would be written, where both changed the same lines.
function show({ path, theirs, ours }) {
  const made = (text) => Object.assign(document.createElement("pre"), { className: "diff", tabIndex: 0, textContent: text ?? "(no file)" });
  const head = (text) => Object.assign(document.createElement("h3"), { textContent: text });
  const box = Object.assign(document.createElement("div"), { className: "file" });
  box.append(head(`${path} on the disk`), made(theirs), head(`${path} as it would be`), made(ours));
  document.getElementById("change").after(box);
}

keys.set("Backspace", () => again("undo"));
keys.set("r", () => again("redo"));
document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".changes .row");
  if (row) looked = look(row);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-undo], [data-redo]");
  if (button?.dataset.undo) again("undo");
  else if (button) again("redo");
});
