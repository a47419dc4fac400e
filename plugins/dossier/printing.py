"""An edition to files: only what could differ from the last printing is made, everything else is carried over.

A job of the edition (:class:`dossier.edition.Work`) is done again where a part of the edition that it asked for has changed,
where one of its templates or the site's settings have, or where a file that it wrote is not as it left it. The new output is
a folder of its own; what is carried over is linked into it, so that the last output stays whole until the new one is.
"""

import os
import shutil
import tempfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from dossier import workers
from dossier.concordance import Edition
from dossier.edition import Item, Lines, Text, Work, closing, works
from dossier.render import closure, compile_all, environment, render
from dossier.search import fingerprint
from dossier.traces import Part, Traced, changes, traced
from dossier.views import Site

SHARE = 40  # jobs that a process does at a time
ALONE = 60  # jobs that one process does sooner than others are called
BLOCK = 1 << 22  # bytes that are copied at a time

Stamp = tuple[int, int]  # a file's size in bytes, and when it was last written, in nanoseconds


class Made(NamedTuple):
    """A file that was written: its address, its stamp, how many lines it has, and a page's fingerprint for the search index."""

    address: str
    stamp: Stamp
    lines: int
    seen: str = ""


class Piece(NamedTuple):
    """What a job adds to a data file that goes by article: the file's address, and the piece's size in bytes and lines."""

    address: str
    size: int
    lines: int


Place = tuple[str, int]  # a file, and where in it a piece begins


class Stretch(NamedTuple):
    """A part of a file, in bytes."""

    file: str
    start: int
    end: int


class Done(NamedTuple):
    """What a job asked for, the templates that it used, what it made, and where its pieces stand."""

    parts: set[Part]
    templates: set[str]
    made: list[Made]
    pieces: list[Piece]
    places: list[Place]


class Record(NamedTuple):
    """What is kept of a job that is done; ``parts`` are numbers of :attr:`Printed.parts`, for there are a hundred to a page."""

    parts: "array[int]"
    templates: tuple[str, ...]
    made: tuple[Made, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printing: the edition, the settings, what each template is made of, and what became of each job, in their order.

    ``parts`` are what the jobs asked for, each by its number, and perhaps what those of earlier printings asked for.
    ``data`` are the data files that go by article, by address, ``end`` the files that tell of all others.
    """

    edition: Edition
    site: Site
    closures: Mapping[str, bytes]
    parts: Mapping[Part, int]
    records: Mapping[str, Record]
    data: Mapping[str, Made]
    end: tuple[Made, ...]

    @property
    def addresses(self) -> set[str]:
        """Every file that was printed."""
        made = (made.address for record in self.records.values() for made in record.made)
        return {*made, *self.data, *(made.address for made in self.end)}

    @property
    def searched(self) -> dict[str, str]:
        """The fingerprints of the pages that are to be found by a search, by address."""
        made = (made for record in self.records.values() for made in record.made)
        return {page.address: page.seen for page in made if page.seen}


@dataclass(frozen=True, slots=True)
class Press:
    """What turns the items of an output into files: the edition, the settings, the templates, the folders, and the jobs.

    ``output`` is where files go, ``last`` where those of the last printing stand; where both are one folder, a file takes the
    place of its predecessor. ``spool`` is where pieces of data files wait until all of them are there.
    """

    edition: Edition
    site: Site
    templates: Environment
    output: Path
    last: Path
    spool: Path
    works: tuple[Work, ...]
    folders: set[str] = field(default_factory=set)

    def write(self, address: str, text: str) -> Made:
        """Write a file; where the last output has the same one, that is carried over and keeps its stamp."""
        data = text.encode()
        if _same(f"{self.last}/{address}", data):
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
        """Carry a file of the last output over."""
        if self.output != self.last:
            last, target = f"{self.last}/{address}", self.target(address)
            try:
                os.link(last, target)
            except OSError:  # a disk that knows no second name of a file
                shutil.copy2(last, target)

    def fresh(self, address: str) -> str:
        """Where a new file is written: beside its predecessor, so that nobody sees half of it."""
        return self.target(address) + (".new" if self.output == self.last else "")

    def place(self, fresh: str, address: str) -> None:
        """Let a file that was written take its place."""
        if self.output == self.last:
            os.replace(fresh, f"{self.output}/{address}")  # noqa: PTH105 - as above

    def target(self, address: str) -> str:
        """Where a file of the output stands, in a folder that is there."""
        folder = address.rpartition("/")[0]
        if folder not in self.folders:
            (self.output / folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        return f"{self.output}/{address}"

    def do(self, work: Work, edition: Edition, notes: Traced) -> Done:
        """Do a job, and write what it makes; its pieces go to files of this process."""
        done = Done(set(), set(), [], [], [])
        notes.parts = done.parts
        for item in work.make(edition):
            if isinstance(item, Lines):
                data = item.text.encode()
                done.pieces.append(Piece(item.address, len(data), data.count(b"\n")))
                done.places.append(self._keep(item.address, data))
            elif isinstance(item, Text):
                done.made.append(self.write(*item))
            else:
                done.templates.add(item.template)
                done.made.append(self.write(item.address, render(item, self.site, self.templates)))
        return done

    def _keep(self, address: str, data: bytes) -> Place:
        place = f"{self.spool}/{os.getpid()}-{address.replace('/', '-')}"
        with open(place, "ab") as file:  # noqa: PTH123 - as above
            start = file.tell()
            file.write(data)
        return place, start


def print_all(press: Press, numbers: Sequence[int]) -> list[Done]:
    """Do the jobs of these numbers."""
    edition, notes = traced(press.edition)
    return [press.do(press.works[number], edition, notes) for number in numbers]


def print_edition(  # noqa: PLR0913 - an edition, what it is made with, and where it goes
    edition: Edition,
    site: Site,
    themes: Iterable[Path],
    output: Path,
    *,
    jobs: int = 1,
    last: tuple[Path, Printed] | None = None,
) -> Printed:
    """Print an edition into a folder, and say what is to be known of it the next time.

    ``themes`` are the folders of templates, the first of which counts; ``last`` is where the last printing stands, and what
    was known of it. Raises ToolError where a template is wrong.
    """
    templates = environment(themes, site.lang)
    todo, closures = works(edition, site), closure(templates)
    kept = _kept(*last, edition, site, closures) if last else {}
    again = [number for number, work in enumerate(todo) if work.name not in kept]
    with tempfile.TemporaryDirectory(prefix=f"{output.name}.", dir=output.parent) as spool:
        press = Press(edition, site, templates, output, last[0] if last else output, Path(spool), todo)
        shares: list[Sequence[int]] = [again]
        if jobs > 1 and len(again) >= ALONE:
            compile_all(templates)  # once, before the processes part
            shares = list(_shares(again))
        done = (item for share in workers.spread(print_all, press, shares, jobs) for item in share)
        fresh = dict(zip((todo[number].name for number in again), done, strict=True))
        numbers = dict(last[1].parts) if kept and last else {}
        records = {work.name: kept.get(work.name) or _record(fresh[work.name], numbers) for work in todo}
        for name in kept.keys() & records.keys():
            for made in kept[name].made:
                press.carry(made.address)
        places = {name: item.places for name, item in fresh.items()}
        data = {made.address: made for made in _compose(press, records, places, last[1] if last else None)}
    lines = {made.address: made.lines for record in records.values() for made in record.made}
    lines |= {made.address: made.lines for made in data.values()}
    pages = [address for address in lines if address.endswith(".html")]
    end = [press.write(*_text(item, press)) for item in closing(edition, site, pages, lines)]
    return Printed(edition, site, closures, numbers, records, data, tuple(end))


def _record(done: Done, numbers: dict[Part, int]) -> Record:
    """What is kept of a job; parts that have no number yet get one."""
    parts = array("L", sorted(numbers.setdefault(part, len(numbers)) for part in done.parts))
    return Record(parts, tuple(sorted(done.templates)), tuple(done.made), tuple(done.pieces))


def _text(item: Item, press: Press) -> tuple[str, str]:
    return item if isinstance(item, tuple) else (item.address, render(item, press.site, press.templates))


def _kept(folder: Path, last: Printed, edition: Edition, site: Site, closures: Mapping[str, bytes]) -> dict[str, Record]:
    """The records of the last printing, which stands in a folder, that are still right."""
    if last.site != site or last.edition.lang != edition.lang:
        return {}
    changed = frozenset(number for part in changes(last.edition, edition) if (number := last.parts.get(part)) is not None)
    templates = {name for name in {**closures, **last.closures} if closures.get(name) != last.closures.get(name)}
    lost = _lost(folder, last)
    return {
        name: record
        for name, record in last.records.items()
        if changed.isdisjoint(record.parts)
        and templates.isdisjoint(record.templates)
        and not any(piece.address in lost for piece in record.pieces)
        and all(stamp(f"{folder}/{made.address}") == made.stamp for made in record.made)
    }


def _lost(folder: Path, last: Printed) -> set[str]:
    """The data files that go by article and are not as the last printing left them."""
    return {made.address for made in last.data.values() if stamp(f"{folder}/{made.address}") != made.stamp}


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


def _shares(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers of the jobs: the first ones, which take longest, each by itself, then more and more at a time."""
    start = 0
    while start < len(numbers):
        size = max(1, min(SHARE, start // 10))
        yield numbers[start : start + size]
        start += size


def _compose(
    press: Press, records: Mapping[str, Record], places: Mapping[str, Sequence[Place]], last: Printed | None
) -> Iterator[Made]:
    """Put the data files that go by article together, of new pieces and of those that stand in the last output."""
    lost = _lost(press.last, last) if last else set()
    before = {key: stretch for key, stretch in _stretches(last.records) if key[1] not in lost} if last else {}
    rows: defaultdict[str, list[Stretch]] = defaultdict(list)
    lines: Counter[str] = Counter()
    for name, record in records.items():
        for number, piece in enumerate(record.pieces):
            lines[piece.address] += piece.lines
            old, new = before.get((name, piece.address)), None
            if name in places:
                file, start = places[name][number]
                new = Stretch(file, start, start + piece.size)
            kept = Stretch(f"{press.last}/{piece.address}", *old) if old else None
            _add(rows[piece.address], new if new and not (kept and _bytes(kept) == _bytes(new)) else kept)
    for address, stretches in rows.items():
        if last and stretches == [Stretch(f"{press.last}/{address}", 0, _size(last, address))]:
            press.carry(address)
        else:
            _splice(stretches, fresh := press.fresh(address))
            press.place(fresh, address)
        yield press.made(address, lines[address])


def _size(last: Printed, address: str) -> int:
    return last.data[address].stamp[0] if address in last.data else -1


def _stretches(records: Mapping[str, Record]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """Where the pieces of each job stand in the data files of a printing: by job and file, the beginning and the end."""
    ends: Counter[str] = Counter()
    for name, record in records.items():
        for address, size, _ in record.pieces:
            start = ends[address]
            ends[address] = end = start + size
            yield (name, address), (start, end)


def _add(rows: list[Stretch], stretch: Stretch | None) -> None:
    """Let a stretch follow others; one that continues the last becomes part of it."""
    if stretch and stretch.start < stretch.end:
        if rows and rows[-1].file == stretch.file and rows[-1].end == stretch.start:
            stretch = rows.pop()._replace(end=stretch.end)
        rows.append(stretch)


def _bytes(stretch: Stretch) -> bytes:
    with open(stretch.file, "rb") as file:  # noqa: PTH123 - as above
        file.seek(stretch.start)
        return file.read(stretch.end - stretch.start)


def _splice(stretches: Iterable[Stretch], target: str) -> None:
    """Write a file of stretches of others."""
    with open(target, "wb") as file:  # noqa: PTH123 - as above
        for source, start, end in stretches:
            with open(source, "rb") as found:  # noqa: PTH123 - as above
                found.seek(start)
                for left in range(end - start, 0, -BLOCK):
                    file.write(found.read(min(BLOCK, left)))
