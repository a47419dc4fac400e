"""The timeline: who spoke when, the turning points, and everything that happened by year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar, NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition, Happening
from dossier.views.base import Ref, View, topic_ref
from dossier.views.cites import Cite
from dossier.views.lanes import Lanes, lanes
from dossier.views.parts import by_year, cut, refs
from dossier.views.topic import above
from dossier.views.turning import Turning, turning

WIDTH, ROWS = 885, 3  # pixels of the lanes beside their names on a wide page; rows of labels above them
LINES = 1.5  # of a page that a line with its topics takes, the lanes being above it
TOLD = 3  # articles that a line names of those that tell an event


class Moment(NamedTuple):
    """A line of the timeline: an article, or an event with articles that ``told`` it and no address of its own.

    ``number`` is that of a turning point, else 0; ``topics`` are the slugs of its topics and of those above them. One that
    is of the day of the line before ``repeats``.
    """

    date: PartialDate
    title: str
    address: str
    lang: str
    number: int
    told: tuple[Cite, ...]
    topics: tuple[str, ...]
    repeats: bool


class TopicChoice(NamedTuple):
    """A topic to filter by: its slug, its name, and how many lines of the page are on it."""

    slug: str
    label: str
    count: int  # type: ignore[assignment]  # that of tuples, which nobody asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView(View):
    """What happened by date, all or that of one part, and on the first page who spoke when."""

    template: ClassVar[str] = "timeline.html"
    section: ClassVar[str] = "timeline"
    years: tuple[tuple[int, tuple[Moment, ...]], ...]
    topics: tuple[TopicChoice, ...]
    lanes: Lanes | None
    turning: Turning | None
    statements: int
    happenings: int


def timeline_views(edition: Edition) -> Iterator[TimelineView]:
    """The timeline, and the pages of its parts."""
    days, words = edition.days, edition.words
    parts = cut(words, days, lambda happening: happening.date, lambda _: LINES)
    years, topics = _listed(edition, () if parts else days)
    whole = TimelineView(
        address="timeline.html",
        title=words.gettext("Timeline"),
        summary=words.gettext("Who spoke when, and what happened, by date."),
        lang=edition.lang,
        search={},
        parts=refs(parts, "timeline"),
        years=years,
        topics=topics,
        lanes=lanes(edition, edition.shown),
        turning=turning(edition, WIDTH, ROWS, stacked=True),
        statements=len(edition.shown),
        happenings=len(days),
    )
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        years, topics = _listed(edition, part.items)
        yield replace(
            whole,
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            trail=(Ref(whole.address, whole.title),),
            years=years,
            topics=topics,
            lanes=None,
            turning=None,
            happenings=len(part.items),
        )


def _listed(
    edition: Edition, days: Sequence[Happening]
) -> tuple[tuple[tuple[int, tuple[Moment, ...]], ...], tuple[TopicChoice, ...]]:
    """The lines of a page by year, and the topics to filter them by, in their alphabetical order."""
    numbers = {point.article.slug: number for number, point in enumerate(edition.turning, 1)}
    moments = [_moment(edition, before, day, numbers) for before, day in pairwise((None, *days)) if day]
    slugs = sorted({topic for moment in moments for topic in moment.topics})
    choices = [
        TopicChoice(slug, topic_ref(edition, slug).label, sum(slug in moment.topics for moment in moments)) for slug in slugs
    ]
    choices.sort(key=lambda choice: edition.words.sort_key(choice.label))
    return by_year(moments, lambda moment: moment.date), tuple(choices)


def _moment(edition: Edition, before: Happening | None, day: Happening, numbers: dict[str, int]) -> Moment:
    article, event = day.article, day.event is not None
    topics = (name for topic in day.topics for name in (topic, *above(edition, edition.topics[topic])))
    return Moment(
        date=day.date,
        title=day.title,
        address="" if event else article.address,
        lang=article.head.lang or edition.lang,
        number=0 if event else numbers.get(article.slug, 0),
        told=tuple(Cite(one.address, one.head.date, one.head.title) for one in day.told[:TOLD]) if event else (),
        topics=tuple(dict.fromkeys(topics)),
        repeats=before is not None and before.date == day.date,
    )
