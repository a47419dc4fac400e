"""The journal: what changed, so that it can be taken back. Without it nothing is lost but that.

It is a folder of its own, which git is told to pass over: ``journal.jsonl`` with a line for each change, undo and redo,
``bytes/`` with what files held, by SHA-256, and, while a change is being made, ``pending.json`` with what it is about to do.
"""

import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.errors import DossierError

Kind = Literal["change", "undo", "redo"]

FOLDER = ".desk"
KEPT = 500  # changes that can be taken back
ROOM = 200_000_000  # bytes that what files held may take, compressed
SLACK = 50  # lines more than are kept, so that not each change writes the journal anew


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the journal: its number, that of the change which it makes, takes back or makes again, and what it did."""

    id: int
    of: int
    kind: Kind
    when: str
    said: str
    files: tuple[tuple[str, str, str | None, str | None], ...]  # path, new place, SHA-256 of the bytes before and after

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it touched, by their places afterwards."""
        return tuple(to or path for path, to, _, _ in self.files)


class Journal:
    """The journal in a folder, which is made when the first line is written."""

    def __init__(self, folder: Path) -> None:
        """Stand for the journal in a folder."""
        self.folder = folder
        self.path, self.pending = folder / "journal.jsonl", folder / "pending.json"

    def prepare(self) -> None:
        """Make the folder, so that others of this machine cannot look into it and git passes over it."""
        if self.folder.is_symlink():
            raise DossierError(f"{self.folder} is a symbolic link: nothing is written there")
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="ascii")

    def rows(self) -> list[Row]:
        """The lines, the oldest first; one that was cut off when it was written is none."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        return [row for line in lines if (row := _row(line))]

    def latest(self) -> list[Row]:
        """The last line on each change, in the order of the journal."""
        return sorted({row.of: row for row in self.rows()}.values(), key=lambda row: row.id)

    def begin(self, of: int | None, kind: Kind, change: Change) -> Row:
        """Keep what files held, and write down what is about to be done; returns the line that it will be."""
        self.prepare()
        rows = self.rows()
        number = rows[-1].id + 1 if rows else 1
        told = tuple((edit.path, edit.to, self._keep(edit.before), self._keep(edit.after)) for edit in change.edits)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        row = Row(number, number if of is None else of, kind, when, change.said, told)
        unfinished = files.unfinished_of(self.pending)
        _written(unfinished, json.dumps(_record(row)).encode(), os.O_TRUNC)
        unfinished.replace(self.pending)
        files.sync(self.folder)
        return row

    def end(self, row: Row) -> None:
        """Add the line: it is done; raises OSError where it cannot be added, and the journal is as it was then."""
        whole = self.path.read_bytes() if self.path.exists() else b""
        torn = b"\n" if whole and not whole.endswith(b"\n") else b""
        try:
            _written(self.path, torn + _line(row), os.O_APPEND)
        except BaseException:
            with suppress(OSError):
                os.truncate(self.path, len(whole))
            raise
        self.pending.unlink(missing_ok=True)
        with suppress(OSError):
            self._prune()

    def drop(self) -> None:
        """Forget what was about to be done."""
        self.pending.unlink(missing_ok=True)

    def waiting(self) -> Row | None:
        """What was about to be done when the program ended, if that was not written down as done."""
        try:
            row = _row(self.pending.read_text(encoding="utf-8"))
        except OSError:
            return None
        return row if row and all(row.id != other.id for other in self.rows()) else None

    def change(self, row: Row) -> Change | None:
        """What a line did; None where the bytes that it needs are not there any more."""
        edits = []
        for path, to, before, after in row.files:
            held = [None if digest is None else self._held(digest) for digest in (before, after)]
            if any(data is None and digest is not None for data, digest in zip(held, (before, after), strict=True)):
                return None
            edits.append(Edit(path, held[0], held[1], to))
        return Change(row.said, tuple(edits))

    def _keep(self, data: bytes | None) -> str | None:
        if data is None:
            return None
        digest = sha256(data).hexdigest()
        path = self.folder / "bytes" / digest
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            unfinished = files.unfinished_of(path)
            _written(unfinished, zlib.compress(data, 1), os.O_TRUNC)
            unfinished.replace(path)
        return digest

    def _held(self, digest: str) -> bytes | None:
        try:
            data = zlib.decompress((self.folder / "bytes" / digest).read_bytes())
        except (OSError, zlib.error):
            return None
        return data if sha256(data).hexdigest() == digest else None

    def _prune(self) -> None:
        """Forget the oldest changes where there are too many, or what they hold takes too much room."""
        rows = self.latest()
        held = {path.name: path.stat().st_size for path in (self.folder / "bytes").iterdir()}
        if len(rows) <= KEPT + SLACK and sum(held.values()) <= ROOM:
            return
        kept, needed, room = list[Row](), set[str](), 0
        for row in reversed(rows[-KEPT:]):
            fresh = {digest for *_, before, after in row.files for digest in (before, after) if digest} - needed
            room += sum(held.get(digest, 0) for digest in fresh)
            if kept and room > ROOM:
                break
            kept.append(row)
            needed |= fresh
        unfinished = files.unfinished_of(self.path)
        _written(unfinished, b"".join(map(_line, reversed(kept))), os.O_TRUNC)
        unfinished.replace(self.path)
        for name in held.keys() - needed:
            with suppress(OSError):
                (self.folder / "bytes" / name).unlink()


def _line(row: Row) -> bytes:
    return (json.dumps(_record(row), ensure_ascii=False) + "\n").encode()


def _record(row: Row) -> dict[str, Any]:
    told = [{"path": path, "to": to, "before": before, "after": after} for path, to, before, after in row.files]
    return {"id": row.id, "of": row.of, "kind": row.kind, "when": row.when, "said": row.said, "files": told}


def _row(line: str) -> Row | None:
    try:
        record = json.loads(line)
        told = tuple((one["path"], one["to"], one["before"], one["after"]) for one in record["files"])
        return Row(record["id"], record["of"], record["kind"], record["when"], record["said"], told)
    except (ValueError, KeyError, TypeError):
        return None


def _written(path: Path, data: bytes, flags: int) -> None:
    """Write bytes down to the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | flags, 0o600)
    with open(file, "wb") as out:  # noqa: PTH123 - of a descriptor
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
