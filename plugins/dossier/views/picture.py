"""The timeline as a picture: one lane for each main topic, one mark for each article, laid out when the site is built."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dossier.concordance import Edition
from dossier.model import Article
from dossier.views.base import Ref, topic_ref, year_place
from dossier.views.topic import above, below

WIDTH, LEFT = 960, 8  # user units of the picture, and its margin
STEP, RADIUS, GAP = 9, 3.5, 22  # between stacked marks; of a mark; between lanes, for the label
FOOT = 26  # below the lanes, for the years: as high as a finger needs


@dataclass(frozen=True, slots=True)
class Mark:
    """An article in the picture."""

    x: float
    y: float
    address: str
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
    """The timeline as a picture, ``left`` being its margin; ``foot`` is where the labels of the years begin."""

    width: int
    height: float
    left: int
    foot: float
    radius: float
    years: tuple[Column, ...]
    lanes: tuple[Lane, ...]


def picture(edition: Edition) -> Picture | None:
    """The picture of an edition; None where it has no articles.

    Marks that would lie on each other are stacked upwards, so that two thousand stay apart as seventy do.
    """
    articles = [article for article in edition.articles if not article.head.translation_of]
    if not articles:
        return None
    start = date(articles[0].head.date.year, 1, 1)
    end = date(articles[-1].head.date.year, 12, 31)
    scale = (WIDTH - 2 * LEFT) / max(1, (end - start).days)
    main = [topic.slug for topic in below(edition, None) if topic.head.main]
    main += [topic.slug for parent in edition.topics for topic in below(edition, parent) if topic.head.main]
    groups: dict[str | None, list[Article]] = {slug: [] for slug in main}
    groups[None] = []
    for article in articles:
        lines = {slug for topic in article.head.topics for slug in (topic, *above(edition, edition.topics[topic]))}
        own = [groups[slug] for slug in main if slug in lines]
        for group in own or [groups[None]]:
            group.append(article)
    lanes, y = [], 0.0
    for topic_slug, found in groups.items():
        if found:
            places = list(_stacked((LEFT + (article.head.date.first - start).days * scale, article) for article in found))
            base = y + GAP + max(level for _, level, _ in places) * STEP + STEP
            marks = tuple(
                Mark(round(x, 1), base - level * STEP - STEP / 2, a.address, f"{a.head.date.text}: {a.head.title}")
                for x, level, a in places
            )
            lanes.append(Lane(topic_ref(edition, topic_slug) if topic_slug else None, y + GAP * 0.65, base, marks))
            y = base + STEP / 2
    counts = Counter(article.head.date.year for article in articles)
    starts = [round(LEFT + (date(year, 1, 1) - start).days * scale, 1) for year in range(start.year, end.year + 1)]
    years = tuple(
        Column(year, x, round(until - x, 1), counts[year], year_place(year))
        for year, x, until in zip(range(start.year, end.year + 1), starts, [*starts[1:], WIDTH - LEFT], strict=True)
    )
    return Picture(WIDTH, y + FOOT, LEFT, y, RADIUS, years, tuple(lanes))


def _stacked(marks: Iterable[tuple[float, Article]]) -> Iterator[tuple[float, int, Article]]:
    """Each mark with the lowest level at which it touches no other."""
    last: defaultdict[int, float] = defaultdict(lambda: float("-inf"))
    for x, article in marks:
        level = next(level for level in range(len(last) + 1) if last[level] <= x - 2 * RADIUS)
        last[level] = x
        yield x, level, article
