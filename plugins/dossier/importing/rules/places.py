"""What can be the name of a place, and what the rest of a text says of that."""

import re
from collections.abc import Sequence
from functools import cache

from dossier.importing import dates
from dossier.importing.rules.draft import Paragraph
from dossier.importing.rules.known import capitals, is_prose
from dossier.text import fold
from dossier.words import every, pattern, verbatim

ENDING = 3  # letters that a case adds to a name: Vestholm, Vestholmem
LIST = 6  # paragraphs among which a second one that begins with a word and a dash makes a list of them
_PLACE_AND_STOP = re.compile(r"(?P<place>[^\W\d_a-z][^\W\d_]{4,})\.\s+(?=[\"„“«]?[^\W\d_a-z])")
_ANY_PLACE = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’-]+(?:,?\s+[^\W\d_a-z][\w'’-]+){0,2})(?:\s+[-–—]{1,2}|\s*--|—)\s+(?=[\"„“«]?[^\W\d_a-z])"
)
_BEFORE_PLACE = pattern(lambda w: rf"(?<!\w)(?i:{verbatim(w.datelines.before)})\s+(?P<name>[^\W\d_a-z][\w'’-]+)")


def place_in(text: str) -> str:
    """The place that a short text is: one word, or several that are known to be one; else nothing."""
    bare = text.strip(" ,.()")
    known = len(bare.split()) == 1 or fold(bare)[0].casefold() in _places()
    return place_name(bare) if known and is_place(bare) else ""


@cache
def _places() -> frozenset[str]:
    """Places that are known, capitals and those of several words: folded, and in lower case."""
    capitals_ = (name for names in every().states.capitals.values() for name in names)
    return frozenset(fold(place)[0].casefold() for place in (*every().datelines.places, *capitals_))


def is_told(place: str, texts: list[str]) -> bool:
    """Whether a word is a place: one that is known, or one that some texts have behind ``in`` or ``of``, in any case."""
    name = capitals(place.split(",", maxsplit=1)[0])
    if fold(name)[0].casefold() in _places():
        return True
    if name.casefold() in every().names.titles or name.casefold() in every().candidates.offices:
        return False
    named = re.compile(rf"(?P<first>[^\W\d_]+)\s+{re.escape(name)}(?!\w)")  # Anna Kowal
    if any(match["first"].casefold() in every().candidates.given for text in texts for match in named.finditer(text)):
        return False
    stem = name[: max(4, len(name) - 2)] if len(name) > 4 else name
    found = (match["name"] for text in texts for match in _BEFORE_PLACE().finditer(text))
    return " " not in name and any(other.startswith(stem) and len(other) <= len(name) + ENDING for other in found)


def is_place(text: str) -> bool:
    """Whether some words can be the name of a place by the way they are written."""
    parts = re.split(r"[\s/]+", text.strip(" ,"))
    if not 1 <= len(parts) <= 5 or any(part.casefold().strip(".,") in every().datelines.no_place for part in parts):
        return False
    named = all(part[:1].isupper() or part.casefold() in every().datelines.small for part in parts)
    return named and all(re.fullmatch(r"[^\W\d_][^\d\W]*(?:['’.\-][^\W\d_]*)*,?", part) for part in parts) and len(text) > 2


def place_name(text: str) -> str:
    """A place's name without the capitals of a dateline."""
    parts = [part.strip() for part in text.strip(" ,.").split(",")]
    return ", ".join(capitals(part) if len(part) > 2 else part for part in parts)


def leading(left: Sequence[Paragraph], place: int) -> tuple[int, str] | None:
    """Where a place ends that a paragraph begins with before a dash or, in the first one, a stop, and its name."""
    text = left[place].text
    if sum(bool(_ANY_PLACE.match(other.text)) for other in left[:LIST]) > 1:  # each paragraph begins so
        return None
    match = _ANY_PLACE.match(text) or (None if place else _PLACE_AND_STOP.match(text))
    if not match or not is_prose(text) or not is_place(match["place"]) or len(text) == match.end():
        return None
    last = match["place"].split()[-1]
    if dates.month_of(last) or dates.is_weekday(last):
        return None
    others = () if match.re is _PLACE_AND_STOP else (other.text for other in left[place + 1 : place + 6])
    return (match.end(), place_name(match["place"])) if is_told(match["place"], [text[match.end() :], *others]) else None
