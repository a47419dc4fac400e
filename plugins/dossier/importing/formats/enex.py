"""Notes of Evernote (.enex): each note is a clipping, with the address that it was clipped from."""

import base64
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Line, Removed, Stated
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.xmltree import name, parsed, words

_CLIPPINGS = (".pdf", ".docx", ".odt", ".rtf", ".html", ".htm", ".txt", ".eml")


def read(item: RawFile) -> tuple[Clipping, ...]:
    """One note. Its days say when it was clipped, and its author who did that: neither is the story's."""
    note = parsed(item.data)
    source = re.sub(r"\A.*?(?=<en-note)", "", note.findtext("content") or "", flags=re.DOTALL)
    told = Stated(title=_text(note, "title"), url=_text(note, ".//source-url"))
    lines = (Line(block.text, number, block.kind) for number, block in enumerate(blocks_of(source), 1))
    aside = [element for element in note.iter() if _is_aside(element)]
    removed = (Removed(f"{name(element)}: {words(element)}", "note's own") for element in aside)
    return (Clipping(tuple(lines), told, wrapped=False, removed=tuple(removed)),)


def members(item: RawFile) -> Iterator[RawFile]:
    """The notes of an export, each with the clippings among its attached files."""
    root = parsed(item.data)
    if name(root) == "note":
        yield item
        yield from _attached(item.name, root)
        return
    notes = [element for element in root if name(element) == "note"]
    if not notes:
        raise DossierError("is an Evernote export without notes")
    for number, note in enumerate(notes, 1):
        yield RawFile(f"{item.name}/{number}.enex", etree.tostring(note, encoding="utf-8", with_tail=False))


def _attached(where: str, note: Any) -> Iterator[RawFile]:
    for resource in note.iter("resource"):
        called = _text(resource, ".//file-name")
        if called.lower().endswith(_CLIPPINGS):
            yield RawFile(f"{where}/{called}", base64.b64decode(resource.findtext("data") or ""))


def _is_aside(element: Any) -> bool:
    """Whether an element holds a word about the note: no text of it, no file, and not what the clipping states."""
    within = {name(parent) for parent in element.iterancestors()} | {name(element)}
    return not len(element) and not within & {"content", "resource", "title", "source-url"} and bool(words(element))


def _text(element: Any, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())
