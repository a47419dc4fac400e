"""Pagefind as a program: the order of the pages, and pages that it cannot take."""

import gzip
import json
from pathlib import Path

import pytest

from dossier.search.pagefind import make_bundle

pytestmark = pytest.mark.slow

PAGE = '<!doctype html><html lang="{}"><body data-pagefind-body><h1>{}</h1><p>The pier is rotten.'


def pages(folder: Path, langs: dict[str, str]) -> dict[str, Path]:
    """Pages by address, each in a language."""
    for name, lang in langs.items():
        (folder / name).write_text(PAGE.format(lang, name), encoding="utf-8")
    return {name: folder / name for name in langs}


def titles(bundle: dict[str, bytes]) -> set[str]:
    """The headings of the pages in an index."""
    fragments = (data for name, data in bundle.items() if name.startswith("fragment/"))
    return {json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))["meta"]["title"] for data in fragments}


def test_pages_stand_in_the_index_in_the_order_in_which_they_are_given(tmp_path: Path) -> None:
    given = pages(tmp_path, dict.fromkeys(("b.html", "a.html", "c.html"), "en"))
    first, again = make_bundle(given)[0], make_bundle(given)[0]
    other = make_bundle(dict(sorted(given.items())))[0]
    metas = [{name for name in bundle if name.endswith(".pf_meta")} for bundle in (first, again, other)]
    assert metas[0] == metas[1] != metas[2]


def test_a_page_that_ends_pagefind_costs_no_other_page_its_place(tmp_path: Path) -> None:
    langs = {f"{number}.html": "en" for number in range(9)}
    bundle, refused = make_bundle(pages(tmp_path, {**langs, "5.html": "x" * 60, "7.html": "y" * 70}))
    assert refused.keys() == {"5.html", "7.html"}
    assert all("panicked" in said for said in refused.values())
    assert titles(bundle) == langs.keys() - refused.keys()


def test_where_no_page_can_be_indexed_the_engine_is_there_all_the_same(tmp_path: Path) -> None:
    bundle, refused = make_bundle(pages(tmp_path, {"a.html": "x" * 60}))
    assert refused.keys() == {"a.html"}
    assert "pagefind.js" in bundle
