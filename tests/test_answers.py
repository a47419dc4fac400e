"""What the desk is answered: which change it makes of it, what it says, and what it refuses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dossier.desk import Change, Edit, files
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.server.answers import KINDS
from dossier.server.asked import Refused
from tests.content import Files, text
from tests.desks import Table

pytestmark = pytest.mark.slow

FILES: Files = {"articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"}, "Ann Zorilla spoke.")}
PATH = "articles/2008-06-25-a.md"


class Retitle(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    title: str
    seen: str = "Talks"


def retitle(folder: Path, _: Edition, body: dict[str, Any]) -> Change:
    """The change of a kind of answer that only this test knows: another title."""
    asked = msgspec.convert(body, Retitle)
    if asked.title == "refused":
        raise Refused("title", "That is no title.")
    if asked.title == "mistaken":
        raise ContentError(asked.path, 2, "has no such title")
    if asked.title == "impossible":
        raise DossierError("the disk is full")
    now = files.read(folder, asked.path) or b""
    before = now.replace(b'"Talks"', f'"{asked.seen}"'.encode())
    return Change(
        f"{asked.path} is called {asked.title}", (Edit(asked.path, before, now.replace(b"Talks", asked.title.encode())),)
    )


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """A desk that knows a kind of answer more."""
    monkeypatch.setitem(KINDS, "retitle", retitle)
    made = Table(tmp_path, FILES)
    yield made
    made.desk.counting.close()


ANSWER = {"kind": "retitle", "path": PATH, "title": "Parley"}


def test_an_answer_is_written_taken_back_and_written_again(table: Table) -> None:
    before = table.held()
    answer = table.post("answer", ANSWER)
    assert answer.status_code == 200
    assert answer.json()["said"] == f"{PATH} is called Parley"
    assert answer.json()["counts"]["statements"] == 0
    after = table.held()
    assert b'"Parley"' in after[PATH]
    number = {"change": answer.json()["change"]}
    assert table.post("undo", number).json()["said"] == f"{PATH} is called Parley"
    assert table.held() == before
    assert table.post("redo", number).status_code == 200
    assert table.held() == after
    assert table.post("undo", {}).json()["change"] == number["change"]
    assert table.held() == before
    assert "could be taken back" in table.post("undo", {}).json()["problem"]


def test_a_file_that_changed_in_the_same_place_is_shown_as_it_is_and_as_it_would_be(table: Table) -> None:
    before = table.held()
    answer = table.post("answer", ANSWER | {"seen": "Talks of old"})
    assert answer.status_code == 409
    told = answer.json()
    assert (told["path"], '"Talks"' in told["theirs"], '"Parley"' in told["ours"]) == (PATH, True, True)
    assert table.held() == before


def test_what_was_edited_since_is_not_taken_back(table: Table) -> None:
    number = table.post("answer", ANSWER).json()["change"]
    path = table.content / PATH
    path.write_bytes(path.read_bytes().replace(b"Parley", b"By hand"))
    answer = table.post("undo", {"change": number})
    assert (answer.status_code, "By hand" in answer.json()["theirs"]) == (409, True)
    assert b"By hand" in path.read_bytes()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"kind": "unheard"}, "No kind of answer is called so"),
        ({"path": PATH}, "No kind of answer is called so"),
        ({"kind": ["retitle"]}, "No kind of answer is called so"),
        ({"kind": "retitle", "path": PATH}, "missing required field `title`"),
        (ANSWER | {"title": 7}, "Expected `str`, got `int`"),
        (ANSWER | {"more": 1}, "unknown field `more`"),
        (ANSWER | {"path": "../x.md"}, "is no path below the content folder"),
        (ANSWER | {"title": "refused"}, "That is no title."),
        (ANSWER | {"title": "mistaken"}, f"{PATH}:2: has no such title."),
        (ANSWER | {"title": "impossible"}, "the disk is full."),
        ([ANSWER], "That is not what is asked for here"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_a_sentence(table: Table, body: object, problem: str) -> None:
    before = table.held()
    answer = table.post("answer", body)
    assert answer.status_code == 422
    assert problem in answer.json()["problem"]
    assert answer.json()["problem"].endswith(".")
    assert table.held() == before


@pytest.mark.parametrize("what", ["answer", "undo", "redo"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": None}, 403),
        ({"X-Dossier": None}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Host": "evil.example:8000"}, 421),
        ({"Cookie": "dossier-8000=another"}, 403),
    ],
)
def test_nobody_else_answers(table: Table, what: str, headers: dict[str, str | None], status: int) -> None:
    table.post("answer", ANSWER)
    before = table.held()
    if "Cookie" in headers:
        table.client.cookies.clear()
    assert table.post(what, ANSWER | {"title": "Owned"} if what == "answer" else {}, **headers).status_code == status
    assert table.held() == before


@pytest.mark.parametrize("what", ["answer", "undo", "redo"])
def test_looking_answers_nothing(table: Table, what: str) -> None:
    assert table.client.get(f"/desk/{what}?kind=retitle").status_code in {404, 405}


@pytest.mark.parametrize("number", ["1", 1.5, [1], 10**30, 99])
def test_a_change_is_named_by_its_number(table: Table, number: object) -> None:
    table.post("answer", ANSWER)
    assert table.post("undo", {"change": number}).status_code == 422
