"""What the rules look at and what they find: a sentence, and who is said to have said which words of it."""

from collections.abc import Sequence
from typing import NamedTuple

from dossier.model import Mention, Span, StatementKind
from dossier.statements.cues import Signs
from dossier.statements.grammar import Words
from dossier.statements.quotes import Quotation


class Speaker(NamedTuple):
    """Who speaks, as the text names him: the actor, or None; and where the words stand that name him."""

    actor: str | None
    surface: str
    passage: str
    start: int
    end: int


class Attribution(NamedTuple):
    """What one cue attributes: the words, quotation marks included, as one stretch or several, and who said them.

    ``at`` is where the cue stands, ``sentence`` where its sentence begins and ends; ``goes_on`` is 1 where these are further
    words of what was attributed last, 2 of what was before that, and so on.
    """

    spans: tuple[Span, ...]
    speaker: Speaker
    cue: str
    kind: StatementKind
    at: int
    sentence: Span
    goes_on: int = 0


class Sentence(NamedTuple):
    """A sentence of a passage's text with its quotations, its signs of speech and its words, and the passage's mentions."""

    passage: str
    text: str
    low: int
    high: int
    quoted: Sequence[Quotation]
    mentions: Sequence[Mention]
    signs: Signs
    words: Words
    lang: str

    def quotes(self, low: int, high: int) -> bool:
        """Whether words in quotation marks begin between two places."""
        return any(low <= start < high for start, _, _ in self.quoted)
