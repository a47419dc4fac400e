"""The gazetteer: which spellings stand for which actors, and one automaton that finds all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from dossier.model import Actor, Alias
from dossier.text import fold


@dataclass(frozen=True, slots=True)
class Sense:
    """One actor that a spelling can mean, and the alias that says so."""

    actor: str
    alias: Alias


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded spelling; ``open`` where any ending of its last word counts."""

    text: str
    open: bool
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All spellings of an edition's actors, and the content file of each actor."""

    spellings: tuple[Spelling, ...]
    actor_at: Mapping[str, str]
    automaton: AhoCorasick = field(compare=False, repr=False)


def compile_gazetteer(actors: Iterable[Actor]) -> Gazetteer:
    """Gather every name, alias and native name of the actors into a gazetteer."""
    senses: defaultdict[tuple[str, bool], list[Sense]] = defaultdict(list)
    places: dict[str, str] = {}
    for actor in actors:
        places[actor.path] = actor.slug
        names = (Alias(text=actor.head.name), *actor.head.aliases, *(Alias(text=n.name) for n in actor.head.native))
        for alias in names:
            text, is_open = spelled(alias.text)
            known = senses[text, is_open]
            if text and all(sense.actor != actor.slug for sense in known):
                known.append(Sense(actor.slug, alias))
    spellings = tuple(Spelling(text, is_open, tuple(found)) for (text, is_open), found in sorted(senses.items()))
    return Gazetteer(spellings, places, AhoCorasick([spelling.text for spelling in spellings]))


def spelled(alias: str) -> tuple[str, bool]:
    """An alias as it is looked for: folded, without its article, and whether it ends open (``Лавров*``)."""
    text = fold(alias)[0].strip()
    if text[:4] in ("the ", "The "):
        text = text[4:]
    return text.rstrip("*"), text.endswith("*")
