import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import cbor2
import pytest

from dossier.errors import ToolError
from dossier.search import bundle as offline
from dossier.search import pagefind

MODULE = "var PagefindInstance=class{};" + "use(import.meta.url);" * 4 + "export{search,filters};"


def test_the_module_becomes_a_function_that_returns_what_searches_one_index() -> None:
    function = offline.as_function(MODULE)
    assert function.startswith(
        "dossier.engine(function(fetch,Worker,address,document){var PagefindInstance=class{};use(address);"
    )
    assert function.endswith("return PagefindInstance;});\n")


@pytest.mark.parametrize(
    "changed",
    [
        MODULE.replace("import.meta.url", "here", 1),
        MODULE.replace("export{", "exports{"),
        MODULE.replace("Instance", "Index"),
        MODULE + "more();",
    ],
)
def test_a_pagefind_that_has_changed_stops_the_build(changed: str) -> None:
    with pytest.raises(ToolError, match=re.escape("pagefind.js")):
        offline.as_function(changed)


def bundle(pages: int, shuffled: bool = False) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A bundle as Pagefind lays it out, its entry and its files, its filters in one order or the other."""
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
    languages = {"en": {"hash": f"en_{order}", "wasm": "en", "page_count": pages}}
    fragments = [{"url": f"/articles/{page}.html"} for page in range(pages)]
    return {"version": "1.5.2", "languages": languages, "include_characters": ["_"]}, {
        f"pagefind.en_{order}.pf_meta": pack(meta),
        "wasm.en.pagefind": b"en",
        "wasm.unknown.pagefind": b"unknown",
        "index/en_1.pf_index": b"\x00\xff",
        **{f"filter/{code}.pf_filter": filters[name] for name, code in named},
        **{
            f"fragment/en_{page:07x}.pf_fragment": gzip.compress(b"pagefind_dcd" + json.dumps(fragment).encode())
            for page, fragment in enumerate(fragments)
        },
    }


def pack(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def test_the_order_that_filters_came_out_in_leaves_no_trace() -> None:
    assert offline.canonical(*bundle(3)) == offline.canonical(*bundle(3, shuffled=True))


def test_a_bundle_laid_out_otherwise_stops_the_build() -> None:
    entry, files = bundle(3)
    files["pagefind.en_1.pf_meta"] = pack(["1.6.0"])
    with pytest.raises(ToolError, match="not laid out"):
        offline.canonical(entry, files)


def test_the_fragment_of_each_page_is_known() -> None:
    _, files = bundle(3)
    assert offline.fragments(files, "abc") == {f"articles/{page}.html": f"abc/en_{page:07x}" for page in range(3)}


def test_every_file_of_the_bundle_is_handed_over_by_one_classic_script() -> None:
    entry, files = offline.canonical(*bundle(3))
    scripts = "".join(offline.as_scripts(entry, files, "abc").values())
    handed = dict(re.findall(r'^dossier\.chunk\("(.+?)","(.*)"\);$', scripts, re.MULTILINE))
    named = {name.removeprefix("abc/"): base64.b64decode(body) for name, body in handed.items()}
    assert named == files
    assert {name for name in handed if not name.startswith("abc/")} == {"wasm.en.pagefind"}, "shards share what runs them"


def test_fragments_of_many_pages_are_packed_and_filters_come_with_what_is_loaded_first() -> None:
    few, many = (offline.as_scripts(*offline.canonical(*bundle(pages)), "abc") for pages in (10, 2000))
    assert sum("/fragment/" in name for name in few) == 1
    assert 100 <= sum("/fragment/" in name for name in many) <= 200
    [first] = (script for name, script in many.items() if name.endswith(".pf_meta.js"))
    assert len(re.findall(r'^dossier\.chunk\("abc/filter/en_', first, re.MULTILINE)) == 2
    assert not [name for name in many if "/filter/" in name]


def test_a_converted_bundle_holds_nothing_but_classic_scripts(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<html lang="en"><body data-pagefind-body><h1>T</h1><p>word</p></body></html>')
    bundle, _ = pagefind.make_bundle({"x.html": tmp_path / "x.html"})

    entry, scripts = offline.convert(bundle, "abc")

    assert entry["languages"]["en"]["packs"] == 1
    assert all(name.endswith(".js") for name in scripts)
    assert scripts.keys() >= {"engine.js", "wasm.en.pagefind.js"}
    assert not any(re.search(r"\bimport\(|\bimport\.meta|^export", text, re.MULTILINE) for text in scripts.values())
