"""What goes wrong on a desk is said in a sentence: nothing is lost, and nothing is half written."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dossier.desk import files
from dossier.errors import ContentErrors
from dossier.preview import problems
from dossier.server.statements import Filters, waiting
from dossier.server.waiting import ROWS
from tests.content import Files, text
from tests.desks import HOME, SENT, Table, begun
from tests.test_desk_questions import FILES as QUAYS
from tests.test_desk_questions import LINE
from tests.test_desk_statements import FILES as SAID

pytestmark = pytest.mark.slow

FILES: Files = {**QUAYS, **SAID}
SCREENS = ("today", "clippings", "names", "findings", "statements", "changes")
MANY = 10_000


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with begun(tmp_path, FILES, counted=True) as made:
        yield made


@pytest.mark.parametrize("made", [{}, {"articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"})}])
def test_every_screen_is_shown_where_nothing_waits(tmp_path: Path, made: Files) -> None:
    table = Table(tmp_path, made)
    for screen in SCREENS:
        assert "<h1>" in table.counted(f"/desk/{screen}")
    table.desk.close()


def statement(table: Table) -> str:
    """The id of a statement that names its speaker."""
    [found] = [one.id for one in table.edition.statements if "pier" in one.text]
    return found


def answers(table: Table) -> dict[str, dict[str, Any]]:
    """An answer of each kind, all of which fit."""
    paths = ["inbox/a.md", "inbox/b.md", "inbox/c.md"]
    return {
        "line": {"kind": "clipping", "question": "line", "key": LINE, "choice": "publisher and day", "paths": paths},
        "topic": {"kind": "clipping", "question": "topic", "choice": "talks", "paths": ["articles/2008-06-26-b.md"]},
        "name": {"kind": "name", "answer": "states", "names": ["Norway", "Portugal"]},
        "nobody": {"kind": "name", "answer": "nobody", "names": ["Ann Zorilla"]},
        "statement": {"kind": "statement", "status": "confirmed", "rows": [{"id": statement(table)}]},
        "statements": {"kind": "statements", "filters": {}, "number": table.edition.waiting, "without": []},
    }


KINDS = ("line", "topic", "name", "nobody", "statement", "statements")


def refused(table: Table, body: dict[str, Any], status: int = 422) -> str:
    """What is said of an answer that is refused: a sentence, and nothing of it is written."""
    before = table.held()
    answer = table.post("answer", body)
    assert answer.status_code == status, answer.text
    assert table.held() == before
    assert not list(table.content.rglob(f"*{files.UNFINISHED}"))
    problem: str = answer.json()["problem"]
    assert problem.endswith(".")
    return problem


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_fits_is_made_and_taken_back_to_the_byte(table: Table, kind: str) -> None:
    before = table.held()
    answer = table.post("answer", answers(table)[kind])
    assert answer.is_success, answer.text
    assert table.held() != before
    assert table.post("undo", {"change": answer.json()["change"]}).is_success
    assert table.held() == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_does_not_fit_a_second_time(table: Table, kind: str) -> None:
    body = answers(table)[kind]
    assert table.post("answer", body).is_success
    made = table.held()
    again = table.post("answer", body)
    assert again.status_code in {409, 422} or again.json()["change"] == 0
    assert table.held() == made


@pytest.mark.parametrize("kind", KINDS)
def test_a_disk_that_is_full_is_said_and_nothing_is_half_written(
    table: Table, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, body = table.held(), answers(table)[kind]
    whole = os.fsync

    def full(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().is_relative_to(table.content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(file)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert "nothing was changed: No space left on device" in refused(table, body)
    assert table.post("answer", body).is_success  # once there is room again
    table.post("undo", {})
    assert table.held() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_journal_that_cannot_be_written_stops_the_answer(table: Table, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = answers(table)[kind]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("dossier.desk.journal._written", full)
    assert "No space left on device" in refused(table, body)


def denied(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_right_to_write_nothing_is_written(table: Table, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = answers(table)[kind]
    with monkeypatch.context() as patched:  # whoever is root may write everywhere
        patched.setattr(os, "open", denied)
        assert "nothing was changed: Permission denied" in refused(table, body)
    assert table.post("answer", body).is_success


SPOILT: dict[str, Callable[[Path], None]] = {
    "not to be read": lambda path: (path.unlink(), path.mkdir()),  # type: ignore[dict-item, func-returns-value]
    "no text": lambda path: (path.write_bytes(b"\xff\xfe\x00"), None)[1],
    "gone": lambda path: path.unlink(),
    "a link": lambda path: (path.unlink(), path.symlink_to("/etc/hostname"))[1],  # type: ignore[func-returns-value]
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize(("kind", "name"), [("line", "inbox/b.md"), ("topic", "articles/2008-06-26-b.md")])
def test_a_file_that_cannot_be_read_any_more_stops_the_answer_and_no_screen(
    table: Table, kind: str, name: str, how: str
) -> None:
    body = answers(table)[kind]
    SPOILT[how](table.content / name)
    assert name in refused(table, body)
    for screen in SCREENS:
        assert table.client.get(f"/desk/{screen}").status_code == 200, screen


@pytest.mark.parametrize(
    "ledger", [b"\xff\xfe", b"{", b"- a list\n", b"s-x: 7\n", b"s-x:\n  status: maybe\n", b"a: &a [*a]\n", b"[" * 5000]
)
def test_a_ledger_that_is_none_any_more_is_left_as_it_is(table: Table, ledger: bytes) -> None:
    body = answers(table)["statement"]
    (table.content / "statements.yml").write_bytes(ledger)
    assert "statements.yml" in refused(table, body)
    assert table.client.get("/desk/statements").status_code == 200


def test_the_last_good_edition_is_shown_with_what_is_wrong_until_it_is_mended(table: Table) -> None:
    path = table.content / "articles" / "2008-06-25-x.md"
    good = path.read_bytes()
    path.write_bytes(good.replace(b'"title"', b'"titel"'))
    with pytest.raises(ContentErrors) as wrong:
        table.read()
    table.events.error(problems(wrong.value, Path()))
    for screen in SCREENS:
        shown = table.client.get(f"/desk/{screen}").text
        assert "what follows is of the last good edition" in shown
        assert "articles/2008-06-25-x.md" in shown
    assert f'data-id="{statement(table)}"' in table.client.get("/desk/statements").text
    path.write_bytes(good)
    table.saved()
    assert "last good edition" not in table.client.get("/desk/statements").text


POSTS = ("answer", "preview", "undo", "redo", "open", "later", "import")


@pytest.mark.parametrize("what", POSTS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"X-Dossier": None}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_another_site_changes_nothing(table: Table, what: str, headers: dict[str, str | None], status: int) -> None:
    before = table.held()
    answer = table.post(what, answers(table)["statement"], **headers)
    assert (answer.status_code, answer.text.endswith(".")) == (status, True)
    assert table.held() == before


@pytest.mark.parametrize("what", POSTS)
def test_whoever_has_no_token_changes_nothing(table: Table, what: str) -> None:
    before = table.held()
    for cookies in ({}, {"dossier-8000": "another"}, {"dossier-8001": "a-token-that-nobody-guesses"}):
        table.client.cookies = cookies
        answer = table.post(what, answers(table)["statement"])
        assert answer.status_code == 403
    assert table.held() == before


@pytest.mark.parametrize("address", [*SCREENS, "import", "events", "statements/same", "files/desk.js"])
def test_whoever_has_no_token_sees_nothing(table: Table, address: str) -> None:
    table.client.cookies.clear()
    answer = table.client.get(f"/desk/{address}")
    assert answer.status_code == 403
    assert "pier" not in answer.text


@pytest.mark.parametrize("address", [*SCREENS, "import", "statements/same"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8001", "localhost.evil.example:8000", ""])
def test_another_name_of_this_machine_is_shown_nothing(table: Table, address: str, host: str) -> None:
    answer = table.client.get(f"{HOME}/desk/{address}", headers={"Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"kind": 7}', b'{"kind": "statement"}', b'{"kind": "weather"}', b"[" * 100_000],
)
def test_what_is_no_answer_is_refused(table: Table, body: bytes) -> None:
    before = table.held()
    answer = table.client.post("/desk/answer", content=body, headers=SENT)
    assert answer.status_code == 422
    assert answer.json()["problem"].endswith(".")
    assert table.held() == before


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """A desk on which ten thousand statements wait."""
    each, made = 100, {**SAID}
    for number in range(MANY // each):
        said = "\n\n".join(f"Anna Kowal said that crane {number}-{one} had come to the pier." for one in range(each))
        made[f"articles/2009-01-01-n{number}.md"] = text(
            "articles/x.md", {"title": f"News {number}", "date": "2009-01-01"}, said
        )
    table = Table(tmp_path_factory.mktemp("crowded"), made)
    yield table
    table.desk.close()


def test_ten_thousand_statements_are_shown_a_page_at_a_time(crowded: Table) -> None:
    assert crowded.edition.waiting >= MANY
    shown = crowded.client.get("/desk/statements").text
    assert ROWS <= shown.count('class="row"') < ROWS + 100
    assert f"of {crowded.edition.waiting}</h2>" in shown
    started = time.perf_counter()
    crowded.client.get("/desk/statements?speaker=kowal")
    assert time.perf_counter() - started < 5  # a mistake in the order of growth, and no measurement


def test_ten_thousand_statements_are_rejected_in_one_change_and_taken_back(crowded: Table) -> None:
    before, every = crowded.held(), waiting(crowded.edition, Filters())
    kept = [one.id for one in every[:1000]]
    batch = {"kind": "statements", "filters": {}, "number": len(every) - len(kept), "without": kept}
    answer = crowded.post("answer", batch)
    assert answer.is_success, answer.text
    written = (crowded.content / "statements.yml").read_text(encoding="utf-8")
    assert written.count("status: rejected") == len(every) - len(kept)
    assert crowded.post("undo", {}).is_success
    assert crowded.held() == before


def test_more_than_can_be_asked_at_once_is_said(crowded: Table) -> None:
    before = crowded.held()
    batch = {"kind": "statements", "filters": {}, "number": 0, "without": ["s-x" + "0" * 90] * 20_000}
    answer = crowded.post("answer", batch)
    assert (answer.status_code, answer.json()["problem"]) == (413, "That is more than can be taken at once.")
    assert crowded.held() == before
