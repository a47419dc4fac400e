"""One at a time: a lock on a folder, which its holder gives back even where it is killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


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
