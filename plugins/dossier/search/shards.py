"""Pagefind's index, of finished pages: it sees again only those near a change.

Pages are put in shards by their addresses. Each shard has an index of its own, and ``theme/static/js/engine.js`` merges what
they find. A shard's index is kept in a cache under a digest of all that it was made of: the versions of the programs, and
of each page its address and what Pagefind sees of it.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dossier.search import bundle, cache, pagefind

PAGES = 350  # pages of a shard, at most, on average: Pagefind needs about half a second for them
MODULES = (__file__, str(cache.__file__), str(bundle.__file__), str(pagefind.__file__))


class Indexed(NamedTuple):
    """What became of pages: of those that Pagefind could not index, what it said, by address; the fragments of all others."""

    refused: dict[str, str]
    fragments: dict[str, str]


def index(  # noqa: PLR0913 - what is indexed, where to, and with what
    pages: Mapping[str, str], places: Sequence[Path], target: Path, kept: Path, *, jobs: int = 0, most: int = PAGES
) -> Indexed:
    """Index pages of a site into a folder, ``target``.

    ``pages`` has the fingerprints of the pages by their addresses, relative to the first of the ``places`` that has the
    page. At most ``jobs`` shards are indexed at a time, by default as many as there are processors; ``most`` pages are in a
    shard on average. ``kept`` is where shards are kept; it is made where it is missing.

    Raises ToolError where Pagefind is missing, fails, or is not the version that this was written for.
    """
    shards = {cache.digest_of(MODULES, shard): [address for address, _ in shard] for shard in cache.divided(pages, most)}
    with contextlib.suppress(OSError):
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:  # threads: what takes long is a program of its own
        order = sorted(shards, key=lambda digest: (kept / digest).exists())  # what takes long comes first
        made = {
            digest: pool.submit(cache.placed, target, kept / digest, partial(_run, places, digest, shards[digest]))
            for digest in order
        }
        found = {digest: made[digest].result() for digest in shards}
    entries = {digest: entry for digest, (entry, _, _) in found.items()}
    (target / f"{bundle.ENTRY}.js").write_text(bundle.as_entry(entries), encoding="utf-8", newline="\n")
    cache.drop(kept, shards.keys())
    return Indexed(*({at: one for shard in found.values() for at, one in shard[part].items()} for part in (1, 2)))


def _run(places: Sequence[Path], digest: str, addresses: Sequence[str]) -> cache.Made:
    """Have Pagefind index some pages of a site."""
    pages = {address: next(place / address for place in places if (place / address).exists()) for address in addresses}
    files, refused = pagefind.make_bundle(pages)
    entry, scripts = bundle.convert(files, digest)
    if len(refused) == len(pages):
        entry["languages"] = {}
    known = bundle.fragments(files, digest)
    return (entry, refused, {at: known[at] for at in pages if at in known}), {
        name: text.encode() for name, text in scripts.items()
    }
