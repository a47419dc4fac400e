"""The screen of clippings: what is asked, and the changes that answers mean."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from dossier.desk import Change
from dossier.desk.answers import Files, line, one, published, topics
from dossier.desk.questions import Question, inbox_of, questions
from dossier.desk.waiting import Waiting, read
from dossier.edition import Edition
from dossier.errors import DossierError

LINES = 40  # of a clipping that are shown


class Clipping(msgspec.Struct, forbid_unknown_fields=True):
    """An answer on some clippings; what it takes besides depends on the question."""

    question: Literal["line", "topic", "one", "publish"]
    paths: tuple[str, ...]
    key: str = ""
    choice: str = ""
    fields: dict[Literal["title", "date", "publisher"], str] = {}
    another: bool = False


def clipping(content: Path, edition: Edition, body: dict[str, Any]) -> Change:
    """The change that an answer on clippings means."""
    given = msgspec.convert(body, Clipping)
    there = Files(content, edition.lang)
    if given.question == "line":
        return line(there, given.key, given.choice, given.paths)
    if given.question == "topic":
        return topics(there, [given.choice] if given.choice else [], given.paths, edition.topics)
    if given.question == "publish":
        return published(there, given.paths)
    if len(given.paths) != 1:
        raise DossierError("that is answered for one clipping at a time")
    fields: Mapping[str, str] = {name: " ".join(value.split()) for name, value in given.fields.items()}
    return one(there, given.paths[0], fields, another=given.another)


def asked_of(content: Path, edition: Edition) -> tuple[Sequence[Waiting], list[Question]]:
    """What waits in the inbox, and what is asked of it and of the drafts."""
    inbox = inbox_of(content)
    return inbox, questions(inbox, edition)


def chosen(found: Sequence[Question], name: str) -> Question | None:
    """The question of this name, else the first."""
    return next((question for question in found if question.id == name), next(iter(found), None))


def sheet(content: Path, question: Question | None) -> Waiting | None:
    """The clipping that a question shows: the first that it is about."""
    if question is None or question.kind not in ("line", "one"):
        return None
    path = content / question.hits[0].path
    return read(question.hits[0].path, path.read_bytes()) if path.is_file() else None
