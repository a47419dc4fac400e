"""Answers on names that no file describes: an actor, another spelling of one, all that are states, or no actor."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import yaml

from dossier.candidates import Candidate, actors_of_states
from dossier.candidates.nobody import ELSE, HEAD, KEY, NAMES, listed, others_of
from dossier.candidates.stub import aliased, own, stub
from dossier.desk import files
from dossier.desk.alike import Pair
from dossier.desk.change import Change, Edit
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import ActorKind
from dossier.splice import spliced
from dossier.text import fold, shorten, slug

LIKE = 6  # actors that are proposed for a name
LONGEST_NAME = 100  # letters


class Names(NamedTuple):
    """The names that are asked for: states, for which one answer does, and the others, each by itself.

    Before these those ``alike`` somebody's name: are they the same?
    """

    states: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    alike: tuple[Pair, ...] = ()

    @property
    def unclear(self) -> tuple[Candidate, ...]:
        """Those of the others of which nothing says what they are: one answer says which of them are no actors."""
        return tuple(one for one in self.others if not one.kind)

    @property
    def decisions(self) -> int:
        """How many answers they take at least."""
        return len(self.alike) + bool(self.states) + len(self.others) - len(self.unclear) + bool(self.unclear)


def asked(found: Iterable[Candidate], alike: Sequence[Pair] = ()) -> Names:
    """The candidates as questions: the states under their own names together; who is ``alike`` somebody stands nowhere else."""
    every = tuple(found)
    states = tuple(one for one in every if one.state and one.kind == "state" and one.name not in one.capitals)
    first = {pair.name for pair in alike}
    return Names(states, tuple(one for one in every if one not in states and one.name not in first), tuple(alike))


def named(found: Iterable[Candidate], name: str) -> Candidate:
    """The candidate of this name; raises DossierError where there is none."""
    for one in found:
        if one.name == name:
            return one
    raise DossierError(f"{name} is not asked for any more")


def described(edition: Edition, chosen: Sequence[Candidate]) -> Change:
    """The change that writes a file for each of these candidates."""
    actors, called = actors_of_states(edition)
    actors |= {one.state: slug(one.name) for one in chosen if one.state}
    edits = tuple(Edit(path_of(one), None, stub(one, actors, called).encode()) for one in chosen)
    return Change(f"new actors: {', '.join(slug(one.name) for one in chosen)}", edits)


def actor(content: Path, edition: Edition, candidate: Candidate, kind: ActorKind | None = None) -> Change:
    """The change that writes a candidate's file, of the ``kind`` that the compiler says it is.

    Raises DossierError where nothing says which kind it is, or a file of that name is there.
    """
    if kind and kind != candidate.kind:
        candidate = replace(candidate, kind=kind, reason="the compiler says so")
    if not candidate.kind:
        raise DossierError(f"nothing says what {candidate.name} is: choose a kind")
    if files.read(content, path_of(candidate)) is not None:
        raise DossierError(f"{path_of(candidate)} is there already: say that it is the same, or give that file another name")
    return described(edition, [candidate])


def states(content: Path, edition: Edition, chosen: Sequence[Candidate]) -> Change:
    """The change that writes the files of all these states; raises DossierError where one is none, or has a file."""
    if not chosen:
        raise DossierError("no state is chosen")
    for one in chosen:
        if not one.state:
            raise DossierError(f"{one.name} is in no list of states")
        if files.read(content, path_of(one)) is not None:
            raise DossierError(f"{path_of(one)} is there already")
    return replace(described(edition, chosen), said=f"{len(chosen)} states are actors")


def same(content: Path, edition: Edition, candidate: Candidate, who: str) -> Change:
    """The change that gives an actor the spellings of a candidate as aliases; raises DossierError as :func:`spelled`."""
    return spelled(content, edition, who, candidate.name, own(candidate))


def spelled(content: Path, edition: Edition, who: str, name: str, spellings: Sequence[str] = ()) -> Change:
    """The change by which a ``name`` is an actor's, whose aliases its ``spellings`` become, or it alone.

    Raises DossierError where there is no such actor, it has them already, or one is no name.
    """
    if who not in edition.actors:
        raise DossierError(f"there is no actor {who}")
    path = edition.actors[who].path
    before = files.read(content, path)
    if before is None:
        raise DossierError(f"{path} is not there any more")
    after = aliased(path, before, spellings or [_name(name)])
    if after == before:
        raise DossierError(f"{who} has these spellings already")
    return Change(f"{name} is {edition.actors[who].head.name}", (Edit(path, before, after),))


def joined(content: Path, edition: Edition, one: Candidate, whole: Candidate, kind: ActorKind | None = None) -> Change:
    """The change that writes one file of two candidates that are the same, with the spellings of the first as aliases.

    Raises DossierError where nothing says which kind it is, or a file of that name is there.
    """
    spellings = dict.fromkeys((*whole.spellings, *one.spellings))
    change = actor(content, edition, replace(whole, spellings=tuple(spellings)), kind)
    [edit] = change.edits
    after = aliased(edit.path, edit.after or b"", own(one))
    return Change(f"{one.name} is {whole.name}: new actor {slug(whole.name)}", (replace(edit, after=after),))


def another(content: Path, edition: Edition, candidate: Candidate, who: str) -> Change:
    """The change that notes that a candidate is somebody else than an actor; raises DossierError without that actor."""
    if who not in edition.actors:
        raise DossierError(f"there is no actor {who}")
    return noted(content, candidate, who)


def noted(content: Path, candidate: Candidate, who: str) -> Change:
    """The change that notes that a candidate is somebody else than one whose file has this slug, or would have it.

    Raises DossierError where that is noted already, ContentError where the file of names is none.
    """
    before = files.read(content, NAMES)
    data, name = before if before is not None else HEAD, candidate.name
    told = others_of(data)
    if (name, who) in told:
        raise DossierError(f"that {name} is not {who} is noted already")
    entry = {"name": name, "actor": who}
    data = spliced(NAMES, data, {(ELSE, str(len(told))): entry} if told else {ELSE: [entry]})
    return Change(f"{name} is somebody else than {who}", (Edit(NAMES, before, data),))


def told(content: Path, name: str, kind: ActorKind) -> Change:
    """The change that writes the file of an actor of which a name and a kind are told, and nothing more.

    Raises DossierError where it is no name, or its file is there.
    """
    path = f"actors/{slug(_name(name))}.md"
    if files.read(content, path) is not None:
        raise DossierError(f"{path} is there already: say that it is the same, or give that file another name")
    text = yaml.safe_dump({"name": name, "kind": kind}, allow_unicode=True, sort_keys=False, width=1000)
    return Change(f"new actors: {slug(name)}", (Edit(path, None, f"---\n{text}---\n".encode()),))


def _name(text: str) -> str:
    """A text that can be a name; raises DossierError for another."""
    if not slug(text) or len(text) > LONGEST_NAME:
        raise DossierError(f"“{shorten(text, LONGEST_NAME)}” is no name: it has a letter or digit, and {LONGEST_NAME} at most")
    return text


def nobody(content: Path, names: Sequence[str]) -> Change:
    """The change that lists names as no actors; raises ContentError where the file of names is none."""
    before = files.read(content, NAMES)
    data = before if before is not None else HEAD
    had = listed(data)
    fresh = [name for name in dict.fromkeys(names) if name not in had]
    if not fresh:
        raise DossierError("no name is chosen" if not names else f"{names[0]} is listed already")
    if had:
        for number, name in enumerate(fresh, len(had)):
            data = spliced(NAMES, data, {(KEY, str(number)): name})
    else:
        data = spliced(NAMES, data, {KEY: fresh})
    said = f"{fresh[0]} is no actor" if len(fresh) == 1 else f"{len(fresh)} names are no actors"
    return Change(said, (Edit(NAMES, before, data),))


def like(edition: Edition, candidate: Candidate) -> list[tuple[str, str]]:
    """Actors that a candidate could be, by slug and name: those that share a word of their names with it, the most first."""
    words = _words(candidate.name)
    shared = {key: len(words & _words(one.head.name)) for key, one in edition.actors.items()}
    likely = sorted((key for key, count in shared.items() if count), key=lambda key: (-shared[key], key))
    return [(key, edition.actors[key].head.name) for key in likely[:LIKE]]


def path_of(candidate: Candidate) -> str:
    """Where the file of a candidate is written."""
    return f"actors/{slug(candidate.name)}.md"


def _words(name: str) -> set[str]:
    return {word for word in fold(name)[0].split() if len(word) > 2}
