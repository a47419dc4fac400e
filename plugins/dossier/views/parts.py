"""Long lists: whole on one page while they fit, else on a page for each year, and for each month where a year is too long."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

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


def cut(
    words: Language,
    items: Sequence[Item],
    dated: Callable[[Item], PartialDate],
    lines: Callable[[Item], float] = lambda _: 1,
) -> tuple[Part[Item], ...]:
    """The parts of a list in order of date; none where all of it fits on one page.

    ``lines`` says how many lines of a page an item takes.
    """
    if sum(map(lines, items)) <= ROOM:
        return ()
    return tuple(
        part for _, year in groupby(items, lambda item: dated(item).year) for part in _year(words, tuple(year), dated, lines)
    )


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


def _year(
    words: Language, items: tuple[Item, ...], dated: Callable[[Item], PartialDate], lines: Callable[[Item], float]
) -> Iterator[Part[Item]]:
    year = PartialDate(dated(items[0]).year)
    if sum(map(lines, items)) <= ROOM:
        yield Part(year.iso, words.date(year), items)
        return
    for month, group in groupby(items, lambda item: PartialDate(year.year, dated(item).month)):
        for number, page in enumerate(_pages(group, lines), 1):
            name, label = month.iso, words.date(month)
            if number > 1:
                name, label = f"{name}-{number}", words.gettext("%(month)s, page %(number)s", month=label, number=number)
            yield Part(name, label, page)


def _pages(items: Iterable[Item], lines: Callable[[Item], float]) -> Iterator[tuple[Item, ...]]:
    page: list[Item] = []
    height = 0.0
    for item in items:
        if page and height + lines(item) > ROOM:
            yield tuple(page)
            page, height = [], 0
        page.append(item)
        height += lines(item)
    yield tuple(page)
