"""Words behind their cue: She said it was rotten; She said: “It is rotten”; She called it “rotten”."""

import re
from collections.abc import Iterator

from dossier.model import Span
from dossier.statements.abroad import Content
from dossier.statements.contents import clause, content_of, second_verb
from dossier.statements.extent import FEWEST, Case, quotes_between, tail, temporal, trimmed
from dossier.words import every

# Where something else is told that was not said: ; turning the tables; and he listed; and on 12 December it took effect.
_NEXT_EVENT = re.compile(r";|,(?=g|CPR*[FM])|,C(?:I[#d]?U|I?[#dD]+U+R)")
_AND_TOLD = re.compile(r",C[dDE]?[nNF#]+(?:I[dDE]?[nN]+)?[AbM]")  # for talks, and the president had said no
_OBJECTS = ("thing", "judged", "infinitive")


def words_behind(case: Case) -> list[Span]:
    """The stretches behind a cue that it attributes; none where it has none there."""
    words, telling = case.words, case.telling
    whole = min((stop for stop in _stops(case) if stop > telling.end), default=len(case.tags))
    stop = min(whole, _end_of_subordinate(case))
    content = content_of(words, telling.end, telling.cue, stop)
    if content.manner == "nothing":
        return _as_said(case, whole)
    if not _is_said(case, content):
        return []
    if content.manner == "quote":
        return quotes_between(words, content.begin, stop)
    span = trimmed(words, content.begin, _end(case, content, stop))
    fewest = 1 if content.manner in ("thing", "question") or not words.english else 2
    return [span] if len(words.text[span[0] : span[1]].split()) >= fewest else []


def _stops(case: Case) -> Iterator[int]:
    """Where what was said ends at the latest."""
    yield from case.stops()
    for low, _ in case.claimed:
        if low > case.telling.cue.start:
            yield case.words.at(low)
    if event := _NEXT_EVENT.search(case.tags, case.telling.end):
        yield event.start()


def _is_said(case: Case, content: Content) -> bool:
    """Whether what stands behind a cue was said with it, and does not only look so."""
    tags, telling, speech = case.tags, case.telling, every().speech
    before = tags[telling.begin - 1] if telling.begin else ""
    what = before == "W" and tags[telling.begin - 2 : telling.begin - 1] != "I"  # what he said was; not: in which he said
    if what and content.manner not in ("that", "quote", "question") and telling.cue.verb not in speech.framing:
        return False
    if before == "O":  # to admit refugees; but: to say that
        return content.manner not in _OBJECTS and not (content.manner == "clause" and telling.cue.verb in speech.of_things)
    if telling.cue.verb == "call" and tags[telling.end : telling.end + 1] in ("q", "Q") and telling.begin:
        return before == "W"  # a series called “Harbours”
    return not (telling.inverted and content.manner in ("clause", *_OBJECTS))


def _end(case: Case, content: Content, stop: int) -> int:
    """The number of the word behind those that were said."""
    tags = case.tags
    if content.manner in _OBJECTS and (told := _AND_TOLD.search(tags, content.begin, stop)):
        stop = told.start()
    if case.telling.cue.verb in every().speech.framing:
        return next((n + 1 for n in range(content.begin, stop) if tags[n] == "Q" or tags[n : n + 2] == "q,"), stop)
    return stop


def _end_of_subordinate(case: Case) -> int:
    """Where a clause ends that begins a sentence with a cue of its own, or stands within one: While he said no, …"""
    tags, telling = case.tags, case.telling
    before = tags[telling.begin - 1] if telling.begin else ""
    core = telling.subject.core
    if tags[core] == "W" and core and tags[core - 1] == ",":
        return next((n for n in range(telling.end + 1, len(tags)) if tags[n] == ","), len(tags))
    if _of_subject(case):
        return second_verb(tags, telling.end, len(tags))
    if (before == "S" and (telling.begin < FEWEST or tags[telling.begin - 2] in "C,-")) or (
        before == "I" and temporal(case.words, telling.begin - 1)
    ):
        commas = (n for n in range(telling.end + 1, len(tags)) if tags[n] == ",")
        quotes = (n + 1 for n in range(telling.end, len(tags) - 1) if tags[n] == "Q")
        return min(next(commas, len(tags)), next(quotes, len(tags)))
    return len(tags)


def _of_subject(case: Case) -> bool:
    """Whether a cue only says more of the subject of the sentence: Voters who said they would go were few."""
    tags, subject, verb = case.tags, case.telling.subject, case.words.at(case.telling.cue.start)
    if not subject.core + 1 < subject.end <= verb or tags[verb - 1] == ",":
        return False
    says_more = tags[subject.end - 1] in "WH" or case.telling.cue.letter == "G"
    return says_more and not clause(tags, 0, subject.start + 1)


def _as_said(case: Case, stop: int) -> list[Span]:
    """As Lavrov told Reuters, the treaty is dead."""
    words, tags, begin = case.words, case.tags, case.telling.begin - 1
    if begin < 0 or tags[begin] != "S" or words.span(begin, begin + 1).casefold() not in every().speech.as_said:
        return []
    after = tail(words, case.telling, stop)
    return [trimmed(words, after + 1, stop)] if tags[after : after + 1] == "," and after + 2 < stop else []
