"""Whose body a short name means: the Senate of the state that stands beside it, else of the one that the article is about."""

import re
from collections.abc import Sequence
from functools import lru_cache

from dossier.mentions import Sighting
from dossier.resolve.context import days
from dossier.resolve.decision import Reading
from dossier.text import fold
from dossier.words import every, pattern, verbatim

ANOTHER = ""  # the state of a body that no actor stands for
CLEARLY = 2  # times as often as another state one is named before an article is about it
_GENERIC = pattern(lambda w: rf"\b{verbatim(w.names.bodies)}\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+)?([^\W\d_a-zа-я][\w.'-]*(?:\s[^\W\d_a-zа-я][\w.'-]*){0,3})")
_MOST = 4  # words of a state's name
_POSSESSIVE = re.compile(r"'s?$")
_ENDING = pattern(lambda w: rf".{{2,}}{verbatim(w.names.elsewhere_endings)}$")


def left(actors: Sequence[str], sighting: Sighting, reading: Reading) -> tuple[str, ...]:
    """Those of some actors whose name this can be, by the state that stands beside it.

    Where none does, all of them; but a name that a file leaves to be understood counts only where the article is of its state.
    """
    book = reading.gazetteer
    if not any(
        actor in book.owners and book.kinds[actor] == "body" and _is_short(sighting, actor, reading) for actor in actors
    ):
        return tuple(actors)
    state = _beside(sighting, reading)
    if state is not None:
        return tuple(actor for actor in actors if book.owners.get(actor, state) == state)
    understood = {sense.actor for sense in sighting.meaning.senses if sense.form == "short"}
    return tuple(actor for actor in actors if actor not in understood or _weight(book.owners[actor], reading))


def doubtful(actor: str, sighting: Sighting, reading: Reading) -> bool:
    """Whether a name that many a state has for a body stands in an article about another state, and with nothing of its own."""
    state = reading.gazetteer.owners.get(actor)
    if state is None or state in reading.anywhere or sighting.surface.count(" ") > 1 or not _GENERIC().search(sighting.surface):
        return False
    if {actor, state}.intersection(reading.article.head.actors) or _weight(state, reading) > (actor in reading.anywhere):
        return False
    return any(_weight(other, reading) >= CLEARLY for other in reading.gazetteer.called if other != state)


def subject(actors: Sequence[str], reading: Reading) -> str | None:
    """The one of several bodies whose state the article names clearly more often than theirs."""
    owners = reading.gazetteer.owners
    counts = sorted(((_weight(owners[actor], reading), actor) for actor in actors if actor in owners), reverse=True)
    if len(counts) < len(actors) or len(counts) < 2:
        return None
    (most, actor), (next_most, _) = counts[:2]
    return actor if most and most >= CLEARLY * next_most else None


def _is_short(sighting: Sighting, actor: str, reading: Reading) -> bool:
    """Whether the text names a body without its state."""
    return not _naming(reading.gazetteer.called[reading.gazetteer.owners[actor]]).search(fold(sighting.surface)[0])


def _weight(state: str, reading: Reading) -> int:
    """How often an article names a state, its capital or its people, and how many of its persons and bodies."""
    if state not in reading.weights:
        owners = reading.gazetteer.owners
        times = len(_naming(reading.gazetteer.called[state]).findall(reading.words))
        reading.weights[state] = times + sum(owners.get(actor) == state for actor in reading.anywhere)
    return reading.weights[state]


@lru_cache(maxsize=1024)
def _naming(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){verbatim(texts)}(?!\w)")


def _beside(sighting: Sighting, reading: Reading) -> str | None:
    """The state that the words beside a body's name give: ``of`` it, its adjective or its genitive; None where none does."""
    states, text = reading.gazetteer.states, reading.text
    generic = _GENERIC().search(sighting.surface)
    after = _OF.match(fold(text[sighting.end : sighting.end + 80])[0])
    if after:
        words = _POSSESSIVE.sub("", after[1]).rstrip(".").split()
        for count in range(len(words), 0, -1):
            if (name := _POSSESSIVE.sub("", " ".join(words[:count]))) in states:
                return states[name]
        if generic and words[0].casefold() not in days() and not reading.gazetteer.automaton.find_matches_as_indexes(after[1]):
            return ANOTHER
    words = _before(text, sighting.start)
    for count in range(len(words), 0, -1):
        if (name := _POSSESSIVE.sub("", " ".join(words[-count:]))) in states:
            return states[name]
    return ANOTHER if words and generic and _elsewhere(words[-1]) else None


def _before(text: str, start: int) -> list[str]:
    """The words before a name that no sign parts from it, folded."""
    before = fold(text[max(0, start - 80) : start])[0]
    words = before.split()[-_MOST:] if before.endswith(" ") else []
    return next((words[place + 1 :] for place in range(len(words) - 1, -1, -1) if words[place][-1] in ',;:!?)"'), words)


def _elsewhere(word: str) -> bool:
    """Whether a word before a body's name says that it is another's than those who have a file: Belgian, Texas, state."""
    plain = _POSSESSIVE.sub("", word).casefold()
    return plain in every().names.elsewhere or (word[0].isupper() and _ENDING().match(plain) is not None)
