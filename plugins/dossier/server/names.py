"""The screen of names: which are asked for, and the changes that answers mean."""

import threading
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
_last: list[tuple[Edition, tuple[Candidate, ...]]] = []


class Name(msgspec.Struct, forbid_unknown_fields=True):
    """An answer on some names: whom they name, and what that is."""

    answer: Literal["actor", "same", "nobody", "states"]
    names: tuple[str, ...]
    kind: ActorKind | None = msgspec.field(default=None, name="as")
    who: str = ""


def name(content: Path, edition: Edition, body: dict[str, Any]) -> Change:
    """The change that an answer on names means."""
    given = msgspec.convert(body, Name)
    every = without(found(edition), not_actors(content))
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


def found(edition: Edition) -> tuple[Candidate, ...]:
    """The candidates of an edition, kept for as long as it is the last that was asked for: they take a look at every text."""
    with _alone:
        if not _last or _last[0][0] is not edition:
            _last[:] = [(edition, candidates(edition))]
        return _last[0][1]


def left(content: Path, edition: Edition) -> Names:
    """The names that are still asked for: not those that a file says are nobody's, nor those that have a file by now."""
    try:
        declined = not_actors(content)
    except ContentError:  # what is wrong with the file is said when it is written to
        declined = ()
    every = without(found(edition), declined)
    return asked(one for one in every if not (content / path_of(one)).exists())
