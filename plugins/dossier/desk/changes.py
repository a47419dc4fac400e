"""Changes made on the disk, all of each or none, taken back and made again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.desk.journal import FOLDER, Journal, Kind, Row
from dossier.desk.merging import Conflict, merged
from dossier.errors import ContentError, DossierError
from dossier.locks import locked


class Done(NamedTuple):
    """The number of a change in the journal, 0 where nothing was to do, and the change as it was made, merged where need be."""

    id: int
    change: Change


@dataclass(frozen=True)
class Changes:
    """The changes of a content folder; the journal stands in the folder ``home``, ``busy`` is called once where it must wait.

    One at a time: whoever else changes this content waits. Each method raises :class:`Conflict` where a file has changed
    meanwhile in the same place, ContentError where a file lies outside of the content folder, behind a link or cannot be
    read, and DossierError where the disk refuses; nothing has changed then.
    """

    content: Path
    home: Path
    busy: Callable[[], None] = lambda: None

    @classmethod
    def of(cls, content: Path, beside: Path | None = None, busy: Callable[[], None] = lambda: None) -> "Changes":
        """The changes of a content folder, whose journal stands in a hidden folder of it, or of the folder ``beside`` it."""
        return cls(content, (beside or content) / FOLDER, busy)

    @property
    def journal(self) -> Journal:
        """The journal."""
        return Journal(self.home)

    def apply(self, change: Change) -> Done:
        """Make a change, merged with what changed meanwhile elsewhere in its files."""
        with self._alone():
            return self._make(change, None, "change")

    def undo(self, number: int | None = None, touching: str = "") -> Done:
        """Take a change back, by default the last one that is made, or the last one that is ``touching`` a file.

        What changed since in other places stays.
        """
        with self._alone():
            rows = [row for row in self.journal.latest() if row.kind != "undo" and (not touching or touching in row.paths)]
            row = self._chosen(rows, number, "taken back")
            return self._make(self._of(row).reversed, row.of, "undo")

    def redo(self, number: int | None = None) -> Done:
        """Make a change again that was taken back, by default the one that was taken back last."""
        with self._alone():
            row = self._chosen([row for row in self.journal.latest() if row.kind == "undo"], number, "made again")
            return self._make(self._of(row).reversed, row.of, "redo")

    def listed(self) -> list[Row]:
        """The changes that can be taken back or made again, each as the last line on it says, the latest last."""
        return self.journal.latest()

    def recover(self) -> str:
        """Roll back what was being done when a program was killed; returns what that was, or nothing."""
        with self._alone(recovering=False):
            return self._recover()

    def _chosen(self, rows: list[Row], number: int | None, what: str) -> Row:
        chosen = [row for row in rows if number in (None, row.of)]
        if not chosen:
            which = "no change" if number is None else f"no change {number}"
            raise DossierError(f"{which} of {self.content} is known that could be {what}")
        return chosen[-1]

    def _of(self, row: Row) -> Change:
        if change := self.journal.change(row):
            return change
        raise DossierError(f"what change {row.of} wrote is not in {self.home} any more; your version control may have it")

    @contextmanager
    def _alone(self, *, recovering: bool = True) -> Iterator[None]:
        """Hold the lock; what was left half done is rolled back first."""
        try:
            self.journal.prepare()
            with locked(self.home / "journal", self.busy):
                if recovering:
                    self._recover()
                yield
        except OSError as error:
            raise DossierError(f"{error.filename or self.content}: nothing was changed: {error.strerror}") from error

    def _make(self, change: Change, of: int | None, kind: Kind) -> Done:
        """Make a change: all files are looked at, then all bytes are on the disk, then each file gets its own."""
        edits = tuple(edit for edit in map(self._now, change.edits) if edit.before != edit.after or edit.to)
        touched = [name for edit in edits for name in {edit.path, edit.target}]
        if len(touched) != len(set(touched)):
            raise ValueError("a change has two edits of one file")
        made = Change(change.said, edits)
        if not edits and kind == "change":
            return Done(0, made)
        row = self.journal.begin(of, kind, made)
        try:
            for edit in edits:
                if edit.after is not None:
                    files.stage(self.content, edit.target, edit.after)
            for edit in edits:
                self._settle(edit)
            self.journal.end(row)
        except BaseException:
            self._roll_back(made)
            self.journal.drop()
            raise
        return Done(row.of, made)

    def _now(self, edit: Edit) -> Edit:
        """An edit with what the file holds now for its bytes before, merged with what changed meanwhile."""
        now = files.read(self.content, edit.path)
        if edit.to and (there := files.read(self.content, edit.to)) is not None:
            raise Conflict(edit.to, there, edit.after)
        if edit.to and now is None:
            raise Conflict(edit.path, None, edit.after)
        return replace(edit, before=now, after=merged(edit.path, edit.before, edit.after, now))

    def _settle(self, edit: Edit) -> None:
        if edit.after is not None:
            files.settle(self.content, edit.target)
        if edit.after is None or edit.to:
            files.remove(self.content, edit.path)

    def _recover(self) -> str:
        row = self.journal.waiting()
        if row and (change := self.journal.change(row)):
            self._roll_back(change)
        self.journal.drop()
        return row.said if row else ""

    def _roll_back(self, change: Change) -> None:
        """Give the files back what they held; one that somebody has written since stays as it is."""
        for edit in change.edits:
            with suppress(ContentError):
                files.discard(self.content, edit.target)
                if files.read(self.content, edit.path) == (None if edit.to else edit.after):
                    self._restore(edit.path, edit.before)
                if edit.to and files.read(self.content, edit.to) == edit.after:
                    files.remove(self.content, edit.to)

    def _restore(self, name: str, data: bytes | None) -> None:
        if data is None:
            files.remove(self.content, name)
        else:
            files.stage(self.content, name, data)
            files.settle(self.content, name)
