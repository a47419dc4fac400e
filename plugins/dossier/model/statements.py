"""Who said what, as values: a proposal of a finder, and a statement in its article."""

from dataclasses import dataclass
from typing import NamedTuple

from dossier.chronology import Interval, PartialDate
from dossier.model.keys import SaidFrom, StatementKind, StatementStatus

BETWEEN = " … "  # two spans of a statement


class Place(NamedTuple):
    """A span of a passage's text."""

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said: by the words beside it (``text``), on the day that the article reports, or ``open``.

    What is open may be known to lie before a date.
    """

    date: Interval
    origin: SaidFrom


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that a text attributes to somebody, as a finder sees it: one quotation, whatever stands between its parts.

    ``spans`` bound the words, quotation marks included, in reading order; ``speaker_surface`` is how the text names the speaker
    and ``speaker_span`` where, None where it does not say so again. ``speaker`` is the actor, None where that is nobody of the
    dossier or could be several.
    """

    spans: tuple[Place, ...]
    speaker: str | None
    speaker_surface: str
    speaker_span: Place | None
    cue: str
    kind: StatementKind
    said: Said


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposal in its article: ``auto`` until the compiler decides on it, or what the compiler decided on.

    ``words`` are those of each span, ``reported`` is the article's date, ``topics`` are those of the passage, ``sources`` the
    ids of those that the marks beside the words name. ``line`` tells it in the dossier's words. ``frame`` is the sentence
    that it stands in: by turns what is around the words, and these. ``same_as`` is the statement that reported the same
    utterance first.
    """

    id: str
    article: str
    spans: tuple[Place, ...]
    words: tuple[str, ...]
    speaker: str | None
    speaker_surface: str
    speaker_span: Place | None
    cue: str
    kind: StatementKind
    reported: PartialDate
    said: Said
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    line: str = ""
    frame: tuple[str, ...] = ()
    status: StatementStatus = "auto"
    same_as: str | None = None

    @property
    def text(self) -> str:
        """What was said, with a mark between two spans."""
        return BETWEEN.join(self.words)

    @property
    def utterance(self) -> str:
        """The occasion of speaking, by the id of the statement that reported it first."""
        return self.same_as or self.id

    @property
    def passage(self) -> str:
        """The passage that it begins in."""
        return self.spans[0].passage

    @property
    def date(self) -> PartialDate:
        """The date that lists show it under: that on which it was said; the article's where that is open."""
        return (self.said.origin != "open" and self.said.date.start) or self.reported
