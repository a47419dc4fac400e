"""How much there is of something when: counts by month as a picture of bars, x in percent."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.views.scale import scale_of

TALL, LEAST = 40, 3  # pixels of the highest bar, and of the lowest
NAMED = 6  # years that a phone has room to name


class MonthBar(NamedTuple):
    """A month that has something: where its bar begins, in percent, its height in pixels, and what it says."""

    x: float
    height: int
    label: str


class YearOf(NamedTuple):
    """A year: where it begins and how wide it is, its count, and the way to where it is listed, if it is anywhere."""

    year: int
    x: float
    width: float
    total: int
    address: str
    named: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts by month over all years of the dossier; ``width`` is that of a bar; where it is ``full``, each year is named."""

    years: tuple[YearOf, ...]
    bars: tuple[MonthBar, ...]
    width: float
    full: bool


def activity(edition: Edition, dates: Iterable[PartialDate], place: Callable[[int], str]) -> Activity | None:
    """The bars of some dates; what names no month is counted in its year alone. None where there is no date.

    ``place`` says where a year is listed.
    """
    scale, counts = scale_of(edition), Counter((date.year, date.month) for date in dates)
    if not scale or not counts:
        return None
    of_year: Counter[int] = Counter()
    for (year, _), count in counts.items():
        of_year[year] += count
    most = max(counts.values())
    every = -(-len(scale.years) // NAMED)
    years = (
        YearOf(*one, of_year[one.year], place(one.year) if of_year[one.year] else "", number % every == 0)
        for number, one in enumerate(scale.years)
    )
    bars = (
        MonthBar(
            scale.x(PartialDate(year, month)),
            max(LEAST, round(count / most * TALL)),
            f"{edition.words.date(PartialDate(year, month))}: {count}",
        )
        for (year, month), count in sorted(counts.items())
        if month and scale.first <= year <= scale.last
    )
    return Activity(tuple(years), tuple(bars), round(scale.years[0].width / 12, 2), every == 1)
