// What is shown of the passages that were found: their texts, with the words marked that were asked for.
"use strict";

// Part of a worker, so it uses nothing from outside.
dossier.texts = ({ WORD }, lists, fetch) => {
  const [AROUND, WHOLE] = [18, 60]; // words that are shown before the first mark, and of a passage
  const files = new Map();
  const once = (name, begins) => {
    if (!files.has(name)) files.set(name, lists.json(name, begins));
    return files.get(name);
  };

  // The text in pieces, each second of which is marked; of a long one a stretch.
  function marked(text, phrases) {
    const words = [...text.normalize("NFC").matchAll(WORD)];
    const found = new Uint8Array(words.length);
    const lower = words.map(([word]) => word.toLowerCase());
    for (const phrase of phrases) {
      lower.forEach((_, at) => { if (phrase.every((forms, step) => forms.has(lower[at + step]))) found.fill(1, at, at + phrase.length); });
    }
    const [from, to] = stretch(words, found);
    const pieces = [(from ? "… " : "")];
    let end = from ? words[from].index : 0;
    for (let at = from; at < to; at++) {
      if (!found[at]) continue;
      const begin = at;
      while (at + 1 < to && found[at + 1] && !/\S/.test(text.slice(words[at].index + words[at][0].length, words[at + 1].index))) at++;
      const last = words[at].index + words[at][0].length;
      pieces.push(text.slice(end, words[begin].index), text.slice(words[begin].index, last));
      end = last;
    }
    pieces.push(to < words.length ? `${text.slice(end, words[to].index).trimEnd()} …` : text.slice(end));
    pieces[1] = pieces[0] + pieces[1];
    return pieces.slice(1);
  }

  function stretch(words, found) {
    const first = found.indexOf(1), last = found.lastIndexOf(1);
    if (words.length <= WHOLE) return [0, words.length];
    const from = last < WHOLE ? 0 : Math.max(0, Math.min(first - AROUND, words.length - WHOLE));
    return [from, Math.min(words.length, from + WHOLE)];
  }

  // The passages of an article's text as Pagefind's fragment has them, each with its id.
  async function fragment(segment, page) {
    const [shards, places] = await once("passages/texts");
    const [shard, name] = places[segment.number][page];
    const { content, anchors } = await once(`${shards[shard]}/fragment/${name}.pf_fragment`, "pagefind_dcd".length);
    const words = content.split(/\s+/);
    return anchors.flatMap(({ id, location }, place) =>
      (id.startsWith("p-") ? [[id, words.slice(location, anchors[place + 1]?.location).join(" ")]] : []));
  }

  function having(segment, field, number) {
    return Object.entries(segment.values[field]).filter(([, numbers]) => numbers.includes(number)).map(([value]) => value);
  }

  // What the first hits need, so that nothing waits for it later: where fragments are, and in which scripts.
  const start = () => Promise.all([once("passages/texts"), fetch("/pagefind/pagefind-entry.json")]);

  // A page that was found: what it is, its title, and the passages with hits in their order.
  async function shown({ segment, page, on, known }) {
    const phrases = [...known.keys()].filter((part) => part.words && part.asked).map((part) => part.forms.map((forms) => new Set(forms)));
    const [address, lang, day, own] = (await once(`passages/${segment.name}/pages-${Math.floor(page / segment.shown)}`))[page % segment.shown];
    const [from, to] = [segment.firsts[page], segment.firsts[page + 1]];
    const passages = Array.from(on.subarray(from, to).keys()).filter((place) => on[from + place]);
    const paragraph = (place) => segment.labels[from + place] === "p";
    const article = passages.some(paragraph) ? await fragment(segment, page) : [];
    const order = (place, like) => Array.from({ length: place }, (_, before) => paragraph(before)).filter((one) => one === like).length;
    const hits = passages.map((place) => {
      const [anchor, text] = (paragraph(place) ? article : own)[order(place, paragraph(place))] ?? ["", ""];
      return { anchor, text, label: segment.labels[from + place], pieces: marked(text, phrases), speakers: having(segment, "speaker", from + place) };
    });
    const title = own[0][1];
    return {
      address, lang, day, count: passages.length, title: { text: title, pieces: marked(title, phrases) }, date: segment.dates[page], hits: hits.filter(({ label }) => label !== "t"),
      kind: having(segment, "kind", page)[0], publishers: having(segment, "publisher", page),
    };
  }

  return { start, shown };
};
