"""The pages of actors: what one stood for, what it and its people said, where it is named, and the list of all by camp."""

import re
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dossier.edition import Edition
from dossier.pipeline import assemble
from dossier.render import Theme, theme
from dossier.views import Site
from dossier.views.activity import Activity
from dossier.views.actor import ActorPartView, ActorView, actor_views
from dossier.views.actors import ROWS, actors_view
from dossier.views.years import LINES
from tests.conftest import Built
from tests.content import Files, content, shipped_edition, text

SITE = Site("Talks", "", "", "en", "", preview=False, proposed=True)
WIDE = {"width": 1440, "height": 900}


@cache
def pages() -> Theme:
    return Theme([theme() / "templates"])


def actor(slug: str, **head: Any) -> Files:
    return {f"actors/{slug}.md": text("actors/x.md", head)}


def article(date: str, body: str, **head: Any) -> Files:
    return {f"articles/{date}-x.md": text("articles/x.md", {"title": f"Of {date}", "date": date, **head}, body)}


def made(files: Files) -> Edition:
    return assemble(content(files), proposed=True)


def page_of(edition: Edition, slug: str) -> tuple[ActorView, str]:
    """The view of an actor's page, and its HTML."""
    view = next(actor_views(edition, SITE, edition.actors[slug]))
    assert isinstance(view, ActorView)
    return view, pages().render(view, SITE)


def words(html: str) -> str:
    """What a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


KOWAL = {"name": "Anna Kowal", "aliases": ["Kowal", "Kowalowej*"], "of": "atlantis"}
OFFICES = [
    {"title": "Harbour Minister", "of": "atlantis", "from": "2006", "to": "2008-06-30", "note": "not sure of the day"},
    {"title": "Prime Minister", "of": "atlantis", "from": "2008-07-01"},
]
ATLANTIS: Files = actor("atlantis", name="Atlantis", kind="state") | actor("kowal", **KOWAL, roles=OFFICES)
SPOKE: Files = (
    ATLANTIS
    | article("2008-06-25", "Kowal said that the pier was rotten.\n\nAtlantis was far away.")
    | article("2009-07-02", "Kowal said that the pier of Atlantis was new.")
)


def test_a_state_has_what_its_people_said_with_the_office_that_they_held() -> None:
    view, html = page_of(made(SPOKE), "atlantis")
    assert (view.said, view.own) == (2, 0)
    said = re.findall(r'class="who">.*?<span class="role">(.*?)</span>', html)
    assert said == ["Harbour Minister", "Prime Minister"]
    assert "Statements: 0 of its own, 2 by its people and bodies" in words(html)


def test_the_people_of_a_state_stand_with_their_offices_and_the_number_of_statements() -> None:
    _, html = page_of(made(SPOKE), "atlantis")
    people = words(html[html.index('id="people"') : html.index('id="mentions"')])
    assert "Anna Kowal Harbour Minister, 2006 – 2008; Prime Minister, since 2008 2" in people


def test_a_person_says_nothing_of_people_and_does_not_name_itself_in_each_line() -> None:
    _, html = page_of(made(SPOKE), "kowal")
    assert 'id="people"' not in html
    assert 'class="who"' not in html


def test_a_note_of_the_compiler_on_an_office_is_not_shown() -> None:
    assert "not sure" not in page_of(made(SPOKE), "kowal")[1] + page_of(made(SPOKE), "atlantis")[1]


def test_the_stem_of_a_name_is_no_spelling_of_it() -> None:
    assert page_of(made(SPOKE), "kowal")[0].aliases == ("Kowal",)


def test_the_way_down_to_a_person_is_by_its_state_and_body() -> None:
    files = ATLANTIS | actor("board", name="Harbour Board", kind="body", of="atlantis")
    files |= actor("nowak", name="Jan Nowak", of="atlantis", member_of=["board"])
    assert [ref.label for ref in page_of(made(files), "nowak")[0].trail] == ["Actors", "Atlantis", "Harbour Board"]


def test_neighbours_are_counted_by_passages_in_which_both_are_named() -> None:
    files = ATLANTIS | article("2008-06-25", "Kowal left Atlantis. Kowal came back.\n\nAtlantis slept.\n\nKowal slept.")
    assert [(ref.label, ref.count) for ref in page_of(made(files), "kowal")[0].near] == [("Atlantis", 1)]


def test_a_stance_stands_under_its_years_with_what_carries_it() -> None:
    stance = [
        {"from": 2007, "to": 2008, "text": "Wanted a pier.", "cite": ["2008-06-25-x"]},
        {"from": 2009, "to": 2009, "text": "Had one."},
    ]
    files = SPOKE | actor("kowal", **KOWAL, stance=stance)
    _, html = page_of(made(files), "kowal")
    position = words(html[html.index('<dl class="stance">') : html.index("</dl>")])
    assert position == "2007–2008 Wanted a pier. 25 Jun 2008 2009 Had one."


def test_an_actor_without_a_stance_is_introduced_by_its_biography() -> None:
    _, html = page_of(made(ATLANTIS), "kowal")
    assert "A passage." in html
    assert html.index("A passage.") < html.index('id="names"')


def months_of(*dates: str) -> Activity | None:
    files = ATLANTIS
    for number, date in enumerate(dates):
        files = files | {
            f"articles/{number}.md": text(
                "articles/x.md", {"title": f"T{number}", "date": date}, "Kowal said no. Kowal said that the pier was rotten."
            )
        }
    return page_of(made(files), "kowal")[0].activity


def test_the_bars_are_of_months_and_a_year_counts_what_names_no_month_too() -> None:
    found = months_of("2006", "2006-03", "2006-03-07", "2008-12-31")
    assert found
    assert [bar.label for bar in found.bars] == ["March 2006: 2", "December 2008: 1"]
    assert [(year.year, year.total, year.address) for year in found.years] == [
        (2006, 3, "#y2006"),
        (2007, 0, ""),
        (2008, 1, "#y2008"),
    ]
    assert all(0 <= bar.x <= 100 - found.width + 0.01 for bar in found.bars)


def test_where_nothing_was_said_there_is_no_picture() -> None:
    _, html = page_of(made(ATLANTIS | article("2008-06-25", "Kowal came.")), "kowal")
    assert "<svg" not in html
    assert 'id="statements"' not in html


def test_a_century_names_some_years_so_that_a_phone_has_room() -> None:
    found = months_of("1910-01-01", "2010-06-01")
    assert found
    assert len(found.years) == 101
    assert 3 < sum(year.named for year in found.years) <= 6


@cache
def talkative(count: int) -> Edition:
    """A dossier in which one actor says a great deal."""
    files = ATLANTIS
    for number in range(count):
        date = f"{2006 + number % 4}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        body = f"Kowal said that pier {number} of Atlantis was rotten." + " Nobody else came." * 15
        files = files | {f"articles/{number:04}.md": text("articles/x.md", {"title": f"Talk {number}", "date": date}, body)}
    return made(files)


@pytest.mark.slow
@pytest.mark.parametrize("count", [LINES - 20, 3 * LINES])
def test_what_is_too_long_stands_once_on_pages_of_years_and_no_page_outgrows_its_size(count: int) -> None:
    edition = talkative(count)
    whole, *parts = list(actor_views(edition, SITE, edition.actors["kowal"]))
    htmls = [pages().render(view, SITE) for view in (whole, *parts)]
    assert max(len(html.encode()) for html in htmls) < 150_000
    found = [number for html in htmls[1:] for number in re.findall(r"<q>pier (\d+) of Atlantis was rotten", html)]
    assert sorted(found) == sorted(map(str, range(count)))
    assert all(f'href="../{part.address}"' in htmls[0] for part in parts)
    assert all(year.open for part in parts if isinstance(part, ActorPartView) for year in part.said_years)


@pytest.mark.slow
def test_an_actors_own_page_keeps_a_line_of_each_statement_while_there_is_room() -> None:
    few, many = (page_of(talkative(count), "kowal")[1] for count in (LINES - 20, 3 * LINES))
    assert few.count('class="passage"') == LINES - 20
    assert 'class="passage"' not in many
    assert "data-said" in few
    assert "data-said" not in many


def test_actors_stand_under_their_camps_and_those_of_none_come_last() -> None:
    camps = "camps: [{name: East, shape: square, colour: 1, actors: [atlantis]}]"
    files: Files = SPOKE | actor("other", name="Somebody Else") | {"dossier.yml": camps}
    view = actors_view(made(files))
    listed = [(group.mark.camp if group.mark else "", [line.ref.label for line in group.lines]) for group in view.camps]
    assert listed == [("East", ["Anna Kowal", "Atlantis"]), ("", ["Somebody Else"])]
    assert "In no camp" in words(pages().render(view, SITE))


def test_each_actor_of_a_large_dossier_is_named_and_the_page_keeps_its_size() -> None:
    files: Files = {}
    for number in range(1000):
        files |= actor(f"a{number}", name=f"Person Number {number}", roles=[{"title": "Member of the Harbour Board"}])
    html = pages().render(actors_view(made(files)), SITE)
    assert len(html.encode()) < 150_000
    assert html.count("data-articles=") == ROWS
    assert len(set(re.findall(r'href="\.\./(actors/a\d+\.html)"', html))) == 1000


slow = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def wide(page: Page) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    return page


class TestInABrowser:
    pytestmark = slow

    def test_a_topic_in_the_address_leaves_what_was_said_on_it_and_below(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/sergei-lavrov.html?topic=european-missile-defence")
        below = {"european-missile-defence"}
        topics = shipped_edition().topics
        while more := {slug for slug, topic in topics.items() if topic.head.broader in below} - below:
            below |= more
        said = [s for s in shipped_edition().said_by["sergei-lavrov"] if below & set(s.topics)]
        assert len(said) > 0
        expect(wide.locator(".statements tbody tr:visible")).to_have_count(len(said))

    def test_a_year_of_the_picture_is_chosen_and_left_again(self, wide: Page, shipped: Built) -> None:
        said = shipped_edition().said_by["sergei-lavrov"]
        wide.goto(f"{shipped.folder.as_uri()}/actors/sergei-lavrov.html")
        wide.locator(".activity a[data-year='2011']").click()
        expect(wide).to_have_url(re.compile(r"\?year=2011$"))
        expect(wide.locator(".statements tbody tr:visible")).to_have_count(sum(s.date.year == 2011 for s in said))
        wide.locator(".activity a[data-year='2011']").click()
        expect(wide).to_have_url(re.compile(r"lavrov\.html$"))
        expect(wide.locator(".statements tbody tr:visible")).to_have_count(len(said))

    def test_a_row_whose_day_stands_above_shows_it_where_that_row_is_filtered_out(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/sergei-lavrov.html")
        for topic in wide.locator("select[name=topic] option").evaluate_all("all => all.map((one) => one.value)"):
            wide.select_option("select[name=topic]", topic)
            first = wide.locator(".statements tbody tr:visible").first
            assert "again" not in (first.get_attribute("class") or "")

    def test_lines_of_other_pages_are_filtered_and_their_years_open(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/russia.html")
        expect(wide.locator(".in-lines li:visible")).to_have_count(0)
        wide.goto(f"{shipped.folder.as_uri()}/actors/russia.html?topic=russia-nato-shield&year=2011")
        said = [s for s in shipped_edition().voices["russia"] if s.date.year == 2011 and "russia-nato-shield" in s.topics]
        assert wide.locator(".in-lines li:visible").count() >= len(said) > 0
        expect(wide.locator("form[data-said] [role=status]")).to_contain_text("of 110")

    def test_no_topic_and_year_that_meet_are_said_to_be_none(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/sergei-lavrov.html?topic=lithuania-option&year=2011")
        expect(wide.locator("form[data-said] [role=status]")).to_have_text("None. Another year may have some.")

    def test_all_actors_are_sorted_and_filtered_by_the_address(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/index.html?kind=person&sort=statements")
        said = shipped_edition().said_by
        ordered = sorted(
            (len(found) for slug, found in said.items() if shipped_edition().actors[slug].head.kind == "person"), reverse=True
        )
        counts = [int(count) for count in wide.locator("tr:visible td:nth-child(3)").all_inner_texts()]
        assert counts[: len(ordered)] == ordered
        wide.select_option("select[name=sort]", "")
        assert wide.locator("h2:visible").count() > 3
        wide.fill("input[name=words]", "topolanek")
        expect(wide.locator("tbody tr:visible")).to_have_count(1)
        expect(wide).to_have_url(re.compile(r"\?words=topolanek&kind=person$"))

    @pytest.mark.content
    @pytest.mark.parametrize("name", ["sergei-lavrov", "dmitry-medvedev", "vladimir-putin", "russia", "russia/2007", "poland"])
    def test_a_page_is_read_in_four_screens(self, wide: Page, shipped: Built, name: str) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/{name}.html")
        assert wide.evaluate("document.documentElement.scrollHeight") <= 3500

    @pytest.mark.parametrize("width", [320, 390, 768, 1440])
    def test_nothing_stands_out_at_the_side(self, page: Page, shipped: Built, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("sergei-lavrov", "russia", "russia/2008", "nato", "index"):
            page.goto(f"{shipped.folder.as_uri()}/actors/{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    def test_on_paper_statements_are_open_and_mentions_are_not(self, wide: Page, shipped: Built) -> None:
        wide.goto(f"{shipped.folder.as_uri()}/actors/dmitry-medvedev.html")
        wide.emulate_media(media="print")
        assert all(row.bounding_box() for row in wide.locator(".statements tbody tr").all())
        assert not any(passage.bounding_box() for passage in wide.locator(".passages li").all())
        for hidden in (".tools", ".rail", ".act"):
            expect(wide.locator(hidden).first).to_be_hidden()
