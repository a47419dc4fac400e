"""A built site, looked at from outside: what must hold of any dossier, and of the small one in particular."""

import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.checkers import check_html
from tests.conftest import Built

pytestmark = pytest.mark.slow

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


class Page(HTMLParser):
    """A page's ids, the text of each element that has one, without marks of sources, its links, and whatever it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: dict[str, str] = {}
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str | None] = []
        self.marks: list[int] = []  # how many elements are open around each mark
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            assert found["id"] not in self.ids, f"the id {found['id']} stands twice"
            self.ids[str(found["id"])] = ""
        if found.get("class") == "cited":
            self.marks.append(len(self.open))
        if tag not in VOID:
            self.open.append(found.get("id"))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        self.loads += [str(found[key]) for key in ("src", "action", "poster", "srcset") if found.get(key)]
        if tag == "link":
            self.loads.append(str(found["href"]))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()
        if self.marks and len(self.open) == self.marks[-1]:
            self.marks.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, () if self.marks else self.open):
            self.ids[name] += data


@cache
def parsed(path: Path) -> Page:
    return Page(path)


def pages(site: Built) -> list[Path]:
    return sorted(site.folder.rglob("*.html"))


def rows(site: Built, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (site.folder / "data" / name).read_text(encoding="utf-8").splitlines()]


def test_every_internal_link_leads_to_a_file_and_a_place_in_it(site: Built) -> None:
    for path in pages(site):
        for link in parsed(path).links + parsed(path).loads:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link}"
            assert target.is_relative_to(site.folder)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in parsed(target).ids, f"{path}: {link}"


def test_no_page_loads_anything_from_another_host(site: Built) -> None:
    for path in pages(site):
        assert not [address for address in parsed(path).loads if urlsplit(address).scheme or address.startswith("//")]


def test_every_mention_of_the_data_lands_on_text_that_holds_its_surface(site: Built) -> None:
    texts = {(row["article"], row["passage"]): str(row["text"]) for row in rows(site, "passages.jsonl")}
    mentions = rows(site, "mentions.jsonl")
    assert mentions
    for row in mentions:
        text = texts[row["article"], row["passage"]]
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["surface"]
        assert parsed(site.folder / "articles" / f"{row['article']}.html").ids[str(row["passage"])] == text


def test_every_mention_stands_on_its_actors_page(site: Built) -> None:
    for row in rows(site, "mentions.jsonl"):
        if row["actor"]:
            page, place = site.folder / "actors" / f"{row['actor']}", f"articles/{row['article']}.html#{row['passage']}"
            parts = (f"../../{place}" in parsed(part).links for part in sorted(page.glob("*.html")))
            assert f"../{place}" in parsed(page.with_suffix(".html")).links or any(parts)


def test_the_counts_of_the_data_agree(site: Built) -> None:
    named = Counter(row["actor"] for row in rows(site, "mentions.jsonl"))
    for actor in rows(site, "actors.jsonl"):
        assert actor["mentions"] == named[actor["slug"]]
        assert actor["articles"] == sum(actor["slug"] in row["actors"] for row in rows(site, "articles.jsonl"))  # type: ignore[operator]


def test_every_page_is_valid_html(site: Built) -> None:
    check_html(site.folder)


def test_every_page_has_a_policy_a_title_and_a_language(site: Built) -> None:
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        assert '<html lang="' in text
        assert "<title></title>" not in text


def test_raw_html_and_dangerous_links_of_an_article_are_text(small: Built) -> None:
    page = (small.folder / "articles" / "2008-06-25-harbour-talks.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(“raw”)&lt;/script&gt;" in page
    assert "javascript:" not in page


def test_an_article_shows_where_it_came_from_and_leads_on(small: Built) -> None:
    page = (small.folder / "articles" / "2008-06-25-harbour-talks.html").read_text(encoding="utf-8")
    for part in (
        'datetime="2008-06-25"',
        "Moscow",
        "By Anna Kowal, Mary O&#39;Neil",
        'href="https://example.org/harbour?a=1&amp;b=2"',
        "seen at: A mirror (p. 4); no address known",
        "Denies",
        'rel="prev" href="../articles/2008-01-10-first-meeting.html"',
        'rel="next" href="../articles/2008-07-01-lavrov-po-russki.html"',
        'src="../images/harbour.svg"',
    ):
        assert part in page


def test_names_in_another_script_lead_to_the_same_actor(small: Built) -> None:
    page = (small.folder / "articles" / "2008-07-01-lavrov-po-russki.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in page
    assert 'href="../actors/sergei-lavrov.html">Лаврове</a>' in page
    assert "«портовых»" in page


def test_an_actors_page_tells_who_it_is_and_with_whom_it_appears(small: Built) -> None:
    page = (small.folder / "actors" / "sergei-lavrov.html").read_text(encoding="utf-8")
    for part in (
        "Foreign Minister",
        "9 March 2004",
        "Сергей Лавров",
        "Mirek Topolánek",
        "named in 3 of ",
        "m2008",
    ):
        assert part in page


def test_a_native_name_is_shown_where_it_differs_from_the_title(site: Built) -> None:
    shown = 0
    for path in (site.folder / "actors").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        native = re.findall(
            r'<span lang="[^"]+">([^<]+)</span>', "".join(re.findall(r'<p class="native">.*?</p>', page, re.DOTALL))
        )
        shown += len(native)
        assert not set(native).intersection(re.findall(r"<h1[^>]*>([^<]+)</h1>", page)), path.name
    assert shown


def test_the_timeline_holds_articles_and_declared_events(small: Built) -> None:
    page = (small.folder / "timeline.html").read_text(encoding="utf-8").partition('class="moments"')[2]
    assert page.index("First meeting") < page.index("The harbour was dredged") < page.index("Harbour talks")


@pytest.mark.parametrize("name", ["passages", "mentions", "articles", "actors", "topics", "events"])
def test_every_data_file_and_key_is_described(site: Built, name: str) -> None:
    described = (site.folder / "data" / "index.html").read_text(encoding="utf-8")
    assert f"{name}.jsonl" in described
    for key in rows(site, f"{name}.jsonl")[0]:
        assert f"<dt><code>{key}</code></dt>" in described
