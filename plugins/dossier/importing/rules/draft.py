"""A clipping on the desk: its paragraphs while the rules take from them, and what has been taken.

Everything that leaves the text goes through :meth:`Draft.take` and :meth:`Draft.cut`, so that nothing leaves it unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier.chronology import PartialDate
from dossier.importing.clipping import Kind, Removed, Stated
from dossier.importing.dates import Dated
from dossier.importing.rules.known import publisher


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a draft. ``block`` counts the runs of lines between empty ones, ``number`` the clipping's lines."""

    text: str
    number: int
    block: int
    kind: Kind = "text"


@dataclass(slots=True)
class Draft:
    """The state that the rules work on; fields that are empty or None are not known yet.

    ``sent`` is when the story was passed on, and ``digest`` the day of the digest that it stands in: neither is earlier than
    the story. Some things count only where the head says nothing: ``reporters``, whom a sign-off names; ``origin``, from whom
    a monitoring service or a newspaper took the story, ``heard``, the day on which it did; ``subject``, of a mail passed on.
    ``mailed`` says that it came in a newsletter.
    """

    paragraphs: list[Paragraph]
    marked: bool = False
    title: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""
    date: PartialDate | None = None
    sent: PartialDate | None = None
    digest: PartialDate | None = None
    reporters: tuple[str, ...] = ()
    origin: str = ""
    subject: str = ""
    mailed: bool = False
    dated: list[Dated] = field(default_factory=list)
    heard: list[Dated] = field(default_factory=list)
    day: tuple[int, int] | None = None
    removed: list[Removed] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, paragraphs: list[Paragraph], stated: Stated, marked: bool) -> "Draft":
        """A new draft; what the format has stated is known from the start."""
        known = (stated.title, stated.byline, stated.dateline, stated.publisher, stated.url, stated.lang, stated.date)
        draft = cls(paragraphs, marked, *known)
        draft.publisher = draft.publisher or publisher(stated.sender)
        draft.sent = stated.sent
        return draft

    def left(self) -> list[Paragraph]:
        """The paragraphs that still hold something, in order."""
        return [paragraph for paragraph in self.paragraphs if paragraph.text.strip()]

    def body(self) -> Iterator[str]:
        """The texts that are left."""
        return (paragraph.text for paragraph in self.left())

    def take(self, paragraph: Paragraph, rule: str) -> None:
        """Take a whole paragraph off the draft."""
        self.cut(paragraph, 0, len(paragraph.text), rule)

    def cut(self, paragraph: Paragraph, start: int, end: int, rule: str) -> None:
        """Take a part of a paragraph; what stood on its two sides stays apart."""
        self.removed.append(Removed(paragraph.text[start:end].strip(), rule, paragraph.number))
        before, after = paragraph.text[:start].rstrip(), paragraph.text[end:].lstrip()
        paragraph.text = f"{before} {after}" if before and after else before + after
