"""The phrases that name somebody by an office: the Russian president, Poland's prime minister, NATO's secretary general."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.gazetteer.names import spelled, variants
from dossier.model import Actor, Role
from dossier.text import fold
from dossier.words import every

_ASIDE = re.compile(r"\s*\([^)]*\)|\s*,.*$|\s+and\s.*$")


class Holder(NamedTuple):
    """Somebody who held an office from a date to a date; ``acting`` where the title says so."""

    actor: str
    start: PartialDate | None
    end: PartialDate | None
    acting: bool = False


class Phrase(NamedTuple):
    """A phrase, where in it the part begins and ends that names the holder, and who held the office."""

    text: str
    core: tuple[int, int]
    holders: tuple[Holder, ...]


def phrases(actors: Mapping[str, Actor]) -> Iterator[Phrase]:
    """Every phrase for the offices in the actors' roles."""
    offices: defaultdict[tuple[str, str], list[Holder]] = defaultdict(list)
    for actor in actors.values():
        for role in actor.head.roles:
            owner = actors.get(role.of or actor.head.of or "")
            if owner:
                title, acting = head(role, owner)
                offices[owner.slug, title].append(Holder(actor.slug, role.from_, role.to, acting))
    found: defaultdict[tuple[str, tuple[int, int]], dict[Holder, None]] = defaultdict(dict)
    for (owner_slug, title), holders in offices.items():
        for text, core in _written(actors[owner_slug], title):
            found[text, core].update(dict.fromkeys(holders))
    return (Phrase(text, core, tuple(holders)) for (text, core), holders in found.items())


def head(role: Role, owner: Actor) -> tuple[str, bool]:
    """A role's title without whose office it is, in lower case: ``President of Russia`` is ``president``."""
    title = _ASIDE.sub("", fold(role.title)[0]).strip()
    for name in sorted(_names(owner), key=len, reverse=True):
        title = re.sub(rf"\s+of\s+(?:the\s+)?{re.escape(name)}$|^{re.escape(name)}\s+", "", title, flags=re.IGNORECASE)
    title = title.casefold()
    return title.removeprefix("acting "), title.startswith("acting ")


def _written(owner: Actor, title: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for words in (title, *every().offices.synonyms.get(title, ())):
        for cased in dict.fromkeys((words, _capitals(words))):
            for adjective in owner.head.demonyms:
                yield f"{fold(adjective)[0]} {cased}", (0, len(adjective) + 1 + len(cased))
            for name in _names(owner):
                for joint in ("'s ", " "):
                    before = f"{name}{joint}"
                    yield f"{before}{cased}", (len(before), len(before) + len(cased))
                for joint in (" of ", " of the "):
                    yield f"{cased}{joint}{name}", (0, len(cased))


def _names(owner: Actor) -> list[str]:
    written = (owner.head.name, *(alias.text for alias in owner.head.aliases if not alias.metonym))
    return list(dict.fromkeys(v for text in written for v in variants(spelled(text)[0]) if not text.endswith("*")))


def _capitals(words: str) -> str:
    return " ".join(word if word in every().offices.small else word[0].upper() + word[1:] for word in words.split())
