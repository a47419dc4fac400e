"""What a build remembers for the next one: what it read, and what it printed.

It stands in the user's own cache folder, a folder for each output, where nobody else may write and which does not travel with
a dossier: what is kept is pickled, and a pickle from elsewhere can run anything. It is one SQLite file, written in one
transaction, so a build that is killed leaves the memory of the one before; whoever builds holds its lock, so two builds of one
output don't cross. The texts stand beside it, on a shelf to which each build adds what it read
anew, and are not held in memory; the SQLite file says how far the shelf counts. Where most of it is of no use any more, the
rest moves to another. Where the memory cannot be read, trusted or written, a build does everything anew; where one of the
texts, unpickled later, turns out to be damaged, the build ends and says how to drop it.
"""

import contextlib
import io
import os
import pickle
import shutil
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from typing import Any, NamedTuple
from zlib import crc32

from dossier.edition import Stamp, gathered
from dossier.model import Decided, Packed, Shelf
from dossier.printing import Printed, Record
from dossier.readings import Outcome, Reading, Readings, texts
from dossier.rights import excerpts

PATIENCE = 3600.0  # seconds that a build waits for another one of the same output
TABLES = ("reading", "record", "build")
WASTE = 2  # how often what is of use on a shelf may go into all that is on it


class Past(NamedTuple):
    """A build that is over: what it read, the stamps of the files, whether its clippings were cut, and what it printed."""

    readings: Readings
    stamps: Mapping[str, Stamp]
    cut: bool
    printed: Printed

    def kept(self, lang: str) -> dict[str, tuple[Stamp, bytes]]:
        """The files that need not be opened by who reads them as of a language while they bear the same stamps."""
        known, files = self.readings
        same = self.stamps.keys() & files.keys() if known.lang == lang else ()
        return {path: (self.stamps[path], files[path].digest) for path in same}


def folder_of(output: Path) -> Path:
    """Where the memory of an output stands."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = os.fsencode(output.resolve())
    return home / "dossier" / f"{output.name}-{blake2b(place, digest_size=8).hexdigest()}"


def forget(output: Path) -> None:
    """Drop the memory of an output."""
    shutil.rmtree(folder_of(output), ignore_errors=True)


class Memory:
    """The memory of one output while it is built; ``past`` is the last build, if this code would do it the same way.

    What is read of articles goes to the ``shelf``; there is none where none can be written.
    """

    def __init__(self, output: Path, busy: Callable[[], None] = lambda: None) -> None:
        """Open the memory; where another build has it, call ``busy`` and wait until that is over."""
        self.past: Past | None = None
        self.file: sqlite3.Connection | None = None
        self.shelf: Shelf | None = None
        self.folder = folder_of(output)
        if not _private(self.folder):
            return
        try:
            self._open(busy)
        except sqlite3.DatabaseError:  # half of a file, or none of ours
            self.close()
            (self.folder / "memory.db").unlink(missing_ok=True)
            self._open(busy)
        if self.past is None:
            self.shelf = None
            self._clear()
            with contextlib.suppress(OSError):
                self.shelf = self._shelf()

    def shelve(self, found: Iterable[Sequence[Outcome]], _: int) -> Iterator[Sequence[Outcome]]:
        """Hand on what is read, its texts on the shelf; where there is no room for them they stay in memory."""
        for outcomes in found:
            if self.shelf:
                with contextlib.suppress(OSError):
                    self.shelf.put(texts(outcomes))
            yield outcomes

    def _open(self, busy: Callable[[], None]) -> None:
        self.file = file = sqlite3.connect(self.folder / "memory.db", timeout=0, isolation_level=None)
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            busy()
            file.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            file.execute("BEGIN EXCLUSIVE")
        build = dict(file.execute("SELECT name, value FROM build")) if _tables(file) else {}
        if build.get("code") != code():
            for table in _tables(file):
                file.execute(f"DROP TABLE {table}")  # another version's may have other columns
            for table in TABLES:
                file.execute(f"CREATE TABLE {table} (name PRIMARY KEY, value BLOB NOT NULL)")
        else:
            with contextlib.suppress(Exception):  # what a spoilt pickle does, nobody knows
                name, end = pickle.loads(build["shelf"])  # noqa: S301 - from a folder that is the user's alone
                self.shelf = shelf = Shelf(self.folder / name, end)
                files, records = _rows(file, "reading", shelf), _rows(file, "record", shelf)
                self.past = _past(files, records, *pickle.loads(build["build"]))  # noqa: S301 - as above

    def keep(self, past: Past) -> None:
        """Remember a build that has taken its place; where there is no room for it, the next one begins anew."""
        if self.file is None or self.shelf is None:
            return
        files, records = (self.past.readings.files, self.past.printed.records) if self.past else ({}, {})
        try:
            if self.shelf.end > WASTE * sum(value.place[1] for value in texts(past.readings.files.values())):
                self.shelf, files = self._shelf(), {}
                self.shelf.put(texts(past.readings.files.values()))
            _update(self.file, "reading", files, past.readings.files, self.shelf)
            _update(self.file, "record", records, past.printed.records, self.shelf)
            shelf = pickle.dumps((self.shelf.path.name, self.shelf.end))
            rows = [("code", code()), ("shelf", shelf), ("build", _build(past))]
            self.file.executemany("REPLACE INTO build VALUES (?, ?)", rows)
            self.file.execute("COMMIT")
            self._clear()
        except (sqlite3.Error, OSError) as error:
            print(f"The next build does everything anew, for this one could not be remembered: {error}", file=sys.stderr)

    def _shelf(self) -> Shelf:
        """A shelf with nothing on it; its name is its own, for a build that is killed leaves the past of another."""
        return Shelf(self.folder / f"texts-{time.time_ns()}")

    def _clear(self) -> None:
        """Delete all shelves but the one that counts."""
        for path in self.folder.glob("texts-*"):
            if not self.shelf or path != self.shelf.path:
                with contextlib.suppress(OSError):  # a preview that runs may have it open
                    path.unlink()

    def close(self) -> None:
        """Let the next build have the memory."""
        if self.file is not None:
            self.file.close()
            self.file = None


def _tables(file: sqlite3.Connection) -> list[str]:
    return [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


class _Writer(pickle.Pickler):
    """Pickles what stands on a shelf as its place there."""

    def __init__(self, file: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.shelf = shelf

    def persistent_id(self, value: object) -> tuple[int, int] | None:
        return value.place if isinstance(value, Packed) and value.shelf is self.shelf else None


class _Reader(pickle.Unpickler):
    """Unpickles what :class:`_Writer` pickles."""

    def __init__(self, file: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(file)
        self.shelf = shelf

    def persistent_load(self, place: Any) -> Packed[Any]:
        return self.shelf.take(place)


def _rows(file: sqlite3.Connection, table: str, shelf: Shelf) -> dict[str, Any]:
    """What a table holds, by name, in no order."""
    found: dict[str, Any] = {}
    for (value,) in file.execute(f"SELECT value FROM {table}"):  # noqa: S608 - one of ours, here and below
        found |= _Reader(io.BytesIO(value), shelf).load()
    return found


def _row(value: object, shelf: Shelf) -> bytes:
    """A value as tables have it."""
    _Writer(file := io.BytesIO(), shelf).dump(value)
    return file.getvalue()


def _update(
    file: sqlite3.Connection, table: str, before: Mapping[str, object], after: Mapping[str, object], shelf: Shelf
) -> None:
    """Write what is not as it was; where nothing was known of before, the table begins anew.

    A row holds many values, for to unpickle them together takes half the time.
    """
    if not before:
        file.execute(f"DELETE FROM {table}")  # noqa: S608 - as above
    rows: defaultdict[int, dict[str, object]] = defaultdict(dict)
    for name, value in after.items():
        rows[_place(name)][name] = value
    changed = {_place(name) for name in {**before, **after} if before.get(name) is not after.get(name)}
    values = ((place, _row(rows[place], shelf)) for place in changed)
    file.executemany(f"REPLACE INTO {table} VALUES (?, ?)", values)  # noqa: S608 - as above


def _place(name: str) -> int:
    """The number of the row where a name stands, of 256."""
    return crc32(name.encode()) & 0xFF


def _build(past: Past) -> bytes:
    """A build without what has tables of its own, and without the edition, which follows from what was read and decided."""
    printed = replace(past.printed, edition=None, records=tuple(past.printed.records))  # type: ignore[arg-type]
    known, files = past.readings
    rest = (Readings(known, tuple(files)), past.stamps, past.cut, past.printed.edition.decisions, printed)  # type: ignore[arg-type]
    return pickle.dumps(rest, pickle.HIGHEST_PROTOCOL)


def _past(  # noqa: PLR0913, PLR0917 - one argument a part of what is kept
    files: dict[str, Reading],
    records: dict[str, Record],
    readings: Readings,
    stamps: Mapping[str, Stamp],
    cut: bool,
    decisions: Mapping[str, Decided],
    printed: Printed,
) -> Past:
    """The build that :func:`_build` and the tables are of; the order of what stands in a table is kept with the build."""
    readings = readings._replace(files={path: files[path] for path in readings.files})
    edition = gathered(readings, decisions, drafts=printed.site.preview)
    records = {name: records[name] for name in printed.records}
    return Past(readings, stamps, cut, replace(printed, edition=excerpts(edition) if cut else edition, records=records))


def _private(folder: Path) -> bool:
    """Whether a folder, made if need be, is the user's own, and nobody else may write into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


@cache
def code() -> bytes:
    """What this program comes to, with the libraries that it works with."""
    here = Path(__file__).parent
    said = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(path for path in here.rglob("*") if path.is_file() and path.suffix in {".py", ".po"}):
        said.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    for name in sorted(found[0] for text in requires("dossier") or () if (found := match(r"[\w.-]+", text))):
        try:
            said.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:  # one of the extras
            continue
    return said.digest()
