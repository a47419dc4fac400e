"""Clippings that are dropped on the desk: where they go, what is said of them, and what is refused."""

import errno
import http.client
import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from python_multipart.multipart import File

from dossier.server.guard import LARGEST_FORM
from dossier.server.receiving import LONGEST
from tests.content import Files, text
from tests.desks import HOME, Table, begun, entering
from tests.serving import TOKEN, Served
from tests.test_access import violations_shown

pytestmark = pytest.mark.slow

FILES: Files = {
    "actors/ann-other.md": text("actors/x.md", {"name": "Ann Other"}),
    "articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"}, "Ann Other spoke."),
}
SENT = {"Origin": HOME, "X-Dossier": "1"}
STORY = """The harbour opens again

Bulletin of the Quays
25 June 2008

The harbour opened again on Wednesday after a winter of repairs, the master of the port said. Ships from four towns waited
outside of it since the morning, and the first of them was unloaded before noon. Nobody was hurt in the works.
"""
UNDATED = """Ferries come back

The ferries come back to the northern quay, where they had not been for years. Those who live there were told by letter, and
many of them stood at the water when the first one came. The fare stays as it was before.
"""


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with begun(tmp_path, FILES) as made:
        yield made


@pytest.fixture
def browsed(table: Table) -> Iterator[Served]:
    with table.served() as served:
        yield served


@pytest.fixture
def entered(browsed: Served, page: Page) -> Iterator[Page]:
    with entering(browsed, page, "today") as it:
        yield it


def dropped(table: Table, *files: tuple[str, str | bytes], **headers: str | None) -> Any:
    """Files that are sent to be imported, by their names."""
    form = [("files", (name, data)) for name, data in files]
    sent = {name: value for name, value in (SENT | headers).items() if value is not None}
    return table.client.post("/desk/import", files=form, headers=sent)


def told(table: Table) -> dict[str, Any]:
    """The job, once it has ended; whoever waits for its thread waits for no clock."""
    table.desk.imports.idle()
    last = table.client.get("/desk/import").json()
    assert last["ended"]
    return dict(last)


def kept(table: Table) -> dict[str, bytes]:
    """The content, without the lock that every import leaves."""
    return {name: data for name, data in table.held().items() if name != ".import.lock"}


def left(table: Table) -> list[Path]:
    """What is left in the desk's folder of what was sent."""
    return [path for path in (table.content.parent / ".desk" / "dropped").rglob("*") if path.is_file()]


def test_what_is_dropped_lands_where_the_command_puts_it_as_drafts(table: Table) -> None:
    assert dropped(table, ("harbour.txt", STORY), ("ferries.txt", UNDATED)).status_code == 202
    job = told(table)
    assert job["said"] == "2 stories: 1 became an article, 1 waits in the inbox."
    held = table.held()
    [article] = [name for name in held if name.startswith("articles/2008/")]
    [waits] = [name for name in held if name.startswith("inbox/")]
    assert b"status: draft" in held[article]
    assert len([name for name in held if name.startswith("clippings/")]) == 2
    assert any(note.startswith(f"{waits}: no date found") and note.endswith("(from ferries.txt)") for note in job["notes"])
    assert left(table) == []


def test_each_file_that_cannot_be_read_is_named_and_the_others_are_imported(table: Table) -> None:
    dropped(table, ("a/harbour.txt", STORY), ("a/picture.png", b"\x89PNG\r\n\x1a\n"), ("b/empty.txt", ""))
    job = told(table)
    assert "1 became an article" in job["said"]
    assert "2 were not imported" in job["said"]
    assert {note.partition(":")[0] for note in job["notes"]} == {"a/picture.png", "b/empty.txt"}


def test_the_same_file_twice_says_so_at_once_and_later(table: Table) -> None:
    dropped(table, ("harbour.txt", STORY), ("harbour.txt", STORY))
    first = told(table)
    held = table.held()
    [article] = [name for name in held if name.startswith("articles/2008/")]
    assert [note.partition(":")[2] for note in first["notes"]] == [f" is in the dossier already, as {article}"]
    dropped(table, ("again.txt", STORY))
    assert told(table)["notes"] == [f"again.txt: is in the dossier already, as {article}"]
    assert table.held() == held


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.txt",
        "/etc/outside.txt",
        "..\\..\\outside.txt",
        "C:\\outside.txt",
        "a/../../../outside.txt",
        "....//outside.txt",
        "о" * 300 + ".txt",
        "out\0side.txt",
        "..",
        "\udcff.txt".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
def test_a_name_that_leads_elsewhere_stays_within(table: Table, name: str) -> None:
    before = {path for path in table.content.parent.rglob("*") if path.is_file()}
    assert dropped(table, (name, STORY)).status_code == 202
    assert "1 stor" in told(table)["said"]
    fresh = {path for path in table.content.parent.rglob("*") if path.is_file()} - before
    places = {path.relative_to(table.content.parent).parts[:2] for path in fresh}
    assert places <= {("content", "articles"), ("content", "inbox"), ("content", "clippings"), ("content", ".import.lock"),
                      (".desk", ".gitignore")}  # fmt: skip
    assert not Path("/etc/outside.txt").exists()
    assert max(len(path.name.encode()) for path in fresh) <= LONGEST + 10


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": None}, 403),
        ({"X-Dossier": None}, 403),
        ({"Host": "evil.example:8000"}, 421),
        ({"Cookie": "dossier-8000=another"}, 403),
        ({"Content-Type": "application/json"}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "multipart/form-data"}, 422),
        ({"Content-Length": str(LARGEST_FORM + 1)}, 413),
        ({"Content-Length": "many"}, 411),
    ],
)
def test_nobody_else_imports_and_no_other_form_is_taken(table: Table, headers: dict[str, str | None], status: int) -> None:
    before = table.held()
    if "Cookie" in headers:
        table.client.cookies.clear()
    answer = dropped(table, ("harbour.txt", STORY), **headers)
    assert answer.status_code == status
    assert answer.text.rstrip('"}').endswith(".")
    assert (kept(table), left(table)) == (before, [])


def test_files_are_sent_to_one_address_alone(table: Table) -> None:
    for address in ("answer", "open", "undo", "import/"):
        answer = table.client.post(f"/desk/{address}", files=[("files", ("harbour.txt", STORY))], headers=SENT)
        assert answer.status_code == 415


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"--B--\r\n",
        b"no form",
        b"--A\r\n\r\n\r\n--A--\r\n",
        b'--B\r\nContent-Disposition: form-data; name="files"; filename="cut off',
        b'--B\r\nContent-Disposition: form-data; name="files"; filename="cut.txt"\r\n\r\ncut of',
        b'--B\r\nContent-Disposition: form-data; name="field"\r\n\r\nvalue\r\n--B--\r\n',
        b"--B\r\nno header\r\n\r\nvalue\r\n--B--\r\n",
    ],
)
def test_what_is_no_form_of_files_is_refused_in_a_sentence(table: Table, form: bytes) -> None:
    headers = SENT | {"Content-Type": "multipart/form-data; boundary=B"}
    answer = table.client.post("/desk/import", content=form, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["problem"].endswith(".")
    assert left(table) == []


def test_a_clipping_of_100_mb_gets_a_sentence_and_is_never_in_memory(table: Table, browsed: Served) -> None:
    before, size, piece = table.held(), 100_000_000, b"x" * 100_000
    head = b'--B\r\nContent-Disposition: form-data; name="files"; filename="large.txt"\r\n\r\n'
    tail = b"\r\n--B--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", browsed.port)
    tracemalloc.start()
    connection.request(
        "POST",
        "/desk/import",
        (part for part in (head, *[piece] * (size // len(piece)), tail)),
        {
            "Host": f"127.0.0.1:{browsed.port}",
            "Origin": f"http://127.0.0.1:{browsed.port}",
            "Cookie": f"dossier-{browsed.port}={TOKEN}",
            "X-Dossier": "1",
            "Content-Type": "multipart/form-data; boundary=B",
            "Content-Length": str(len(head) + size + len(tail)),
        },
    )
    assert connection.getresponse().status == 202
    connection.close()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000
    assert told(table)["notes"] == ["large.txt: is too large: 100 MB, and 50 MB at most are read"]
    assert (kept(table), left(table)) == (before, [])


def test_a_full_disk_is_said_and_leaves_nothing(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    before = table.held()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(File, "on_data", full)
        answer = dropped(table, ("harbour.txt", STORY))
    assert answer.status_code == 507
    assert "No space left" in answer.json()["problem"]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert dropped(table, ("harbour.txt", STORY)).status_code == 202
        job = told(table)
    assert job["notes"] == ["harbour.txt: cannot be kept: No space left on device"]
    assert (kept(table), left(table)) == (before, [])
    dropped(table, ("harbour.txt", STORY))
    assert "1 became an article" in told(table)["said"]


def test_without_the_right_to_write_nothing_is_imported(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    before = table.held()

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", denied)
    answer = dropped(table, ("harbour.txt", STORY))
    assert answer.status_code == 507
    assert "Permission denied" in answer.json()["problem"]
    assert table.held() == before


def test_what_a_desk_left_that_was_killed_is_taken_away(table: Table, tmp_path: Path) -> None:
    old = tmp_path / "again" / ".desk" / "dropped" / "x" / "files"
    old.mkdir(parents=True)
    (old / "harbour.txt").write_text(STORY)
    made = Table(tmp_path / "again", FILES)
    assert not old.exists()
    made.desk.close()


@pytest.mark.browser
def test_files_are_chosen_and_what_becomes_of_them_is_told_on_the_page(table: Table, entered: Page) -> None:
    with entered.expect_file_chooser() as chooser:
        entered.get_by_role("button", name="Import").click()
    story = FilePayload(name="harbour.txt", mimeType="text/plain", buffer=STORY.encode())
    chooser.value.set_files([story, FilePayload(name="picture.png", mimeType="image/png", buffer=b"\x89PNG")])
    panel = entered.get_by_role("region", name="Import")
    expect(panel.get_by_role("status")).not_to_be_empty()
    table.desk.imports.idle()
    expect(panel.get_by_role("status")).to_have_text("2 stories: 1 became an article, 1 was not imported.")
    expect(panel).to_contain_text("picture.png: ")
    assert violations_shown(entered) == []
    entered.reload()
    expect(panel).to_contain_text("picture.png: ")
    panel.get_by_role("button", name="Close").press("Enter")
    expect(panel).to_be_hidden()
    expect(entered.get_by_role("button", name="Import")).to_be_focused()
    entered.reload()
    expect(entered.get_by_role("heading", name="Today")).to_be_visible()
    expect(panel).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["today", "clippings", "statements"])
def test_files_are_dropped_anywhere_on_a_screen(table: Table, entered: Page, screen: str) -> None:
    entered.goto(re.sub("today", screen, entered.url))
    data = entered.evaluate_handle(
        """(story) => {
          const data = new DataTransfer();
          data.items.add(new File([story], "harbour.txt", { type: "text/plain" }));
          return data;
        }""",
        STORY,
    )
    entered.dispatch_event("body", "dragover", {"dataTransfer": data})
    expect(entered.locator("body")).to_have_class("dropping")
    entered.dispatch_event("h1", "drop", {"dataTransfer": data})
    status = entered.get_by_role("region", name="Import").get_by_role("status")
    expect(status).not_to_be_empty()
    table.desk.imports.idle()
    expect(status).to_have_text("1 story: 1 became an article.")
    assert [name for name in table.held() if name.startswith("articles/2008/")]


@pytest.mark.browser
def test_more_than_is_taken_is_said_before_it_is_sent(table: Table, entered: Page) -> None:
    entered.evaluate("document.getElementById('import').dataset.largest = 10")
    entered.locator("#files").set_input_files({"name": "harbour.txt", "mimeType": "text/plain", "buffer": STORY.encode()})
    expect(entered.locator("#said")).to_contain_text("at most are taken at once")
    assert json.loads(entered.evaluate("fetch('/desk/import').then((told) => told.text())")) == {}
