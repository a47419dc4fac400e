"""A candidate as an actor's file, for the compiler to correct: what is certain as front matter, the rest as comments in it."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossier.candidates import Candidate
from dossier.candidates.endings import INFLECTED
from dossier.candidates.offices import Office, Seen
from dossier.gazetteer.names import of_person, respelled, variants
from dossier.splice import spliced, values
from dossier.text import fold, shorten
from dossier.words import of

CONTEXT = 200  # characters
SHORTEST = 3  # letters of a stem that finds a name in any case: a shorter one finds others, too
OFTEN = 3  # times that an office was seen, at least, to stand in the file and not in a comment
_PLAIN = re.compile(r"[^\W\d_][\w .’&()/-]*\*?")  # what YAML reads as a text without quotation marks
_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))


def stub(candidate: Candidate, states: Mapping[str, str], called: Mapping[str, str]) -> str:
    """The file's text. ``states`` gives the actor that is a state by its code, and ``called`` how the state is called."""
    lines = [f"name: {_scalar(candidate.name)}", f"kind: {candidate.kind or 'organisation'}  # {candidate.reason or 'a guess'}"]
    lines += _listed("aliases", _aliases(candidate))
    if candidate.state and (adjectives := of(candidate.lang).states.demonyms.get(candidate.state)):
        lines.append(f"demonyms: [{', '.join(map(_scalar, adjectives))}]")
    lines += _listed("roles", (_role(office, seen, states, called) for office, seen in candidate.offices))
    lines += [f"# {shorten(context, CONTEXT)}" for context in candidate.contexts]
    return "\n".join(["---", *lines, "---", "", ""])


def own(candidate: Candidate) -> list[str]:
    """The spellings that tell a candidate from others: its name, acronyms, and what has several words."""
    found = (text for text, _ in candidate.spellings if " " in text or text.isupper())
    return list(dict.fromkeys([candidate.name, *found, *candidate.acronyms]))


def aliased(path: str, data: bytes, spellings: Iterable[str]) -> bytes:
    """An actor's file with some spellings as aliases, but for those that it has; no other byte moves."""
    head: Mapping[str, Any] = values(path, data)
    had = head.get("aliases")
    listed = had if isinstance(had, list) else []
    written = (str(one.get("text")) if isinstance(one, dict) else str(one) for one in listed)
    known = {fold(text)[0] for text in (str(head.get("name")), *written)}
    fresh = [text for text in spellings if fold(text)[0] not in known]
    if not listed:
        return spliced(path, data, {"aliases": fresh}) if fresh else data
    for number, text in enumerate(fresh, len(listed)):
        data = spliced(path, data, {("aliases", str(number)): text})
    return data


def _listed(key: str, items: Iterator[tuple[str, bool]]) -> Iterator[str]:
    """A list of the front matter; what is not certain is a comment in it."""
    listed = list(items)
    if listed:
        yield f"{key}:" if any(certain for _, certain in listed) else f"# {key}:"
    yield from (f"  - {item}" if certain else f"#  - {item}" for item, certain in listed)


def _aliases(candidate: Candidate) -> Iterator[tuple[str, bool]]:
    """Other spellings, but for those that follow from the name; certain where they hold more than one word of a longer name."""
    known = {fold(spelling)[0] for spelling in _following(candidate)}
    for spelled, count in candidate.spellings:
        if fold(spelled)[0] in known:
            continue
        if spelled in candidate.capitals:
            yield f"{{text: {_scalar(spelled)}, metonym: true}}  # {count}", True
        else:
            certain = candidate.state != "" or " " in spelled or spelled.isupper() or candidate.lang in INFLECTED
            yield f"{_scalar(spelled)}  # {count}", certain
    if candidate.lang in INFLECTED and candidate.kind == "person" and len(candidate.spellings) > 1:
        stem = _common(spelled.split()[-1] for spelled in (candidate.name, *(s for s, _ in candidate.spellings)))
        if len(stem) > SHORTEST:
            yield f"{_scalar(stem + '*')}  # in any case", True
    for acronym in candidate.acronyms:
        if acronym not in dict(candidate.spellings):
            yield _scalar(acronym), True


def _common(words: Iterable[str]) -> str:
    """What all of the words begin with."""
    columns = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*words, strict=False))
    return "".join(letters[0] for letters in columns)


def _following(candidate: Candidate) -> Iterator[str]:
    """The name, and the spellings by which it is found without an alias."""
    name = candidate.name
    yield from (name, f"The {name}", f"the {name}", *variants(name))
    if candidate.kind == "person":
        for written in (name, *respelled(name)):
            yield from (derived.text for derived in of_person(written))


def _role(office: Office, seen: Seen, states: Mapping[str, str], called: Mapping[str, str]) -> tuple[str, bool]:
    """A role as it was seen, from the first day to the last."""
    title, owner = office.title, ""
    if office.state in states:
        owner = f" of: {states[office.state]},"
    elif office.state:
        title += f" of {called.get(office.state, office.state)}"
    times = "once" if seen.count == 1 else f"{seen.count} times"
    role = f"{{title: {_scalar(title)},{owner} from: {seen.first.iso}, to: {seen.last.iso}, note: seen}}  # {times}"
    return role, seen.count >= OFTEN


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS else json.dumps(text, ensure_ascii=False)
