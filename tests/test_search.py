"""The index in shards: what a reader finds after a change, and that the cache leaves no trace."""

import gzip
import json
import os
import shutil
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from dossier.pipeline import jobs_of
from dossier.render import Theme, theme
from dossier.search import shards as search
from dossier.search.cache import ENTRY
from dossier.search.fingerprints import fingerprint
from dossier.search.pagefind import make_bundle
from dossier.views import Site, View
from tests.conftest import Built, serve
from tests.content import shipped_edition

pytestmark = pytest.mark.slow

SITE = Site("Dossier", "", "", "en", "", preview=False)
ARTICLE = Path("articles") / "2008-06-25-harbour-talks.html"
WORDS = ["lavrov", "radar", "missile", "missiles", "Trokavec", "ratification Duma", "Лаврова", "Tusk"]
SIZES = (search.PAGES, 60, 20)  # pages of a shard: all of the shipped dossier, some, few
# The pages that some words find, the best first.
ASK = """async (asked) => {
    await dossier.find();
    const search = await dossier.search.pages();
    return Promise.all(asked.map(async (words) => (await search("search", words, 200)).map((result) => result.raw_url)));
}"""


def fingerprints(site: Path) -> dict[str, str]:
    """The pages below a folder that are to be in the index, by address, each with a digest of all of it."""
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    return {address: sha256(html).hexdigest() for address, html in pages.items() if b" data-pagefind-body" in html}


def copy(site: Path, folder: Path) -> Path:
    """A copy of a built site without its index."""
    return Path(shutil.copytree(site, folder, ignore=shutil.ignore_patterns("pagefind")))


def index(site: Path, cache: Path, most: int = search.PAGES) -> dict[str, bytes]:
    """Index a site anew; gives every file of the index."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    search.index(fingerprints(site), [site], folder := site / "pagefind", cache, most=most)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entries(pages: dict[str, Path]) -> dict[str, Any]:
    """What Pagefind holds of each page, by address."""
    bundle, refused = make_bundle(pages)
    assert not refused
    held = {}
    for name, data in bundle.items():
        if name.startswith("fragment/"):
            entry = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            address = entry.pop("url").removeprefix("/")
            held[address] = {"lang": name.removeprefix("fragment/").partition("_")[0], **entry}
    return held


@cache
def views() -> dict[str, list[View]]:
    """The pages of the shipped dossier that are to be found, by kind."""
    edition = shipped_edition()
    made = [item for job in jobs_of(edition, SITE) for item in job.make(edition) if isinstance(item, View) and item.search]
    return {kind: [view for view in made if view.template == kind] for kind in sorted({view.template for view in made})}


@pytest.mark.parametrize("kind", ["actor.html", "article.html", "topic.html"])
def test_what_the_fingerprint_leaves_out_pagefind_does_not_see(kind: str, tmp_path: Path) -> None:
    first, *others = views()[kind]
    assert first.unsearched
    made: dict[str, View] = {"0.html": first}
    for field in sorted(first.unsearched):  # as it is on each page on which it is another
        values = [getattr(view, field) for view in others if getattr(view, field) != getattr(first, field)]
        if field == "citations":  # one a source
            values = [value for value in values if len(value) == len(first.citations)]  # type: ignore[attr-defined]
        made |= {f"{field}-{number}.html": replace(first, **{field: value}) for number, value in enumerate(values[:5])}
    assert {name.partition("-")[0] for name in made} >= first.unsearched - {"parts", "trail", "wikidata", "listed", "revised"}
    theme_, digests = Theme([theme() / "templates"]), set()
    for name, view in made.items():
        (tmp_path / name).write_text(theme_.render(view, SITE), encoding="utf-8")
        digests.add(fingerprint(view, b"", SITE))
    held = entries({name: tmp_path / name for name in made})
    assert len(digests) == 1
    assert {name for name in made if held[name] != held["0.html"]} == set()


def test_what_pagefind_sees_of_a_page_makes_another_fingerprint() -> None:
    for made in views().values():
        first = made[0]
        for field in first.__dataclass_fields__.keys() - first.unsearched:
            values = [getattr(view, field) for view in made if getattr(view, field) != getattr(first, field)]
            for value in values[:1]:
                assert fingerprint(replace(first, **{field: value}), b"", SITE) != fingerprint(first, b"", SITE)
        assert fingerprint(first, b"another template", SITE) != fingerprint(first, b"", SITE)
        assert fingerprint(replace(first, search={}), b"", SITE) == ""


@pytest.mark.parametrize("most", [search.PAGES, 3])
def test_a_warm_index_is_a_cold_index_byte_for_byte(small: Built, tmp_path: Path, most: int) -> None:
    site, cache = copy(small.folder, tmp_path / "site"), tmp_path / "cache"
    cold = index(site, cache, most)
    assert sum(name.endswith("pf_meta.js") for name in cold) >= (1 if most == search.PAGES else 7)
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
        return list(page.evaluate(ASK, [words])[0])

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
    (third / ENTRY).write_bytes(b"")
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
        indexed = search.index(fingerprints(site), [site], tmp_path / f"index-{number}", cache)
        assert indexed.refused.keys() == {ARTICLE.as_posix()}
        assert ARTICLE.as_posix() not in indexed.fragments
    assert next((tmp_path / "index-2").glob("*/fragment"))


def test_a_dossier_without_pages_has_a_search_that_finds_nothing(small: Built, tmp_path: Path, page: Page) -> None:
    site = copy(small.folder, tmp_path / "site")
    search.index({}, [site], site / "pagefind", tmp_path / "cache")
    page.goto(f"{site.as_uri()}/search.html")
    assert page.evaluate(ASK, ["lavrov"]) == [[]]


def test_pages_that_pagefind_cannot_index_cost_no_other_page_its_place(small: Built, tmp_path: Path, page: Page) -> None:
    site, html = copy(small.folder, tmp_path / "site"), (small.folder / ARTICLE).read_text(encoding="utf-8")
    for number, lang in enumerate(("en-x-" + "-".join(["abcdefgh"] * 3) + "-ab", "x&quot;", "..", "/a")):
        odd = html.replace('<html lang="en"', f'<html lang="{lang}"')
        assert odd != html
        (site / "articles" / f"odd-{number}.html").write_text(odd, encoding="utf-8")
    odd_ones = {f"articles/odd-{number}.html" for number in range(4)}
    found = []
    for time in ("cold", "warm"):
        indexed = search.index(fingerprints(site), [site], site / "pagefind", tmp_path / "cache")
        assert indexed.refused.keys() == odd_ones, time
        page.goto(f"{site.as_uri()}/search.html")
        found.append(page.evaluate(ASK, ["lavrov", "harbour"]))
        shutil.rmtree(site / "pagefind")
    index(small_again := copy(small.folder, tmp_path / "again"), tmp_path / "cache")
    page.goto(f"{small_again.as_uri()}/search.html")
    assert [page.evaluate(ASK, ["lavrov", "harbour"])] * 2 == found
    assert found[0][0]


def test_many_shards_find_first_what_one_finds_first_from_disk_and_over_http(
    shipped: Built, tmp_path: Path, page: Page
) -> None:
    given: dict[str, list[Any]] = {"disk": [], "http": []}
    for most in SIZES:
        site = copy(shipped.folder, tmp_path / f"site-{most}")
        index(site, tmp_path / "cache", most)
        served = serve(site)
        for place, start in (("disk", f"{site.as_uri()}/"), ("http", next(served))):
            page.goto(f"{start}search.html")
            given[place].append(page.evaluate(ASK, WORDS))
    assert given["http"] == given["disk"]
    for words, one, some, many in zip(WORDS, *given["disk"], strict=True):
        for other in (some, many):
            assert one[0] in other[:5], words
