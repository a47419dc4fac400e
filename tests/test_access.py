"""Every kind of page under axe, in both colour schemes: no violation of WCAG 2.2, levels A and AA."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import tools
from tests.conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = (
    "index.html",
    "timeline.html",
    "network.html",
    "statements.html",
    "positions.html",
    "search.html?q=lavrov",
    "topics/index.html",
    "topics/talks.html",
    "actors/index.html",
    "actors/sergei-lavrov.html",
    "sources/index.html",
    "data/index.html",
    "pages/about.html",
    "articles/2008-06-25-harbour-talks.html",
    "articles/2008-07-01-lavrov-po-russki.html",
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(browser: Browser, address: str, scheme: str = "light") -> list[Any]:
    """What axe finds on a page."""
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(address)
        if "search" in address:
            expect(page.locator("#search-status")).not_to_be_empty()
            expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
        page.evaluate(tools.axe().read_text(encoding="utf-8"))
        found: list[Any] = page.evaluate(
            "(levels) => axe.run(document, { runOnly: levels }).then((result) => result.violations.map("
            "(violation) => [violation.id, violation.nodes.map((node) => String(node.html ?? node.target).slice(0, 200))]))",
            LEVELS,
        )
        return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_violation(small: Built, browser: Browser, address: str, scheme: str) -> None:
    assert violations(browser, f"{small.folder.as_uri()}/{address}", scheme) == []


def test_the_pages_are_of_every_kind(small: Built) -> None:
    kinds = {
        path.read_text(encoding="utf-8").split('class="page page-')[1].split('"')[0] for path in small.folder.rglob("*.html")
    }
    seen = {
        (small.folder / address.split("?")[0]).read_text(encoding="utf-8").split('class="page page-')[1].split('"')[0]
        for address in PAGES
    }
    assert kinds == seen
