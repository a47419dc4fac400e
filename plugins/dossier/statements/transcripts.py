"""Transcripts: SECRETARY NOWAK: We wait. A turn is what its speaker said, whatever cues stand in it."""

import re
from collections.abc import Mapping, Sequence

from dossier.model import Mention, Passage
from dossier.statements.attribution import Attribution, Speaker

FEWEST = 3  # turns that make a transcript
LONGEST = 60  # characters of a label
_WORD = r"(?:[A-ZÀ-ÞА-ЯЁ][\w.’'-]*)"
_LABEL = re.compile(rf"[“\"]?((?:Q|A|{_WORD}(?: (?:of |the |de |van )?{_WORD}){{0,4}})):\s+(?=\S)")


def labels(passages: Sequence[Passage]) -> Mapping[str, tuple[str, int]]:
    """The label of each passage that is a turn, with the number of the character behind it; none where it is no transcript."""
    likely = [passage for passage in passages if passage.text.find(":", 0, LONGEST) > 0]
    if len(likely) < FEWEST:
        return {}
    found = {passage.id: match for passage in likely if (match := _LABEL.match(passage.text))}
    names = [match[1] for match in found.values()]
    again = len(names) - len({name.split()[-1].casefold() for name in names})
    if len(names) < FEWEST or not again:
        return {}
    return {name: (match[1], match.end()) for name, match in found.items()}


def turn(passage: Passage, label: str, begin: int, mentions: Sequence[Mention], known: dict[str, str | None]) -> Attribution:
    """A turn as what its speaker said; ``known`` are the actors by the surnames in labels, to which this one is added."""
    text, start = passage.text, passage.text.index(label)
    end = start + len(label)
    named = [m for m in mentions if start <= m.start and m.end <= end]
    actor = named[-1].actor if named else known.get(_surname(label))
    known[_surname(label)] = actor
    speaker = Speaker(actor, label, passage.id, start, end)
    return Attribution(((begin, len(text.rstrip())),), speaker, ":", "direct", end, (0, len(text)))


def surnames(mentions: Sequence[Mention]) -> dict[str, str | None]:
    """The actors whom an article names, by the last words of their names; None where two share one."""
    known: dict[str, str | None] = {}
    for mention in mentions:
        if mention.actor:
            last = _surname(mention.surface)
            known[last] = mention.actor if known.get(last, mention.actor) == mention.actor else None
    return known


def _surname(label: str) -> str:
    return label.rsplit(maxsplit=1)[-1].casefold()
