"""The files of a content folder by name, whatever way the disk writes names, and the links that may be followed."""

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from dossier.errors import ContentError

CLIPPINGS = "clippings/"  # where the content folder keeps clippings as they were collected
REMOVED = "removed.yml"  # the clippings whose articles were removed, by SHA-256, each with the slug that its article had
UNREAD = frozenset({"clippings", "inbox"})  # folders whose texts no build reads, and which may lie elsewhere
LINKS = 1000  # links to folders that are followed: through folders that link to each other there are ways without number
YOUNG = 2_000_000_000  # nanoseconds for which the clock of a disk may stand still
_RIGHT = "a link to a place within the content folder, or a copy of what it leads to"

Stamp = tuple[int, int, int, int]  # a file's size, when it was written, when it or its name was changed, and its inode


class Place(NamedTuple):
    """A file: its name below the folder, composed (NFC) and with forward slashes, the path to open, and where it really is."""

    name: str
    path: str
    real: str


def walk(root: Path) -> tuple[list[Place], list[ContentError]]:
    """Every file below a content folder, by name, and what is wrong with names and links outside the folders in ``UNREAD``.

    Hidden files and editors' backups are passed over. A link is followed where it stays within the content folder.
    """
    places: dict[str, Place] = {}
    errors: list[ContentError] = []
    for item in _below(str(root), "", (os.path.realpath(root),), []):
        if isinstance(item, ContentError):
            problem = [item]
        elif not _is_utf8(item.name):
            problem = [ContentError(shown(item.name), 1, "has a name that is not UTF-8", example="a name in UTF-8")]
        elif places.setdefault(item.name, item) is not item:
            problem = [ContentError(item.name, 1, "has the name of another file, its letters composed otherwise")]
        else:
            continue
        errors += [error for error in problem if error.path.split("/")[0] not in UNREAD]
    return sorted(places.values(), key=lambda place: place.name.split("/")), errors


def destination(path: str, target: str) -> str:
    """The file that a link in the file at ``path`` leads to by its ``target``, each as below the content folder."""
    if target.startswith("/"):
        return named(target.lstrip("/"))
    return named(posixpath.join(posixpath.dirname(path), target))


def named(path: str) -> str:
    """A path below the content folder as files are named there: without detours, its letters composed (NFC)."""
    return posixpath.normpath(normalize("NFC", path))


def on_disk(root: Path, name: str) -> Path:
    """The file of a content folder that has a name, however the disk composes its letters."""
    path = root / name
    if name.isascii() or path.exists():
        return path
    path = root
    for part in name.split("/"):
        path = next((found for found in path.iterdir() if normalize("NFC", found.name) == part), path / part)
    return path


def stamp_of(path: str) -> Stamp:
    """The stamp of a file; a link has that of what it leads to."""
    found = os.stat(path)  # noqa: PTH116 - a path for each file costs as much as the question
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a file that had a stamp in some nanosecond has another after each change: it did not change a moment before."""
    return max(stamp[1:3]) < now - YOUNG


def shown(name: str) -> str:
    r"""A name as it can be printed: a byte that is no UTF-8 stands as ``\xe9``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_utf8(name: str) -> bool:
    return name.isascii() or shown(name) == name


def _below(folder: str, below: str, above: tuple[str, ...], followed: list[str]) -> Iterator[Place | ContentError]:
    """What is below a folder; ``above`` are the real paths of it and of those that hold it, ``followed`` is where links led."""
    try:
        with os.scandir(folder) as found:
            items = [item for item in found if not item.name.startswith(".")]
    except OSError as error:
        yield ContentError(shown(below), 1, f"cannot be read: {error.strerror}")
        return
    for item in items:
        name, real = normalize("NFC", below + item.name), f"{above[-1]}/{item.name}"
        if item.is_symlink():
            real = os.path.realpath(item.path)
            if problem := _astray(name, real, above, followed):
                target = shown(str(Path(item.path).readlink()))
                yield ContentError(shown(name), 1, problem, f"a link to {target}", _RIGHT)
                continue
        if item.is_dir():
            yield from _below(item.path, f"{name}/", (*above, real), followed)
        elif item.is_file() and not item.name.endswith(("~", "#")):
            yield Place(name, item.path, real)


def _astray(name: str, real: str, above: tuple[str, ...], followed: list[str]) -> str:
    """Why a link is not followed to a place, or nothing."""
    if not Path(real).exists():
        return "is a link that leads nowhere"
    if real in above:
        return "is a link that leads back to a folder which holds it"
    if not real.startswith(f"{above[0]}/"):
        return "is a link that leads out of the content folder"
    if real.startswith(f"{above[0]}/{CLIPPINGS}") and not name.startswith(CLIPPINGS):
        return "is a link to a clipping, which would be published by another name"
    if Path(real).is_dir():
        followed.append(real)
    return f"is one of more than {LINKS:,} links to folders" if len(followed) > LINKS else ""
