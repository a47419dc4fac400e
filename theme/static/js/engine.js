// Searches all languages and shards at once, off the main thread where it can.
"use strict";

dossier.search = (() => {
  // Runs Pagefinds; here, or as the whole of a worker, so it uses nothing from outside. `fetch` answers for the bundle.
  function host(make, fetch) {
    let groups, found; // a language's engines, one a shard; the last results

    async function open(language, shards, includeCharacters) {
      const Pagefind = make(fetch);
      let wasm; // one for all shards
      return Promise.all(Object.entries(shards).filter(([, has]) => has[language]).map(async ([shard, languages]) => {
        wasm ??= new Pagefind().loadWasm(languages[language].wasm);
        const engine = new Pagefind({ basePath: `/pagefind/${shard}/`, excerptLength: 32 });
        Object.assign(engine, { languages, includeCharacters, loadEntry() {}, loadWasm: () => wasm });
        await engine.init(language, { load_wasm: true });
        await engine.enterPlaygroundMode(); // tells which words it found
        return engine;
      }));
    }

    // For a word that an index lacks, Pagefind takes the longest beginning that it has, down to one letter.
    // How much of each stem an answer was found by: all, so many letters, or too few to be meant.
    function reach({ results: [first], search_keywords: stems = [] }) {
      const scores = [first?.scores ?? [], first?.verbose_meta_scores ?? []].flat();
      const keys = scores.flatMap((score) => score.search_term ?? score.matched_terms);
      const much = (key, stem) => (stem.startsWith(key) && key.length > Math.max(2, stem.length / 2) ? key.length : 0);
      return Object.fromEntries(stems.map((stem) =>
        [stem, Math.max(0, ...keys.map((key) => (key.startsWith(stem) ? Infinity : much(key, stem))))]));
    }

    async function ask(engine, words, { filters, sort, counted }) {
      const asked = [words || null, { filters, sort: sort ? { date: sort === "date" ? "desc" : "asc" } : {} }];
      await Promise.all([counted && engine.filters(), engine.preload(...asked)]);
      if (sort) engine.days ??= await (await fetch(engine.basePath + "days.json")).json();
      const answer = await engine.search(...asked);
      for (const result of answer.results) result.day = engine.days?.[result.id];
      const probe = () => Promise.all(words.split(/\s+/).map((word) => engine.search(word)));
      const answers = answer.results.length ? [answer] : await probe();
      const weight = (answer.query_term_idfs ?? []).reduce((all, { idf }) => all + idf, 0);
      return { ...answer, weight, reach: Object.assign({}, ...answers.map(reach)) };
    }

    // The answers of shards that have as much of each word as any: one index would give no others.
    async function honest(engines, words, options) {
      const answers = await Promise.all(engines.map((engine) => ask(engine, words, options)));
      const kept = /^(\s*".+"\s*)?$/.test(words) ? answers : answers.filter((answer) =>
        Object.entries(answer.reach).every(([stem, much]) => much && answers.every((other) => !(other.reach[stem] > much))));
      for (const { results, weight } of kept) for (const result of results) result.score *= kept[0].weight / weight || 1;
      return kept;
    }

    function sum(all, counts) {
      for (const name in counts) {
        const to = (all[name] ??= {});
        for (const value in counts[name]) to[value] = (to[value] ?? 0) + counts[name][value];
      }
      return all;
    }

    return {
      async start(languages, ...bundle) { groups = await Promise.all(languages.map((language) => open(language, ...bundle))); },
      async search(words, options) {
        const answers = (await Promise.all(groups.map((group) => honest(group, words, options)))).flat();
        // Shards hold pages by chance, so scores compare. Equals stay in the order of shards.
        found = answers.flatMap((answer) => answer.results).sort((a, b) => b.score - a.score);
        const sign = options.sort === "date" ? -1 : 1;
        if (options.sort) found.sort((a, b) => sign * (a.day < b.day ? -1 : a.day > b.day));
        const counted = (key) => answers.map((answer) => answer[key]).reduce(sum, {});
        return { total: found.length, counts: counted("filters"), unfiltered: counted("totalFilters") };
      },
      data: (place) => found[place]?.data(),
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

  const load = (address) => dossier.load(address.replace("/pagefind/", ""));

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
    const { make, shards, characters } = await dossier.start();
    const own = document.documentElement.lang;
    const languages = [...new Set(Object.values(shards).flatMap(Object.keys))];
    languages.sort((a, b) => (b === own) - (a === own) || (a < b ? -1 : 1));
    const started = (runner) => runner.start(languages, shards, characters).then(() => runner);
    try {
      return await started(inWorker(make));
    } catch { // no worker
      return started(host(make, async (address) => new Response(await load(address))));
    }
  }

  let begun;
  const ready = () => (begun ??= begin());

  // The results, of which a few are loaded beyond what is taken.
  async function* inOrder(runner, total) {
    const ahead = [];
    for (let at = 0; at < total; at++) {
      while (ahead.length < 10 && at + ahead.length < total) ahead.push(runner.data(at + ahead.length));
      yield await ahead.shift();
    }
  }

  // options: filters {name: value}; sort "date" (newest first), "date-asc" or ""; counted: whether values of filters are.
  async function run(words, options) {
    const runner = await ready();
    const answer = await runner.search(words, options);
    return { ...answer, results: inOrder(runner, answer.total) };
  }

  return { run, ready };
})();
