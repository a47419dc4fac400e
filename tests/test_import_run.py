"""What the command does with folders: articles, inbox, report, again and again, and files that mean harm."""

import json
import os
import resource
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import prose
from dossier.cli import main
from dossier.importing import rules, workers
from dossier.importing.article import escaped
from dossier.importing.clipping import Clipping, words
from dossier.importing.formats import RawFile, read
from dossier.importing.rules.quoting import plain, unparted
from dossier.importing.run import Options, import_clippings
from dossier.importing.summary import notes
from dossier.locks import locked
from dossier.pipeline import assemble, collect
from tests.content import text as content_text
from tests.samples import FIRST, HEADING, SECOND, docx, page, zipped

pytestmark = pytest.mark.slow

LONG = " ".join(
    f"{FIRST} {SECOND} The {n}th ship was painted in colour number {n}, said the harbour master." for n in range(12)
)
STORY = f"{HEADING}\n\nBy Anna Kowal\n\n13 January 2011\n\nLONDON, Jan 13 (Reuters) - {FIRST}\n\n{SECOND}\n"

UNDATED = STORY.replace("13 January 2011\n\n", "").replace(", Jan 13", "")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *(str(argument) for argument in arguments)])


def with_room(size: int, action: Callable[[], Any]) -> Any:
    """What an action gives while no file may grow beyond a size: a disk that takes no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        return action()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A content folder with a topic, beside a folder of clippings."""
    (tmp_path / "content" / "topics").mkdir(parents=True)
    topic = content_text("topics/harbours.md", {"label": "Harbours", "terms": ["harbour", "pier"]})
    (tmp_path / "content" / "topics" / "harbours.md").write_text(topic, encoding="utf-8")
    (tmp_path / "in").mkdir()
    return tmp_path


def imported(dossier: Path, files: dict[str, str | bytes], *options: str) -> tuple[Result, list[dict[str, Any]]]:
    for name, data in files.items():
        (dossier / "in" / name).write_bytes(data.encode() if isinstance(data, str) else data)
    report = dossier / "report.jsonl"
    done = run(dossier / "in", "--into", dossier / "content", "--report", report, *options)
    return done, [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def written(dossier: Path) -> list[str]:
    return sorted(p.relative_to(dossier / "content").as_posix() for p in (dossier / "content").rglob("*") if p.is_file())


def test_a_clipping_becomes_an_article_that_the_build_accepts(dossier: Path) -> None:
    done, [row] = imported(dossier, {"a.txt": STORY})
    assert done.exit_code == 0, done.output
    assert row["article"] == "articles/2011/2011-01-13-harbour-to-open-in-spring.md"
    edition = assemble(collect(dossier / "content"), drafts=True)
    [article] = edition.articles
    assert (article.head.title, article.head.status, article.head.kind) == (HEADING, "draft", "clipping")
    assert (article.head.topics, article.head.byline, article.head.dateline) == (("harbours",), ("Anna Kowal",), "London")
    assert (article.head.summary, article.head.sources[0].publisher) == (FIRST, "Reuters")
    assert [passage.text for passage in edition.prose(article).passages] == [FIRST, SECOND]
    assert article.head.clipping
    assert (dossier / "content" / article.head.clipping.path).read_bytes() == STORY.encode()


def test_a_summary_is_prose_and_no_byline_that_no_rule_knew(dossier: Path) -> None:
    story = f"{HEADING}\n\n13 January 2011\n\na. kowal, on the quay\n\n{FIRST}\n\n{SECOND}\n"
    imported(dossier, {"a.txt": story}, "--publisher", "The Example Gazette")
    [article] = assemble(collect(dossier / "content"), drafts=True).articles
    assert article.head.summary == FIRST


def test_a_draft_stays_out_of_the_build_until_it_is_published(dossier: Path) -> None:
    imported(dossier, {"a.txt": STORY})
    assert not assemble(collect(dossier / "content")).articles


def test_publish_makes_articles_that_are_published(dossier: Path) -> None:
    imported(dossier, {"a.txt": STORY}, "--publish")
    assert len(assemble(collect(dossier / "content")).articles) == 1


def test_an_article_without_topic_stays_a_draft(dossier: Path) -> None:
    other = STORY.replace("harbour", "garden").replace("Harbour", "Garden")
    _, [row] = imported(dossier, {"a.txt": other}, "--publish")
    assert "no topic's terms occur in it" in row["findings"]
    [article] = assemble(collect(dossier / "content"), drafts=True).articles
    assert (article.head.status, article.head.topics) == ("draft", ())


def test_what_has_no_date_waits_in_the_inbox_and_the_build_goes_on(dossier: Path) -> None:
    done, [row] = imported(dossier, {"a.txt": UNDATED})
    assert row["article"] == "inbox/harbour-to-open-in-spring.md"
    assert "no date found" in row["findings"]
    assert "no date found" in done.output
    text = (dossier / "content" / row["article"]).read_text(encoding="utf-8")
    assert "# no date found" in text
    assert "\ndate:" not in text
    assert not assemble(collect(dossier / "content"), drafts=True).articles


def test_every_word_is_in_the_article_or_in_the_report(dossier: Path) -> None:
    _, [row] = imported(dossier, {"a.txt": "Subscribe to our newsletter\n\n" + STORY + "\nFollow us on Twitter\n"})
    kept = words([*row["body"], *(part["text"] for part in row["removed"])])
    assert kept == words([f"Subscribe to our newsletter {STORY} Follow us on Twitter"])


def test_the_same_clipping_again_makes_nothing_and_changes_nothing(dossier: Path) -> None:
    _, [first] = imported(dossier, {"a.txt": STORY})
    article = dossier / "content" / first["article"]
    article.write_text(article.read_text(encoding="utf-8").replace(SECOND, "Edited."), encoding="utf-8")
    before = written(dossier)
    done, rows = imported(dossier, {"copy.txt": STORY})
    assert [(row["outcome"], row["article"]) for row in rows] == [("known", first["article"])] * 2
    assert "2 were known already" in done.output
    assert written(dossier) == before
    assert "Edited." in article.read_text(encoding="utf-8")


def test_two_stories_of_one_title_and_day_are_two_articles(dossier: Path) -> None:
    _, rows = imported(
        dossier, {"a.txt": STORY, "b.txt": STORY.replace(FIRST, "Something else altogether happened on the pier.")}
    )
    assert len({row["article"] for row in rows}) == 2


def test_wire_copy_in_two_outlets_is_one_article_with_two_sources(dossier: Path) -> None:
    wire = f"{HEADING}\n\n13 January 2011\n\nLONDON, Jan 13 (Reuters) - {LONG}\n"
    paper = f"Harbour opens\n\nBy Anna Kowal\n\n14 January 2011\n\n{LONG}\n\nhttps://news.example.org/harbour\n"
    done, rows = imported(dossier, {"a.txt": wire, "b.txt": paper})
    assert len({row["article"] for row in rows}) == 1
    assert "1 went into an article with others" in done.output
    [article] = assemble(collect(dossier / "content"), drafts=True).articles
    assert [source.publisher for source in article.head.sources] == ["Reuters", "news.example.org"]
    assert len(article.head.variants) == 1
    _, again = imported(dossier, {})
    assert {row["outcome"] for row in again} == {"known"}


def test_what_is_like_an_article_that_is_there_waits_in_the_inbox(dossier: Path) -> None:
    wire = f"{HEADING}\n\n13 January 2011\n\nLONDON, Jan 13 (Reuters) - {LONG}\n"
    _, [first] = imported(dossier, {"a.txt": wire})
    before = (dossier / "content" / first["article"]).read_bytes()
    _, rows = imported(dossier, {"b.txt": wire.replace("Reuters", "AP").replace("The 1th ship", "One ship")})
    assert rows[1]["outcome"] == "inbox"
    assert any(first["article"] in finding for finding in rows[1]["findings"])
    assert (dossier / "content" / first["article"]).read_bytes() == before


def brief(dossier: Path) -> None:
    """An article that the compiler has written of a story of The Example Gazette."""
    source = {"title": HEADING, "publisher": "The Example Gazette", "url": "https://www.example.org/harbour"}
    path = dossier / "content" / "articles" / "2011-01-13-a-brief.md"
    path.parent.mkdir()
    path.write_text(content_text("articles/x.md", {"sources": [source], "topics": ["harbours"]}), encoding="utf-8")


def test_a_story_that_an_article_names_as_its_source_waits_in_the_inbox(dossier: Path) -> None:
    brief(dossier)
    _, [row] = imported(dossier, {"a.txt": f"{STORY}\nOriginal url: https://www.example.org/harbour\n"})
    assert row["outcome"] == "inbox"
    assert "is a source of articles/2011-01-13-a-brief.md" in row["findings"]


@pytest.mark.parametrize("options", [(), ("--publish",)])
def test_a_story_that_waits_keeps_lines_that_look_like_front_matter(dossier: Path, options: tuple[str, ...]) -> None:
    brief(dossier)
    lines = ["status: published", "These words stood below the text.", "status: draft"]
    text = "\n\n".join([STORY.strip(), *lines, "Original url: https://www.example.org/harbour"])
    _, [row] = imported(dossier, {"a.txt": text}, *options)
    assert row["outcome"] == "inbox"
    assert row["body"] == [FIRST, SECOND, *lines]
    front, _, written = (dossier / "content" / row["article"]).read_text(encoding="utf-8").partition("\n---\n")
    assert [passage.text for passage in prose.parse(written).passages] == [FIRST, SECOND, *lines]
    assert "\nstatus: draft\n" in front


def test_the_publisher_is_who_published_at_that_host_before(dossier: Path) -> None:
    brief(dossier)
    story = f"Pier to close\n\n14 January 2011\n\n{SECOND}\n\nhttps://example.org/pier\n"
    _, [row] = imported(dossier, {"a.txt": story})
    assert (row["publisher"], row["outcome"]) == ("The Example Gazette", "article")


def test_what_a_folder_knows_is_for_stories_that_tell_none_themselves(dossier: Path) -> None:
    bare = f"Pier to close\n\n{SECOND}\n"
    options = ("--publisher", "The Example Gazette", "--topic", "harbours", "--date-from", "filename")
    _, rows = imported(dossier, {"2016-09-14 Pier.txt": bare, "b.txt": STORY}, *options)
    assert [(row["date"], row["publisher"], row["outcome"]) for row in rows] == [
        ("2016-09-14", "The Example Gazette", "article"),
        ("2011-01-13", "Reuters", "article"),
    ]
    assert "the date is from the name of the file" in rows[0]["findings"]
    wrong, _ = imported(dossier, {"c.txt": STORY}, "--topic", "gardens")
    assert wrong.exit_code == 1
    assert "there is no topic gardens; there are: harbours" in wrong.stderr


def test_what_is_complete_leaves_the_inbox_and_what_is_not_says_what_it_lacks(dossier: Path) -> None:
    _, [row] = imported(dossier, {"a.txt": UNDATED})
    path = dossier / "content" / row["article"]
    done = CliRunner().invoke(main, ["accept", str(path)])
    assert done.exit_code == 1
    assert "has no `date`" in done.stderr
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: clipping", "date: 2011-01-13\nkind: clipping"), encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["accept", str(path)])
    assert done.exit_code == 0, done.stderr
    assert not path.exists()
    assert len(assemble(collect(dossier / "content"), drafts=True).articles) == 1


def test_a_dry_run_shows_a_table_and_writes_nothing(dossier: Path) -> None:
    before = written(dossier)
    done, _ = imported(dossier, {"a.txt": STORY}, "--dry-run")
    assert HEADING in done.output
    assert "Nothing was written" in done.output
    assert written(dossier) == before


def test_one_broken_file_is_named_and_stops_nothing_else(dossier: Path) -> None:
    done, rows = imported(dossier, {"a.txt": STORY, "b.pdf": b"%PDF-1.4 broken", "c.docx": docx([("", FIRST)])[:200]})
    assert done.exit_code == 1
    assert [row["outcome"] for row in rows] == ["article", "failed", "failed"]
    assert "b.pdf: " in done.output
    assert "c.docx: is a damaged zip file" in done.output


def test_files_beside_a_saved_page_are_no_clippings(dossier: Path) -> None:
    (dossier / "in" / "story_files").mkdir()
    (dossier / "in" / "story_files" / "style.css").write_text("p { color: red }", encoding="utf-8")
    done, rows = imported(dossier, {"story.html": page()})
    assert len(rows) == 1
    assert done.exit_code == 0


def test_a_zip_of_clippings_is_walked_and_a_bomb_in_it_is_left(dossier: Path) -> None:
    done, rows = imported(dossier, {"a.zip": zipped({"bomb.txt": b"0" * 60_000_000, "story.txt": STORY})})
    assert [row["outcome"] for row in rows] == ["failed", "article"]
    assert rows[0]["problem"] == "swells to 60 MB when unpacked, and is not read"
    assert done.exit_code == 1


def test_what_is_passed_over_in_an_archive_is_in_the_report_and_ends_with_1(dossier: Path) -> None:
    done, rows = imported(dossier, {"a.zip": zipped({"../evil.txt": STORY, "story.txt": STORY})})
    told = {Path(row["clipping"]).name: (row["outcome"], row.get("problem")) for row in rows}
    assert told["evil.txt"] == ("failed", "has `..` in its path, and is not read")
    assert told["story.txt"] == ("article", None)
    assert "evil.txt: has `..` in its path" in done.output
    assert done.exit_code == 1


def test_a_file_too_large_and_one_that_is_gone_are_named(dossier: Path) -> None:
    with (dossier / "in" / "large.txt").open("wb") as large:
        large.truncate(500_000_000)
    (dossier / "in" / "gone.txt").symlink_to(dossier / "nowhere.txt")
    _, rows = imported(dossier, {"a.txt": STORY})
    told = {Path(row["clipping"]).name: row.get("problem", "") for row in rows}
    assert told["large.txt"] == "is too large: 500 MB, and 50 MB at most are read"
    assert told["gone.txt"].startswith("cannot be opened")
    assert told["a.txt"] == ""


def test_a_file_that_ends_or_blocks_its_reader_loses_nothing_else(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 3)
    nested = "<!doctype html><html><body>" + "<div>" * 200_000 + "</body></html>"
    endless = "a-" * 2_000_000
    _, rows = imported(dossier, {"a.html": nested, "b.txt": endless, "c.txt": STORY})
    assert rows[-1]["outcome"] == "article"
    assert all(row["outcome"] == "failed" and row["problem"] for row in rows[:-1])


def test_a_file_whose_name_is_no_utf8_is_imported_and_in_the_report(dossier: Path) -> None:
    done, [row] = imported(
        dossier, {os.fsdecode(b"caf\xe9.txt"): STORY.replace("13 January 2011\n\n", "").replace(", Jan 13", "")}
    )
    assert row["clipping"].endswith("/caf\\xe9.txt")
    assert row["outcome"] == "inbox"
    assert "caf\\xe9.txt" in done.output
    assert done.exit_code == 0, done.output


def test_halves_of_characters_that_json_can_hold_end_no_import(dossier: Path) -> None:
    record = {"@type": "NewsArticle", "headline": f"{HEADING} \ud800", "author": "Anna \ud83d\ude00 Kowal"}
    source = page(f'<script type="application/ld+json">{json.dumps(record)}</script>').replace("<h1>", "<h1>x ")
    _, rows = imported(
        dossier, {"a.html": source, "b.json": json.dumps([{"title": "\udce9"}, {"title": "b", "file": "\ud800"}])}
    )
    assert [row["outcome"] for row in rows] == ["inbox", "failed", "failed"]
    assert (rows[0]["title"], rows[0]["byline"]) == (f"{HEADING} \ufffd", ["Anna \U0001f600 Kowal"])


def test_a_disk_that_takes_no_more_fails_what_did_not_fit_and_the_report_holds_the_rest(dossier: Path) -> None:
    (dossier / "in" / "b.txt").write_text(f"{STORY}\n{LONG}\n{'word ' * 20_000}", encoding="utf-8")
    (dossier / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    done, rows = with_room(60_000, lambda: imported(dossier, {}))
    assert [row["outcome"] for row in rows] == ["article", "failed"]
    assert rows[1]["problem"].startswith("cannot be kept: ")
    assert done.exit_code == 1
    assert [path for path in written(dossier) if "clippings/" in path] == [f"clippings/{rows[0]['sha256']}.txt"]


def test_an_article_that_cannot_be_written_leaves_no_clipping_behind_and_is_in_the_report(dossier: Path) -> None:
    (dossier / "content" / "articles").write_text("no folder", encoding="utf-8")
    done, rows = imported(dossier, {"a.txt": STORY, "b.txt": STORY, "c.txt": UNDATED.replace(FIRST, "The pier is old.")})
    assert [row["outcome"] for row in rows] == ["failed", "failed", "inbox"]
    assert all(row["problem"].startswith("cannot be written: ") for row in rows[:2])
    assert f"{rows[0]['clipping']}: cannot be written: " in done.output
    assert done.exit_code == 1
    kept = [path for path in written(dossier) if path.startswith("clippings/")]
    assert kept == [f"clippings/{rows[2]['sha256']}.txt"]


def test_nothing_is_imported_where_the_disk_has_no_room_for_the_report(dossier: Path) -> None:
    for number in range(10):
        (dossier / "in" / f"{number}.txt").write_text(STORY.replace(FIRST, f"Pier {number} is old."), encoding="utf-8")
    done, rows = with_room(5_000, lambda: imported(dossier, {}))
    assert {(row["outcome"], row["article"]) for row in rows} == {("failed", None)}
    assert all("report.jsonl cannot be written" in row["problem"] for row in rows)
    assert done.exit_code == 1
    assert not [path for path in written(dossier) if path.startswith(("articles/", "clippings/"))]


def test_a_report_that_cannot_be_begun_ends_the_import_before_anything_is_written(dossier: Path) -> None:
    (dossier / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    done = run(dossier / "in", "--into", dossier / "content", "--report", dossier / "nowhere" / "report.jsonl")
    assert done.exit_code == 1
    assert "nowhere/report.jsonl cannot be written" in done.output
    assert not [path for path in written(dossier) if path.startswith(("articles/", "clippings/"))]


def test_after_ctrl_c_the_report_says_what_was_done_and_what_was_not(dossier: Path) -> None:
    _, [first] = imported(dossier, {"a.txt": STORY})
    for name in ("b", "c"):
        (dossier / "in" / f"{name}.txt").write_text(STORY.replace("Harbour", f"Harbour {name}"), encoding="utf-8")

    def interrupting(readings: Iterable[Any], total: int) -> Iterator[Any]:
        for reading in readings:
            signal.raise_signal(signal.SIGINT)
            yield reading

    options = Options(dossier / "content", report=dossier / "report.jsonl")
    done = import_clippings([dossier / "in"], options, interrupting)
    rows = [json.loads(line) for line in (dossier / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["known", "failed", "failed"]
    assert {row["problem"] for row in rows[1:]} == {"was not imported: the import was interrupted"}
    assert notes(done.rows, dossier) == ["Interrupted: 2 were not imported. The same command goes on with them."]
    assert [path for path in written(dossier) if "clippings/" in path] == [f"clippings/{first['sha256']}.txt"]


def test_ctrl_c_between_two_articles_leaves_the_first_one_done(dossier: Path) -> None:
    for name in ("a", "b"):
        (dossier / "in" / f"{name}.txt").write_text(STORY.replace(FIRST, f"Pier {name} is old."), encoding="utf-8")
    content = dossier / "content"
    options = Options(content, report=dossier / "report.jsonl")
    import_clippings([dossier / "in"], options, heed=lambda: nullcontext(lambda: any(content.glob("articles/*/*.md"))))
    rows = [json.loads(line) for line in (dossier / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["article", "failed"]
    assert len(list(content.glob("articles/*/*.md"))) == len(list(content.glob("clippings/*"))) == 1


def test_a_second_import_into_one_folder_waits_for_the_first_and_knows_what_it_did(dossier: Path, tmp_path: Path) -> None:
    imported(dossier, {"a.txt": STORY})
    content = tmp_path / "content-of-both"
    content.mkdir()
    waiting, ended = threading.Event(), []
    second = threading.Thread(
        target=lambda: ended.append(import_clippings([dossier / "in"], Options(content), busy=waiting.set))
    )
    with locked(content / "import", lambda: None):
        second.start()
        assert waiting.wait(30)
        shutil.copytree(dossier / "content", content, dirs_exist_ok=True)  # what the first one does
    second.join()
    [done] = ended
    assert [row.outcome for row in done.rows] == ["known"]
    assert len(list(content.glob("articles/*/*.md"))) == 1


def test_the_lock_of_imports_is_not_published(dossier: Path) -> None:
    _, [row] = imported(dossier, {"a.txt": STORY})
    assert ".import.lock" in written(dossier)
    assert collect(dossier / "content").statics == (f"clippings/{row['sha256']}.txt",)


def test_entities_that_expand_are_not_followed(dossier: Path) -> None:
    bomb = (
        "<!DOCTYPE x [<!ENTITY a 'lol'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
        + "]>"
    )
    _, rows = imported(
        dossier, {"a.rss": f"{bomb}<rss version='2.0'><channel><title>&j;</title></channel></rss>", "b.txt": STORY}
    )
    assert [row["outcome"] for row in rows] == ["failed", "article"]


HOSTILE = [
    "# no heading", "* no item", "1. no list", "2) no list", "- no item", "+ no item", "> no quotation",
    "<script>alert(1)</script>", "a <b>bold</b> &amp; claim", "`code` and *stars* and _lines_", "[text](javascript:alert(1))", "![x](http://example.org/a.png)",
    "[^1] no note", "[{filename}](x)", "{filename}/articles/nowhere.md", "a | b", "---", "===", "~~~", "    indented",
    "https://example.org/a_b_c", "\\backslash\\", "Title: not yaml", "<https://example.org>", "#", "-", "1.",
]  # fmt: skip


@pytest.mark.parametrize("line", HOSTILE)
def test_what_markdown_would_take_for_a_mark_stays_as_it_was(line: str) -> None:
    [passage] = prose.parse(f"{escaped(line)}\n").passages
    assert passage.text == " ".join(line.split())
    assert not [item for item in passage.markup if item.link and item.link.kind != "web"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_line_reads_as_it_was(text: str) -> None:
    flat = " ".join(text.split())
    shown = [passage.text for passage in prose.parse(f"{escaped(text)}\n").passages]
    straight = str.maketrans("“”‘’", "\"\"''")
    assert "".join(shown).translate(straight) == flat.translate(straight)


PIECES = [
    HEADING, FIRST, SECOND, "By Anna Kowal", "13 January 2011", "25/06/2008 10:06", "MOSCOW, June 25 (RIA Novosti) - It is so.",
    "=====", "Related stories:", "Reuter", "Photo: Jan Nowak", "# A heading", "[a link](https://example.org)", "**Jan Nowak**",
    "",     "Original url: <https://example.org/a>", "Title: x", "(Brussels, 26 January 2011)", "BRUSSELS: Ships.",
    "    indented line that goes", "on here", "Subscribe to our newsletter", "---", "* * *", "> quoted", "_a_b_", "\t",
    "Follow us",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60)),
        max_size=25,
    )
)
def test_no_word_is_lost_or_invented(lines: list[str]) -> None:
    source = RawFile("a.txt", ("x" + "\n".join(lines)).encode("utf-8", "replace"))
    for clipping in read(source):
        for one in (clipping, Clipping(clipping.lines, marked=True), Clipping(clipping.lines, wrapped=False)):
            stories = rules.read(one)
            kept = [line.text for story in stories for line in story.body]
            removed = [part.text for story in stories for part in story.removed]
            whole = unparted(plain(one.lines)) if one.wrapped else one.lines  # with words that a line's end has parted
            assert words([*kept, *removed]) == words(line.text for line in whole)


def test_titles_that_yaml_would_take_for_something_else_stay_text(dossier: Path) -> None:
    for number, title in enumerate(
        ('No: "this" is it', "null", "- a list of harbours", "#harbour", "2011-01-13", "yes & *no*")
    ):
        text = f"Title: {title}\n\n13 January 2011\n\nLONDON (Reuters) - Ship {number} came into the harbour.\n"
        (dossier / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    _, rows = imported(dossier, {})
    titles = {article.head.title for article in assemble(collect(dossier / "content"), drafts=True).articles}
    assert titles == {row["title"] for row in rows}
