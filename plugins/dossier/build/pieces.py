"""Data files that go by article, put together of what each article adds: from new pieces, and from the last output.

One that would be larger than a limit is divided: in place of ``data/passages.jsonl`` there are ``data/passages/2008.jsonl`` and
so on, one file for each part that pieces name. Pieces that name none are the head of the file, and of each of its parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

from dossier.build.writer import Made, Stretch, Writer


class Piece(NamedTuple):
    """What a job adds to a data file: the file's address, its size in bytes and lines, and the part that it belongs to."""

    address: str
    size: int
    lines: int
    part: str = ""


Pieces = Mapping[str, Sequence[Piece]]  # by the job that they are of, in the order in which they follow each other
Files = Mapping[str, tuple[Made, ...]]  # by the address of a data file: that file alone, or its parts


class Record(Protocol):
    """What is kept of a job, as far as it concerns its pieces."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it adds to data files."""


class Done(Protocol):
    """A job that was done: where the pieces that it made stand."""

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """In their order."""


@dataclass(slots=True)
class Target:
    """A file that is to be written: the stretches that it is put together of, and how many lines these have."""

    stretches: list[Stretch] = field(default_factory=list)
    lines: int = 0

    def add(self, stretch: Stretch, lines: int) -> None:
        """Let a stretch follow the others; one that continues the last becomes part of it."""
        self.lines += lines
        file, start, end = stretch
        if start == end:
            return
        if self.stretches:
            last, begin, until = self.stretches[-1]
            if until == start and last == file:
                self.stretches[-1] = Stretch(file, begin, end)
                return
        self.stretches.append(stretch)


def put_together(
    writer: Writer, records: Mapping[str, Record], done: Mapping[str, Done], last: Mapping[tuple[str, str], Stretch], limit: int
) -> dict[str, tuple[Made, ...]]:
    """Write the data files that go by article, of what jobs added anew and of the ``last`` output; returns them by address.

    Those of more than ``limit`` bytes are divided. A piece that is the same in both is taken from the last output, so that what
    has not changed is one stretch.
    """
    pieces = _pieces(records)
    targets: dict[str, Target] = {}
    data: defaultdict[str, list[str]] = defaultdict(list)
    for job, number, piece, file in places(pieces, large(pieces, limit)):
        target = targets.get(file)
        if target is None:
            target = targets[file] = Target()
            data[piece.address].append(file)
        key = (job, file) if (job, file) in last else (job, piece.address)
        stretch = done[job].stretches[number] if job in done else last[key]
        if job in done and key in last and _bytes(last[key]) == _bytes(stretch):
            stretch = last[key]
        target.add(stretch, piece.lines)
    stamps = writer.splice({file: target.stretches for file, target in targets.items()})
    return {address: tuple(Made(f, stamps[f], targets[f].lines) for f in files) for address, files in data.items()}


def stretches(records: Mapping[str, Record], files: Files, lost: Set[str], folder: str) -> dict[tuple[str, str], Stretch]:
    """Where the pieces of jobs stand in the data ``files`` of an output, but in those that are ``lost``.

    Each by its job and the file that it stands in, and by its job and the data file's address.
    """
    found: dict[tuple[str, str], Stretch] = {}
    ends: defaultdict[str, int] = defaultdict(int)
    paths = {made.address: f"{folder}/{made.address}" for parts in files.values() for made in parts}
    divided = {address for address, parts in files.items() if parts[0].address != address}
    for job, _, piece, file in places(_pieces(records), divided):
        start = ends[file]
        ends[file] = end = start + piece.size
        if piece.address not in lost:
            found[job, file] = stretch = Stretch(paths[file], start, end)
            if file != piece.address:
                found.setdefault((job, piece.address), stretch)
    return found


def large(pieces: Pieces, limit: int) -> set[str]:
    """The data files of more bytes than the limit that have parts."""
    sizes: defaultdict[str, int] = defaultdict(int)
    parted: dict[str, str] = {}
    for ones in pieces.values():
        for address, size, _, part in ones:
            sizes[address] += size
            parted[address] = part or parted.get(address, "")
    return {address for address, part in parted.items() if part and sizes[address] > limit}


def places(pieces: Pieces, divided: Set[str]) -> Iterator[tuple[str, int, Piece, str]]:
    """The job of each piece, its number there, the piece, and a file that it stands in; in the order of each file.

    A head stands in all parts of a data file that is ``divided``.
    """
    heads: defaultdict[str, list[tuple[str, int, Piece]]] = defaultdict(list)
    for job, ones in pieces.items() if divided else ():
        for number, piece in enumerate(ones):
            if not piece.part:
                heads[piece.address].append((job, number, piece))
    begun = set()
    for job, ones in pieces.items():
        for number, piece in enumerate(ones):
            address, part = piece.address, piece.part
            if address not in divided:
                yield job, number, piece, address
            elif part:
                file = _part(address, part)
                if file not in begun:
                    begun.add(file)
                    yield from ((*head, file) for head in heads[address])
                yield job, number, piece, file


@cache
def _part(address: str, part: str) -> str:
    path = PurePosixPath(address)
    return str(path.with_suffix("") / (part + path.suffix))


def _pieces(records: Mapping[str, Record]) -> dict[str, tuple[Piece, ...]]:
    return {name: record.pieces for name, record in records.items() if record.pieces}


def _bytes(stretch: Stretch) -> bytes:
    with open(stretch.file, "rb") as file:  # noqa: PTH123 - a path for each piece costs as much as the piece
        file.seek(stretch.start)
        return file.read(stretch.end - stretch.start)
