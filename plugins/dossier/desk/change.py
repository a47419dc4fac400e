"""A change as a value: what becomes of which files, and how that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of a file: its path below the content folder, its bytes before and after, and its new place if it moves.

    ``before`` is None for a new file, ``after`` for one that goes.
    """

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""

    @property
    def target(self) -> str:
        """Where the file is afterwards."""
        return self.to or self.path

    @property
    def reversed(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.target, self.after, self.before, self.path if self.to else "")


@dataclass(frozen=True, slots=True)
class Change:
    """What the compiler decided, in a sentence, and what it does to the files; no two edits are of one file."""

    said: str
    edits: tuple[Edit, ...]

    @property
    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.said, tuple(edit.reversed for edit in reversed(self.edits)))


def shown(change: Change) -> str:
    """A change as a unified diff, with what moves where."""
    return "".join(line for edit in change.edits for line in _diff(edit))


def _diff(edit: Edit) -> Iterator[str]:
    if edit.to:
        yield f"rename from {edit.path}\nrename to {edit.to}\n"
    before, after = (None if data is None else data.decode("utf-8", "replace") for data in (edit.before, edit.after))
    old = "/dev/null" if before is None else edit.path
    new = "/dev/null" if after is None else edit.target
    for line in unified_diff((before or "").splitlines(keepends=True), (after or "").splitlines(keepends=True), old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
