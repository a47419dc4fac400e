"""The timeline: who spoke when, the turning points, and all events by year."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from dossier.edition import Edition
from dossier.pipeline import assemble
from dossier.render import Theme, theme
from dossier.views import Site
from dossier.views.lanes import Lane, Lanes, lanes
from dossier.views.timeline import TimelineView, timeline_views
from dossier.views.turning import Label, placed, turning
from tests.conftest import Built
from tests.content import Files, content, shipped_edition, text

SITE = Site("Mills", "", "", "en", "", preview=False)
CAMPS = (
    "camps: [{name: East, shape: square, colour: 1, actors: [russia]}, {name: West, shape: circle, colour: 2, actors: [spain]}]"
)
STATES: Files = {
    f"actors/{name.lower()}.md": text("actors/x.md", {"name": name, "kind": "state"}) for name in ("Russia", "Spain")
}


def people(**of: str | None) -> Files:
    """Actors by surname, each of a state or of none."""
    heads = {
        name: {"name": f"Ivan {name}", "aliases": [name], **({"of": state} if state else {})} for name, state in of.items()
    }
    return {f"actors/{name.lower()}.md": text("actors/x.md", head) for name, head in heads.items()}


def said(*rounds: tuple[str, str], head: dict[str, object] | None = None) -> Files:
    """An article a round: its day, and who said something in it."""
    return {
        f"articles/{day}-{number}.md": text(
            "articles/x.md", {"title": f"T{number}", "date": day, **(head or {})}, f"{name} said that mill {number} was shut."
        )
        for number, (day, name) in enumerate(rounds)
    }


def edition(*files: Files) -> Edition:
    return assemble(content({path: one for some in files for path, one in some.items()}), proposed=True)


def drawn(*files: Files, room: int = 24) -> Lanes:
    made = edition(*files)
    found = lanes(made, made.shown, room=room)
    assert found
    return found


def by_label(found: Lanes) -> dict[str, Lane]:
    return {lane.label: lane for camp in found.camps for lane in camp.lanes}


def page_of(made: TimelineView) -> str:
    return Theme([theme() / "templates"]).render(made, SITE)


def test_five_statements_make_a_lane_and_fewer_are_joined_by_state_under_their_camp() -> None:
    rounds = [*[(f"2008-06-{day:02}", "Petrov") for day in range(1, 6)], ("2008-07-01", "Orlov"), ("2008-07-02", "Sidorov")]
    rounds += [("2008-07-03", "Suarez")]
    who = people(Petrov="russia", Orlov="russia", Sidorov="russia", Suarez="spain")
    found = drawn(STATES, who, said(*rounds), {"dossier.yml": CAMPS})
    assert [(camp.mark and camp.mark.camp, [(lane.label, lane.count) for lane in camp.lanes]) for camp in found.camps] == [
        ("East", [("Ivan Petrov", 5), ("Orlov, Sidorov", 2)]),
        ("West", [("Ivan Suarez", 1)]),
    ]
    assert by_label(found)["Orlov, Sidorov"].voices == "Ivan Orlov, Ivan Sidorov"


def test_where_there_are_too_many_lanes_the_smallest_are_joined_and_no_statement_is_lost() -> None:
    names = [f"Petrov{letter}" for letter in "abcdefghijkl"]
    rounds = [(f"2008-06-{day:02}", name) for number, name in enumerate(names) for day in range(1, number + 2)]
    found = drawn(STATES, people(**dict.fromkeys(names)), said(*rounds), room=5)
    every = by_label(found).values()
    assert len(every) <= 5
    assert sum(lane.count for lane in every) == len(rounds)
    assert "Ivan Petrovl" in by_label(found)


def test_two_voices_make_no_lanes() -> None:
    made = edition(people(Petrov=None, Orlov=None), said(("2008-06-01", "Petrov"), ("2008-06-02", "Orlov")))
    assert lanes(made, made.shown) is None


def test_a_mark_says_who_said_what_when_is_the_taller_the_more_and_leads_to_the_passage() -> None:
    who = people(Petrov=None, Orlov=None, Sidorov=None)
    rounds = [("2008-06-01", "Petrov"), ("2008-06-01", "Petrov"), ("2008-06-01", "Petrov"), ("2009-01-01", "Petrov")]
    found = by_label(drawn(who, said(*rounds, ("2008-06-02", "Orlov"), ("2008-06-03", "Sidorov"))))["Ivan Petrov"]
    assert [(mark.x, mark.height) for mark in found.marks] == [(pytest.approx(20.7, abs=0.2), 20), (50.0, 10)]
    assert found.marks[1].title == "Ivan Petrov, 1 January 2009: mill 3 was shut"
    assert re.fullmatch(r"articles/2009-01-01-3\.html#p-\w+", found.marks[1].address)


def test_an_office_is_a_band_from_its_first_day_to_its_last() -> None:
    role = {"title": "Miller", "from": "2008-07-01", "to": "2030"}
    miller: Files = {"actors/petrov.md": text("actors/x.md", {"name": "Ivan Petrov", "roles": [role]})}
    rounds = said(("2008-06-01", "Ivan Petrov"), ("2008-06-02", "Orlov"), ("2009-06-03", "Sidorov"))
    [band] = by_label(drawn(miller, people(Orlov=None, Sidorov=None), rounds))["Ivan Petrov"].bands
    assert (band.title, band.x + band.width) == ("Miller", 100)
    assert 24 < band.x < 26


def test_above_four_hundred_marks_one_stands_for_a_week() -> None:
    days = [f"200{year}-{month:02}-{day:02}" for year in (7, 8) for month in range(1, 13) for day in range(1, 21)]
    rounds = [*[(day, "Petrov") for day in days], ("2008-06-02", "Orlov"), ("2008-06-03", "Sidorov")]
    found = drawn(people(Petrov=None, Orlov=None, Sidorov=None), said(*rounds))
    assert found.unit == "week"
    assert len(by_label(found)["Ivan Petrov"].marks) < 110
    assert by_label(found)["Ivan Petrov"].count == len(days)


def pointed(days: list[str], lines: list[str]) -> Edition:
    files: Files = {}
    for number, day in enumerate(days):
        head = {"title": f"T{number}", "date": day, "turning": {"label": f"Point {number}", "lines": lines}}
        files[f"articles/{day}-{number}.md"] = text("articles/x.md", head)
    return edition(files)


@given(st.lists(st.floats(0, 885), max_size=9), st.integers(2, 3), st.booleans())
def test_no_label_of_a_turning_point_lies_on_another_wherever_they_stand(xs: list[float], rows: int, stacked: bool) -> None:
    labels = [Label(x, 140) for x in sorted(xs)]
    found = [place for place in placed(labels, 885, rows, stacked=stacked) if place]
    assert len(found) >= min(len(labels), rows)
    for one, other in combinations(found, 2):
        assert one.row != other.row or one.right < other.left or other.right < one.left


def test_all_turning_points_of_the_shipped_dossier_have_a_label_in_both_pictures() -> None:
    for made in (turning(shipped_edition()), turning(shipped_edition(), 885, 3, stacked=True)):
        assert made
        assert len(made.points) == 10
        assert all(point.row is not None for point in made.points)


def test_more_points_than_can_be_labelled_have_numbers() -> None:
    made = turning(pointed([f"2008-{month:02}-01" for month in range(1, 13)] + ["2009"], ["Shut"]))
    assert made
    assert [point.number for point in made.points if point.row is None] == list(range(1, 14))


def test_an_event_is_told_with_the_articles_that_tell_it_and_an_article_leads_to_itself() -> None:
    event = {"date": "2008-06-25", "title": "The inn was full", "topics": ["talks"]}
    [made] = timeline_views(edition(said(("2008-06-25", "Nobody"), ("2008-06-26", "Nobody"), head={"events": [event]})))
    page = page_of(made)
    assert '<a href="articles/2008-06-25-0.html">T0</a>' in page
    assert (
        '<span class="event">The inn was full</span> <span class="cites"><a href="articles/2008-06-25-0.html" title="T0">'
        in page
    )
    assert page.count("The inn was full") == 1


def test_a_long_timeline_has_its_events_on_pages_of_their_own_and_keeps_the_picture() -> None:
    names = ("Petrov", "Orlov", "Sidorov")
    rounds = [(f"{2007 + number % 3}-{number % 12 + 1:02}-{number % 28 + 1:02}", names[number % 3]) for number in range(300)]
    whole, *parts = timeline_views(edition(people(Petrov=None, Orlov=None, Sidorov=None), said(*rounds)))
    assert [part.address for part in parts] == [f"timeline/{year}.html" for year in (2007, 2008, 2009)]
    assert whole.lanes
    assert not whole.years
    assert sum(len(moments) for part in parts for _, moments in part.years) == 300
    assert all(len(page_of(part).encode()) < 150_000 for part in (whole, *parts))


@pytest.mark.slow
@pytest.mark.browser
class TestInABrowser:
    @pytest.fixture
    def timeline(self, page: Page, shipped: Built) -> Page:
        page.goto(f"{shipped.folder.as_uri()}/timeline.html")
        return page

    @pytest.mark.parametrize("width", [320, 390, 768, 1440])
    def test_the_page_fits_its_window(self, timeline: Page, width: int) -> None:
        timeline.set_viewport_size({"width": width, "height": 900})
        assert timeline.evaluate("document.documentElement.scrollWidth") <= width
        if width == 1440:
            assert timeline.evaluate("document.documentElement.scrollHeight") <= 3500

    @pytest.mark.parametrize("width", [1240, 1440])
    def test_the_labels_of_turning_points_do_not_overlap(self, timeline: Page, width: int) -> None:
        timeline.set_viewport_size({"width": width, "height": 900})
        found = [box for label in timeline.locator(".lane-turns .labels a").all() if (box := label.bounding_box())]
        assert len(found) == 10
        for one, other in combinations(found, 2):
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert min(across, down) < 1

    def test_a_mark_tells_its_words_below_the_lanes(self, timeline: Page) -> None:
        mark = timeline.locator(".lane a:has(title)").nth(3)
        mark.hover()
        expect(timeline.locator("[data-told]")).to_have_text(mark.locator("title").text_content() or "-")

    def test_the_first_year_is_open_and_an_address_opens_another(self, timeline: Page) -> None:
        assert timeline.locator("details[open]").evaluate_all("folds => folds.map((fold) => fold.id)") == ["y2007"]
        timeline.evaluate("location.hash = '#y2010'")
        expect(timeline.locator("#y2010 li").first).to_be_visible()

    def test_a_topic_in_the_address_shows_its_events_alone_and_a_choice_changes_the_address(
        self, timeline: Page, shipped: Built
    ) -> None:
        topic = "new-start"
        steps = shipped_edition().steps[topic]
        timeline.goto(f"{shipped.folder.as_uri()}/timeline.html?topic={topic}")
        expect(timeline.locator(".moments li:visible")).to_have_count(len(steps))
        expect(timeline.locator("[data-filtered]")).to_have_text(f"Events shown: {len(steps)} of {len(shipped_edition().days)}")
        timeline.select_option("select[name=topic]", "")
        expect(timeline.locator("details[open]")).to_have_count(1)
        assert timeline.url.endswith("timeline.html")
        timeline.select_option("select[name=topic]", index=2)
        assert "?topic=" in timeline.url

    def test_without_scripts_all_is_there_but_what_needs_one(self, browser: Browser, shipped: Built) -> None:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(f"{shipped.folder.as_uri()}/timeline.html")
            expect(page.locator("select:visible")).to_have_count(0)
            expect(page.locator(".moments li")).to_have_count(len(shipped_edition().days))
            page.locator("#y2009 summary").click()
            expect(page.locator("#y2009 li").first).to_be_visible()
