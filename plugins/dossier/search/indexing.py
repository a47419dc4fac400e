"""The whole index of a site: Pagefind's of its pages, and that of passages, which finds their texts in Pagefind's."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dossier.edition import Edition
from dossier.search import segments, shards


def ahead(pages: Mapping[str, str], edition: Edition, cache: Path) -> None:
    """Do some of :func:`index` before it: what needs nothing but the edition, and leaves nothing but files in ``cache``."""
    segments.ahead(pages, edition, cache / "passages")


def index(  # noqa: PLR0913 - what is indexed, where to, and with what
    pages: Mapping[str, str],
    edition: Edition,
    places: Sequence[Path],
    target: Path,
    cache: Path,
    *,
    ready: Callable[[], None] = lambda: None,
) -> dict[str, str]:
    """Index the pages of an edition into a new folder, ``target``.

    ``pages`` has the fingerprints of the pages by their addresses, relative to the first of the ``places`` that has the page.
    ``cache`` is where parts of the index are kept for the next time, and ``ready`` waits for :func:`ahead` where that is at
    work elsewhere. Returns the addresses of pages that could not be indexed, with what Pagefind said; all others are in the
    index. Raises ToolError as :func:`dossier.search.shards.index`.
    """
    target.mkdir()
    with ThreadPoolExecutor(1) as aside:  # Pagefind is a program of its own, beside which there is time for the passages
        indexed = aside.submit(shards.index, pages, places, target, cache / "search")
        ready()
        segments.index(pages, edition, lambda: indexed.result().fragments, target, cache / "passages")
    return indexed.result().refused
