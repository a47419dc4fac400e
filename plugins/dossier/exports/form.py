"""What a data file is: made whole of an edition, or article by article."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dossier.edition import Edition
from dossier.model import Article


class Key(NamedTuple):
    """A key of a data file, and what it holds: a message of the catalogues."""

    name: str
    holds: str


@dataclass(frozen=True, slots=True)
class Format:
    """A data file: its name, what it holds (or what a line of it is, where it has ``keys``), and how it is made.

    ``text`` makes the file of an edition. Where there are ``lines``, it makes what stands at the file's head; then follows
    what ``lines`` makes of each article, in order of date: in UTF-8, for that is how JSON is made.
    """

    name: str
    about: str
    text: Callable[[Edition], str]
    lines: Callable[[Edition, Article], bytes] | None = None
    keys: tuple[Key, ...] = ()


def whole(form: Format, edition: Edition) -> str:
    """The text of a data file."""
    articles = edition.articles if form.lines else ()
    return "".join([form.text(edition), *(form.lines(edition, article).decode() for article in articles if form.lines)])


def nothing(_: Edition) -> str:
    """The head of a file that begins with its first article."""
    return ""
