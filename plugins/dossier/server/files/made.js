// Elements of pages, made of text: nothing that comes from the content is ever HTML.

// An element; `data` among its values is what it knows for scripts.
export function made(name, text = "", values = {}, ...children) {
  const { data = {}, ...own } = values;
  const element = Object.assign(document.createElement(name), { textContent: text, ...own });
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

// A diff in lines, each with its kind; what names a file before and after is one line that names it.
export function lines(diff) {
  const kinds = { "+": "add", "-": "del", "@": "at" };
  const all = diff.trimEnd().split("\n");
  return all.flatMap((line, number) => {
    if (line.startsWith("--- ") && all[number + 1]?.startsWith("+++ ")) return [];
    const names = line.startsWith("+++ ") && all[number - 1]?.startsWith("--- ");
    if (names) return [made("b", `${line.slice(4) === "/dev/null" ? all[number - 1].slice(4) : line.slice(4)}\n`)];
    return [made("span", `${line}\n`, { className: kinds[line[0]] ?? "same" })];
  });
}

// A button that says what it does, and by which key.
export const button = (text, key, act, more = {}) => made("button", `${text} `, { type: "button", ...more, data: { act } }, ...(key ? [made("kbd", key)] : []));

let counted = 0;

// A field with its label.
export function field(label, name, value, values = {}) {
  counted += 1;
  const { tag = "input", ...own } = values;
  const input = made(tag, "", { id: `field-${counted}`, name, value, autocomplete: "off" });
  for (const [key, one] of Object.entries(own)) input.setAttribute(key, one);
  return made("p", "", { className: "field" }, made("label", label, { htmlFor: input.id }), input);
}

// One of several, of which one is to be chosen.
export const choice = (name, value, text) => made("label", "", {}, made("input", "", { type: "radio", name, value, required: true }), ` ${text}`);
