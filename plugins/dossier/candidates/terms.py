"""What single words say of a name: the lists for candidates as sets, made when they are first asked for."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dossier.gazetteer.names import common
from dossier.resolve.context import days
from dossier.statements.cues import verbs
from dossier.text import fold
from dossier.words import every

JUNIOR = frozenset(("jr", "sr", "ii", "iii"))
UPPER = "".join(char for char in map(chr, range(0x530)) if char.isupper())
INITIALS = re.compile(rf"(?:[{UPPER}]\.)+[{UPPER}]?\.?")


class Terms(NamedTuple):
    """Words as :func:`plain` makes them: what they say where they stand in a name or beside it.

    The last ones are several of the others together: what a name of a body or an organisation hangs on, what a name or an
    office may go on from with `of`, what alone is no name, and what stands in an office.
    """

    common: frozenset[str]
    days: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    courtesies: frozenset[str]
    callings: frozenset[str]
    ranks: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    compass: frozenset[str]
    particles: frozenset[str]
    where: frozenset[str]
    cues: frozenset[str]
    past: frozenset[str]
    known: Mapping[str, Literal["body", "organisation"]]
    regions: frozenset[str]
    lists: frozenset[str]
    heads: frozenset[str]
    hangs: frozenset[str]
    nobody: frozenset[str]
    office: frozenset[str]


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word as the terms are compared: folded, in lower case, without a point at its end."""
    return fold(word)[0].casefold().rstrip(".")


@cache
def terms() -> Terms:
    """The terms of all languages."""
    words = every()
    names, candidates = words.names, words.candidates
    cues = {cue for cue in words.speech.cues if " " not in cue} | set(verbs().finite)
    known: dict[str, Literal["body", "organisation"]] = dict.fromkeys(_plain(candidates.organisations), "organisation")
    known |= dict.fromkeys(_plain(candidates.bodies), "body")
    bodies, organisations = _plain(names.bodies), _plain((*names.organisations, *words.press.outlets))
    shortened = {short for shorts in candidates.shortened.values() for short in shorts}
    titles = _plain(names.titles | candidates.offices | candidates.callings | candidates.courtesies | shortened)
    ranks, groups = _plain(candidates.ranks) | names.title_parts, _with_plural(candidates.groups)
    things, places, past = _plain(candidates.things), _plain(candidates.places), _plain(words.offices.before)
    return Terms(
        common=common(),
        days=days(),
        given=_plain(candidates.given),
        titles=titles,
        courtesies=_plain(candidates.courtesies),
        callings=_plain(candidates.callings),
        ranks=ranks,
        groups=groups,
        bodies=bodies,
        organisations=organisations,
        things=things,
        places=places,
        compass=_plain(names.compass),
        particles=_plain((*names.particles, *candidates.articles)),
        where=_plain(candidates.where),
        cues=_plain(cues),
        past=past,
        known=known,
        regions=_plain(candidates.regions),
        lists=_plain(candidates.lists),
        heads=bodies | organisations,
        hangs=bodies | organisations | titles | ranks | things | places,
        nobody=common() | days() | titles | ranks | JUNIOR,
        office=titles | ranks | groups | past,
    )


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)


def _with_plural(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in _plain(words) for form in (word, f"{word}s"))
