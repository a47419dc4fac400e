"""Work in several processes, or on several machines: the same results in the same order, however many there are."""

import contextlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from dossier.errors import DossierError, ToolError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Shared = TypeVar("Shared")
Share = TypeVar("Share")
Result = TypeVar("Result")

VARIABLE = "DOSSIER_JOBS"
EXECUTOR = "DOSSIER_EXECUTOR"
# macOS has fork, but its own libraries don't outlive it.
METHOD = "spawn" if sys.platform in ("darwin", "win32") else "fork"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Machines that work by Dask: the address of their scheduler."""

    address: str


def readers(environ: Mapping[str, str], setting: object = None) -> int | Cluster:
    """Who reads: the Dask cluster that the environment names, or the setting, else so many processes of this machine."""
    address = environ.get(EXECUTOR, "").strip() or setting
    if not address:
        return jobs(environ)
    if not isinstance(address, str) or not re.fullmatch(r"(tcp|tls)://\S+:\d+", address):
        raise DossierError(f"{EXECUTOR} is `{address}`; it is the address of a Dask scheduler: tcp://scheduler:8786")
    return Cluster(address)


def jobs(environ: Mapping[str, str]) -> int:
    """How many processes may work at once: as the environment says, else as many as there are processors."""
    given = environ.get(VARIABLE, "").strip()
    if given and not (given.isascii() and given.isdigit() and int(given)):
        raise DossierError(f"{VARIABLE} is `{given}`; it is the number of processes that may work at once: 1, 2, 3, …")
    return int(given) if given else os.cpu_count() or 1


def spread(
    function: Callable[[Shared, Share], Result], shared: Shared, shares: Sequence[Share], jobs: int | Cluster = 1
) -> Iterator[Result]:
    """``function(shared, share)`` for each share of the work, in order, by so many processes, or by a cluster.

    Processes start at once, before whoever asks for the results starts threads of its own. Where they fork they have
    ``shared`` by inheritance; else it is pickled once for each. Raises what the function raises, and ToolError where a
    process was ended from outside, or the cluster does not do its work.
    """
    if jobs == 1 or len(shares) < 2:
        return map(partial(function, shared), shares)
    if isinstance(jobs, Cluster):
        return _clustered(function, shared, shares, jobs)
    import multiprocessing  # noqa: PLC0415 - most builds after the first need no second process
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context(METHOD)
    pool = ProcessPoolExecutor(min(jobs, len(shares)), context, _equip, (function, shared))
    return _results(pool, pool.map(_work, shares))


@contextlib.contextmanager
def beside(work: Callable[[], object], jobs: int) -> Iterator[Callable[[], None]]:
    """Have a process of its own do work that leaves nothing but files; gives what waits for its end.

    Where only one may work, or a process would have to be handed what it works with, there is none: so whoever needs the
    files makes those that are not there, as where that process fails.
    """
    if jobs == 1 or METHOD != "fork":
        yield lambda: None
        return
    import multiprocessing  # noqa: PLC0415 - as above

    process = multiprocessing.get_context("fork").Process(target=_quietly, args=(work,), daemon=True)
    process.start()
    try:
        yield process.join
    finally:
        process.kill()  # of no effect where it has ended
        process.join()


def divided(items: Sequence[Share], size: int) -> list[Sequence[Share]]:
    """The items in shares of so many."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def _clustered(
    function: Callable[[Shared, Share], Result], shared: Shared, shares: Sequence[Share], cluster: Cluster
) -> Iterator[Result]:
    try:
        from dossier.cluster import spread as spread_out  # noqa: PLC0415 - Dask is an extra
    except ImportError as error:
        raise ToolError(f"{EXECUTOR} needs {error.name or error}: pip install 'pelican-dossier[distributed]'") from None
    return spread_out(function, shared, shares, cluster.address)


def _results(pool: "ProcessPoolExecutor", results: Iterator[Result]) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

    try:
        yield from results
    except BrokenProcessPool:
        raise ToolError(
            f"a process of this build was ended from outside, perhaps for want of memory; {VARIABLE}=1 takes the least"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


_equipment: tuple[Callable[[Any, Any], Any], Any]


def _equip(function: Callable[[Any, Any], Any], shared: object) -> None:
    global _equipment  # noqa: PLW0603 - what a process of the pool has to work with, from its start to its end
    _equipment = (function, shared)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process where the one that started it is gone: killed, it could not tell its workers."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _quietly(work: Callable[[], object]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(Exception):  # what is wrong, the one tells that needs the files
        work()


def _work(share: object) -> Any:
    function, shared = _equipment
    return function(shared, share)
