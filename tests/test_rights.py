"""What leaves the house: of clippings excerpts only, in every file of every form that a dossier is handed on in."""

import base64
import binascii
import gzip
import html
import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from dossier import rights
from dossier.cli import main
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.ledger import Ledger
from dossier.ledger.deciding import decision
from dossier.ledger.file import spliced
from dossier.model import Article, Prose
from dossier.pipeline import Content, assemble, collect
from tests.checkers import check_epub, check_html
from tests.conftest import HERE, PROJECT, Built, build
from tests.content import content, shipped_edition, text

pytestmark = pytest.mark.slow

SETTINGS = HERE / "site" / "pelican.conf.py"
SENTINEL = "zqvk"  # every word that must stay in the house begins with it
KEEP = """The harbour commission met on Tuesday in the old town hall.

It heard a report of two hours. Afterwards the doors stayed closed for the afternoon, and nobody was told what had been said.
"""
FILLER = (
    "Nothing else of that day was written down by those who sat there, and so it went on for a long while until evening came. "
)
BODY = f"""{KEEP}
{FILLER * 3}zqvkparagraph {FILLER}

Later Sergei Lavrov arrived. {FILLER}The zqvkafter came. [A zqvklinktext](https://example.org/zqvkaddress "zqvktitle") and
**zqvkstrong** and *zqvkemphasis* and `zqvkcode`.[^1] ![zqvkalt]({{static}}/images/zqvkpicture.svg) <b>zqvkraw</b>

## Of the zqvkheading

| zqvkhead | other |
|---|---|
| zqvkcell | {FILLER} |

- {FILLER} zqvkitem

> {FILLER} zqvkquotation

```
zqvkfence
```

“{FILLER * 2} zqvkdirect {FILLER}, nobody,” Topolánek said. {FILLER}
Topolánek said that {FILLER.lower().strip(" .") * 2} zqvkindirect.

The whole file is [here]({{static}}/clippings/original.txt).

Another place is [this one](#p-none).

[^1]: {FILLER} zqvknote
"""
WORDS = "amber basin cedar delta ember fjord grove heath inlet jetty knoll ledge marsh north orchard pier quay ridge shoal tarn"
NAMES = ("Igor Ivanov", "Sergei Lavrov said that", "Mirek Topolánek", "Sergei Ivanov said that")
LONG = " ".join(
    f"{WORDS.split()[n % 20]}{n}{'.' if n % 25 == 24 else ''}" + (f" {NAMES[n // 37 % 4]}" if n % 37 == 20 else "")
    for n in range(900)
)
HEAD = {"kind": "clipping", "actors": ["russia"], "topics": ["talks"]}
CLIPPING = "articles/2008-06-25-a-clipping.md"


def write(folder: Path) -> None:
    """The small site's content with clippings in it, in front matter and body of which are words that stay in the house."""
    shutil.copytree(HERE / "site" / "content", folder)
    (folder / "clippings").mkdir()
    (folder / "clippings" / "original.txt").write_text("zqvkoriginal")
    (folder / "clippings" / "other.txt").write_text("zqvkother")
    (folder / "images" / "zqvkpicture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>zqvksvg</title></svg>')
    origin = {"path": "clippings/original.txt", "sha256": "0" * 64}
    files = {
        CLIPPING: text(CLIPPING, HEAD | {"clipping": origin, "summary": f"{FILLER * 4} zqvksummary"}, BODY),
        "articles/2008-06-25-hidden-clipping.md": text("articles/x.md", HEAD | {"status": "hidden"}, BODY),
        "articles/2008-06-25-po-russki.md": text("articles/x.md", HEAD | {"lang": "ru", "title": "Ru"}, BODY),
        "articles/2008-06-25-long.md": text("articles/x.md", HEAD | {"title": "Long"}, LONG),
        "articles/2008-06-25-brief.md": text(
            "articles/x.md",
            {"title": "Pointing", "clipping": {"path": "images/kept.txt", "sha256": "0" * 64}},
            "See [the passage]({filename}2008-06-25-a-clipping.md#AIM), [the *file*]({static}/clippings/other.txt), "
            "[a second]({attach}/images/kept.txt) and [a third]({static}/images/harbour.svg).",
        ),
    }
    (folder / "images" / "kept.txt").write_text("zqvkkept")
    for path, written in files.items():
        comment = "" if "brief" in path else "# zqvkcomment\n"
        (folder / path).write_text(written.replace("---\n", f"---\n{comment}", 1), encoding="utf-8")
    edition = assemble(collect(folder), proposed=True)
    [aim] = [p.id for p in edition.prose(edition.article("2008-06-25-a-clipping")).passages if "zqvkitem" in p.text]
    brief = folder / "articles" / "2008-06-25-brief.md"
    brief.write_text(brief.read_text(encoding="utf-8").replace("AIM", aim), encoding="utf-8")
    said = [s for s in edition.statements if "zqvkdirect" in s.text]
    assert said
    decided = {s.id: replace(decision(s, "confirmed"), note="zqvkdecided") for s in said}
    (folder / "statements.yml").write_text(spliced("", decided), encoding="utf-8")


@dataclass(frozen=True, eq=False)
class Handed:
    """All that one setting lets leave: the site, what the build said, and what each command of handing on said and made."""

    site: Built
    content: Path
    dist: Path
    said: dict[str, str]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The text of every file and of everything inside it, with the place where it stands."""
        for folder in (self.site.folder, self.dist):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    name = path.relative_to(folder).as_posix()
                    yield name, name
                    yield from opened(name, path.read_bytes())


CHUNK = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def opened(place: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What a file says, and what the files inside it say: zip, gzip, PDF, and whatever stands in base64 in another file."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield f"{place}!{name}", name
                yield from opened(f"{place}!{name}", archive.read(name))
    elif data.startswith(b"\x1f\x8b"):
        yield from opened(f"{place}!gzip", gzip.decompress(data))
    elif data.startswith(b"%PDF"):
        for page in PdfReader(io.BytesIO(data)).pages:
            yield place, re.sub(r"\N{HYPHEN}\s*|\s+(?=\s)", "", page.extract_text())
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                yield f"{place}!stream", zlib.decompress(stream).decode("latin-1")
            except zlib.error:
                continue
    else:
        yield place, data.decode("utf-8", "replace")
        for number, found in enumerate(CHUNK.findall(data)):
            try:
                inner = base64.b64decode(found)
            except binascii.Error:
                continue
            yield from opened(f"{place}!base64-{number}", inner)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def hand_on(folder: Path, setting: str) -> Handed:
    """Do all that hands a dossier on, under a setting."""
    write(folder / "content")
    conf = folder / "pelican.conf.py"
    conf.write_text(f'DOSSIER_RIGHTS = "{setting}"\n')
    more: dict[str, Any] = {"DOSSIER_PUBLISH": True, "DOSSIER_RIGHTS": setting, "SITEURL": "https://example.org/d"}
    done = build(folder / "content", SETTINGS, folder / "output", **more)
    common: tuple[str | Path, ...] = ("--content", folder / "content", "--dist", folder / "dist", "--settings", conf)
    site: tuple[str | Path, ...] = ("--output", folder / "output")
    book: tuple[str | Path, ...] = ("--theme", PROJECT / "theme")
    said = {"build": "\n".join(done.lines)}
    for command, arguments in (("pack", site), ("pack", ("--single", *site)), ("book", (*book, *site)), ("export", ())):
        result = run(command, *arguments, *common)
        assert result.exit_code == 0, result.output
        said[f"{command} {arguments[:1]}"] = result.stdout
    return Handed(Built(folder / "output"), folder / "content", folder / "dist", said)


@pytest.fixture(scope="module")
def excerpts(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    return hand_on(tmp_path_factory.mktemp("excerpts"), "excerpt")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    return hand_on(tmp_path_factory.mktemp("full"), "full")


def holding(handed: Handed, word: str) -> set[str]:
    return {place for place, said in handed.texts() if word in said.lower()}


def test_no_byte_that_leaves_holds_what_is_cut_off(excerpts: Handed) -> None:
    assert holding(excerpts, "harbour commission"), "the excerpt is there"
    assert not holding(excerpts, SENTINEL)


PLACES = {
    "page": r"articles/2008-06-25-a-clipping\.html",
    "hidden page": r"articles/2008-06-25-hidden-clipping\.html",
    "card": r"articles/2008-06-25-brief\.html",
    "actor": r"actors/mirek-topolanek\.html",
    "statements": r"statements\.html",
    "feed": r"feeds/all\.json",
    "search, by page": r"pagefind/[0-9a-f]+/fragment/.*!base64-\d+!gzip",
    "search, by word": r"pagefind/[0-9a-f]+/index/.*!base64-\d+!gzip",
    "search, by passage": r"pagefind/passages/[0-9a-f]+/\d+\.js!base64-\d+!gzip",
    "passages": r"data/passages\.jsonl",
    "statements as data": r"data/statements\.jsonl",
    "statements as a table": r"data/statements\.csv",
    "annotations": r"data/annotations\.jsonl",
    "FollowTheMoney": r"data/entities\.ftm\.json",
    "clipping": r"clippings/original\.txt",
    "archive, source": r".*\.zip!.*/content/articles/2008-06-25-a-clipping\.md",
    "archive, clipping": r".*\.zip!.*/content/clippings/other\.txt",
    "archive, search": r".*\.zip!.*/site/pagefind/[0-9a-f]+/fragment/.*!gzip",
    "single file": r"a-small-dossier-[\d-]+\.html",
    "single file, search and data": r"a-small-dossier-[\d-]+\.html!base64-\d+!gzip",
    "EPUB": r".*\.epub!EPUB/.*",
    "PDF": r".*\.pdf",
}


def test_in_full_it_is_in_every_place_so_the_search_for_it_can_fail(full: Handed) -> None:
    places = holding(full, SENTINEL)
    assert not [name for name, pattern in PLACES.items() if not any(re.fullmatch(pattern, place) for place in places)]
    said = "\n".join(text for _, text in full.texts())
    planted = {word for word in re.findall(r"zqvk\w+", BODY) if word not in ("zqvktitle", "zqvkaddress")}
    assert not [word for word in planted if word not in said]


def words(said: str) -> str:
    """The words of a text between single spaces, without tags."""
    return " ".join(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", "", said))))


def test_all_excerpts_of_an_article_together_do_not_make_it_up_again(excerpts: Handed, full: Handed) -> None:
    """Whatever stands anywhere of an article, in any file: its words in a row, each place counted once."""
    shares = {}
    article = words(LONG).split()
    for handed in (excerpts, full):
        everything = [form for _, said in handed.texts() for form in (words(said), " ".join(re.findall(r"\w+", said)))]
        quoted: set[int] = set()
        for start in range(len(article) - 3):
            row = " ".join(article[start : start + 4])
            if row not in " ".join(article[:start]) and any(row in said for said in everything):
                quoted |= set(range(start, start + 4))
        shares[handed.dist.parent.name] = len(" ".join(article[n] for n in quoted))
    [few, all_of_it] = shares.values()
    assert 400 < few <= rights.MOST
    assert all_of_it > len(LONG) * 0.9


def test_the_page_says_that_it_is_an_excerpt_and_leads_to_the_source(excerpts: Handed, full: Handed, page: Page) -> None:
    page.goto((excerpts.site.folder / "articles" / "2008-06-25-a-clipping.html").as_uri())
    note = page.get_by_text("This is an excerpt of a clipping; the whole text is at its source")
    expect(note.locator("a")).to_have_attribute("href", "https://example.org/report")
    expect(page.locator(".prose p").first).to_have_text("The harbour commission met on Tuesday in the old town hall.")
    page.goto((full.site.folder / "articles" / "2008-06-25-a-clipping.html").as_uri())
    expect(page.get_by_text("This is an excerpt of a clipping")).to_have_count(0)


def test_an_actors_page_leads_to_a_short_context_in_the_article(excerpts: Handed, page: Page) -> None:
    page.goto((excerpts.site.folder / "actors" / "sergei-lavrov.html").as_uri())
    context = page.locator("blockquote", has_text="Later Sergei Lavrov arrived")
    expect(context.first).to_have_text("Later Sergei Lavrov arrived. Nothing else of that day was …")
    page.locator(".named summary", has_text="2008").click()
    context.first.locator("a").click()
    expect(page.locator("li:target")).to_contain_text("Later Sergei Lavrov arrived")


def test_pages_and_the_epub_of_excerpts_are_valid(excerpts: Handed) -> None:
    [epub] = excerpts.dist.glob("*.epub")
    check_html(excerpts.site.folder / "articles")
    check_epub(epub)


def test_links_to_what_is_cut_off_lead_to_the_article_or_are_plain_text(excerpts: Handed) -> None:
    html = (excerpts.site.folder / "articles" / "2008-06-25-brief.html").read_text(encoding="utf-8")
    assert '<a href="../articles/2008-06-25-a-clipping.html">the passage</a>, the <em>file</em>, a second and <a href=' in html
    assert not (excerpts.site.folder / "clippings").exists()


def test_the_archive_says_which_sources_are_not_in_it(excerpts: Handed, full: Handed) -> None:
    names, read_me = {}, {}
    for handed in (excerpts, full):
        [path] = handed.dist.glob("*.zip")
        with zipfile.ZipFile(path) as archive:
            names[handed] = {name.split("/data/")[-1] for name in archive.namelist()}
            read_me[handed] = archive.read(f"{path.stem}/READ ME FIRST.html").decode()
    assert CLIPPING.replace("articles", "content/articles") in names[full]
    assert not [name for name in names[excerpts] if "clipping" in name and not name.startswith("site/")]
    assert "content/articles/2008-06-25-brief.md" in names[excerpts]
    assert "of its clippings it holds excerpts (4)" in read_me[excerpts]
    assert "but for" not in read_me[full]


def test_each_command_says_how_many_it_cut_and_how_to_change_that(excerpts: Handed, full: Handed) -> None:
    for said in excerpts.said.values():
        assert '4 clippings cut to excerpts; DOSSIER_RIGHTS = "full" in pelican.conf.py publishes them whole.' in said
    assert not [said for said in full.said.values() if "clippings cut" in said]


def test_a_build_for_oneself_shows_everything_and_is_not_packed(tmp_path: Path) -> None:
    write(tmp_path / "content")
    done = build(tmp_path / "content", SETTINGS, tmp_path / "output")
    assert "4 clippings whole, for yourself; `dossier publish`" in "\n".join(done.lines)
    assert SENTINEL in (tmp_path / "output" / "articles" / "2008-06-25-a-clipping.html").read_text(encoding="utf-8")
    common = ("--content", tmp_path / "content", "--output", tmp_path / "output", "--dist", tmp_path / "dist")
    (tmp_path / "none.py").write_text("")
    more: tuple[str | Path, ...]
    for more in ((), ("--single",), ("--settings", tmp_path / "none.py")):
        done_packing = run("pack", *common, *more)
        assert done_packing.exit_code == 1
        assert "output holds 4 clippings whole" in done_packing.stderr
        assert "`dossier pack` without --output builds an edition of excerpts" in done_packing.stderr
    assert not (tmp_path / "dist").exists()


def test_a_site_of_excerpts_is_not_packed_as_a_full_one(excerpts: Handed, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('DOSSIER_RIGHTS = "full"\n')
    arguments = ("--content", excerpts.content, "--output", excerpts.site.folder, "--dist", tmp_path / "dist")
    done = run("pack", *arguments, "--settings", tmp_path / "conf.py")
    assert (done.exit_code, "build it again" in done.stderr) == (1, True)


def test_a_build_with_a_setting_that_is_neither_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="DOSSIER_RIGHTS is 'ful'; it is either 'excerpt'"):
        build(HERE / "site" / "content", SETTINGS, tmp_path / "output", DOSSIER_RIGHTS="ful")
    assert not (tmp_path / "output").exists()


def test_a_dossier_without_clippings_is_the_same_bytes_under_either_setting(shipped: Built, tmp_path: Path) -> None:
    done = build(PROJECT / "content", PROJECT / "pelican.conf.py", tmp_path / "output", DOSSIER_PUBLISH=True)
    assert "clipping" not in "\n".join(done.lines)
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (shipped.folder, tmp_path / "output")
    )
    assert one == other


# What an excerpt may hold, whatever the article.

ACTORS = ("Igor Ivanov", "Anna Kowal", "Harbour Union", "Ulan Bek")
PLAIN = st.sampled_from((*"abcdefgh", "water", "harbours", "“we wait,”", "said", "that", "Igor", "x" * 90, "e.g.", "7."))
SENTENCE = st.lists(st.one_of(PLAIN, st.sampled_from(ACTORS)), min_size=1, max_size=40).map(" ".join)
BLOCK = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda s: f"{s}. {s.capitalize()} said, “{s}.”"),
    SENTENCE.map(lambda s: f"| a | b |\n|---|---|\n| {s} | {s} |"),
    SENTENCE.map(lambda s: f"- {s}\n- {s}"),
    SENTENCE.map(lambda s: f"[{s}]({{filename}}/actors/actor-0.md)"),
    SENTENCE.map(lambda s: f"Note[^n].\n\n[^n]: {s}"),
)


def content_of(body: str) -> Content:
    actors = {f"actors/actor-{n}.md": text("actors/x.md", {"name": name}) for n, name in enumerate(ACTORS)}
    return content({"articles/2008-06-25-x.md": text("articles/x.md", {"kind": "clipping"}, body), **actors})


def edition_of(body: str) -> Edition:
    return assemble(content_of(body), proposed=True)


def cut_and_whole(body: str) -> tuple[Edition, Edition, Article, Article]:
    whole = edition_of(body)
    cut = rights.excerpts(whole)
    return whole, cut, whole.articles[0], cut.articles[0]


def quoted(prose: Prose) -> list[str]:
    """The stretches of the clipping's own text that a cut article holds."""
    parts = [part for passage in prose.passages for part in re.split(r"(?:^| )…(?: |$)", passage.text)]
    return [part for part in parts if part]


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=12).map("\n\n".join))
def test_an_excerpt_keeps_its_limits_and_its_own_order(body: str) -> None:
    whole, cut, article, excerpt = cut_and_whole(body)
    before, after = whole.prose(article), cut.prose(excerpt)
    length = sum(len(passage.text) for passage in before.passages)
    stretches = quoted(after)
    assert sum(map(len, stretches)) <= min(rights.MOST, length / 3)
    assert all(len(stretch) <= rights.LEAD for stretch in stretches)
    original = {passage.id: re.sub(r"\s", " ", passage.text) for passage in before.passages}
    for passage in after.passages:
        found = [part for part in re.split(r"(?:^| )…(?: |$)", passage.text) if part]
        assert re.search(".+?".join(map(re.escape, found)), original[passage.id])
    assert len(after.frame) == len(after.passages) + 1
    assert cut.weights == whole.weights
    assert cut.by_actor.keys() == whole.by_actor.keys()


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=12).map("\n\n".join))
def test_mentions_and_statements_stand_where_they_say(body: str) -> None:
    whole, cut, _, after = cut_and_whole(body)
    passages = {passage.id: passage.text for passage in cut.prose(after).passages}
    for mention in cut.mentions(after):
        assert passages[mention.passage][mention.start : mention.end] == mention.surface
    known = {statement.id: statement for statement in whole.statements}
    for statement in cut.statements:
        assert " … ".join(passages[p.passage][p.start : p.end] for p in statement.spans) == statement.text
        for kept, said in zip(statement.words, known[statement.id].words, strict=False):
            assert re.sub(r"\s", " ", said).startswith(kept.removesuffix(" …"))
    assert set(cut.prose(after).anchors) == set(passages)


def test_what_the_compiler_rejected_is_in_no_excerpt() -> None:
    body = f"{FILLER * 6}\n\n{FILLER} Igor Ivanov said that the water was cold there."
    whole = edition_of(body)
    [said] = [s for s in whole.statements if "water" in s.text]
    rejected = assemble(replace(content_of(body), ledger=Ledger({said.id: decision(said, "rejected")})), proposed=True)
    assert said.id in {s.id for s in rights.excerpts(whole).statements}
    assert said.id not in {s.id for s in rights.excerpts(rejected).statements}


def test_briefs_are_left_as_they_are() -> None:
    edition = shipped_edition()
    cut = rights.excerpts(edition)
    assert cut.files == edition.files
    assert cut.analyses == edition.analyses
    assert cut.texts.digests == edition.texts.digests
