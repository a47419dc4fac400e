// Takes a query apart:
//   or := and ((OR | "|") and)* · and := unary (AND? unary)* · unary := (- | NOT) unary | near
//   near := atom (NEAR[/n] atom)* · atom := ( or ) | "exact phrase" | word | prefix* | field:value | field:"…"
"use strict";

// Makes what it needs of nothing from outside: a worker has it made anew.
dossier.grammar = () => {
  const SIGNS = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  // A word, by the rule of search/words.py.
  const WORD = new RegExp(`[${SIGNS}]|(?:(?![${SIGNS}])[\\p{L}\\p{N}])+(?:\\p{M}+(?:(?![${SIGNS}])[\\p{L}\\p{N}])*)*`, "gu");
  const LETTERS = { ł: "l", ø: "o", đ: "d", ħ: "h", ı: "i", ŧ: "t", ß: "ss" };
  const FIELDS = { actor: "lavrov", speaker: "lavrov", topic: "radar", publisher: "kremlin", kind: "brief", year: "2008..2010", date: "2008-06" };
  const [DISTANCE, MOST, LONGEST] = [10, 999, 1000];
  const QUOTES = "\"„“”«»";
  const QUOTE = new RegExp(`[${QUOTES}]`);

  const words = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];
  // Without diacritics, as what is typed may be.
  const fold = (text) => (/^[\0-\x7f]*$/.test(text) ? text : text.normalize("NFD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, "").replace(/[łøđħıŧß]/g, (letter) => LETTERS[letter]));

  // A mistake: the name of the sentence that says what would be right, and its place.
  function wrong(key, at, length, values = {}) {
    throw Object.assign(new Error(key), { mistake: { key, at, length, values } });
  }

  function range(name, value, at, length) {
    const form = name === "year" ? /^\d{4}$/ : /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
    const [from, to = from, more] = value.split("..");
    const right = [from, to].every((one) => !one || form.test(one)) && (from || to) && more === undefined;
    if (!right || (from && to && from.slice(0, to.length) > to.slice(0, from.length))) wrong(name, at, length, { value });
    return { field: "date", since: from, till: to };
  }

  function field(name, value, at, length) {
    const known = name.toLowerCase();
    if (!Object.hasOwn(FIELDS, known)) wrong("field", at, length, { name, fields: Object.keys(FIELDS).join(", ") });
    if (known === "year" || known === "date") return range(known, value.trim(), at, length);
    if (!words(value).length) wrong("value", at, length, { name: known, example: `${known}:${FIELDS[known]}` });
    return { field: known, value };
  }

  // A word is found by its forms; what holds several, as SM-3, where they stand side by side.
  function plain(raw, at) {
    const parts = words(raw), star = raw.indexOf("*");
    if (star >= 0 && (!parts.length || star < raw.length - 1)) wrong("star", at, raw.length);
    return parts.length && { words: parts.map((word, place) => [word, star >= 0 && place === parts.length - 1 ? "prefix" : "form"]) };
  }

  function near(raw, at) {
    const distance = raw === "NEAR" ? DISTANCE : Number(raw.slice(5));
    if (!/^NEAR(\/\d{1,3})?$/.test(raw) || distance < 1 || distance > MOST) wrong("near", at, raw.length, { value: raw, most: MOST });
    return { sign: "NEAR", distance };
  }

  function lex(text) {
    const tokens = [];
    for (let at = 0; at < text.length;) {
      const add = (token, length) => { if (token) tokens.push({ ...token, at, length }); at += length; };
      const quoted = (from) => {
        const end = text.slice(from + 1).search(QUOTE);
        return end < 0 ? wrong("quotation", from, text.length - from) : text.slice(from + 1, from + 1 + end);
      };
      const char = text[at];
      if (/\s/.test(char)) at++;
      else if ("()|".includes(char)) add({ sign: char === "|" ? "OR" : char }, 1);
      else if (char === "-") add({ sign: "NOT" }, 1);
      else if (QUOTE.test(char)) {
        const said = quoted(at), parts = words(said);
        add(parts.length && { leaf: { words: parts.map((word) => [word, "exact"]) } }, said.length + 2);
      } else {
        const [raw] = text.slice(at).match(new RegExp(`^[^\\s()|${QUOTES}]+`));
        const [, name, value] = /^(\p{L}+):(.*)$/u.exec(raw) ?? [];
        if (["AND", "OR", "NOT"].includes(raw)) add({ sign: raw }, raw.length);
        else if (/^NEAR(\/.*)?$/.test(raw)) add(near(raw, at), raw.length);
        else if (!name) { const leaf = plain(raw, at); add(leaf && { leaf }, raw.length); }
        else if (value || !QUOTE.test(text[at + raw.length] ?? "")) add({ leaf: field(name, value, at, raw.length) }, raw.length);
        else {
          const said = quoted(at + raw.length), length = raw.length + said.length + 2;
          add({ leaf: field(name, said, at, length) }, length);
        }
      }
    }
    return tokens;
  }

  // The tree of a query: {or: […]}, {and: […]}, {not: …}, {near: [left, right], distance}, {words: […]}, {field, …}; none of no words.
  function parse(text) {
    if (text.length > LONGEST) wrong("long", 0, 0, { num: text.length, most: LONGEST });
    const tokens = lex(text);
    let place = 0;
    const sign = () => tokens[place]?.sign;
    const grouped = (name, items) => (items.length > 1 ? { [name]: items } : items[0]);
    // Reads one part of several, and notes where it stands.
    const part = (read) => {
      const { at } = tokens[place], node = read(), last = tokens[place - 1];
      return Object.assign(node, { from: at, until: last.at + last.length });
    };
    const lacking = (token, key = "operand") => wrong(key, token.at, token.length, { sign: text.substr(token.at, token.length) });

    function or() {
      const items = [and()];
      while (sign() === "OR") items.push(operand(tokens[place++], and));
      return grouped("or", items);
    }
    function and() {
      const items = [part(unary)];
      for (;;) {
        if (sign() === "AND") items.push(operand(tokens[place++], () => part(unary)));
        else if (place < tokens.length && ![")", "OR"].includes(sign())) items.push(part(unary));
        else return grouped("and", items);
      }
    }
    function unary() {
      return sign() === "NOT" ? { not: operand(tokens[place++], unary) } : nearby();
    }
    function nearby() {
      let left = atom();
      while (sign() === "NEAR") {
        const token = tokens[place++], right = operand(token, atom);
        if (![left, right].every(placed)) lacking(token, "nearWhat");
        left = { near: [left, right], distance: token.distance };
      }
      return left;
    }
    // Whether there is a word in it that stands somewhere.
    const placed = (node) => Boolean(node.words ?? node.near) || [node.or, node.and].some((items) => items?.some(placed));
    function atom() {
      const token = tokens[place++];
      if (token.leaf) return token.leaf;
      if (token.sign !== "(") lacking(token, token.sign === ")" ? "unopened" : "operand");
      if (sign() === ")" || place === tokens.length) lacking(token, "unclosed");
      const inner = or();
      if (sign() !== ")") lacking(token, "unclosed");
      place++;
      return inner;
    }
    // What follows a sign that wants something.
    function operand(token, read) {
      return place < tokens.length && ![")", "OR", "AND", "NEAR"].includes(sign()) ? read() : lacking(token);
    }
    if (!tokens.length) return undefined;
    const tree = or();
    if (place < tokens.length) lacking(tokens[place], "unopened");
    return tree;
  }

  return { words, fold, parse, WORD };
};
