"""What a page was made from: which parts of an edition it asked for, and which of these another edition has changed.

A page that asked for nothing that has changed is as it was. Build systems call this a verifying trace (Mokhov, Mitchell
and Peyton Jones, "Build Systems à la Carte", 2018); here it holds the parts' names, for both editions are at hand.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from types import FunctionType
from typing import Any
from zlib import crc32

from dossier.concordance import Edition
from dossier.drawn import Drawn, Paired
from dossier.model import Entry, Prose

# The name of a table and a key of it; the name alone for all of it, its order too; or a question, and what it is about.
Part = tuple[Any, ...]

_NOTHING = object()


class Traced:
    """An edition that notes what it is asked for: of each table the keys, and the other ``parts``."""

    def __init__(self, edition: Edition) -> None:
        """Stand for an edition; nothing is noted yet."""
        self.edition = edition
        self.parts: set[Part] = set()
        self.marks: dict[Part, int] = {}
        self.answers: dict[Part, bool] = {}
        tables = ((item.name, getattr(edition, item.name)) for item in fields(Edition))
        self.tables = {name: _Table(name, table, self.parts) for name, table in tables if isinstance(table, Mapping)}
        self.__dict__ |= self.tables
        self.lang = edition.lang  # a setting: no page needs to be told that it is another

    def begin(self) -> None:
        """Forget what was noted."""
        self.parts.clear()
        for table in self.tables.values():
            table.asked.clear()

    @property
    def noted(self) -> "array[int]":
        """The marks of what was noted, in no order."""
        self.marks.update((part, mark(part)) for part in self.parts if part not in self.marks)
        return array("I", chain(map(self.marks.__getitem__, self.parts), *(table.noted() for table in self.tables.values())))

    @property
    def asked(self) -> frozenset[Part]:
        """The questions among what was noted."""
        return frozenset(part for part in self.parts if callable(part[0]))

    def __getattr__(self, name: str) -> Any:
        """A row or a number of the edition, as a whole."""
        self.parts.add((name,))
        return getattr(self.edition, name)

    def prose(self, entry: Entry[Any]) -> Prose:
        """The prose of an entry."""
        self.parts.add(("prose", entry.path))
        return self.edition.prose(entry)

    def ask(self, question: Callable[[Edition, Any], bool], about: Any) -> bool:
        """The answer to a question; what is noted is that it was asked, not what it follows from."""
        part = (question, about)
        self.parts.add(part)
        if part not in self.answers:  # many pages ask the same
            self.answers[part] = question(self.edition, about)
        return self.answers[part]


for _name, _member in vars(Edition).items():  # what an edition can do, this one does on its own tables
    if isinstance(_member, FunctionType | property) and not _name.startswith("_") and _name not in vars(Traced):
        setattr(Traced, _name, _member)


def mark(part: Part) -> int:
    """A number of 32 bits that stands for a part, in every process; where two parts share one, a page is made in vain."""
    name, *about = part
    return _mark(_mark(0, name.__qualname__ if callable(name) else name), *about)


def _mark(start: int, *about: Any) -> int:
    for one in about:
        told = one if type(one) is str else "\0".join(one) if _is_pair(one) else repr(one)
        start = crc32(told.encode(), start)
    return start


def _is_pair(key: Any) -> bool:
    return type(key) is tuple and len(key) == 2 and type(key[0]) is str and type(key[1]) is str


class _Table(Mapping[Any, Any]):
    """A table of an edition that notes which keys it is asked for; that all of it was, stands among the other ``parts``."""

    __slots__ = ("asked", "marks", "name", "parts", "start", "table")

    def __init__(self, name: str, table: Mapping[Any, Any], parts: set[Part]) -> None:
        self.name, self.table, self.parts, self.start = name, table, parts, mark((name,))
        self.asked: set[Any] = set()
        self.marks: dict[Any, int] = {}

    def noted(self) -> Iterator[int]:
        self.marks.update((key, _mark(self.start, key)) for key in self.asked if key not in self.marks)
        return map(self.marks.__getitem__, self.asked)

    def __getitem__(self, key: Any) -> Any:
        self.asked.add(key)
        return self.table[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self.asked.add(key)
        return self.table.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(key)
        return key in self.table

    def _whole(self) -> Mapping[Any, Any]:
        self.parts.add((self.name,))
        return self.table

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> Any:
        return self._whole().keys()

    def values(self) -> Any:
        return self._whole().values()

    def items(self) -> Any:
        return self._whole().items()


def changes(old: Edition, new: Edition, asked: Iterable[Part] = ()) -> frozenset[Part]:
    """The parts in which two editions differ; of questions, those among the parts that were ``asked``."""
    found: set[Part] = {part for part in asked if callable(part[0]) and part[0](old, part[1]) != part[0](new, part[1])}
    for item in fields(Edition):
        before, after = getattr(old, item.name), getattr(new, item.name)
        if before is after:
            continue
        if isinstance(after, Mapping):
            keys = _differing(before, after)
            found.update((item.name, key) for key in keys)
            if keys or _order(before) != _order(after):
                found.add((item.name,))
        elif not _same(before, after):
            found.add((item.name,))
    for path, entry in new.files.items():
        before = old.files.get(path)
        if before is not entry and (before is None or before.prose != entry.prose):
            found.add(("prose", path))
    found.update(("prose", path) for path in old.files if path not in new.files)
    return frozenset(found)


def _order(table: Mapping[Any, Any]) -> list[Any]:
    """The keys of a table in their order, of one by two keys the first: in tables that say the same the second follow."""
    return list(table.drawn if isinstance(table, Paired) else table)


def _differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """The keys of which two tables say different things; what is drawn from the same need not be drawn to tell."""
    if isinstance(before, Paired) and isinstance(after, Paired):
        rows = [(row, before.drawn.get(row, {}), after.drawn.get(row, {})) for row in _differing(before.drawn, after.drawn)]
        return [(row, key) for row, old, new in rows for key in _differing(old, new)]
    keys: Iterable[Any] = dict.fromkeys((*before, *after))
    if isinstance(before, Drawn) and isinstance(after, Drawn):
        keys = _differing(before.of, after.of)
    return [key for key in keys if not _same(before.get(key, _NOTHING), after.get(key, _NOTHING))]


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal, the order of what they map too: pages show it."""
    return one is other or bool(one == other and (not isinstance(one, Mapping) or list(one) == list(other)))
