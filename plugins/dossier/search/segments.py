"""The index of passages: a segment of at most so many pages has an index of its own, which stays while its pages stay.

Beside the segments stands what is known of all of them: their names, every word with its forms, the names that values of
fields have, and for each page where Pagefind's index holds its text.
"""

import contextlib
from collections.abc import Mapping, Sequence
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
    segments: dict[str, list[str]] = {}
    for segment in cache.divided(found, most):
        made_of = [(address, seen, passages.said(edition, known[address])) for address, seen in segment]
        segments[cache.digest_of(MODULES, [edition.lang, made_of])] = [address for address, _ in segment]
    stems: lists.Stems = {}
    order: dict[str, list[str]] = {}
    for digest in sorted(segments, key=lambda digest: not (kept / digest).exists()):  # most stems are known of the others
        make = partial(_made, edition, {address: known[address] for address in segments[digest]}, digest, stems)
        order[digest], having = cache.placed(target, kept / digest, make)
        for lang, some in having.items():
            stems.setdefault(lang, {}).update(some)
    cache.drop(kept, segments.keys())
    files: dict[str, Any] = {"index": _whole(edition, list(segments), stems)}
    for number, digest in enumerate(segments):
        files[f"texts-{number}"] = _texts([fragments[address] for address in order[digest]])
    for name, value in files.items():
        script = lists.chunk(f"{FOLDER}/{name}", lists.as_json(value))
        (target / FOLDER / f"{name}.js").write_bytes(script)


def _made(edition: Edition, entries: Mapping[str, Entry[Any] | None], digest: str, stems: lists.Stems) -> cache.Made:
    pages = lists.in_order(passages.leaf(edition, entry) for entry in entries.values())
    made = lists.index(pages, f"{FOLDER}/{digest}", stems)
    return ([page.address for page in pages], made.stems), made.scripts


def _whole(edition: Edition, segments: Sequence[str], stems: lists.Stems) -> dict[str, Any]:
    """All words, in order; their families, each a number of members and these as places among the words that differ; names."""
    listed = words.in_order({word for found in stems.values() for word in found})
    place = {word: number for number, word in enumerate(listed)}
    families = sorted(sorted(place[word] for word in family) for family in words.families(stems))
    flat = [number for family in families for number in (len(family), *lists.deltas(family))]
    return {"segments": segments, "words": "\n".join(listed), "families": flat, "names": passages.names(edition)}


def _texts(fragments: Sequence[str]) -> list[Any]:
    """The shards that hold the fragments of some pages, and for each page which of them, and the fragment's name there."""
    parts = [fragment.split("/") for fragment in fragments]
    shards = sorted({shard for shard, _ in parts})
    place = {shard: number for number, shard in enumerate(shards)}
    return [shards, [[place[shard], name] for shard, name in parts]]
