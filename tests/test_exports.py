"""What other programs take: each format read back by a library made for it."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rispy
from pybtex.database import parse_string

from dossier.edition import assemble, collect
from dossier.exports import FORMATS, references, tables
from dossier.exports.annotations import ANNOTATIONS
from tests.conftest import HERE, PROJECT, Built, build
from tests.content import content, text

EDITION = assemble(collect(PROJECT / "content"))
SOURCES = {source for pairs in EDITION.by_publisher.values() for source, _ in pairs}
ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_source_stands_in_each_format_once() -> None:
    assert len(json.loads(references.csl(EDITION))) == len(SOURCES)
    assert len(parse_string(references.bibtex(EDITION), "bibtex").entries) == len(SOURCES)
    assert len(rispy.loads(references.ris(EDITION))) == len(SOURCES)


def test_a_reference_reads_back_as_it_was_written() -> None:
    [item] = [i for i in json.loads(references.csl(EDITION)) if i["title"] == "Lavrov Raises Reset Stakes"]
    assert item["container-title"] == "The Moscow Times"
    assert item["issued"] == {"date-parts": [[2011, 1, 13]]}
    entry = parse_string(references.bibtex(EDITION), "bibtex").entries[item["id"]]
    assert (entry.fields["title"], entry.fields["date"]) == (item["title"], "2011-01-13")
    [record] = [r for r in rispy.loads(references.ris(EDITION)) if r["id"] == item["id"]]
    assert (record["secondary_title"], record["urls"]) == ("The Moscow Times", [item["URL"]])


def test_the_tables_hold_a_row_for_each_mention_and_statement() -> None:
    for made, count in (
        (tables.mentions(EDITION), sum(len(EDITION.mentions[article.slug]) for article in EDITION.articles)),
        (tables.statements(EDITION), len(EDITION.statements)),
    ):
        assert made.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
        assert len(rows) == count
        assert all(None not in row and None not in row.values() for row in rows)


def test_no_cell_of_a_table_is_a_formula() -> None:
    said = text("articles/x.md", {"title": "=HYPERLINK(1)"}, "“=1+1 is what we say here,” Igor Ivanov said.")
    edition = assemble(content({"actors/x.md": text("actors/x.md", {"name": "Igor Ivanov"}), "articles/2008-06-25-x.md": said}))
    rows = list(csv.reader(io.StringIO(tables.statements(edition))))
    assert rows[1][2] == "'=HYPERLINK(1)"


def test_an_annotation_quotes_the_words_that_stand_in_its_passage() -> None:
    passages = {f"{a.address}#{p.id}": p.text for a in EDITION.articles for p in a.prose.passages}
    rows = list(ANNOTATIONS.rows(EDITION))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        selector = row["target"]["selector"]
        assert selector["prefix"] + selector["exact"] + selector["suffix"] in passages[row["target"]["source"]]


def test_every_format_is_described_and_written(small: Built) -> None:
    described = (small.folder / "data" / "index.html").read_text(encoding="utf-8")
    for form in FORMATS:
        assert form.name in described
        assert (small.folder / "data" / form.name).stat().st_size


def test_an_article_tells_reference_managers_what_it_is(small: Built) -> None:
    page = (small.folder / "articles" / "2008-06-25-harbour-talks.html").read_text(encoding="utf-8")
    assert '<meta name="citation_title" content="Harbour talks &#34;open&#34; &amp; go on">' in page
    assert '<meta name="citation_publication_date" content="2008/06/25">' in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["headline"] == 'Harbour talks "open" & go on'
    assert {thing["name"] for thing in data["mentions"]} == {"Sergei Lavrov", "Mirek Topolánek", "Silent Partner"}
    assert data["isBasedOn"][0]["url"] == "https://example.org/harbour?a=1&b=2"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with an address of its own."""
    output = tmp_path_factory.mktemp("published") / "output"
    address = 'SITEURL="https://dossier.example.org"'
    done = build(HERE / "site" / "content", HERE / "site" / "pelican.conf.py", output, "-e", address)
    assert done.returncode == 0, done.stderr
    return output


def test_a_site_with_an_address_has_feeds_for_itself_its_topics_and_its_actors(published: Path) -> None:
    names = {path.name for path in (published / "feeds").iterdir()}
    assert {"all.atom.xml", "topics-talks.atom.xml", "actors-sergei-lavrov.atom.xml"} <= names
    feed = ET.fromstring((published / "feeds" / "all.atom.xml").read_text(encoding="utf-8"))  # noqa: S314 - made above
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]  # type: ignore[union-attr]
    assert links[0] == "https://dossier.example.org/articles/2008-07-02-tarcza.html"
    assert len(links) == 4


def test_the_json_feed_has_the_articles_newest_first(published: Path) -> None:
    feed = json.loads((published / "feeds" / "all.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"] == "https://dossier.example.org/articles/2008-07-02-tarcza.html"
    dates = [datetime.fromisoformat(item["date_published"]) for item in feed["items"]]
    assert dates == sorted(dates, reverse=True)
    assert all(date.tzinfo and item["content_text"] for date, item in zip(dates, feed["items"], strict=True))


def test_a_page_names_feeds_that_exist(published: Path) -> None:
    for page, count in (("index.html", 2), ("actors/sergei-lavrov.html", 3), ("topics/talks.html", 3)):
        links = re.findall(r'rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', (published / page).read_text("utf-8"))
        assert len(links) == count
        assert all((published / page).parent.joinpath(link).is_file() for link in links)


def test_the_sitemap_holds_every_page_but_the_hidden(published: Path) -> None:
    root = ET.fromstring((published / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - made above
    places = {loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = {path.relative_to(published).as_posix() for path in published.rglob("*.html")}
    hidden = {page for page in pages if 'name="robots" content="noindex' in (published / page).read_text(encoding="utf-8")}
    assert hidden
    assert places == {f"https://dossier.example.org/{page}" for page in pages - hidden}


def test_a_site_without_an_address_has_neither_feeds_nor_sitemap(small: Built) -> None:
    assert not (small.folder / "feeds").exists()
    assert not (small.folder / "sitemap.xml").exists()
    assert 'rel="alternate" type' not in (small.folder / "index.html").read_text(encoding="utf-8")
