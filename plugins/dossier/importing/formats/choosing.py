"""Which blocks of a page are the story's text, and which one is its heading."""

import re
from collections.abc import Sequence

from dossier.importing import dates
from dossier.importing.formats.blocks import PROSE_TAGS, SHORT, Block

WHOLE = 0.8  # of a text that a page states must be among its blocks, for these to be the text


def kept(source: str, blocks: Sequence[Block]) -> set[int]:
    """Which blocks are the story's text, by what trafilatura finds on the page."""
    import trafilatura  # noqa: PLC0415 - slow to load

    found = trafilatura.extract(source, include_comments=False, include_tables=True, deduplicate=False) or ""
    parts = {_folded(part) for part in found.split("\n")} - {""}
    whole = f" {_folded(found)} "
    chosen = {n for n, block in enumerate(blocks) if _folded(block.text) in parts}
    chosen |= {n for n, b in enumerate(blocks) if len(b.text) > 40 and _folded(b.text) and f" {_folded(b.text)} " in whole}
    if not chosen:  # a page of next to nothing: all of it
        chosen = {n for n, block in enumerate(blocks) if block.tag in PROSE_TAGS}
    return _whole(blocks, chosen)


def told(text: str, blocks: Sequence[Block]) -> set[int]:
    """The blocks that are the text which a page states as its story's; none where they are not nearly all of it."""
    whole, parts = f" {_folded(text)} ", {_folded(part) for part in text.split("\n")} - {""}
    chosen = {
        n for n, b in enumerate(blocks) if _folded(b.text) in parts or (len(b.text) > 40 and f" {_folded(b.text)} " in whole)
    }
    return chosen if count(blocks, chosen) >= WHOLE * len(text.split()) else set()


def count(blocks: Sequence[Block], chosen: set[int]) -> int:
    """How many words some blocks have."""
    return sum(len(blocks[n].text.split()) for n in chosen)


def marked(blocks: Sequence[Block], chosen: set[int]) -> int | None:
    """Where the heading stands that a page marks as its own."""
    return next((n for n in reversed(range(min(chosen, default=0) + 1)) if blocks[n].tag == "h1"), None)


def _whole(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """What trafilatura kept, with the short paragraphs of the story that it passed over, and without the words of menus."""
    long = sorted(n for n in kept if len(blocks[n].text) > 40)
    if not long:
        return kept
    homes = {blocks[n].parent for n in long}
    kept = {n for n in kept if blocks[n].parent in homes or long[0] <= n <= long[-1]}
    kept |= {n for n in range(min(kept), max(kept)) if blocks[n].parent in homes and blocks[n].tag in PROSE_TAGS}
    first, before, after = blocks[long[0]], min(kept) - 1, max(kept) + 1
    while before >= 0 and first.named and (blocks[before].parent, blocks[before].named) == (first.parent, first.named):
        kept.add(before)
        before -= 1
    while after < len(blocks) and blocks[after].parent in homes and blocks[after].tag in ("p", "div", "td", "blockquote"):
        kept.add(after)
        after += 1
    return kept


def unmarked(blocks: Sequence[Block], kept: set[int], parts: list[str]) -> int | None:
    """Where the heading stands on a page that marks none as such: what its title repeats, or the one heading above the text."""
    long = next((n for n in sorted(kept) if len(blocks[n].text) > SHORT), min(kept, default=0))
    wanted = [f"{_folded(part)} " for part in parts if len(part.split()) >= 3]
    told = [n for n in range(long) if any(f"{_folded(blocks[n].text)} ".startswith(part) for part in wanted)]
    headings = [n for n in range(long) if blocks[n].tag in ("h2", "h3")]
    return headings[0] if len(headings) == 1 else told[-1] if told else None


def above(blocks: Sequence[Block], first: int) -> int:
    """Where the lines begin that give the day above a heading."""
    return next((n for n in range(max(0, first - 2), first) if dates.whole(blocks[n].text)), first)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
