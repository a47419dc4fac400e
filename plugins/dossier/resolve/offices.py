"""Whom an office means on the day of the article: the Russian president is Putin on 6 May 2008 and Medvedev on 8 May."""

import re
from collections.abc import Iterable

from dossier.chronology import PartialDate, overlaps
from dossier.gazetteer import Holder
from dossier.mentions import Sighting
from dossier.resolve.context import right_word
from dossier.resolve.decision import Reading, Resolution
from dossier.text import fold
from dossier.words import pattern, verbatim

NEAR = 160  # characters before and after an office that can say whose it is
# Words before an office that say: somebody else, or at another time.
_NOT_NOW = pattern(lambda w: rf"\b{verbatim(w.offices.before)}[\s-]+$", re.IGNORECASE)
# Elected president, sworn in as the Russian president, named Orbán as president: on that day somebody else may hold the office.
_CHOSEN = pattern(
    lambda w: (
        rf"\b{verbatim(w.offices.chosen)}((?:\s+[^\W\d_a-zа-я][\w.'’-]*){{0,4}})"
        r"(?:\s+(?:as|to be)(?:\s+the)?)?(?:\s+(?:an?|its|their))?\s+$"
    )
)
# Unfit to be president, a sitting Russian president: none in particular, but for one who is named before it.
_BEING = pattern(
    lambda w: (
        rf"(?:([^\W\d_a-zа-я][\w'’-]*),?\s+)?\b(?:{verbatim(w.offices.being)}|(?:an?|any|no|every|another)(?:\s+[\w-]+)?)\s+$"
    )
)
_ACTING = re.compile(r"\bacting\s+$", re.IGNORECASE)
_NOT_YET = pattern(lambda w: rf"[\s-]{verbatim(w.offices.after)}\b|[\s-]in[\s-]waiting", re.IGNORECASE)
_APPOSED = re.compile(r",\s+((?:[^\W\d_a-zа-я][\w.'’-]*\s+){0,3}[^\W\d_a-zа-я][\w'’-]*)")


def holder(sighting: Sighting, reading: Reading) -> Resolution | None:
    """The one who held the office that day; open where two did; None where the words say that somebody else is meant.

    A name that follows directly is the mention itself; one after a comma, or behind ``elected``, says who held it.
    """
    office, text = sighting.office, reading.text
    if not office:
        return None
    begin, end = max(0, sighting.start - office.core[0]), sighting.end + len(office.text) - office.core[1]
    before, after = text[max(0, begin - NEAR) : begin], text[end : end + NEAR]
    acting = _ACTING.search(before) is not None
    if _NOT_YET().match(after) or right_word(after, 0):
        return None
    holders = [h for h in office.holders if h.acting == acting and h.actor not in reading.denied]
    named = _APPOSED.match(after) or _CHOSEN().search(before)
    if not named and "'s " not in office.text[: office.core[0]]:
        named = _BEING().search(before)
    if named:
        return _by_name(named[1] or "", holders, sighting, reading)
    if _NOT_NOW().search(before):
        return None
    actors = sorted({h.actor for h in holders if held(h, reading.article.head.date)})
    if not actors:
        return None
    return Resolution(actors[0] if len(actors) == 1 else None, tuple(actors), "role", sighting.start)


def _by_name(name: str, holders: Iterable[Holder], sighting: Sighting, reading: Reading) -> Resolution | None:
    """The one of an office's holders who bears the last word of a name; None where that is none of them."""
    last = fold(name)[0].split()[-1:]
    known = sorted({h.actor for h in holders if reading.gazetteer.family[h.actor].intersection(last)})
    return Resolution(known[0], tuple(known), "role", sighting.start) if len(known) == 1 else None


def held(term: Holder, date: PartialDate) -> bool:
    """Whether a term may cover the date: on the day that an office changes hands it does for both."""
    return overlaps(date, term.start, term.end)
