"""When each statement of an article was said: its frame, from the words of its sentence and of what stands before it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.chronology import Interval, PartialDate
from dossier.model import Article, Passage, Place, Said
from dossier.statements.attribution import Attribution
from dossier.statements.said import Frame, may_tell, other_day, parts, said

BEFORE = 500  # characters before a sentence that may tell of another day
OPEN = Said(Interval(), "open")
NEAR = 60  # characters before a cue in which its other verbs stand
LEADING = 2  # passages with which an article begins, and that tell of its day


class Heard(NamedTuple):
    """An attribution, the passage that it begins in and that one's number, and the places of its words."""

    number: int
    passage: Passage
    item: Attribution
    places: list[Place]


def times(article: Article, heard: Sequence[Heard]) -> Iterator[Said]:
    """When each of the statements of an article was said, in their order."""
    clipping = article.head.kind == "clipping"
    published = next((source.date for source in article.head.sources if source.date), None) if clipping else None
    reported = published or article.head.date
    anchored, last, hints, passage = _anchored(heard), dict[str, Said](), list[int](), ""
    for number, one in enumerate(heard):
        if one.passage.id != passage:
            last, passage = {}, one.passage.id
            hints = may_tell(one.passage.text)
        low, high = one.item.sentence
        before = bisect_left(hints, low)
        told = before < len(hints) and hints[before] < high
        key = _key(one.item)
        time = said(
            Frame(
                words=_around(one, heard, number) if told else "",
                verbs=_around(one, heard, number) if one.item.cue.endswith("ing") else _near(one),
                cue=one.item.cue,
                reported=reported,
                clipping=clipping,
                direct=one.item.kind == "direct",
                anchored=key in anchored,
                dated=last.get(key),
            )
        )
        if time.origin == "text":
            last[key] = time
        elif time.origin == "article" and before and hints[before - 1] > low - BEFORE:
            time = OPEN if _elsewhere(one, heard, number, reported, clipping=clipping) else time
        yield time


def _key(item: Attribution) -> str:
    return item.speaker.actor or item.speaker.surface.casefold()


def _anchored(heard: Sequence[Heard]) -> frozenset[str]:
    """The speakers of the article's day: those of its beginning, and those whose own words it gives."""
    return frozenset(_key(one.item) for one in heard if one.number < LEADING or one.item.kind == "direct")


def _around(one: Heard, heard: Sequence[Heard], number: int) -> str:
    """The words of a sentence around a cue, up to those around the next one, without what was said."""
    text, (low, high) = one.passage.text, one.item.sentence
    before = heard[number - 1] if number else None
    if before and before.passage is one.passage and before.item.sentence == one.item.sentence and before.item.at < one.item.at:
        low = max(before.item.at + len(before.item.cue), *(end for _, end in before.item.spans if end <= one.item.at), low)
    after = heard[number + 1] if number + 1 < len(heard) else None
    if after and after.passage is one.passage and after.item.sentence == one.item.sentence and after.item.at > one.item.at:
        high = after.item.at
    return parts(text, low, high, _said_in(one.passage, heard, number))


def _near(one: Heard) -> str:
    """The words right around a cue, without what was said before it."""
    text, at = one.passage.text, one.item.at
    low, high = max(one.item.sentence[0], at - NEAR), at + len(one.item.cue) + NEAR // 4
    for start, end in one.item.spans:
        low, high = (max(low, end), high) if end <= at else (low, min(high, start))
    return text[low:high]


def _said_in(passage: Passage, heard: Sequence[Heard], number: int) -> Iterator[tuple[int, int]]:
    """What was said in a passage, beside one statement."""
    for other in heard[max(0, number - 3) : number + 3]:
        yield from ((start, end) for where, start, end in other.places if where == passage.id)


def _elsewhere(one: Heard, heard: Sequence[Heard], number: int, reported: PartialDate, *, clipping: bool) -> bool:
    """Whether what stands before a sentence in its passage tells of another day than the article's."""
    start = one.item.sentence[0]
    before = parts(one.passage.text, max(0, start - BEFORE), start, _said_in(one.passage, heard, number))
    return other_day(before, reported, clipping=clipping) is True
