"""The timeline as a picture: one lane for each main topic, one mark for each article, laid out when the site is built."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.language import Language
from dossier.model import Article
from dossier.views.base import Ref, topic_ref
from dossier.views.parts import place
from dossier.views.topic import above, below

WIDTH, LEFT = 960, 8  # user units of the picture, and its margin
STEP, RADIUS, GAP = 9, 3.5, 22  # between stacked marks; of a mark; between lanes, for the label
FOOT = 26  # below the lanes, for the years: as high as a finger needs


@dataclass(frozen=True, slots=True)
class Mark:
    """An article in the picture, or all of a month, of radius ``r``."""

    x: float
    y: float
    r: float
    address: str
    year: int
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the picture: its topic, or none for everything else; ``y`` is where its label stands, ``base`` its line."""

    topic: Ref | None
    y: float
    base: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A year of the picture: where it begins, how wide it is, how many articles it has, and where the page lists it."""

    year: int
    x: float
    width: float
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The timeline as a picture, ``left`` being its margin; ``foot`` is where the labels of the years begin.

    Where the timeline is too long for one page, each mark is a ``months``, all of a month's articles on its lane.
    """

    width: int
    height: float
    left: int
    foot: float
    months: bool
    years: tuple[Column, ...]
    lanes: tuple[Lane, ...]


def picture(edition: Edition, articles: Sequence[Article], page: str, parts: Sequence[Ref] = ()) -> Picture | None:
    """The picture of some articles in order of date, for the ``page`` that lists them or leads to its ``parts``.

    None where there are no articles. Marks that would lie on each other are stacked upwards, so that two thousand stay
    apart as seventy do; with parts, a mark stands for a month.
    """
    articles = [article for article in articles if not article.head.translation_of]
    if not articles:
        return None
    first, last = articles[0].head.date, max(article.head.date.last for article in articles)
    month = len({(a.head.date.year, a.head.date.month) for a in articles}) == 1 and first.month
    start = date(first.year, month or 1, 1)
    end = last if month else date(last.year, 12, 31)
    scale = (WIDTH - 2 * LEFT) / max(1, (end - start).days)

    def across(day: date) -> float:
        return LEFT + (day - start).days * scale

    words, lanes, y = edition.words, [], 0.0
    for topic, found in _by_lane(edition, articles).items():
        lane = (
            (_of_months(words, found, y, across, parts) if parts else _of_articles(words, found, y, across)) if found else None
        )
        if lane:
            lanes.append(replace(lane, topic=topic_ref(edition, topic) if topic else None))
            y = lane.base + STEP / 2
    counts = Counter(article.head.date.year for article in articles)
    starts = [round(across(max(start, date(year, 1, 1))), 1) for year in range(start.year, end.year + 1)]
    years = tuple(
        Column(year, x, round(until - x, 1), counts[year], place(page, parts, year))
        for year, x, until in zip(range(start.year, end.year + 1), starts, [*starts[1:], WIDTH - LEFT], strict=True)
    )
    return Picture(WIDTH, y + FOOT, LEFT, y, bool(parts), years, tuple(lanes))


def _by_lane(edition: Edition, articles: Iterable[Article]) -> dict[str | None, list[Article]]:
    """The articles of each main topic and the topics below it; of no main topic under None."""
    main = [topic.slug for topic in below(edition, None) if topic.head.main]
    main += [topic.slug for parent in edition.topics for topic in below(edition, parent) if topic.head.main]
    lines = {topic.slug: {topic.slug, *above(edition, topic)} for topic in edition.topics.values()}
    groups: dict[str | None, list[Article]] = {slug: [] for slug in main}
    groups[None] = []
    for article in articles:
        own = [groups[slug] for slug in main if any(slug in lines[topic] for topic in article.head.topics)]
        for group in own or [groups[None]]:
            group.append(article)
    return groups


def _of_articles(words: Language, articles: Iterable[Article], y: float, across: Callable[[date], float]) -> Lane:
    """A lane below ``y`` with a mark for each article."""
    places = list(_stacked((across(article.head.date.first), article) for article in articles))
    base = y + GAP + max(level for _, level, _ in places) * STEP + STEP
    marks = tuple(
        Mark(
            round(x, 1),
            base - level * STEP - STEP / 2,
            RADIUS,
            a.address,
            a.head.date.year,
            f"{words.date(a.head.date)}: {a.head.title}",
        )
        for x, level, a in places
    )
    return Lane(None, y + GAP * 0.65, base, marks)


def _of_months(
    words: Language, articles: Iterable[Article], y: float, across: Callable[[date], float], parts: Sequence[Ref]
) -> Lane:
    """A lane below ``y`` with a mark for each month, its area by the number of articles, that leads to the month's part."""
    counts = Counter(PartialDate(article.head.date.year, article.head.date.month) for article in articles)
    largest = max(counts.values())
    base = y + GAP + 3 * STEP
    names = {posixpath.basename(part.address).removesuffix(".html"): part.address for part in parts}
    marks = tuple(
        Mark(
            round(across(month.first), 1),
            base - 1.5 * STEP,
            round(RADIUS * max(0.3, sqrt(count / largest)), 1),
            names.get(month.iso) or names[f"{month.year:04}"],
            month.year,
            f"{words.date(month)}: {count}",
        )
        for month, count in sorted(counts.items())
    )
    return Lane(None, y + GAP * 0.65, base, marks)


def _stacked(marks: Iterable[tuple[float, Article]]) -> Iterator[tuple[float, int, Article]]:
    """Each mark with the lowest level at which it touches no other."""
    last: defaultdict[int, float] = defaultdict(lambda: float("-inf"))
    for x, article in marks:
        level = next(level for level in range(len(last) + 1) if last[level] <= x - 2 * RADIUS)
        last[level] = x
        yield x, level, article
