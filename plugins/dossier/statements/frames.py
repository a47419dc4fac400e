"""The sentence around a statement: what a reader sees in grey, and within it in ink what is attributed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.model import BETWEEN, Place, Prose, Span, Statement
from dossier.statements.quotes import quotations, sentences


def framed(prose: Prose, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements with the sentences that their words stand in: ``frame`` is by turns what is around the words, and these."""
    texts = {passage.id: passage.text for passage in prose.passages}
    known: dict[str, Sequence[Span]] = {}
    return tuple(replace(one, frame=tuple(_frame(one.spans, texts, known))) for one in statements)


def _frame(spans: Sequence[Place], texts: Mapping[str, str], known: dict[str, Sequence[Span]]) -> Iterator[str]:
    """Around and words by turns, the last piece being around; what lies between two passages is a mark."""
    around = ""
    for passage, group in groupby(spans, lambda span: span.passage):
        text, inside = texts[passage], list(group)
        if passage not in known:
            known[passage] = list(sentences(text, quotations(text)))
        start, stop = _bounds(known[passage], inside[0].start, inside[-1].end)
        around += BETWEEN if passage != spans[0].passage else ""
        at = start
        for span in inside:
            yield around + text[at : span.start]
            yield text[span.start : span.end]
            around, at = "", span.end
        around = text[at:stop]
    yield around


def _bounds(sentences: Sequence[Span], start: int, end: int) -> Span:
    """Where the sentences begin and end that hold a stretch of the text."""
    low = max((low for low, _ in sentences if low <= start), default=start)
    high = min((high for _, high in sentences if high >= end), default=end)
    return low, high
