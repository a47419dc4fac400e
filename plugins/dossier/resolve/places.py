"""Whether the name of a capital acts, or is only a place.

Moscow objects, Washington's plan, talks with Warsaw: a government. In Moscow, a Moscow hotel, a dateline: a place.
"""

import re

_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|into|through|via|across|beyond|leave|leaves|left|leaving|visit|visits|visited|"
    r"visiting|reach|reached|reaching|arrive|downtown|central|from|to|towards?|of|over|above)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEFORE_ACTOR = re.compile(
    r"\b(?:with|between|against|by|on|upon|for|about|told|tell|asked?|urged?|accused?|blamed?|warned|that|if|because|whether|"
    r"when|while|what|which|than|unless|although|though|as|but|said|says|saying|given|persuade|invited?|angered?|assured?)"
    r"\s+(?:both\s+|either\s+|neither\s+)?$",
    re.IGNORECASE,
)
_PARTNER = re.compile(r"(?:\b[A-Z][\w.]+,?\s+(?:and|or|nor|&)\s+|\b[A-Z]\w+, )$")
_AND = re.compile(r"\s+(?:and|or|nor)\s+[A-Z][\w.]+")
_POSSESSIVE = re.compile(r"['’]s?\s+(\w+)")
_PLACES_OF = frozenset(
    """
    airport airports suburbs suburb streets street outskirts centre center city metro river skyline hotel
    hotels station stations square museum museums university universities region residents mayor zoo castle
    cathedral
    """.split()
)
_VERB = re.compile(
    r"\s+(?:also\s+|now\s+|has\s+|have\s+|had\s+|never\s+|still\s+|later\s+|then\s+|would\s+|\w+ly\s+)*"
    r"(?:is|are|was|were|be|been|has|have|had|does|did|do|will|would|shall|should|can|could|may|might|must|said|says|told|"
    r"gave|took|made|saw|sees|kept|keeps|held|holds|put|puts|set|sets|let|lets|went|goes|came|comes|found|finds|felt|feels|"
    r"sought|seeks|thought|thinks|knew|knows|got|gets|left|lost|led|sent|spoke|speaks|stood|stands|understood|wrote|won|"
    r"chose|fell|began|broke|cut|drew|grew|hit|meant|means|met|paid|read|rose|sold|spent|threw|cannot|(?!its\b|this\b|less\b|"
    r"across\b|towards\b|news\b|talks\b|meetings\b|sources\b|officials\b|analysts\b|hours\b|hundreds\b|diplomats\b|"
    r"politicians\b|ties\b|times\b|days\b|papers\b|streets\b|hotels\b)\w+(?:ed|es|[^aeious]s))\b"
)
_COMPOUND = re.compile(r"-(?:backed|led|controlled|sponsored|friendly|imposed|brokered|appointed|approved|funded|installed)\b")
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
        return possessive[1].casefold() not in _PLACES_OF
    if _COMPOUND.match(after):
        return True
    if _BEFORE_PLACE.search(before):
        return False
    partner = _PARTNER.search(before)
    if partner and _BEFORE_PLACE.search(before[: partner.start()]):
        return False
    joined = _AND.match(after)
    return bool(
        _BEFORE_ACTOR.search(before)
        or _VERB.match(after)
        or (joined and (_VERB.match(after[joined.end() :]) or _BEFORE_ACTOR.search(before)))
        or (partner and _BEFORE_ACTOR.search(before[: partner.start()]))
    )
