"""What the rules know of the trade: who publishes news, how its people are named, and what is a sentence of prose."""

import re
from functools import cache

from dossier.words import Lexicon, either, every, pattern, verbatim, whole

_OUTLET = pattern(lambda w: whole(w.press.outlets))
_SPLIT = pattern(lambda w: rf"\s*(?:,|;|&|/|\s(?:{verbatim(w.press.joining)}|with)\s)\s*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:;][\"”’'»)\]]*$|[.!?…,][\"”’'»]+$")


_STOPS = re.compile(r"[^\W\d_]{3,30}[.!?][\"”’»]*\s+(?=[\"“„«]?[^\W\d_a-z])")
_PLACED = pattern(lambda w: rf"\s+{verbatim(w.press.placed)}\s+[^\W\d_a-z]\w+$")
_WHERE = pattern(lambda w: rf",\s+(?:{verbatim(w.press.placed)}\s+)?[^\W\d_]\w+$")
_BESIDES = pattern(lambda w: rf",?\s+{either(w.press.besides)}\.?$", re.IGNORECASE)
_AND = pattern(lambda w: rf"\s+{verbatim(w.press.joining)}\s+|\s*,\s+", re.IGNORECASE)


def agency(words: Lexicon) -> str:
    """The name of an agency, and the words that some sources add to it: TASS News Agency. Interfax has services by country."""
    more = r"(?:[ -]+(?:(?:[Nn]ews\s+)?[Aa]gency|News(?:wires?|line)?|Wire|AGENCY|(?:NEWS\s+)AGENCY))?"
    return rf"(?:{verbatim(words.press.agencies)}|Interfax-[A-Z]\w+){more}"


_AGENCY = pattern(agency)


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text rather than a heading or a credit."""
    count = len(text.split())
    if has_sentences(text):
        return True
    return (count >= 40 and not text.isupper()) or (count >= 8 and bool(_ENDED.search(text.rstrip(" *_"))))


def has_sentences(text: str) -> bool:
    """Whether a paragraph holds several sentences, whatever it ends with."""
    return len(text.split()) >= 25 and len(_STOPS.findall(text)) >= 2


def person(text: str) -> bool:
    """Whether a text looks like one person's name: two to five words in capitals, particles apart."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or any(part.casefold().strip(".") in every().press.no_names for part in parts):
        return False
    if not parts[0][0].isupper() or not parts[-1][0].isupper() or _AGENCY().fullmatch(text):
        return _without_capitals(parts)
    return all(_name_word(part) for part in parts)


def without_others(text: str) -> str:
    """A text without the agencies from whom somebody has a story beside their own: Al Jazeera and news agencies."""
    return _BESIDES().sub("", text)


def _without_capitals(parts: list[str]) -> bool:
    """Whether words of a script that has no capitals are a person's name: a given name that is known begins it."""
    letters = all(part.isalpha() and part == part.swapcase() for part in parts)
    return letters and len(parts) <= 3 and parts[0] in every().candidates.given


def signed(text: str) -> bool:
    """Whether a line is a person's name, with the place that they write from or without."""
    if len(text.split()) > 12:
        return False
    bare = without_others(text.strip())
    return all(person(_PLACED().sub("", part)) for part in _AND().split(_WHERE().sub("", bare)))


def _name_word(part: str) -> bool:
    letters = re.sub(r"['’.\-]", "", part)
    return letters.isalpha() and (part[0].isupper() or part in _particles() or part[:2] in ("d'", "d’")) and len(part) <= 20


@cache
def _particles() -> frozenset[str]:
    """Small words within a person's name."""
    return every().names.particles | every().press.particles


def people(text: str) -> tuple[str, ...]:
    """The persons whom a byline names, without offices and places beside them; nobody where it names none."""
    parts = [_PLACED().sub("", part) for part in _SPLIT().split(without_others(text.strip(" .,:;*_")))]
    found = tuple(capitals(part) for part in parts if person(part))
    if len(found) < len(parts) and person(text) and not text.isupper():  # José Ortega y Gasset is one
        return (capitals(text),)
    return found


def capitals(name: str) -> str:
    """A name without the capitals that a wire sets it in: ``MARY O'NEIL`` becomes ``Mary O'Neil``."""
    if not name.isupper():  # Anna KOWAL
        return " ".join(
            _capital(part) if part.isupper() and len(part) > 4 and part.isalpha() else part for part in name.split()
        )
    if not any(len(part.strip(".")) > 2 for part in name.split()):
        return name
    lowered = (part.lower() if part.lower() in _particles() else _capital(part) for part in name.split())
    return " ".join(lowered)


def _capital(part: str) -> str:
    if re.fullmatch(r"(?:\w\.)+", part):  # D.C.
        return part
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), part)


def publisher(text: str) -> str:
    """The publisher that a text names if it is one that is known, else nothing."""
    bare = text.strip(" .,:;*_()[]/-–—")
    return bare if _AGENCY().fullmatch(bare) else ""


def masthead(text: str) -> bool:
    """Whether a short line is written as the name of a newspaper or an agency: such a word in it, and capitals throughout."""
    bare = re.sub(r"\s*[(\[][^()\[\]]{2,40}[)\]]$", "", text.strip(" *_"))
    if publisher(bare):
        return True
    parts = bare.split()
    if len(parts) == 1 and bare.casefold() in every().press.no_names:  # News, above a page
        return False
    named = all(_named(part) for part in parts)
    if bare == bare.swapcase():  # صحيفة المرفأ: in a script without capitals, the word for what it is stands first
        return len(parts) <= 4 and bool(_OUTLET().match(bare))
    return named and len(parts) <= 6 and outlet(bare.title() if bare.isupper() else bare)


def _named(part: str) -> bool:
    """Whether a word can stand in a newspaper's name: with a capital, a small word, or one like noviny."""
    bare = not part[0].isalpha() or part[0].isupper()
    return bare or part.casefold() in every().press.small or bool(_OUTLET().fullmatch(part))


def outlet(text: str) -> bool:
    """Whether a short line looks like the name of a newspaper or an agency."""
    return bool(publisher(text)) or (len(text.split()) <= 6 and bool(_OUTLET().search(text)) and not _ENDED.search(text))
