"""The search index: Pagefind, run as a program on the finished pages, of which it sees again only those near a change.

Pages are put in shards by their addresses. Each shard has an index of its own, and ``theme/static/js/engine.js`` merges what
they find. A shard's index is kept in a cache under a digest of all that it was made of: the versions of the programs, and
of each page its address and what Pagefind sees of it. The index has the same files as the cache, by other names.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import cache as once
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from dossier import indexer, offline

PAGES = 350  # pages of a shard, at most, on average: Pagefind needs about half a second for them
ENTRY, NEW = "entry.json", ".new"
HOUR = 3600  # seconds


class Shard(NamedTuple):
    """What is to be known of a shard: its entry in the index, and what was said of pages that could not be indexed."""

    entry: dict[str, Any]
    refused: dict[str, str]


# A page is read only as far as it is written as our templates write it: each start tag with its end tag, no `<` in an
# attribute or a script, no comment. What is not is taken whole, for then it is not sure where an element ends.
_ATTRIBUTES = r"""[^<>"']*+(?:"[^"<]*+"[^<>"']*+)*+"""
# Most tags are passed over by the expression: those of an element without an end tag, of one that holds text alone, of a script
# that is a file, and of a line of a list or a paragraph that holds no more than these.
_VOID = rf"<(?:meta|link|input|br|hr|img|col|wbr)(?:[\s/]{_ATTRIBUTES})?+>"
_LEAF = "|".join(
    rf"<{name}(?:\s{_ATTRIBUTES})?+>[^<]*+</{name}>" for name in ("a", "span", "time", "cite", "em", "strong", "dt", "dd", "h2")
)  # an expression for each name: Python 3.11 fails where a group is looked back at within a possessive one
_LEAF += rf"|<script\s{_ATTRIBUTES}></script>"
_LINE = "|".join(rf"<{name}(?:\sid=\"[^<>\"]*+\")?+>(?:[^<]++|{_LEAF})*+</{name}>" for name in ("li", "p"))
_TAG = re.compile(
    rf"(?:[^<]++|{_LINE}|{_LEAF}|{_VOID})*+"
    rf"<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?=[\s/>])(?P<attributes>{_ATTRIBUTES})>"
)
_OPENING = re.compile(r"\s*<!doctype html>\s*(?=<)", re.IGNORECASE)
_INDEXED = re.compile(r"<[a-z][^\s<>/]*(?:\s+[^\s<>\"'=/]+(?:=\"[^\"<]*+\")?)*?\s+data-pagefind-body[\s>=]")
_IGNORED = re.compile(r"""(?:\s+[a-z-]+="[^"<]*+")*+\s+data-pagefind-ignore""")
# Within an ignored element Pagefind still takes what is said to be a field, and headings and pictures where a page has no
# field for these; the text of an ignored element that stands in a line goes into the name of the anchor around it.
_TAKEN = ("<h1", "<img")
BLOCKS = frozenset({"article", "aside", "body", "div", "footer", "head", "header", "html", "main", "nav", "p", "section"})
RAW = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "template", "textarea", "title", "xmp"}
)


def fingerprint(html: str) -> str:
    """A digest of all that Pagefind sees of a page, in hexadecimal; empty for a page that is not to be in the index.

    Pages of one digest have the same entry in the index; pages of two may have. Takes a quarter of a millisecond.
    """
    return blake2b("".join(_seen(html)).encode(), digest_size=20).hexdigest() if _is_indexed(html) else ""


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
    (target / f"{offline.ENTRY}.js").write_text(offline.as_entry(entries), encoding="utf-8", newline="\n")
    _drop(cache, shards.keys())
    return {address: said for shard in found.values() for address, said in shard.refused.items()}


def _seen(html: str) -> Iterator[str]:
    """The parts of a page that Pagefind may look at; all of it where it is not written as our templates write."""
    opening = _OPENING.match(html)
    cuts = _cuts(html, opening.end()) if opening else None
    if cuts is None:
        yield html
        return
    at = 0
    for start, end in cuts:
        if start >= at:  # else it lies in one that is cut already
            yield html[at:start]
            at = end
    yield html[at:]


def _is_indexed(html: str) -> bool:
    marks = re.finditer("data-pagefind-body", html)
    return any(_INDEXED.match(html, html.rfind("<", 0, mark.start())) for mark in marks)


def _cuts(html: str, at: int) -> list[tuple[int, int]] | None:
    """Where the contents of scripts and ignored elements begin and end, in the order of their beginnings; None in doubt."""
    cuts: list[tuple[int, int]] = []
    still: list[tuple[str, str, int]] = []  # name, attributes and end of the start tags that are open
    while tag := _TAG.match(html, at):
        end, name, attributes = tag.group("end", "name", "attributes")
        at = tag.end()
        if end:
            if not still or still[-1][0] != name:
                return None
            _, attributes, start = still.pop()
            if name == "script" or "pagefind" in attributes:
                stop = tag.start("end") - 1
                if _unseen(name, attributes, still) and not _taken(html, start, stop):
                    cuts.append((start, stop))
        elif name in RAW and not html.startswith(f"</{name}>", html.find("<", at)):
            return None
        elif attributes[-1:] != "/":
            still.append((name, attributes, at))
        elif name in BLOCKS or name in RAW:
            return None
    return None if still or html[at:].strip() else sorted(cuts)


def _unseen(name: str, attributes: str, around: Sequence[tuple[str, str, int]]) -> bool:
    """Whether Pagefind passes over what stands in an element: not what its start tag says."""
    if name == "script":  # its text goes into the name of an anchor that is around it
        return "pagefind" not in attributes and bool(around) and around[-1][0] in BLOCKS and "id" not in around[-1][1]
    return name in BLOCKS and attributes.count("pagefind") == 1 and _IGNORED.fullmatch(attributes) is not None


def _taken(html: str, start: int, end: int) -> bool:
    """Whether Pagefind takes something from an ignored stretch of a page all the same."""
    fields = html.count("data-pagefind-", start, end) - html.count("data-pagefind-ignore", start, end)
    return fields > 0 or any(html.find(tag, start, end) >= 0 for tag in _TAKEN) or not 0 <= html.find("<title") < start


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
    code = b"".join(Path(str(path)).read_bytes() for path in (__file__, offline.__file__, indexer.__file__))
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
    bundle, refused = indexer.make_bundle(pages)
    entry, scripts = offline.convert(bundle, digest)
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
