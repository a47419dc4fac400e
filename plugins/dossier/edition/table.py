"""A table: a part of an edition that follows from others, made when it is asked for first."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, overload

from dossier.model import Entry

Files = Mapping[str, Entry[Any]]
Value = TypeVar("Value")


class Table(Generic[Value]):
    """A part of an edition that follows from others: the parameters of ``make`` are their names. Made once, when asked for."""

    def __init__(self, make: Callable[..., Value]) -> None:
        """A table that ``make`` makes."""
        self.make = make
        self.needs = make.__code__.co_varnames[: make.__code__.co_argcount]

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, edition: None, owner: type) -> "Table[Value]": ...
    @overload
    def __get__(self, edition: object, owner: type) -> Value: ...
    def __get__(self, edition: object | None, owner: type) -> "Table[Value] | Value":
        if edition is None:
            return self
        made = self.make(*(getattr(edition, name) for name in self.needs))
        edition.__dict__[self.name] = made  # found there from now on, before this is asked
        return made


def of_kind(files: Files, folder: str) -> dict[str, Entry[Any]]:
    """The entries of one folder of the content, by slug."""
    return {entry.slug: entry for path, entry in files.items() if path.startswith(f"{folder}/")}
