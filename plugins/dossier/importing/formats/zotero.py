"""A library as CSL-JSON, as Zotero exports it, with the files attached to its items beside it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.chronology import PartialDate
from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Stated, sound
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode, lines

LARGEST = 50_000_000  # bytes of an attachment


def read(item: RawFile) -> tuple[Clipping, ...]:
    """The abstract of an item that has no file attached."""
    record = json.loads(decode(item.data))
    text = "\n\n".join(block.text for block in blocks_of(str(record.get("abstract") or "")))
    return (Clipping(lines(text), _stated(record), wrapped=False),)


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The attachments of a library's items, each with what the library states of it; without one, the item's abstract."""
    try:
        found = json.loads(decode(item.data))
    except (ValueError, RecursionError) as error:
        raise DossierError("is no JSON") from error
    if isinstance(found, dict) and "abstract" in found and "title" in found:
        yield item
        return
    records = found if isinstance(found, list) else found.get("items", []) if isinstance(found, dict) else []
    records = [record for record in records if isinstance(record, dict) and record.get("title")]
    if not records:
        raise DossierError("is JSON, and no library in CSL-JSON")
    for number, record in enumerate(records, 1):
        attached = list(_attached(item, record))
        yield from attached
        if not attached and record.get("abstract"):
            yield RawFile(f"{item.name}/{number}.json", sound(json.dumps(record, ensure_ascii=False, indent=1)).encode())
        elif not attached:
            yield Refused(f"{item.name}/{number}", f"has neither a file beside it nor an abstract: {record['title']}")


def _attached(item: RawFile, record: dict[str, Any]) -> Iterator[RawFile | Refused]:
    """The files of one record; only files below the library's own folder are opened."""
    folder = Path(item.name).parent.resolve()
    for name in _names(record):
        path = (folder / name).resolve()
        try:
            if not path.is_relative_to(folder) or path.stat().st_size > LARGEST:
                yield Refused(f"{item.name}/{name}", "is not below the library's folder, or is too large")
            else:
                yield RawFile(
                    str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path),
                    path.read_bytes(),
                    _stated(record),
                )
        except OSError:
            yield Refused(f"{item.name}/{name}", "is attached, and not there")


def _names(record: dict[str, Any]) -> Iterator[str]:
    """The paths of a record's files, in the forms that Zotero and its extensions write."""
    for attached in record.get("attachments") or ():
        name = attached if isinstance(attached, str) else attached.get("path") or attached.get("localPath") or ""
        if name:
            yield sound(str(name))
    for part in sound(str(record.get("file") or "")).split(";"):
        if part.strip():  # Full text:files/12/story.pdf:application/pdf
            pieces = part.strip().split(":")
            yield pieces[1] if len(pieces) == 3 else part.strip()


def _stated(record: dict[str, Any]) -> Stated:
    authors = (_author(author) for author in record.get("author") or () if isinstance(author, dict))
    return Stated(
        title=" ".join(str(record.get("title") or "").split()),
        date=_date(record.get("issued")),
        byline=tuple(author for author in authors if author),
        dateline=str(record.get("event-place") or ""),
        publisher=str(record.get("container-title") or record.get("publisher") or ""),
        url=str(record.get("URL") or ""),
        lang=str(record.get("language") or ""),
    )


def _author(author: dict[str, Any]) -> str:
    parts = (author.get("given"), author.get("non-dropping-particle"), author.get("family"))
    return str(author.get("literal") or " ".join(str(part) for part in parts if part))


def _date(issued: Any) -> PartialDate | None:
    try:
        parts = [int(part) for part in issued["date-parts"][0]]
        return PartialDate.parse("-".join(f"{part:04}" if n == 0 else f"{part:02}" for n, part in enumerate(parts)))
    except (TypeError, KeyError, IndexError, ValueError):
        return None
