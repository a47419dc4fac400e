"""Saved web pages: what the page states of itself, and its text as trafilatura finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from dossier.errors import DossierError
from dossier.importing import dates
from dossier.importing.clipping import Clipping, Kind, Line, Removed, Stated, sound
from dossier.importing.formats.metadata import stated, title_parts
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.text import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SKIPPED = frozenset("script style noscript template head svg iframe object select textarea button math video audio".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time "
    "tt u var wbr nobr img".split()
)
_KINDS: dict[str, Kind] = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_KINDS |= {"li": "item", "figcaption": "caption"}
_PROSE_TAGS = frozenset("p li blockquote h2 h3 h4 pre dd dt td th div".split())
_TITLED = (
    "//meta[@property='og:title' or @name='citation_title'] | //*[@itemprop='headline'] | //script[contains(@type, 'ld+json')]"
)
SHORT = 80  # characters of a line that a <br> has ended on purpose


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader sees as one, the element that it stands in, and what holds that element.

    ``named`` is the element's class, by which a page's designer tells its parts apart.
    """

    text: str
    kind: Kind
    tag: str
    parent: int
    named: str


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A saved page as a clipping."""
    return (clipping(_decoded(item.data), item.stated.url),)


def clipping(source: str, address: str = "") -> Clipping:
    """A page's HTML as a clipping; ``address`` is where it was saved from, if that is known."""
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source).encode(), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise DossierError("is no web page that can be read") from error
    blocks = list(_blocks(tree))
    if tree.find(".//frameset") is not None:
        raise DossierError("is a page of frames without the text in them: save the frame that holds it")
    if not blocks:
        raise DossierError("is a web page without text")
    known = stated(tree, source, address)
    first, kept = _kept(source, blocks)
    if first is None:
        first = _heading(blocks, kept, title_parts(" ".join((tree.findtext(".//title") or "").split())))
        known = known if first is None or not _is_page_title(tree, known) else replace(known, title=blocks[first].text)
    start = first if first is None else _above(blocks, first)
    begins = min((n for n in kept if len(blocks[n].text) > SHORT), default=min(kept, default=0))
    lines: list[Line] = []
    removed: list[Removed] = []
    for place, block in enumerate(blocks):
        number = len(lines) + len(removed) + 1
        if place == first and place not in kept:
            lines.append(Line(block.text, number, "heading"))
        elif place in kept:
            lines.append(Line(block.text, number, block.kind))
        elif start is not None and start <= place < begins:
            lines.append(Line(block.text, number, "caption" if block.kind == "caption" else "credit"))
        else:
            removed.append(Removed(block.text, "page", number))
    return Clipping(tuple(lines), known, wrapped=False, removed=tuple(removed))


def blocks_of(source: str) -> list[Block]:
    """Every block of a piece of HTML; a text that is none is one block for each of its paragraphs."""
    if not source.strip():
        return []
    return list(_blocks(html.document_fromstring(f"<html><body>{sound(source)}</body></html>".encode(), parser=_parser())))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)


def _decoded(data: bytes) -> str:
    """A page's text: in the charset that it states, else as any text."""
    named = _CHARSET.search(data[:4000])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return decode(data.decode(named[1].decode("ascii")).encode("utf-8"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _kept(source: str, blocks: list[Block]) -> tuple[int | None, set[int]]:
    """Where the page's own heading stands, and which blocks are the story's text."""
    import trafilatura  # noqa: PLC0415 - slow to load

    found = trafilatura.extract(source, include_comments=False, include_tables=True, deduplicate=False, favor_recall=True) or ""
    parts = {_folded(part) for part in found.split("\n")} - {""}
    whole = f" {_folded(found)} "
    kept = {n for n, block in enumerate(blocks) if _folded(block.text) in parts}
    kept |= {n for n, b in enumerate(blocks) if len(b.text) > 40 and _folded(b.text) and f" {_folded(b.text)} " in whole}
    if not kept:  # a page of next to nothing: all of it
        kept = {n for n, block in enumerate(blocks) if block.tag in _PROSE_TAGS}
    kept = _whole(blocks, kept)
    return next((n for n in reversed(range(min(kept, default=0) + 1)) if blocks[n].tag == "h1"), None), kept


def _whole(blocks: list[Block], kept: set[int]) -> set[int]:
    """What trafilatura kept, with the short paragraphs of the story that it passed over, and without the words of menus."""
    long = sorted(n for n in kept if len(blocks[n].text) > 40)
    if not long:
        return kept
    homes = {blocks[n].parent for n in long}
    kept = {n for n in kept if blocks[n].parent in homes or long[0] <= n <= long[-1]}
    kept |= {n for n in range(min(kept), max(kept)) if blocks[n].parent in homes and blocks[n].tag in _PROSE_TAGS}
    first, before, after = blocks[long[0]], min(kept) - 1, max(kept) + 1
    while before >= 0 and first.named and (blocks[before].parent, blocks[before].named) == (first.parent, first.named):
        kept.add(before)
        before -= 1
    while after < len(blocks) and blocks[after].parent in homes and blocks[after].tag in ("p", "div", "td", "blockquote"):
        kept.add(after)
        after += 1
    return kept


def _heading(blocks: list[Block], kept: set[int], parts: list[str]) -> int | None:
    """Where the heading stands on a page that marks none as such: what its title repeats, or the one heading above the text."""
    long = next((n for n in sorted(kept) if len(blocks[n].text) > SHORT), min(kept, default=0))
    wanted = [f"{_folded(part)} " for part in parts if len(part.split()) >= 3]
    told = [n for n in range(long) if any(f"{_folded(blocks[n].text)} ".startswith(part) for part in wanted)]
    headings = [n for n in range(long) if blocks[n].tag in ("h2", "h3")]
    return headings[0] if len(headings) == 1 else told[-1] if told else None


def _is_page_title(tree: html.HtmlElement, known: Stated) -> bool:
    """Whether what a page states as its heading is nothing but its title."""
    return known.title in " ".join((tree.findtext(".//title") or "").split()) and not tree.xpath(_TITLED)


def _above(blocks: list[Block], first: int) -> int:
    """Where the lines begin that give the day above a heading."""
    return next((n for n in range(max(0, first - 2), first) if dates.whole(blocks[n].text)), first)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _blocks(tree: html.HtmlElement) -> Iterator[Block]:
    """Every run of text that a reader of the page sees, in order."""
    alive = list(tree.iter())  # an element's id is its own only as long as lxml keeps it
    body = tree.find("body")
    pending: list[str] = []
    owner = body if body is not None else tree

    def flush() -> Iterator[Block]:
        text = "".join(pending)
        pending.clear()
        parent = owner.getparent()
        kind: Kind = next((_KINDS[e.tag] for e in (owner, parent) if e is not None and e.tag in _KINDS), "text")
        for part in _parts(text):
            leaf = owner.tag in _PROSE_TAGS - {"td", "th"} and not any(child.tag not in _INLINE | {"br"} for child in owner)
            yield Block(part, kind, str(owner.tag), id(parent) if leaf else id(owner), owner.get("class") or "")

    stack: list[tuple[html.HtmlElement, bool]] = [(owner, False)]
    while stack:
        element, done = stack.pop()
        inline = element.tag in _INLINE
        if done:
            if not inline:
                yield from flush()
                outer = element.getparent()
                owner = outer if outer is not None else owner
        else:
            if not isinstance(element.tag, str) or element.tag in _SKIPPED or _hidden(element):
                pending.append(element.tail or "")
                continue
            if element.tag == "br":
                pending.append("\n" + (element.tail or "").lstrip("\r\n"))
                continue
            if not inline:
                yield from flush()
                owner = element
            pending.append(_flat(element.text))
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not body:
            pending.append(_flat(element.tail))
    alive.clear()


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _parts(text: str) -> list[str]:
    """A run's paragraphs: two line breaks end one, and a single one does after a short line."""
    parts: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for line in paragraph.split("\n"):
            flat = " ".join(line.split())
            if parts and flat and parts[-1] and len(parts[-1].rpartition("\n")[2]) > SHORT and len(flat) > SHORT:
                parts[-1] += " " + flat
            else:
                parts.append(flat)
        parts.append("")
    return [part for part in parts if part]


def _hidden(element: html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style
