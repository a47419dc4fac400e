"""What a build remembers for the next one: what it read, and what it printed.

It stands in the user's own cache folder, a folder for each output, where nobody else may write and which does not travel with
a dossier: what is kept is pickled, and a pickle from elsewhere can run anything. It is one SQLite file, written in one
transaction, so a build that is killed leaves the memory of the one before; whoever builds holds its lock, so two builds of one
output don't cross. Where it cannot be read, trusted or written, a build does everything anew.
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
from typing import NamedTuple

from dossier.edition import gathered
from dossier.model import Decided
from dossier.printing import Printed
from dossier.readings import Known, Reading, Readings
from dossier.rights import excerpts

PATIENCE = 3600.0  # seconds that a build waits for another one of the same output
LAYOUT = (
    "CREATE TABLE IF NOT EXISTS reading (path TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS build (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)


class Past(NamedTuple):
    """A build that is over: what it read, whether its clippings were cut, and what it printed."""

    readings: Readings
    cut: bool
    printed: Printed


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
        self.file = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self.file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            busy()
            self.file.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            self.file.execute("BEGIN EXCLUSIVE")
        for table in LAYOUT:
            self.file.execute(table)
        build = dict(self.file.execute("SELECT name, value FROM build"))
        if build.get("code") == code():
            with contextlib.suppress(Exception):  # what a spoilt pickle does, nobody knows
                files = {path: pickle.loads(value) for path, value in self.file.execute("SELECT path, value FROM reading")}  # noqa: S301
                self.past = _past(files, *pickle.loads(build["build"]))  # noqa: S301 - from a folder that is the user's alone

    def keep(self, past: Past) -> None:
        """Remember a build that has taken its place; where there is no room for it, the next one begins anew."""
        if self.file is None:
            return
        before = self.past.readings.files if self.past else {}
        after = past.readings.files
        gone = [(path,) for path in before.keys() - after.keys()]
        rows = ((path, pickle.dumps(r, pickle.HIGHEST_PROTOCOL)) for path, r in after.items() if before.get(path) is not r)
        try:
            self.file.executemany("DELETE FROM reading WHERE path = ?", gone)
            if not self.past:
                self.file.execute("DELETE FROM reading")
            self.file.executemany("REPLACE INTO reading VALUES (?, ?)", rows)
            self.file.executemany("REPLACE INTO build VALUES (?, ?)", [("code", code()), ("build", _build(past))])
            self.file.execute("COMMIT")
        except sqlite3.Error as error:
            print(f"The next build does everything anew, for this one could not be remembered: {error}", file=sys.stderr)

    def close(self) -> None:
        """Let the next build have the memory."""
        if self.file is not None:
            self.file.close()
            self.file = None


def _build(past: Past) -> bytes:
    """A build without the edition, which follows from what was read and decided."""
    printed = past.printed
    rest = (past.readings.known, past.cut, printed.edition.decisions, replace(printed, edition=None))  # type: ignore[arg-type]
    return pickle.dumps(rest, pickle.HIGHEST_PROTOCOL)


def _past(files: dict[str, Reading], known: Known, cut: bool, decisions: Mapping[str, Decided], printed: Printed) -> Past:
    readings = Readings(known, files)
    edition = gathered(readings, decisions, drafts=printed.site.preview)
    return Past(readings, cut, replace(printed, edition=excerpts(edition) if cut else edition))


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
