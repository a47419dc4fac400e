// What pages ask of the desk: one request after the other, and what was changed in this window, to be taken back.

let queue = Promise.resolve();
let undoing = Promise.resolve();
const KEPT = 20_000; // letters that certainly are less than the 64 KB that a browser sends on though its page is left

const done = () => JSON.parse(sessionStorage.getItem("done") ?? "[]"); // the numbers of what was changed in this window
const keep = (numbers) => sessionStorage.setItem("done", JSON.stringify(numbers));

async function sent(what, body) {
  const headers = { "Content-Type": "application/json", "X-Dossier": "1" };
  const text = JSON.stringify(body);
  try {
    const answer = await fetch(`/desk/${what}`, { method: "POST", headers, body: text, keepalive: text.length < KEPT });
    const said = await answer.text();
    const told = said.startsWith("{") ? JSON.parse(said) : { problem: said };
    return { ...told, ok: answer.ok && !told.problem, status: answer.status };
  } catch {
    return { ok: false, status: 0, problem: "The desk does not answer: is it still running in its terminal?" };
  }
}

// Ask something of the server, after all that was asked before. What comes has `ok`, and a `problem` where it is not.
export function post(what, body) {
  const answer = queue.then(() => sent(what, body));
  queue = answer;
  return answer;
}

// When all that was asked is answered.
export const idle = () => queue;

// Go to another screen, but not before all that was asked is answered: what waits for its turn would be lost.
export async function go(address) {
  await idle();
  location.assign(address);
}

// Make the change of an answer, which can be taken back then.
export async function make(body, what = "answer") {
  const made = await post(what, body);
  if (made.ok && made.change) keep([...done(), made.change]);
  return made;
}

// Take back what was changed last in this window; nothing comes where that is nothing. However fast it is asked for, each takes
// back what the one before left.
export function takeBack() {
  undoing = undoing.then(taken);
  return undoing;
}

async function taken() {
  await queue;
  const numbers = done();
  if (!numbers.length) return undefined;
  const number = numbers.pop();
  const answered = await post("undo", { change: number });
  if (answered.ok || answered.status === 422) keep(numbers);
  return { ...answered, number };
}
