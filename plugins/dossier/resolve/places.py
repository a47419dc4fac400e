"""Whether the name of a capital acts, or is only a place.

Moscow objects, Washington's plan, talks with Warsaw: a government. In Moscow, a Moscow hotel, a dateline: a place.
"""

import re

from dossier.words import every, pattern, verbatim

_BEFORE_PLACE = pattern(lambda w: rf"\b{verbatim(w.places.before_place)}\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE_ACTOR = pattern(
    lambda w: rf"\b{verbatim(w.places.before_actor)}\s+(?:both\s+|either\s+|neither\s+)?(?:the\s+)?$", re.IGNORECASE
)
_ADJECTIVE = pattern(lambda w: rf"\s+(?!(?:{verbatim(w.places.followers)}|\w+ly)\b)[a-z]")  # Moscow think tanks
_PARTNER = re.compile(r"(?:\b[A-Z][\w.]+,?\s+(?:and|or|nor|&)\s+|\b[A-Z]\w+, )$")
_AND = re.compile(r"\s+(?:and|or|nor)\s+[A-Z][\w.]+")
_POSSESSIVE = re.compile(r"['’]s?\s+(\w+)")
_VERB = pattern(
    lambda w: (
        rf"\s+(?:(?:{verbatim(w.places.adverbs)}|\w+ly)\s+)*"
        rf"(?:{verbatim(w.places.verbs)}|(?!{verbatim(w.places.no_verbs)}\b)\w+(?:ed|es|[^aeious]s))\b"
    )
)
# "Moscow was the only venue"
_IS_PLACE = pattern(
    lambda w: (
        r"\s+(?:\w+\s+)?(?:is|was|be|been|remains|remained|became|becomes)\s+(?:\w+\s+)?(?:the|an?|one of the|another)\s+"
        rf"(?:[\w-]+\s+){{0,2}}{verbatim(w.places.kinds)}\b"
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
    to_place = _BEFORE_PLACE().search(before)
    to_actor = None if _ADJECTIVE().match(after) and not _VERB().match(after) else _BEFORE_ACTOR().search(before)
    talked_to = to_actor and to_place and to_actor.start() < to_place.start()
    if (to_place and not talked_to) or _IS_PLACE().match(after):
        return False
    partner = _PARTNER.search(before)
    if partner and _BEFORE_PLACE().search(before[: partner.start()]):
        return False
    joined = _AND.match(after)
    return bool(
        to_actor
        or _VERB().match(after)
        or (joined and _VERB().match(after[joined.end() :]))
        or (partner and _BEFORE_ACTOR().search(before[: partner.start()]))
    )
