"""Pages that Safari saved (.webarchive): a property list with the page, its frames and its pictures."""

import plistlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.parsers.expat import ExpatError

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Removed
from dossier.importing.formats import page
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile


def read(item: RawFile) -> tuple[Clipping, ...]:
    """The page as a clipping, with its address; the text of frames within it is set aside."""
    try:
        found = plistlib.loads(item.data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, RecursionError) as error:
        raise DossierError("is a damaged web archive of Safari") from error
    main = found.get("WebMainResource") if isinstance(found, dict) else None
    if not isinstance(main, dict):
        raise DossierError("is a property list, and no web archive of Safari")
    read_page = page.clipping(_text(main), str(main.get("WebResourceURL") or ""))
    return (replace(read_page, removed=(*read_page.removed, *_frames(found))),)


def _frames(archive: Any) -> Iterator[Removed]:
    for frame in archive.get("WebSubframeArchives") or ():
        main = frame.get("WebMainResource") or {}
        yield Removed(str(main.get("WebResourceURL") or ""), "other page in the file")
        yield from (Removed(block.text, "other page in the file") for block in blocks_of(_text(main)))


def _text(resource: Any) -> str:
    """A page's text, in the encoding that Safari notes of it."""
    data = resource.get("WebResourceData")
    data = data if isinstance(data, bytes) else b""
    try:
        return data.decode(str(resource.get("WebResourceTextEncodingName") or ""))
    except (LookupError, UnicodeDecodeError):
        return page.decoded(data)
