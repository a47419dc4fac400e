// Beside a text: its statements, to be decided on where they stand, and whom it names. On the Article screen and on reading pages.

import { make, post } from "./ask.js";
import { button, choice, field, lines, made } from "./made.js";

const NOBODY = "none";
const PAUSE = 250; // milliseconds in which nobody types, before what would be written is asked for
const STATUS = { auto: "by rule", confirmed: "confirmed", rejected: "rejected" };

// What is shown in the element `box`. The page around it says by `tell` what happened, marks by `at` the statement at hand, and
// gives by `selected` the words that are selected in the text, one for each passage. In `decided` stands what a statement was and
// is now, as long as the server does not say so itself: the edition comes some moments after the file.
export function margin(box, { tell, at, selected, decided = new Map() }) {
  let data = { rows: [], named: [], open: [], actors: [], kinds: [], article: "", path: "" };
  let current = "";
  let form; // what is being filled in
  let turn = 0;
  const decisions = new Map(); // by the number of a change the statement that it decided on, and what it was

  const root = box.getRootNode();
  const rowOf = (id) => data.rows.find((row) => row.id === id);
  const notes = () => [...box.querySelectorAll(".note")];
  const noteOf = (id) => notes().find((note) => note.dataset.id === id);

  function tag(row) {
    if (row.status === "auto" && row.by !== "named") return ["who?", "need"];
    return [STATUS[row.status], row.status];
  }

  function note(row) {
    const [text, kind] = tag(row);
    const head = made("p", "", {}, made("b", row.who || row.surface || "somebody"), " ", made("span", text, { className: `tag ${kind}` }), made("span", ` ${row.said}`, { className: "muted" }));
    const words = made("p", row.words.join(" … "), { className: "words" });
    const place = data.article ? [] : [made("p", row.title, { className: "muted" })];
    return made("li", "", { className: "row note", tabIndex: -1, data: { id: row.id, status: row.status, article: row.article } }, head, words, ...place);
  }

  function acts(row) {
    const waits = [button("Confirm", "Enter", "confirmed"), button("Reject", "x", "rejected"), button("Put right", "p", "right")];
    const decided = [button("Let it wait again", "w", "undecided")];
    const open = button("Open in the editor", "o", "open");
    Object.assign(open.dataset, { path: row.path, at: row.line });
    return made("p", "", { className: "acts" }, ...(row.status === "auto" ? waits : decided), open);
  }

  function choose(id) {
    if (id === current && noteOf(id)?.querySelector(".acts")) return;
    if (form && form.dataset.of !== id && form.dataset.of) close();
    for (const one of notes()) {
      one.querySelector(":scope > .acts")?.remove();
      one.removeAttribute("aria-current");
    }
    current = rowOf(id) ? id : "";
    const row = rowOf(current);
    if (row) {
      noteOf(id).setAttribute("aria-current", "true");
      noteOf(id).append(acts(row));
    }
    at(row);
  }

  function heading() {
    const waiting = data.rows.filter((row) => row.status === "auto").length;
    return made("h2", "Statements ", { className: "waiting" }, made("span", waiting ? `${waiting} wait` : data.rows.length ? "all are decided on" : "none here", { className: "muted" }));
  }

  function names() {
    if (!data.article) return [];
    const listed = data.named.map((one) => made("li", "", {}, made("a", one.name, { href: `/${one.address}` }), made("span", one.number || "declared", { className: "muted" })));
    const open = data.open.map((one, number) => made("li", "", {}, made("b", one.names.join(", ")), button("Who is meant?", number ? "" : "m", "meant", { value: number })));
    return [made("h2", "Named here"), made("ul", "", { className: "named" }, ...open, ...listed)];
  }

  function ofSelection() {
    const buttons = [button("Another spelling", "a", "alias"), button("A new actor", "n", "actor"), ...(data.article ? [button("A statement", "s", "said")] : [])];
    return [made("h2", "Selected words"), made("p", "", { className: "acts" }, ...buttons)];
  }

  function draw() {
    const active = root.activeElement;
    const inside = active?.closest(".note")?.dataset.id;
    const list = made("ol", "", { className: "rows notes" }, ...data.rows.map(note));
    list.setAttribute("aria-label", "Statements");
    const actors = made("datalist", "", { id: "actors-beside" }, ...data.actors.map(([value, text]) => made("option", text, { value })));
    const place = made("div", "", { className: "asked" });
    box.replaceChildren(heading(), list, ...names(), ...ofSelection(), place, actors);
    if (form) (noteOf(form.dataset.of) ?? place).append(form);
    choose(rowOf(current) ? current : (data.rows.find((row) => row.status === "auto") ?? data.rows[0])?.id);
    if (form?.contains(active)) active.focus({ preventScroll: true });
    else if (inside) (noteOf(inside) ?? noteOf(current))?.focus({ preventScroll: true });
  }

  function close() {
    form?.remove();
    form = undefined;
  }

  // A form whose answer is shown as it would be written, and then made.
  function ask(name, title, label, fields, body, of = "") {
    close();
    const writes = made("pre", "", { className: "diff", tabIndex: 0, role: "group", ariaLabel: "What will be written" });
    const legend = made("legend", title);
    const buttons = made("p", "", { className: "acts" }, made("button", label, { type: "submit", className: "go" }), button("Leave it", "Esc", "leave"));
    form = made("form", "", { className: "beside", data: { form: name, of } }, made("fieldset", "", {}, legend, ...fields), writes, buttons);
    form.addEventListener("input", () => preview(writes, body));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      write(body());
    });
    (of ? noteOf(of) : box.querySelector(".asked")).append(form);
    preview(writes, body);
    const empty = [...form.querySelectorAll('input:not([type="radio"]), textarea')].find((one) => !one.value);
    (empty ?? form.querySelector("input, textarea")).focus();
  }

  async function preview(writes, body) {
    turn += 1;
    const mine = turn;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== turn || !form) return;
    if (!form.checkValidity()) return writes.replaceChildren(made("span", "What is to be written is shown once it is told."));
    const told = await post("preview", body());
    if (mine === turn) writes.replaceChildren(...(told.ok ? lines(told.diff) : [made("span", told.problem)]));
  }

  const value = (name) => form.elements[name]?.value.trim() ?? "";
  const spans = (name) => value(name).split("\n").map((line) => line.trim()).filter(Boolean);

  function right(row) {
    const speaker = row.speaker || "";
    const near = row.speakers.map(([slug, name]) => made("button", name, { type: "button", data: { speaker: slug } }));
    near.push(made("button", "nobody who has a file", { type: "button", data: { speaker: NOBODY } }));
    const fields = [
      field("Said by", "speaker", speaker, { list: "actors-beside", required: "" }),
      made("p", "", { className: "acts" }, ...near),
      field("Words", "words", row.words.join("\n"), { tag: "textarea", rows: 4, required: "" }),
      field("On", "said", row.said, { placeholder: "2008-06-25, 2008-06, 2008-06-16/2008-06-22, open", required: "" }),
    ];
    const given = () => {
      const words = spans("words");
      const same = words.join("\n") === row.words.map((span) => span.replace(/\s+/g, " ").trim()).join("\n");
      return { id: row.id, speaker: value("speaker") === speaker ? "" : value("speaker"), words: same ? [] : words, said: value("said") === row.said ? "" : value("said") };
    };
    ask("right", "Put it right", "Confirm it so", fields, () => ({ kind: "statement", status: "confirmed", rows: [given()] }), row.id);
  }

  const FORMS = {
    meant(number = 0) {
      const one = data.open[number];
      if (!one) return tell("Nobody is named here who could be several.");
      const who = one.likely.map(([actor, name, grounds]) => choice("who", actor, `${name} (${grounds})`));
      const fields = [made("p", "", { className: "choices" }, ...who, choice("who", "", "none of them"))];
      at({ passage: one.passage });
      ask("meant", `Who is meant by ${one.names.join(", ")}?`, "Write it", fields, () => ({ kind: "meant", who: value("who"), asked: [{ article: data.article, candidates: one.candidates }] }));
    },
    alias() {
      const fields = [field("Written", "name", selected().join(" "), { required: "" }), field("Is an actor’s", "who", "", { list: "actors-beside", required: "" })];
      ask("alias", "Another spelling of an actor", "Add it", fields, () => ({ kind: "alias", name: value("name"), who: value("who") }));
    },
    actor() {
      const kinds = data.kinds.map((kind) => choice("as", kind, kind));
      const fields = [field("Name", "name", selected().join(" "), { required: "" }), made("p", "", { className: "choices" }, ...kinds)];
      ask("actor", "A new actor", "Make it an actor", fields, () => ({ kind: "actor", name: value("name"), as: value("as") }));
    },
    said() {
      const fields = [
        field("Words, of each passage in a line", "words", selected().join("\n"), { tag: "textarea", rows: 4, required: "" }),
        field("Said by", "speaker", "", { list: "actors-beside", placeholder: `an actor, or ${NOBODY}`, required: "" }),
        field("Who is called here", "surface", ""),
        field("On", "said", "open"),
      ];
      const body = () => ({ kind: "said", article: data.article, words: spans("words"), speaker: value("speaker"), surface: value("surface"), said: value("said") });
      ask("said", "A statement that no rule found", "Take it", fields, body);
    },
  };

  async function write(body) {
    const of = form?.dataset.of;
    const answered = await make(body);
    tell(answered.ok ? `${answered.said}. u takes it back.` : answered.problem);
    if (!answered.ok) return;
    close();
    if (of) settle(of, body.status, answered.change);
    else noteOf(current)?.focus();
  }

  // A statement is another by now; the next one that waits is at hand.
  function settle(id, status, change) {
    const row = rowOf(id);
    if (!row) return;
    decisions.set(change, [id, row.status]);
    decided.set(id, [row.status, status]);
    row.status = status;
    const place = data.rows.indexOf(row);
    const next = [...data.rows.slice(place + 1), ...data.rows.slice(0, place)].find((one) => one.status === "auto") ?? row;
    noteOf(row.id)?.replaceWith(note(row));
    box.querySelector(".waiting")?.replaceWith(heading());
    current = "";
    noteOf(next.id)?.focus();
    choose(next.id);
  }

  async function decide(status) {
    const row = rowOf(current);
    if (!row) return tell("No statement is at hand.");
    if (status === "undecided" ? row.status === "auto" : row.status !== "auto") return tell(`It is ${status === "undecided" ? "not decided on" : `${row.status} already; w lets it wait again`}.`);
    if (status === "confirmed" && row.by !== "named") {
      right(row);
      return tell("Who said it?");
    }
    const body = status === "undecided" ? { kind: status, rows: [row.id] } : { kind: "statement", status, rows: [{ id: row.id }] };
    const answered = await make(body);
    tell(answered.ok ? `${answered.said}. u takes it back.` : answered.problem);
    if (answered.ok) settle(row.id, status === "undecided" ? "auto" : status, answered.change);
  }

  async function open({ path, at: line }) {
    const answered = await post("open", { path, line: Number(line) || 1 });
    tell(answered.ok ? `${path}:${line} is open in the editor.` : answered.problem);
  }

  function leave() {
    close();
    (noteOf(current) ?? box).focus();
  }

  function act(what, values) {
    if (what === "right") return rowOf(current)?.status === "auto" ? right(rowOf(current)) : tell("That is decided on already: w lets it wait again.");
    if (what === "open") return open(values ?? { path: rowOf(current)?.path ?? data.path, at: rowOf(current)?.line ?? 1 });
    if (what === "leave") return leave();
    return FORMS[what] ? FORMS[what](values) : decide(what);
  }

  box.addEventListener("focusin", (event) => {
    const note = event.target.closest(".note");
    if (note) choose(note.dataset.id);
  });
  box.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-act], [data-speaker]");
    if (pressed?.dataset.act) act(pressed.dataset.act, pressed.dataset.path ? pressed.dataset : pressed.value || undefined);
    else if (pressed) {
      form.elements.speaker.value = pressed.dataset.speaker;
      form.dispatchEvent(new Event("input"));
    } else if (!event.target.closest("form, a")) event.target.closest(".note")?.focus();
  });

  return {
    act,
    get row() { return rowOf(current); },
    get filling() { return Boolean(form); },
    leave,
    focus: (id) => noteOf(id ?? current)?.focus(),
    move(step) {
      const all = notes();
      all[Math.max(0, Math.min(all.length - 1, all.indexOf(noteOf(current)) + step))]?.focus();
    },
    show(fresh) {
      data = { ...data, ...fresh };
      for (const row of data.rows) {
        const [was, now] = decided.get(row.id) ?? [];
        if (row.status === was) row.status = now; // the edition is still the one before
        else decided.delete(row.id);
      }
      draw();
    },
    undone(number) {
      const [id, status] = decisions.get(number) ?? [];
      const row = rowOf(id);
      if (!row) return;
      decided.set(id, [row.status, status]);
      row.status = status;
      current = id;
      draw();
      noteOf(id)?.focus();
    },
  };
}

// What stands beside the page of an address, or beside statements of some ids.
export async function fetched(page, ids = []) {
  const answer = await fetch(`/desk/beside?${new URLSearchParams([["page", page], ...ids.map((id) => ["id", id])])}`);
  return answer.ok ? answer.json() : undefined;
}
