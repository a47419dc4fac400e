"""What a data file is: made whole of an edition, or article by article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dossier.edition import Edition
from dossier.model import Article
from dossier.text import shorten

EXAMPLE = 600  # characters of a line that an example shows


class Key(NamedTuple):
    """A key of a data file, and what it holds: a message of the catalogues."""

    name: str
    holds: str


@dataclass(frozen=True, slots=True)
class Export:
    """A data file: its name, and how it is made.

    ``text`` makes the file of an edition. Where there are ``lines``, it makes what stands at the file's head; then follows
    what ``lines`` makes of each article, in order of date: in UTF-8, for that is how JSON is made. ``about`` is a message of
    the catalogues for the site's page of data: what the file holds, or what a line of it is, where it has ``keys``.
    """

    name: str
    text: Callable[[Edition], str]
    lines: Callable[[Edition, Article], bytes] | None = None
    about: str = ""
    keys: tuple[Key, ...] = ()


class Format(NamedTuple):
    """A format by the name that somebody asks for it by: what it holds, and its files."""

    about: str
    files: tuple[Export, ...]


def whole(export: Export, edition: Edition) -> Iterator[bytes]:
    """A data file piece by piece, in UTF-8."""
    yield export.text(edition).encode()
    if export.lines:
        for article in edition.articles:
            yield export.lines(edition, article)


def nothing(_: Edition) -> str:
    """The head of a file that begins with its first article."""
    return ""


def example(name: str, beginning: str) -> str:
    """What a file begins with: a line, a heading and a line, or a record."""
    if name.endswith(".jsonl"):
        return shorten(beginning.partition("\n")[0], EXAMPLE)
    if name.endswith(".csv"):
        return "\n".join(shorten(line, EXAMPLE) for line in beginning.splitlines()[:2])
    end = "\n  }" if name.endswith(".json") else "\n\n"
    return "".join(beginning.strip().partition(end)[:2]).strip()
