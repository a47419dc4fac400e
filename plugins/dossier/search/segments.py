"""The index of passages: a segment of at most so many pages has an index of its own, which stays while its pages stay.

Beside the segments stands what is known of all of them: their names, every word with its forms, the names that values of
fields have, and for each page where Pagefind's index holds its text.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dossier.edition import Edition
from dossier.model import Entry
from dossier.search import cache, lists, passages, words

PAGES = 1280  # pages of a segment, at most, on average: an edit makes one again, and a query loads a script of each for a word
SEGMENTS = 8  # that there are where this makes no smaller ones than an eighth of that
FOLDER = "passages"
MODULES = (__file__, str(lists.__file__), str(passages.__file__), str(words.__file__))


class Segment(NamedTuple):
    """What is known of a segment: its pages' addresses in their order, its words, and a line of a script: what is in it."""

    pages: list[str]
    stems: lists.Stems
    head: str


def index(  # noqa: PLR0913 - what is indexed, where to, and with what
    pages: Mapping[str, str],
    edition: Edition,
    fragments: Callable[[], Mapping[str, str]],
    target: Path,
    kept: Path,
    *,
    most: int = PAGES,
) -> None:
    """Index the passages of an edition into the folder ``target``, which gets Pagefind's index too.

    ``pages`` has the fingerprints of the pages that are to be found by their addresses, and ``fragments`` waits for Pagefind
    and gives what its index calls each of them; one that it lacks is not found. ``kept`` is where segments are kept.
    """
    segments, stems = _placed(pages, edition, target, kept, most)
    named = fragments()
    if any(address not in named for segment in segments.values() for address in segment.pages):  # Pagefind refused some
        shutil.rmtree(target / FOLDER)
        segments, stems = _placed({at: pages[at] for at in pages if at in named}, edition, target, kept, most)
    cache.drop(kept, segments.keys())
    (target / FOLDER).mkdir(exist_ok=True)  # nothing is put there of an edition without a page
    whole = {"segments": list(segments), **_words(stems), "names": passages.names(edition)}
    _write(target, "index", whole, "".join(segment.head for segment in segments.values()))
    _write(target, "texts", _texts([[named[address] for address in segment.pages] for segment in segments.values()]))


def ahead(pages: Mapping[str, str], edition: Edition, kept: Path) -> None:
    """Make the segments that are not kept, for :func:`index` to find them there."""
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(suffix=cache.NEW, dir=kept) as spare:
        _placed(pages, edition, Path(spare), kept, PAGES)


def divided(pages: Mapping[str, str], most: int = PAGES) -> list[list[tuple[str, str]]]:
    """Pages with their fingerprints, by segment."""
    return cache.divided(pages, min(most, max(most // SEGMENTS, -(-len(pages) // SEGMENTS))))


def _write(target: Path, name: str, value: object, more: str = "") -> None:
    script = lists.chunk(f"{FOLDER}/{name}", lists.as_json(value))
    (target / FOLDER / f"{name}.js").write_bytes(script + more.encode())


def _placed(
    pages: Mapping[str, str], edition: Edition, target: Path, kept: Path, most: int
) -> tuple[dict[str, Segment], lists.Stems]:
    """The segments of some pages by their digests, in their order, each put into its place; and all words with their stems."""
    known = passages.known(edition)
    with contextlib.suppress(OSError):
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts: dict[str, list[str]] = {}
    for part in divided({address: seen for address, seen in pages.items() if address in known}, most):
        made_of = [(address, seen, passages.said(edition, known[address])) for address, seen in part]
        parts[cache.digest_of(MODULES, [edition.lang, made_of])] = [address for address, _ in part]
    stems: lists.Stems = {}
    segments: dict[str, Segment] = {}
    for digest in sorted(parts, key=lambda digest: not (kept / digest).exists()):  # most stems are known of the others
        make = partial(_made, edition, {address: known[address] for address in parts[digest]}, digest, stems)
        segments[digest] = Segment(*cache.placed(target, kept / digest, make))
        for lang, some in segments[digest].stems.items():
            stems.setdefault(lang, {}).update(some)
    return {digest: segments[digest] for digest in parts}, stems


def _made(edition: Edition, entries: Mapping[str, Entry[Any] | None], digest: str, stems: lists.Stems) -> cache.Made:
    pages = lists.in_order(passages.leaf(edition, entry) for entry in entries.values())
    made = lists.index(pages, f"{FOLDER}/{digest}", stems)
    return Segment([page.address for page in pages], made.stems, made.head.decode()), made.scripts


def _words(stems: lists.Stems) -> dict[str, Any]:
    """All words, in order; and their families, each a number of members and these as places among the words that differ."""
    listed = words.in_order({word for found in stems.values() for word in found})
    place = {word: number for number, word in enumerate(listed)}
    families = sorted(sorted(place[word] for word in family) for family in words.families(stems))
    flat = [number for family in families for number in (len(family), *lists.deltas(family))]
    return {"words": "\n".join(listed), "families": flat}


def _texts(segments: Sequence[Sequence[str]]) -> list[Any]:
    """The shards that hold fragments, and for each page of each segment which of them, and the fragment's name there."""
    parts = [[fragment.split("/") for fragment in fragments] for fragments in segments]
    place = {shard: number for number, shard in enumerate(sorted({shard for pages in parts for shard, _ in pages}))}
    return [list(place), [[[place[shard], name] for shard, name in pages] for pages in parts]]
