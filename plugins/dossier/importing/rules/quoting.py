"""Lines as somebody passed them on: without the signs of quotation, and with words whole that a line's end had parted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.importing import dates
from dossier.importing.clipping import Line
from dossier.importing.rules.sheet import Sheet

_QUOTED = re.compile(r"\s*(?:>\s?)+")
_PARTED = re.compile(r"(?P<left>[^\W\d_]+)-\s*$")
_FIRST = re.compile(r"\s*(?P<right>[^\W\d_]+)(?P<stop>[\"”’»)\]]*[.,;:!?]?[\"”’»)\]]*)")
# What stands before a hyphen that belongs to the word.
_COMPOUND = frozenset(
    """well self non ex anti pro post pre mid long short high low half all cross so far then vice co semi multi inter ultra
    pseudo neo quasi much ill ever still right left north south east west two three four five six seven eight nine ten first
    second third one full hard soft old new deep wide narrow free large small great middle early late down up off on over
    under out back front fast slow single double cold warm hot air land sea ground ship man nuclear missile arms state euro
    russo polish soviet u.s anglo franco sino""".split()
)
_AND = frozenset("and or und oder i oraz lub и или a nebo et ou".split())
_TAILS = frozenset("to in up off old year based led made term run known born style like wide level".split())
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
        if not parted or not first or not first["right"][0].islower() or first["right"] in _AND:  # pre- and post-war
            continue
        left, right = parted["left"], first["right"]
        hyphen = "-" if _belongs(left.casefold(), right.casefold(), known) else ""
        result[place] = replace(result[place], text=result[place].text.rstrip()[:-1] + hyphen + right + first["stop"])
        result[place + 1] = replace(result[place + 1], text=result[place + 1].text[first.end() :].lstrip())
    return tuple(line for line, old in zip(result, lines, strict=True) if line.text.strip() or not old.text.strip())


def _belongs(left: str, right: str, known: set[str]) -> bool:
    if left + right in known or f"{left}-{right}" in known:
        return f"{left}-{right}" in known
    return left in _COMPOUND or right in _TAILS


_FORWARDED = re.compile(
    r"-{2,}\s*(?:original|forwarded|weitergeleitete|ursprüngliche|исходное|пересылаемое|przekazan[ya]|wiadomość)[\w\s]*-{2,}|"
    r"begin\s+forwarded\s+message:?",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?P<name>from|sent|date|to|cc|subject|reply-to|von|gesendet|an|betreff|datum|od|wysłano|do|temat|data|от|отправлено|кому|тема|дата):"
    r"(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_SUBJECT = frozenset("subject betreff temat тема".split())
_SENT = frozenset("sent date gesendet datum wysłano data отправлено дата".split())
_AGAIN = re.compile(r"(?:(?:re|fw|fwd|aw|wg|odp|pd)\s*:\s*)+", re.IGNORECASE)
ZONE = 14  # paragraphs in which the headers of a mail stand


def forwarded(sheet: Sheet) -> None:
    """The headers of a mail that was passed on, above its text: who sent it, when, and of what."""
    found = [(paragraph, match) for paragraph in sheet.left()[:ZONE] if (match := _HEADER.fullmatch(paragraph.text))]
    names = {match["name"].casefold() for _, match in found}
    if not names & _SUBJECT or not names & _SENT or len(names) < 3:
        return
    for paragraph, match in found:
        name, value = match["name"].casefold(), match["value"] or ""
        if name in _SENT:
            day = next(dates.find(value), None)
            sheet.sent = day.readings[0] if day and len(day.readings) == 1 and day.readings[0].day else sheet.sent
        elif name in _SUBJECT:
            sheet.subject = _AGAIN.sub("", value)
        sheet.take(paragraph, "mail header")
    for paragraph in sheet.left()[:ZONE]:
        if _FORWARDED.fullmatch(paragraph.text):
            sheet.take(paragraph, "mail header")
