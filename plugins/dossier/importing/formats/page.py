"""Saved web pages: what the page states of itself, and its text as trafilatura finds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Line, Removed, Stated
from dossier.importing.formats import choosing
from dossier.importing.formats.blocks import SHORT, Block, blocks, is_hidden, parser
from dossier.importing.formats.jsonld import article_body, length, stories
from dossier.importing.formats.metadata import stated, title_parts
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.text import decode

LESS = 0.6  # of the text that a page states is much less than it
FAR_LESS = 0.5  # of the words that a page has is far less than these
FEW = 100  # words that may be missing without a word about it
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOOKMARKS = re.compile(r"\s*<!DOCTYPE NETSCAPE-Bookmark|.{0,300}<title>Pocket Export</title>", re.IGNORECASE | re.DOTALL)
_TITLED = (
    "//meta[@property='og:title' or @name='citation_title'] | //*[@itemprop='headline'] | //script[contains(@type, 'ld+json')]"
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which blocks of a page are its story's text, or the text that it states instead, and what is to be said of that."""

    blocks: Sequence[Block]
    kept: set[int]
    text: str = ""
    findings: tuple[str, ...] = ()


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A saved page as a clipping."""
    return (clipping(decoded(item.data), item.stated.url),)


def clipping(source: str, address: str = "") -> Clipping:
    """A page's HTML as a clipping; ``address`` is where it was saved from, if that is known."""
    if _BOOKMARKS.match(source):
        raise DossierError("is a list of addresses, without their texts: save the pages themselves")
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source).encode(), parser=parser())
    except (etree.LxmlError, ValueError) as error:
        raise DossierError("is no web page that can be read") from error
    if tree.find(".//frameset") is not None:
        raise DossierError("is a page of frames without the text in them: save the frame that holds it")
    records = list(stories(tree))
    chosen = _chosen(tree, source, records)
    known = stated(tree, source, address, records)
    first = choosing.marked(chosen.blocks, chosen.kept)
    if first is None:
        parts = title_parts(" ".join((tree.findtext(".//title") or "").split()))
        first = choosing.unmarked(chosen.blocks, chosen.kept, parts)
        known = known if first is None or not _is_page_title(tree, known) else replace(known, title=chosen.blocks[first].text)
    lines, removed = _divided(chosen, first)
    return Clipping(lines, known, wrapped=False, removed=removed, findings=chosen.findings)


def decoded(data: bytes) -> str:
    """A page's text: in the charset that it states, else as any text."""
    named = _CHARSET.search(data[:4000])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return decode(data.decode(named[1].decode("ascii")).encode("utf-8"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _chosen(tree: html.HtmlElement, source: str, told: Sequence[dict[str, Any]]) -> _Chosen:
    """A page's text: as trafilatura finds it, or as the page states it where that is much less."""
    seen = list(blocks(tree))
    findings: list[str] = []
    if not any(len(block.text) > SHORT for block in seen) and _shown(tree):
        everything = list(blocks(tree))
        if any(len(block.text) > SHORT for block in everything):
            seen, source = everything, html.tostring(tree, encoding="unicode")
            findings.append("the page hides its text, and shows none: is it the whole story?")
    if not seen:
        raise DossierError("is a web page without text")
    kept, body = choosing.kept(source, seen), article_body(told)
    text, words = "", choosing.count(seen, kept)
    if words < LESS * len(body.split()):
        kept = choosing.told(body, seen)
        text, words = ("" if kept else body), len(body.split())
        findings += ["the text is what the page states for machines; it shows less of it"] if text else []
    own = max(length(told), _longest(tree))
    if words < FAR_LESS * own and own - words > FEW:
        findings.append(f"the text has {words} words, and the page's own about {own}: is all of it there?")
    return _Chosen(seen, kept, text, tuple(findings))


def _divided(chosen: _Chosen, first: int | None) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The page's lines, of which the heading is one, and what of it is no part of the story."""
    start = first if first is None else choosing.above(chosen.blocks, first)
    long = (n for n in chosen.kept if len(chosen.blocks[n].text) > SHORT)
    begins = min(long, default=min(chosen.kept, default=0))
    lines: list[Line] = []
    removed: list[Removed] = []
    for place, block in enumerate(chosen.blocks):
        number = len(lines) + len(removed) + 1
        if place == first and place not in chosen.kept:
            lines.append(Line(block.text, number, "heading"))
        elif place in chosen.kept:
            lines.append(Line(block.text, number, block.kind))
        elif start is not None and start <= place < begins:
            lines.append(Line(block.text, number, "caption" if block.kind == "caption" else "credit"))
        else:
            removed.append(Removed(block.text, "page", number))
    passages = [" ".join(part.split()) for part in chosen.text.split("\n")]
    lines.extend(Line(text, len(chosen.blocks) + count) for count, text in enumerate(filter(None, passages), 1))
    return tuple(lines), tuple(removed)


def _shown(tree: html.HtmlElement) -> bool:
    """Show what a page hides; says whether it hides anything."""
    hidden = [element for element in tree.iter() if isinstance(element.tag, str) and is_hidden(element)]
    for element in hidden:
        element.attrib.pop("hidden", None)
        element.attrib.pop("style", None)
    return bool(hidden)


def _longest(tree: html.HtmlElement) -> int:
    """The words of the paragraphs in what a page marks as an article, the longest of several."""
    articles = tree.xpath("//article | //*[@itemprop='articleBody']")
    return max((sum(len(p.text_content().split()) for p in article.iter("p")) for article in articles), default=0)


def _is_page_title(tree: html.HtmlElement, known: Stated) -> bool:
    """Whether what a page states as its heading is nothing but its title."""
    return known.title in " ".join((tree.findtext(".//title") or "").split()) and not tree.xpath(_TITLED)
