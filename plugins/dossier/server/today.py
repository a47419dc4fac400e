"""Today: the questions whose answers free most, and what all that waits takes, in decisions and minutes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from dossier.candidates import Candidate
from dossier.desk.alike import Pair
from dossier.desk.questions import Question
from dossier.edition import Edition
from dossier.model import Statement
from dossier.server.names import KINDS
from dossier.server.statements import SURFACE, Filters, by_of, speaker_of
from dossier.server.statements import waiting as statements_of
from dossier.server.waiting import ROWS, Waiting
from dossier.text import shorten

A_DECISION, A_ROW, A_SENTENCE = 8, 1, 4  # seconds, until somebody's own are known
LOOK, PAGES = 60, 5  # seconds at each of so many pages before all is published
MANY = 5  # statements of one speaker who has no file that are asked for together
AT_ONCE = 10  # statements that are in sight together
MOST = 20  # questions that are at hand
CHOICES = 9  # that have a key
EXAMPLES, LONG = 3, 120  # lines that a question shows, and letters of each


class Choice(msgspec.Struct, frozen=True):
    """A way to answer: what it is called, and what is sent."""

    label: str
    body: dict[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """A question as Today asks it: what frees the answer how much, lines of the text to show for it, and where more is shown.

    ``proposed`` is the number of the choice that the text shows, from 1, or 0.
    """

    id: str
    text: str
    frees: str
    lines: tuple[str, ...]
    look: str
    choices: tuple[Choice, ...]
    proposed: int


class Stage(NamedTuple):
    """A part of the way from imported to published: what waits there, and what that takes."""

    name: str
    address: str
    number: int | None
    about: str
    decisions: int
    seconds: int

    @property
    def minutes(self) -> int:
        """Minutes, of which those that are begun count."""
        return ceil(self.seconds / 60)


def asked(waiting: Waiting, edition: Edition) -> list[Asked]:
    """The questions that one answer on Today settles, those first that free most, without what is put off."""
    every = [*_on_clippings(waiting.questions), *_on_names(waiting), *_on_speakers(edition)]
    return [one for one in every if one.id not in waiting.later][:MOST]


def _on_clippings(questions: Sequence[Question]) -> Iterator[Asked]:
    for one in questions:
        if one.kind not in ("line", "topic") or not one.choices:
            continue
        hits, choices = one.hits[:ROWS], one.choices[:CHOICES]
        body = {"kind": "clipping", "question": one.kind, "key": one.key, "paths": [hit.path for hit in hits]}
        if one.kind == "line":
            text = f"In {len(hits)} clippings stands the line “{shorten(one.key, LONG)}”. What is it?"
            lines = tuple(f"{shorten(hit.line, LONG)}{f' → {hit.day}' if hit.day else ''}" for hit in hits[:EXAMPLES])
            frees = f"{one.frees} of {len(hits)} leave the inbox"
        else:
            drafts = f"are {len(hits)} drafts" if len(hits) > 1 else "is a draft"
            text = f"On what {drafts} of {shorten(one.key, LONG)}?"
            lines = tuple(shorten(hit.title, LONG) for hit in hits[:EXAMPLES])
            frees = f"{one.frees} can be published"
        made = tuple(Choice(choice, body | {"choice": choice}) for choice in choices)
        proposed = choices.index(one.proposed) + 1 if one.proposed in choices else 0
        yield Asked(one.id, text, frees, lines, f"/desk/clippings?question={quote(one.id)}", made, proposed)


def _on_names(waiting: Waiting) -> Iterator[Asked]:
    if not waiting.slow:
        return
    states, others, alike = waiting.slow.names
    for pair in alike:
        yield _on_pair(pair)
    if states:
        body = {"kind": "name", "answer": "states", "names": [one.name for one in states]}
        text = f"{len(states)} states are named, the most often {states[0].name}. Are they actors?"
        frees = f"{sum(one.count for one in states)} mentions"
        yes = (Choice("yes, all of them", body),)
        yield Asked("states:", text, frees, tuple(one.name for one in states[:EXAMPLES]), "/desk/names?states=1", yes, 0)
    clear = [one for one in others if one.kind]
    for one in sorted(clear, key=lambda other: -other.count)[:MOST]:
        yield _on_name(one)
    if unclear := waiting.slow.names.unclear:
        none = Choice("none of them", {"kind": "name", "answer": "nobody", "names": [one.name for one in unclear]})
        text = f"No text says what these {len(unclear)} names are. Is any of them an actor?"
        there = (shorten(", ".join(one.name for one in unclear), EXAMPLES * LONG),)
        yield Asked("unclear:", text, f"{len(unclear)} names", there, "/desk/names?unclear=1", (none,), 0)


def _on_speakers(edition: Edition) -> Iterator[Asked]:
    for speaker, said in _unknown(edition):
        surface, count = speaker.removeprefix(SURFACE), len(said)
        body = {"kind": "statements", "filters": {"speaker": speaker, "by": "unknown"}, "number": count}
        text = f"{count} statements are those of “{shorten(surface, LONG)}”, whom no file describes. Are they statements?"
        lines = tuple(shorten(" … ".join(one.words), LONG) for one in said[:EXAMPLES])
        address = f"/desk/statements?by=unknown&speaker={quote(speaker)}"
        no = (Choice(f"no, reject all {count}", body),)
        yield Asked(f"speaker:{surface}", text, f"{count} statements", lines, address, no, 0)


def _unknown(edition: Edition) -> list[tuple[str, list[Statement]]]:
    """Who says much and has no file, with what is said, the most first: those who ask in a transcript, mostly."""
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in statements_of(edition, Filters(by="unknown")):
        said[speaker_of(one)].append(one)
    return sorted(((who, told) for who, told in said.items() if len(told) >= MANY), key=lambda both: -len(both[1]))


def _on_pair(pair: Pair) -> Asked:
    whole = pair.whole
    body: dict[str, Any] = {"kind": "name", "names": [pair.name], "who": whole.slug}
    made = {} if whole.described else {"as": whole.kind}  # it has no file yet, and gets one
    answers = (Choice("the same", body | {"answer": "same"} | made), Choice("somebody else", body | {"answer": "another"}))
    choices = answers if whole.described or whole.kind else answers[1:]  # what has no kind gets one on its own screen
    there = f"{whole.name}, {whole.count} times" + f", has {whole.path}" * whole.described
    text = f"Is {pair.name} the same as {whole.name}?"
    frees = f"{pair.count} mentions"
    return Asked(f"pair:{pair.name}", text, frees, (there,), f"/desk/names?pair={quote(pair.name)}", choices, 0)


def _on_name(one: Candidate) -> Asked:
    body = {"kind": "name", "names": [one.name]}
    kinds = [Choice(kind, body | {"answer": "actor", "as": kind}) for kind in KINDS]
    choices = (*kinds, Choice("no actor", body | {"answer": "nobody"}))[:CHOICES]
    proposed = KINDS.index(one.kind) + 1 if one.kind else 0
    lines = tuple(shorten(context, LONG) for context in one.contexts[:EXAMPLES])
    text = f"What is “{one.name}”, {one.count} times in {len(one.articles)} articles?"
    return Asked(
        f"name:{one.name}", text, f"{one.count} mentions", lines, f"/desk/names?name={quote(one.name)}", choices, proposed
    )


def way(waiting: Waiting, edition: Edition) -> list[Stage]:
    """The way from imported to published, in the order in which answers free most of what follows."""
    slow, questions = waiting.slow, [one for one in waiting.questions if one.kind != "publish"]
    rows = sum(len(one.hits[:ROWS]) for one in questions if one.kind != "one")
    names = slow.names if slow else None
    found = slow.wrong if slow else 0
    ready, asks = len(waiting.ready), len(waiting.meant)
    made = names.decisions if names else 0
    states = len(names.states) if names else 0
    told = "lines that repeat, topics, and what lacks something"
    said, spoken = _decisions(edition)
    look = A_DECISION + ready * A_ROW + min(ready, PAGES) * LOOK if ready else 0
    return [
        Stage("Clippings", "/desk/clippings", len(waiting.inbox), told, len(questions), _seconds(len(questions), rows)),
        Stage(
            "Names",
            "/desk/names",
            made if names else None,
            f"{states} states are one answer" * bool(states),
            made,
            _seconds(made, states),
        ),
        Stage("Who is meant", "/desk/mentions", asks, _bearers(waiting), asks, _seconds(asks, sentences=asks)),
        Stage("Statements", "/desk/statements", waiting.statements, "they may also wait", said, spoken),
        Stage(
            "Findings", "/desk/findings", found if slow else None, "what to look at before readers do", found, _seconds(found)
        ),
        Stage("Publish", "/desk/clippings?question=publish%3A", ready, "by a list", bool(ready), look),
    ]


def _bearers(waiting: Waiting) -> str:
    if not waiting.meant:
        return ""
    places = "1 place" if waiting.places == 1 else f"{waiting.places} places"
    return f"names that several bear; the first, “{waiting.meant[0].names[0]}”, stands in {places}"


def _seconds(decisions: int, rows: int = 0, sentences: int = 0) -> int:
    return decisions * A_DECISION + rows * A_ROW + sentences * A_SENTENCE


def _decisions(edition: Edition) -> tuple[int, int]:
    """What the statements take, in decisions and seconds.

    Those that name their speaker go as many at once as are in sight, those of one speaker without a file together, the others
    one by one.
    """
    every = statements_of(edition, Filters())
    named = sum(by_of(one) == "named" for one in every)
    groups = [len(said) for _, said in _unknown(edition)]
    decisions = ceil(named / AT_ONCE) + len(groups) + len(every) - named - sum(groups)
    return decisions, _seconds(decisions, sentences=len(every))
