"""One search bundle for the web and for the disk.

A page opened from disk may not fetch, but it may add a classic script. So every file of Pagefind's bundle becomes such
a script, which hands its base64 body to the loader in ``theme/static/js/engine.js``; only the parts that a query needs are
loaded, as over http.
"""

import base64
import json
from pathlib import Path

from dossier.errors import ToolError

ENGINE = "pagefind.js"
DATA = ("*.json", "*.pf_meta", "*.pagefind", "*/*.pf_index", "*/*.pf_filter", "*/*.pf_fragment")


def convert(bundle: Path) -> None:
    """Replace the files of a fresh bundle by classic scripts; what only Pagefind's own widgets use is removed.

    Raises ToolError where Pagefind's script is not the one that this was written for.
    """
    engine = as_function((bundle / ENGINE).read_text(encoding="utf-8"))
    files = sorted(path for pattern in DATA for path in bundle.glob(pattern))
    for path in bundle.glob("pagefind*.*s"):
        path.unlink()
    for path in files:
        chunk = as_script(path.relative_to(bundle).as_posix(), path.read_bytes())
        path.with_name(path.name + ".js").write_text(chunk, encoding="ascii")
        path.unlink()
    (bundle / "engine.js").write_text(engine, encoding="utf-8")


def as_script(name: str, data: bytes) -> str:
    """A classic script that hands over one file of the bundle."""
    return f'dossier.chunk({json.dumps(name)},"{base64.b64encode(data).decode()}");\n'


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
