"""The screen of who is meant: what is shown, what answers write, and how the keyboard does it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.content import Files, text
from tests.desks import Table, begun, entering
from tests.test_access import violations_shown

pytestmark = pytest.mark.slow

BOTH = ["bill-clinton", "hillary-clinton"]
FILES: Files = {
    "actors/bill-clinton.md": text("actors/x.md", {"name": "Bill Clinton"}),
    "actors/hillary-clinton.md": text("actors/x.md", {"name": "Hillary Clinton"}),
    "articles/2008-06-25-a.md": text("articles/x.md", {"title": "The <i>quay</i>"}, "Clinton opened it.\n\nThen Clinton left."),
    "articles/2008-06-26-b.md": text("articles/x.md", {"date": "2008-06-26", "title": "Waiting"}, "Clinton waited."),
    "articles/2008-06-27-c.md": text(
        "articles/x.md", {"date": "2008-06-27"}, "Clinton spoke. Bill Clinton spoke, Hillary Clinton spoke."
    ),
}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A desk on which three articles ask who is meant; the last one names both."""
    with begun(tmp_path, FILES) as made:
        yield made


@pytest.fixture
def entered(table: Table, page: Page) -> Iterator[Page]:
    """A page of the browser that shows who is meant."""
    with table.served() as served, entering(served, page, "mentions") as it:
        expect(it.locator('.row[aria-current="true"]')).to_have_count(1)
        yield it


def answered(table: Table, who: str, *articles: str, what: str = "answer", **more: Any) -> Any:
    asked = [{"article": article, "candidates": BOTH} for article in articles]
    return table.post(what, {"kind": "meant", "who": who, "asked": asked} | more)


def test_an_answer_is_shown_made_and_taken_back(table: Table) -> None:
    before = table.held()
    shown = answered(table, "bill-clinton", "2008-06-25-a", what="preview").json()
    assert "bill-clinton" in shown["diff"]
    assert table.held() == before
    made = answered(table, "bill-clinton", "2008-06-25-a", "2008-06-26-b").json()
    assert made["said"] == "“Clinton” in 2 articles: Bill Clinton"
    assert table.post("undo", {"change": made["change"]}).status_code == 200
    assert table.held() == before


def test_a_place_is_answered_alone(table: Table) -> None:
    [passage, _] = table.edition.prose(table.edition.article("2008-06-25-a")).passages
    made = answered(table, "bill-clinton", "2008-06-25-a", places=[{"passage": passage.id, "start": 0, "end": 7}])
    assert made.status_code == 200
    assert b"[Clinton]({filename}/actors/bill-clinton.md) opened" in table.held()["articles/2008-06-25-a.md"]


@pytest.mark.parametrize(
    ("who", "articles", "more", "problem"),
    [
        ("nobody-here", ["2008-06-25-a"], {}, "there is no actor nobody-here"),
        ("bill-clinton", [], {}, "nothing is chosen"),
        ("bill-clinton", ["../../x"], {}, "there is no article ../../x"),
        ("bill-clinton", ["2008-06-25-a", "2008-06-27-c"], {}, "speaks for somebody else"),
        ("bill-clinton", [], {"places": [{"passage": "p", "start": 0, "end": 1}]}, "one article at a time"),
        ("bill-clinton", ["2008-06-25-a"], {"places": [{"passage": "p", "start": 0, "end": 1}]}, "no such words"),
        ("bill-clinton", ["2008-06-25-a"], {"places": [{"passage": "p", "start": "x", "end": 1}]}, "Expected `int`"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_written(
    table: Table, who: str, articles: list[str], more: dict[str, Any], problem: str
) -> None:
    before = table.held()
    made = answered(table, who, *articles, **more)
    assert made.status_code == 422
    assert problem in made.json()["problem"]
    assert table.held() == before


def test_the_screen_shows_the_words_around_each_place_and_what_speaks_for_whom(table: Table) -> None:
    shown = table.client.get("/desk/mentions").text
    assert "4 places in 3 articles" in shown
    assert "The &lt;i&gt;quay&lt;/i&gt;" in shown
    assert "<b>Clinton</b> opened it." in shown
    assert "named otherwise here once" in shown
    assert 'Who is meant <span class="n">3</span>' in shown
    assert 'Who is meant</a> <b class="count">3</b>' in table.client.get("/desk/today").text
    assert "Waiting" in table.client.get("/desk/mentions?after=2008-06-25-a").text


@pytest.mark.browser
def test_an_article_is_answered_by_one_key_and_taken_back(table: Table, entered: Page) -> None:
    before = table.held()
    expect(entered.locator("#writes")).to_contain_text("actors: [bill-clinton]")
    entered.keyboard.press("2")
    expect(entered.get_by_role("status")).to_contain_text("Hillary Clinton. u takes it back")
    expect(entered.locator('.row[aria-current="true"]')).to_contain_text("Waiting")
    assert b"actors: [hillary-clinton]" in table.held()["articles/2008-06-25-a.md"]
    entered.keyboard.press("0")
    expect(entered.get_by_role("status")).to_contain_text("nobody who has a file")
    assert b"not_mentions: [Clinton]" in table.held()["articles/2008-06-26-b.md"]
    entered.keyboard.press("u")
    entered.keyboard.press("u")
    expect(entered.get_by_role("status")).to_contain_text("Taken back: “Clinton” in articles/2008-06-25-a.md")
    assert table.held() == before
    expect(entered.locator(".row:not([hidden])")).to_have_count(3)


@pytest.mark.browser
def test_the_rest_in_sight_is_answered_but_for_an_article_that_names_another(table: Table, entered: Page) -> None:
    expect(entered.locator('[data-rest="bill-clinton"]')).to_contain_text("in all 2 in sight")
    entered.keyboard.press("Shift+Digit1")
    expect(entered.get_by_role("status")).to_contain_text("in 2 articles: Bill Clinton")
    expect(entered.locator(".row:not([hidden])")).to_have_count(1)
    assert b"bill-clinton" not in table.held()["articles/2008-06-27-c.md"]
    table.saved()
    expect(entered.locator(".row")).to_have_count(1)
    expect(entered.locator('[data-rest="bill-clinton"]')).to_be_hidden()


@pytest.mark.browser
def test_places_are_answered_one_by_one_and_somebody_is_typed(table: Table, entered: Page) -> None:
    entered.keyboard.press("p")
    expect(entered.locator("#where")).to_have_text("“Clinton”, place 1 of 2 alone")
    expect(entered.locator("#writes")).to_contain_text("[Clinton]({filename}/actors/bill-clinton.md) opened it")
    entered.keyboard.press("j")
    entered.keyboard.press("0")
    expect(entered.get_by_role("status")).to_contain_text("One place cannot say that")
    entered.keyboard.press("2")
    expect(entered.get_by_role("status")).to_contain_text("Hillary Clinton")
    expect(entered.locator("#where")).to_have_text("“Clinton”, place 1 of 1 alone")
    entered.keyboard.press("p")
    entered.keyboard.press("/")
    entered.keyboard.type("bill-clinton")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("Bill Clinton")
    table.saved()
    expect(entered.locator(".row")).to_have_count(2)
    said = table.edition.mentions(table.edition.article("2008-06-25-a"))
    assert [mention.actor for mention in said] == BOTH


@pytest.mark.browser
def test_what_is_put_aside_is_remembered_until_it_is_asked_for_again(table: Table, entered: Page) -> None:
    for _ in range(3):
        with entered.expect_response("**/desk/later"):
            entered.keyboard.press("l")
    expect(entered.locator("#none")).to_be_visible()
    entered.evaluate("sessionStorage.clear()")
    entered.reload()
    with entered.expect_response("**/desk/later"):
        entered.get_by_role("button", name="3 put aside: show them").click()
    expect(entered.locator(".row:not([hidden])")).to_have_count(3)
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("l")
    expect(entered.locator(".row:not([hidden])")).to_have_count(2)
    shutil.rmtree(table.changes.home)
    entered.reload()
    expect(entered.locator(".row:not([hidden])")).to_have_count(3)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_screen_has_no_violation_of_accessibility_and_fits_a_phone(entered: Page, width: int) -> None:
    entered.set_viewport_size({"width": width, "height": 900})
    entered.keyboard.press("p")
    expect(entered.locator("#where")).to_contain_text("alone")
    assert violations_shown(entered) == []
    assert entered.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_place_that_is_looked_at_stays_when_the_screen_is_looked_at_anew(table: Table, entered: Page) -> None:
    entered.keyboard.press("p")
    entered.keyboard.press("j")
    expect(entered.locator("#where")).to_have_text("“Clinton”, place 2 of 2 alone")
    table.saved()
    expect(entered.locator(f'body[data-shown="{table.events.shown}"]')).to_have_count(1)
    expect(entered.locator("[data-place]:focus")).to_contain_text("Then Clinton left.")
    expect(entered.locator("#where")).to_have_text("“Clinton”, place 2 of 2 alone")
