"""`dossier build` as the bench measures it: what is done is counted, and the search can be left out.

    python tests/measured.py COUNTS searched|unsearched --output FOLDER

The search index is Pagefind's work, which Hugo and Pelican leave to it as well: where it is left out there is an empty one, and
nothing is noted for it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from dossier import workers
from dossier.cli import main


def count(counts: Path) -> None:
    """Have each call of `workers.spread` leave a line: what was done, and how often."""
    spread = workers.spread

    def counted(function: Callable[..., Any], shared: Any, shares: Sequence[Any], jobs: Any = 1) -> Iterator[Any]:
        with counts.open("a") as file:
            print(function.__name__, sum(map(len, shares)), file=file)
        return spread(function, shared, shares, jobs)

    workers.spread = counted


def leave_out_the_index() -> None:
    """Put an empty index in the place of Pagefind's."""

    class Unindexed(ModuleType):
        """Stands for the module that makes the index, which is not even imported."""

        @staticmethod
        def ahead(*_: object) -> None:
            """Do nothing."""

        @staticmethod
        def index(_pages: object, _edition: object, _places: object, target: Path, *_: object, **__: object) -> dict[str, str]:
            """Make an empty index."""
            target.mkdir()
            return {}

    sys.modules["dossier.search.indexing"] = Unindexed("dossier.search.indexing")


def leave_out_the_search() -> None:
    """Make no index, and note nothing of what it would hold."""
    from dossier.build import jobs

    leave_out_the_index()
    jobs.fingerprint = lambda *_: ""  # type: ignore[attr-defined]


if __name__ == "__main__":
    _, counts, search, *options = sys.argv
    count(Path(counts))
    if search == "unsearched":
        leave_out_the_search()
    main(["build", *options])
