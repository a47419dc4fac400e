"""What is asked of clippings that wait, and what becomes of them when it is answered."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.desk import Changes, Conflict
from dossier.desk.answers import Files, line, one, published, topics
from dossier.desk.questions import Question, inbox_of, questions
from dossier.desk.waiting import read
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.pipeline import assemble, collect
from tests.content import write

STORY = "The quay was closed on Monday for repairs that nobody had announced, and fifty boats had to turn back in the fog."


def waits(title: str, line: str, *, notes: str = "# no date found\n", more: str = "", story: str = STORY) -> str:
    """A file of the inbox as an import writes it, with a line that no rule knew before its story."""
    return (
        f"---\n{notes}title: {title}\nkind: clipping\nstatus: draft\nsummary: {story}\nsources:\n- title: {title}\n"
        f"  publisher: quays.example\n  url: https://quays.example/{title.lower()}\n{more}---\n\n{line}\n\n{story}\n"
    )


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    """A dossier in whose inbox five clippings wait: three with the line of one bulletin, one with none, one in doubt."""
    files = {
        "inbox/a.md": waits("Alpha", "Bulletin of the Quays, 12 Feb 2022"),
        "inbox/b.md": waits("Beta", "Bulletin of the Quays, February 13, 2022", more="topics: [talks]\n"),
        "inbox/c.md": waits("Gamma", "Bulletin of the Quays, 2022\\-02-14".replace("\\", "")),
        "inbox/d.md": waits("Delta", "Somewhere at sea"),
        "inbox/e.md": waits("Epsilon", "Seen 3/4/2022", notes="# may be the story of Alpha: 90% is in both\n"),
    }
    write(tmp_path / "content", dict(files))
    return Changes.of(tmp_path / "content", tmp_path)


def edition(desk: Changes) -> Edition:
    return assemble(collect(desk.content), drafts=True)


def asked(desk: Changes) -> list[Question]:
    return questions(inbox_of(desk.content), edition(desk))


def held(desk: Changes) -> dict[str, bytes]:
    return {path.relative_to(desk.content).as_posix(): path.read_bytes() for path in desk.content.rglob("*") if path.is_file()}


def there(desk: Changes) -> Files:
    return Files(desk.content, "en")


def test_a_line_that_repeats_and_holds_the_day_is_one_question_and_comes_first(desk: Changes) -> None:
    first, *others = asked(desk)
    assert (first.kind, first.key, first.frees) == ("line", "Bulletin of the Quays, ‹date›", 3)
    assert [(hit.path, hit.day) for hit in first.hits] == [
        ("inbox/a.md", "2022-02-12"),
        ("inbox/b.md", "2022-02-13"),
        ("inbox/c.md", "2022-02-14"),
    ]
    assert first.proposed == "publisher and day"
    assert [(other.kind, other.key) for other in others] == [("one", "inbox/d.md"), ("one", "inbox/e.md")]


def test_one_answer_completes_all_clippings_of_the_line_and_undo_gives_the_same_bytes(desk: Changes) -> None:
    before = held(desk)
    first = asked(desk)[0]
    done = desk.apply(line(there(desk), first.key, first.proposed, [hit.path for hit in first.hits]))
    moved = (desk.content / "articles" / "2022" / "2022-02-12-a.md").read_text(encoding="utf-8")
    assert not (desk.content / "inbox" / "a.md").exists()
    assert "Bulletin of the Quays, 12 Feb 2022" not in moved
    assert "no date found" not in moved
    heads = {article.head.title: article.head for article in edition(desk).articles}
    assert {title: head.date.iso for title, head in heads.items()} == {
        "Alpha": "2022-02-12", "Beta": "2022-02-13", "Gamma": "2022-02-14",
    }  # fmt: skip
    assert {head.sources[0].publisher for head in heads.values()} == {"Bulletin of the Quays"}
    assert [question.kind for question in asked(desk)] == ["topic", "one", "one", "publish"]
    desk.undo(done.id)
    assert held(desk) == before


def test_a_clipping_that_is_left_out_stays_as_it_is(desk: Changes) -> None:
    before = held(desk)["inbox/c.md"]
    first = asked(desk)[0]
    desk.apply(line(there(desk), first.key, "day", ["inbox/a.md", "inbox/b.md"]))
    assert held(desk)["inbox/c.md"] == before
    heads = {article.head.title: article.head for article in edition(desk).articles}
    assert heads["Alpha"].sources[0].publisher == "quays.example"


def test_a_line_that_is_taken_out_gives_nothing_and_the_file_waits_on(desk: Changes) -> None:
    desk.apply(line(there(desk), "Bulletin of the Quays, ‹date›", "take out", ["inbox/a.md"]))
    text = held(desk)["inbox/a.md"].decode()
    assert "Bulletin" not in text
    assert "date:" not in text
    assert "# no date found" in text


def test_a_summary_that_began_with_the_line_begins_with_what_comes_next(tmp_path: Path) -> None:
    at = "Bulletin of the Quays, 12 Feb 2022"
    text = waits("Alpha", at, story="Short.").replace("summary: Short.", f"summary: {at}")
    content = write(tmp_path / "content", {"inbox/a.md": text})
    Changes.of(content).apply(line(Files(content, "en"), "Bulletin of the Quays, ‹date›", "publisher and day", ["inbox/a.md"]))
    assert assemble(collect(content), drafts=True).articles[0].head.summary == "Short."


@pytest.mark.parametrize(
    ("key", "role", "path", "problem"),
    [
        ("Bulletin of the Quays, ‹date›", "publisher and day", "inbox/d.md", "has no line"),
        ("Somewhere at sea", "publisher and day", "inbox/d.md", "holds no day"),
        ("Seen ‹date›", "day", "inbox/e.md", "holds no day that can be read in one way alone"),
        ("Bulletin of the Quays, ‹date›", "weather", "inbox/a.md", "a line is no `weather`"),
        ("Bulletin of the Quays, ‹date›", "day", "inbox/gone.md", "does not wait any more"),
        ("Bulletin of the Quays, ‹date›", "day", "topics/talks.md", "does not wait any more"),
    ],
)
def test_what_a_line_does_not_show_is_refused(desk: Changes, key: str, role: str, path: str, problem: str) -> None:
    before = held(desk)
    with pytest.raises(DossierError, match=problem):
        line(there(desk), key, role, [path, "inbox/a.md"])
    assert held(desk) == before


def test_a_day_that_can_be_read_in_two_ways_is_asked_file_by_file(tmp_path: Path) -> None:
    files = {f"inbox/{n}.md": waits(f"Story {n}", "Bulletin of the Quays, 3/4/2022") for n in range(3)}
    content = write(tmp_path / "content", dict(files))
    found = questions(inbox_of(content), assemble(collect(content), drafts=True))
    assert [question.kind for question in found] == ["one"] * 3
    assert set(found[0].days) == {"2022-04-03", "2022-03-04"}


def test_what_may_be_told_already_stays_until_somebody_says_that_it_is_another(desk: Changes) -> None:
    desk.apply(one(there(desk), "inbox/e.md", {"date": "2022-04-03"}))
    assert (desk.content / "inbox" / "e.md").exists()
    desk.apply(one(there(desk), "inbox/e.md", {}, another=True))
    assert [article.path for article in edition(desk).articles] == ["articles/2022/2022-04-03-e.md"]


def test_two_clippings_of_one_name_and_day_do_not_take_each_others_place(tmp_path: Path) -> None:
    files = {"inbox/a.md": waits("Alpha", "Somewhere"), "articles/2022/2022-02-12-a.md": "---\ntitle: x\n---\n"}
    content = write(tmp_path / "content", dict(files))
    desk = Changes.of(content)
    done = desk.apply(one(Files(content, "en"), "inbox/a.md", {"date": "2022-02-12"}))
    assert done.change.edits[0].to == ""
    assert "date: 2022-02-12" in (content / "inbox" / "a.md").read_text(encoding="utf-8")


def test_topics_for_all_of_a_publisher_are_one_answer_and_drafts_are_published_together(desk: Changes) -> None:
    first = asked(desk)[0]
    desk.apply(line(there(desk), first.key, first.proposed, [hit.path for hit in first.hits]))
    before = held(desk)
    unfiled = asked(desk)[0]
    assert (unfiled.key, len(unfiled.hits), unfiled.choices) == ("Bulletin of the Quays", 2, ("talks",))
    with pytest.raises(DossierError, match="there is no topic gardens"):
        topics(there(desk), ["gardens"], [unfiled.hits[0].path], edition(desk).topics)
    with pytest.raises(DossierError, match="is on no topic yet"):
        published(there(desk), [unfiled.hits[0].path])
    ids = [desk.apply(topics(there(desk), ["talks"], [hit.path for hit in unfiled.hits], edition(desk).topics)).id]
    ready = asked(desk)[-1]
    assert (ready.kind, len(ready.hits)) == ("publish", 3)
    ids.append(desk.apply(published(there(desk), [hit.path for hit in ready.hits])).id)
    assert len(assemble(collect(desk.content)).articles) == 3
    for number in reversed(ids):
        desk.undo(number)
    assert held(desk) == before


def test_a_file_that_was_edited_in_the_same_place_meanwhile_is_not_written_and_no_other_either(desk: Changes) -> None:
    change = line(there(desk), "Bulletin of the Quays, ‹date›", "day", ["inbox/a.md", "inbox/b.md"])
    path = desk.content / "inbox" / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bulletin of the Quays", "By hand"), encoding="utf-8")
    before = held(desk)
    with pytest.raises(Conflict):
        desk.apply(change)
    assert held(desk) == before


def test_a_file_that_cannot_be_read_is_asked_for_by_itself_and_says_why(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content", {"inbox/a.md": "No front matter.\n", "inbox/b.md": b"\xff\xfe", "inbox/c.md": "---\na: [\n---\n"}
    )
    (content / "inbox" / "d.md").symlink_to(content / "topics" / "talks.md")
    (content / "inbox" / "e.md").mkdir()
    (content / "inbox" / "f.md").write_bytes(b"a" * 6_000_000)
    found = questions(inbox_of(content), assemble(collect(content), drafts=True))
    assert [question.kind for question in found] == ["one"] * 6
    assert all(question.lacks for question in found)
    with pytest.raises(DossierError, match="cannot be changed"):
        one(Files(content, "en"), "inbox/a.md", {"date": "2022-01-01"})


PARAGRAPHS = st.lists(
    st.sampled_from(["A word", "Two words.", "\\*three\\*", "On 3 May 2022", "## Four"]), min_size=1, max_size=6
)


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS, st.integers(0, 5), st.sampled_from(["\n", "\r\n"]), st.integers(1, 3), st.sampled_from(["", "\ufeff"]))
def test_a_line_that_goes_moves_no_other_byte(texts: list[str], number: int, end: str, gap: int, mark: str) -> None:
    head = f"{mark}---{end}# no date found{end}title: 'A:  b'{end}---{end}{end}"
    blocks = [f"{text} {n}{end}" for n, text in enumerate(texts)]
    waiting = read("inbox/a.md", (head + (end * gap).join(blocks)).encode())
    assert [line.text for line in waiting.lines] == [" ".join(block.split()).replace("\\*", "*") for block in blocks]
    number %= len(blocks)
    after = waiting.without(waiting.lines[number])
    kept = blocks[:number] + blocks[number + 1 :]
    joined = head + (end * gap).join(kept) + (end * gap if number == len(blocks) - 1 and kept else "")
    assert after.data.decode() == joined
