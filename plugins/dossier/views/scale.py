"""Time in pictures: x in percent of the width, so that one drawing serves a phone and a desk, and no mark is stretched."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition

QUARTERS = 4  # of a year, in a sparkline
TALL, EACH, MOST = 22, 5, 4  # a sparkline in pixels: its height, that of an article, and the articles at which a bar ends


class GridYear(NamedTuple):
    """A year of a picture: where it begins and how wide it is, in percent."""

    year: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The years of a picture, the first and the last included."""

    first: int
    last: int

    @property
    def years(self) -> tuple[GridYear, ...]:
        """Each year and its place."""
        width = 100 / (self.last - self.first + 1)
        return tuple(GridYear(y, round((y - self.first) * width, 2), round(width, 2)) for y in range(self.first, self.last + 1))

    def x(self, date: PartialDate) -> float:
        """Where a date stands, in percent; a month or a year stands at its beginning. What lies outside stands at the edge."""
        day = date.first
        share = (day.timetuple().tm_yday - 1) / 366
        return round(min(100.0, max(0.0, (day.year - self.first + share) * 100 / (self.last - self.first + 1))), 2)


class Bar(NamedTuple):
    """A bar of a picture: where it begins, in percent, and its height in pixels."""

    x: float
    height: int


class Spark(NamedTuple):
    """Articles by quarter, as a small picture; ``width`` is that of a bar, in percent."""

    bars: tuple[Bar, ...]
    width: float


def scale_of(edition: Edition) -> Scale | None:
    """The scale of the whole dossier; None where there is no article."""
    return Scale(*edition.span) if edition.span else None


def spark(edition: Edition, dates: Iterable[PartialDate]) -> Spark | None:
    """The quarters of some dates; those that name no month are left out. None where nothing is left."""
    scale = scale_of(edition)
    counts = Counter((date.year, (date.month - 1) * QUARTERS // 12) for date in dates if date.month)
    if not counts or not scale:
        return None
    quarter = 100 / (scale.last - scale.first + 1) / QUARTERS
    unit = EACH if max(counts.values()) <= MOST * QUARTERS else TALL / max(counts.values())
    bars = (
        Bar(round(((year - scale.first) * QUARTERS + part) * quarter, 2), max(2, round(min(count * unit, TALL))))
        for (year, part), count in sorted(counts.items())
    )
    return Spark(tuple(bars), round(quarter, 2))
