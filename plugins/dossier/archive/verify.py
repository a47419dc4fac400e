"""Whether a dossier that was handed on is what was packed: every file against the manifest.

The archive may come from anybody: nothing of it is unpacked, names that lead elsewhere and links are named and not
followed, what would unpack to far more than it is is not read, and one in which another program could find other
files is refused.
"""

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from dossier.archive.container import CHUNK, Container
from dossier.errors import ToolError

MOST = 200  # times its own size that an archive may unpack to; text packs to a tenth, and never to this little
SMALL = 1 << 20  # bytes that are never too many
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
NOTHING = 2  # bytes of nothing, deflated
LISTING = 64  # pieces of a manifest, at most


class Problem(NamedTuple):
    """A file that is not as it was packed, and in what way: altered, missing, added or unsafe."""

    path: str
    what: str


class Shelf(Protocol):
    """A bag's files, wherever they stand."""

    def names(self) -> dict[str, str]:
        """The name of each file in the bag, and what is wrong with reading it, or nothing."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, in pieces; raises OSError or BadZipFile where they cannot be read."""


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

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of the folder."""
        with (self.folder / name).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


class ZipShelf:
    """A bag in a zip file, in the one folder on its top."""

    def __init__(self, container: Container, size: int) -> None:
        self.container, self.size = container, size
        self.entries = {entry.filename: entry for entry in container.entries}
        self.doubles = {n for n, count in Counter(entry.filename for entry in container.entries).items() if count > 1}
        tops = {name.partition("/")[0] for name in self.entries if name.endswith(("/bagit.txt", f"/{MANIFEST}"))}
        self.top = f"{min(tops)}/" if tops else ""

    def names(self) -> dict[str, str]:
        """The files of the archive; what would lead out of a folder, is a link, stands twice or is a bomb is unsafe.

        A folder is none of them, unless something is wrong with it.
        """
        bomb = sum(entry.file_size for entry in self.entries.values()) > max(SMALL, MOST * self.size)
        told = {name: self._unsafe(name, bomb) for name in sorted(self.entries)}
        return {self._inside(name): what for name, what in told.items() if what or not self._folder(name)}

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of the archive."""
        return self.container.chunks(self.entries[self.top + name])

    def _folder(self, name: str) -> bool:
        entry = self.entries[name]
        return entry.is_dir() and not entry.file_size and entry.compress_size <= NOTHING

    def _inside(self, name: str) -> str:
        return name.removeprefix(self.top) if name.startswith(self.top) else f"../{name}"

    def _unsafe(self, name: str, bomb: bool) -> str:
        entry, path = self.entries[name], PurePosixPath(name)
        wrong = {
            "leads out of the archive": path.is_absolute() or ".." in path.parts or "\\" in name or name[1:2] == ":",
            "a link": stat.S_ISLNK(entry.external_attr >> 16),
            "stands twice in the archive": name in self.doubles,
            "encrypted": entry.flag_bits & 1,
            self.container.faults.get(name, ""): name in self.container.faults,
            f"{entry.compress_size:,} bytes that unpack to {entry.file_size:,}": bomb
            and entry.file_size > max(SMALL, MOST * entry.compress_size),
            "part of an archive that unpacks to far more than it is": bomb,
        }
        return next((f"unsafe: {what}" for what, found in wrong.items() if found), "")


def verify(path: Path) -> list[Problem]:
    """Everything that is wrong with an archive or an unpacked folder, by file; raises ToolError where it is neither."""
    with _shelf(path) as shelf:
        return sorted(Problem(_shown(name), what) for name, what in _problems(shelf))


def digest(path: Path) -> str:
    """One checksum for the whole of an archive, or of the folder that it was unpacked into: that of its tag manifest.

    The tag manifest holds the manifest's checksum, and the manifest that of every file; so where nothing is wrong with two
    archives and this is the same, they hold the same files.
    """
    with _shelf(path) as shelf:
        return _digest(shelf, TAGS)


@contextmanager
def _shelf(path: Path) -> Iterator[Shelf]:
    if path.is_dir():
        yield FolderShelf(path)
        return
    try:
        with path.open("rb") as file:
            yield ZipShelf(Container(file), path.stat().st_size)
    except zipfile.BadZipFile as error:
        raise ToolError(f"{path} is no sound zip file: {error}") from None


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


def _shown(name: str) -> str:
    """A name as a terminal may show it: what is no letter, such as what moves the cursor, is written by its number."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _listing(shelf: Shelf, name: str) -> dict[str, str]:
    """A manifest's checksums by name; RFC 8493 writes line ends and percent signs of a name as %0A, %0D and %25."""
    lines = b"".join(islice(shelf.chunks(name), LISTING)).decode("utf-8", "replace").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {unquote(pair[1].lstrip("*")): pair[0].lower() for pair in pairs if len(pair) == 2}


def _digest(shelf: Shelf, name: str) -> str:
    digest = sha256()
    try:
        for chunk in shelf.chunks(name):
            digest.update(chunk)
    except (zipfile.BadZipFile, OSError):
        return "unreadable"
    return digest.hexdigest()
