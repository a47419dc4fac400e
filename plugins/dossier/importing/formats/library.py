"""Items of a reference manager's library, or rows of a table, as records of CSL, with the files attached to them."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing.clipping import Clipping, Line, Removed, Stated, sound
from dossier.importing.formats.blocks import MARKUP, blocks_of
from dossier.importing.formats.metadata import day
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import clean, lines

LARGEST = 50_000_000  # bytes of an attachment


def members(item: RawFile, records: Iterable[dict[str, Any]]) -> Iterator[RawFile | Refused]:
    """The attachments of a library's items, each with what the library states of it; without one, the item by itself."""
    for number, record in enumerate(records, 1):
        attached = list(_attached(item, record))
        yield from attached
        if not attached and (record.get("text") or record.get("abstract")):
            yield RawFile(f"{item.name}/{number}.json", sound(json.dumps(record, ensure_ascii=False, indent=1)).encode())
        elif not attached:
            yield Refused(
                f"{item.name}/{number}", f"has neither a file beside it nor a text: {record.get('title') or 'untitled'}"
            )


def clipping(record: dict[str, Any]) -> Clipping:
    """The text of an item that has no file attached, or its abstract; what else is told of it is set aside."""
    source = str(record.get("text") or record.get("abstract") or "")
    told = _stated(record)
    aside = {key: value for key, value in record.items() if key not in _used(record, told) and value}
    removed = tuple(Removed(f"{key}: {_plain(value)}", "record") for key, value in aside.items())
    if MARKUP.search(source):
        found = (Line(block.text, number, block.kind) for number, block in enumerate(blocks_of(source), 1))
        return Clipping(tuple(found), told, wrapped=False, removed=removed)
    return Clipping(lines(clean(source)), told, wrapped=bool(record.get("text")), removed=removed)


def _used(record: dict[str, Any], told: Stated) -> set[str]:
    """The fields that a clipping is made of."""
    publisher = "container-title" if record.get("container-title") else "publisher"
    return {
        "text" if record.get("text") else "abstract", publisher, "title", "URL", "event-place", "language",
        *(["author"] if told.byline else []), *(["issued"] if told.date else []),
    }  # fmt: skip


def _plain(value: Any) -> str:
    """A field's value as words, whatever it is made of."""
    if isinstance(value, dict):
        return "; ".join(_plain(part) for part in value.values() if part)
    return "; ".join(map(_plain, value)) if isinstance(value, list) else str(value)


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
        if name and "://" not in str(name):  # an address is no file
            yield sound(str(name))
    for part in sound(str(record.get("file") or "")).split(";"):
        if part.strip() and "://" not in part:  # Full text:files/12/story.pdf:application/pdf
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


def day_of(text: str) -> dict[str, Any] | None:
    """A day as a record states it: a year, a month, or a day, written as a date; None where it can be read in two ways."""
    bare = text.strip().strip("/")
    try:
        date = PartialDate.parse(bare)
    except ValueError:
        known = dates.whole(bare)
        written = day(bare) or (known.readings[0] if known and len(known.readings) == 1 else None)
        if not written:
            return None
        date = written
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def authors_of(texts: Iterable[str]) -> list[dict[str, str]]:
    """Authors as a record states them: ``Kowal, Anna`` as well as ``Anna Kowal``, one or several in a text."""
    names = [name.strip() for text in texts for name in re.split(r"\s*(?:;|\||\band\b|&|\n)\s*", text) if name.strip()]
    return [author for name in names for author in _authors(name)]


def _authors(name: str) -> Iterator[dict[str, str]]:
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2 and not (" " in parts[0] and " " in parts[1]):
        yield {"family": parts[0], "given": parts[1]}
    else:
        yield from ({"literal": part} for part in parts)
