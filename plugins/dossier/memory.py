"""What a build remembers for the next one: what it read, and what it printed.

It stands in the user's own cache folder, a folder for each output, where nobody else may write and which does not travel with a
dossier: what is kept is pickled, and a pickle from elsewhere can run anything. It is one SQLite file, written in one
transaction, so a build that is killed leaves the memory of the one before; whoever opens it holds the lock on the output. A
build is kept as a whole now and then, and between as what has changed since. The texts stand beside the file, on a shelf to
which each build adds what it read anew, and are not held in memory; the file says how far the shelf counts. Where most of it is
of no use any more, the rest moves to another. All of it bears checksums, which are looked at when it is opened: where it is
damaged, or cannot be trusted or written, a build does everything anew.
"""

import contextlib
import copyreg
import io
import os
import pickle
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from typing import Any, NamedTuple

from dossier.edition import Stamp, gathered
from dossier.model import Decided, Packed, Shelf
from dossier.printing import Printed, Record
from dossier.readings import Outcome, Reading, Readings, texts
from dossier.rights import excerpts

MANY = 1000  # readings and records that are kept beside those of an earlier build; with more all are kept anew
SUM = 16  # bytes of the checksum before each value
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

    def __init__(self, output: Path) -> None:
        """Open the memory; whoever does holds the lock on the output."""
        self.past: Past | None = None
        self.whole: Past | None = None  # the build that was kept as a whole last, in which what is kept since has its place
        self.file: sqlite3.Connection | None = None
        self.shelf: Shelf | None = None
        self.folder = folder_of(output)
        if not _private(self.folder):
            return
        try:
            self._open()
        except sqlite3.DatabaseError:  # half of a file, or none of ours
            self.close()
            (self.folder / "memory.db").unlink(missing_ok=True)
            self._open()
        if self.past is None:
            self.shelf = self.whole = None
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

    def _open(self) -> None:
        self.file = file = sqlite3.connect(self.folder / "memory.db", isolation_level=None)
        file.execute("BEGIN EXCLUSIVE")
        file.execute("CREATE TABLE IF NOT EXISTS memory (name TEXT PRIMARY KEY, value BLOB NOT NULL)")
        kept = {
            name: value[SUM:] for name, value in file.execute("SELECT name, value FROM memory") if value == summed(value[SUM:])
        }
        if kept.get("code") == code():
            with contextlib.suppress(Exception):  # what a spoilt pickle does, nobody knows
                self.shelf = Shelf(self.folder, *pickle.loads(kept["shelf"]))  # noqa: S301 - from a folder that is the user's alone
                self.whole = _unpickled(kept["whole"], self.shelf)
                self.past = _later(self.whole, _unpickled(kept["since"], self.shelf))

    def keep(self, past: Past) -> None:
        """Remember a build that has taken its place; where there is no room for it, the next one begins anew."""
        if self.file is None:
            return
        shelved = [value for value in texts(past.readings.files.values()) if value.shelf]
        try:
            if self.shelf is None or self.shelf.end > WASTE * sum(value.place[1] for value in shelved):
                self.shelf, self.whole = self._shelf(), None
                self.shelf.put(shelved)
            since = _since(self.whole, past) if self.whole else None
            rows = {"code": code(), "shelf": pickle.dumps((self.shelf.path.name, self.shelf.end, self.shelf.sum))}
            if since is None or len(since.files) + len(since.records) > MANY:
                rows["whole"], since = _pickled(past, self.shelf), _since(past, past)
            rows["since"] = _pickled(since, self.shelf)
            self.file.executemany("REPLACE INTO memory VALUES (?, ?)", ((name, summed(value)) for name, value in rows.items()))
            self.file.execute("COMMIT")
            self._clear()
        except (sqlite3.Error, OSError) as error:
            print(f"The next build does everything anew, for this one could not be remembered: {error}", file=sys.stderr)

    def _shelf(self) -> Shelf:
        """A shelf with nothing on it; its name is its own, for a build that is killed leaves the past of another."""
        return Shelf(self.folder, f"texts-{time.time_ns()}")

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


class _Since(NamedTuple):
    """What a build has that an earlier one has not: readings and records that are others; the rest as it is.

    Of the readings and the records in ``rest`` there are no more than the names, and the edition follows from the readings.
    """

    files: Mapping[str, Reading]
    records: Mapping[str, Record]
    decisions: Mapping[str, Decided]
    rest: Past


def _since(whole: Past, past: Past) -> _Since:
    """What a build has that ``whole`` has not."""
    known, files = past.readings
    records = past.printed.records
    printed = replace(past.printed, edition=None, records=tuple(records))  # type: ignore[arg-type]
    return _Since(
        {path: reading for path, reading in files.items() if whole.readings.files.get(path) is not reading},
        {name: record for name, record in records.items() if whole.printed.records.get(name) is not record},
        past.printed.edition.decisions,
        past._replace(readings=Readings(known, tuple(files)), printed=printed),  # type: ignore[arg-type]
    )


def _later(whole: Past, since: _Since) -> Past:
    """The build of which :func:`_since` says what it has that ``whole`` has not."""
    known, paths = since.rest.readings
    printed, cut = since.rest.printed, since.rest.cut
    readings = Readings(known, {path: since.files.get(path) or whole.readings.files[path] for path in paths})
    records = {name: since.records.get(name) or whole.printed.records[name] for name in printed.records}
    last = None if cut or whole.cut else whole.printed.edition
    edition = gathered(readings, since.decisions, drafts=printed.site.preview, last=last)
    printed = replace(printed, edition=excerpts(edition) if cut else edition, records=records)
    return since.rest._replace(readings=readings, printed=printed)


def _pickled(value: object, shelf: Shelf) -> bytes:
    """A value as it is kept: what stands on the shelf as its place there."""

    def reduced(packed: Packed[Any]) -> tuple[Any, ...]:
        return (_taken, packed.place) if packed.shelf is shelf else packed.__reduce__()

    pickler = pickle.Pickler(file := io.BytesIO(), pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, Packed: reduced}
    pickler.dump(value)
    return file.getvalue()


def _unpickled(data: bytes, shelf: Shelf) -> Any:
    """What :func:`_pickled` made these bytes of."""
    return _Unpickler(io.BytesIO(data), shelf).load()


def _taken(start: int, size: int) -> Packed[Any]:
    """Stands in a pickle for :meth:`Shelf.take` of the shelf that belongs to it."""
    raise pickle.UnpicklingError(f"{size} bytes from {start} on, of no shelf")


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, shelf: Shelf) -> None:
        super().__init__(file)
        self.shelf = shelf

    def find_class(self, module: str, name: str) -> Any:
        return self.shelf.take if (module, name) == (__name__, _taken.__name__) else super().find_class(module, name)


def _private(folder: Path) -> bool:
    """Whether a folder, made if need be, is the user's own, and nobody else may write into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def summed(data: bytes) -> bytes:
    """A value with its checksum before it."""
    return blake2b(data, digest_size=SUM).digest() + data


@cache
def code() -> bytes:
    """What this program comes to, with the libraries that it works with."""
    here = Path(__file__).parent
    said = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(path for path in here.rglob("*") if path.is_file() and path.suffix in {".py", ".po", ".yml"}):
        said.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    for name in sorted(found[0] for text in requires("dossier") or () if (found := match(r"[\w.-]+", text))):
        try:
            said.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:  # one of the extras
            continue
    return said.digest()
