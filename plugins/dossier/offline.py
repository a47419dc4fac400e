"""One search bundle for the web and for the disk, the same bytes for the same pages.

A page opened from disk may not fetch, but it may add a classic script. So every file of Pagefind's bundle becomes part
of such a script, which hands its base64 body to the loader in ``theme/static/js/bundle.js``; only the parts that a query
needs are loaded, as over http. Fragments, one a page, are packed so that ten thousand pages don't make ten thousand
files. Pagefind writes its filters in an order that changes from run to run: they are brought into one order first.
"""

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2

from dossier.errors import ToolError

ENGINE = "pagefind.js"
ENTRY = "pagefind-entry.json"
DATA = (ENTRY, "*.pf_meta", "*.pagefind", "*/*.pf_index", "*/*.pf_filter", "*/*.pf_fragment")
SIGNATURE = b"pagefind_dcd"  # stands before the body of every compressed file
FRAGMENTS = 16  # fragments a pack, at most, on average


def convert(bundle: Path) -> None:
    """Replace a fresh bundle by classic scripts; what only Pagefind's own widgets use is removed.

    Raises ToolError where the bundle is not of the Pagefind that this was written for.
    """
    engine = as_function((bundle / ENGINE).read_text(encoding="utf-8"))
    paths = [path for pattern in DATA for path in bundle.glob(pattern)]
    scripts = as_scripts(canonical({path.relative_to(bundle).as_posix(): path.read_bytes() for path in paths}))
    for path in (*paths, *bundle.glob("pagefind*.*s")):
        path.unlink()
    for name, text in {**scripts, "engine.js": engine}.items():
        (bundle / name).write_text(text, encoding="utf-8", newline="\n")


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a bundle with everything that changes from run to run brought into one order.

    The names that Pagefind derives from the contents are derived anew. The entry tells for each language into how many
    packs its fragments go. Raises ToolError where the files are not laid out as they were in Pagefind 1.5.2.
    """
    result = dict(files)
    entry = json.loads(result[ENTRY])
    for info in entry["languages"].values():
        try:
            version, pages, chunks, filters, sorts, fields = _unpack(result.pop(f"pagefind.{info['hash']}.pf_meta"))
            named = sorted((name, _sorted_filter(result, name, code)) for name, code in filters)
        except (KeyError, TypeError, ValueError) as error:
            raise ToolError(f"the search index is not laid out as Pagefind 1.5.2 lays it out: {error!r}") from error
        meta = _pack([version, pages, chunks, named, sorted(sorts), fields])
        info["hash"] = _code(info["hash"], meta, 10)
        info["packs"] = 1 << max(0, (len(pages) - 1) // FRAGMENTS).bit_length()
        result[f"pagefind.{info['hash']}.pf_meta"] = meta
    result[ENTRY] = json.dumps(entry, sort_keys=True).encode()
    return result


def as_scripts(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files of a canonical bundle as classic scripts, by the name of the script."""
    languages = json.loads(files[ENTRY])["languages"]
    scripts: defaultdict[str, list[str]] = defaultdict(list)
    for name, data in sorted(files.items()):
        body = base64.b64encode(data).decode()
        scripts[script_of(name, languages)].append(f"dossier.chunk({json.dumps(name)},{json.dumps(body)});\n")
    return {name: "".join(lines) for name, lines in scripts.items()}


def script_of(name: str, languages: Mapping[str, Any]) -> str:
    """The script that holds a file of the bundle; ``bundle.js`` finds it by the same rule."""
    folder, _, rest = name.rpartition("/")
    if folder != "fragment":
        return f"{name}.js"
    language, _, code = rest.removesuffix(".pf_fragment").rpartition("_")
    return f"fragment/{language}_{int(code, 16) % languages[language]['packs']}.js"


def as_function(module: str) -> str:
    """Pagefind's module as a function of fetch, Worker, its own address and the document."""
    head, mark, exported = module.rpartition("export{")
    names, end, rest = exported.partition("}")
    if not mark or not end or rest.strip(" ;\n"):
        raise ToolError(f"{ENGINE}: no `export{{…}}` at the end; this Pagefind is not the one that offline.py knows")
    if head.count("import.meta.url") != 4:
        raise ToolError(f"{ENGINE}: `import.meta.url` stands there {head.count('import.meta.url')} times instead of 4")
    body = head.replace("import.meta.url", "address")
    return f"dossier.engine(function(fetch,Worker,address,document){{{body}return{{{names}}};}});\n"


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


def _unpack(data: bytes) -> Any:
    body = gzip.decompress(data)
    if not body.startswith(SIGNATURE):
        raise ValueError("no signature")
    return cbor2.loads(body.removeprefix(SIGNATURE))


def _pack(value: Iterable[Any]) -> bytes:
    return gzip.compress(SIGNATURE + cbor2.dumps(value), mtime=0)
