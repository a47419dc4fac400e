"""What a build remembers for the next one: what it read, and what it printed.

It stands in the user's own cache folder, a folder for each output, where nobody else may write and which does not travel with
a dossier: what is kept is pickled, and a pickle from elsewhere can run anything. It is one SQLite file, written in one
transaction, so a build that is killed leaves the memory of the one before; whoever builds holds its lock, so two builds of one
output don't cross. Where it cannot be read, trusted or written, a build does everything anew; where one of its texts, unpickled
later, turns out to be damaged, the build ends and says how to drop it.
"""

import contextlib
import os
import pickle
import shutil
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from typing import Any, NamedTuple

from dossier.edition import Stamp, gathered
from dossier.model import Decided
from dossier.printing import Printed, Record
from dossier.readings import Reading, Readings
from dossier.rights import excerpts

PATIENCE = 3600.0  # seconds that a build waits for another one of the same output
TABLES = ("reading", "record", "build")


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
    """The memory of one output while it is built; ``past`` is the last build, if this code would do it the same way."""

    def __init__(self, output: Path, busy: Callable[[], None] = lambda: None) -> None:
        """Open the memory; where another build has it, call ``busy`` and wait until that is over."""
        self.past: Past | None = None
        self.file: sqlite3.Connection | None = None
        folder = folder_of(output)
        if not _private(folder):
            return
        try:
            self._open(folder / "memory.db", busy)
        except sqlite3.DatabaseError:  # half of a file, or none of ours
            self.close()
            (folder / "memory.db").unlink(missing_ok=True)
            self._open(folder / "memory.db", busy)

    def _open(self, path: Path, busy: Callable[[], None]) -> None:
        self.file = file = sqlite3.connect(path, timeout=0, isolation_level=None)
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
                file.execute(f"CREATE TABLE {table} (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
        else:
            with contextlib.suppress(Exception):  # what a spoilt pickle does, nobody knows
                self.past = _past(_rows(file, "reading"), _rows(file, "record"), *pickle.loads(build["build"]))  # noqa: S301 - from a folder that is the user's alone

    def keep(self, past: Past) -> None:
        """Remember a build that has taken its place; where there is no room for it, the next one begins anew."""
        if self.file is None:
            return
        last = self.past
        try:
            _update(self.file, "reading", last.readings.files if last else {}, past.readings.files)
            _update(self.file, "record", last.printed.records if last else {}, past.printed.records)
            self.file.executemany("REPLACE INTO build VALUES (?, ?)", [("code", code()), ("build", _build(past))])
            self.file.execute("COMMIT")
        except sqlite3.Error as error:
            print(f"The next build does everything anew, for this one could not be remembered: {error}", file=sys.stderr)

    def close(self) -> None:
        """Let the next build have the memory."""
        if self.file is not None:
            self.file.close()
            self.file = None


def _tables(file: sqlite3.Connection) -> list[str]:
    return [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _rows(file: sqlite3.Connection, table: str) -> dict[str, Any]:
    """What a table holds, by name."""
    return {name: pickle.loads(value) for name, value in file.execute(f"SELECT name, value FROM {table}")}  # noqa: S301, S608 - as above


def _update(file: sqlite3.Connection, table: str, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Write what is not as it was; where nothing was known of before, the table begins anew."""
    if not before:
        file.execute(f"DELETE FROM {table}")  # noqa: S608 - one of ours, here and below
    file.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in before.keys() - after.keys()])  # noqa: S608
    fresh = ((name, value) for name, value in after.items() if before.get(name) is not value)
    rows = ((name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for name, value in fresh)
    file.executemany(f"REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608


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
