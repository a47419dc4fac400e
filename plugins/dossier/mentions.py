"""Where names are written: the sightings of the gazetteer's spellings in a passage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from dossier.gazetteer import Gazetteer, Meaning, Phrase
from dossier.model import Passage, Span
from dossier.text import fold

NOBODY = Meaning.of(())


class Sighting(NamedTuple):
    """A span of a passage's text where a spelling stands, and whom that spelling can mean.

    Where the spelling names an office, ``office`` says which, and ``span`` is the part of it that names the holder.
    ``inside`` are the shorter spellings that stand inside this one, if one of them is somebody's name in full.
    """

    start: int
    end: int
    surface: str
    meaning: Meaning = NOBODY
    office: Phrase | None = None
    inside: tuple["Sighting", ...] = ()


PLACE = attrgetter("start", "end")


def sight(passage: Passage, gazetteer: Gazetteer) -> tuple[Sighting, ...]:
    """Every name and office in a passage, leftmost first and longest first, on word boundaries.

    None is looked for in code or addresses. Names don't overlap each other, nor do offices; the holder's part of an
    office ends where a name begins.
    """
    text, opaque = passage.text, passage.opaque
    folded, offsets = fold(text)
    names: dict[Span, Meaning] = {}
    offices: dict[Span, Phrase] = {}
    for number, start, end in gazetteer.automaton.find_matches_as_indexes(folded, overlapping=True):
        spelling = gazetteer.spellings[number]
        stop = _word_end(folded, end) if spelling.open else end
        if (start and folded[start - 1].isalnum()) or (stop < len(folded) and folded[stop].isalnum()):
            continue  # within a longer word
        if spelling.office:
            offices[start, stop] = spelling.office
            continue
        span = (start, stop) if offsets is None else _original((start, stop), offsets)
        meaning = gazetteer.meanings[number]
        if spelling.exact:
            meaning = Meaning.of(s for s in meaning.senses if not s.alias.exact or s.alias.text == text[slice(*span)])
        if meaning.senses and not (opaque and any(low < span[1] and span[0] < high for low, high in opaque)):
            known = names.get(span)
            names[span] = Meaning.of(known.senses + meaning.senses) if known else meaning
    longest = list(_longest(names))
    rest = names.keys() - longest
    # Most are parts of a name alone, by which nobody stands within another's.
    shorter = {span: names[span] for span in rest} if any(names[span].plain for span in rest) else {}
    found = [
        Sighting(start, end, text[start:end], names[start, end], inside=_inside((start, end), shorter, text) if shorter else ())
        for start, end in longest
    ]
    for start, end in _longest(offices):
        phrase = offices[start, end]
        low, high = _original((start + phrase.core[0], start + phrase.core[1]), offsets)
        if not any(a < high and low < b for a, b in opaque):
            found.append(Sighting(low, high, text[low:high], office=phrase))
    return tuple(sorted(found, key=PLACE))


def _longest(spans: Iterable[Span]) -> Iterator[Span]:
    reached = 0
    for start, end in dict(sorted(spans)).items():  # of those that begin together the last, which is the longest
        if start >= reached:
            yield start, end
            reached = end


def _inside(outer: Span, shorter: Mapping[Span, Meaning], text: str) -> tuple[Sighting, ...]:
    spans = (span for span in shorter if outer[0] <= span[0] and span[1] <= outer[1])
    return tuple(Sighting(*span, text[slice(*span)], shorter[span]) for span in _longest(spans))


def _original(span: Span, offsets: Sequence[int] | None) -> Span:
    return span if offsets is None else (offsets[span[0]], offsets[span[1] - 1] + 1)


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
