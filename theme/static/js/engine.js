// Searches every language of the dossier at once: a Pagefind for each of its shards, off the main thread where the browser lets us.
"use strict";

dossier.search = (() => {
  // Runs Pagefinds; here, or as the whole of a worker, so it uses nothing from outside. `fetch` answers for the bundle.
  function host(make, fetch) {
    let groups; // of each language its engines, one a shard
    let found;

    async function open(language, shards, includeCharacters) {
      const Pagefind = make(fetch);
      let wasm; // one for all shards
      return Promise.all(Object.entries(shards).filter(([, has]) => has[language]).map(async ([shard, languages]) => {
        wasm ??= new Pagefind().loadWasm(languages[language].wasm);
        const engine = new Pagefind({ basePath: `/pagefind/${shard}/`, excerptLength: 32 });
        Object.assign(engine, { languages, includeCharacters, loadEntry() {}, loadWasm: () => wasm, reached: {} });
        await engine.init(language, { load_wasm: true });
        await engine.enterPlaygroundMode(); // it tells by which words it found something
        return engine;
      }));
    }

    // Where an index lacks a word, Pagefind looks for the longest beginning of it that the index has, down to one letter.
    // How much of each stem of a word an index has: all, so many letters, or too few to be meant.
    async function reach(engine, word) {
      const { results: [first], search_keywords: stems = [] } = await engine.search(word);
      const keys = [first?.scores ?? [], first?.verbose_meta_scores ?? []].flat().flatMap((score) => score.search_term ?? score.matched_terms);
      return stems.map((stem) => Math.max(0, ...keys.map((key) => {
        if (key.startsWith(stem)) return Infinity;
        return stem.startsWith(key) && key.length >= 3 && key.length > stem.length / 2 ? key.length : 0;
      })));
    }

    // The engines that have as much of each word as any of their language: one index of all shards would find no more.
    async function honest(engines, words) {
      const asked = words.split(/\s+/).filter(Boolean);
      const reached = await Promise.all(engines.map(async (engine) =>
        (await Promise.all(asked.map((word) => (engine.reached[word] ??= reach(engine, word))))).flat()));
      return engines.filter((_, at) => reached[at].every((much, stem) => much && reached.every((other) => other[stem] <= much)));
    }

    const sum = (all, counts) => {
      for (const [name, values] of Object.entries(counts)) {
        all[name] ??= {};
        for (const [value, count] of Object.entries(values)) all[name][value] = (all[name][value] ?? 0) + count;
      }
      return all;
    };

    return {
      async start(languages, shards, characters) {
        groups = await Promise.all(languages.map((language) => open(language, shards, characters)));
      },
      async search(words, { filters, direction, counted }) {
        const engines = (await Promise.all(groups.map((group) => (words ? honest(group, words) : group)))).flat();
        const answers = await Promise.all(engines.map(async (engine) => {
          if (counted) await engine.filters();
          if (direction) engine.days ??= await (await fetch(engine.basePath + "days.json")).json();
          const answer = await engine.search(words || null, { filters, sort: direction ? { date: direction } : {} });
          for (const result of answer.results) result.day = engine.days?.[result.id];
          return answer;
        }));
        // Pages are in shards by chance, so that a score means in one what it means in another. Equals stay in the order of
        // the languages and shards, whichever came first.
        found = answers.flatMap((answer) => answer.results).sort((a, b) => b.score - a.score);
        if (direction) found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day) * (direction === "asc" ? 1 : -1));
        return {
          total: found.length,
          counts: answers.map((answer) => answer.filters).reduce(sum, {}),
          unfiltered: answers.map((answer) => answer.totalFilters).reduce(sum, {}),
        };
      },
      data: (place) => found[place].data(),
    };
  }

  // The worker's side of the conversation.
  function serve(make, host) {
    const asked = [];
    const runner = host(make, (address) => new Promise((resolve, reject) => {
      postMessage({ fetch: asked.push({ resolve, reject }) - 1, address });
    }));
    self.onmessage = async ({ data: { id, method, args, fetched, bytes, error } }) => {
      if (fetched !== undefined) {
        const { resolve, reject } = asked[fetched];
        return error ? reject(new Error(error)) : resolve(new Response(bytes));
      }
      try {
        postMessage({ id, result: await runner[method](...args) });
      } catch (problem) {
        postMessage({ id, error: problem.message });
      }
    };
  }

  const load = (address) => dossier.load(address.replace(/^\/pagefind\//, ""));

  function inWorker(make) {
    const source = `(${serve})(${make}, ${host});`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const waiting = [];
    worker.onmessage = async ({ data: { id, result, error, fetch, address } }) => {
      if (fetch === undefined) {
        const { resolve, reject } = waiting[id];
        delete waiting[id];
        return error ? reject(new Error(error)) : resolve(result);
      }
      const answer = await load(address).then((bytes) => ({ bytes }), (problem) => ({ error: problem.message }));
      worker.postMessage({ fetched: fetch, ...answer });
    };
    const ask = (method) => (...args) => new Promise((resolve, reject) => {
      worker.postMessage({ id: waiting.push({ resolve, reject }) - 1, method, args });
    });
    worker.onerror = () => waiting.forEach(({ reject }) => reject(new Error(dossier.say("stopped"))));
    return { start: ask("start"), search: ask("search"), data: ask("data") };
  }

  async function begin() {
    const { make, shards, include_characters: characters } = await dossier.start();
    const own = document.documentElement.lang;
    const languages = [...new Set(Object.values(shards).flatMap(Object.keys))];
    languages.sort((a, b) => (b === own) - (a === own) || (a < b ? -1 : 1));
    let runner;
    try {
      runner = inWorker(make);
      await runner.start(languages, shards, characters);
    } catch { // no worker here: the page itself does it
      runner = host(make, async (address) => new Response(await load(address)));
      await runner.start(languages, shards, characters);
    }
    return runner;
  }

  let begun;
  const ready = () => (begun ??= begin());

  // The results in their order: an async iterator that loads no more than a few beyond what is taken from it.
  async function* inOrder(runner, total) {
    const ahead = [];
    for (let at = 0; at < total; at++) {
      while (ahead.length < 10 && at + ahead.length < total) ahead.push(runner.data(at + ahead.length));
      yield await ahead.shift();
    }
  }

  // options: filters {name: value}; sort "date" (newest first), "date-asc" or "" (most relevant first); counted: whether
  // the filters' values are counted. Gives the total, the counts with and without the filters, and the results.
  async function search(words, { filters, sort, counted }) {
    const runner = await ready();
    const direction = { "date": "desc", "date-asc": "asc" }[sort];
    const answer = await runner.search(words, { filters, direction, counted });
    return { ...answer, results: inOrder(runner, answer.total) };
  }

  return { run: search, ready };
})();
