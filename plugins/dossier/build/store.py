"""The store: what a build keeps for the next one, as rows of one SQLite file.

It stands in the user's own cache folder, a folder for each output, where nobody else may write. Each row bears a checksum: one
that is damaged is void by itself, and what it held is made anew. The rows are plain data, so that reading them runs nothing.
Texts are rows by their own digests, so they may be added while a build is under way; all else is replaced in one transaction
when the new output has taken its place. Where the store cannot be read, trusted or written, a build does everything anew.
"""

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import msgspec

from dossier.sums import summed, whole

KEPT = {".py", ".po", ".yml"}  # the files that this program comes to
SCHEMA = """
    CREATE TABLE IF NOT EXISTS rows (kind TEXT, name TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS texts (digest BLOB PRIMARY KEY, value BLOB NOT NULL);
"""


def _home() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dossier"


def folder_of(output: Path) -> Path:
    """Where the store of an output stands."""
    return _home() / f"{output.name}-{blake2b(os.fsencode(output.resolve()), digest_size=8).hexdigest()}"


def shared(name: str) -> Path | None:
    """A folder for what the builds of all outputs share, made if need be; None where it is not the user's own."""
    folder = _home() / name
    return folder if _private(folder) else None


def forget(output: Path) -> None:
    """Drop the store of an output."""
    shutil.rmtree(folder_of(output), ignore_errors=True)


class Store(MutableMapping[bytes, bytes]):
    """The store of one output, which whoever opens it holds the lock on; and a mapping of packed texts by their digests.

    Processes that come of this one read the texts through files of their own.
    """

    def __init__(self, output: Path) -> None:
        """Open the store of an output; one of another version of this program is empty."""
        self.spare: dict[bytes, bytes] = {}  # texts for which there is no room on the disk
        self.scratch: tempfile.TemporaryDirectory[str] | None = None
        self.path = folder_of(output) / "store.db"
        if not _private(self.path.parent):
            self.scratch = tempfile.TemporaryDirectory(prefix="dossier-")
            self.path = Path(self.scratch.name) / "store.db"
        self.loaded: dict[str, dict[str, Any]] = {}
        self.files: dict[int, sqlite3.Connection] = {}
        try:
            self._open()
        except sqlite3.DatabaseError:  # half of a file, or none of ours
            self.close()
            self.path.unlink(missing_ok=True)
            self._open()

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopened, (self.path, self.spare)

    def _open(self) -> None:
        file = self._file()
        file.executescript(SCHEMA)
        if self.load("program", bytes) != {"code": code()}:
            file.execute("DELETE FROM rows")
            self.loaded.clear()

    def _file(self) -> sqlite3.Connection:
        """The file as this process has opened it: an open one may not be handed on."""
        if os.getpid() not in self.files:
            file = sqlite3.connect(self.path, check_same_thread=False)
            file.execute("PRAGMA synchronous = OFF")  # what a loss of power spoils, the checksums tell
            self.files[os.getpid()] = file
        return self.files[os.getpid()]

    def load(self, kind: str, of: Any | Callable[[str], Any]) -> dict[str, Any]:
        """The rows of a kind, by name, in the order of names: values of a type, or of the type that ``of`` gives for the name.

        Rows that are damaged, or hold no such value, are left out.
        """
        type_of = of if not isinstance(of, type) and callable(of) else lambda _: of
        found = self.loaded[kind] = {}
        for name, value in self._file().execute("SELECT name, value FROM rows WHERE kind = ?", (kind,)):
            if (row := whole(value)) is not None:
                with contextlib.suppress(msgspec.DecodeError):
                    found[name] = _decoder(type_of(name)).decode(row)
        return dict(found)

    def save(self, rows: Mapping[str, Mapping[str, Any]], texts: frozenset[bytes]) -> None:
        """Let the rows of these kinds be these, and drop all texts but these.

        A value that is the very one that was loaded is not written again. Raises sqlite3.Error where there is no room for them;
        the store is as it was then.
        """
        with self._file() as file:
            for kind, values in {**rows, "program": {"code": code()}}.items():
                old = self.loaded.get(kind, {})
                new = ((kind, name, summed(encode(value))) for name, value in values.items() if old.get(name) is not value)
                file.executemany("REPLACE INTO rows VALUES (?, ?, ?)", new)
                gone = {name for (name,) in file.execute("SELECT name FROM rows WHERE kind = ?", (kind,))} - values.keys()
                file.executemany("DELETE FROM rows WHERE kind = ? AND name = ?", [(kind, name) for name in gone])
                self.loaded[kind] = dict(values)
            here = {digest for (digest,) in file.execute("SELECT digest FROM texts")}
            file.executemany("DELETE FROM texts WHERE digest = ?", [(digest,) for digest in here - texts])
            for digest in texts & self.spare.keys():
                file.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (digest, self.spare[digest]))

    def __getitem__(self, digest: bytes) -> bytes:
        if digest in self.spare:
            return self.spare[digest]
        row = self._file().execute("SELECT value FROM texts WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise KeyError(digest)
        return bytes(row[0])

    def __setitem__(self, digest: bytes, text: bytes) -> None:
        try:
            self._file().execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (digest, text))
        except sqlite3.Error:  # a full disk
            self.spare[digest] = text

    def __delitem__(self, digest: bytes) -> None:
        self._file().execute("DELETE FROM texts WHERE digest = ?", (digest,))

    def __iter__(self) -> Iterator[bytes]:
        return (digest for (digest,) in self._file().execute("SELECT digest FROM texts"))

    def __len__(self) -> int:
        return int(self._file().execute("SELECT count(*) FROM texts").fetchone()[0])

    def settle(self) -> None:
        """Let other processes see the texts."""
        with contextlib.suppress(sqlite3.Error):
            self._file().commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files of this process."""
        if file := self.files.pop(os.getpid(), None):
            file.close()
        if self.scratch:
            self.scratch.cleanup()


def _reopened(path: Path, spare: dict[bytes, bytes]) -> Store:
    """A store in a process that could not inherit it."""
    store = object.__new__(Store)
    store.path, store.spare, store.files, store.loaded, store.scratch = path, spare, {}, {}, None
    return store


encode = msgspec.msgpack.Encoder().encode


@cache
def _decoder(of: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(of)


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
    """What this program comes to, with the libraries that are installed beside it, each with its version."""
    here = Path(__file__).parents[1]
    said = blake2b(digest_size=16)
    for path in sorted(path for path in here.rglob("*") if path.suffix in KEPT):
        said.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    said.update("\0".join(sorted(_installed())).encode())
    return said.digest()


def _installed() -> Iterator[str]:
    """The folders in which installers note what they installed: ``NAME-VERSION.dist-info``, or by an older one ``.egg-info``.

    The names are those of the standard "Recording installed projects". To read what is noted there takes forty times as long.
    """
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError), os.scandir(folder or ".") as found:  # or an archive, or nothing
            yield from (item.name for item in found if item.name.endswith((".dist-info", ".egg-info")))
