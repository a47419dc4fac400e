"""Tables whose values are made when they are asked for: of ten thousand articles, a build after an edit asks of few."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Value = TypeVar("Value")
Key = TypeVar("Key", str, str | None)


class Drawn(Mapping[str, Value], Generic[Item, Value]):
    """A table whose values are drawn from those of another when they are asked for."""

    __slots__ = ("draw", "drawn", "of")

    def __init__(self, of: Mapping[str, Item], draw: Callable[[Item], Value]) -> None:
        """A table with the keys of another; ``draw`` makes a value of one of its values."""
        self.of, self.draw = of, draw
        self.drawn: dict[str, Value] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.of, self.draw)

    def __getitem__(self, key: str) -> Value:
        if key not in self.drawn:
            self.drawn[key] = self.draw(self.of[key])
        return self.drawn[key]

    def __contains__(self, key: object) -> bool:
        return key in self.of

    def __iter__(self) -> Iterator[str]:
        return iter(self.of)

    def __len__(self) -> int:
        return len(self.of)


class Passing(Drawn[Item, Value]):
    """A table that keeps none of its values: each is drawn whenever it is asked for."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Value:
        return self.draw(self.of[key])


class Paired(Mapping[tuple[str, str], Value]):
    """A table by two keys, of tables that are drawn by the first of them."""

    __slots__ = ("drawn",)

    def __init__(self, drawn: Drawn[Any, Mapping[str, Value]]) -> None:
        """A table of these tables."""
        self.drawn = drawn

    def __getitem__(self, key: tuple[str, str]) -> Value:
        return self.drawn[key[0]][key[1]]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((first, second) for first, table in self.drawn.items() for second in table)

    def __len__(self) -> int:
        return sum(map(len, self.drawn.values()))


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by their keys, in the order in which they come."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}
