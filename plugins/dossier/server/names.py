"""The screen of names: which are asked for, and the changes that answers mean."""

import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from dossier.candidates import Candidate, candidates, without
from dossier.candidates.nobody import not_actors
from dossier.desk import Change
from dossier.desk.alike import Pair, pairs
from dossier.desk.alike import left as still
from dossier.desk.names import Names, actor, another, asked, joined, named, nobody, noted, path_of, same, states
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.model import ActorKind
from dossier.text import slug

KINDS: tuple[str, ...] = get_args(ActorKind)
_alone = threading.Lock()
_last: dict[Path, tuple[Edition, tuple[Candidate, ...], tuple[Pair, ...]]] = {}


class Name(msgspec.Struct, forbid_unknown_fields=True):
    """An answer on some names: whom they name, and what that is."""

    answer: Literal["actor", "same", "another", "nobody", "states"]
    names: tuple[str, ...]
    kind: ActorKind | None = msgspec.field(default=None, name="as")
    who: str = ""


def name(content: Path, edition: Edition, body: dict[str, Any]) -> Change:
    """The change that an answer on names means."""
    given = msgspec.convert(body, Name)
    last = _last[content][1] if content in _last else found(content, edition)
    every = without(last, not_actors(content))
    chosen = [named(every, one) for one in dict.fromkeys(given.names)]
    if not chosen:
        raise DossierError("no name is chosen")
    if given.answer == "nobody":
        return nobody(content, [one.name for one in chosen])
    if given.answer == "states":
        return states(content, edition, chosen)
    if len(chosen) != 1:
        raise DossierError("that is answered for one name at a time")
    [one] = chosen
    if given.answer == "actor":
        return actor(content, edition, one, given.kind)
    whole = next((other for other in every if slug(other.name) == given.who), None)
    if given.who in edition.actors or not whole:  # where there is no such actor, that is said
        return (same if given.answer == "same" else another)(content, edition, one, given.who)
    return joined(content, edition, one, whole, given.kind) if given.answer == "same" else noted(content, one, given.who)


def found(content: Path, edition: Edition) -> tuple[Candidate, ...]:
    """The candidates of an edition of a content folder, kept until another is asked for: they take a look at every text."""
    with _alone:
        if content not in _last or _last[content][0] is not edition:
            every = candidates(edition)
            _last[content] = (edition, every, pairs(edition, every))
        return _last[content][1]


def left(content: Path) -> Names | None:
    """The names that are still asked for, None while they have not been looked for yet.

    While the texts are looked through again they are those of the last time, but for those that a file says are nobody's, and
    those that have a file by now: so nobody who answers has to wait for it.
    """
    if content not in _last:
        return None
    _, found_last, alike = _last[content]
    try:
        every, open_still = without(found_last, not_actors(content)), still(content, alike)
    except ContentError:  # what is wrong with the file is said when it is written to
        every, open_still = found_last, alike
    every = tuple(one for one in every if not (content / path_of(one)).exists())
    there = {one.name for one in every}
    return asked(every, [pair for pair in open_still if pair.name in there])


def every(content: Path) -> tuple[Candidate, ...]:
    """The candidates that were found last."""
    return _last[content][1] if content in _last else ()


def listed(names: Names, asked_for: Mapping[str, str]) -> bool:
    """Whether the address asks for a list that one answer settles: the states, or what is ``unclear``."""
    return bool((names.states and "states" in asked_for) or (names.unclear and "unclear" in asked_for))


def look(names: Names, found: Sequence[Candidate], asked_for: Mapping[str, str]) -> tuple[Candidate | None, Pair | None]:
    """What the screen shows as its address asks for: a candidate, and whom it is like where that is asked; else a list."""
    name, like = asked_for.get("name", ""), asked_for.get("pair", "")
    pair = next((pair for pair in names.alike if pair.name == like), None)
    if listed(names, asked_for):
        return None, None
    if not pair and not name:
        pair = next(iter(names.alike), None)
    if pair:
        return next((one for one in found if one.name == pair.name), None), pair
    first = None if names.states and not name else next(iter(names.others), None)
    return next((one for one in names.others if one.name == name), first), None


def put_last(names: Names, later: Collection[str]) -> Names:
    """The names with those last that are put off.

    A name is called ``name:`` and itself, one that is like another ``pair:`` and itself, and the states together ``states:``.
    """
    return names._replace(
        others=tuple(sorted(names.others, key=lambda one: f"name:{one.name}" in later)),
        alike=tuple(sorted(names.alike, key=lambda one: f"pair:{one.name}" in later)),
    )
