"""What stands beside a name: the rest of the name, a title, or the sign that it is somebody else's."""

import re
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from dossier.gazetteer.names import common
from dossier.text import fold
from dossier.words import every, pattern, verbatim

MOST_GIVEN = 3  # words of a name before the surname
_LEFT = re.compile(r"((?:[^\W\d_]\.-?){2,}|[^\s,;:.!?()\[\]“”\"«»„…]+\.?)(?: |\n)$")
_TAIL = re.compile(r"\b(?:of|for) $")
_RIGHT = re.compile(r"(?: |\n)([^\W\d_][\w'’-]*)")
_DOUBLE = re.compile(r"(?<!\w)[^\W\d_a-zа-я][\w]*-$")
_NAMED_AFTER = pattern(lambda w: verbatim(w.names.named_after))
_NO_GIVEN = pattern(lambda w: verbatim(w.names.named_after + w.names.bodies + w.names.organisations))
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*")


@cache
def days() -> frozenset[str]:
    """Days and months, and how months are shortened, in lower case."""
    names = every().names
    return names.days | names.months | names.short_months


class Left(NamedTuple):
    """What stands to the left of a surname: where the name begins, its given words, and its titles."""

    start: int
    given: tuple[str, ...]
    titles: tuple[str, ...]


def left_of(text: str, start: int) -> Left:
    """Read leftwards from a surname: initials and capitalised words are the name's, the titles before them are noted."""
    given: list[str] = []
    at = start
    match = _word_before(text, start)
    while match and len(given) < MOST_GIVEN and _is_given(text, match):
        given.insert(0, match[1])
        at = match.start(1)
        match = _word_before(text, at)
    titles: list[str] = []
    names = every().names
    while match:
        word = match[1].rstrip(".").casefold()
        if word not in names.titles and word not in names.title_parts:
            break
        titles.insert(0, word)
        match = _word_before(text, match.start(1))
    return Left(at, tuple(given), tuple(titles))


def _word_before(text: str, at: int) -> re.Match[str] | None:
    """The word that a space parts from what stands at a place."""
    if not text[at - 1 : at].isspace():
        return None
    return _LEFT.search(text, max(0, at - 40, text.rfind(" ", 0, at - 1) + 1), at)


def _is_given(text: str, match: re.Match[str]) -> bool:
    """Whether a word may be part of a name that goes on to its right: no title, nor the end of one (Secretary of State)."""
    word = match[1]
    plain = word.rstrip(".").casefold()
    if "." in word and _INITIAL.fullmatch(word):
        return True
    if not word[0].isupper() or len(word) == 1 or plain in every().names.titles or plain in common() or plain.endswith("ly"):
        return False
    if _NO_GIVEN().fullmatch(word):
        return False
    tail = _TAIL.search(text, max(0, match.start(1) - len(" for ")), match.start(1))
    return not tail and not word.endswith((".", "'s", "’s", "s’", "s'"))


def named_after(word: str) -> bool:
    """Whether the word behind a surname makes a thing of it that bears the name: the Clinton Foundation."""
    return _NAMED_AFTER().fullmatch(word) is not None


def right_word(text: str, end: int) -> str:
    """The capitalised word that follows directly, or nothing; days and months don't count, but for the Jan of Jan Fischer."""
    if not text[end + 1 : end + 2].isupper():
        return ""
    match = _RIGHT.match(text, end)
    word = match[1].casefold() if match else ""
    named = match and word in every().names.short_months and text[match.end() + 1 : match.end() + 2].isupper()
    return match[1] if match and (named or word not in days()) else ""


def joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the name to another capitalised word: Rimsky-Korsakov is not Korsakov."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper():
        return True
    return "-" in text[max(0, start - 2) : start] and _DOUBLE.search(text, max(0, start - 30), start) is not None


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be spellings of one: equal, an initial, a short form, or nearly so (Sergei, Sergey)."""
    a, b = fold(one)[0].rstrip(".").casefold(), fold(other)[0].rstrip(".").casefold()
    if frozenset((a, b)) in nicknames():
        return True
    if not a or not b or a[0] != b[0]:
        return False
    if min(len(a), len(b)) == 1 or a == b:
        return True
    return SequenceMatcher(None, a, b).ratio() >= 0.75 or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)))


@cache
def nicknames() -> frozenset[frozenset[str]]:
    """Each given name with a short form of it that is no beginning of it, folded and in lower case."""
    pairs = ((name, short) for name, shorts in every().names.nicknames.items() for short in shorts)
    return frozenset(frozenset(fold(word)[0].casefold() for word in pair) for pair in pairs)
