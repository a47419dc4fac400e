"""One search bundle for the web and for the disk, the same bytes for the same pages.

A page opened from disk may not fetch, but it may add a classic script. So every file of Pagefind's bundle becomes part
of such a script, which hands its base64 body to the loader in ``theme/static/js/bundle.js``; only the parts that a query
needs are loaded, as over http. Fragments, one a page, are packed so that ten thousand pages don't make ten thousand
files, and filters stand in one script with what a search loads first. Pagefind writes its filters in an order that
changes from run to run: they are brought into one order first. What belongs to one shard stands in a folder of that
name; the engine and what it needs to run are the same for all shards.
"""

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import cbor2

from dossier.errors import ToolError
from dossier.search.pagefind import VERSION, missing

ENGINE = "pagefind.js"
ENTRY = "pagefind-entry.json"
DATA = (".pf_meta", ".pagefind", ".pf_index", ".pf_filter", ".pf_fragment")
SIGNATURE = b"pagefind_dcd"  # stands before the body of every compressed file
FRAGMENTS = 16  # fragments a pack, at most, on average
CLASS = "PagefindInstance"  # what searches one index; theme/static/js/engine.js calls it


def convert(bundle: Mapping[str, bytes], shard: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The files of a fresh bundle of Pagefind's as the entry of its shard and as classic scripts, by the name of the script.

    Raises ToolError where the bundle is not of the Pagefind that this was written for.
    """
    engine = as_function(bundle[ENGINE].decode())
    files = {name: data for name, data in bundle.items() if name.endswith(DATA)}
    entry = json.loads(bundle[ENTRY])
    if entry["version"] != VERSION:
        raise missing(f"Pagefind {entry['version']} did it instead.")
    entry, files = canonical(entry, files)
    return entry, {"engine.js": engine, **as_scripts(entry, files, shard)}


def canonical(entry: Mapping[str, Any], files: Mapping[str, bytes]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A bundle's entry and files with everything that changes from run to run brought into one order.

    The names that Pagefind derives from the contents are derived anew. The entry tells for each language into how many
    packs its fragments go. Raises ToolError where the files are not laid out as they were in Pagefind 1.5.2.
    """
    result, languages = dict(files), {}
    try:
        for language, info in sorted(entry["languages"].items()):
            version, pages, chunks, filters, sorts, fields = _unpack(result.pop(f"pagefind.{info['hash']}.pf_meta"))
            named = sorted((name, _sorted_filter(result, name, code)) for name, code in filters)
            meta = _pack([version, pages, chunks, named, sorted(sorts), fields])
            code = _code(info["hash"], meta, 10)
            packs = 1 << max(0, (len(pages) - 1) // FRAGMENTS).bit_length()
            languages[language] = {"hash": code, "packs": packs, "wasm": info["wasm"] or "unknown"}
            result[f"pagefind.{code}.pf_meta"] = meta
        needed = {f"wasm.{info['wasm']}.pagefind" for info in languages.values()}
        kept = {name: data for name, data in result.items() if not name.startswith("wasm.") or name in needed}
        return {"characters": entry["include_characters"], "languages": languages}, kept
    except (KeyError, TypeError, ValueError) as error:
        raise ToolError(f"the search index is not laid out as Pagefind {VERSION} lays it out: {error!r}") from error


def fragments(bundle: Mapping[str, bytes], shard: str) -> dict[str, str]:
    """What the fragment of each page is called, in its shard, by the address of the page."""
    prefix, suffix = "fragment/", ".pf_fragment"
    return {
        json.loads(_body(data))["url"].removeprefix("/"): f"{shard}/{name.removeprefix(prefix).removesuffix(suffix)}"
        for name, data in bundle.items()
        if name.startswith(prefix)
    }


def as_scripts(entry: Mapping[str, Any], files: Mapping[str, bytes], shard: str) -> dict[str, str]:
    """The files of a canonical bundle as classic scripts, by the name of the script."""
    scripts: defaultdict[str, list[str]] = defaultdict(list)
    for name, data in sorted(files.items()):
        body = base64.b64encode(data).decode()
        place = name if name.startswith("wasm.") else f"{shard}/{name}"
        scripts[script_of(place, entry["languages"])].append(f"dossier.chunk({json.dumps(place)},{json.dumps(body)});\n")
    return {name: "".join(lines) for name, lines in scripts.items()}


def script_of(name: str, languages: Mapping[str, Any]) -> str:
    """The script that holds a file of the bundle; ``bundle.js`` finds it by the same rule."""
    folder, _, rest = name.rpartition("/")
    language, _, code = rest.partition(".")[0].rpartition("_")
    if folder.endswith("/fragment"):
        return f"{folder}/{language}_{int(code, 16) % languages[language]['packs']}.js"
    if folder.endswith("/filter"):
        return f"{folder.removesuffix('/filter')}/pagefind.{languages[language]['hash']}.pf_meta.js"
    return f"{name}.js"


def as_entry(shards: Mapping[str, Mapping[str, Any]]) -> str:
    """The script that names the shards, in their order, and the languages of each."""
    [characters] = {tuple(entry["characters"]) for entry in shards.values()}
    languages = {shard: entry["languages"] for shard, entry in shards.items()}
    entry = json.dumps({"characters": characters, "shards": languages}).encode()
    return f"dossier.chunk({json.dumps(ENTRY)},{json.dumps(base64.b64encode(entry).decode())});\n"


def as_function(module: str) -> str:
    """Pagefind's module as a function of fetch, Worker, its own address and the document, that returns the class ``CLASS``.

    What the module exports runs one index a copy of the module; the class runs any number in one WebAssembly.
    """
    head, mark, exported = module.rpartition("export{")
    _, end, rest = exported.partition("}")
    if not mark or not end or rest.strip(" ;\n"):
        raise ToolError(f"{ENGINE}: no `export{{…}}` at the end; this Pagefind is not the one that bundle.py knows")
    if f"var {CLASS}=class{{" not in head:
        raise ToolError(f"{ENGINE}: no class {CLASS}; this Pagefind is not the one that bundle.py knows")
    if head.count("import.meta.url") != 4:
        raise ToolError(f"{ENGINE}: `import.meta.url` stands there {head.count('import.meta.url')} times instead of 4")
    body = head.replace("import.meta.url", "address")
    return f"dossier.engine(function(fetch,Worker,address,document){{{body}return {CLASS};}});\n"


def _sorted_filter(files: dict[str, bytes], name: str, code: str) -> str:
    """Bring one filter's values into order; its file gets the name that its new bytes give it, which is returned."""
    named, values = _unpack(files.pop(f"filter/{code}.pf_filter"))
    if named != name:
        raise ValueError(f"the filter {name} is called {named} in its own file")
    data = _pack([name, sorted([value, sorted(pages)] for value, pages in values)])
    renamed = _code(code, data, 7)
    files[f"filter/{renamed}.pf_filter"] = data
    return renamed


def _code(like: str, data: bytes, length: int) -> str:
    return f"{like.rpartition('_')[0]}_{sha256(data).hexdigest()[:length]}"


def _body(data: bytes) -> bytes:
    body = gzip.decompress(data)
    if not body.startswith(SIGNATURE):
        raise ValueError("no signature")
    return body.removeprefix(SIGNATURE)


def _unpack(data: bytes) -> Any:
    return cbor2.loads(_body(data))


def _pack(value: Iterable[Any]) -> bytes:
    return gzip.compress(SIGNATURE + cbor2.dumps(value), mtime=0)
