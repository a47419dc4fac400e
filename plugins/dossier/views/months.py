"""The picture of all statements by month, which leads to the parts of their list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.views.base import Ref
from dossier.views.parts import Part
from dossier.views.rows import Row
from dossier.views.scale import Scale, scale_of

BAR = 44  # pixels: the height of the picture
LINKS = 60  # parts to which the picture leads; of more, to the first of each year

Parts: TypeAlias = Sequence[tuple[Part[Row], Ref]]


class Month(NamedTuple):
    """A bar of the picture: where it begins, in percent, its height in pixels, and how many statements it stands for."""

    year: int
    month: int
    x: float
    height: float
    label: str
    total: int
    here: bool = False


class Stretch(NamedTuple):
    """The place of a part in the picture, which leads to it: where it begins and how wide it is, in percent."""

    x: float
    width: float
    part: Ref


class Months(NamedTuple):
    """Statements by month; ``width`` is that of a bar, in percent."""

    scale: Scale
    bars: tuple[Month, ...]
    width: float
    stretches: tuple[Stretch, ...]


def months(edition: Edition, every: Iterable[Row], parts: Parts) -> Months | None:
    """All statements by month, each part with its place; those that name no month are left out."""
    scale = scale_of(edition)
    counts = Counter((row.date.year, row.date.month) for row in every if row.date.month)
    if not counts or not scale:
        return None
    scale = Scale(min(scale.first, min(counts)[0]), max(scale.last, max(counts)[0]))
    width, most = 100 / (scale.last - scale.first + 1) / 12, max(counts.values())

    def place(year: int, month: int) -> float:
        return round(((year - scale.first) * 12 + max(month, 1) - 1) * width, 3)

    bars = (
        Month(
            year, month, place(year, month), round(max(2, n * BAR / most), 1), edition.words.date(PartialDate(year, month)), n
        )
        for (year, month), n in sorted(counts.items())
    )
    firsts: dict[float, Ref] = {}
    for one, ref in parts:
        date = one.items[0].date
        firsts.setdefault(place(date.year, date.month if len(parts) <= LINKS else 1), ref)
    starts = [*firsts, 100.0]
    stretches = (Stretch(x, round(end - x, 3), firsts[x]) for x, end in pairwise(starts))
    return Months(scale, tuple(bars), round(width, 3), tuple(stretches))
