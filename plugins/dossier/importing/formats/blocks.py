"""HTML as a reader sees it: runs of text in order, each with the element that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from dossier.importing.clipping import Kind, sound

_SKIPPED = frozenset("script style noscript template head svg iframe object select textarea button math video audio".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time "
    "tt u var wbr nobr img".split()
)
_KINDS: dict[str, Kind] = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_KINDS |= {"li": "item", "figcaption": "caption"}
PROSE_TAGS = frozenset("p li blockquote h2 h3 h4 pre dd dt td th div tr".split())
MARKUP = re.compile(r"</?(?:p|br|div|a|em|strong|h\d|li)\b[^>]{0,500}>", re.IGNORECASE)  # what tells HTML from a text
SHORT = 80  # characters of a line that a <br> has ended on purpose
CELL = 200  # characters of a table's cell, beyond which the table lays out a page


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


def parser() -> html.HTMLParser:
    """What reads HTML here: whatever was typed, as UTF-8, without comments."""
    return html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)


def blocks_of(source: str) -> list[Block]:
    """Every block of a piece of HTML; a text that is none is one block for each of its paragraphs."""
    if not source.strip():
        return []
    return list(blocks(html.document_fromstring(f"<html><body>{sound(source)}</body></html>".encode(), parser=parser())))


def blocks(tree: html.HtmlElement) -> Iterator[Block]:
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
            leaf = owner.tag in PROSE_TAGS - {"td", "th"} and not any(child.tag not in _INLINE | {"br"} for child in owner)
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
            if (instead := _instead(element)) is not None:
                pending.append(instead)
                continue
            if not inline:
                yield from flush()
            if rows := _rows(element):
                yield from (Block(row, "item", "tr", id(owner), element.get("class") or "") for row in rows)
                pending.append(_flat(element.tail))
                continue
            owner = owner if inline else element
            pending.append(_flat(element.text))
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not body:
            pending.append(_flat(element.tail))
    alive.clear()


def _instead(element: html.HtmlElement) -> str | None:
    """What a reader sees of an element whose content is no text, with what follows it; None where the content is text."""
    if element.tag == "br":
        return "\n" + (element.tail or "").lstrip("\r\n")
    if not isinstance(element.tag, str) or element.tag in _SKIPPED or is_hidden(element):
        return element.tail or ""
    return None


def _rows(table: html.HtmlElement) -> list[str]:
    """The rows of a table that holds data, each as one text; none of a table that lays out a page, or of what is no table."""
    if table.tag != "table" or table.find(".//table") is not None:
        return []
    cells = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    filled = [[cell for cell in row if cell] for row in cells if any(row)]
    wide = max(map(len, cells), default=0)
    marked = wide > 2 or len(filled) > 3 or table.find(".//th") is not None
    if not marked or sum(len(row) > 1 for row in filled) < 2 or any(len(cell) > CELL for row in filled for cell in row):
        return []
    return [" | ".join(row) for row in filled]


def _cell(cell: html.HtmlElement) -> str:
    return " ".join(block.text for block in blocks(cell))


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


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a page shows an element only when a script says so, or never."""
    style = element.get("style", "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style
