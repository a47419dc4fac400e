"""An article written anew: what its file holds then, what stays of others, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.desk import Change, Conflict
from dossier.desk.writing import Fields, parts, rewritten
from dossier.edition import Edition
from dossier.errors import ContentErrors, DossierError
from dossier.pipeline import assemble, collect
from tests.content import Files, text, write

PATH = "articles/2008-06-25-x.md"
FILES: Files = {
    PATH: text(PATH, {"actors": ["ivanov"]}, "The pier closed.\n\nIt rained.\n\nNobody came."),
    "articles/2008-06-26-y.md": text(PATH, {"translation_of": "2008-06-25-x", "lang": "de"}),
    "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}),
}
HEAD = "title: A story\ndate: 2008-06-25\nsources:\n- {title: Report, publisher: Interfax}\ntopics: [talks]\n"


class Desk:
    """A content folder with its edition."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.content = write(folder, files)
        self.edition: Edition = assemble(collect(self.content), drafts=True, proposed=True)

    def held(self, path: str = PATH) -> bytes:
        return (self.content / path).read_bytes()

    def put(self, data: str, path: str = PATH) -> None:
        (self.content / path).write_bytes(data.encode())

    def rewritten(self, base: bytes | None = None, slug: str = "2008-06-25-x", **fields: str) -> Change:
        article = self.edition.article(slug)
        return rewritten(self.content, self.edition, article, base or self.held(article.path), Fields(**fields))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "content", FILES)


def after(change: Change) -> str:
    [edit] = change.edits
    return (edit.after or b"").decode()


def test_another_text_leaves_the_front_matter_as_it_was(desk: Desk) -> None:
    before = desk.held().decode()
    change = desk.rewritten(text="The pier opened.\n\nIt rained.\n\nNobody came.\n")
    assert after(change) == before.replace("closed", "opened")
    assert change.said == "article 2008-06-25-x: text"
    assert desk.held().decode() == before


def test_another_front_matter_leaves_the_text_as_it_was(desk: Desk) -> None:
    made = after(desk.rewritten(front=HEAD.replace("A story", "Another")))
    assert made.startswith("---\ntitle: Another\n")
    assert made.endswith("---\n\nThe pier closed.\n\nIt rained.\n\nNobody came.\n")


@given(
    breaks=st.lists(st.sampled_from(["\n", "\r\n"]), min_size=6, max_size=6),
    words=st.lists(st.text("ab -é", max_size=4), min_size=5, max_size=5),
    place=st.integers(0, 4),
)
@settings(max_examples=60)
def test_a_line_that_stays_keeps_its_break_whatever_a_browser_makes_of_it(
    tmp_path_factory: pytest.TempPathFactory, breaks: list[str], words: list[str], place: int
) -> None:
    body = "".join(f"{word}{end}" for word, end in zip(["x", *words], breaks, strict=True))
    desk = Desk(tmp_path_factory.mktemp("desk") / "content", {PATH: f"---\r\n{HEAD}---\r\n\r\n{body}".encode()})
    shown = parts(PATH, desk.held()).text.replace("\r\n", "\n")
    assert after(desk.rewritten(text=shown, front=HEAD)).encode() == desk.held()
    lines = shown.split("\n")
    lines.insert(min(place, len(lines) - 1), "a line more")
    made = after(desk.rewritten(text="\n".join(lines)))
    assert "a line more" in made
    assert made.replace("\r\n", "\n").replace("a line more\n", "", 1) == desk.held().decode().replace("\r\n", "\n")


def test_what_somebody_else_wrote_meanwhile_stays(desk: Desk) -> None:
    base = desk.held()
    desk.put(base.decode().replace("Nobody came", "Ivanov came"))
    made = after(desk.rewritten(base, text="The pier opened.\n\nIt rained.\n\nNobody came.\n"))
    assert made.endswith("The pier opened.\n\nIt rained.\n\nIvanov came.\n")


def test_two_who_wrote_the_same_line_are_both_shown(desk: Desk) -> None:
    base = desk.held()
    desk.put(base.decode().replace("closed", "burnt"))
    with pytest.raises(Conflict) as conflict:
        desk.rewritten(base, text="The pier opened.\n\nIt rained.\n\nNobody came.\n")
    assert b"burnt" in (conflict.value.theirs or b"")
    assert b"opened" in (conflict.value.ours or b"")


@pytest.mark.parametrize(
    ("fields", "line", "problem"),
    [
        ({"front": HEAD.replace("title", "titel")}, 2, "titel"),
        ({"front": HEAD.replace("2008-06-25", "yesterday")}, 3, "date"),
        ({"front": HEAD.replace("[talks]", "[nowhere]")}, 6, "there is no topic `nowhere`"),
        ({"front": HEAD + "---\nmore: here\n"}, 7, "cannot stand within it"),
        ({"front": HEAD + "title: twice\n"}, 7, "given twice"),
        ({"front": ": [\n"}, 2, "not YAML"),
        ({"front": ""}, 2, "no `title`"),
        ({"text": "One.\n\nSee [the other]({filename}/articles/gone.md).\n"}, 7, "not there"),
        ({"text": "One.\n\nTwo. [@nobody]\n"}, 7, "names no source"),
    ],
)
def test_what_would_be_wrong_is_refused_with_its_line(desk: Desk, fields: dict[str, str], line: int, problem: str) -> None:
    with pytest.raises(ContentErrors) as wrong:
        desk.rewritten(None, **fields)
    first = wrong.value.errors[0]
    assert (first.path, first.line) == (PATH, line), str(wrong.value)
    assert problem in str(wrong.value)


def test_an_article_that_others_name_keeps_its_address_when_its_date_is_corrected(tmp_path: Path) -> None:
    files: Files = {
        "articles/pier.md": text(PATH, {"status": "draft"}),
        "articles/y.md": text(PATH, {"translation_of": "2008-06-25-pier", "lang": "de"}),
    }
    desk = Desk(tmp_path / "content", files)
    [edit] = desk.rewritten(slug="2008-06-25-pier", front=HEAD.replace("06-25", "06-24")).edits
    assert (edit.path, edit.to) == ("articles/pier.md", "articles/2008-06-25-pier.md")


def test_a_name_of_a_file_that_the_edition_lacks_yet_is_known(desk: Desk) -> None:
    desk.put("---\nlabel: Harbours\n---\n", "topics/harbours.md")
    assert "harbours" in after(desk.rewritten(front=HEAD.replace("[talks]", "[talks, harbours]")))


def test_what_is_wrong_elsewhere_already_is_in_nobodys_way(desk: Desk) -> None:
    desk.put("no front matter", "articles/2008-06-27-z.md")
    assert desk.rewritten(text="One.\n").edits


def test_a_file_that_is_gone_is_said_to_be(desk: Desk) -> None:
    base = desk.held()
    (desk.content / PATH).unlink()
    with pytest.raises(DossierError, match="not there any more"):
        desk.rewritten(base, text="One.\n")
