"""All sources for reference managers: CSL-JSON, BibTeX and RIS."""

import json
from collections.abc import Iterator
from typing import Any

import rispy
from pybtex.database import BibliographyData
from pybtex.database import Entry as BibEntry

from dossier.chronology import PartialDate
from dossier.concordance import Edition
from dossier.model import Source
from dossier.text import slug


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """RIS as the specification has it, without numbers between the records."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 - what rispy calls
        """Nothing stands before a record."""
        return ""


def csl(edition: Edition) -> str:
    """CSL-JSON, as citation processors and Zotero read it."""
    return json.dumps([_item(name, source) for name, source in _named(edition)], ensure_ascii=False, indent=1) + "\n"


def bibtex(edition: Edition) -> str:
    """BibTeX."""
    entries = {name: BibEntry("misc", list(_fields(source))) for name, source in _named(edition)}
    return str(BibliographyData(entries).to_string("bibtex"))


def ris(edition: Edition) -> str:
    """RIS."""
    return str(rispy.dumps([_record(name, source) for name, source in _named(edition)], implementation=_Writer))


def _named(edition: Edition) -> Iterator[tuple[str, Source]]:
    """Each source once, with a key made of its publisher, its year and its title's first words."""
    seen: dict[Source, str] = {}
    for sources in edition.by_publisher.values():
        for source, _ in sources:
            year = str(source.date.year) if source.date else "nd"
            base = "-".join((slug(source.publisher), year, *slug(source.title).split("-")[:4]))
            if source not in seen:
                taken = set(seen.values())
                seen[source] = next(n for n in (base, *(f"{base}-{i}" for i in range(2, len(seen) + 3))) if n not in taken)
    return ((name, source) for source, name in sorted(seen.items(), key=lambda pair: pair[1]))


def _note(source: Source) -> str:
    return "; ".join(filter(None, [f"seen at: {source.via}" if source.via else "", source.locator or ""]))


def _item(name: str, source: Source) -> dict[str, Any]:
    item: dict[str, Any] = {"id": name, "type": "article-newspaper", "title": source.title, "container-title": source.publisher}
    for key, value in (("issued", source.date), ("accessed", source.retrieved)):
        if value:
            item[key] = {"date-parts": [_parts(value)]}
    for key, text in (("URL", source.url), ("archive", source.archived), ("note", _note(source))):
        if text:
            item[key] = text
    return item | ({"author": [{"literal": source.author}]} if source.author else {})


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    date = source.date
    fields = {
        "author": source.author,
        "title": source.title,
        "howpublished": source.publisher,
        "year": str(date.year) if date else None,
        "month": str(date.month) if date and date.month else None,
        "date": date.iso if date else None,
        "url": source.url,
        "note": _note(source),
    }
    return ((key, value) for key, value in fields.items() if value)


def _record(name: str, source: Source) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type_of_reference": "NEWS",
        "id": name,
        "title": source.title,
        "secondary_title": source.publisher,
    }
    if source.date:
        record |= {"year": str(source.date.year), "date": "/".join(f"{part:02}" for part in _parts(source.date))}
    record |= {"urls": [source.url]} if source.url else {}
    record |= {"authors": [source.author]} if source.author else {}
    return record | ({"notes": [_note(source)]} if _note(source) else {})
