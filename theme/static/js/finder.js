// Finds passages by a query that query.js took apart.
"use strict";

// The whole of a worker, so it uses nothing from outside but its tools; `fetch` answers for the files of the index.
dossier.finder = (tools, fetch) => {
  const grammar = tools.grammar(), lists = tools.lists(grammar, fetch), texts = tools.texts(grammar, lists, fetch);
  const { OF_PASSAGES, evaluated, fill, ofField, passagesOf } = tools.places(lists);
  const SHARE = { t: 4, s: 2 }; // how much more a word counts in a title, and in a summary
  const [K, B] = [1.2, 0.75]; // of BM25
  const FIELDS = [...OF_PASSAGES, "topic", "publisher", "kind"];
  let segments, found;

  // The parts of a query that are looked up, with whether it asks for them; `all`: those within NEAR, else NEAR itself.
  function partsOf(node, all, asked = true) {
    if (node.not) return partsOf(node.not, all, !asked);
    const inner = node.or ?? node.and ?? (all && node.near);
    return inner ? inner.flatMap((one) => partsOf(one, all, asked)) : asked || all ? [Object.assign(node, { asked })] : [];
  }

  return { start, search, count, pages, nearest: lists.nearest };

  async function start() {
    [segments] = await Promise.all([lists.start(), texts.start()]);
  }

  // Looks up what a query names.
  async function prepared(tree) {
    const parts = tree ? partsOf(tree, true) : [];
    for (const part of parts) {
      if (part.words) part.forms = part.words.map(lists.formsOf);
      else part.values = part.field === "date" ? [] : lists.called(part.field, part.value);
    }
    await lists.load(parts.flatMap((part) => part.forms ?? []).flat());
    return parts;
  }

  function hitsOf(segment, tree, wide) {
    const known = new Map();
    const { on } = tree ? evaluated(segment, tree, wide, known) : { on: fill(segment, 1) };
    const shown = tree ? partsOf(tree, false).filter((part) => part.near || part.words || OF_PASSAGES.includes(part.field)) : [];
    return { known, on: wide && shown.length ? on.map((value, at) => value && Number(shown.some((part) => known.get(part)?.on[at]))) : on };
  }

  async function count(tree, wide) {
    await prepared(tree);
    return segments.reduce((sum, segment) => sum + hitsOf(segment, tree, wide).on.reduce((a, b) => a + b, 0), 0);
  }

  // options: filters {name: value}, wide, sort "date" (newest first), "date-asc" or "". What has no date comes last in order of date.
  async function search(tree, { filters = {}, wide = false, sort = "" }) {
    const parts = await prepared(tree);
    const asked = parts.filter((part) => part.asked && part.words);
    const counts = Object.fromEntries([...FIELDS, "year"].map((field) => [field, {}]));
    const results = segments.map((segment) => {
      const { on, known } = hitsOf(segment, tree, wide);
      const kept = Object.entries(filters).map(([name, value]) => [name, ofField(segment, name === "year"
        ? { field: "date", since: value, till: value, values: [] } : { field: name, values: [value] }).on]);
      const within = (but) => kept.filter(([name]) => name !== but).reduce((all, [, mask]) => all.map((value, at) => value & mask[at]), on);
      const hits = within();
      counted(segment, counts, (field) => (field in filters ? within(field) : hits));
      return { segment, known, hits, pages: perPage(segment, hits) };
    });
    found = ranked(results, asked);
    if (sort) {
      const sign = sort === "date" ? -1 : 1;
      found.sort((a, b) => !a.date - !b.date || sign * (a.date < b.date ? -1 : Number(a.date > b.date)));
    }
    const lacking = asked.flatMap((part) => part.words.filter((_, place) => !part.forms[place].length).map(([word]) => word));
    return { total: found.length, passages: found.reduce((sum, { hits }) => sum + hits, 0), counts, lacking };
  }

  function perPage(segment, on) {
    const pages = new Uint32Array(segment.parts.length);
    on.forEach((value, passage) => { pages[segment.pageOf[passage]] += value; });
    return pages;
  }

  // Adds the passages of each value to what was counted.
  function counted(segment, counts, hits) {
    const add = (field, value, number) => { if (number) counts[field][value] = (counts[field][value] ?? 0) + number; };
    for (const field of FIELDS) {
      const on = OF_PASSAGES.includes(field) ? hits(field) : perPage(segment, hits(field));
      for (const [value, numbers] of Object.entries(segment.values[field])) add(field, value, numbers.reduce((sum, number) => sum + on[number], 0));
    }
    perPage(segment, hits("year")).forEach((number, page) => add("year", segment.dates[page].slice(0, 4), number));
  }

  // The pages with hits, by BM25 over the words that are asked for; equals the newest first.
  function ranked(results, asked) {
    const pages = results.flatMap(({ segment, hits, known, pages }) => Array.from(pages.keys()).filter((page) => pages[page])
      .map((page) => ({ segment, page, on: hits, known, hits: pages[page], date: segment.dates[page], score: 0 })));
    const every = segments.reduce((sum, segment) => sum + segment.parts.length, 0);
    const mean = segments.reduce((sum, segment) => sum + segment.starts.at(-1), 0) / every;
    for (const part of asked) {
      const often = new Map(results.map(({ segment, known }) => [segment, frequencies(segment, known.get(part)?.at[0] ?? [])]));
      const having = [...often.values()].reduce((sum, pages) => sum + pages.reduce((count, number) => count + (number > 0), 0), 0);
      const weight = Math.log(1 + (every - having + 0.5) / (having + 0.5));
      for (const one of pages) {
        const number = often.get(one.segment)[one.page];
        const length = one.segment.starts[one.segment.firsts[one.page + 1]] - one.segment.starts[one.segment.firsts[one.page]];
        one.score += (weight * number * (K + 1)) / (number + K * (1 - B + (B * length) / mean));
      }
    }
    return pages.sort((a, b) => b.score - a.score || (a.date > b.date ? -1 : Number(a.date < b.date)));
  }

  function frequencies(segment, firsts) {
    const pages = new Float32Array(segment.parts.length);
    for (const passage of passagesOf(segment, firsts)) pages[segment.pageOf[passage]] += SHARE[segment.labels[passage]] ?? 1;
    return pages;
  }

  // What is shown of some of the pages that were found.
  function pages(from, to) {
    return Promise.all(found.slice(from, to).map((one) => texts.shown(one)));
  }
};
