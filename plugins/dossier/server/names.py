"""The screen of names: which are asked for, and the changes that answers mean."""

import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from dossier.candidates import Candidate, candidates, without
from dossier.candidates.nobody import not_actors
from dossier.desk import Change
from dossier.desk.names import Names, actor, asked, named, nobody, path_of, same, states
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.model import ActorKind

KINDS: tuple[str, ...] = get_args(ActorKind)
_alone = threading.Lock()
_last: dict[Path, tuple[Edition, tuple[Candidate, ...]]] = {}


class Name(msgspec.Struct, forbid_unknown_fields=True):
    """An answer on some names: whom they name, and what that is."""

    answer: Literal["actor", "same", "nobody", "states"]
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
    if given.answer == "same":
        return same(content, edition, chosen[0], given.who)
    return actor(content, edition, chosen[0], given.kind)


def found(content: Path, edition: Edition) -> tuple[Candidate, ...]:
    """The candidates of an edition of a content folder, kept until another is asked for: they take a look at every text."""
    with _alone:
        if content not in _last or _last[content][0] is not edition:
            _last[content] = (edition, candidates(edition))
        return _last[content][1]


def left(content: Path) -> Names | None:
    """The names that are still asked for, None while they have not been looked for yet.

    While the texts are looked through again they are those of the last time, but for those that a file says are nobody's, and
    those that have a file by now: so nobody who answers has to wait for it.
    """
    if content not in _last:
        return None
    try:
        declined = not_actors(content)
    except ContentError:  # what is wrong with the file is said when it is written to
        declined = ()
    every = without(_last[content][1], declined)
    return asked(one for one in every if not (content / path_of(one)).exists())


def put_last(names: Names, later: Collection[str]) -> Names:
    """The names with those last that are put off; each is called ``name:`` and itself, and the states together ``states:``."""
    return Names(names.states, tuple(sorted(names.others, key=lambda one: f"name:{one.name}" in later)))
