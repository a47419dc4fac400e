"""Whose a body is: the state that it belongs to, what that is called, and what is left of the body's names without it."""

import re
from collections.abc import Iterator, Mapping

from dossier.gazetteer.names import spelled, variants
from dossier.model import Actor


def owners(actors: Mapping[str, Actor]) -> dict[str, str]:
    """The state of each actor that says it is of a state."""
    of = {actor.slug: actor.head.of for actor in actors.values() if actor.head.of}
    return {slug: owner for slug, owner in of.items() if owner in actors and actors[owner].head.kind == "state"}


def called(state: Actor) -> tuple[str, ...]:
    """What a state, its capital, its people and its things are called, folded; of names that end open, nothing."""
    head = state.head
    written = [head.name, *(a.text for a in head.aliases), *(native.name for native in head.native), *head.demonyms]
    pairs = (spelled(text) for text in written)
    return tuple(dict.fromkeys(v for text, is_open in pairs if text and not is_open for v in variants(text)))


def short_names(body: Actor, state: Actor) -> Iterator[str]:
    """A body's names without those of its state: ``Senate`` of Czech Senate, and of Senate of the Czech Republic."""
    owner = "|".join(map(re.escape, sorted(called(state), key=len, reverse=True)))
    form = re.compile(rf"(?:{owner})(?:'s)? (.+)|(.+) of (?:the )?(?:{owner})")
    for text in (body.head.name, *(alias.text for alias in body.head.aliases if not alias.exact)):
        match = form.fullmatch(spelled(text)[0])
        if match:
            yield match[1] or match[2]
