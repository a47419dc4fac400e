"""Every kind of page under axe, in both colour schemes: no violation of WCAG 2.2, levels A and AA."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests import tools
from tests.conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = (
    "index.html",
    "timeline.html",
    "statements.html",
    "contested.html",
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
SHIPPED = (  # what the small site has too little for
    "positions/index.html",
    "positions/russia-nato-shield.html",
    "positions/russia-nato-shield.html?a=russia&b=united-states",
    "statements/2008-07.html?actor=sergei-lavrov",
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Stylesheets are not asked for, which no page from disk may be.
RUN = """([scheme, levels]) =>
    axe.run(document, { runOnly: levels, resultTypes: ["violations"], preload: false }).then((result) =>
        result.violations.map((violation) => [scheme, violation.id,
            violation.nodes.map((node) => String(node.html ?? node.target).slice(0, 200))]))"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page, address: str) -> list[Any]:
    """What axe finds on a page, in both colour schemes."""
    page.goto(address)
    if "search" in address:
        expect(page.locator("#search-status")).not_to_be_empty()
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    return violations_shown(page)


def violations_shown(page: Page) -> list[Any]:
    """What axe finds on a page as it is, in both colour schemes."""
    page.evaluate(tools.axe().read_text(encoding="utf-8"))
    found: list[Any] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate(RUN, [scheme, LEVELS])
    return found


@pytest.mark.parametrize("address", ["timeline.html", "network.html", "network/sergei-lavrov.html"])
def test_a_page_of_pictures_has_no_violation_in_either_colour_scheme(shipped: Built, page: Page, address: str) -> None:
    assert violations(page, f"{shipped.folder.as_uri()}/{address}") == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_violation_in_either_colour_scheme(small: Built, page: Page, address: str) -> None:
    assert violations(page, f"{small.folder.as_uri()}/{address}") == []


@pytest.mark.parametrize("address", SHIPPED)
def test_a_page_of_the_shipped_dossier_has_no_violation_on_a_desk_or_a_phone(shipped: Built, page: Page, address: str) -> None:
    assert violations(page, f"{shipped.folder.as_uri()}/{address}") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page, f"{shipped.folder.as_uri()}/{address}") == []


def test_the_colours_of_both_schemes_are_looked_at(page: Page, tmp_path: Path) -> None:
    """The control: words that cannot be read in the dark are a violation there."""
    style = "@media (prefers-color-scheme: dark) { body { color: #333; background: #222 } }"
    source = f'<!doctype html><html lang="en"><title>A page</title><style>{style}</style><main><h1>Words</h1></main></html>'
    (tmp_path / "page.html").write_text(source, encoding="utf-8")
    assert [found[:2] for found in violations(page, (tmp_path / "page.html").as_uri())] == [["dark", "color-contrast"]]


def test_the_pages_are_of_every_kind(small: Built) -> None:
    kinds = {
        path.read_text(encoding="utf-8").split('class="page page-')[1].split('"')[0] for path in small.folder.rglob("*.html")
    }
    seen = {
        (small.folder / address.split("?")[0]).read_text(encoding="utf-8").split('class="page page-')[1].split('"')[0]
        for address in PAGES
    }
    assert kinds == seen
