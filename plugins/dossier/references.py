"""A source or an article as a reference: a sentence to copy, and a record for reference managers.

Records are CSL-JSON (https://docs.citationstyles.org/), BibTeX, RIS, and COinS (OpenURL in a title attribute). What
is absent stays absent in each of them. BibTeX's addresses stand as they are, as biblatex and Zotero read them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO
from urllib.parse import quote, urlencode

import orjson
import rispy
from pybtex.database import BibliographyData
from pybtex.database import Entry as BibEntry
from pybtex.database.output.bibtex import Writer

from dossier.chronology import PartialDate
from dossier.language import Language
from dossier.model import Article, Source
from dossier.text import slug

SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: ``container`` is the publisher of a source, or the dossier; ``page`` tells the latter.

    ``organisation`` is an author too, but no person, so that no program takes its last word for a surname.
    """

    key: str
    title: str
    container: str
    page: bool = False
    authors: tuple[str, ...] = ()
    organisation: str = ""
    date: PartialDate | None = None
    url: str = ""
    archived: str = ""
    retrieved: PartialDate | None = None
    note: str = ""
    lang: str = ""

    def sentence(self, words: Language) -> str:
        """The citation for a reader: author, title, where and when it was published, address."""
        place = ", ".join(filter(None, (self.container, self.note, words.date(self.date) if self.date else "")))
        retrieved = words.gettext("Retrieved %(date)s.", date=words.date(self.retrieved)) if self.retrieved else ""
        title = words.gettext("“%(title)s”", title=self.title)
        parts = (", ".join(self.authors) or self.organisation, title, place, self.url or self.archived, retrieved)
        return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)

    @property
    def coins(self) -> str:
        """The reference as a ContextObject of OpenURL 1.0, in the Dublin Core keys that Zotero reads from a page."""
        pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", "newspaperArticle")]
        pairs += [("rft.title", self.title), ("rft.source", self.container)]
        pairs += [("rft.creator", author) for author in self.authors]
        pairs += [("rft.date", self.date.iso)] if self.date else []
        pairs += [("rft.identifier", self.url)] if self.url else []
        return urlencode(pairs, quote_via=quote)


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


def references_of(sources: Iterable[Source], words: Language) -> dict[Source, Reference]:
    """Each source once, with a key made of its publisher, its year and its title's first words."""
    taken: dict[str, int] = {}
    found: dict[Source, Reference] = {}
    for source in dict.fromkeys(sources):
        year = str(source.date.year) if source.date else "nd"
        key = base = "-".join((slug(source.publisher), year, *slug(source.title).split("-")[:4]))
        while key in taken:
            taken[base] += 1
            key = f"{base}-{taken[base]}"
        taken[key] = 1
        found[source] = _of_source(key, source, words)
    return found


def _of_source(key: str, source: Source, words: Language) -> Reference:
    return Reference(
        key=key,
        title=source.title,
        container=source.publisher,
        authors=(source.author,) if source.author else (),
        date=source.date,
        url=source.url or "",
        archived=source.archived or "",
        retrieved=source.retrieved,
        note="; ".join(
            filter(None, [words.gettext("seen at: %(place)s", place=source.via) if source.via else "", source.locator or ""])
        ),
    )


def of_article(article: Article, lang: str, name: str, author: str, url: str) -> Reference:
    """An article of the dossier as a reference; without an address where the site has none."""
    return Reference(
        key=article.slug,
        title=article.head.title,
        container=name,
        page=True,
        authors=article.head.byline,
        organisation="" if article.head.byline else author,
        date=article.head.date,
        url=f"{url.rstrip('/')}/{article.address}" if url else "",
        lang=article.head.lang or lang,
    )


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
    for key, value in (("issued", of.date), ("accessed", of.retrieved)):
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
    date = of.date
    fields = {
        "author": " and ".join(of.authors),
        "organization": of.organisation,
        "title": of.title,
        "howpublished": of.container,
        "year": str(date.year) if date else "",
        "month": str(date.month) if date and date.month else "",
        "date": date.iso if date else "",
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
    if of.date:
        record |= {"year": str(of.date.year), "date": "/".join(f"{part:02}" for part in _parts(of.date))}
    for key, value in (("access_date", of.retrieved.iso.replace("-", "/") if of.retrieved else ""), ("language", of.lang)):
        record |= {key: value} if value else {}
    record |= {"urls": [of.url]} if of.url else {}
    names = [*of.authors, *filter(None, [of.organisation])]
    record |= {"authors": names} if names else {}
    return record | ({"notes": [of.note]} if of.note else {})
