// What was found, as a reader sees it: passages in context by their pages, whole pages, and mistakes in a query.
"use strict";

dossier.hits = (() => {
  const MOST = 5; // passages of a page that are shown; the others are folded away

  const make = (tag, properties = {}, ...parts) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...parts.filter(Boolean));
    return node;
  };

  // A text in pieces, each second of which is marked.
  const marked = (pieces) => pieces.map((piece, place) => (place % 2 ? make("mark", { textContent: piece }) : piece));
  const foundIn = (pieces) => [...new Set(pieces.filter((_, place) => place % 2))].join(" ");

  function link(address, words, anchor, properties, ...parts) {
    const node = make("a", { href: dossier.address(address, words, anchor), ...properties }, ...parts);
    node.dataset.words = words;
    return node;
  }

  function passage(page, hit) {
    const label = dossier.words.labels[hit.label];
    return make("p", { className: "hit", lang: page.lang, dir: "auto" },
      label && make("b", { className: "label", lang: dossier.words.lang, textContent: `${label} ` }),
      ...marked(hit.pieces), " ",
      link(page.address, foundIn(hit.pieces), hit.anchor, { className: "to", textContent: "¶", ariaLabel: dossier.say("toPassage") }),
      hit.speakers.length && make("span", { className: "note", lang: dossier.words.lang, textContent: ` ${dossier.say("speaking", { names: hit.speakers.join(", ") })}` }));
  }

  // A page with its passages; the title leads to the first that has a place of its own.
  function item(page) {
    const first = page.hits.find(({ anchor }) => anchor), shown = page.hits.slice(0, MOST), more = page.hits.slice(MOST);
    const words = foundIn([...page.title.pieces.slice(1), "", ...(first?.pieces.slice(1) ?? [])]);
    const kind = dossier.words.kinds[page.kind];
    const note = [page.day, kind, dossier.say("passages", { num: page.count })].filter(Boolean).join(" · ");
    const fold = more.length && make("details", {}, make("summary", { textContent: dossier.say("morePassages", { num: more.length }) }), ...more.map((hit) => passage(page, hit)));
    return make("li", {},
      make("h3", { lang: page.lang, dir: "auto" }, link(page.address, words, first?.anchor, {}, ...marked(page.title.pieces))),
      make("p", { className: "note", textContent: note }), ...shown.map((hit) => passage(page, hit)), fold);
  }

  const decode = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

  // A whole page as Pagefind found it. The excerpt is escaped text with <mark> in it; it is taken apart, never put in as HTML.
  function whole(result) {
    const pieces = result.excerpt.split(/<\/?mark>/).map(decode);
    return make("li", { dir: "auto" },
      link(result.raw_url.replace(/^\//, ""), foundIn(pieces), undefined, { textContent: result.meta.title }),
      make("p", { className: "note", textContent: [result.meta.day, result.meta.kind].filter(Boolean).join(" · ") }),
      make("p", {}, ...marked(pieces)));
  }

  // What is wrong with a query, in a sentence, and the query with its place marked.
  function mistake(query, { key, at, length, values }) {
    const place = length && make("code", { className: "asked" }, query.slice(0, at), make("mark", { textContent: query.slice(at, at + length) }), query.slice(at + length));
    return [dossier.say(`wrong_${key}`, values), place && " ", place];
  }

  // Where nothing is found: the nearest words for those that no page has, and the query with one part less.
  async function offered(call, query, tree, lacking, wide, other) {
    const near = await Promise.all([...new Set(lacking)].map(async (word) => [word, await call("nearest", word)]));
    const parts = (tree?.and ?? []).map(({ from, until }) => query.slice(from, until));
    const shorter = parts.map((_, left) => parts.filter((_, at) => at !== left).join(" "));
    const counts = await Promise.all(shorter.map((one) => call("count", dossier.grammar().parse(one), wide)));
    const line = (said, buttons) => buttons.length && make("p", {}, said, " ", ...buttons);
    return [
      ...near.map(([word, words]) => line(dossier.say("nearest", { word }), words.map((one) => other(query.replace(new RegExp(word, "iu"), one), one)))),
      line(dossier.say("fewer"), shorter.flatMap((one, at) => (counts[at] ? [other(one, `${one} (${counts[at]})`)] : []))),
    ].filter(Boolean);
  }

  const count = (answer) => [dossier.say("passages", { num: answer.passages }), dossier.say("pages", { num: answer.total })].join(" · ");

  // The first passages and whole pages for what somebody types: its last word is perhaps not all there.
  async function peek({ status, passages, pages, words, current }) {
    const { parse } = dossier.grammar();
    const reading = [`${words}*`, words].flatMap((query) => { try { return [parse(query)]; } catch { return []; } })[0];
    if (!reading) return;
    const call = await dossier.search.passages();
    const answer = await call("search", reading, {});
    const found = await call("pages", 0, 4);
    if (!current()) return;
    status.textContent = count(answer);
    passages.replaceChildren(...found.map((page) => item({ ...page, hits: page.hits.slice(0, 1) })));
    // For a word that it lacks, Pagefind takes the longest beginning that it has, down to one letter: then there is no page.
    const some = answer.total || await call("count", reading, true);
    const plain = words.replace(/\b(AND|OR|NOT|NEAR(\/\d*)?)\b|[-()|*]/g, " ").trim();
    const best = some ? await (await dossier.search.pages())("search", plain, 5) : [];
    if (current()) pages.replaceChildren(...best.map(whole));
  }

  return { count, item, make, mistake, offered, peek };
})();
