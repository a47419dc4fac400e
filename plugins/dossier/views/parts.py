"""Long lists: whole on one page while they fit, else on a page for each year, and for some months where a year is too long."""

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
    """A stretch of a long list, with the ``name`` that its address ends in: 2008, 2008-06 (from June on), 2008-06-2."""

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
    room: float = ROOM,
) -> tuple[Part[Item], ...]:
    """The parts of a list in order of date; none where all of it fits on one page.

    ``lines`` says how many lines of a page an item takes, ``room`` how many a page has.
    """
    rows = [_Row(item, dated(item), lines(item)) for item in items]
    if _height(rows) <= room:
        return ()
    return tuple(part for _, year in groupby(rows, lambda row: row.date.year) for part in _year(words, list(year), room))


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


def _year(words: Language, rows: Sequence[_Row[Item]], room: float) -> Iterator[Part[Item]]:
    """A year on one page, or on pages of as many months as fit on each; a month that does not fit has several of its own."""
    year = PartialDate(rows[0].date.year)
    if _height(rows) <= room:
        yield Part(year.iso, words.date(year), tuple(row.item for row in rows))
        return
    for run in _runs(rows, room):
        first, last = (PartialDate(year.year, row.date.month) for row in (run[0], run[-1]))
        label = words.date_run(first, last) if first.month else words.date(year)
        for number, page in enumerate(_pages(run, room), 1):
            if number == 1:
                yield Part(first.iso, label, page)
            else:
                yield Part(
                    f"{first.iso}-{number}", words.gettext("%(month)s, page %(number)s", month=label, number=number), page
                )


def _runs(rows: Iterable[_Row[Item]], room: float) -> Iterator[list[_Row[Item]]]:
    """The rows of a year by as many whole months as a page has room for; those that name no month by themselves."""
    run: list[_Row[Item]] = []
    for _, group in groupby(rows, lambda row: row.date.month):
        found = list(group)
        if run and (not run[0].date.month or _height(run) + _height(found) > room):
            yield run
            run = []
        run += found
    yield run


def _pages(rows: Iterable[_Row[Item]], room: float) -> Iterator[tuple[Item, ...]]:
    page: list[Item] = []
    height = 0.0
    for row in rows:
        if page and height + row.height > room:
            yield tuple(page)
            page, height = [], 0
        page.append(row.item)
        height += row.height
    yield tuple(page)
