"""Work on a cluster of machines by Dask: the same results in the same order, whichever machine gives them.

Dask is an extra; :func:`dossier.workers.spread` imports this module where a build names a cluster.
"""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from itertools import islice
from pkgutil import resolve_name
from traceback import format_exc
from typing import Any, TypeVar

from distributed import Client, Future, KilledWorker, get_worker

from dossier import __version__
from dossier.errors import ToolError

Shared = TypeVar("Shared")
Share = TypeVar("Share")
Result = TypeVar("Result")

CONNECT = 5  # seconds in which the scheduler has to answer
VERSION = "dossier:__version__"
PATIENCE = 30  # seconds that a build waits while there is no worker
STEP = 5  # seconds after which it looks whether one is there
UNDER_WAY = 200  # shares that the scheduler holds at a time


def spread(
    function: Callable[[Shared, Share], Result], shared: Shared, shares: Sequence[Share], address: str
) -> Iterator[Result]:
    """``function(shared, share)`` for each share of the work, in order, by the workers of the scheduler at ``address``.

    ``shared`` is sent once; the workers have it from each other. A share whose worker is lost is done by another one.
    Raises what the function raises, and ToolError where the scheduler does not answer, no worker is there, one of them
    has another Dossier, or a share has ended every worker that took it.
    """
    # What Dask logs, the loss of a worker too, is a cluster at work; Pelican would end the build at the first warning.
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TypeError, ValueError) as error:
        raise ToolError(f"no Dask scheduler answers at {address}: {error}; `dask scheduler` starts one") from None
    with client:
        _see_workers(client)
        try:
            yield from _results(client, function, shared, shares)
        except (ImportError, AttributeError):  # it has not what this build is made of, and came after it was looked for
            _see_workers(client)
            raise


def _results(
    client: Client, function: Callable[[Shared, Share], Result], shared: Shared, shares: Sequence[Share]
) -> Iterator[Result]:
    # A task's result, for the scheduler has it made again where data that were scattered are lost with their workers.
    known = client.submit(pickle.loads, pickle.dumps(shared), pure=False)
    tasks = (client.submit(_work, __version__, function, known, share, pure=False) for share in shares)
    under_way = deque(islice(tasks, UNDER_WAY))
    while under_way:
        done, result = pickle.loads(_waited(client, under_way.popleft()))  # noqa: S301 - Dask does as much
        if not done:
            raise result
        yield result
        under_way.extend(islice(tasks, 1))


def _waited(client: Client, future: Future[bytes]) -> bytes:
    alone = 0
    try:
        while True:
            try:
                return future.result(STEP)
            except TimeoutError:
                alone = 0 if _asked(client.nthreads) else alone + STEP
                if alone >= PATIENCE:
                    raise _deserted() from None
    except CancelledError:
        raise _lost() from None
    except KilledWorker as error:
        raise ToolError(
            f"{error.allowed_failures + 1} Dask workers were ended over the same articles, the last one "
            f"{error.last_worker.address}, perhaps for want of memory; what it printed may tell"
        ) from None


def _work(version: str, function: Callable[[Any, Any], Any], shared: object, share: object) -> bytes:
    """What the function returns or raises, and which of both. Dask itself waits for ever for an error deep in a recursion."""
    try:
        if version != __version__:
            raise _differing({get_worker().address: __version__}, version)
        return pickle.dumps((True, function(shared, share)))
    except Exception as error:
        error.add_note(format_exc())
        error.__traceback__ = error.__cause__ = error.__context__ = None  # which Dask teaches pickle to take along
        return pickle.dumps((False, error))


def _see_workers(client: Client) -> None:
    """See that there is a worker, and that the scheduler and all of them have this very Dossier."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise _deserted() from None
    found: dict[str, object] = _asked(client.run, resolve_name, VERSION, on_error="return")
    try:
        found["the scheduler"] = _asked(client.run_on_scheduler, resolve_name, VERSION)
    except (ImportError, AttributeError) as error:
        found["the scheduler"] = error
    # An OSError is a worker that was lost meanwhile.
    other = {who: what for who, what in found.items() if what != __version__ and not isinstance(what, OSError)}
    if other:
        raise _differing(other, __version__)


def _asked(question: Callable[..., Any], *arguments: object, **more: object) -> Any:
    try:
        return question(*arguments, **more)
    except (OSError, RuntimeError):
        raise _lost() from None


def _lost() -> ToolError:
    return ToolError(
        "the Dask scheduler was lost, or restarted, while the articles were read; start it and its workers, and build again"
    )


def _deserted() -> ToolError:
    return ToolError(
        f"the Dask scheduler has had no worker for {PATIENCE} seconds; on each machine that works, "
        "`dask worker ADDRESS --nworkers -1 --nthreads 1` starts one for each processor"
    )


def _differing(found: Mapping[str, object], wanted: str) -> ToolError:
    which = ", ".join(f"{who} has {what if isinstance(what, str) else 'none'}" for who, what in sorted(found.items()))
    return ToolError(
        f"this build is Dossier {wanted}, but {which}; the scheduler and every worker need the same: "
        "pip install 'pelican-dossier[distributed]'"
    )
