"""A desk for tests: it is asked in this process or by a browser, and its edition is that of the files as they are."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dossier.desk import Changes
from dossier.edition import Edition
from dossier.pipeline import assemble, collect
from dossier.server import Door, Events, application
from dossier.server.desk import Desk
from tests.content import Files, write
from tests.serving import TOKEN, Served, running

HOME = "http://127.0.0.1:8000"
SENT = {"Origin": HOME, "X-Dossier": "1", "Content-Type": "application/json"}


class Table:
    """A desk in a folder of its own."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.content, self.events = write(folder / "content", files), Events()
        self.changes, self.output = Changes.of(self.content, folder), folder / "output"
        self.output.mkdir()
        self.edition = self.read()
        self.desk = Desk("Talks", self.changes, lambda: self.edition, self.events)
        app = application(self.output, Door(8000, TOKEN), self.events, self.desk.routes)
        self.client = TestClient(app, HOME, follow_redirects=False)
        self.client.get(f"/desk/today?token={TOKEN}")

    def read(self) -> Edition:
        return assemble(collect(self.content), drafts=True, proposed=True)

    def saved(self) -> None:
        """What a preview does after a save."""
        self.edition = self.read()
        self.events.reload()

    def post(self, what: str, body: object, **headers: str | None) -> Any:
        sent = {name: value for name, value in (SENT | headers).items() if value is not None}
        return self.client.post(f"/desk/{what}", json=body, headers=sent)

    def counted(self, address: str) -> str:
        """A screen, once everything on it is counted."""
        while "data-counting" in (shown := self.client.get(address).text):
            time.sleep(0.01)
        return str(shown)

    def held(self) -> dict[str, bytes]:
        """The files of the content folder."""
        return {p.relative_to(self.content).as_posix(): p.read_bytes() for p in self.content.rglob("*") if p.is_file()}

    @contextmanager
    def served(self) -> Iterator[Served]:
        """The same desk for a browser."""
        with running(
            lambda port: application(self.output, Door(port, TOKEN), self.events, self.desk.routes), TOKEN, self.events.close
        ) as served:
            yield served


@contextmanager
def begun(folder: Path, files: Files, *, counted: bool = False) -> Iterator[Table]:
    """A desk of some files, ended afterwards; with all that waits ``counted`` first."""
    table = Table(folder, files)
    if counted:
        table.counted("/desk/today")
    yield table
    table.desk.close()


@contextmanager
def entering(served: Served, page: Page, screen: str) -> Iterator[Page]:
    """A page of the browser that shows a screen, on which all is counted; it leaves nothing in the browser."""
    page.goto(served.start.replace("/?", f"/desk/{screen}?"))
    expect(page.locator("body[data-counting]")).to_have_count(0)
    yield page
    leave(page)


def leave(page: Page) -> None:
    """Leave a desk, or a preview, as if nobody had been there."""
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")  # a screen that is still being asked for would be refused without its cookie
    page.context.clear_cookies()
