"""According to somebody: what names a speaker without a verb."""

import re
from collections.abc import Iterator, Sequence

from dossier.model import Span
from dossier.statements.attribution import Attribution, Sentence, Speaker
from dossier.statements.contents import clause
from dossier.statements.cues import Cue
from dossier.statements.extent import FEWEST, kind_of, trimmed, worded
from dossier.statements.speakers import speaker_of
from dossier.statements.subjects import Subject
from dossier.words import every

_SOMEBODY = re.compile(r"[RU]*([DdEnNa#qgFRjUPo]*[nNUaEP#qo])(?:[IOC]+[DdEnNa#gFRj]*[nNUaE]+)*")
_BESIDE = re.compile(r",(?:[dE]?[nF]*N+|W[^,]*|[#d][^,AbM]*)(?=,)")  # the mayor, Anna Nowak,
_NAME_ABROAD = re.compile(r"d?(?:nN*|N+)|P|o")
_NAME = re.compile(r"[dE]?n*[N]+")


def according(sentence: Sentence, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The sentence around "according to somebody", where no cue claims the most of it."""
    for phrase in sentence.signs.according:
        attribution = _of_phrase(sentence, phrase, found)
        if attribution:
            yield attribution
            return


def _of_phrase(sentence: Sentence, phrase: Cue, found: Sequence[Attribution]) -> Attribution | None:
    words, tags = sentence.words, sentence.words.tags
    first, at = words.at(phrase.start), words.at(phrase.end)
    if pronoun := next((word for word in phrase.words.split() if word.casefold() in every().speech.possessives), None):
        return _by_pronoun(sentence, phrase, pronoun, found)
    whom = _SOMEBODY.match(tags, at)
    if not whom:
        return None
    stop = whom.end(1)
    if tags.startswith("I", stop) and words.span(stop, stop + 1) == "of":
        stop = whom.end()
    after = whom.end()
    if first == 0 and tags[after : after + 1] != ",":
        name = (_NAME if words.english else _NAME_ABROAD).match(
            tags, at
        )  # no comma after the name: according to the ministry over 300 died
        after = stop = name.end() if name and tags[name.end() : name.end() + 1] != "," else stop
    subject = Subject(at, stop, at, stop)
    spans = _leading(sentence, after) if first == 0 else _around(sentence, first, after, found)
    return _of(sentence, phrase, speaker_of(sentence, subject), spans, found)


def _by_pronoun(sentence: Sentence, phrase: Cue, pronoun: str, found: Sequence[Attribution]) -> Attribution | None:
    """In his view, it is rotten."""
    start = phrase.start + phrase.words.index(pronoun)
    speaker = Speaker(None, pronoun, sentence.passage, start, start + len(pronoun))
    words = sentence.words
    first, after = words.at(phrase.start), words.at(phrase.end)
    spans = _leading(sentence, after) if first == 0 else _around(sentence, first, after, found)
    return _of(sentence, phrase, speaker, spans, found)


def _of(
    sentence: Sentence, phrase: Cue, speaker: Speaker, spans: Sequence[Span], found: Sequence[Attribution]
) -> Attribution | None:
    """The attribution of stretches that no other one has."""
    spans = worded(spans)
    if not spans or any(low < end and start < high for low, high in spans for one in found for start, end in one.spans):
        return None
    return Attribution(
        tuple(spans), speaker, phrase.words.lower(), kind_of(sentence, spans), phrase.start, (sentence.low, sentence.high)
    )


def _leading(sentence: Sentence, after: int) -> list[Span]:
    tags = sentence.words.tags
    beside = _BESIDE.match(tags, after)
    after = beside.end() if beside and clause(tags, beside.end(), len(tags)) else after
    comma = tags.find(",", after)
    english = sentence.words.english
    begin = (
        after
        if (not english or clause(tags, after, len(tags)))
        and (comma < 0 or tags[after : after + 1] not in (",", "W", "(", "-", "I"))
        else comma + 1
    )
    if begin <= 0 or begin >= len(tags) or (english and not clause(tags, begin, len(tags))):
        return []
    return [trimmed(sentence.words, begin, len(tags))]


def _around(sentence: Sentence, first: int, after: int, found: Sequence[Attribution]) -> list[Span]:
    """What stands before the phrase, and what goes on behind it."""
    words, tags = sentence.words, sentence.words.tags
    floor = max(
        [
            tags.rfind(";", 0, first) + 1,
            tags.rfind(":", 0, first) + 1,
            *(words.at(end) for one in found for _, end in one.spans if end <= words.starts[first]),
        ]
    )
    if any(words.starts[floor] <= one.at < words.starts[first] for one in found):
        return []  # he said, according to the transcript
    if first - floor < FEWEST and "Q" not in tags[floor:first]:
        return []
    spans = [trimmed(sentence.words, floor, first)]
    comma = tags.find(",", after)
    if tags[floor] == "S" and 0 < comma < len(tags) - 1:
        return [trimmed(words, comma + 1, len(tags))]  # While it was old, according to her, it was safe
    if not clause(tags, floor, first) and 0 < comma < len(tags) - 1 and clause(tags, comma, len(tags)):
        spans.append(trimmed(sentence.words, comma + 1, len(tags)))
    elif words.english and not clause(tags, floor, first) and "Q" not in tags[floor:first] and "q" not in tags[floor:first]:
        return []
    return spans
