"""Texts of OpenOffice and LibreOffice: .odt, and .fodt, which is the same in one XML file."""

import re
from collections.abc import Iterator
from typing import Any

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Kind, Line, Removed
from dossier.importing.formats.archive import opened, part
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.xmltree import name, parsed, words

_ASIDE = {"annotation": "annotation", "tracked-changes": "deleted before", "note-citation": "number of a note"}
_UNREAD = frozenset({"forms", "sequence-decls", "variable-decls", "user-field-decls", "annotation-end", "desc", "title"})


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A text as a clipping: its paragraphs, headings, lists, the rows of its tables, its notes each after its paragraph."""
    if item.data.startswith(b"PK"):
        with opened(item) as archive:
            if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
                raise DossierError("is locked by a password")
            root = parsed(part(archive, "content.xml"))
    else:
        root = parsed(item.data)
    body = next((element for element in root.iter() if name(element) == "text" and name(element.getparent()) == "body"), None)
    if body is None:
        raise DossierError("is an OpenDocument file other than a text: save it as .odt, .docx or PDF, or a table as .csv")
    removed: list[Removed] = []
    found = [(text, kind) for text, kind in _paragraphs(body, removed) if text]
    return (Clipping(tuple(Line(*pair) for pair in _numbered(found)), wrapped=False, removed=tuple(removed)),)


def _numbered(found: list[tuple[str, Kind]]) -> Iterator[tuple[str, int, Kind]]:
    yield from ((text, number, kind) for number, (text, kind) in enumerate(found, 1))


def _paragraphs(element: Any, removed: list[Removed], kind: Kind = "text") -> Iterator[tuple[str, Kind]]:
    """The paragraphs below an element; what is no text of the author's is set aside."""
    for child in element:
        called = name(child)
        if called in _ASIDE:
            removed.append(Removed(words(child), _ASIDE[called]))
        elif called in ("p", "h"):
            yield from _paragraph(child, removed, "heading" if called == "h" else kind)
        elif called == "table-row":
            cells = [" ".join(text for text, _ in _paragraphs(cell, removed) if text) for cell in child]
            yield " | ".join(cell for cell in cells if cell), "item"
        elif called and called not in _UNREAD:
            yield from _paragraphs(child, removed, "item" if called == "list-item" else kind)


def _paragraph(element: Any, removed: list[Removed], kind: Kind) -> Iterator[tuple[str, Kind]]:
    """A paragraph's lines, then those of the notes and frames that are anchored in it."""
    parts: list[str] = []
    anchored: list[tuple[str, Kind]] = []
    _inline(element, parts, anchored, removed)
    for line in "".join(parts).split("\n"):
        yield re.sub(r"[ \t]+", " ", line).strip(), kind
    yield from anchored


def _inline(element: Any, parts: list[str], anchored: list[tuple[str, Kind]], removed: list[Removed]) -> None:
    parts.append(element.text or "")
    for child in element:
        called = name(child)
        if called in ("s", "tab"):
            parts.append(" ")
        elif called == "line-break":
            parts.append("\n")
        elif called in _ASIDE:
            removed.append(Removed(words(child), _ASIDE[called]))
        elif called in ("note", "frame", "custom-shape"):
            anchored.extend(_paragraphs(child, removed))
        elif called and called not in _UNREAD:
            _inline(child, parts, anchored, removed)
        parts.append(child.tail or "")
