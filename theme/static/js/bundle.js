// Loads the parts of the search bundle as classic scripts, from web or disk.
"use strict";

window.dossier = (() => {
  const root = new URL("../", document.currentScript.src || location.href).href;
  const arrived = new Map(); // a file's name: its body in base64
  const scripts = new Map(); // a script's name: the promise that it ran
  const words = window.dossierWords; // from a script of their own, in the language of the site
  const plural = new Intl.PluralRules(words.lang);
  let make; // gives Pagefind, of fetch, Worker, its address and the document
  let entry; // the promise of pagefind-entry.json

  // What the page has by this name, in its language: of several forms the one for `num`, with %(name)s filled in.
  function say(name, values = {}) {
    const text = typeof words[name] === "string" ? words[name] : words[name][plural.select(values.num)] ?? words[name].other;
    return text.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
  }

  function addScript(name, folder = "pagefind/") {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + folder + name;
        script.onload = () => { script.remove(); resolve(); };
        script.onerror = () => {
          script.remove();
          scripts.delete(name);
          reject(new Error(say("missing", { name })));
        };
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  }

  // The script that holds a file, by the rule of bundle.script_of.
  async function scriptOf(name) {
    const [, folder, shard, kind, language, code] = /^((\w+)\/(fragment|filter))\/(.+)_(\w+)\./.exec(name) ?? [];
    if (!folder) return name + ".js";
    const { hash, packs } = (await known()).shards[shard][language];
    return kind === "filter" ? `${shard}/pagefind.${hash}.pf_meta.js` : `${folder}/${language}_${parseInt(code, 16) % packs}.js`;
  }

  async function load(name) {
    if (!arrived.has(name)) await addScript(await scriptOf(name));
    if (!arrived.has(name)) throw new Error(say("missing", { name }));
    const text = atob(arrived.get(name));
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
  }

  const known = () => (entry ??= load("pagefind-entry.json").then((data) => JSON.parse(new TextDecoder().decode(data))));

  async function start() {
    if (!make) await addScript("engine.js");
    return { ...(await known()), make };
  }

  return {
    load, words, say,
    // The search, which a page loads that is asked for something.
    find: () => (window.dossier.search ? Promise.resolve() : addScript("search.js", "theme/")),
    // Where a page stands; the words searched for go along, for it to mark.
    address(path, words, passage) {
      const query = words ? "?highlight=" + encodeURIComponent(words) : "";
      return root + path + query + (passage ? "#" + passage : "");
    },
    // The address of a link from the site's root, empty where it leads elsewhere.
    addressOf: (link) => (link.href.startsWith(root) ? decodeURI(link.href.slice(root.length)) : ""),
    byId: (id) => document.getElementById(id),
    // Does something with each element of the page that a selector names; in the single-file edition of each page, when it is there.
    each: (selector, bind) => document.querySelectorAll(selector).forEach(bind),
    // What this page's address asks for, and how it is changed.
    query: () => new URLSearchParams(location.search),
    setQuery(query) { history.replaceState(null, "", location.pathname + (query.size ? "?" + query : "")); },
    // The shards and Pagefind itself, loaded once.
    start,
    // Called by the bundle's scripts.
    engine(factory) { make = factory; },
    chunk(name, body) { arrived.set(name, body); },
    ...window.dossierPlaces, // the single-file edition's own
  };
})();
