"""The screens of clippings and names: what they ask, and that answers by keyboard, by mouse and over HTTP write the same."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dossier.desk import Changes
from dossier.pipeline import assemble, collect
from dossier.server import Door, Events, application
from dossier.server.desk import Desk
from tests.content import Files, text, write
from tests.desks import entering
from tests.serving import TOKEN, Served, running
from tests.test_access import violations_shown
from tests.test_questions import waits

pytestmark = pytest.mark.slow

HOME = "http://127.0.0.1:8000"
SENT = {"Origin": HOME, "X-Dossier": "1", "Content-Type": "application/json"}
LINE = "Bulletin of the Quays, ‹date›"
TOLD = "Ann Zorilla left for Norway, and Norway and Portugal answered. Portugal said no to Ann Zorilla."
FILES: Files = {
    "articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"}, TOLD),
    "articles/2008-06-26-b.md": text("articles/x.md", {"title": "More talks", "status": "draft", "topics": []}, TOLD),
    "actors/ann-other.md": text("actors/x.md", {"name": "Ann Other"}),
    **{f"inbox/{name}.md": waits(name, f"Bulletin of the Quays, {day} Feb 2022") for day, name in enumerate("abc", 12)},
    "inbox/d.md": waits("<b>Delta</b>", "Somewhere at sea"),
}


class Table:
    """A desk on which clippings and names wait; its edition is read anew by ``renew``, as a preview does after a save."""

    def __init__(self, folder: Path) -> None:
        self.content, self.events = write(folder / "content", FILES), Events()
        (folder / "output").mkdir()
        (folder / "output" / "index.html").write_text("<!doctype html><html lang=en><head><title>A page</title></head></html>")
        self.renew()
        self.desk = Desk("Quays", Changes.of(self.content, folder), lambda: self.edition, self.events)
        self.client = TestClient(self.application(8000), HOME, follow_redirects=False)
        self.client.get(f"/desk/today?token={TOKEN}")

    def application(self, port: int) -> Any:
        return application(self.content.parent / "output", Door(port, TOKEN), self.events, self.desk.routes)

    def renew(self) -> None:
        self.edition = assemble(collect(self.content), drafts=True, proposed=True)

    def shown(self, address: str) -> str:
        while "data-counting" in (shown := self.client.get(address).text):
            time.sleep(0.01)
        return shown

    def post(self, what: str, **body: object) -> Any:
        return self.client.post(f"/desk/{what}", json=body, headers=SENT)

    def held(self) -> dict[str, bytes]:
        return {p.relative_to(self.content).as_posix(): p.read_bytes() for p in self.content.rglob("*") if p.is_file()}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def browsed(table: Table) -> Iterator[Served]:
    with running(table.application, TOKEN, table.events.close) as served:
        yield served


@pytest.fixture
def entered(table: Table, browsed: Served, page: Page) -> Iterator[Page]:
    """A page of the browser that shows Today, with everything counted."""
    table.shown("/desk/today")
    with entering(browsed, page, "today") as it:
        yield it


def test_today_counts_what_the_screens_ask(table: Table) -> None:
    today = table.shown("/desk/today")
    assert "3 decisions" in today
    assert f"In 3 clippings stands the line “{LINE}”. What is it?" in today
    assert "2 states are one answer" in today
    assert "&lt;b&gt;Delta&lt;/b&gt;" in table.shown("/desk/clippings")
    assert "<b>Delta</b>" not in table.shown("/desk/clippings?question=one:inbox/d.md")


def test_an_answer_is_shown_then_made_then_taken_back(table: Table) -> None:
    before = table.held()
    body = {"kind": "clipping", "question": "line", "key": LINE, "choice": "publisher and day"}
    paths = ["inbox/a.md", "inbox/b.md", "inbox/c.md"]
    diff = table.post("preview", **body, paths=paths).json()["diff"]
    assert "+date: 2022-02-12" in diff
    assert table.held() == before
    told = table.post("answer", **body, paths=paths)
    assert told.status_code == 200
    assert told.json()["counts"]["inbox"] == 1
    assert "articles/2022/2022-02-13-b.md" in table.held()
    assert table.post("answer", **body, paths=paths).status_code == 422
    assert table.post("undo").status_code == 200
    assert table.held() == before


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "clipping"},
        {"kind": "clipping", "question": "weather", "paths": []},
        {"kind": "clipping", "question": "publish", "paths": []},
        {"kind": "clipping", "question": "publish", "paths": ["inbox/a.md"]},
        {"kind": "clipping", "question": "line", "key": LINE, "paths": ["../outside.md"]},
        {"kind": "clipping", "question": "line", "key": LINE, "choice": "day", "paths": ["inbox/../../outside.md"]},
        {"kind": "clipping", "question": "topic", "choice": "gardens", "paths": ["articles/2008-06-26-b.md"]},
        {"kind": "clipping", "question": "one", "paths": ["inbox/d.md"], "fields": {"date": "yesterday"}},
        {"kind": "clipping", "question": "one", "paths": ["inbox/d.md"], "fields": {"status": "published"}},
        {"kind": "clipping", "question": "one", "paths": ["inbox/d.md"]},
        {"kind": "name", "answer": "actor", "names": ["Nowhere"]},
        {"kind": "name", "answer": "actor", "names": ["Norway", "Portugal"]},
        {"kind": "name", "answer": "same", "names": ["Norway"], "who": "nobody"},
        {"kind": "name", "answer": "states", "names": ["Ann Zorilla"]},
        {"kind": "name", "answer": "nobody", "names": []},
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_written(table: Table, body: dict[str, object]) -> None:
    before = table.held()
    told = table.post("answer", **body)
    assert told.status_code == 422, told.text
    assert told.json()["problem"].endswith(".")
    assert table.held() == before


def test_names_are_answered_over_http(table: Table) -> None:
    before = table.held()
    assert "Are these states actors?" in table.shown("/desk/names")
    assert table.post("answer", kind="name", answer="states", names=["Norway", "Portugal"]).status_code == 200
    assert "Are these states actors?" not in table.shown("/desk/names")
    assert table.post("answer", kind="name", answer="same", names=["Ann Zorilla"], who="ann-other").status_code == 200
    assert b"Ann Zorilla" in table.held()["actors/ann-other.md"]
    table.post("undo")
    assert table.post("answer", kind="name", answer="nobody", names=["Ann Zorilla"]).status_code == 200
    assert b"Ann Zorilla" in table.held()["names.yml"]
    assert "Ann Zorilla" not in table.shown("/desk/names")
    for _ in range(2):
        table.post("undo")
    assert table.held() == before


def test_clippings_are_answered_by_keyboard(table: Table, entered: Page) -> None:
    before, page = table.held(), entered
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/desk/clippings*")
    expect(page.locator("[data-writes] ins").filter(has_text="+date: 2022-02-12")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-number]")).to_have_text("2")
    page.keyboard.press("2")
    expect(page.locator('[value="day"]')).to_be_checked()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("is publisher and day in 2 clippings")
    assert {"inbox/b.md", "articles/2022/2022-02-12-a.md", "articles/2022/2022-02-14-c.md"} <= table.held().keys()
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert table.held() == before


def test_names_are_answered_by_keyboard_and_by_mouse(table: Table, entered: Page) -> None:
    before, page = table.held(), entered
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/names*")
    expect(page.locator("[data-writes] ins").filter(has_text="+name: Norway")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("2 states are actors")
    expect(page.locator("#asked")).to_have_text("Ann Zorilla")
    page.keyboard.press("2")
    expect(page.locator("[data-writes] ins").filter(has_text="+kind: organisation")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("#said")).to_contain_text("Ann Zorilla is no actor")
    page.keyboard.press("u")
    expect(page.locator("#asked")).to_have_text("Ann Zorilla")
    page.get_by_role("button", name="Ann Other").click()
    expect(page.locator("#said")).to_contain_text("Ann Zorilla is Ann Other")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Taken back")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("2 states")
    assert table.held() == before


def test_a_file_that_changes_updates_the_rows_and_leaves_what_somebody_has_begun(table: Table, entered: Page) -> None:
    page = entered
    page.goto(page.url.replace("today", "clippings?question=one:inbox/d.md"))
    page.get_by_label("Day").fill("2008-06-25")
    path = table.content / "inbox" / "d.md"
    path.write_text(path.read_text().replace("Somewhere", "Anywhere"))
    (table.content / "inbox" / "e.md").write_text(waits("Echo", "Somewhere else"))
    table.events.changed(["inbox/d.md", "inbox/e.md"])
    expect(page.locator("#said")).to_contain_text("inbox/d.md has changed on the disk")
    expect(page.get_by_label("Day")).to_have_value("2008-06-25")
    expect(page.get_by_label("Day")).to_be_focused()
    expect(page.locator("[data-writes] ins").filter(has_text="+date: 2008-06-25")).to_be_visible()
    page.goto(page.url.partition("?")[0])
    (table.content / "inbox" / "f.md").write_text(waits("Foxtrot", "Somewhere far"))
    expect(page.locator("[data-writes]")).not_to_be_empty()
    table.events.changed(["inbox/f.md"])
    expect(page.locator(".kinds").get_by_text("Foxtrot")).to_be_visible()


@pytest.mark.parametrize("screen", ["clippings", "clippings?question=one:inbox/d.md", "names", "names?name=Ann+Zorilla"])
def test_the_screens_are_accessible_and_fit_a_phone(entered: Page, screen: str) -> None:
    entered.goto(entered.url.replace("today", screen))
    expect(entered.locator("[data-writes]")).not_to_be_empty()
    assert violations_shown(entered) == []
    entered.set_viewport_size({"width": 320, "height": 800})
    assert entered.evaluate("document.documentElement.scrollWidth") <= 320
