"""A page of the site on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LONG = "articles/2008-06-25-lavrov-does-not-rule-out-informal-us-lithuanian-talks.html"
AFTER = "element => getComputedStyle(element, '::after').content"


@pytest.fixture
def paper(page: Page) -> Page:
    """A page as a printer gets it."""
    page.emulate_media(media="print", color_scheme="dark")
    return page


def test_an_article_prints_its_text_and_what_it_is_from_without_navigation(paper: Page, small: Built) -> None:
    paper.goto((small.folder / "articles/2008-06-25-harbour-talks.html").as_uri())
    for shown in (".prose", ".contested", ".sources", ".told", ".cite p"):
        expect(paper.locator(shown).first).to_be_visible()
    for hidden in (".site-header", ".site-footer", ".permalink", "[rel=next]", ".cite button", ".sources button", ".trail"):
        for found in paper.locator(hidden).all():
            expect(found).to_be_hidden()
    assert paper.locator(".sources a").first.evaluate(AFTER) == '" <https://example.org/harbour?a=1&b=2>"'


def test_an_article_prints_its_notes_below_the_text_and_its_statements_open(paper: Page, shipped: Built) -> None:
    paper.goto((shipped.folder / LONG).as_uri())
    text, notes = (paper.locator(part).bounding_box() for part in (".prose", ".sources"))
    assert text
    assert notes
    assert notes["y"] > text["y"] + text["height"]
    assert paper.locator(".sources li").first.evaluate("item => getComputedStyle(item, '::before').content") != "none"
    assert all(line.bounding_box() for line in paper.locator(".taken li").all())


@pytest.mark.parametrize("address", [LONG, "sources/index.html", "glossary.html", "data/index.html", "pages/about.html"])
def test_no_page_is_wider_than_a_sheet(paper: Page, shipped: Built, address: str) -> None:
    paper.set_viewport_size({"width": 643, "height": 900})  # A4 between its margins, in the pixels of style sheets
    paper.goto((shipped.folder / address).as_uri())
    assert paper.evaluate("document.documentElement.scrollWidth") <= 643


def test_the_sources_print_as_a_table_without_its_controls(paper: Page, shipped: Built) -> None:
    paper.goto((shipped.folder / "sources/index.html").as_uri())
    expect(paper.locator(".tools")).to_be_hidden()
    expect(paper.locator("thead th").first).to_be_visible()
    expect(paper.locator("tbody tr").first).to_have_css("display", "table-row")


def test_paper_is_white_and_ink_is_black_in_a_dark_browser_too(paper: Page, small: Built) -> None:
    paper.goto((small.folder / "actors/sergei-lavrov.html").as_uri())
    expect(paper.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    expect(paper.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_what_is_folded_away_on_the_screen_is_read_on_paper(paper: Page, shipped: Built) -> None:
    paper.goto((shipped.folder / "topics/us-third-site.html").as_uri())
    folded = paper.locator("details:not([open]) > :not(summary)").all()
    assert folded
    assert all(part.bounding_box() for part in folded)
