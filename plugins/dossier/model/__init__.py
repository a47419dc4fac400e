"""The values that flow down the pipeline: frozen, slotted, and nothing else.

``*Head`` is a file's front matter as validated; ``Prose`` is its body as parsed. Offsets count Unicode code points in
a passage's ``text``.
"""

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from dossier.chronology import Interval, PartialDate
from dossier.model.heads import (
    ActorHead,
    Alias,
    ArticleHead,
    Cited,
    ClippingRef,
    Contest,
    Decision,
    Event,
    NativeName,
    PageHead,
    Role,
    Source,
    Stance,
    TopicHead,
    Turning,
    Want,
)
from dossier.model.keys import (
    ActorKind,
    ArticleKind,
    Date,
    Evidence,
    FrontMatter,
    SaidFrom,
    Shape,
    StatementKind,
    StatementStatus,
    Status,
    Text,
    Url,
)
from dossier.model.statements import BETWEEN, Place, Proposal, Said, Statement
from dossier.model.whole import WHOLE, Briefing, Camp, DossierHead, Start, Term, Wanted

__all__ = [
    "BETWEEN",
    "WHOLE",
    "Actor",
    "ActorHead",
    "ActorKind",
    "Alias",
    "Article",
    "ArticleHead",
    "ArticleKind",
    "Briefing",
    "Camp",
    "Citation",
    "Cited",
    "ClippingRef",
    "Contest",
    "Date",
    "Decision",
    "DossierHead",
    "Entry",
    "Event",
    "Evidence",
    "Finding",
    "FrontMatter",
    "Head",
    "Link",
    "Markup",
    "Mention",
    "NativeName",
    "Page",
    "PageHead",
    "Passage",
    "Place",
    "Proposal",
    "Prose",
    "Role",
    "Said",
    "SaidFrom",
    "Shape",
    "Source",
    "Span",
    "Stance",
    "Start",
    "Statement",
    "StatementKind",
    "StatementStatus",
    "Status",
    "Term",
    "Text",
    "Topic",
    "TopicHead",
    "Turning",
    "Url",
    "Want",
    "Wanted",
    "Whole",
]

Head = TypeVar("Head", ArticleHead, ActorHead, TopicHead, PageHead, DossierHead)
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: ``kind`` is filename, static, attach, web or fragment; ``fragment`` has no ``#``."""

    kind: Literal["filename", "static", "attach", "web", "fragment"]
    target: str
    fragment: str
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that stands at an offset of a passage's text; with ``link``, the start tag of that link."""

    offset: int
    html: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark at an offset of a passage's text that names a source of the article by its id, and where in it."""

    offset: int
    source: str
    locator: str
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph-level block of an article.

    ``text`` is what a reader sees. ``opaque`` are the spans where no name is looked for: code and addresses.
    ``links`` are the spans of links. A mark of ``citations`` speaks of the text before it, back to the mark before.
    """

    id: str
    text: str
    line: int
    markup: tuple[Markup, ...] = ()
    opaque: tuple[Span, ...] = ()
    links: tuple[tuple[int, int, Link], ...] = ()
    citations: tuple[Citation, ...] = ()

    def sources(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the sources that the marks of a span of the text name, in the order of the marks."""
        found, before = list[str](), 0
        for offset, marks in groupby(self.citations, lambda mark: mark.offset):
            if before < end and start < offset:
                found += (mark.source for mark in marks)
            before = offset
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as parsed: ``frame`` is the HTML around the passages, one string more than there are passages.

    ``refused`` is what the compiler should look at, with its line: addresses that no page may link to or load, names in double
    brackets, and passages that begin with TODO. ``cut`` where it is the excerpts of a
    clipping, whose whole text stays in the house.
    """

    frame: tuple[str, ...]
    passages: tuple[Passage, ...]
    anchors: tuple[str, ...]
    refused: tuple[tuple[str, int], ...]
    cut: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in it, in reading order."""
        return tuple(item.link for passage in self.passages for item in passage.markup if item.link)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Head]):
    """One content file as read, but for what it says: that is a :class:`Prose` by the same path.

    ``lines`` tells where in the file each key of the front matter stands, ``links`` and ``refused`` are those of its prose, and
    ``cut`` tells whether that is the excerpts of a clipping. ``address`` is where its page stands, from the site's root; the
    page ``index`` is part of the front page.
    """

    slug: str
    path: str
    head: Head
    lines: Mapping[str, int] = field(compare=False)
    links: tuple[Link, ...] = ()
    refused: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    cut: bool = False
    address: str = field(init=False)

    def __post_init__(self) -> None:
        address = "index.html" if self.path == "pages/index.md" else f"{self.path.split('/')[0]}/{self.slug}.html"
        object.__setattr__(self, "address", address)

    @property
    def old_addresses(self) -> tuple[str, ...]:
        """Where its page stood under the slugs that it had before."""
        folder = self.address.partition("/")[0]
        return tuple(f"{folder}/{slug}.html" for slug in getattr(self.head, "formerly", ()))

    def saying(self, prose: Prose) -> "Entry[Head]":
        """The entry with what is at hand of its prose."""
        return replace(self, links=prose.links, refused=prose.refused, cut=prose.cut)

    def line(self, key: str) -> int:
        """The line of a front matter key such as ``topics`` or ``topics.1``; of the key above it where unknown."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)


Article: TypeAlias = Entry[ArticleHead]
Actor: TypeAlias = Entry[ActorHead]
Topic: TypeAlias = Entry[TopicHead]
Page: TypeAlias = Entry[PageHead]
Whole: TypeAlias = Entry[DossierHead]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named; ``actor`` is None where more than one could be meant."""

    article: str
    passage: str
    start: int
    end: int
    surface: str
    actor: str | None
    candidates: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the compiler should look at; ``code`` names the check."""

    code: str
    path: str
    line: int
    message: str


def _by_position(kind: type[Any]) -> None:
    """Pickle a class by its values alone: what dataclasses do for frozen classes with slots takes three times as long."""
    names = tuple(item.name for item in fields(kind) if item.init)
    values = attrgetter(*names)
    copyreg.pickle(kind, lambda value: (kind, values(value)))


# There are a hundred of them an article.
for _kind in (PartialDate, Interval, Said, Link, Markup, Citation, Passage, Prose, Entry, Mention, Statement):
    _by_position(_kind)
