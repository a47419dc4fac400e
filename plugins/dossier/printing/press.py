"""What turns the items of an output into files."""

import os
import shutil
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, cast

from jinja2 import Environment

from dossier.concordance import Edition
from dossier.edition import Lines, Text, Work
from dossier.printing.pieces import Piece, Stretch
from dossier.render import render
from dossier.search import fingerprint
from dossier.traces import Part, Traced
from dossier.views import Site, View

Stamp = tuple[int, int]  # a file's size in bytes, and when it was last written, in nanoseconds


class Made(NamedTuple):
    """A file that was written: its address, its stamp, how many lines it has, and a page's fingerprint for the search index."""

    address: str
    stamp: Stamp
    lines: int
    seen: str = ""


class Record(NamedTuple):
    """What is kept of a job: what it asked for, by its marks; the questions among that; its templates, and what it made."""

    parts: "array[int]"
    asked: frozenset[Part]
    templates: tuple[str, ...]
    made: tuple[Made, ...]
    pieces: tuple[Piece, ...]


class Done(NamedTuple):
    """What is to be kept of a job, and where the pieces that it made stand."""

    record: Record
    stretches: list[Stretch]


class _Spool:
    """A file that pieces of one data file are added to. It counts how long it is, for to ask takes a call of the system."""

    def __init__(self, path: Path) -> None:
        self.path, self.file = str(path), path.open("ab")
        self.end = self.file.tell()  # not 0 where this process has done a share before

    def add(self, data: bytes) -> Stretch:
        """Write a piece, and say where it stands."""
        start, self.end = self.end, self.end + len(data)
        self.file.write(data)
        return Stretch(self.path, start, self.end)


@dataclass(frozen=True, slots=True)
class Press:
    """The edition, the settings, the templates, the folders, and the jobs.

    ``output`` is where files go, ``last`` where those of the last printing stand, None where there was none; where both are one
    folder, a file takes the place of its predecessor. ``spool`` is where pieces of data files wait until all of them are there.
    ``notes`` stand for the edition, and tell what a job asks it for: one for all jobs of a process, for it remembers answers.
    """

    edition: Edition
    site: Site
    templates: Environment
    output: Path
    last: Path | None
    spool: Path
    works: tuple[Work, ...]
    notes: Traced = field(init=False)
    folders: set[str] = field(default_factory=set)
    spools: dict[str, _Spool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Traced(self.edition))

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew, without notes and spools, in a process that cannot inherit it."""
        return Press, (self.edition, self.site, self.templates, self.output, self.last, self.spool, self.works)

    @property
    def replaces(self) -> bool:
        """Whether files take the place of those of the last printing."""
        return self.output == self.last

    def print(self, item: View | Text) -> Made:
        """Write an item that is a file of its own."""
        address, text = item if isinstance(item, tuple) else (item.address, render(item, self.site, self.templates))
        data = text.encode()
        if self.last and _same(f"{self.last}/{address}", data):
            self.carry(address)
        else:
            with open(fresh := self.fresh(address), "wb") as file:  # noqa: PTH123 - a path for each file costs as much as the file
                file.write(data)
            self.place(fresh, address)
        return self.made(address, data.count(b"\n"), fingerprint(text) if address.endswith(".html") else "")

    def made(self, address: str, lines: int, seen: str = "") -> Made:
        """What is to be known of a file that was written."""
        return Made(address, stamp(f"{self.output}/{address}") or (0, 0), lines, seen)

    def carry(self, address: str) -> None:
        """Carry a file of the last output over, with its stamp."""
        if not self.replaces:
            last, target = f"{self.last}/{address}", self.target(address)
            try:
                os.link(last, target)
            except OSError:  # a disk that knows no second name of a file
                shutil.copy2(last, target)

    def fresh(self, address: str) -> str:
        """Where a new file is written: beside its predecessor, so that nobody sees half of it."""
        return self.target(address) + (".new" if self.replaces else "")

    def place(self, fresh: str, address: str) -> None:
        """Let a file that was written take its place."""
        if self.replaces:
            os.replace(fresh, f"{self.output}/{address}")  # noqa: PTH105 - as above

    def target(self, address: str) -> str:
        """Where a file of the output stands, in a folder that is there."""
        folder = address.rpartition("/")[0]
        if folder not in self.folders:
            (self.output / folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        return f"{self.output}/{address}"

    def do(self, work: Work) -> Done:
        """Do a job, and write what it makes; its pieces go to files of this process."""
        self.notes.begin()
        templates: set[str] = set()
        made, pieces, stretches = list[Made](), list[Piece](), list[Stretch]()
        for item in work.make(cast(Edition, self.notes)):
            if isinstance(item, Lines):
                pieces.append(Piece(item.address, len(item.data), item.data.count(b"\n")))
                stretches.append(self._spool(item.address, item.data))
            else:
                made.append(self.print(item))
                if not isinstance(item, tuple):
                    templates.add(item.template)
        record = Record(self.notes.noted, self.notes.asked, tuple(sorted(templates)), tuple(made), tuple(pieces))
        return Done(record, stretches)

    def _spool(self, address: str, data: bytes) -> Stretch:
        if address not in self.spools:
            self.spools[address] = _Spool(self.spool / f"{os.getpid()}-{address.replace('/', '-')}")
        return self.spools[address].add(data)

    def rest(self) -> None:
        """Finish the files of pieces, for others to read."""
        for spool in self.spools.values():
            spool.file.close()
        self.spools.clear()


def print_all(press: Press, numbers: Sequence[int]) -> list[Done]:
    """Do the jobs of these numbers."""
    try:
        return [press.do(press.works[number]) for number in numbers]
    finally:
        press.rest()


def stamp(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a path for each file costs as much as the question
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _same(path: str, data: bytes) -> bool:
    """Whether a file holds these bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False
