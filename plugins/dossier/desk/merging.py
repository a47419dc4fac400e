"""Two edits of one file that do not know of each other: both, where they are in different places."""

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from typing import NamedTuple

from dossier.errors import DossierError


class Conflict(DossierError):
    """A file that changed meanwhile in the same place: its path, its bytes as they are and as they would be, if any."""

    def __init__(self, path: str, theirs: bytes | None, ours: bytes | None) -> None:
        super().__init__(path, theirs, ours)
        self.path, self.theirs, self.ours = path, theirs, ours

    def __str__(self) -> str:
        said = f"{self.path} has changed meanwhile in the same place; nothing was written."
        names = ("on the disk (none)" if self.theirs is None else "on the disk", "would be written")
        lines = unified_diff(_lines(self.theirs), _lines(self.ours), *names, lineterm="")
        return "\n".join([said, *lines])


class Hunk(NamedTuple):
    """The lines of a text, from ``start`` to ``end``, that others take the place of."""

    start: int
    end: int
    lines: tuple[bytes, ...]


def merged(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """What a file is to hold that was ``base``, should be ``ours``, and is ``theirs`` by now; None for no file.

    Raises Conflict where the two changed the same lines, or put some into the same place.
    """
    if theirs in (base, ours):
        return ours
    if base is None or ours is None or theirs is None:
        raise Conflict(path, theirs, ours)
    lines = base.splitlines(keepends=True)
    hunks = sorted({*_hunks(lines, ours), *_hunks(lines, theirs)}, reverse=True)
    later: Hunk | None = None
    for hunk in hunks:
        if later and (hunk.end > later.start or hunk.start == later.start):
            raise Conflict(path, theirs, ours)
        lines[hunk.start : hunk.end] = hunk.lines
        later = hunk
    return b"".join(lines)


def _hunks(lines: list[bytes], data: bytes) -> Iterator[Hunk]:
    """Where a text differs from the lines; what is the same at both ends need not be compared."""
    others = data.splitlines(keepends=True)
    least = min(len(lines), len(others))
    head = next((n for n in range(least) if lines[n] != others[n]), least)
    tail = next((n for n in range(least - head) if lines[-1 - n] != others[-1 - n]), least - head)
    old, new = lines[head : len(lines) - tail], others[head : len(others) - tail]
    for tag, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield Hunk(head + start, head + end, tuple(new[first:last]))


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()
