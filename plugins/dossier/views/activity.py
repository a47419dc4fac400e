"""How much is written when: counts by month as a picture of bars, and as a table."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dossier.chronology import PartialDate
from dossier.edition import Edition

WIDTH, HEIGHT, LABEL = 480, 56, 30  # user units of the picture, of its highest bar, and of a year's label
WIDEST = 8.0  # of a month


@dataclass(frozen=True, slots=True)
class Bar:
    """A month that has something: where its bar stands, how high it is, and what it says."""

    x: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class YearBars:
    """A year, from ``x`` on: its place on the page, none where it has nothing, and its twelve counts."""

    year: int
    address: str
    x: float
    named: bool
    bars: tuple[Bar, ...]
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts by month over all years of the dossier; ``undated`` are those of dates that name no month."""

    width: float
    height: int
    month: float
    names: tuple[str, ...]
    years: tuple[YearBars, ...]
    most: int
    peak: str
    undated: int


def activity(edition: Edition, counted: Iterable[tuple[PartialDate, int]], place: Callable[[int], str]) -> Activity | None:
    """The bars of some dates and their counts; None where no date names a month. ``place`` says where a year is listed."""
    counts: Counter[tuple[int, int]] = Counter()
    for date, count in counted:
        counts[date.year, date.month] += count
    most = max((count for (_, month), count in counts.items() if month), default=0)
    if not most:
        return None
    peak = min(place for place, count in counts.items() if place[1] and count == most)
    first, last = edition.span
    month = min(WIDEST, WIDTH / 12 / (last - first + 1))
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if step * 12 * month >= LABEL)
    return Activity(
        width=round(12 * month * (last - first + 1), 1),
        height=HEIGHT,
        month=round(month, 2),
        names=edition.words.months,
        years=tuple(
            _year(edition, counts, year, (year - first) * 12 * month, place, month=month, most=most, every=every)
            for year in range(first, last + 1)
        ),
        most=most,
        peak=edition.words.date(PartialDate(*peak)),
        undated=sum(count for (_, month), count in counts.items() if not month),
    )


def _year(  # noqa: PLR0913 - a place on two scales
    edition: Edition,
    counts: Counter[tuple[int, int]],
    year: int,
    x: float,
    listed: Callable[[int], str],
    *,
    month: float,
    most: int,
    every: int,
) -> YearBars:
    own = [counts[year, number] for number in range(13)]
    bars = (
        Bar(
            round(x + (number - 0.5) * month, 1),
            round(max(2.0, count / most * HEIGHT), 1),
            f"{edition.words.date(PartialDate(year, number))}: {count}",
        )
        for number, count in enumerate(own[1:], 1)
        if count
    )
    address = listed(year) if sum(own) else ""
    return YearBars(year, address, round(x, 1), year % every == 0, tuple(bars), tuple(own[1:]), sum(own))
