"""Where what was said begins and ends: what the forms of attribution share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dossier.model import Span, StatementKind
from dossier.statements.attribution import Sentence
from dossier.statements.contents import TOLD
from dossier.statements.grammar import Words, last_of
from dossier.statements.tellings import Telling, joints
from dossier.words import every

FEWEST = 3  # words that a clause has at least to be what somebody said
DASHES = re.compile(r"[–—-]\s+")  # what begins a passage of direct speech in many languages
_SOMEBODY = r"(?:O?(?:o|a+)|O(?:[dDE][DdE#FR]*[nNaE]+|N+))?"
_WHEN_AND_WHERE = r"(?:[#DdR]?U+R?|#?R|[IO](?:[DdE#FgRjq]*[nNUaE#]+)(?:C[DdE]*[nNUa]+)?|g[DdE#]*[nN]+)*"
_TAIL = re.compile(_SOMEBODY + _WHEN_AND_WHERE)
_ENDS = frozenset(".!?,…")  # with which words in quotation marks end that are whole
_LEFT, _RIGHT = " ,:;–—-)", " ,:;–—-("


class Case(NamedTuple):
    """A cue of a sentence, those around it, and the stretches of text that others have."""

    sentence: Sentence
    words: Words
    tags: str
    telling: Telling
    later: Sequence[Telling]
    earlier: Sequence[Telling]
    claimed: Sequence[Span]

    def stops(self) -> Iterator[int]:
        """Where, behind the cue, what another one tells begins."""
        if self.later:
            yield from joints(self.words, self.telling.end, self.later)
        for phrase in self.sentence.signs.according:
            at = self.words.at(phrase.start)
            if at > self.telling.end:
                yield at


def kind_of(sentence: Sentence, spans: Sequence[Span]) -> StatementKind:
    """Whether words are all in quotation marks, some of them or none."""
    if not sentence.words.english and sentence.low == 0 and DASHES.match(sentence.text):
        return "direct"  # — It is rotten, — she said.
    if not sentence.quoted:
        return "indirect"
    if all(_in_one(sentence, low, high) for low, high in spans):
        return "direct"
    return "mixed" if any(sentence.quotes(*span) for span in spans) else "indirect"


def _in_one(sentence: Sentence, low: int, high: int) -> bool:
    """Whether a stretch lies within one quotation."""
    return any(start <= low + 1 and high <= end for start, end, _ in sentence.quoted)


def tail(words: Words, telling: Telling, stop: int) -> int:
    """The number of the word behind those that say to whom, when, where and how something was said."""
    told = TOLD.match(words.tags, telling.end, stop) if telling.cue.verb in every().speech.addressing else None
    found = _TAIL.match(words.tags, told.end() if told else telling.end, stop)
    return found.end() if found else telling.end


def quotes_between(words: Words, begin: int, stop: int) -> list[Span]:
    """The quotations between two words, and what stands between them where they are one clause."""
    tags, text = words.tags, words.text
    places = [number for number in range(begin, stop) if tags[number] in "Qq"]
    if not places:
        return []
    first, last = places[0], places[-1]
    comma_behind = tags[first] == "Q" and tags.startswith(",", first + 1)
    if comma_behind or last_of(text[words.starts[first] : words.ends[first]]) in _ENDS:
        return [(words.starts[n], words.ends[n]) for n in places if tags[n] == "Q"]
    ends = last if tags[last] == "Q" and last == stop - 1 else stop - 1
    return [(words.starts[first], words.ends[ends])]


def trimmed(words: Words, first: int, stop: int) -> Span:
    """The words between two numbers as a stretch of the text, without the signs around them."""
    if first >= stop:
        return words.ends[stop - 1], words.ends[stop - 1]
    begin, end = words.starts[first], words.ends[stop - 1]
    text = words.text[begin:end]
    kept = text.strip(_LEFT + _RIGHT)
    if not kept:
        return begin, begin
    return begin + len(text) - len(text.lstrip(_LEFT)), end - len(text) + len(text.rstrip(_RIGHT))


def worded(spans: Iterable[Span]) -> list[Span]:
    """The stretches in which something stands."""
    return [span for span in spans if span[0] < span[1]]


def temporal(words: Words, number: int) -> bool:
    """Whether a word says that what follows tells when: after, before."""
    return words.span(number, number + 1).casefold() in every().speech.temporal
