"""Whether a dossier that was handed on is what was packed: every file against the manifest.

The archive may come from anybody: nothing of it is unpacked, names that lead elsewhere and links are named and not
followed, and what would unpack to far more than it is is not read.
"""

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Protocol
from urllib.parse import unquote

from dossier.errors import ToolError

CHUNK = 1 << 20
MOST = 200  # times its own size that an archive may unpack to; text packs to a tenth, and never to this little
SMALL = 1 << 20  # bytes that are never too many
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
LISTING = 64 << 20  # bytes of a manifest, at most


class Problem(NamedTuple):
    """A file that is not as it was packed, and in what way: altered, missing, added or unsafe."""

    path: str
    what: str


class Shelf(Protocol):
    """A bag's files, wherever they stand."""

    def names(self) -> dict[str, str]:
        """The name of each file in the bag, and what is wrong with reading it, or nothing."""

    def open(self, name: str) -> IO[bytes]:
        """A file, to be read."""


class FolderShelf:
    """A bag unpacked into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> dict[str, str]:
        """The files below the folder; links are unsafe, to files and to folders alike."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_symlink() or not path.is_dir():
                problem = "unsafe: a link" if path.is_symlink() else "" if path.is_file() else "unsafe: no regular file"
                found[path.relative_to(self.folder).as_posix()] = problem
        return found

    def open(self, name: str) -> IO[bytes]:
        """A file of the folder."""
        return (self.folder / name).open("rb")


class ZipShelf:
    """A bag in a zip file, in the one folder on its top."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self.archive, self.size = archive, size
        self.entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
        self.doubles = {n for n, count in Counter(entry.filename for entry in archive.infolist()).items() if count > 1}
        tops = {name.partition("/")[0] for name in self.entries if name.endswith(("/bagit.txt", f"/{MANIFEST}"))}
        self.top = f"{min(tops)}/" if tops else ""

    def names(self) -> dict[str, str]:
        """The files of the archive; what would lead out of a folder, is a link, stands twice or is a bomb is unsafe."""
        bomb = sum(entry.file_size for entry in self.entries.values()) > max(SMALL, MOST * self.size)
        return {self._inside(name): self._unsafe(name, bomb) for name in sorted(self.entries)}

    def open(self, name: str) -> IO[bytes]:
        """A file of the archive."""
        return self.archive.open(self.top + name)

    def _inside(self, name: str) -> str:
        return name.removeprefix(self.top) if name.startswith(self.top) else f"../{name}"

    def _unsafe(self, name: str, bomb: bool) -> str:
        entry, path = self.entries[name], PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or name[1:2] == ":":
            return "unsafe: leads out of the archive"
        if stat.S_ISLNK(entry.external_attr >> 16):
            return "unsafe: a link"
        if name in self.doubles:
            return "unsafe: stands twice in the archive"
        if entry.flag_bits & 1:
            return "unsafe: encrypted"
        if bomb and entry.file_size > max(SMALL, MOST * entry.compress_size):
            return f"unsafe: {entry.compress_size:,} bytes that unpack to {entry.file_size:,}"
        return "unsafe: part of an archive that unpacks to far more than it is" if bomb else ""


def verify(path: Path) -> list[Problem]:
    """Everything that is wrong with an archive or an unpacked folder, by file; raises ToolError where it is neither."""
    with _shelf(path) as shelf:
        return sorted(_problems(shelf))


@contextmanager
def _shelf(path: Path) -> Iterator[Shelf]:
    if path.is_dir():
        yield FolderShelf(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield ZipShelf(archive, path.stat().st_size)
    except zipfile.BadZipFile as error:
        raise ToolError(f"{path} is no whole zip file: {error}") from None


def _problems(shelf: Shelf) -> Iterator[Problem]:
    names = shelf.names()
    yield from (Problem(name, what) for name, what in names.items() if what)
    if names.get(MANIFEST, "missing") or names.get(TAGS, "missing"):
        yield Problem(MANIFEST if names.get(MANIFEST, "missing") else TAGS, "missing: nothing can be verified without it")
        return
    expected = {**_listing(shelf, TAGS), **_listing(shelf, MANIFEST)}
    for name in sorted({*expected, *names} - {TAGS}):
        if name not in names:
            yield Problem(name, "missing")
        elif name not in expected:
            if not names[name]:
                yield Problem(name, "added")
        elif not names[name] and _digest(shelf, name) != expected[name]:
            yield Problem(name, "altered")


def _listing(shelf: Shelf, name: str) -> dict[str, str]:
    """A manifest's checksums by name; RFC 8493 writes line ends and percent signs of a name as %0A, %0D and %25."""
    with shelf.open(name) as file:
        lines = file.read(LISTING).decode("utf-8", "replace").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {unquote(pair[1].lstrip("*")): pair[0].lower() for pair in pairs if len(pair) == 2}


def _digest(shelf: Shelf, name: str) -> str:
    digest = sha256()
    try:
        with shelf.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return "unreadable"
    return digest.hexdigest()
