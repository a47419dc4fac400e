"""Worker processes: a file has so much time and memory, and one that wants more ends alone."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from typing import Any

from pebble import ProcessExpired, ProcessPool

from dossier.importing.formats import Item
from dossier.importing.reading import Reading, open_file, read_item
from dossier.words import every

SECONDS = 60
MEMORY = 1_200_000_000  # bytes of address space of a worker


def readings(paths: Sequence[str]) -> Iterator[tuple[Reading, ...]]:
    """Read files in worker processes, and give what each holds, in the files' order.

    Raises DossierError where something is wrong with the words that the rules go by, for no file can be read then.
    """
    every()
    context = multiprocessing.get_context("spawn")
    count = max(1, min(os.cpu_count() or 1, len(paths)))
    with ProcessPool(count, context=context, initializer=_limit) as pool:
        opened = [(path, pool.schedule(open_file, (path,), timeout=SECONDS)) for path in paths]
        for path, future in opened:
            found = _result(path, future)
            parts = found if isinstance(found, tuple) else (found,)
            inside = [
                (part, pool.schedule(read_item, (part,), timeout=SECONDS) if isinstance(part, Item) else None) for part in parts
            ]
            yield tuple(_result(part.name, read) if read else part for part, read in inside)


def _result(name: str, future: Any) -> Any:
    """What a worker gives back, or what ended it."""
    try:
        return future.result()
    except TooLong:
        problem = f"takes too long: not read within {SECONDS} seconds"
    except ProcessExpired:
        problem = "ended the program that read it: too large, or damaged"
    except MemoryError:
        problem = "needs too much memory"
    return Reading(name, problem=problem)


def _limit() -> None:
    """Bound a worker's memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
