// Loads Pagefind's bundle as classic scripts, from the web and from disk alike, and searches every language at once.
"use strict";

window.dossier = (() => {
  const root = new URL("../../", document.currentScript.src).href;
  const bundle = "/pagefind/"; // what Pagefind is told that its address is
  const waiting = new Map(); // a file's name: what to call with its bytes
  const loading = new Map(); // a file's name: the promise of its bytes
  let make; // Pagefind as a function
  let engines;

  function addScript(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + "pagefind/" + name;
      script.onload = () => { script.remove(); resolve(); };
      script.onerror = () => { script.remove(); reject(new Error("The search index has no " + name)); };
      document.head.append(script);
    });
  }

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        addScript(name + ".js").catch(reject);
      }));
    }
    return loading.get(name);
  }

  async function fetchChunk(address) {
    return new Response(await load(address.slice(bundle.length).replace(/\?.*/, "")));
  }

  async function start() {
    await addScript("engine.js");
    const entry = JSON.parse(new TextDecoder().decode(await load("pagefind-entry.json")));
    const own = document.documentElement.lang;
    const languages = Object.keys(entry.languages).sort((a, b) => (b === own) - (a === own) || (a < b ? -1 : 1));
    return Promise.all(languages.map(async (language) => {
      const page = { querySelector: () => ({ getAttribute: () => language }) };
      const engine = make(fetchChunk, undefined, bundle + "pagefind.js", page);
      await engine.options({ basePath: bundle, noWorker: true, excerptLength: 32 });
      await engine.init();
      return engine;
    }));
  }

  function ready() {
    engines ??= start();
    return engines;
  }

  function add(into, counts) {
    for (const [name, values] of Object.entries(counts)) {
      into[name] ??= {};
      for (const [value, count] of Object.entries(values)) into[name][value] = (into[name][value] ?? 0) + count;
    }
  }

  // Results of all languages, best or newest first: an async iterator that loads no more than what is taken from it.
  async function* inOrder(lists, direction) {
    if (!direction) {
      const all = lists.flat().sort((a, b) => b.score - a.score);
      for (const result of all) yield await result.data();
      return;
    }
    const heads = await Promise.all(lists.map((list) => list.shift()?.data()));
    const sign = direction === "desc" ? -1 : 1;
    const day = (head) => head.meta.date ?? "";
    for (;;) {
      let next = -1;
      heads.forEach((head, place) => {
        if (head && (next < 0 || sign * day(head).localeCompare(day(heads[next])) < 0)) next = place;
      });
      if (next < 0) return;
      yield heads[next];
      heads[next] = await lists[next].shift()?.data();
    }
  }

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  // Where an index lacks a word, Pagefind looks for the longest beginning of it that the index has, down to one letter.
  // It does so for the whole index, so the words found in its first result tell whether it did.
  async function honest(answer, words) {
    if (!words || !answer.results.length) return answer;
    const { raw_content: content, locations } = await answer.results[0].data();
    const text = content.split(/\s+/);
    const found = locations.flatMap((at) => wordsOf(text[at] ?? ""));
    const shared = (a, b) => { let n = 0; while (n < a.length && a[n] === b[n]) n++; return n; };
    const meant = (word) => found.some((other) => {
      const same = shared(word, other);
      return same === word.length || (same >= 3 && same > word.length / 2);
    });
    return wordsOf(words).every(meant) ? answer : { results: [], filters: {}, totalFilters: {} };
  }

  // options: filters {name: value}, sort "date", "date-asc" or "", counted: whether to count the filters' values.
  // Gives the total, the counts with and without the filters, and the results as an async iterator.
  async function search(words, options) {
    const direction = { "date": "desc", "date-asc": "asc" }[options.sort];
    const found = await Promise.all((await ready()).map(async (engine) => {
      if (options.counted) await engine.filters();
      const answer = await engine.search(words || null, {
        filters: options.filters,
        sort: direction ? { date: direction } : {},
      });
      return honest(answer, words);
    }));
    const counts = {};
    const unfiltered = {};
    for (const answer of found) {
      add(counts, answer.filters);
      add(unfiltered, answer.totalFilters);
    }
    const lists = found.map((answer) => answer.results);
    return {
      total: lists.reduce((sum, list) => sum + list.length, 0),
      counts,
      unfiltered,
      results: inOrder(lists, direction),
    };
  }

  return {
    root,
    ready,
    search,
    engine(factory) { make = factory; },
    chunk(name, body) {
      const text = atob(body);
      const bytes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
      waiting.get(name)(bytes);
    },
  };
})();
