"""The index in shards: what a reader finds after a change, and that the cache leaves no trace."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from dossier import search
from tests.conftest import Built, serve

ARTICLE = Path("articles") / "2008-06-25-harbour-talks.html"
WORDS = [
    "lavrov",
    "radar",
    "missile",
    "missiles",
    "Trokavec",
    "ratification Duma",
    '"New START"',
    "Лаврова",
    "Tusk",
    "xyzzy",
    "",
]
# Everything that a search gives, of each case: words, filters, order.
ASK = """async (cases) => {
    const given = [], counted = (all) => Object.entries(all).flatMap(([name, values]) =>
        Object.entries(values).filter(([, count]) => count).map(([value, count]) => name + " " + value + " " + count)).sort();
    for (const [words, filters, sort] of cases) {
        const { total, counts, unfiltered, results } = await dossier.search.run(words, { filters, sort, counted: true });
        const found = [];
        for await (const result of results) found.push([result.raw_url, result.meta.date ?? ""]);
        given.push({ total, counts: counted(counts), unfiltered: counted(unfiltered), found });
    }
    return given;
}"""


def fingerprints(site: Path) -> dict[str, str]:
    """The fingerprints of the pages below a folder that are to be in the index, by address."""
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    found = {address: search.fingerprint(path.read_text(encoding="utf-8")) for address, path in pages.items()}
    return {address: digest for address, digest in found.items() if digest}


def copy(site: Path, folder: Path) -> Path:
    """A copy of a built site without its index."""
    return Path(shutil.copytree(site, folder, ignore=shutil.ignore_patterns("pagefind")))


def index(site: Path, cache: Path, most: int = search.PAGES) -> dict[str, bytes]:
    """Index a site anew; gives every file of the index."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    search.index(fingerprints(site), [site], folder := site / "pagefind", cache, most=most)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entries(site: Path) -> dict[str, Any]:
    """What Pagefind holds of each page of a folder, by address."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", "held", "--keep-index-url"]
    subprocess.run(command, check=True, capture_output=True)
    held = {}
    for path in (site / "held" / "fragment").iterdir():
        entry = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        address = entry.pop("url").removeprefix("/")
        held[address] = {"lang": path.name.partition("_")[0], **entry}
    return held


def variants(html: str) -> Iterator[str]:
    """A page changed in every place, in every way that a template or an author might change it."""
    parts = re.split(r"(<[^>]*>)", html)
    added = (
        " zebra ",
        '<img src="z.svg" alt="zebra">',
        '<b data-pagefind-meta="zebra">z</b>',
        '<i id="zebra">z</i>',
        "<!-- <p> -->",
    )
    for at, part in enumerate(parts):
        for other in ("", part.replace('="', '="zebra ', 1)) if part.startswith("<") else (part + more for more in added):
            yield "".join([*parts[:at], other, *parts[at + 1 :]])


@pytest.mark.parametrize("address", [ARTICLE, Path("actors") / "sergei-lavrov.html", Path("topics") / "harbour.html"])
def test_pages_of_one_fingerprint_have_the_same_entry_in_the_index(small: Built, tmp_path: Path, address: Path) -> None:
    html = (small.folder / address).read_text(encoding="utf-8")
    pages = {f"{number}.html": page for number, page in enumerate([html, *variants(html)])}
    for name, page in pages.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    held, digests = entries(tmp_path), {name: search.fingerprint(page) for name, page in pages.items()}
    seen = {name for name in pages if held.get(name) != held["0.html"]}
    assert len(seen) > 100
    assert not [pages[name] for name in seen if digests[name] == digests["0.html"]]


def test_what_a_neighbour_changes_on_a_page_leaves_its_fingerprint(small: Built) -> None:
    html = (small.folder / ARTICLE).read_text(encoding="utf-8")
    head, mark, aside = html.partition('<aside class="side"')
    assert mark
    for changed in (
        head
        + mark
        + aside.replace("mentions</span>", "more mentions</span>").replace('rel="prev" href="', 'rel="prev" href="x'),
        html.replace("mentions in", "mentions, as of today, in"),  # on the cards
    ):
        assert changed != html
        assert search.fingerprint(changed) == search.fingerprint(html)


@pytest.mark.parametrize(
    "doubt",
    [
        "<!-- <aside data-pagefind-ignore> --><p>{}</p><!-- </aside> -->",
        '<aside title="<p" data-pagefind-ignore>{}</aside>',
        '<p title="<aside data-pagefind-ignore>">{}</p>',
        "<aside data-pagefind-ignore><p>x</aside><p>{}</p>",
        "<script>'<aside data-pagefind-ignore>'</script><p>{}</p><script>'</aside>'</script>",
        "<p id=a><span data-pagefind-ignore>{}</span></p>",
        '<div data-pagefind-ignore><b data-pagefind-meta="x">{}</b></div>',
        '<p data-pagefind-meta="x" data-pagefind-ignore>{}</p>',
        '<section id="a"><script>{}</script></section>',
        '<script data-pagefind-meta="x">{}</script>',
    ],
)
def test_where_it_is_not_sure_that_nothing_is_seen_a_change_counts(doubt: str) -> None:
    page = (
        '<!doctype html>\n<html lang="en"><head><title>T</title></head><body><main data-pagefind-body>{}</main></body></html>'
    )
    assert search.fingerprint(page.format(doubt.format("one"))) != search.fingerprint(page.format(doubt.format("two")))


def test_a_page_without_a_body_for_the_index_has_no_fingerprint(small: Built) -> None:
    assert search.fingerprint((small.folder / "index.html").read_text(encoding="utf-8")) == ""
    assert search.fingerprint('<p title="of data-pagefind-body">of data-pagefind-body </p>') == ""


@pytest.mark.parametrize("most", [search.PAGES, 3])
def test_a_warm_index_is_a_cold_index_byte_for_byte(small: Built, tmp_path: Path, most: int) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    cold = index(site, cache, most)
    assert sum(name.endswith("/days.json.js") for name in cold) == (1 if most == search.PAGES else 7)
    assert index(site, cache, most) == cold
    article = site / ARTICLE
    html = article.read_text(encoding="utf-8")
    article.write_text(html.replace("zeppelin", "okapi"), encoding="utf-8")
    changed = index(site, cache, most)
    assert changed == index(site, tmp_path / "other", most)
    kept = {name.partition("/")[0] for name in cold if "/" in name} & {
        name.partition("/")[0] for name in changed if "/" in name
    }
    assert len(kept) == (0 if most == search.PAGES else 6), "only the shard of the article is new"
    article.write_text(html, encoding="utf-8")
    assert index(site, cache, most) == cold


def test_an_edited_article_is_found_by_its_new_words_and_a_deleted_one_not_at_all(
    small: Built, tmp_path: Path, page: Page
) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"

    def found(words: str) -> list[str]:
        page.goto(f"{site.as_uri()}/search.html")
        return [address for address, _ in page.evaluate(ASK, [[words, {}, ""]])[0]["found"]]

    index(site, cache, 3)
    assert found("zeppelin") == [f"/{ARTICLE.as_posix()}"]
    html = (site / ARTICLE).read_text(encoding="utf-8")
    (site / ARTICLE).write_text(html.replace("zeppelin", "dromedary"), encoding="utf-8")
    index(site, cache, 3)
    assert (found("zeppelin"), found("dromedary")) == ([], [f"/{ARTICLE.as_posix()}"])
    (site / ARTICLE).unlink()
    index(site, cache, 3)
    assert found("dromedary") == []


def test_an_entry_of_the_cache_that_is_torn_or_half_written_does_no_harm(small: Built, tmp_path: Path) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    cold = index(site, cache, 3)
    first, second, third, *_ = sorted(cache.iterdir())
    torn = next(first.rglob("*.pf_index.js"))
    torn.write_bytes(torn.read_bytes()[:500])
    next(second.rglob("*.pf_meta.js")).unlink()
    (third / search.ENTRY).write_bytes(b"")
    (cache / "abc.new").mkdir()
    assert index(site, cache, 3) == cold


def test_an_index_that_somebody_changed_in_its_place_is_not_taken_for_the_next(small: Built, tmp_path: Path) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    cold = index(site, cache, 3)
    script = next((site / "pagefind").rglob("*.pf_index.js"))
    data = bytearray(script.read_bytes())
    data[len(data) // 2] ^= 1
    script.write_bytes(data)  # the cache may have it by another name
    assert index(site, cache, 3) == cold


@pytest.mark.parametrize("links", [True, False])
def test_of_two_places_the_page_of_the_first_is_indexed(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def link(*_: object) -> None:
        raise PermissionError

    if not links:  # as a disk that knows no second name of a file
        monkeypatch.setattr(os, "link", link)
    new, old = (copy(small.folder, tmp_path / name) for name in ("new", "old"))
    html = (old / ARTICLE).read_text(encoding="utf-8")
    (old / ARTICLE).write_text(html.replace("zeppelin", "dromedary"), encoding="utf-8")
    search.index(fingerprints(new), [new, old], tmp_path / "both", tmp_path / "cache", most=3)
    both = {path.relative_to(tmp_path / "both").as_posix(): path.read_bytes() for path in (tmp_path / "both").rglob("*.js")}
    assert both == index(new, tmp_path / "other", 3)


def test_without_a_place_for_the_cache_the_index_is_complete(small: Built, tmp_path: Path) -> None:
    site = copy(small.folder, tmp_path / "site")
    (tmp_path / "file").write_text("")
    assert index(site, tmp_path / "file" / "cache") == index(site, tmp_path / "cache")


def test_what_no_build_uses_any_more_is_dropped_from_the_cache(small: Built, tmp_path: Path) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    for word in ("one", "two", "three", "four"):
        html = (site / ARTICLE).read_text(encoding="utf-8")
        (site / ARTICLE).write_text(html.replace("</h1>", f" {word}</h1>"), encoding="utf-8")
        index(site, cache)
    assert len(list(cache.iterdir())) == 2, "this one, and one of another build"
    assert cache.stat().st_mode & 0o777 == 0o700


def test_a_page_that_cannot_be_indexed_is_named_by_each_build_and_the_others_are_found(small: Built, tmp_path: Path) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    html = (site / ARTICLE).read_text(encoding="utf-8")
    (site / ARTICLE).write_text(html.replace('lang="en"', f'lang="{"x" * 60}"', 1), encoding="utf-8")
    for number in (1, 2):
        refused = search.index(fingerprints(site), [site], tmp_path / f"index-{number}", cache)
        assert refused.keys() == {ARTICLE.as_posix()}
    assert next((tmp_path / "index-2").glob("*/fragment"))


def test_a_dossier_without_pages_has_a_search_that_finds_nothing(small: Built, tmp_path: Path, page: Page) -> None:
    site = copy(small.folder, tmp_path / "site")
    search.index({}, [site], site / "pagefind", tmp_path / "cache")
    page.goto(f"{site.as_uri()}/search.html")
    assert page.evaluate(ASK, [["lavrov", {}, ""]]) == [{"total": 0, "counts": [], "unfiltered": [], "found": []}]


def test_pages_that_pagefind_cannot_index_cost_no_other_page_its_place(small: Built, tmp_path: Path, page: Page) -> None:
    site, html = copy(small.folder, tmp_path / "site"), (small.folder / ARTICLE).read_text(encoding="utf-8")
    for number, lang in enumerate(("en-x-" + "-".join(["abcdefgh"] * 3) + "-ab", "x&quot;", "..", "/a")):
        odd = html.replace('<html lang="en"', f'<html lang="{lang}"')
        assert odd != html
        (site / "articles" / f"odd-{number}.html").write_text(odd, encoding="utf-8")
    odd_ones = {f"articles/odd-{number}.html" for number in range(4)}
    found = []
    for time in ("cold", "warm"):
        refused = search.index(fingerprints(site), [site], site / "pagefind", tmp_path / "cache")
        assert refused.keys() == odd_ones, time
        page.goto(f"{site.as_uri()}/search.html")
        found.append(page.evaluate(ASK, [["lavrov", {}, ""], ["okapi", {}, ""]]))
        shutil.rmtree(site / "pagefind")
    index(small_again := copy(small.folder, tmp_path / "again"), tmp_path / "cache")
    page.goto(f"{small_again.as_uri()}/search.html")
    assert [page.evaluate(ASK, [["lavrov", {}, ""], ["okapi", {}, ""]])] * 2 == found
    assert found[0][0]["total"]


@pytest.mark.parametrize("place", ["http", "disk"])
def test_many_shards_find_what_one_finds(shipped: Built, tmp_path: Path, page: Page, place: str) -> None:
    cases = [[word, filters, sort] for word in WORDS for sort in ("", "date", "date-asc") for filters in ({}, {"year": "2009"})]
    cases = [case for case in cases if case[0] or case[1]]
    given = []
    for most in (search.PAGES, 60, 20):
        site = copy(shipped.folder, tmp_path / f"site-{most}")
        index(site, tmp_path / "cache", most)
        start = serve(site) if place == "http" else iter([f"{site.as_uri()}/"])
        page.goto(f"{next(start)}search.html")
        given.append(page.evaluate(ASK, cases))
    assert len(list((tmp_path / "site-20" / "pagefind").glob("*/days.json.js"))) == 16
    for (words, filters, sort), one, some, many in zip(cases, *given, strict=True):
        case = (words, filters, sort)
        for other in (some, many):
            assert {**other, "found": sorted(other["found"])} == {**one, "found": sorted(one["found"])}, case
            if sort:
                assert [day for _, day in other["found"]] == [day for _, day in one["found"]], case
        if words and not sort and not words.startswith('"'):  # within quotation marks, and without words, all are equal
            for other in (some, many):
                assert not [found for found in one["found"][:3] if found not in other["found"][:6]], case
