"""A day at the desk by keyboard, from what waits in the inbox to what is published: the command as it runs, in two browsers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Error, Page

from dossier.pipeline import assemble, collect
from tests import firefox
from tests.content import Files, text, write
from tests.desks import leave
from tests.test_building import port, read_to, shown
from tests.test_questions import waits

__all__ = ["port"]

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PATIENCE = 30  # seconds that a screen has to show something
TOLD = "Minister Ann Zorilla left for Norway. Ann Zorilla said that the quay was safe. Norway and Portugal answered."
LINE = "Bulletin of the Quays, {} Feb 2022"
FILES: Files = {
    "content/topics/talks.md": text("topics/talks.md"),
    **{f"content/inbox/{name}.md": waits(name, LINE.format(day), story=TOLD) for day, name in enumerate("abc", 12)},
    "pelican.conf.py": 'SITENAME = "Quays"\nOUTPUT_RETENTION = [".git"]\n',
}


class Window(Protocol):
    """A window of a browser."""

    def goto(self, address: str) -> None:
        """Open a page."""

    def press(self, key: str) -> None:
        """Press a key."""

    def run(self, script: str) -> Any:
        """The result of a script's `return`."""


class Chromium:
    """A page of Playwright's."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, address: str) -> None:
        self.page.goto(address)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"async () => {{ {script} }}")


@contextmanager
def chromium(page: Page, _: Path) -> Iterator[Window]:
    """A window of Chromium."""
    try:
        yield Chromium(page)
    finally:
        leave(page)


@contextmanager
def fire(_: Page, folder: Path) -> Iterator[Window]:
    """A window of Firefox."""
    with firefox.running(folder / "profile") as browser:
        yield browser


@pytest.mark.parametrize("window", [chromium, fire])
def test_what_waits_is_decided_and_published_by_keys_alone(
    window: Callable[[Page, Path], Any], page: Page, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "quays", FILES)
    monkeypatch.chdir(folder)
    with shown("desk", port, "--no-open", patience=240) as process, window(page, tmp_path) as browser:
        browser.goto(read_to(process, "  (Ctrl+C ends it)").split()[0])
        _asks(browser, "#next h2", "In 3 clippings stands the line")
        browser.press("Enter")
        _says(browser, "is publisher and day in 3 clippings")
        _asks(browser, "#next h2", "On what are 3 drafts of Bulletin of the Quays?")
        browser.press("1")
        _says(browser, "talks")
        _asks(browser, "#next h2", "2 states are named")
        browser.press("1")
        _says(browser, "2 states are actors")
        _asks(browser, "#next h2", "What is “Ann Zorilla”")
        browser.press("Enter")
        _says(browser, "ann-zorilla")
        _asks(browser, ".steps", "Statements 3")
        browser.press("g")
        browser.press("s")
        _asks(browser, ".statements .row .speaker", "Ann Zorilla")
        _asks(browser, "[data-do=sight]", "Confirm the 3 in sight")
        browser.press("Shift+Enter")
        _says(browser, "statements: 3 confirmed. u takes it back")
        browser.press("u")
        _says(browser, "Taken back: statements: 3 confirmed")
        _asks(browser, "[data-do=sight]", "Confirm the 3 in sight")
        browser.press("Shift+Enter")
        _says(browser, "statements: 3 confirmed. u takes it back")
        browser.press("g")
        browser.press("t")
        _asks(browser, "main", "3 of 3 drafts")
        browser.press("p")
        _asks(browser, "#asked", "Publish these?")
        browser.press("Enter")
        _says(browser, "published")
        browser.press("g")
        browser.press("h")
        _asks(browser, "main", "statements: 3 confirmed")
    edition = assemble(collect(folder / "content"))
    assert [article.head.date.iso for article in edition.articles] == ["2022-02-12", "2022-02-13", "2022-02-14"]
    assert set(edition.actors) == {"norway", "portugal", "ann-zorilla"}
    assert {(one.speaker, one.status) for one in edition.statements} == {("ann-zorilla", "confirmed")}
    assert not list((folder / "content" / "inbox").glob("*.md"))


def _asks(browser: Window, place: str, words: str) -> None:
    """Wait until a place of the screen holds some words."""
    found, until = "", time.monotonic() + PATIENCE
    while words not in found and time.monotonic() < until:
        with suppress(Error, AssertionError):  # a page that is left while it is asked
            shown = f'document.querySelector({place!r})?.textContent.replace(/\\s+/g, " ")'
            found = browser.run(f'return document.readyState === "complete" && {shown}') or ""
    assert words in found


def _says(browser: Window, words: str) -> None:
    _asks(browser, "#said", words)
