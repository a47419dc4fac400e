"""Data files that go by article, put together of what each article adds: from new pieces, and from the last output."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple, Protocol

from dossier.build.writer import Made, Stretch, Writer, stamp


class Piece(NamedTuple):
    """What a job adds to a data file that goes by article: the file's address, and the piece's size in bytes and lines."""

    address: str
    size: int
    lines: int


Pieces = Mapping[str, tuple[Piece, ...]]  # by the job that they are of, in the order in which they follow each other


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


def put_together(
    writer: Writer, records: Mapping[str, Record], done: Mapping[str, Done], before: Mapping[str, Record], lost: Set[str]
) -> dict[str, Made]:
    """Write the data files that go by article, of what jobs added anew and of the last output; returns them by address.

    ``before`` are the records of the last build, ``lost`` the data files that are not as it left them.
    """
    whole, last = _pieces(records), {}
    if writer.last:
        found = standing(_pieces(before), str(writer.last))
        last = {key: stretch for key, stretch in found if key[1] not in lost}
    lines: Counter[str] = Counter()
    for piece in (piece for pieces in whole.values() for piece in pieces):
        lines[piece.address] += piece.lines
    made = {}
    for address, parts in stretches(whole, {name: one.stretches for name, one in done.items()}, last).items():
        same = [Stretch(f"{writer.last}/{address}", 0, (stamp(f"{writer.last}/{address}") or (0,))[0])]
        put = writer.carry(address) if parts == same and address not in lost else writer.splice(address, parts)
        made[address] = Made(address, put, lines[address])
    return made


def _pieces(records: Mapping[str, Record]) -> dict[str, tuple[Piece, ...]]:
    return {name: record.pieces for name, record in records.items() if record.pieces}


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
