"""Words in quotation marks behind a colon: who announces them may need no cue, and they may stand in the next passage."""

import re
from collections.abc import Iterator, Sequence

from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.grammar import FRAGMENT
from dossier.statements.speakers import speaker_of
from dossier.statements.tellings import main_subject, tellings

_LAST = re.compile(r"[RUaoIdnN#]*:?$")  # what may stand between a cue and the colon: told reporters in a letter


def behind_colon(sentence: Sentence, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A quotation behind a colon that no cue claims: She took the floor: “We wait.”"""
    tags, quoted = sentence.words.tags, sentence.quoted
    if found or ":Q" not in tags or quoted[-1].end - quoted[-1].start < FRAGMENT * FRAGMENT:
        return
    announcing = announced(sentence, tags.index(":Q"))
    if announcing:
        speaker, cue, at = announcing
        first = sentence.words.starts[tags.index(":Q") + 1]
        spans = tuple((q.start, min(q.end, sentence.high)) for q in quoted if q.start >= first)
        yield Attribution(spans, speaker, cue, "direct", at, (sentence.low, sentence.high))


def announced(sentence: Sentence, colon: int) -> tuple[Speaker, str, int] | None:
    """Who announces what stands behind a colon, with the cue and its place: the last cue before it, else the first subject."""
    told = [telling for telling in tellings(sentence) if telling.end <= colon]
    if told and _LAST.match(sentence.words.tags, told[-1].end):
        return speaker_of(sentence, told[-1].subject), told[-1].cue.words, told[-1].cue.start
    subject = main_subject(sentence.words, colon, told)
    return (speaker_of(sentence, subject), "", sentence.words.ends[subject.end - 1]) if subject else None
