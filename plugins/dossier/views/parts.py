"""Long lists: whole on one page while they fit, else on a page for each year, and for each month where a year is too long."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from dossier.chronology import PartialDate
from dossier.language import Language
from dossier.views.base import Ref

Item = TypeVar("Item")

ROOM = 240  # lines of a page: so many statements, the longest lines, make 170 KB, and no page should outgrow 200


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """A stretch of a long list, with the ``name`` that its address ends in: 2008, 2008-06, 2008-06-2."""

    name: str
    label: str
    items: tuple[Item, ...]


class _Row(NamedTuple, Generic[Item]):
    """An item of a long list, with its date and its height in lines: these are asked for again and again."""

    item: Item
    date: PartialDate
    height: float


def cut(
    words: Language,
    items: Sequence[Item],
    dated: Callable[[Item], PartialDate],
    lines: Callable[[Item], float] = lambda _: 1,
) -> tuple[Part[Item], ...]:
    """The parts of a list in order of date; none where all of it fits on one page.

    ``lines`` says how many lines of a page an item takes.
    """
    rows = [_Row(item, dated(item), lines(item)) for item in items]
    if _height(rows) <= ROOM:
        return ()
    return tuple(part for _, year in groupby(rows, lambda row: row.date.year) for part in _year(words, list(year)))


def by_year(items: Iterable[Item], dated: Callable[[Item], PartialDate]) -> tuple[tuple[int, tuple[Item, ...]], ...]:
    """Items in order of date under their years."""
    return tuple((year, tuple(group)) for year, group in groupby(items, lambda item: dated(item).year))


def refs(parts: Iterable[Part[Item]], folder: str) -> tuple[Ref, ...]:
    """The ways to the parts, whose pages stand in ``folder``."""
    return tuple(Ref(f"{folder}/{part.name}.html", part.label, len(part.items)) for part in parts)


def place(address: str, parts: Sequence[Ref], year: int) -> str:
    """Where a year's lines stand, seen from the page at ``address`` that leads to the parts or holds the whole list."""
    part = next((ref.address for ref in parts if posixpath.basename(ref.address).startswith(f"{year:04}")), None)
    return posixpath.relpath(part, posixpath.dirname(address) or ".") if part else f"#y{year}"


def _height(rows: Iterable[_Row[Item]]) -> float:
    return sum(row.height for row in rows)


def _year(words: Language, rows: Sequence[_Row[Item]]) -> Iterator[Part[Item]]:
    year = PartialDate(rows[0].date.year)
    if _height(rows) <= ROOM:
        yield Part(year.iso, words.date(year), tuple(row.item for row in rows))
        return
    for number_of_month, group in groupby(rows, lambda row: row.date.month):
        month = PartialDate(year.year, number_of_month)
        for number, page in enumerate(_pages(group), 1):
            name, label = month.iso, words.date(month)
            if number > 1:
                name, label = f"{name}-{number}", words.gettext("%(month)s, page %(number)s", month=label, number=number)
            yield Part(name, label, page)


def _pages(rows: Iterable[_Row[Item]]) -> Iterator[tuple[Item, ...]]:
    page: list[Item] = []
    height = 0.0
    for row in rows:
        if page and height + row.height > ROOM:
            yield tuple(page)
            page, height = [], 0
        page.append(row.item)
        height += row.height
    yield tuple(page)
