// The words of a statement in the text around them: where they may begin and end, a word on or where somebody drags them.

const BETWEEN = " … "; // two spans of a statement

// A statement with its words in the text around them, as it is put right so far.
export function stateOf(data, right) {
  const whole = data.lead + data.words.join(BETWEEN) + data.tail;
  const bounds = { begin: data.lead.length, end: whole.length - data.tail.length };
  const first = bounds.begin + data.words[0].length; // where the first span ends
  const last = bounds.end - data.words.at(-1).length;
  const single = data.words.length === 1;
  return { whole, first, last, single, bounds, speaker: data.speaker, said: data.said, same: "", ...bounds, ...right };
}

export function wordsOf(data, { whole, first, last, single, bounds, begin, end }) {
  if (begin === bounds.begin && end === bounds.end) return [];
  if (single) return [whole.slice(begin, end)];
  return [whole.slice(begin, first), ...data.words.slice(1, -1), whole.slice(last, end)];
}

// Where they may begin, or end: what stands behind the last letter of a word is not taken along.
function places(state, end) {
  const { whole, single, begin, first, last } = state;
  const found = [...whole.matchAll(end ? /\S*[^\s.,;:!?…]/gu : /\S+/gu)].map((word) => word.index + (end ? word[0].length : 0));
  return found.filter((place) => (end ? place > (single ? begin : last) : place < (single ? state.end : first)));
}

// The beginning or the end, a word on; undefined where there is none.
export function further(state, end, step) {
  const at = end ? state.end : state.begin;
  return step > 0 ? places(state, end).find((one) => one > at) : places(state, end).findLast((one) => one < at);
}

export function nearest(state, end, at) {
  const far = (place) => Math.abs(place - at);
  return places(state, end).reduce((best, place) => (far(place) < far(best) ? place : best), end ? state.end : state.begin);
}

function handle(end) {
  const made = document.createElement("span");
  made.className = "handle";
  made.dataset.end = end;
  made.ariaHidden = "true"; // keys and buttons do the same
  return made;
}

export function paint(box, { whole, begin, end }) {
  const there = [...box.querySelectorAll(".handle")];
  const [a, z] = there.length ? there : [handle("a"), handle("z")];
  const ink = document.createElement("b");
  ink.textContent = whole.slice(begin, end);
  box.replaceChildren(whole.slice(0, begin), a, ink, z, whole.slice(end));
}

// The letter of a text at a place of the screen.
function letterAt(box, x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  const range = found ? undefined : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = found ? [found.offsetNode, found.offset] : [range?.startContainer, range?.startOffset];
  if (!node || !box.contains(node)) return undefined;
  const before = document.createRange();
  before.setStart(box, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

// Let the handles be dragged, by mouse, pen or finger: `moved` hears of which end and letter, `settled` that it is let go.
export function draggable(moved, settled) {
  const handleOf = (event) => event.target.closest?.(".passage .handle");
  document.addEventListener("mousedown", (event) => handleOf(event) && event.preventDefault()); // no text is selected
  document.addEventListener("pointerdown", (event) => {
    const held = handleOf(event);
    if (!held || event.button) return;
    const box = held.closest(".passage");
    const { left, top, bottom } = held.getBoundingClientRect();
    const [dx, dy] = [event.clientX - left, event.clientY - (top + bottom) / 2]; // it may be held beside its line
    const until = new AbortController();
    const { signal } = until;
    box.setPointerCapture(event.pointerId);
    box.classList.add("dragging");
    box.addEventListener("pointermove", ({ clientX, clientY }) => {
      const at = letterAt(box, clientX - dx, clientY - dy);
      if (at !== undefined) moved(held.dataset.end === "z", at);
    }, { signal });
    for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, () => {
      until.abort();
      box.classList.remove("dragging");
      settled();
    }, { signal });
  });
}
