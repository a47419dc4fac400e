"""Worker processes: a file has so much time and memory, and one that wants more ends alone."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures import wait
from typing import Any

from pebble import ProcessExpired, ProcessPool

from dossier.importing.formats import RawFile
from dossier.importing.interrupts import unheard
from dossier.importing.reading import Reading, open_file, read_item
from dossier.words import every

SECONDS = 60
INTERRUPTED = "was not imported: the import was interrupted"
_PAUSE = 0.1  # seconds between two looks at whether the import was interrupted
MEMORY = 1_200_000_000  # bytes of address space of a worker


def readings(paths: Sequence[str], stopped: Callable[[], bool] = lambda: False) -> Iterator[tuple[Reading, ...]]:
    """Read files in worker processes, and give what each holds, in the files' order; none is read once ``stopped`` says so.

    Raises DossierError where something is wrong with the words that the rules go by, for no file can be read then.
    """
    every()
    context = multiprocessing.get_context("spawn")
    count = max(1, min(os.cpu_count() or 1, len(paths)))
    with ProcessPool(count, context=context, initializer=_limit) as pool:
        with unheard():
            opened = [(path, pool.schedule(open_file, (path,), timeout=SECONDS)) for path in paths]
        for path, future in opened:
            found = _result(path, future, stopped)
            parts = found if isinstance(found, tuple) else (found,)
            inside = [
                (part, pool.schedule(read_item, (part,), timeout=SECONDS) if isinstance(part, RawFile) else None)
                for part in parts
            ]
            yield tuple(_result(part.name, read, stopped) if read else part for part, read in inside)
        if stopped():
            pool.stop()


def _result(name: str, future: Any, stopped: Callable[[], bool]) -> Any:
    """What a worker gives back, or what ended it."""
    while not stopped():
        if not wait((future,), _PAUSE).done:
            continue
        try:
            return future.result()
        except TooLong:
            return Reading(name, problem=f"takes too long: not read within {SECONDS} seconds")
        except ProcessExpired:
            return Reading(name, problem="ended the program that read it: too large, or damaged")
        except MemoryError:
            return Reading(name, problem="needs too much memory")
    return Reading(name, problem=INTERRUPTED)


def _limit() -> None:
    """Bound a worker's memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
