"""Decisions made of statements: what a confirmation, a correction or a rejection writes into the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from dossier.chronology import Interval
from dossier.ledger import Stray
from dossier.model import Decision, Statement, StatementStatus
from dossier.text import fold, words

RETOLD = 0.5  # the share of the words of the shorter of two statements that the other has too
SHORT = 4  # letters of a word that counts


def decision(statement: Statement, status: StatementStatus) -> Decision:
    """The decision on a statement as it stands; raises ValueError for ``auto``, which is none."""
    if status == "auto":
        raise ValueError("to wait is no decision")
    return Decision(
        article=statement.article,
        status=status,
        words=tuple(map(_line, statement.words)),
        speaker=statement.speaker,
        surface=_line(statement.speaker_surface) or None,
        cue=statement.cue,
        said=Interval() if statement.said.origin == "open" else statement.said.date,
        topics=(),
        same_as=statement.same_as,
    )


def _line(text: str) -> str:
    """The words of a text as the file holds them: in one line, whatever breaks them on the page."""
    return " ".join(text.split())


def moved(before: Decision, stray: Stray) -> Decision:
    """A decision that takes the nearest words for its own."""
    return replace(before, words=tuple(map(_line, stray.words)))


def retold(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements that seem to report one utterance, the first report before the other.

    They have the same speaker, can have been said on the same day, and share much of their words. Those that the ledger says to
    be the same are none.
    """
    by_speaker: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.speaker and statement.status != "rejected":
            by_speaker.setdefault(statement.speaker, []).append(statement)
    for told in by_speaker.values():
        bags = {one.id: _bag(one.text) for one in told}
        for one, other in combinations(sorted(told, key=lambda s: (s.reported, s.article)), 2):
            if one.article == other.article or one.utterance == other.utterance:
                continue
            least = min(len(bags[one.id]), len(bags[other.id]))
            alike = least > 2 and len(bags[one.id] & bags[other.id]) >= RETOLD * least
            if alike and (one.said.date.meets(other.said.date)):
                yield one, other


def _bag(text: str) -> set[str]:
    return {word for word in words(fold(text)[0]).split() if len(word) >= SHORT}
