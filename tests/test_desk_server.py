"""The desk: what it shows, what it opens, and what it refuses."""

import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dossier.desk import Changes
from dossier.errors import DossierError
from dossier.model import Finding
from dossier.pipeline import assemble
from dossier.server import Door, Events, application
from dossier.server.alone import alone
from dossier.server.desk import POLICY, Desk
from dossier.server.editor import command
from dossier.server.waiting import ROWS, page
from tests.content import Files, content, text, write
from tests.desks import entering
from tests.serving import TOKEN, Served, running
from tests.test_access import violations, violations_shown

pytestmark = pytest.mark.slow

HOME = "http://127.0.0.1:8000"
SENT = {"Origin": HOME, "X-Dossier": "1", "Content-Type": "application/json"}
FILES: Files = {
    "articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"}, "Ann Zorilla spoke. Zorilla left."),
    "articles/2008-06-26-b.md": text("articles/x.md", {"title": "<b>Ready</b>", "status": "draft"}),
    "articles/2008-06-27-c.md": text("articles/x.md", {"title": "Unfiled", "status": "draft", "topics": []}),
    "actors/nobody.md": text("actors/x.md", {"name": "Nobody Else"}),
    "actors/ann-zorilla.md": text("actors/x.md", {"name": "Ann Zorilla", "aliases": ["Zorilla of Elsewhere"]}),
}

PAGE = """<!doctype html>
<html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head>
<body><main><h1>A page</h1></main></body></html>
"""
DYING = """
import os, sys
from pathlib import Path, PurePosixPath
from dossier.server.alone import alone
with alone(Path(sys.argv[1]), "there"):
    os._exit(9)
"""


class Table:
    """A desk on which something lies, asked in this process; its editor writes down what it was called with."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.content, self.written, self.events = folder / "content", folder / "written", Events()
        write(self.content, FILES)
        (self.content / "inbox").mkdir()
        (self.content / "inbox" / "waits.md").write_text("# no date found\n")
        editor = folder / "my editor"
        editor.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{self.written}.part"\nmv "{self.written}.part" "{self.written}"\n'
        )
        editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("VISUAL", f"'{editor}' --wait")
        (folder / "output").mkdir()
        edition = assemble(content(FILES), drafts=True, proposed=True)
        self.desk = Desk("Talks & more", Changes.of(self.content, folder), lambda: edition, self.events)
        app = application(folder / "output", Door(8000, TOKEN), self.events, self.desk.routes)
        self.client = TestClient(app, HOME, follow_redirects=False)
        self.client.get(f"/desk/today?token={TOKEN}")

    def counted(self, address: str) -> str:
        """A screen, once everything on it is counted."""
        while "data-counting" in (shown := self.client.get(address).text):
            time.sleep(0.01)
        return shown

    def open(self, path: object, line: object = 3, **headers: str | None) -> Any:
        sent = {name: value for name, value in (SENT | headers).items() if value is not None}
        return self.client.post("/desk/open", json={"path": path, "line": line}, headers=sent)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """A desk."""
    made = Table(tmp_path, monkeypatch)
    yield made
    made.desk.close()


@pytest.fixture
def browsed(table: Table) -> Iterator[Served]:
    """The same desk, for a browser."""
    output = table.content.parent / "output"
    with running(
        lambda port: application(output, Door(port, TOKEN), table.events, table.desk.routes), TOKEN, table.events.close
    ) as served:
        yield served


@pytest.fixture
def entered(browsed: Served, page: Page) -> Iterator[Page]:
    """A page of the browser that shows Today, with everything counted."""
    with entering(browsed, page, "today") as it:
        yield it


def test_today_says_what_waits_and_what_can_be_published(table: Table) -> None:
    shown = table.counted("/desk/today")
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))
    assert "Clippings 1" in plain
    assert "inbox/waits.md" in plain
    assert "Can be published now 1 of 2 drafts; 3 articles in all." in plain
    assert "Wait for a topic 1" in plain
    assert "&lt;b&gt;Ready&lt;/b&gt;" in shown


def test_what_may_well_be_right_is_listed_last_and_not_counted(table: Table) -> None:
    shown = table.counted("/desk/findings")
    assert 'code=alias-unmatched"' in shown
    assert shown.index("code=actor-unmentioned") < shown.index("code=alias-unmatched")
    assert '<span class="n">1</span>' in shown


def test_findings_are_listed_by_their_kind_with_file_and_line(table: Table) -> None:
    shown = table.counted("/desk/findings?code=actor-unmentioned")
    assert 'data-open="actors/nobody.md" data-line="' in shown
    assert "an actor that no article mentions" in shown
    assert "Nothing of this kind" in table.counted("/desk/findings?code=gone")


def test_a_long_list_goes_on_behind_the_last_line_and_leaves_nothing_out() -> None:
    found = [Finding("a", f"articles/{number // 4:04}.md", number % 4 // 2 + 1, str(number)) for number in range(3 * ROWS)]
    rows, after = page(found, "a", "")
    pages = [rows]
    while after:
        rows, after = page(found, "a", after)
        pages.append(rows)
    assert [finding for rows in pages for finding in rows] == found
    assert len(pages) == 3


def test_screens_have_the_policy_of_the_desk(table: Table) -> None:
    for address in ("/desk/today", "/desk/findings"):
        assert table.client.get(address).headers["content-security-policy"] == POLICY


def test_mistakes_stand_on_every_screen(table: Table) -> None:
    table.events.error([{"path": "content/x.md", "line": 2, "file": "x.md", "problem": "<i>no</i>", "text": "", "example": ""}])
    for address in ("/desk/today", "/desk/findings"):
        shown = table.client.get(address).text
        assert "content/x.md:2" in shown
        assert "&lt;i&gt;no&lt;/i&gt;" in shown


def test_a_file_is_opened_by_a_list_of_arguments(table: Table) -> None:
    odd = table.content / "articles" / "$(touch x); 'y'.md"
    odd.write_text("x")
    assert table.open("articles/$(touch x); 'y'.md").status_code == 204
    while not table.written.exists():
        time.sleep(0.01)
    assert table.written.read_text().splitlines() == ["--wait", str(odd)]


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["vim", "+7", "/x/a b.md"]),
        ("code --wait", ["code", "--wait", "--goto", "/x/a b.md:7"]),
        ("'/opt/my editor/subl' -w", ["/opt/my editor/subl", "-w", "/x/a b.md:7"]),
        ("something", ["something", "/x/a b.md"]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(editor: str, expected: list[str]) -> None:
    assert command(editor, PurePosixPath("/x/a b.md"), 7) == expected


@pytest.mark.parametrize(
    "path",
    [
        "../secret.md",
        "articles/../../secret.md",
        "/etc/passwd",
        "//etc/passwd",
        "articles/../articles/2008-06-25-a.md",
        "articles\\..\\..\\secret.md",
        "C:/secret.md",
        "articles/2008-06-25-a.md\0",
        "",
        ".",
        "articles",
        "articles/gone.md",
        "link.md",
        "linked/x.md",
        "out/secret.md",
        7,
        None,
        ["articles/2008-06-25-a.md"],
    ],
)
def test_nothing_outside_of_the_content_is_opened_and_no_link(table: Table, path: object) -> None:
    (table.content.parent / "secret.md").write_text("x")
    (table.content / "link.md").symlink_to(table.content / "articles" / "2008-06-25-a.md")
    (table.content / "linked").symlink_to(table.content / "articles")
    (table.content / "out").symlink_to(table.content.parent)
    answer = table.open(path)
    assert answer.status_code in {404, 422}
    assert answer.json()["problem"].endswith(".")
    assert not table.written.exists()


@pytest.mark.parametrize("line", [0, -1, 10**9, "3", None, 1.5])
def test_a_line_is_a_number(table: Table, line: object) -> None:
    assert table.open("articles/2008-06-25-a.md", line).status_code == 422


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"X-Dossier": None}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Host": "evil.example:8000"}, 421),
        ({"Host": "127.0.0.1:8001"}, 421),
        ({"Cookie": "dossier-8000=another"}, 403),
    ],
)
def test_nobody_else_has_a_file_opened(table: Table, headers: dict[str, str | None], status: int) -> None:
    if "Cookie" in headers:
        table.client.cookies.clear()
    assert table.open("articles/2008-06-25-a.md", **headers).status_code == status
    assert not table.written.exists()


def test_the_token_in_the_address_changes_nothing_by_itself(table: Table) -> None:
    table.client.cookies.clear()
    sent = table.client.post(f"/desk/open?token={TOKEN}", json={"path": "articles/2008-06-25-a.md"}, headers=SENT)
    assert sent.status_code == 403


def test_only_asking_for_it_opens_a_file(table: Table) -> None:
    assert table.client.get("/desk/open?path=articles/2008-06-25-a.md").status_code == 404
    assert not table.written.exists()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"path": "a", "more": 1}', b"\xff", b'{"path": "' + b"x" * 2_000_000 + b'"}']
)
def test_what_is_no_question_is_refused_in_a_sentence(table: Table, body: bytes) -> None:
    answer = table.client.post("/desk/open", content=body, headers=SENT)
    assert answer.status_code in {413, 422}
    assert len(answer.json()["problem"]) < 300


def test_without_an_editor_it_is_said_how_to_name_one(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    assert "set EDITOR" in table.open("articles/2008-06-25-a.md").json()["problem"]
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    assert "cannot be started" in table.open("articles/2008-06-25-a.md").json()["problem"]


def test_the_second_desk_of_a_dossier_says_where_the_first_is(tmp_path: Path) -> None:
    first, second = alone(tmp_path, "http://127.0.0.1:8123/"), alone(tmp_path, "http://127.0.0.1:8000/")
    with first, pytest.raises(DossierError, match=r"at http://127.0.0.1:8123/"), second:
        pass
    with alone(tmp_path, "http://127.0.0.1:8000/"):
        assert (tmp_path / ".desk" / "address").read_text() == "http://127.0.0.1:8000/"


def test_a_desk_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    code = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], check=False).returncode
    assert (code, (tmp_path / ".desk" / "address").exists()) == (9, True)
    with alone(tmp_path, "here"):
        assert (tmp_path / ".desk" / "address").read_text() == "here"


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["today", "findings", "findings?code=gone"])
def test_a_screen_has_no_violation_of_accessibility_and_fits_a_phone(table: Table, entered: Page, screen: str) -> None:
    problem = {"path": "content/x.md", "line": 2, "file": "x.md", "problem": "no title", "text": "titel", "example": "title"}
    table.events.error([problem])
    assert violations(entered, entered.url.replace("today", screen)) == []
    entered.set_viewport_size({"width": 320, "height": 700})
    assert entered.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_a_mistake_above_a_page_has_no_violation_of_accessibility(table: Table, entered: Page) -> None:
    (table.content.parent / "output" / "index.html").write_text(PAGE, encoding="utf-8")
    table.events.error([{"path": "content/x.md", "line": 2, "file": "x.md", "problem": "no", "text": "a", "example": "b"}])
    entered.goto(entered.url.replace("desk/today", ""))
    expect(entered.get_by_role("alert").get_by_role("button", name="Open in the editor")).to_be_visible()
    assert violations_shown(entered) == []


@pytest.mark.browser
def test_the_keyboard_leads_to_a_line_and_opens_it(table: Table, entered: Page) -> None:
    entered.keyboard.press("g")
    entered.keyboard.press("f")
    entered.wait_for_url("**/desk/findings")  # and loaded: its keys are bound then
    expect(entered.locator(".row").first).to_be_visible()
    entered.keyboard.press("j")
    expect(entered.locator(".row").first).to_be_focused()
    entered.keyboard.press("o")
    expect(entered.get_by_role("status")).to_contain_text("is open in the editor")
    while not table.written.exists():  # it is another program that writes it
        time.sleep(0.01)
    assert table.written.read_text().splitlines()[-1] == str(table.content / "actors" / "nobody.md")


@pytest.mark.browser
def test_letters_can_be_switched_off_and_stay_so(entered: Page) -> None:
    entered.keyboard.press("?")
    entered.get_by_label("Keys of one letter").uncheck()
    entered.get_by_role("button", name="Close").click()
    entered.reload()
    entered.keyboard.press("?")
    expect(entered.locator("#help")).to_be_hidden()
    entered.get_by_role("button", name="Help with keys").click()
    expect(entered.locator("#help")).to_be_visible()


@pytest.mark.browser
def test_a_screen_is_looked_at_anew_when_something_has_changed_and_the_focus_stays(table: Table, entered: Page) -> None:
    entered.keyboard.press("j")
    (table.content / "inbox" / "x-waits-too.md").write_text("# no date found\n")
    table.events.reload()
    expect(entered.get_by_text("inbox/x-waits-too.md")).to_be_visible()
    expect(entered.locator(".row").first).to_be_focused()
