"""What a page was made from: which keys of an edition it asked for, and in which keys two editions differ.

A page that asked for nothing that has changed is as it was. Build systems call this a verifying trace (Mokhov, Mitchell
and Peyton Jones, "Build Systems à la Carte", 2018); here it holds the names of the keys, for both editions are at hand.
"""

from array import array
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import FunctionType
from typing import Any
from zlib import crc32

from dossier.analysis import Text
from dossier.edition import TABLES, Edition
from dossier.model import Article, Entry, Mention, Prose
from dossier.texts import unpack

# The name of a table and a key of it; the name alone for all of it, its order too; or "prose", "mentions" and a path, or
# "excerpts", a path and an actor.
Key = tuple[Any, ...]

_NOTHING = object()
_EMPTY = Text(Prose((), (), (), ()))


class Traced:
    """An edition that notes the keys that it is asked for."""

    def __init__(self, edition: Edition) -> None:
        """Stand for an edition; nothing is noted yet."""
        self.edition, self.keys = edition, set[Key]()
        self.lang = edition.lang  # a setting: no page needs to be told that it is another

    def begin(self) -> None:
        """Forget what was noted."""
        self.keys.clear()

    @property
    def noted(self) -> bytes:
        """The marks of the keys that were noted, in order."""
        return array("I", sorted(set(map(mark, self.keys)))).tobytes()

    def __getattr__(self, name: str) -> Any:
        """A table of the edition: one that has keys notes these, of any other all is noted."""
        value = getattr(self.edition, name)
        if isinstance(value, Mapping):
            self.__dict__[name] = table = _Table(name, value, self.keys)
            return table
        self.keys.add((name,))
        return value

    def prose(self, entry: Entry[Any]) -> Prose:
        """The prose of an entry."""
        self.keys.add(("prose", entry.path))
        return self.edition.prose(entry)

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """Where an article names actors."""
        self.keys.add(("mentions", article.path))
        return self.edition.mentions(article)

    def excerpts(self, article: Article, actor: str) -> Any:
        """The passages of an article that name an actor."""
        self.keys.add(("excerpts", article.path, actor))
        return self.edition.excerpts(article, actor)


for _name, _member in vars(Edition).items():  # what an edition can do, this one does on its own tables
    if isinstance(_member, FunctionType | property) and not _name.startswith("_") and _name not in vars(Traced):
        setattr(Traced, _name, _member)


@lru_cache(1 << 16)  # many pages ask for the same names
def mark(key: Key) -> int:
    """A number of 32 bits that stands for a key; where two keys share one, a page is made again needlessly."""
    return crc32(repr(key).encode())


class _Table(Mapping[Any, Any]):
    """A table of an edition that notes which of its keys it is asked for."""

    __slots__ = ("keys_", "name", "table")

    def __init__(self, name: str, table: Mapping[Any, Any], keys: set[Key]) -> None:
        self.name, self.table, self.keys_ = name, table, keys

    def __getitem__(self, key: Any) -> Any:
        self.keys_.add((self.name, key))
        return self.table[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self.keys_.add((self.name, key))
        return self.table.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.keys_.add((self.name, key))
        return key in self.table

    def _whole(self) -> Mapping[Any, Any]:
        self.keys_.add((self.name,))
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


def changes(old: Edition, new: Edition) -> frozenset[Key]:
    """The keys in which two editions differ. Tables are made only where something that they are made of differs."""
    found: set[Key] = set(_in_texts(old, new))
    known: dict[str, bool] = {}

    def differs(name: str) -> bool:
        if name not in known:
            if name in TABLES and not any([differs(need) for need in TABLES[name].needs]):  # noqa: C419 - each notes its own keys
                known[name] = False
            else:
                keys = set(_differing(name, getattr(old, name), getattr(new, name)))
                found.update(keys)
                known[name] = bool(keys)
        return known[name]

    for name in (*Edition.INPUTS, *TABLES):
        differs(name)
    return frozenset(found)


def _differing(name: str, before: Any, after: Any) -> Iterator[Key]:
    if before is after:
        return
    if not isinstance(after, Mapping):
        if before != after:
            yield (name,)
        return
    keys = [(name, key) for key in {**before, **after} if not _same(before.get(key, _NOTHING), after.get(key, _NOTHING))]
    yield from keys
    if keys or list(before) != list(after):
        yield (name,)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal, the order of what they map too: pages show it."""
    return one is other or bool(one == other and (not isinstance(one, Mapping) or list(one) == list(other)))


def _in_texts(old: Edition, new: Edition) -> Iterator[Key]:
    """The keys in which the texts of two editions differ; of one that is lost, all."""
    before, after = old.texts.digests, new.texts.digests
    for path in {*before, *after}:
        if before.get(path) != after.get(path):
            packed = old.texts.packed(path)
            one, other = unpack(packed) if packed else _EMPTY, new.texts[path] if path in after else _EMPTY
            if one.prose != other.prose:
                yield ("prose", path)
            if one.mentions != other.mentions:
                yield ("mentions", path)
            for actor in {*one.excerpts, *other.excerpts}:
                if one.excerpts.get(actor) != other.excerpts.get(actor):
                    yield ("excerpts", path, actor)
