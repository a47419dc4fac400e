"""Bars by month, on the pages of actors and topics."""

import re

from dossier.pipeline import assemble
from dossier.views import Site
from dossier.views.activity import WIDTH, Activity
from dossier.views.actor import ActorView, actor_views
from dossier.views.topic import TopicView, topic_views
from tests.conftest import Built
from tests.content import Files, content, text

DATES = {"2006": 4, "2006-03": 1, "2006-03-07": 2, "2008-12-31": 5}


SITE = Site("Talks", "", "", "en", "", preview=False)


def drawn(dates: dict[str, int]) -> tuple[Activity | None, Activity | None]:
    """The bars of an actor mentioned so often in articles of these dates, and of their topic."""
    files: Files = {"actors/rice.md": text("actors/x.md", {"name": "Condoleezza Rice", "aliases": ["Rice"]})}
    for number, (date, count) in enumerate(dates.items()):
        body = "\n\n".join(["Rice spoke."] * count) or "Nobody."
        files[f"articles/a{number}.md"] = text("articles/x.md", {"title": f"T{number}", "date": date}, body)
    edition = assemble(content(files))
    actor, topic = (
        next(actor_views(edition, SITE, edition.actors["rice"])),
        next(topic_views(edition, SITE, edition.topics["talks"])),
    )
    assert isinstance(actor, ActorView)
    assert isinstance(topic, TopicView)
    return actor.activity, topic.activity


def test_mentions_are_counted_by_month_and_those_without_a_month_apart() -> None:
    made, _ = drawn(DATES)
    assert made
    assert [(year.year, year.total) for year in made.years] == [(2006, 7), (2007, 0), (2008, 5)]
    assert [bar.label for year in made.years for bar in year.bars] == ["March 2006: 3", "December 2008: 5"]
    assert (made.peak, made.most, made.undated) == ("December 2008", 5, 4)


def test_articles_of_a_topic_are_counted_once_each() -> None:
    _, made = drawn(DATES)
    assert made
    assert [year.counts[2] for year in made.years] == [2, 0, 0]


def test_a_year_without_anything_is_a_gap_that_leads_nowhere() -> None:
    made, _ = drawn(DATES)
    assert made
    assert [year.address for year in made.years] == ["#y2006", "", "#y2008"]


def test_where_no_date_names_a_month_there_are_no_bars() -> None:
    assert drawn({"2006": 3})[0] is None


def test_a_century_fits_with_some_years_named() -> None:
    made, _ = drawn({"1910-01-01": 1, "2010-06-01": 1})
    assert made
    assert made.width <= WIDTH + 1
    assert 5 < sum(year.named for year in made.years) < 20


def test_the_table_of_a_page_sums_up_to_its_mentions(site: Built) -> None:
    seen = 0
    for path in (site.folder / "actors").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        if 'class="activity"' in page:
            totals = [int(total) for total in re.findall(r"<td>(\d+)</td></tr>", page)]
            assert f"{sum(totals)} mention" in page, path
            seen += 1
    assert seen
