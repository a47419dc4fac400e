"""The book's chapters as trees: links and ids of the site's pages brought into one book."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import tinyhtml5

from dossier.edition import Edition
from dossier.language import Language
from dossier.views import View
from dossier.views.article import ArticleView
from dossier.views.book import Part, anchor

Render: TypeAlias = Callable[[str, object], str]  # the name of a template of the book, and its view
Address: TypeAlias = Callable[[str, str, str], str]  # from a chapter, to a chapter, and an id there or nothing

# The pictures that every EPUB reader shows.
PICTURES = {".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml"}
CHAPTER = "chapter:"  # in front of the address of a chapter, until a form of the book gives it another
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_URL = re.compile(r'["<>\\^`{|}\[\]]')


@dataclass(frozen=True, slots=True)
class ChapterTree:
    """A chapter as a tree of HTML elements, and the ids that links may lead to."""

    view: View
    tree: Element
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents, with the lines below it; ``address`` is empty for a heading between chapters."""

    label: str
    lang: str
    date: str
    address: str
    below: tuple["Line", ...] = ()


def bind(parts: Sequence[Part], render: Render, pictures: Mapping[str, bytes]) -> dict[str, ChapterTree]:
    """All chapters by address, in reading order; what is in the book is known, and links to anything else are not links.

    ``pictures`` are files by their path in the content folder.
    """
    chapters = {view.address: _chapter_tree(view, render(view.template, view)) for part in parts for view in part.views}
    for chapter in chapters.values():
        for element in chapter.tree.iter():
            if element.tag == "a" and "href" in element.attrib:
                _settle_link(element, chapter, chapters)
            elif element.tag == "img":
                _settle_picture(element, chapter, pictures)
    return chapters


def rewrite(chapter: ChapterTree, address: Address, source: Callable[[str], str]) -> list[str]:
    """Give a chapter's links and pictures the addresses of one form of the book; returns the paths of the pictures."""
    shown = []
    for element in chapter.tree.iter():
        href, src = element.get("href", ""), element.get("src", "")
        if href.startswith(CHAPTER):
            target, _, fragment = href.removeprefix(CHAPTER).partition("#")
            element.set("href", address(chapter.view.address, target, fragment))
        elif src:
            shown.append(src)
            element.set("src", source(src))
    return shown


def contents(parts: Sequence[Part], address: Callable[[str], str], words: Language) -> tuple[Line, ...]:
    """The book's contents but its title page; ``address`` makes one in the book of one of the site's."""

    def line(view: View, below: tuple[Line, ...] = ()) -> Line:
        date = words.date(view.date) if isinstance(view, ArticleView) else ""
        return Line(view.title, view.lang, date, address(view.address), below)

    def group(heading: str, views: Sequence[View]) -> tuple[Line, ...]:
        lines = tuple(line(view) for view in views)
        return (Line(heading, "", "", "", lines),) if heading else lines

    return tuple(line(part.opening, tuple(one for pair in part.groups for one in group(*pair))) for part in parts[1:])


def issued(edition: Edition) -> str:
    """The day that the book is of, in ISO 8601: that of the newest article."""
    return edition.articles[-1].head.date.first.isoformat() if edition.articles else "1980-01-01"


def _chapter_tree(view: View, html: str) -> ChapterTree:
    document = tinyhtml5.parse(StringIO(_NOT_XML.sub("", html)), namespace_html_elements=False)
    tree = document.find("body/section")
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.get("class") == "permalink":
                _remove(parent, child)
            elif child.get("class") == "backref":
                child.text = "↩"
    _anchor(view, tree)
    return ChapterTree(view, tree, frozenset(element.attrib["id"] for element in tree.iter() if "id" in element.attrib))


def _remove(parent: Element, child: Element) -> None:
    """Take an empty element out; what follows it stays."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _anchor(view: View, tree: Element) -> None:
    """Give the first place that names an actor the id that the index leads to, or that leads to its entry there."""
    named: set[str] = set()
    for element in tree.iter("a"):
        target, fragment = _destination(view.address, element.get("href", ""))
        if target.startswith("actors/") and not fragment and target not in named:
            named.add(target)
            element.set("id", anchor(target))


def _destination(address: str, href: str) -> tuple[str, str]:
    """The address from the site's root that a link of a page leads to, and the id there."""
    parts = urlsplit(href)
    if not parts.path:
        return address, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    return path, unquote(parts.fragment)


def _settle_link(element: Element, chapter: ChapterTree, chapters: Mapping[str, ChapterTree]) -> None:
    href = element.attrib["href"]
    if urlsplit(href).scheme:
        element.set("href", _NOT_URL.sub(lambda match: f"%{ord(match[0]):02X}", href))
        return
    target, fragment = _destination(chapter.view.address, href)
    if target not in chapters:
        element.tag = "span"
        element.attrib = {key: value for key, value in element.attrib.items() if key == "id"}
        return
    element.set("href", f"{CHAPTER}{target}" + (f"#{fragment}" if fragment in chapters[target].ids else ""))


def _settle_picture(element: Element, chapter: ChapterTree, pictures: Mapping[str, bytes]) -> None:
    path, _ = _destination(chapter.view.address, element.attrib["src"])
    if path in pictures:
        element.set("src", path)
        return
    element.tag, element.text = "span", element.get("alt", "")
    element.attrib = {}
