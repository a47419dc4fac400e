"""What a text says again: a heading's words come back in the text below it, and those of a page's furniture do not."""

import re
from collections.abc import Iterable, Mapping
from math import ceil

from dossier.text import fold

STEM = 4  # letters that two forms of one word have in common at least: stary, starego
SHARE = 0.55  # of the longer one
_WORDS = re.compile(r"[^\W\d_]{4,}")

Said = Mapping[str, set[str]]


def folded(text: str) -> str:
    """A text's letters and figures, so that two headings can be compared."""
    return re.sub(r"[\W_]+", " ", fold(text)[0].casefold()).strip()


def said(texts: Iterable[str]) -> Said:
    """The longer words of some texts, by their beginnings."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for word in _WORDS.findall(text.casefold()):
            found.setdefault(word[:STEM], set()).add(word)
    return found


def is_silent(text: str, below: Said) -> bool:
    """Whether a text shares no word with what is said below it."""
    return not _again(text, below)[0]


def is_echoed(text: str, below: Said) -> bool:
    """Whether what is said below a text has two of its longer words, and half of them at least."""
    again, own = _again(text, below)
    return again >= max(2, own / 2)


def _again(text: str, below: Said) -> tuple[int, int]:
    """How many of a text's longer words are said below it, in whatever form, and how many it has."""
    own = set(_WORDS.findall(text.casefold()))
    return sum(any(_is_form(word, other) for other in below.get(word[:STEM], ())) for word in own), len(own)


def _is_form(word: str, other: str) -> bool:
    need = ceil(SHARE * max(len(word), len(other)))
    return word[:need] == other[:need]
