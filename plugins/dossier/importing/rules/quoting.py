"""Lines as somebody passed them on: without the signs of quotation, and with words whole that a line's end had parted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.importing import dates
from dossier.importing.clipping import Line
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.known import is_prose
from dossier.words import every, pattern, verbatim

_QUOTED = re.compile(r"\s*(?:>\s?)+")
_PARTED = re.compile(r"(?P<left>[^\W\d_]+)-\s*$")
_FIRST = re.compile(r"\s*(?P<right>[^\W\d_]+)(?P<stop>[\"”’»)\]]*[.,;:!?]?[\"”’»)\]]*)")
LONGEST = 60  # characters of a word and the space after it


def plain(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without the signs that mails set before what they quote, where most of the text is quoted."""
    filled = [line for line in lines if line.text.strip()]
    quoted = sum(line.text.lstrip().startswith(">") for line in filled)
    if quoted < 3 or quoted < len(filled) / 2:
        return tuple(lines)
    return tuple(
        replace(line, text=_QUOTED.sub("", line.text, count=1)) if _QUOTED.match(line.text) else line for line in lines
    )


def unparted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with a word whole that a line's end has parted; a hyphen that belongs to the word stays, on one line with it.

    Whether it belongs there is told by the rest of the text, which may hold the word, or by what words begin and end with.
    """
    text = "\n".join(line.text for line in lines)
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
    result = list(lines)
    for place in range(len(result) - 1):
        parted, first = _PARTED.search(result[place].text[-LONGEST:]), _FIRST.match(result[place + 1].text)
        left, right = parted["left"] if parted else "", first["right"] if first else ""
        if not left or not first or not right[0].islower() or right in every().text.joining:  # pre- and post-war
            continue
        hyphen = "-" if _belongs(left.casefold(), right.casefold(), known) else ""
        result[place] = replace(result[place], text=result[place].text.rstrip()[:-1] + hyphen + right + first["stop"])
        result[place + 1] = replace(result[place + 1], text=result[place + 1].text[first.end() :].lstrip())
    return tuple(line for line, old in zip(result, lines, strict=True) if line.text.strip() or not old.text.strip())


def _belongs(left: str, right: str, known: set[str]) -> bool:
    if left + right in known or f"{left}-{right}" in known:
        return f"{left}-{right}" in known
    return left in every().text.compounds or right in every().text.tails


_FORWARDED = pattern(
    lambda w: rf"-{{2,}}\s*{verbatim(w.mail.forwarded)}[\w\s]*-{{2,}}|begin\s+forwarded\s+message:?", re.IGNORECASE
)
_HEADER = pattern(lambda w: rf"(?P<name>{verbatim(w.mail.headers)})\s?:(?:\s+(?P<value>.*))?", re.IGNORECASE)
_AGAIN = pattern(lambda w: rf"(?:{verbatim(w.mail.replies)}\s*:\s*)+", re.IGNORECASE)
ZONE = 14  # paragraphs in which the headers of a mail stand
NOTE = 250  # characters of what somebody writes above what they pass on


def forwarded(draft: Draft) -> None:
    """The headers of a mail that was passed on, above its text: who sent it, when, and of what."""
    found = [(paragraph, match) for paragraph in draft.left()[:ZONE] if (match := _HEADER().fullmatch(paragraph.text))]
    names = {match["name"].casefold() for _, match in found}
    says = every().mail.headers
    if len(names) < 3 or not {"subject", "sent"} <= {says.get(name) for name in names}:
        return
    for paragraph, match in found:
        told, value = says.get(match["name"].casefold()), match["value"] or ""
        if told == "sent":
            day = next(dates.find(value), None)
            draft.sent = day.readings[0] if day and len(day.readings) == 1 and day.readings[0].day else draft.sent
        elif told == "subject":
            draft.subject = _AGAIN().sub("", value)
        draft.take(paragraph, "mail header")
    left = draft.left()[:ZONE]
    for place, paragraph in enumerate(left):
        if _FORWARDED().fullmatch(paragraph.text):
            draft.take(paragraph, "mail header")
            if found[0][0].number < paragraph.number and len(draft.left()) > place + 1:
                _note(draft, left[:place])


def _note(draft: Draft, above: list[Paragraph]) -> None:
    """Take what somebody wrote themselves, between the headers of a mail and what it passes on."""
    if sum(len(paragraph.text) for paragraph in above) <= NOTE and not any(is_prose(paragraph.text) for paragraph in above):
        for paragraph in above:
            draft.take(paragraph, "note")
