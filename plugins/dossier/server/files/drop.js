// Clippings that are dropped on a screen, or chosen, are sent to be imported; what becomes of them is told as it happens.

import { tell } from "./desk.js";

const panel = document.getElementById("import");
const chosen = document.getElementById("files");
const progress = panel.querySelector("progress");
const said = panel.querySelector('[role="status"]');
const close = panel.querySelector("[data-close]");
let asked = sessionStorage.getItem("import"); // the name of the last job that was read and closed

function show({ job, files, done, said: text, notes, ended }) {
  if (!job || job === asked) return;
  panel.dataset.job = job;
  panel.hidden = false;
  said.textContent = ended || text ? text : `Importing ${files === 1 ? "1 file" : `${files} files`}…`;
  progress.hidden = ended;
  progress.value = done / files;
  close.hidden = !ended;
  panel.querySelector("ul").replaceChildren(...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
}

// A file, or each file below a folder, with its path.
async function below(entry, path = "") {
  if (entry.isFile) return [[await new Promise((found, failed) => entry.file(found, failed)), path + entry.name]];
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a reader gives a hundred at a time, and none at the end
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...await below(one, `${path}${entry.name}/`));
  }
}

async function send(files) {
  const form = new FormData();
  for (const [file, path] of files) form.append("files", file, path);
  const size = files.reduce((sum, [file]) => sum + file.size, 0);
  const most = Number(panel.dataset.largest);
  if (!files.length) return tell("There is no file in what was dropped.");
  if (size > most) return tell(`That is ${Math.round(size / 1e6)} MB, and ${most / 1e6} MB at most are taken at once: drop fewer, or use dossier import in the terminal.`);
  tell(`Sending ${files.length === 1 ? "1 file" : `${files.length} files`}…`);
  try {
    const answer = await fetch("/desk/import", { method: "POST", headers: { "X-Dossier": "1" }, body: form });
    const text = await answer.text();
    tell(answer.ok ? "" : text.startsWith("{") ? JSON.parse(text).problem : text);
  } catch {
    tell("The files were not taken: is the desk still running in its terminal?");
  }
}

const holds = (event) => event.dataTransfer?.types.includes("Files");
const dropping = (is) => document.body.classList.toggle("dropping", is);

document.addEventListener("dragover", (event) => {
  if (!holds(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  dropping(true);
});
document.addEventListener("dragleave", (event) => event.relatedTarget || dropping(false));
document.addEventListener("drop", async (event) => {
  if (!holds(event)) return;
  event.preventDefault();
  dropping(false);
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
  try {
    send(entries.length ? (await Promise.all(entries.map((entry) => below(entry)))).flat() : plain);
  } catch {
    tell("What was dropped cannot be read.");
  }
});
chosen.addEventListener("change", () => {
  send([...chosen.files].map((file) => [file, file.name]));
  chosen.value = "";
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-import]")) chosen.click();
});
close.addEventListener("click", () => {
  asked = panel.dataset.job;
  sessionStorage.setItem("import", asked);
  panel.hidden = true;
  document.querySelector("[data-import]").focus();
});
document.addEventListener("job", ({ detail }) => show(detail));
document.addEventListener("hello", async () => show(await (await fetch("/desk/import")).json())); // it may have gone on meanwhile
