"""Whether the name of a capital acts, or is only a place.

Moscow objects, Washington's plan, talks with Warsaw: a government. In Moscow, a Moscow hotel, a dateline: a place.
"""

import re

from dossier.words import every, pattern, verbatim

_BEFORE_PLACE = pattern(lambda w: rf"\b{verbatim(w.places.before_place)}\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE_ACTOR = pattern(lambda w: rf"\b{verbatim(w.places.before_actor)}\s+(?:both\s+|either\s+|neither\s+)?$", re.IGNORECASE)
_PARTNER = re.compile(r"(?:\b[A-Z][\w.]+,?\s+(?:and|or|nor|&)\s+|\b[A-Z]\w+, )$")
_AND = re.compile(r"\s+(?:and|or|nor)\s+[A-Z][\w.]+")
_POSSESSIVE = re.compile(r"['’]s?\s+(\w+)")
_VERB = pattern(
    lambda w: (
        rf"\s+(?:(?:{verbatim(w.places.adverbs)}|\w+ly)\s+)*"
        rf"(?:{verbatim(w.places.verbs)}|(?!{verbatim(w.places.no_verbs)}\b)\w+(?:ed|es|[^aeious]s))\b"
    )
)
_COMPOUND = pattern(lambda w: rf"-{verbatim(w.places.compounds)}\b")
_DATELINE = re.compile(r"^\W*[A-Z][A-Z .'-]+(?:,|\.|:|\s+\(|\s+[-–—])")


def acts(text: str, start: int, end: int) -> bool:
    """Whether the place name that stands at ``text[start:end]`` means those who govern there.

    Without a sign of acting it is a place.
    """
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    if start < 3 and _DATELINE.match(text):
        return False
    possessive = _POSSESSIVE.match(after)
    if possessive:
        return possessive[1].casefold() not in every().places.parts
    if _COMPOUND().match(after):
        return True
    if _BEFORE_PLACE().search(before):
        return False
    partner = _PARTNER.search(before)
    if partner and _BEFORE_PLACE().search(before[: partner.start()]):
        return False
    joined = _AND.match(after)
    return bool(
        _BEFORE_ACTOR().search(before)
        or _VERB().match(after)
        or (joined and (_VERB().match(after[joined.end() :]) or _BEFORE_ACTOR().search(before)))
        or (partner and _BEFORE_ACTOR().search(before[: partner.start()]))
    )
