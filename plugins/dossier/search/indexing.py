"""The whole index of a site: Pagefind's of its pages, and that of passages, which finds their texts in Pagefind's."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.edition import Edition
from dossier.search import segments, shards


def index(pages: Mapping[str, str], edition: Edition, places: Sequence[Path], target: Path, cache: Path) -> dict[str, str]:
    """Index the pages of an edition into a new folder, ``target``.

    ``pages`` has the fingerprints of the pages by their addresses, relative to the first of the ``places`` that has the page.
    ``cache`` is where parts of the index are kept for the next time. Returns the addresses of pages that could not be
    indexed, with what Pagefind said; all others are in the index. Raises ToolError as :func:`dossier.search.shards.index`.
    """
    indexed = shards.index(pages, places, target, cache / "search")
    segments.index(pages, edition, indexed.fragments, target, cache / "passages")
    return indexed.refused
