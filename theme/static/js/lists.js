// Reads the index of passages, as search/lists.py and search/segments.py write it.
"use strict";

// Part of a worker, so it uses nothing from outside; `fetch` answers for the files of the index.
dossier.lists = ({ words: wordsOf, fold }, fetch) => {
  const folded = (text) => ` ${wordsOf(text).map(fold).join(" ")} `;
  const families = new Map(), forms = new Map(); // of a word those it belongs to; of a word without diacritics all spellings
  let list, names, segments;

  async function read(name, begins = 0) {
    const packed = (await fetch(`/pagefind/${name}`)).body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(packed).arrayBuffer()).subarray(begins);
  }
  const json = async (name, begins) => JSON.parse(new TextDecoder().decode(await read(name, begins)));

  async function start() {
    const index = await json("passages/index");
    [list, names] = [index.words ? index.words.split("\n") : [], index.names];
    const put = (map, key, value) => map.get(key)?.push(value) ?? map.set(key, [value]);
    for (const word of list) put(forms, fold(word), word);
    for (let at = 0; at < index.families.length;) {
      const family = Array.from(summed(index.families.slice(at + 1, at + 1 + index.families[at])), (place) => list[place]);
      for (const word of family) put(families, word, family);
      at += 1 + family.length;
    }
    segments = await Promise.all(index.segments.map(async (name, number) => open(name, number, await json(`passages/${name}/head`))));
    return segments;
  }

  // Makes what each number is more than the one before into these numbers.
  function summed(numbers) {
    for (let at = 1; at < numbers.length; at++) numbers[at] += numbers[at - 1];
    return numbers;
  }

  // A segment: where each passage begins and on which page it is, and which passages a page has.
  function open(name, number, head) {
    const [starts, pageOf, firsts] = [head.words, head.words, head.parts].map(({ length }) => new Uint32Array(length + 1));
    head.words.forEach((length, passage) => { starts[passage + 1] = starts[passage] + length + 1; });
    head.parts.forEach((parts, page) => {
      firsts[page + 1] = firsts[page] + parts;
      pageOf.fill(page, firsts[page], firsts[page + 1]);
    });
    for (const values of Object.values(head.values)) for (const value in values) values[value] = summed(new Uint32Array(values[value]));
    return { ...head, name, number, starts, pageOf, firsts, blocks: new Map() };
  }

  // The spellings in the index of a word that is asked for: exactly, by its beginning, or with its other forms.
  function formsOf([word, how]) {
    const plain = fold(word);
    if (how === "exact") return forms.get(plain)?.includes(word) ? [word] : [];
    if (how === "prefix") return [...forms].flatMap(([key, same]) => (key.startsWith(plain) ? same : []));
    return [...new Set((forms.get(plain) ?? []).flatMap((form) => [form, ...(families.get(form) ?? []).flat()]))];
  }

  // The values of a field that are called so: those of that very name, else those with these words in one of their names.
  function called(field, value) {
    const others = names[field === "speaker" ? "actor" : field] ?? {}, asked = folded(value);
    const every = [...new Set(segments.flatMap((segment) => Object.keys(segment.values[field])))];
    const same = every.filter((name) => folded(name) === asked);
    return same.length ? same : every.filter((name) => [name, ...(others[name] ?? [])].some((one) => folded(one).includes(asked)));
  }

  // The script of a segment that has a word, if any has it.
  function scriptOf(segment, word) {
    let [low, high] = [0, segment.first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (segment.first[middle] <= word) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // Loads the lists of words in all segments, as far as they are not there.
  async function load(words) {
    await Promise.all(segments.flatMap((segment) => [...new Set(words.map((word) => scriptOf(segment, word)))]
      .filter((number) => number >= 0 && !segment.blocks.has(number))
      .map(async (number) => segment.blocks.set(number, unpacked(await read(`passages/${segment.name}/${number}`))))));
  }

  // Words with the numbers of their places: after a zero stand how many each has, then what each number is more than the one before,
  // in four bytes, of which the lowest of all numbers come first.
  function unpacked(data) {
    const end = data.indexOf(0), words = new TextDecoder().decode(data.subarray(0, end)).split("\n");
    const numbers = new Uint32Array((data.length - end - 1) / 4);
    for (let from = data.length; from > end + 1;) {
      from -= numbers.length;
      for (let at = 0; at < numbers.length; at++) numbers[at] = (numbers[at] << 8) | data[from + at];
    }
    const places = summed(numbers.subarray(words.length));
    let at = 0;
    return new Map(words.map((word, place) => [word, places.subarray(at, (at += numbers[place]))]));
  }

  // The numbers of places of some words in a segment, of all together in their order.
  function numbers(segment, words) {
    const found = words.map((word) => segment.blocks.get(scriptOf(segment, word))?.get(word)).filter(Boolean);
    const made = new Uint32Array(found.reduce((sum, { length }) => sum + length, 0));
    let count = 0;
    for (const one of found) {
      made.set(one, count);
      count += one.length;
    }
    return found.length > 1 ? made.sort() : made;
  }

  // The words nearest to one that is not there, by how many letters differ: two at most, one in a short word.
  function nearest(asked) {
    const word = fold(asked), most = word.length > 5 ? 2 : 1, found = [];
    for (const key of forms.keys()) {
      if (Math.abs(key.length - word.length) > most) continue;
      const differ = distance(word, key, most);
      if (differ <= most) found.push([differ, forms.get(key)[0]]);
    }
    return found.sort(([a], [b]) => a - b).slice(0, 5).map(([, one]) => one);
  }

  function distance(one, other, most) {
    let row = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      }
      if (Math.min(...next) > most) return Infinity;
      row = next;
    }
    return row[other.length];
  }

  return { start, json, formsOf, called, load, numbers, nearest };
};
