"""Where names are written: the sightings of the gazetteer's spellings in a passage."""

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.gazetteer import Gazetteer, Sense
from dossier.model import Passage, Span
from dossier.text import fold


@dataclass(frozen=True, slots=True)
class Sighting:
    """A span of a passage's text where a spelling stands, and whom that spelling can mean."""

    start: int
    end: int
    surface: str
    senses: tuple[Sense, ...]


def sight(passage: Passage, gazetteer: Gazetteer) -> tuple[Sighting, ...]:
    """Every name in a passage, leftmost first and longest first, on word boundaries; none in code or addresses."""
    folded, offsets = fold(passage.text)
    found: dict[Span, tuple[Sense, ...]] = {}
    for number, start, end in gazetteer.automaton.find_matches_as_indexes(folded, overlapping=True):
        spelling = gazetteer.spellings[number]
        stop = _word_end(folded, end) if spelling.open else end
        if not _stands_alone(folded, start, stop):
            continue
        span = (start, stop) if offsets is None else (offsets[start], offsets[stop - 1] + 1)
        surface = passage.text[slice(*span)]
        senses = tuple(s for s in spelling.senses if not s.alias.exact or s.alias.text == surface)
        if senses and not any(low < span[1] and span[0] < high for low, high in passage.opaque):
            found[span] = (*found.get(span, ()), *senses)
    return tuple(_longest(passage.text, found))


def _longest(text: str, found: dict[Span, tuple[Sense, ...]]) -> Iterator[Sighting]:
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield Sighting(start, end, text[start:end], found[start, end])
            reached = end


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
