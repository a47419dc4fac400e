"""Quotations: where they open and close, over sentences and paragraphs, and where sentences end outside them."""

import re
from collections.abc import Iterator
from functools import cache

from dossier.model import Span
from dossier.words import every, pattern, verbatim

PAIRS = {"“": "”", "«": "»", "„": "”“", "‘": "’", '"': '"'}
_OPEN = re.compile(r"[“«„\"]|(?<![\w’])‘(?=\w)")
_SINGLE_END = re.compile(r"’(?![\w])(?=[\s,.;:!?)”]|$)")
_BEGUN = re.compile(r"(?:^|[,:]\s)$")  # what stands before a straight mark that opens, and is no sign of inches
_END = re.compile(r"[.!?…]+[”»’\"')\]]*(?:\[\d+\])?\s+(?=[\"“«„‘(]?[A-ZÀ-ÞŁŚŻŹČŠŘŽА-ЯЁІЇЄ0-9])")
# What looks like the end of a sentence and is none: an abbreviation, an initial, U.S.
_SHORT = pattern(lambda w: rf"(?:\b{verbatim(w.speech.abbreviations)}|\b[A-ZА-Я]|\b[A-Z]\.[A-Z])\.$")


def quotations(text: str) -> list[tuple[int, int, bool]]:
    """The quotations of a passage as (start, end, closed), the marks included; the last may be left open."""
    found: list[tuple[int, int, bool]] = []
    at = 0 if any(mark in text for mark in PAIRS) else len(text)
    while match := _OPEN.search(text, at):
        mark = match[0]
        if mark == "‘":
            close = _SINGLE_END.search(text, match.end())
            end = close.start() if close else -1
        else:
            end = min((place for c in PAIRS[mark] if (place := text.find(c, match.end())) >= 0), default=-1)
        reopened = text.find(mark, match.end()) if mark not in '‘"' else -1
        if end < 0 or (0 <= reopened < end and mark == "“" and _opens_anew(text, reopened)):
            if mark == "‘" or (mark == '"' and not _BEGUN.search(text, 0, match.start())):
                at = match.end()
                continue
            found.append((match.start(), len(text), False))
            break
        found.append((match.start(), end + 1, True))
        at = end + 1
    return found


def _opens_anew(text: str, at: int) -> bool:
    return at > 1 and text[at - 1].isspace() and text[at - 2] in ".!?"


def sentences(text: str, quoted: list[tuple[int, int, bool]]) -> Iterator[Span]:
    """The sentences of a passage: an end inside a quotation is none, unless the quotation ends there too."""
    start, short, longest = 0, _SHORT(), _longest()
    for match in _END.finditer(text):
        stop = match.end() - len(match[0]) + len(match[0].rstrip())
        inside = any(low < match.start() and stop < high for low, high, _ in quoted)
        if inside or short.search(text, max(start, match.start() - longest), match.start() + 1):
            continue
        yield start, stop
        start = match.end()
    if start < len(text):
        yield start, len(text.rstrip())


@cache
def _longest() -> int:
    """How far before a point what looks like the end of a sentence, and is none, may begin."""
    return max(map(len, (*every().speech.abbreviations, "U.S")))
