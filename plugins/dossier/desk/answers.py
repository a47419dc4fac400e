"""Answers on clippings and drafts as changes of their files: all that a question is about in one change.

Fields are set by :func:`dossier.splice.spliced`, a line goes out of the text, and a file of the inbox that lacks nothing any
more moves to the articles of its year. What a line does not show is not written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.chronology import PartialDate
from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.desk.inbox import place
from dossier.desk.questions import GIVES
from dossier.desk.waiting import Waiting, noted, read, summary_of
from dossier.errors import ContentErrors, DossierError
from dossier.splice import Value, spliced
from dossier.text import shorten

Fields = Mapping[str, Value]
SHOWN = 60  # letters of a line in a sentence


@dataclass(frozen=True)
class Files:
    """The files of a content folder, of which ``lang`` is the language; what one change moves somewhere is there."""

    content: Path
    lang: str

    def waiting(self, names: Iterable[str]) -> list[Waiting]:
        """The files of these names; raises DossierError where one is not there or cannot be read."""
        found = []
        for name in dict.fromkeys(names):
            data = files.read(self.content, name) if name.startswith(("inbox/", "articles/")) else None
            if data is None:
                raise DossierError(f"{name} does not wait any more")
            one = read(name, data)
            if one.problem:
                raise DossierError(f"{name} cannot be changed: {one.problem}")
            found.append(one)
        if not found:
            raise DossierError("no clipping is chosen")
        return found


def line(there: Files, key: str, role: str, names: Sequence[str]) -> Change:
    """The change that reads a line in some clippings as what it is.

    Raises DossierError where one of them has no such line any more, or it cannot be that.
    """
    if role not in GIVES:
        raise DossierError(f"a line is no `{role}`; it can be: {', '.join(GIVES)}")
    made = _Made(there)
    for one in there.waiting(names):
        if key not in one.told:
            raise DossierError(f"{one.path} has no line “{shorten(key, SHOWN)}” any more")
        at, told = one.told[key]
        gives = GIVES[role]
        if "date" in gives and len(told.days) != 1:
            raise DossierError(f"“{shorten(at.text, SHOWN)}” in {one.path} holds no day that can be read in one way alone")
        if gives not in ((), ("date",)) and not told.rest:
            raise DossierError(f"“{shorten(at.text, SHOWN)}” in {one.path} holds a day alone")
        fields = {name: told.days[0] if name == "date" else told.rest for name in gives}
        made.edit(one, fields, one.without(at))
    said = "is taken out of" if role == "take out" else f"is {role} in"
    return made.change(f"“{shorten(key, SHOWN)}” {said} {_several(len(made.edits))}")


def topics(there: Files, slugs: Sequence[str], names: Sequence[str], known: Iterable[str]) -> Change:
    """The change that puts some files on topics; raises DossierError where one is not ``known``."""
    if not slugs or (unknown := [slug for slug in slugs if slug not in {*known}]):
        raise DossierError(f"there is no topic {unknown[0]}" if slugs else "no topic is chosen")
    made = _Made(there)
    for one in there.waiting(names):
        had = one.head.get("topics")
        made.edit(one, {"topics": list(dict.fromkeys([*(had if isinstance(had, list) else []), *slugs]))})
    return made.change(f"{_several(len(made.edits))} on {', '.join(slugs)}")


def one(there: Files, name: str, fields: Fields, *, another: bool = False) -> Change:
    """The change that fills fields of one file; ``another`` says that it is no story that is told already.

    Raises DossierError where the date is none, or nothing is told.
    """
    if fields.get("date"):
        try:
            PartialDate.parse(fields["date"])
        except ValueError as error:
            raise DossierError(f"“{fields['date']}” {error}") from None
    made = _Made(there)
    [waiting] = there.waiting([name])
    made.edit(waiting, {key: value for key, value in fields.items() if value}, settled=("doubt",) if another else ())
    if made.edits[0].before == made.edits[0].after and not made.edits[0].to:
        raise DossierError(made.problem or f"nothing of what {name} lacks is told")
    told = ", ".join([*(name for name, value in fields.items() if value), *(["another story"] if another else [])])
    return made.change(f"{shorten(waiting.title, SHOWN)}: {told or 'complete'}")


def published(there: Files, names: Sequence[str]) -> Change:
    """The change that publishes drafts; raises DossierError where one is none, or is on no topic."""
    edits = []
    for draft in there.waiting(names):
        if draft.in_inbox or draft.head.get("status") != "draft":
            raise DossierError(f"{draft.path} is no draft any more")
        if not draft.head.get("topics"):
            raise DossierError(f"{draft.path} is on no topic yet")
        edits.append(Edit(draft.path, draft.data, spliced(draft.path, draft.data, {"status": None})))
    return Change(f"published {_several(len(edits))}", tuple(edits))


class _Made:
    """The edits of an answer, and where they move files to."""

    def __init__(self, there: Files) -> None:
        self.there = there
        self.edits: list[Edit] = []
        self.problem = ""
        self._places: set[str] = set()

    def edit(self, one: Waiting, fields: Fields, cut: Waiting | None = None, settled: Sequence[str] = ()) -> None:
        """Fill fields of a file, ``cut`` where a line went out of it; what lacks nothing leaves the inbox."""
        data = (cut or one).data
        changes: dict[Any, Value] = dict(_written(one, fields))
        if cut and one.head.get("summary") == summary_of(one) != (summary := summary_of(cut)):
            changes["summary"] = summary
        for key, value in changes.items():  # one by one: two that are new would stand at one place
            data = spliced(one.path, data, {key: value})
        data = noted(data, [*fields, *settled])
        self.edits.append(Edit(one.path, one.data, data, self._place(read(one.path, data))))

    def change(self, said: str) -> Change:
        """All of them."""
        return Change(said, tuple(self.edits))

    def _place(self, one: Waiting) -> str:
        """Where a file moves to; nowhere where it lacks something, may be told already, or its place is taken."""
        if not one.in_inbox or one.lacks or one.doubts:
            return ""
        try:
            target = place(one.path, one.data, self.there.lang, self._taken)
        except ContentErrors as wrong:
            self.problem = f"{one.path} stays in the inbox: it {wrong.errors[0].problem}"
            return ""
        self._places.add(target)
        return target

    def _taken(self, target: str) -> bool:
        return target in self._places or files.read(self.there.content, target) is not None


def _written(one: Waiting, fields: Fields) -> Iterable[tuple[Any, Value]]:
    """The keys that fields are written as; what is told of the file is told of its source too, where it has one alone."""
    own = {key: value for key, value in fields.items() if key != "publisher"}
    yield from own.items()
    told = {key: value for key, value in fields.items() if key in ("publisher", "date")}
    if not one.sources:
        if "publisher" in told:
            head = {**one.head, **own}
            source = {"title": head.get("title"), "publisher": told["publisher"], "date": head.get("date")}
            yield "sources", [{key: value for key, value in source.items() if value}]
    elif len(one.sources) == 1:
        [only] = one.sources
        yield from ((("sources", "0", key), value) for key, value in told.items() if key == "publisher" or not only.get(key))


def _several(count: int) -> str:
    return f"{count} clipping" if count == 1 else f"{count} clippings"
