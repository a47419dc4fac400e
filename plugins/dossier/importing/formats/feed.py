"""RSS and Atom files: an entry is a clipping of its own."""

from io import BytesIO
from typing import Any

from dossier.chronology import PartialDate
from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Line, Stated
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A feed's entries, each as a clipping with the text that the feed holds of it."""
    import feedparser  # noqa: PLC0415 - slow to load

    if b"<!ENTITY" in item.data:
        raise DossierError("defines entities of its own, and is not read")
    found = feedparser.parse(BytesIO(item.data))
    if not found.entries:
        raise DossierError("is XML, and no feed with entries")
    publisher = " ".join(str(found.feed.get("title") or "").split())
    return tuple(_entry(entry, publisher, str(found.feed.get("language") or "")) for entry in found.entries)


def _entry(entry: Any, publisher: str, lang: str) -> Clipping:
    contents = [content.value for content in entry.get("content", ()) if content.get("value")]
    source = max([*contents, entry.get("summary") or ""], key=len)
    heading = _plain(entry.get("title") or "")
    told = Stated(
        title=heading,
        date=_day(entry),
        byline=tuple(author.name for author in entry.get("authors", ()) if author.get("name")),
        publisher=_plain(str(entry.get("source", {}).get("title") or "")) or publisher,
        url=str(entry.get("link") or ""),
        lang=lang,
    )
    lines = (Line(block.text, number, block.kind) for number, block in enumerate(blocks_of(source), 1))
    return Clipping(tuple(lines), told, wrapped=False)


def _plain(source: str) -> str:
    return " ".join(block.text for block in blocks_of(source))


def _day(entry: Any) -> PartialDate | None:
    """The entry's day as it is written, for a day depends on where the hour is read."""
    from dossier.importing import dates  # noqa: PLC0415
    from dossier.importing.formats.metadata import day  # noqa: PLC0415

    text = str(entry.get("published") or entry.get("updated") or "")
    found = next(dates.find(text), None)
    return day(text) or (found.readings[0] if found and len(found.readings) == 1 else None)
