"""Answers on names that no file describes: an actor, another spelling of one, all that are states, or no actor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dossier.candidates import Candidate, actors_of_states
from dossier.candidates.nobody import KEY, NAMES, listed
from dossier.candidates.stub import stub
from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import ActorKind
from dossier.splice import spliced, values
from dossier.text import fold, shorten, slug

HEAD = b"# Names that are no actors; `dossier candidates` and the desk leave them out. Take one out to be asked again.\n"
LIKE = 6  # actors that are proposed for a name
LONGEST_NAME = 100  # letters


class Names(NamedTuple):
    """The names that are asked for: states, for which one answer does, and the others, each by itself."""

    states: tuple[Candidate, ...]
    others: tuple[Candidate, ...]

    @property
    def decisions(self) -> int:
        """How many answers they take at least."""
        return bool(self.states) + len(self.others)


def asked(found: Iterable[Candidate]) -> Names:
    """The candidates as questions: the states that stand under their own names together."""
    every = tuple(found)
    states = tuple(one for one in every if one.state and one.kind == "state" and one.name not in one.capitals)
    return Names(states, tuple(one for one in every if one not in states))


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
    return spelled(content, edition, who, candidate.name, _own(candidate))


def spelled(content: Path, edition: Edition, who: str, name: str, spellings: Sequence[str] = ()) -> Change:
    """The change by which a ``name`` is an actor's, whose aliases its ``spellings`` become, or it alone.

    Raises DossierError where there is no such actor, it has them already, or one is no name.
    """
    if who not in edition.actors:
        raise DossierError(f"there is no actor {who}")
    path = edition.actors[who].path
    data = before = files.read(content, path)
    if data is None or before is None:
        raise DossierError(f"{path} is not there any more")
    head: Mapping[str, Any] = values(path, data)
    had = head.get("aliases")
    known = {fold(text)[0] for text in (str(head.get("name")), *_spelled(had))}
    fresh = [text for text in spellings or [_name(name)] if fold(text)[0] not in known]
    if not fresh:
        raise DossierError(f"{who} has these spellings already")
    if isinstance(had, list) and had:
        for number, text in enumerate(fresh, len(had)):
            data = spliced(path, data, {("aliases", str(number)): text})
    else:
        data = spliced(path, data, {"aliases": fresh})
    return Change(f"{name} is {edition.actors[who].head.name}", (Edit(path, before, data),))


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


def _own(candidate: Candidate) -> list[str]:
    """The spellings that tell a candidate from others: its name, acronyms, and what has several words."""
    found = (text for text, _ in candidate.spellings if " " in text or text.isupper())
    return list(dict.fromkeys([candidate.name, *found, *candidate.acronyms]))


def _spelled(aliases: object) -> Iterator[str]:
    for alias in aliases if isinstance(aliases, list) else []:
        yield str(alias.get("text")) if isinstance(alias, dict) else str(alias)


def _words(name: str) -> set[str]:
    return {word for word in fold(name)[0].split() if len(word) > 2}
