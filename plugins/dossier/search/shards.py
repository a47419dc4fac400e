"""The search index: Pagefind's work on the finished pages, of which it sees again only those near a change.

Pages are put in shards by their addresses. Each shard has an index of its own, and ``theme/static/js/engine.js`` merges what
they find. A shard's index is kept in a cache under a digest of all that it was made of: the versions of the programs, and
of each page its address and what Pagefind sees of it. The index has the same files as the cache, by other names.
"""

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from dossier.search import bundle, pagefind

PAGES = 350  # pages of a shard, at most, on average: Pagefind needs about half a second for them
ENTRY, NEW = "entry.json", ".new"
HOUR = 3600  # seconds


class Shard(NamedTuple):
    """What is to be known of a shard: its entry in the index, and what was said of pages that could not be indexed."""

    entry: dict[str, Any]
    refused: dict[str, str]


def index(  # noqa: PLR0913 - what is indexed, where to, and with what
    pages: Mapping[str, str], places: Sequence[Path], target: Path, cache: Path, *, jobs: int = 0, most: int = PAGES
) -> dict[str, str]:
    """Index pages of a site into a new folder, ``target``.

    ``pages`` has the fingerprints of the pages by their addresses, relative to the first of the ``places`` that has the
    page. At most ``jobs`` shards are indexed at a time, by default as many as there are processors; ``most`` pages are in a
    shard on average. ``cache`` is made where it is missing, and only ever saves time: what is wrong with it is passed over.

    Returns the addresses of pages that Pagefind could not index, with what it said; all others are in the index. Raises
    ToolError where Pagefind is missing, fails, or is not the version that this was written for.
    """
    target.mkdir()
    shards = {_digest(shard): [address for address, _ in shard] for shard in _shards(pages, most)}
    with contextlib.suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:  # threads: what takes long is a program of its own
        kept = {digest: cache / digest for digest in shards}
        order = sorted(shards, key=lambda digest: kept[digest].exists())  # what takes long comes first
        made = {digest: pool.submit(_place, places, target, kept[digest], shards[digest]) for digest in order}
        found = {digest: made[digest].result() for digest in shards}
    entries = {digest: shard.entry for digest, shard in found.items()}
    (target / f"{bundle.ENTRY}.js").write_text(bundle.as_entry(entries), encoding="utf-8", newline="\n")
    _drop(cache, shards.keys())
    return {address: said for shard in found.values() for address, said in shard.refused.items()}


def _shards(pages: Mapping[str, str], most: int) -> list[list[tuple[str, str]]]:
    """Pages with their fingerprints, by the shard that their address alone puts them in."""
    count = 1 << max(0, -(-len(pages) // most) - 1).bit_length()
    shards: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    for address, digest in sorted(pages.items()):
        shards[int.from_bytes(sha256(address.encode()).digest()[:4]) % count].append((address, digest))
    return [shard for shard in shards if shard] or [[]]


@once
def _made_by() -> str:
    """A digest of the code that makes an index."""
    code = b"".join(Path(str(path)).read_bytes() for path in (__file__, bundle.__file__, pagefind.__file__))
    return sha256(code).hexdigest()


def _digest(shard: Sequence[tuple[str, str]]) -> str:
    return sha256(json.dumps([_made_by(), shard]).encode()).hexdigest()[:20]


def _place(places: Sequence[Path], target: Path, kept: Path, addresses: Sequence[str]) -> Shard:
    """Put a shard's scripts into the index: from the cache, or indexed now and kept there."""
    found = _taken_from(kept, target)
    if not found:
        found, scripts = _run(places, kept.name, addresses)
        with contextlib.suppress(OSError):  # a full disk: the index is complete without the cache
            _keep(kept, found, scripts)
        if not _taken_from(kept, target):
            _write(target, scripts)
    return found


def _run(places: Sequence[Path], digest: str, addresses: Sequence[str]) -> tuple[Shard, dict[str, bytes]]:
    """Have Pagefind index some pages of a site."""
    pages = {address: next(place / address for place in places if (place / address).exists()) for address in addresses}
    files, refused = pagefind.make_bundle(pages)
    entry, scripts = bundle.convert(files, digest)
    if len(refused) == len(pages):
        entry["languages"] = {}
    return Shard(entry, refused), {name: text.encode() for name, text in scripts.items()}


def _taken_from(kept: Path, target: Path) -> Shard | None:
    """Put a shard's scripts into the index from the cache; None where it is not there as it was left."""
    try:
        entry, refused, stamps = json.loads((kept / ENTRY).read_bytes())
        if any(_stamp(kept / name) != stamp for name, stamp in stamps.items()):
            return None
        _link(kept, target, stamps)
        os.utime(kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return Shard(entry, refused)


def _keep(kept: Path, shard: Shard, scripts: Mapping[str, bytes]) -> None:
    """Put a shard into the cache: beside, then by its name, so that it is there whole or not at all."""
    fresh = Path(tempfile.mkdtemp(suffix=NEW, dir=kept.parent))
    try:
        _write(fresh, scripts)
        stamps = {name: _stamp(fresh / name) for name in scripts}
        (fresh / ENTRY).write_text(json.dumps([*shard, stamps]), encoding="utf-8")
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path, scripts: Mapping[str, bytes]) -> None:
    """Write scripts into a folder; shards share what runs them, so some may be there."""
    for name, script in scripts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), path.open("xb") as file:
            file.write(script)


def _link(source: Path, target: Path, names: Iterable[str]) -> None:
    """Give files a second name in another folder, or copy them there; those that have it stay."""
    for folder in {str(Path(name).parent) for name in names}:
        (target / folder).mkdir(parents=True, exist_ok=True)
    for name in names:
        try:
            os.link(f"{source}/{name}", f"{target}/{name}")
        except OSError:  # it has it; or another disk, or one that knows no second name of a file
            if not (target / name).exists():
                shutil.copy2(source / name, target / name)


def _stamp(path: Path) -> list[int]:
    """A file's size, and when it was last written: other bytes bear another."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _drop(cache: Path, used: Set[str]) -> None:
    """Drop what is no longer used; as many more are left as there are, for the other build: with drafts, for others."""
    with contextlib.suppress(OSError):
        last = sorted(((path.stat().st_mtime, path) for path in cache.iterdir() if path.name not in used), reverse=True)
        for _, path in [entry for entry in last if entry[1].suffix != NEW][len(used) :]:
            shutil.rmtree(path, ignore_errors=True)
        for changed, path in last:
            if path.suffix == NEW and changed < time.time() - HOUR:  # of a build that was killed
                shutil.rmtree(path, ignore_errors=True)
