// On the screens that ask: what an answer would write, the answer, and the next question. Loaded beside desk.js.

const said = document.getElementById("said");
const help = document.getElementById("help");
const letters = document.getElementById("letters");
const HEADERS = { "Content-Type": "application/json", "X-Dossier": "1" };
const SHOWN = 6000; // letters of a diff: the first files of many
let asked = 0;
let busy = false;

const form = () => document.querySelector("form.question");
const ticked = () => [...form().querySelectorAll('[name="paths"], [name="names"]')].filter((box) => box.type === "hidden" || box.checked);

function answer(how) {
  const { kind, question, key, answer: first } = form().dataset;
  const values = new FormData(form());
  const names = ticked().map((box) => box.value);
  if (kind === "name") {
    const body = { kind, answer: how || first, names };
    if (body.answer === "actor" && values.get("kind")) body.as = values.get("kind");
    if (body.answer === "same") body.who = values.get("who").trim();
    return body;
  }
  const body = { kind, question, key, paths: names };
  if (values.get("choice")) body.choice = values.get("choice");
  const fields = [...form().querySelectorAll("[data-field]")].map((field) => [field.name, field.value]);
  if (fields.length) body.fields = Object.fromEntries(fields);
  if (values.get("another")) body.another = true;
  return body;
}

async function send(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
    return { ok: response.ok, ...(await response.json()) };
  } catch {
    return { ok: false, problem: "The desk does not answer: is it still running in its terminal?" };
  }
}

// What an answer still lacks, so that nothing can be written of it yet.
function lacking() {
  const { question, answer: how } = form().dataset;
  const given = [...form().querySelectorAll("[data-field]")];
  if (!ticked().length) return "Nothing is ticked.";
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
  const wants = lacking();
  const told = wants ? { ok: false, problem: wants } : await send("/desk/preview", answer());
  if (turn !== asked || !writes.isConnected) return;
  const diff = told.ok ? told.diff : told.problem;
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

async function go(href, message) {
  const response = await fetch(href);
  if (!response.ok) return location.assign(href);
  const made = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const place of ["main", ".top"]) document.querySelector(place).replaceWith(made.querySelector(place));
  document.body.dataset.shown = made.body.dataset.shown;
  document.body.toggleAttribute("data-counting", "counting" in made.body.dataset);
  history.replaceState(null, "", href);
  if (message) said.textContent = message;
  document.getElementById("main").focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function decide(how) {
  if (busy || !form()) return;
  const wants = how && how !== "actor" ? "" : lacking();
  if (wants) {
    said.textContent = wants;
    return;
  }
  busy = true;
  const next = following() || location.pathname;
  const told = await send("/desk/answer", answer(how));
  if (told.ok) await go(next, `${told.said}. u takes it back.`);
  else said.textContent = told.path ? `${told.path}: ${told.problem}` : told.problem;
  busy = false;
}

async function undo() {
  const told = await send("/desk/undo", {});
  if (told.ok) await go(location.href, `Taken back: ${told.said}.`);
  else said.textContent = told.problem;
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

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const field = event.target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select');
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  const control = event.target.closest("a, button");
  if (event.key === "Enter" && !control) decide();
  else if (!letters.checked) return;
  else if (/^[1-9]$/.test(event.key)) pick(Number(event.key));
  else if (event.key === "x") {
    const box = document.activeElement?.closest(".row")?.querySelector('[type="checkbox"]');
    if (box) box.click();
    else if (form()?.querySelector("[data-nobody]")) decide("nobody");
    else return;
  } else if (event.key === "m") document.getElementById("who")?.focus();
  else if (event.key === "l") following() && go(following());
  else if (event.key === "u") undo();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.question")) return;
  event.preventDefault();
  const typed = document.activeElement?.id === "who" ? "same" : undefined; // Enter in the field says what it is for
  decide(typed || (event.submitter?.name === "answer" ? event.submitter.value : undefined));
});
document.addEventListener("change", (event) => event.target.closest("form.question") && changed());
document.addEventListener("input", (event) => {
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
  const button = event.target.closest("[data-later], [data-undo], [data-who]");
  if (!button) return;
  if ("later" in button.dataset) following() && go(following());
  else if ("undo" in button.dataset) undo();
  else {
    document.getElementById("who").value = button.dataset.who;
    decide("same");
  }
});
// Each question is a new form in the page: here, or where desk.js looks at the screen anew.
new MutationObserver(() => form() && !form().dataset.seen && ((form().dataset.seen = ""), show())).observe(document.body, { childList: true });
if (form()) form().dataset.seen = "";
show();
