from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from dossier.pipeline import assemble
from dossier.views import Ref
from dossier.views.picture import RADIUS, Picture, picture
from tests.conftest import Built
from tests.content import Files, content, shipped_edition, text


def drawn(count: int) -> Picture:
    """The picture of so many articles within one month."""
    files: Files = {"topics/below.md": text("topics/x.md", {"label": "Below", "broader": "main"})}
    files["topics/main.md"] = text("topics/x.md", {"label": "Main", "main": True})
    for number in range(count):
        head = {"title": f"T{number}", "date": f"2008-06-{number % 28 + 1:02}", "topics": ["below" if number % 2 else "talks"]}
        files[f"articles/{number:05}.md"] = text("articles/x.md", head)
    edition = assemble(content(files))
    made = picture(edition, edition.articles, "timeline.html")
    assert made
    return made


def test_an_article_stands_on_the_lane_of_the_main_topic_above_its_own() -> None:
    lanes = {lane.topic.label if lane.topic else None: len(lane.marks) for lane in drawn(9).lanes}
    assert lanes == {"Main": 4, None: 5}


def test_no_two_marks_lie_on_each_other_however_many_there_are() -> None:
    for lane in drawn(400).lanes:
        for one, other in combinations(lane.marks, 2):
            assert abs(one.x - other.x) >= 2 * RADIUS or abs(one.y - other.y) >= 2 * RADIUS


def test_every_mark_lies_within_the_picture_and_above_its_line() -> None:
    made = drawn(60)
    for lane in made.lanes:
        assert all(0 < mark.x < made.width and lane.y < mark.y < lane.base < made.height for mark in lane.marks)


def test_a_dossier_without_articles_has_no_picture() -> None:
    assert picture(assemble(content({})), (), "timeline.html") is None


def test_where_the_timeline_has_parts_a_mark_is_a_month_that_leads_to_its_part() -> None:
    files: Files = {}
    for number, date in enumerate(["2007-05-01", "2007-05-02", "2008-06-03"] + ["2008-07-04"] * 4):
        files[f"articles/{number}.md"] = text("articles/x.md", {"title": f"T{number}", "date": date})
    edition = assemble(content(files))
    parts = [Ref(f"timeline/{name}.html", name) for name in ("2007", "2008-06", "2008-07")]
    made = picture(edition, edition.articles, "timeline.html", parts)
    assert made
    [lane] = made.lanes
    assert [(mark.label, mark.address) for mark in lane.marks] == [
        ("May 2007: 2", "timeline/2007.html"),
        ("June 2008: 1", "timeline/2008-06.html"),
        ("July 2008: 4", "timeline/2008-07.html"),
    ]
    assert lane.marks[2].r > lane.marks[0].r > lane.marks[1].r
    assert [year.address for year in made.years] == ["timeline/2007.html", "timeline/2008-06.html"]


def test_two_thousand_marks_keep_apart_whatever_their_dates() -> None:
    for lane in drawn(2000).lanes:
        levels = sorted((mark.y, mark.x) for mark in lane.marks)
        assert all(y != z or x + 2 * RADIUS <= w for (y, x), (z, w) in pairwise(levels))


def test_the_years_of_the_picture_lie_side_by_side_and_count_their_articles() -> None:
    made = drawn(30)
    assert [(year.year, year.count, year.address) for year in made.years] == [(2008, 30, "#y2008")]


@pytest.fixture
def phone(browser: Browser, shipped: Built) -> Iterator[Page]:
    """The timeline on a phone."""
    with browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"{shipped.folder.as_uri()}/timeline.html")
        yield page


def test_a_tap_on_a_phone_opens_the_year_with_marks_for_fingers(phone: Page) -> None:
    originals = [article for article in shipped_edition().articles if not article.head.translation_of]
    years = Counter(article.head.date.year for article in originals)
    column = phone.locator("a.year .column").nth(1).bounding_box()
    assert column
    phone.touchscreen.tap(column["x"] + column["width"] / 2, column["y"] + column["height"] / 2)
    expect(phone.locator(".zoom")).to_contain_text(f"2008, {years[2008]} articles")
    boxes = [box for mark in phone.locator(".picture circle:visible").all() if (box := mark.bounding_box())]
    assert len(boxes) >= years[2008] > 10
    for one, other in combinations(boxes, 2):
        assert abs(one["x"] - other["x"]) >= 23.9 or abs(one["y"] - other["y"]) >= 23.9
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="2009 →").tap()
    expect(phone.locator(".zoom")).to_contain_text("2009, ")
    phone.get_by_role("button", name="All years").tap()
    expect(phone.locator("a.year:visible")).to_have_count(len(years))


def test_without_scripts_a_year_leads_to_its_list(browser: Browser, shipped: Built) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{shipped.folder.as_uri()}/timeline.html")
        page.locator("a.year text").nth(2).click()
        assert page.url.endswith("#y2009")
