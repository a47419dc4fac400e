"""One at a time: a lock on a folder, which its holder gives back even where it is killed."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def lock_of(path: Path) -> Path:
    """The file that is locked while somebody works on a folder: beside it, so that all who can write there share it."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(path: Path, busy: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on a folder, which need not be there yet; call ``busy`` once where somebody else has it, and wait.

    The folder's parent must be there. Raises OSError where nothing can be written beside it.

    >>> with locked(Path("output"), lambda: print("Waiting for another build of output.")):
    ...     ...
    """
    if sys.platform == "win32":
        from filelock import FileLock, Timeout  # noqa: PLC0415 - it brings asyncio, a third of a build that has nothing to do

        lock = FileLock(lock_of(path), thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            busy()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
    else:
        file = _held(lock_of(path), busy)
        try:
            yield
        finally:
            os.close(file)


def _held(path: Path, busy: Callable[[], None]) -> int:
    """A file, made if need be, that nobody else has locked; processes that come of this one hold it too until they end."""
    import fcntl  # noqa: PLC0415 - not on Windows

    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                busy()
                fcntl.flock(file, fcntl.LOCK_EX)
        except BaseException:
            os.close(file)
            raise
        if os.fstat(file).st_nlink:
            return file
        os.close(file)  # who had it has removed it, and others may have made another
