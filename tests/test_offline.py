import base64
import re
import subprocess
import sys
from pathlib import Path

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


def test_a_file_of_the_bundle_becomes_a_classic_script() -> None:
    script = offline.as_script("index/en_1.pf_index", b"\x00\xff")
    assert script == f'dossier.chunk("index/en_1.pf_index","{base64.b64encode(bytes([0, 255])).decode()}");\n'


def test_a_converted_bundle_holds_nothing_but_classic_scripts(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<html lang="en"><body data-pagefind-body><h1>T</h1><p>word</p></body></html>')
    command = [sys.executable, "-m", "pagefind", "--site", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)

    offline.convert(tmp_path / "pagefind")

    files = [path for path in (tmp_path / "pagefind").rglob("*") if path.is_file()]
    assert all(path.name.endswith(".js") for path in files)
    assert {path.name for path in files} >= {"engine.js", "pagefind-entry.json.js"}
    assert not any(re.search(r"\bimport\(|\bimport\.meta|^export", path.read_text(), re.MULTILINE) for path in files)
