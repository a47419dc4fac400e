"""The files of a content folder, read and written by name: never outside of it, never by a link, never half."""

import errno
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from dossier.errors import ContentError
from dossier.walk import on_disk

UNFINISHED = ".desk"  # at the end of the name of a file that is not written to its end
_ODD = "\\\0:" if os.name == "nt" else "\\\0"


def place(content: Path, name: str) -> Path:
    """The file of a name below the content folder; raises ContentError where it would lie elsewhere or a link leads there."""
    parts = PurePosixPath(name).parts
    odd = any(part.startswith(".") for part in parts) or any(sign in name for sign in _ODD)
    if not parts or name.startswith("/") or odd:
        raise ContentError(name, 1, "is no path below the content folder")
    try:
        path = on_disk(content, name)
    except FileNotFoundError:
        path = content / name
    for step in (path, *path.parents):
        if step == content:
            break
        if step.is_symlink():
            raise ContentError(name, 1, "is a symbolic link, or lies behind one, and is not changed", example="edit it by hand")
    return path


def read(content: Path, name: str) -> bytes | None:
    """The bytes of a file, None where there is none; raises ContentError as :func:`place`, or where it cannot be read."""
    path = place(content, name)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ContentError(name, 1, f"cannot be read: {error.strerror}") from error


def stage(content: Path, name: str, data: bytes) -> None:
    """Write the bytes beside the place where they belong, down to the disk, with the rights of the file there."""
    path = place(content, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = unfinished_of(path)
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    unfinished.unlink(missing_ok=True)
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
    with open(file, "wb") as out:  # noqa: PTH123 - of a descriptor
        with suppress(OSError):  # of a disk that knows no rights
            unfinished.chmod(path.stat().st_mode & 0o7777)
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def settle(content: Path, name: str) -> None:
    """Put what was staged in its place."""
    path = place(content, name)
    unfinished_of(path).replace(path)
    sync(path.parent)


def remove(content: Path, name: str) -> None:
    """Take a file away."""
    path = place(content, name)
    path.unlink(missing_ok=True)
    sync(path.parent)


def discard(content: Path, name: str) -> None:
    """Take away what was staged and not settled."""
    with suppress(FileNotFoundError, NotADirectoryError):
        unfinished_of(place(content, name)).unlink()


def sync(folder: Path) -> None:
    """Have the disk keep the names of a folder, where a system lets one ask for that."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def unfinished_of(path: Path) -> Path:
    """Where the bytes of a file stand until they are all there: hidden, so that no build reads them."""
    return path.with_name(f".{blake2b(os.fsencode(path.name), digest_size=12).hexdigest()}{UNFINISHED}")
