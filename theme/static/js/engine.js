// Runs what searches off the main thread where it can: passages, and Pagefind for whole pages, in all languages and shards at once.
"use strict";

dossier.search = (() => {
  // Runs Pagefinds; here, or as the whole of a worker, so it uses nothing from outside. `fetch` answers for the bundle.
  function pagefinds({ make }, fetch) {
    let groups; // a language's engines, one a shard

    async function open(language, shards, includeCharacters) {
      const Pagefind = make(fetch);
      let wasm; // one for all shards
      return Promise.all(Object.entries(shards).filter(([, has]) => has[language]).map(async ([shard, languages]) => {
        wasm ??= new Pagefind().loadWasm(languages[language].wasm);
        const engine = new Pagefind({ basePath: `/pagefind/${shard}/`, excerptLength: 32 });
        Object.assign(engine, { languages, includeCharacters, loadEntry() {}, loadWasm: () => wasm });
        await engine.init(language, { load_wasm: true });
        return engine;
      }));
    }

    return {
      async start(languages, ...bundle) { groups = await Promise.all(languages.map((language) => open(language, ...bundle))); },
      // The first pages for some words. Shards hold pages by chance, so scores compare; equals stay in the order of shards.
      async search(words, most) {
        const answers = await Promise.all(groups.flat().map((engine) => engine.search(words)));
        const found = answers.flatMap(({ results }) => results).sort((a, b) => b.score - a.score);
        return Promise.all(found.slice(0, most).map((result) => result.data()));
      },
    };
  }

  // The worker's side of the conversation.
  function serve(tools, host) {
    const asked = [];
    const runner = host(tools, (address) => new Promise((resolve, reject) => {
      postMessage({ fetch: asked.push({ resolve, reject }) - 1, address });
    }));
    self.onmessage = async ({ data: { id, method, args, fetched, bytes, error } }) => {
      if (fetched !== undefined) {
        const { resolve, reject } = asked[fetched];
        delete asked[fetched];
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

  function inWorker(tools, host) {
    const source = `(${serve})({${Object.entries(tools).map(([name, tool]) => `${name}:${tool}`)}},${host});`;
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
    worker.onerror = () => waiting.forEach(({ reject }) => reject(new Error(dossier.say("stopped"))));
    return (method, ...args) => new Promise((resolve, reject) => {
      worker.postMessage({ id: waiting.push({ resolve, reject }) - 1, method, args });
    });
  }

  // What calls the methods of a host that has started.
  async function begun(tools, host, ...args) {
    try {
      const call = inWorker(tools, host);
      await call("start", ...args);
      return call;
    } catch { // no worker; what else is wrong is wrong here too
      const runner = host(tools, async (address) => new Response(await load(address)));
      await runner.start(...args);
      return (method, ...more) => runner[method](...more);
    }
  }

  async function beginPages() {
    const { make, shards, characters } = await dossier.start();
    const own = document.documentElement.lang;
    const languages = [...new Set(Object.values(shards).flatMap(Object.keys))];
    languages.sort((a, b) => (b === own) - (a === own) || (a < b ? -1 : 1));
    return begun({ make }, pagefinds, languages, shards, characters);
  }

  // One that failed is begun anew when it is asked for again.
  const kept = (begin) => {
    let promise;
    return () => (promise ??= begin().catch((error) => { promise = undefined; throw error; }));
  };
  const { grammar, lists, places, texts, finder } = dossier;
  return { pages: kept(beginPages), passages: kept(() => begun({ grammar, lists, places, texts }, finder)) };
})();
