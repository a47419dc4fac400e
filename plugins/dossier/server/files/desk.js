// On each screen of the desk: keys, the editor, and a new look at what waits when something has changed.

const KEYS = { t: "/desk/today", c: "/desk/clippings", n: "/desk/names", f: "/desk/findings" };
const said = document.getElementById("said");
const help = document.getElementById("help");
const letters = document.getElementById("letters");
let going = false;
let source;

async function open({ open: path, line }) {
  const headers = { "Content-Type": "application/json", "X-Dossier": "1" };
  try {
    const answer = await fetch("/desk/open", { method: "POST", headers, body: JSON.stringify({ path, line: Number(line) || 1 }) });
    said.textContent = answer.ok ? `${path}:${line} is open in the editor.` : (await answer.json()).problem;
  } catch {
    said.textContent = "The desk does not answer: is it still running in its terminal?";
  }
}

function move(step) {
  const rows = [...document.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement?.closest(".row"));
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || !letters.checked) return;
  if (event.target.closest("input, textarea, select")) return;
  if (going && KEYS[event.key]) location.assign(KEYS[event.key]);
  going = event.key === "g";
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "o") document.activeElement?.closest(".row")?.querySelector("[data-open]")?.click();
  else if (event.key === "?") help.showModal();
  else return;
  event.preventDefault();
}

// The screen as it is now takes the place of what it was; who works in a line of it stays there.
async function renew() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const at = [...document.querySelectorAll(".row")].indexOf(document.activeElement?.closest(".row"));
  const places = document.querySelector("[data-dirty]") ? [".top"] : ["main", ".top"]; // what somebody has begun to answer stays
  for (const place of places) document.querySelector(place).replaceWith(made.querySelector(place));
  document.body.dataset.shown = made.body.dataset.shown;
  if (!("counting" in made.body.dataset)) delete document.body.dataset.counting;
  if (at >= 0) document.querySelectorAll(".row")[at]?.focus();
}

// A browser has six connections to a server, so a screen that nobody looks at gives its own back.
function listen() {
  if (source || document.hidden) return;
  source = new EventSource(`/desk/events?since=${document.body.dataset.shown}`);
  source.addEventListener("hello", () => "counting" in document.body.dataset && renew()); // it may be done meanwhile
  source.addEventListener("reload", renew);
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
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
letters.checked = localStorage.getItem("letters") !== "off";
letters.addEventListener("change", () => localStorage.setItem("letters", letters.checked ? "on" : "off"));
listen();
