"""The jobs of a build: which of them have to be done again, and the doing, in several processes.

A job makes some items of the output of an edition. It is done again where a key of the edition that it asked for has changed,
where one of its templates or the site's settings have, or where a file that it wrote is not as it was left.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from dossier import workers
from dossier.build.pieces import Piece
from dossier.build.trace import Traced, changes, mark
from dossier.build.writer import Made, Stretch, Writer, stamp
from dossier.edition import TABLES, Edition
from dossier.pipeline import Job, Lines, Picture, TextFile
from dossier.render import Theme
from dossier.search.fingerprints import fingerprint
from dossier.views import Site, View

SHARE = 40  # jobs that a process does at a time
ALONE = 60  # jobs that one process does sooner than others are called


class Record(NamedTuple):
    """What is kept of a job: the marks of the keys that it asked for, its templates, and what it made."""

    marks: bytes
    templates: tuple[str, ...]
    made: tuple[Made, ...]
    pieces: tuple[Piece, ...]


class Done(NamedTuple):
    """What is to be kept of a job, and where the pieces that it made stand."""

    record: Record
    stretches: tuple[Stretch, ...]


def standing(  # noqa: PLR0913 - what was made, and all that it depends on
    records: Mapping[str, Record], last: Path, old: Edition, new: Edition, *, templates: Set[str], lost: Set[str]
) -> dict[str, Record]:
    """The records of the jobs that need not be done again.

    ``records`` are those of the last build, whose output stands at ``last``, by the names of the jobs; ``old`` and ``new`` are
    the editions; ``templates`` are those that are others now, ``lost`` the data files put together of pieces that are not as
    the last build left them.
    """
    changed = frozenset(map(mark, changes(old, new)))
    return {
        name: record
        for name, record in records.items()
        if (not changed or changed.isdisjoint(array("I", record.marks)))
        and templates.isdisjoint(record.templates)
        and not any(piece.address in lost for piece in record.pieces)
        and all(stamp(f"{last}/{made.address}") == made.stamp for made in record.made)
    }


@dataclass(frozen=True)
class Jobs:
    """What the jobs of a build are done with.

    ``spool`` is a folder where pieces of data files wait for all of them; ``templates`` is what each template comes to.
    """

    edition: Edition
    site: Site
    theme: Theme
    writer: Writer
    spool: Path
    jobs: Sequence[Job]
    templates: dict[str, bytes]
    notes: Traced = field(init=False)
    spools: dict[str, "_Spool"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Traced(self.edition))  # one for all jobs of a process

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew, without notes and spools, in a process that cannot inherit it."""
        return Jobs, (self.edition, self.site, self.theme, self.writer, self.spool, self.jobs, self.templates)

    def do(self, job: Job) -> Done:
        """Do a job, and write what it makes; its pieces go to files of this process."""
        self.notes.begin()
        templates: set[str] = set()
        made, pieces, stretches = list[Made](), list[Piece](), list[Stretch]()
        for item in job.make(cast(Edition, self.notes)):
            if isinstance(item, Lines):
                pieces.append(Piece(item.address, len(item.data), item.data.count(b"\n"), item.part))
                stretches.append(self._spooled(item))
                continue
            made.append(self.file(item))
            if isinstance(item, View):
                templates.add(item.template)
        record = Record(self.notes.noted, tuple(sorted(templates)), tuple(made), tuple(pieces))
        return Done(record, tuple(stretches))

    def file(self, item: View | TextFile | Picture) -> Made:
        """Write an item that is a file of its own."""
        if isinstance(item, Picture):
            return Made(item.address, self.writer.write(item.address, item.data), 0)
        data = (item.text if isinstance(item, TextFile) else self.theme.render(item, self.site)).encode()
        seen = "" if isinstance(item, TextFile) else fingerprint(item, self.templates[item.template], self.site)
        return Made(item.address, self.writer.write(item.address, data), data.count(b"\n"), seen)

    def do_all(self, numbers: Sequence[int], processes: int) -> dict[str, Done]:
        """Do the jobs of these numbers, in several processes where they are many."""
        shares = [numbers]
        if processes > 1 and len(numbers) >= ALONE:
            self.theme.compile_all()  # once, before the processes part, as are the tables
            for name in TABLES:
                getattr(self.edition, name)
            shares = list(_shares(numbers))
        done = (item for share in workers.spread(do_share, self, shares, processes) for item in share)
        return dict(zip((self.jobs[number].name for number in numbers), done, strict=True))

    def _spooled(self, item: Lines) -> Stretch:
        if item.address not in self.spools:
            self.spools[item.address] = _Spool(self.spool / f"{os.getpid()}-{item.address.replace('/', '-')}")
        return self.spools[item.address].add(item.data)


class _Spool:
    """A file that pieces of one data file are added to. It counts how long it is, for to ask takes a call of the system."""

    def __init__(self, path: Path) -> None:
        self.path, self.file = str(path), cast(IO[bytes], path.open("ab"))
        self.end = self.file.tell()  # not 0 where this process has done a share before

    def add(self, data: bytes) -> Stretch:
        start, self.end = self.end, self.end + len(data)
        self.file.write(data)
        return Stretch(self.path, start, self.end)


def do_share(jobs: Jobs, numbers: Sequence[int]) -> list[Done]:
    """Do the jobs of these numbers."""
    try:
        return [jobs.do(jobs.jobs[number]) for number in numbers]
    finally:
        for spool in jobs.spools.values():
            spool.file.close()
        jobs.spools.clear()


def _shares(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers of the jobs: the first ones, which take longest, each by itself, then more and more at a time."""
    start = 0
    while start < len(numbers):
        size = max(1, min(SHARE, start // 10))
        yield numbers[start : start + size]
        start += size
