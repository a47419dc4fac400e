"""The values of an import: what a format reads, and what the rules make of it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dossier.chronology import PartialDate

Kind = Literal["text", "heading", "item", "caption", "credit"]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a clipping's text; ``number`` counts from 1. A block of a page or a Word file is one line.

    A ``credit`` stands between a page's heading and its text: who wrote it and when, or nothing of the story.
    """

    text: str
    number: int = 0
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format says of an item outside its text: a page's metadata, a mail's headers, a library's record.

    ``sender`` may be who published it, or somebody who passed it on; ``sent`` is when they did, and no story in it is younger.
    """

    title: str = ""
    date: PartialDate | None = None
    byline: tuple[str, ...] = ()
    dateline: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""
    sender: str = ""
    sent: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the clipping that are not in the article's text, the line they stood in, and the rule that took them."""

    text: str
    rule: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Clipping:
    """A news item as its format gives it, before any rule.

    ``wrapped``: lines may end where a page was full. ``marked``: the text holds Markdown. ``removed`` is what the format
    itself set aside: a page's navigation, a running head. ``findings`` are what the compiler should know of how it was read.
    """

    lines: tuple[Line, ...]
    stated: Stated = Stated()
    wrapped: bool = True
    marked: bool = False
    removed: tuple[Removed, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One story as the rules found it; what they did not find is empty or None, and ``findings`` say so."""

    title: str
    date: PartialDate | None
    byline: tuple[str, ...]
    dateline: str
    publisher: str
    url: str
    lang: str
    body: tuple[Line, ...]
    removed: tuple[Removed, ...]
    findings: tuple[str, ...]


def sound(text: str) -> str:
    """A text that a file can hold: halves of surrogate pairs, which JSON and mail can bring, are put together or replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts."""
    return Counter(word for text in texts for word in _WORD.findall(text))
