"""What press databases and monitoring services print around a story: numbers, codes, and where it was heard or read."""

import re

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing.dates import Dated
from dossier.importing.rules.digest import is_item
from dossier.importing.rules.draft import Draft, Paragraph
from dossier.importing.rules.known import publisher
from dossier.importing.rules.labels import know
from dossier.words import either, every, pattern, verbatim

_CODE = re.compile(r"(?P<code>[A-Z]{2,3})(?:\s+(?P<value>\S.*))?")
ENOUGH = 4  # codes that make a text a database's
# Source: Example news agency, Moscow, in Russian 1023 gmt 25 Jun 08
_HEARD = pattern(
    lambda w: (
        r"(?:source:\s+)?(?:[A-Z]{2,4}\d{8,}\s+)?(?P<name>[^\d]{3,90}?),?\s+in\s+"
        rf"(?:(?:old\s+)?\w+{verbatim(w.monitoring.language_endings)}|{verbatim(w.monitoring.languages)})\s+(?:\d{{4}}\s+gmt\s+)?"
        r"(?P<day>\d{1,2}\s+\w{3,9}\s+\d{2,4})(?:,?\s+pp?\.?\s*[\d, -]+)?"
    ),
    re.IGNORECASE,
)
_REPORT_OF = pattern(
    lambda w: (
        rf"[(\[]?(?:{either(w.monitoring.extracts)}\s+(?:of|from)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?"
        rf"{either(w.monitoring.reports)}\b.{{0,250}}"
        rf"|{verbatim(w.monitoring.monitors)}\s+(?:\w+\s+)?"
        r"(?:report|text|transcribed\s+text|translated\s+(?:text|excerpt)|summary)"
        r"|(?:report|article|interview|commentary|unattributed\s+\w+)\s+by\s+.{3,120}:\s+[\"“«].{3,200}"
        r"|(?:passage|words?)\s+omitted|description\s+of\s+source:.{3,300}|bbc\s+mon\b.{0,60}|.{0,60}\bfbis\s+transcribed\s+text)[)\]]?"
    ),
    re.IGNORECASE,
)
FIRST_YEAR = 1939  # before it nobody monitored broadcasts


def numbers(draft: Draft) -> None:
    """The number of an item of a digest, on a line of its own above it."""
    for paragraph in draft.left()[:1]:
        if is_item(paragraph.text) and len(draft.left()) > 1:
            draft.take(paragraph, "item number")


def codes(draft: Draft) -> None:
    """Lines that begin with a database's codes of two or three letters: ``HD``, ``SN``, ``PD``, ``LP``."""
    found: list[tuple[Paragraph, re.Match[str], str]] = []
    for paragraph in draft.left():
        match = _CODE.fullmatch(paragraph.text)
        key = match and every().databases.codes.get(match["code"].casefold())
        if match and key:
            found.append((paragraph, match, key))
    if len(found) < ENOUGH or not {"title", "date"} <= {key for _, _, key in found}:
        return
    for paragraph, match, key in found:
        value = match["value"] or ""
        if key == "text":
            draft.cut(paragraph, 0, match.end("code"), "code")
        elif key == "nothing":
            draft.take(paragraph, "code")
        elif not value or know(draft, key, value):
            draft.take(paragraph, key)


def monitored(draft: Draft) -> None:
    """Which broadcast, agency or newspaper a monitoring service took a story from, and what it adds of its own."""
    left = draft.left()
    for place, paragraph in enumerate(left):
        if not (place < 8 or place >= len(left) - 8):
            continue
        heard = _HEARD().fullmatch(paragraph.text)
        if heard:
            words = re.split(r",\s*", heard["name"])[0]
            name = next((part for part in (words, words.partition(" ")[2]) if publisher(part)), words)
            draft.origin = draft.origin or re.sub(r"\s+news\s+agency$", "", name)
            draft.heard.extend(_since(dated) for dated in dates.find(heard["day"]))
        if heard or _REPORT_OF().fullmatch(paragraph.text):
            draft.take(paragraph, "monitoring")


def _since(dated: Dated) -> Dated:
    readings: tuple[PartialDate, ...] = tuple(day for day in dated.readings if day.year >= FIRST_YEAR)
    return Dated(dated.start, dated.end, readings or dated.readings, dated.day_first)
