"""What was changed, as the desk shows it: the journal, and one change of it file by file."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from dossier.desk import Change, Changes, Edit, files, shown
from dossier.desk.journal import Row
from dossier.errors import ContentError

LINES = 400  # of a diff that is shown: a page of a browser, not a file


class File(NamedTuple):
    """What a change does to a file: in a word, and as a diff; whether it is ``there``, and has changed ``since``."""

    path: str
    verb: str
    lines: tuple[tuple[str, str], ...]
    more: int
    there: bool
    since: bool


class Chosen(NamedTuple):
    """A change that is looked at; ``files`` is None where what it wrote is not kept any more."""

    row: Row
    undone: bool
    files: list[File] | None


class Told(NamedTuple):
    """A change in the list: its number, when it was made or taken back, and what it is."""

    number: int
    when: datetime
    said: str
    undone: bool


def made(changes: Changes, number: str) -> tuple[list[Told], Chosen | None]:
    """The changes, the latest first, and the one of this number, by default the latest."""
    rows = changes.listed()[::-1]
    told = [Told(row.of, datetime.fromisoformat(row.when).astimezone(), row.said, row.kind == "undo") for row in rows]
    row = next((row for row in rows if number in ("", str(row.of))), None)
    return told, _chosen(changes, row) if row else None


def _chosen(changes: Changes, row: Row) -> Chosen:
    undone = row.kind == "undo"
    change = changes.journal.change(row)
    if not change:
        return Chosen(row, undone, None)
    return Chosen(row, undone, [_file(changes, edit, undone=undone) for edit in change.edits])


def _file(changes: Changes, edit: Edit, *, undone: bool) -> File:
    """What a change does to a file; one that was taken back as it was before that."""
    try:
        now = files.read(changes.content, edit.target)
    except ContentError:  # a link by now: it is not read
        now = None
    what = edit.reversed if undone else edit
    lines = list(_lines(what))
    verb = "Made" if what.before is None else "Removed" if what.after is None else "Moved" if what.to else "Changed"
    since = now != edit.after
    return File(edit.target, verb, tuple(lines[:LINES]), max(0, len(lines) - LINES), now is not None, since)


def _lines(edit: Edit) -> Iterator[tuple[str, str]]:
    """The lines of a diff, each with its kind, without those that name the file."""
    lines = shown(Change("", (edit,))).splitlines()
    begin = 2 * bool(edit.to)
    for line in (*lines[:begin], *lines[begin + 2 :]):
        yield {"+": "add", "-": "del", "@": "at"}.get(line[:1], "same"), line
