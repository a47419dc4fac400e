import base64
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import cbor2
import pytest

from dossier import offline
from dossier.errors import ToolError

MODULE = "".join(f"use(import.meta.url);{n};" for n in "abcd") + "export{search,filters};"


def test_the_module_becomes_a_function_that_returns_what_it_exported() -> None:
    function = offline.as_function(MODULE)
    assert function.startswith("dossier.engine(function(fetch,Worker,address,document){use(address);a;")
    assert function.endswith("return{search,filters};});\n")


@pytest.mark.parametrize(
    "changed",
    [MODULE.replace("import.meta.url", "here", 1), MODULE.replace("export{", "exports{"), MODULE + "more();"],
)
def test_a_pagefind_that_has_changed_stops_the_build(changed: str) -> None:
    with pytest.raises(ToolError, match=re.escape("pagefind.js")):
        offline.as_function(changed)


def bundle(pages: int, shuffled: bool = False) -> dict[str, bytes]:
    """A bundle as Pagefind lays it out, its filters in one order or the other."""
    order = -1 if shuffled else 1
    values = [["Lavrov", [0]], ["Putin", [1]]][::order]
    filters = {name: pack([name, values]) for name in ("actor", "topic")}
    named = [[name, f"en_{'ab'[name == 'actor']}{order}"] for name in filters][::order]
    meta = [
        "1.5.2",
        [[f"en_{page:07x}", 9] for page in range(pages)],
        [["a", "z", "en_1"]],
        named,
        [["date", [1, 0]]],
        ["date"],
    ]
    entry = {"version": "1.5.2", "languages": {"en": {"hash": f"en_{order}", "wasm": "en", "page_count": pages}}}
    return {
        "pagefind-entry.json": json.dumps(entry).encode(),
        f"pagefind.en_{order}.pf_meta": pack(meta),
        "index/en_1.pf_index": b"\x00\xff",
        **{f"filter/{code}.pf_filter": filters[name] for name, code in named},
        **{f"fragment/en_{page:07x}.pf_fragment": bytes([page % 256]) for page in range(pages)},
    }


def pack(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def test_the_order_that_filters_came_out_in_leaves_no_trace() -> None:
    assert offline.canonical(bundle(3)) == offline.canonical(bundle(3, shuffled=True))


def test_a_bundle_laid_out_otherwise_stops_the_build() -> None:
    files = bundle(3)
    files["pagefind.en_1.pf_meta"] = pack(["1.6.0"])
    with pytest.raises(ToolError, match="not laid out"):
        offline.canonical(files)


def test_every_file_of_the_bundle_is_handed_over_by_one_classic_script() -> None:
    files = offline.canonical(bundle(3))
    scripts = "".join(offline.as_scripts(files).values())
    handed = dict(re.findall(r'^dossier\.chunk\("(.+?)","(.*)"\);$', scripts, re.MULTILINE))
    assert {name: base64.b64decode(body) for name, body in handed.items()} == files


def test_fragments_of_many_pages_are_packed() -> None:
    few, many = (offline.as_scripts(offline.canonical(bundle(pages))) for pages in (10, 2000))
    assert sum(name.startswith("fragment/") for name in few) == 1
    assert 100 <= sum(name.startswith("fragment/") for name in many) <= 200


def test_a_converted_bundle_holds_nothing_but_classic_scripts(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<html lang="en"><body data-pagefind-body><h1>T</h1><p>word</p></body></html>')
    command = [sys.executable, "-m", "pagefind", "--site", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)

    offline.convert(tmp_path / "pagefind")

    files = [path for path in (tmp_path / "pagefind").rglob("*") if path.is_file()]
    assert all(path.name.endswith(".js") for path in files)
    assert {path.name for path in files} >= {"engine.js", "pagefind-entry.json.js"}
    assert not any(re.search(r"\bimport\(|\bimport\.meta|^export", path.read_text(), re.MULTILINE) for path in files)
