"""Where words of the ledger stand in an article: exactly, or, where the article has changed, the nearest."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from dossier.model import Place, Span

NEAR = 0.6  # how alike words have to be, by difflib's ratio, to be taken for the same ones after an edit
_WORD = re.compile(r"\w+|[^\w\s]")


def placed(texts: Mapping[str, str], words: Sequence[str]) -> tuple[Place, ...]:
    """Where the words of each span stand, in reading order; nothing where one of them does not.

    ``texts`` are those of the passages, by their ids and in reading order. White space of any kind is the same.
    """
    found: list[Place] = []
    rest = list(texts)
    for span in words:
        sought = re.compile(_whole(r"\s+".join(map(re.escape, span.split())), span))
        for passage in rest:
            match = sought.search(texts[passage], found[-1].end if found and found[-1].passage == passage else 0)
            if match:
                found.append(Place(passage, *match.span()))
                rest = rest[rest.index(passage) :]
                break
        else:
            return ()
    return tuple(found)


def nearest(texts: Mapping[str, str], words: Sequence[str]) -> tuple[Place, ...]:
    """Where the words stand that are most like those of each span; nothing where one of them is like nothing there."""
    found: list[Place] = []
    for span in words:
        places = [(ratio, Place(passage, *at)) for passage, text in texts.items() for ratio, at in _like(text, span)]
        ratio, place = max(places, key=lambda pair: pair[0], default=(0.0, None))
        if place is None or ratio < NEAR:
            return ()
        found.append(place)
    return tuple(found)


def place_of(surface: str, texts: Mapping[str, str], spans: Sequence[Place]) -> Place | None:
    """Where a text names the speaker of some spans: next to them in their passages, else last in the passage before."""
    passages = list(dict.fromkeys(place.passage for place in spans))
    own = [(_distance(at, spans, passage), Place(passage, *at)) for passage in passages for at in _all(surface, texts[passage])]
    apart = [(distance, place) for distance, place in own if distance >= 0]
    if apart:
        return min(apart)[1]
    order = list(texts)
    number = order.index(passages[0])
    before = [Place(order[number - 1], *at) for at in _all(surface, texts[order[number - 1]])] if number else []
    return before[-1] if before else None


def _distance(at: Span, spans: Iterable[Place], passage: str) -> int:
    """How many characters lie between a stretch and the nearest span of its passage; less than none where they overlap."""
    return min(max(place.start - at[1], at[0] - place.end) for place in spans if place.passage == passage)


def _all(surface: str, text: str) -> Iterable[Span]:
    return (match.span() for match in re.finditer(_whole(re.escape(surface), surface), text))


def _whole(pattern: str, words: str) -> str:
    """A pattern of some words that finds no part of a longer word: not Russia in Russian."""
    before, after = (r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else "")
    return f"{before}{pattern}{after}"


def _like(text: str, span: str) -> Iterable[tuple[float, Span]]:
    """The stretch of a text that has most words with a span in common, and how like it is."""
    there = list(_WORD.finditer(text))
    old, new = _WORD.findall(span), [match[0] for match in there]
    blocks = [b for b in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return
    core = max(blocks, key=lambda block: block.size)
    low, high = max(0, core.b - core.a - 1), core.b - core.a + len(old) + 1  # one word more on either side may have come in
    within = [block for block in blocks if low <= block.b and block.b + block.size <= high]
    first, last = within[0], within[-1]
    after = len(old) - last.a - last.size
    start, stop = max(0, first.b - min(first.a, 1)), min(len(new), last.b + last.size + min(after, 1))
    at = there[start].start(), there[stop - 1].end()
    yield SequenceMatcher(None, span, text[at[0] : at[1]], autojunk=False).ratio(), at
