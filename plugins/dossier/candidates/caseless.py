"""Names in a script without capitals: what an introduction stands before, and where it stands again in the same article."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dossier.candidates.guide import Guide
from dossier.candidates.sightings import Sighting
from dossier.candidates.states import names_in
from dossier.candidates.terms import plain
from dossier.model import Passage
from dossier.words import of, pattern, verbatim

CASELESS = ("ar",)
SHORTEST = 3  # letters of a surname that is looked for alone
_NAME = pattern(
    lambda w: (
        rf"(?<!\w)(?:{verbatim(w.candidates.proclitics)}?{verbatim(w.candidates.introductions)}\s+)+"
        r"([^\W\d_]{2,})\s+([^\W\d_]{2,})"
    )
)
_INTRODUCED = pattern(lambda w: verbatim(w.candidates.introductions))
_BEFORE = pattern(lambda w: rf"(?<!\w){verbatim(w.candidates.proclitics)}?")


def caseless(passages: Sequence[Passage], guide: Guide) -> Iterator[tuple[Passage, Sighting]]:
    """The names in an article's passages: the full ones that are introduced, their surnames alone, and what lists know."""
    full: dict[str, None] = {}
    for passage in passages:
        for match in _NAME().finditer(passage.text):
            words = match.groups()
            stated = any(guide.state(name) for name in (words[0], " ".join(words)))
            if not words[0].startswith("ال") and not stated and all(plain(word) not in guide.terms.common for word in words):
                full[" ".join(words)] = None
    surnames = dict.fromkeys(last for name in full if len(last := name.split()[1]) >= SHORTEST)
    people = re.compile(rf"{_BEFORE().pattern}(?:({_INTRODUCED().pattern})\s+)?({verbatim((*full, *surnames))})(?!\w)")
    for passage in passages:
        for match in people.finditer(passage.text):
            yield passage, Sighting(match[2], match.start(2), match.end(2), False, match[1] or "")
        for match in _listed(guide.lang).finditer(passage.text):
            yield passage, Sighting(match[1], match.start(1), match.end(1), False)


@cache
def _listed(lang: str) -> re.Pattern[str]:
    """States, bodies and organisations that lists know."""
    lists = of(lang).candidates
    return re.compile(rf"{_BEFORE().pattern}({verbatim((*names_in(lang), *lists.bodies, *lists.organisations))})(?!\w)")
