"""References as records for reference managers: CSL-JSON (https://docs.citationstyles.org/), BibTeX and RIS.

What is absent stays absent in each of them. BibTeX's addresses stand as they are, as biblatex and Zotero read them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

import orjson
import rispy
from pybtex.database import BibliographyData
from pybtex.database import Entry as BibEntry
from pybtex.database.output.bibtex import Writer

from dossier.chronology import PartialDate
from dossier.references import Reference

SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


class _BibTeX(Writer):  # type: ignore[misc]  # pybtex has no types
    """BibTeX in UTF-8. pybtex's own encoder takes half a millisecond a record, and escapes addresses too."""

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:  # noqa: A002 - pybtex names it so
        stream.write(f",\n  {type} = {{{value.translate(VERBATIM if type == 'url' else SPECIAL)}}}")


class _RIS(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """RIS as the specification has it, without numbers between the records."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 - what rispy calls
        """Nothing stands before a record."""
        return ""


_WRITER = _RIS()  # rispy.dumps makes one each time, which takes as long as to write with it


def csl(items: Iterable[Reference], *, indented: bool = False) -> str:
    """CSL-JSON, as citation processors and Zotero read it; without spaces where it is not indented."""
    style = orjson.OPT_INDENT_2 if indented else 0
    return orjson.dumps([_item(item) for item in items], option=style | orjson.OPT_APPEND_NEWLINE).decode()


def bibtex(items: Iterable[Reference]) -> str:
    """BibTeX."""
    entries = {item.key: BibEntry("misc", dict(_fields(item))) for item in items}
    return str(_BibTeX().to_string(BibliographyData(entries)))


def ris(items: Iterable[Reference]) -> str:
    """RIS."""
    return str(_WRITER.formats([_record(item) for item in items]))


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reference managers: its name, its files' suffix and media type, and the text for some references."""

    label: str
    suffix: str
    media: str
    text: Callable[[Iterable[Reference]], str]


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", bibtex),
    Format("RIS", "ris", "application/x-research-info-systems", ris),
    Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl),
)


def _item(of: Reference) -> dict[str, Any]:
    kind = "webpage" if of.page else "article-newspaper"
    item: dict[str, Any] = {"id": of.key, "type": kind, "title": of.title, "container-title": of.container}
    for key, value in (("issued", of.issued), ("event-date", of.event), ("accessed", of.retrieved)):
        if value:
            item[key] = {"date-parts": [_parts(value)]}
    for key, text in (("URL", of.url), ("archive", of.archived), ("note", of.note), ("language", of.lang)):
        if text:
            item[key] = text
    names = [*of.authors, *filter(None, [of.organisation])]
    return item | ({"author": [{"literal": name} for name in names]} if names else {})


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _fields(of: Reference) -> Iterator[tuple[str, str]]:
    date = of.issued
    fields = {
        "author": " and ".join(of.authors),
        "organization": of.organisation,
        "title": of.title,
        "howpublished": of.container,
        "year": str(date.year) if date else "",
        "month": str(date.month) if date and date.month else "",
        "date": date.iso if date else "",
        "eventdate": of.event.iso if of.event else "",
        "url": of.url,
        "urldate": of.retrieved.iso if of.retrieved else "",
        "note": of.note,
    }
    return ((key, value) for key, value in fields.items() if value)


def _record(of: Reference) -> dict[str, Any]:
    record: dict[str, Any] = {
        "type_of_reference": "ELEC" if of.page else "NEWS",
        "id": of.key,
        "title": of.title,
        "secondary_title": of.container,
    }
    if of.issued:
        record |= {"year": str(of.issued.year), "date": "/".join(f"{part:02}" for part in _parts(of.issued))}
    for key, value in (("access_date", of.retrieved.iso.replace("-", "/") if of.retrieved else ""), ("language", of.lang)):
        record |= {key: value} if value else {}
    record |= {"urls": [of.url]} if of.url else {}
    names = [*of.authors, *filter(None, [of.organisation])]
    record |= {"authors": names} if names else {}
    notes = [*filter(None, (of.note, f"Event: {of.event.iso}" if of.event else ""))]
    return record | ({"notes": notes} if notes else {})
