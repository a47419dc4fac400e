"""The turning points of the story as a picture: where each stands, and where there is room for what it says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.views.scale import Bar, Scale, scale_of

LABELLED = 12  # points that have labels; of more there are only the numbers
LETTER, DATE = 8.45, 11  # pixels of a letter in the widest of the faces; letters of a short date
BESIDE, BETWEEN, OVER = 6, 4, 36  # pixels from line to label, between two labels, and that the last may stand out
TALL, EACH = 40, 5  # pixels of the highest bar, and of an article
LOST, CROSSED, END = 100, 10, 1  # what it costs to leave a label out, to have a line cross one, to write one left of its line


class Point(NamedTuple):
    """A turning point: its number and place, the way to its article, and its label in lines.

    Labels stand in rows, to the right of the point or, at the ``end``, to its left; where no row has room there is none.
    """

    number: int
    x: float
    date: PartialDate
    address: str
    label: str
    lines: tuple[str, ...]
    row: int | None
    end: bool


class Turning(NamedTuple):
    """The turning points over the years, the articles of each month as bars of some ``width``, and the rows of labels."""

    scale: Scale
    points: tuple[Point, ...]
    bars: tuple[Bar, ...]
    width: float
    rows: int


class Label(NamedTuple):
    """A label that wants to be placed: where its point stands, and how wide it is, in pixels."""

    x: float
    width: float


class Place(NamedTuple):
    """Where a label stands: its row, its side, and its edges in pixels."""

    row: int
    end: bool
    left: float
    right: float


def turning(edition: Edition, width: int = 1150, rows: int = 2, *, stacked: bool = False) -> Turning | None:
    """The turning points, labels placed in so many ``rows`` where a picture has that ``width``; None if there are none.

    Where the rows are ``stacked``, the lines of the upper ones pass through the lower ones.
    """
    scale = scale_of(edition)
    if not edition.turning or not scale:
        return None
    heads = [(day, day.article.head.turning) for day in edition.turning]
    points = [
        Point(number, scale.x(day.date), day.date, day.article.address, turn.label, turn.lines[:2], None, end=False)
        for number, (day, turn) in enumerate(heads, 1)
        if turn
    ]
    if len(points) <= LABELLED:
        places = placed([_sized(point, width) for point in points], width, rows, stacked=stacked)
        points = [
            point._replace(row=place.row, end=place.end) if place else point
            for point, place in zip(points, places, strict=True)
        ]
    used = max((point.row + 1 for point in points if point.row is not None), default=0)
    return Turning(scale, tuple(points), tuple(_bars(edition, scale)), _month(scale), used)


def _month(scale: Scale) -> float:
    return round(100 / len(scale.years) / 12 * 0.7, 2)


def _bars(edition: Edition, scale: Scale) -> list[Bar]:
    """The articles of each month; those that name no month are left out."""
    dates = (article.head.date for article in edition.articles)
    counts = Counter((date.year, date.month) for date in dates if date.month)
    unit = min(EACH, TALL / max(counts.values(), default=1))
    return [Bar(scale.x(PartialDate(*month)), max(2, round(count * unit))) for month, count in sorted(counts.items())]


def _sized(point: Point, width: int) -> Label:
    return Label(point.x * width / 100, max(DATE, *map(len, point.lines)) * LETTER + BESIDE)


def placed(labels: Sequence[Label], width: int, rows: int, *, stacked: bool) -> list[Place | None]:
    """The place of each label, so that none lies on another and as few as can be are left out.

    All ways are tried, from left to right, as long as they cost less than the best one found.
    """
    best: tuple[int, list[Place | None]] = (LOST * (len(labels) + 1), [None] * len(labels))

    def tried(cost: int, places: list[Place | None]) -> None:
        nonlocal best
        if cost >= best[0]:
            return
        if len(places) == len(labels):
            best = cost, places
            return
        label = labels[len(places)]
        for place in _places(label, rows, places):
            if place.left >= -OVER and place.right <= width + OVER and not any(_meet(place, other) for other in places):
                crossed = _crossed(label, place, labels, places) if stacked else 0
                tried(cost + CROSSED * crossed + END * place.end, [*places, place])
        tried(cost + LOST, [*places, None])

    tried(0, [])
    return best[1]


def _places(label: Label, rows: int, places: Sequence[Place | None]) -> Iterator[Place]:
    """All places of a label, those in the row of the one before it last."""
    last = next((place.row for place in reversed(places) if place), None)
    for row in sorted(range(rows), key=lambda row: row == last):
        yield Place(row, False, label.x, label.x + label.width)
        yield Place(row, True, label.x - label.width, label.x)


def _meet(one: Place, other: Place | None) -> bool:
    return other is not None and one.row == other.row and one.left < other.right + BETWEEN and other.left < one.right + BETWEEN


def _crossed(label: Label, place: Place, labels: Sequence[Label], places: Sequence[Place | None]) -> int:
    """How many labels the line of one passes through, and how many lines its words lie on."""
    before = [(other, at) for other, at in zip(labels, places, strict=False) if at]
    through = sum(place.row < at.row and at.left < label.x < at.right for _, at in before)
    return through + sum(at.row < place.row and place.left < other.x < place.right for other, at in before)
