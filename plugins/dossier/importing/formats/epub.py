"""Books (EPUB), as readers of news make them of a day's stories: each chapter is a clipping."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from dossier.errors import DossierError
from dossier.importing.clipping import Stated
from dossier.importing.formats.archive import opened, part
from dossier.importing.formats.blocks import SHORT, blocks_of
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode
from dossier.importing.formats.xmltree import name, parsed, words

_TOOLS = frozenset({"calibre", "pandoc", "sigil", "dotepub", "wallabag", "instapaper", "pocket", "epubpress"})
_DAY = re.compile(r"\s*\[[^\]]*\]\s*$")  # The Example Gazette [Thu, 13 Jan 2011]


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The chapters in the order of reading; covers and lists of contents, which have no sentence, are none."""
    with opened(item) as archive:
        if b"html" in part(archive, "META-INF/encryption.xml"):
            raise DossierError("is a book with a lock on it (DRM)")
        try:
            root = parsed(part(archive, "META-INF/container.xml"))
            path = next(str(element.get("full-path")) for element in root.iter() if name(element) == "rootfile")
            package = parsed(part(archive, path))
        except StopIteration as error:
            raise DossierError("is a damaged book") from error
        told, count = _stated(package), 0
        for chapter in _chapters(package, posixpath.dirname(path)):
            found = _chapter(archive, item.name, chapter, told)
            count += found is not None
            yield from [found] if found else []
        if not count:
            yield Refused(item.name, "is a book without text")


def _chapter(archive: ZipFile, where: str, path: str, told: Stated) -> RawFile | Refused | None:
    """A chapter, if there is a sentence in it."""
    if path not in archive.namelist():
        return Refused(f"{where}/{path}", "is named in the book, and not there")
    try:
        data = part(archive, path)
    except DossierError as error:
        return Refused(f"{where}/{path}", str(error))
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", decode(data))
    has_text = any(len(block.text) > SHORT for block in blocks_of(source))
    return RawFile(f"{where}/{path}", data, told) if has_text else None


def _chapters(package: Any, folder: str) -> Iterator[str]:
    """The paths of a book's chapters, without the list of its contents."""
    items = {element.get("id"): element for element in package.iter() if name(element) == "item"}
    for reference in (element for element in package.iter() if name(element) == "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "nav" not in (item.get("properties") or "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _stated(package: Any) -> Stated:
    """What a book states for each of its stories: its publisher, or its own title where a program made it, and its language."""
    told = {name(element): words(element) for element in reversed(list(package.iter()))}
    publisher, title = told.get("publisher", ""), told.get("title", "")
    if publisher.partition(" ")[0].casefold() in _TOOLS:
        publisher = _DAY.sub("", title) if _DAY.search(title) else ""
    return Stated(publisher=publisher, lang=told.get("language", ""))
