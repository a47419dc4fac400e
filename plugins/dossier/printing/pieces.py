"""Data files that go by article, put together of what each article adds: from new pieces, and from the last output."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

BLOCK = 1 << 18  # bytes that are copied at a time: as many as a processor has near at hand


class Piece(NamedTuple):
    """What a job adds to a data file that goes by article: the file's address, and the piece's size in bytes and lines."""

    address: str
    size: int
    lines: int


class Stretch(NamedTuple):
    """A part of a file, in bytes."""

    file: str
    start: int
    end: int


Pieces = Mapping[str, tuple[Piece, ...]]  # by the job that they are of, in the order in which they follow each other


def stretches(
    pieces: Pieces, fresh: Mapping[str, Iterable[Stretch]], last: Mapping[tuple[str, str], Stretch]
) -> dict[str, list[Stretch]]:
    """What each data file is put together of, by its address.

    ``fresh`` are the new pieces of a job, in the order of ``pieces``; ``last`` those of the last output by job and address. One
    that is the same in both is taken from the last output.
    """
    found: defaultdict[str, list[Stretch]] = defaultdict(list)
    for job, ones in pieces.items():
        new = iter(fresh.get(job, ()))
        for piece in ones:
            old, made = last.get((job, piece.address)), next(new, None)
            same = old and (made is None or _bytes(old) == _bytes(made))
            _add(found[piece.address], old if same else made)
    return found


def standing(pieces: Pieces, folder: str) -> Iterator[tuple[tuple[str, str], Stretch]]:
    """Where each piece stands in the data files of an output, by job and address."""
    ends: Counter[str] = Counter()
    for job, ones in pieces.items():
        for address, size, _ in ones:
            start = ends[address]
            ends[address] = end = start + size
            yield (job, address), Stretch(f"{folder}/{address}", start, end)


def splice(parts: Iterable[Stretch], target: str) -> None:
    """Write a file of stretches of others."""
    block = memoryview(bytearray(BLOCK))
    with open(target, "wb") as file:  # noqa: PTH123 - a path for each file costs as much as the file
        for source, start, end in parts:
            with open(source, "rb", buffering=0) as found:  # noqa: PTH123 - as above
                found.seek(start)
                left = end - start
                while left and (size := found.readinto(block[:left])):
                    file.write(block[:size])
                    left -= size


def _add(row: list[Stretch], stretch: Stretch | None) -> None:
    """Let a stretch follow others; one that continues the last becomes part of it."""
    if stretch and stretch.start < stretch.end:
        if row and row[-1].file == stretch.file and row[-1].end == stretch.start:
            stretch = row.pop()._replace(end=stretch.end)
        row.append(stretch)


def _bytes(stretch: Stretch) -> bytes:
    with open(stretch.file, "rb") as file:  # noqa: PTH123 - as above
        file.seek(stretch.start)
        return file.read(stretch.end - stretch.start)
