// Two of one actor: what is ticked is the second's. It is shown first, and made when it is asked for once more.

import { answer, keys, post, tell } from "./desk.js";

let shown = ""; // the answer whose change is shown
let busy = false;

const form = () => document.querySelector("form.split");

function body() {
  const values = new FormData(form());
  return {
    kind: "split",
    actor: form().dataset.actor,
    name: values.get("name").trim(),
    slug: values.get("slug").trim(),
    as: values.get("kind"),
    aliases: values.getAll("aliases"),
    articles: values.getAll("articles"),
    passages: values.getAll("passages").map((one) => one.split("#")).map(([article, passage]) => ({ article, passage })),
  };
}

function lines(diff) {
  return diff.split("\n").map((line) => {
    const className = { "+": "add", "-": "del", "@": "at" }[line[0]] ?? "same";
    return Object.assign(document.createElement("span"), { className, textContent: `${line}\n` });
  });
}

function changed() {
  shown = "";
  form().dataset.dirty = "";
  form().querySelector(".go").firstChild.textContent = "Show what will be written ";
}

async function go() {
  if (busy || !form()) return;
  busy = true;
  const given = body();
  const asked = JSON.stringify(given);
  if (shown === asked) {
    const made = await answer(given);
    if (made.ok) location.assign("/desk/split"); // what was done is told by Changes, and `u` takes it back there too
  } else {
    tell("It is being worked out.");
    const told = await post("preview", given);
    document.getElementById("writes").replaceChildren(...(told.ok ? lines(told.diff) : [told.problem]));
    tell(told.ok ? `${told.said}: so it would be. Enter once more writes it.` : told.problem);
    if (told.ok && asked === JSON.stringify(body())) {
      shown = asked;
      form().querySelector(".go").firstChild.textContent = "Write it ";
    }
  }
  busy = false;
}

keys.set("Enter", go);
keys.set("n", () => document.getElementById("name")?.focus());
keys.set("x", () => document.activeElement.closest(".row")?.querySelector('[name="articles"]').click());
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.split")) return;
  event.preventDefault();
  go();
});
for (const kind of ["change", "input"]) document.addEventListener(kind, (event) => event.target.closest("form.split") && changed());
