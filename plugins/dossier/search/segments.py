"""The index of passages: a segment of at most so many pages has an index of its own, which stays while its pages stay.

Beside the segments stands what is known of all of them: their names, every word with its forms, the names that values of
fields have, and for each page where Pagefind's index holds its text.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from dossier.edition import Edition
from dossier.model import Entry
from dossier.search import cache, lists, passages, words

PAGES = 1280  # pages of a segment, at most, on average: an edit makes one again, and a query loads some of each
FOLDER = "passages"
MODULES = (__file__, str(lists.__file__), str(passages.__file__), str(words.__file__))


def index(  # noqa: PLR0913 - what is indexed, where to, and with what
    pages: Mapping[str, str],
    edition: Edition,
    fragments: Mapping[str, str],
    target: Path,
    kept: Path,
    *,
    most: int = PAGES,
) -> None:
    """Index the passages of an edition into the folder ``target``, which holds Pagefind's index.

    ``pages`` has the fingerprints of the pages that are to be found by their addresses, and ``fragments`` what Pagefind's
    index calls each of them; one that it lacks is not found. ``kept`` is where segments are kept.
    """
    known = passages.known(edition)
    found = {address: seen for address, seen in pages.items() if address in known and address in fragments}
    with contextlib.suppress(OSError):
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    segments: dict[str, Any] = {}
    for segment in cache.divided(found, most):
        made_of = [(address, seen, passages.said(edition, known[address])) for address, seen in segment]
        digest = cache.digest_of(MODULES, [edition.lang, made_of])
        make = partial(_made, edition, {address: known[address] for address, _ in segment}, digest)
        segments[digest] = cache.placed(target, kept / digest, make)
    cache.drop(kept, segments.keys())
    files: dict[str, Any] = {"index": _whole(edition, list(segments), [stems for _, stems in segments.values()])}
    for number, (addresses, _) in enumerate(segments.values()):
        files[f"texts-{number}"] = _texts([fragments[address] for address in addresses])
    for name, value in files.items():
        script = lists.chunk(f"{FOLDER}/{name}", lists.as_json(value))
        (target / FOLDER / f"{name}.js").write_bytes(script)


def _made(edition: Edition, entries: Mapping[str, Entry[Any] | None], digest: str) -> cache.Made:
    pages = lists.in_order(passages.leaf(edition, entry) for entry in entries.values())
    made = lists.index(pages, f"{FOLDER}/{digest}")
    return ([page.address for page in pages], made.stems), made.scripts


def _whole(edition: Edition, segments: Sequence[str], stems: Iterable[Mapping[str, Mapping[str, str]]]) -> dict[str, Any]:
    """All words, in order; their families, each a number of members and these as places among the words that differ; names."""
    every: dict[str, dict[str, str]] = {}
    for of_segment in stems:
        for lang, found in of_segment.items():
            every.setdefault(lang, {}).update(found)
    listed = words.in_order({word for found in every.values() for word in found})
    place = {word: number for number, word in enumerate(listed)}
    families = sorted(sorted(place[word] for word in family) for family in words.families(every))
    flat = [number for family in families for number in (len(family), *lists.deltas(family))]
    return {"segments": segments, "words": "\n".join(listed), "families": flat, "names": passages.names(edition)}


def _texts(fragments: Sequence[str]) -> list[Any]:
    """The shards that hold the fragments of some pages, and for each page which of them, and the fragment's name there."""
    parts = [fragment.split("/") for fragment in fragments]
    shards = sorted({shard for shard, _ in parts})
    return [shards, [[shards.index(shard), name] for shard, name in parts]]
