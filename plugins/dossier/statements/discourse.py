"""A sentence as it is heard, and what has been heard before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.model import ActorKind, Mention, StatementKind
from dossier.statements.cues import Signs
from dossier.statements.speakers import Speaker

Quotation = tuple[int, int, bool]


class Found(NamedTuple):
    """What one cue attributes: the words, quotation marks included, and who said them."""

    start: int
    end: int
    speaker: Speaker
    cue: str
    kind: StatementKind


class Sentence(NamedTuple):
    """A sentence of a passage's text with its quotations and cues, and the passage's mentions."""

    text: str
    low: int
    high: int
    quoted: tuple[Quotation, ...]
    mentions: Sequence[Mention]
    signs: Signs
    lang: str

    def quotes(self, low: int, high: int) -> bool:
        """Whether words in quotation marks begin between two places."""
        return any(low <= start < high for start, _, _ in self.quoted)

    def quoted_at(self, place: int) -> bool:
        """Whether a place lies within quotation marks."""
        return any(start <= place < end for start, end, _ in self.quoted)


@dataclass(slots=True)
class Discourse:
    """What has been heard so far in an article: who spoke last, whether just now, and a quotation that was left open."""

    kinds: Mapping[str, ActorKind]
    last: Speaker | None = None
    recently: bool = False
    open: Speaker | None = None
    going_on: Speaker | None = None
    spoke: tuple[str, int] | None = None

    def turn(self, begins_quoted: bool, alone: bool) -> None:
        """Begin a passage; one that begins in quotation marks goes on with a quotation that was left open.

        Who spoke last is still meant by a pronoun where the passage before named no other person (``alone``).
        """
        self.going_on = self.open if begins_quoted else None
        self.open, self.recently = None, False
        self.spoke = (self.spoke[0], -1) if self.spoke and alone else None

    def hear(self, sentence: Sentence, found: list[Found]) -> list[Found]:
        """Take in a sentence; a quotation alone belongs to whoever spoke right before it."""
        first = sentence.quoted[0] if sentence.quoted else None
        if not found and first:
            speaker = self.going_on if first[0] <= sentence.low else None
            if not speaker and self.recently and self.last and _alone(sentence, first):
                speaker = self.last
            found = [Found(first[0], first[1], speaker, "", "direct")] if speaker else []
        self.going_on, self.recently = None, bool(found)
        if found:
            self.last = found[-1].speaker
            self.spoke = (self.last.actor, found[-1].end) if self.last.actor else None
            self.open = self.last if first and not sentence.quoted[-1][2] else None
        return found


def _alone(sentence: Sentence, quotation: Quotation) -> bool:
    return quotation[0] <= sentence.low + 1 and not sentence.text[quotation[1] : sentence.high].strip(" .!?")
