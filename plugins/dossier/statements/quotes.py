"""Quotations: where they open and close, over sentences and paragraphs, and where sentences end outside them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from dossier.model import Span
from dossier.statements.cues import verbs
from dossier.words import every, of, pattern, verbatim

# What closes a quotation, by the mark that opened it: writers and machines mix typographic marks and straight ones.
CLOSES = {"“": '”"“', "„": '”“"', "«": "»", "»": "«", '"': '"”', "''": ("''", "”", '"', "’’"), "‘‘": ("’’", "''"), "‘": "’"}
_MARK = re.compile(r"[“”„«»\"]|''|‘‘|’’|(?<![\w’])‘(?=\S)")
_ANY = re.compile("[“„«»\"‘]|''")
_SINGLE_END = re.compile(r"’(?![\w])(?=[\s,.;:!?)”\"]|$)")
_OPENING = re.compile(r"(?:^|[\s(\[{/–—‘'-])$")  # what stands before a mark that opens
_BEGUN = re.compile(r"(?:^|[,:]\s)$")  # what stands before a straight one that opens, though nothing closes it
_ENDED = re.compile(r"[.!?…]\s+$")  # what stands before a mark that opens anew, where another was left open
_END = re.compile(r"[.!?…]+[”»’\"')\]]*(?:\[\d+\])?\s+(?=[\"“«„‘(\[]*(?:'')?[A-ZÀ-ÞŁŚŻŹČŠŘŽА-ЯЁІЇЄ0-9—–])")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]|\w*-?[A-Z]\.[A-Z]")  # U.S, J.F, Tusk-J.F
_LONGEST = 12  # characters of what looks like the end of a sentence and is none


class Quotation(NamedTuple):
    """Words in quotation marks, the marks included; one may be left open, and goes on in the next passage."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """The quotations of a passage; the last may be left open."""
    found: list[Quotation] = []
    if not _ANY.search(text):
        return found
    at, marks = 0, [(match[0], match.start()) for match in _MARK.finditer(text)]
    for number, (mark, start) in enumerate(marks):
        if start < at or not _opens(text, mark, start):
            continue
        if mark == "‘":
            close = _SINGLE_END.search(text, start + 1)
            end = close.end() if close else 0
        else:
            end = _closed(text, mark, marks, number + 1)
        if end:
            found.append(Quotation(start, end, closed=True))
            at = end
        elif mark in "“„«»" or (mark in ('"', "''") and _BEGUN.search(text, 0, start)):
            found.append(Quotation(start, len(text.rstrip()), closed=False))
            break
    return found


def _opens(text: str, mark: str, start: int) -> bool:
    if mark in ('"', "''"):
        after = text[start + len(mark) : start + len(mark) + 1]
        return bool(_OPENING.search(text, max(0, start - 1), start)) and not after.isspace() and after != ""
    if mark == "»":
        return start == 0 or text[start - 1].isspace()
    return mark in ("“", "„", "«", "‘", "‘‘")


def _closed(text: str, mark: str, marks: Sequence[tuple[str, int]], first: int) -> int:
    """Where a quotation ends, or 0: its own closing mark, past quotations within it."""
    depth, last = 0, 0
    for other, place in islice(marks, first, None):
        opens = _opens(text, other, place)
        if opens and other == mark and mark != "„" and _ENDED.search(text, max(0, place - 3), place):
            return last if depth else len(text[:place].rstrip()) if mark in ('"', "''") else last
        if opens and other in (mark, '"', "''") and other not in ("‘", "‘‘"):
            depth += 1
        elif (other in CLOSES[mark] and other != mark) or (other == mark and mark in ('"', "''")):
            last = place + len(other)
            if not depth:
                return last
            depth -= 1
    return last


def sentences(text: str, quoted: Sequence[Quotation]) -> Iterator[Span]:
    """The sentences of a passage: an end inside a quotation is none, unless the quotation ends there too."""
    start, number = 0, 0
    for match in _END.finditer(text):
        stop = match.start() + len(match[0].rstrip())
        while number < len(quoted) and quoted[number].end < stop:
            number += 1
        inside = number < len(quoted) and quoted[number].start < match.start() and stop < quoted[number].end
        if inside or (match[0][0] == "." and _is_short(text, start, match.start())):
            continue
        ends_quoted = number < len(quoted) and quoted[number].end == stop
        if ends_quoted and match[0][0] in "?!…" and _ASKED().match(text, match.end()):
            continue
        yield start, stop
        start = match.end()
    if start < len(text):
        yield start, len(text.rstrip())


# Who spoke, behind a question or a shout: “Is it rotten?” Mayor Nowak asked. What may follow the cue is no clause.
_ASKED = pattern(
    lambda w: (
        rf"(?:[\w.’'-]+,? ){{1,9}}?{verbatim([*verbs().finite, *of('en').speech.direct])}(?: \w+ly| the [\w ]{{1,30}})?"
        rf"(?=\s*[.,;:–—]|\s*$| (?:\w+day|to|as|when|last|{verbatim((*w.speech.prepositions, *w.speech.objects))})\b)"
    )
)


def _is_short(text: str, low: int, point: int) -> bool:
    """Whether what stands before a point looks like the end of a sentence and is none: an abbreviation, an initial, U.S."""
    word = text[max(low, point - _LONGEST) : point].rsplit(None, 1)[-1:]
    last = word[0].lstrip("(“\"‘'[") if word else ""
    return last in _abbreviations() or (len(last) == 1 and last.isupper()) or bool(_INITIALS.fullmatch(last))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(every().speech.abbreviations)
