// Searches every language of the dossier at once: one Pagefind for each, off the main thread where the browser lets us.
"use strict";

dossier.search = (() => {
  // Runs Pagefinds; here, or as the whole of a worker, so it uses nothing from outside. `fetch` answers for the bundle.
  function host(make, fetch) {
    const engines = new Map();
    const results = new Map();
    return {
      async start(language) {
        const page = { querySelector: () => ({ getAttribute: () => language }) };
        const engine = make(fetch, undefined, "/pagefind/pagefind.js", page);
        await engine.options({ basePath: "/pagefind/", noWorker: true, excerptLength: 32 });
        await engine.init();
        engines.set(language, engine);
      },
      async search(language, words, options) {
        const engine = engines.get(language);
        if (options.counted) await engine.filters();
        const answer = await engine.search(words || null, { filters: options.filters, sort: options.sort });
        results.set(language, answer.results);
        const { filters, totalFilters } = answer;
        return { scores: answer.results.map((result) => result.score), filters, totalFilters };
      },
      data: (language, place) => results.get(language)[place].data(),
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

  const load = (address) => dossier.load(address.replace(/^\/pagefind\/|\?.*/g, ""));

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
    const { languages, make } = await dossier.start();
    const own = document.documentElement.lang;
    languages.sort((a, b) => (b === own) - (a === own) || (a < b ? -1 : 1));
    let runner;
    try {
      runner = inWorker(make);
      await Promise.all(languages.map(runner.start));
    } catch { // no worker here: the page itself does it
      runner = host(make, async (address) => new Response(await load(address)));
      await Promise.all(languages.map(runner.start));
    }
    return { languages, runner };
  }

  let begun;
  const ready = () => (begun ??= begin());
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  // Where an index lacks a word, Pagefind looks for the longest beginning of it that the index has, down to one letter.
  // It does so for the whole index, so the words found in its first result tell whether it did.
  function honest({ raw_content: content, locations }, words) {
    const text = content.split(/\s+/);
    const found = locations.flatMap((at) => wordsOf(text[at] ?? ""));
    const shared = (a, b) => { let n = 0; while (n < a.length && a[n] === b[n]) n++; return n; };
    return wordsOf(words).every((word) => found.some((other) => {
      const same = shared(word, other);
      return same === word.length || (same >= 3 && same > word.length / 2);
    }));
  }

  // Results of all languages in one order: an async iterator that loads no more than what is taken from it.
  async function* inOrder(runner, lists, direction) {
    const rank = { desc: (a, b) => b.day.localeCompare(a.day), asc: (a, b) => a.day.localeCompare(b.day) }[direction]
      ?? ((a, b) => b.score - a.score);
    const head = async (list) => {
      const score = list.scores[list.next];
      if (score === undefined) return;
      const result = await runner.data(list.language, list.next++);
      return { list, score, day: result.meta.date ?? "", result };
    };
    const heads = (await Promise.all(lists.map(head))).filter(Boolean);
    while (heads.length) {
      const best = heads.reduce((a, b) => (rank(b, a) < 0 ? b : a));
      yield best.result;
      const next = await head(best.list);
      heads.splice(heads.indexOf(best), 1, ...(next ? [next] : []));
    }
  }

  const sum = (answers, key) => {
    const all = {};
    for (const [name, values] of answers.flatMap((answer) => Object.entries(answer[key]))) {
      all[name] ??= {};
      for (const [value, count] of Object.entries(values)) all[name][value] = (all[name][value] ?? 0) + count;
    }
    return all;
  };

  // options: filters {name: value}; sort "date" (newest first), "date-asc" or "" (most relevant first); counted: whether
  // the filters' values are counted. Gives the total, the counts with and without the filters, and the results.
  async function search(words, options) {
    const { languages, runner } = await ready();
    const direction = { "date": "desc", "date-asc": "asc" }[options.sort];
    const asked = { filters: options.filters, sort: direction ? { date: direction } : {}, counted: options.counted };
    const answers = await Promise.all(languages.map(async (language) => {
      const answer = { language, next: 0, ...(await runner.search(language, words, asked)) };
      return words && answer.scores.length && !honest(await runner.data(language, 0), words)
        ? { language, next: 0, scores: [], filters: {}, totalFilters: {} } : answer;
    }));
    return {
      total: answers.reduce((total, answer) => total + answer.scores.length, 0),
      counts: sum(answers, "filters"),
      unfiltered: sum(answers, "totalFilters"),
      results: inOrder(runner, answers, direction),
    };
  }

  return { run: search, ready };
})();
