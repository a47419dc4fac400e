"""Words as regular expressions."""

import re
from collections.abc import Iterable, Iterator

from dossier.words.shapes import Phrase

_NEVER = "(?!)"  # what no words come to
_WORD = re.compile(r"(?:\([^()]*\)|[^\s()])+")  # one word of a phrase; what stands in brackets may be several
_OTHERS = re.compile(r"/(?![^()]*\))")
_PIECE = re.compile(r"\([^()]*\)|\*|[^()*]+")


def verbatim(terms: Iterable[str]) -> str:
    """The pattern of one of these, as they stand."""
    return _one_of(map(re.escape, terms))


def capital(terms: Iterable[str]) -> str:
    """The same with a capital at the beginning, or without one."""
    return _one_of(f"[{re.escape(term[0].upper() + term[0].lower())}]{re.escape(term[1:])}" for term in terms)


def either(phrases: Iterable[Phrase]) -> str:
    """The pattern of one of these phrases, with the signs that may stand in them.

    A space is any white space; what stands in brackets may be missing: ``newsletter(s)``, ``(please) join``; a bar parts words
    one of which stands there: ``follow us/me``; an asterisk is any ending or beginning of a word: ``aktualiz*``, and by itself
    any word.
    """
    return _one_of(map(_source, phrases))


def whole(phrases: Iterable[Phrase]) -> str:
    """The same as whole words: not within longer ones."""
    return _one_of(rf"(?<!\w){_source(phrase)}" + ("" if phrase.endswith(":") else r"(?!\w)") for phrase in phrases)


def _one_of(sources: Iterable[str]) -> str:
    """The pattern of one of several; the longest counts, in whatever order a file holds them."""
    return f"(?:{'|'.join(sorted(sources, key=len, reverse=True)) or _NEVER})"


def _source(phrase: str) -> str:
    return "".join(_spaced(_WORD.findall(phrase)))


def _spaced(words: list[str]) -> Iterator[str]:
    """The patterns of a phrase's words and of the spaces between them; a word that may be missing is so with its space."""
    begun = False
    for word in words:
        source = "|".join(map(_of_word, _OTHERS.split(word)))
        source = f"(?:{source})" if "|" in source else source
        if re.fullmatch(r"\([^()]*\)", word):
            inner = _source(word[1:-1])
            yield rf"(?:\s+{inner})?" if begun else rf"(?:{inner}\s+)?"
        else:
            yield rf"\s+{source}" if begun else source
            begun = True


def _of_word(word: str) -> str:
    if word == "*":
        return r"\w+"
    return "".join(
        rf"(?:{_source(piece[1:-1])})?" if piece[0] == "(" else r"\w*" if piece == "*" else re.escape(piece)
        for piece in _PIECE.findall(word)
    )
