"""Tables of articles (CSV, or with tabs): a row is a clipping, and the names of the columns say what each cell is."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from dossier.errors import DossierError
from dossier.importing import dates
from dossier.importing.formats import library
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode
from dossier.words import either, every, pattern

_TEXT = pattern(
    lambda w: rf"(?:{either(w.labels.bare)}|(?:full |article |story |main )?(?:text|body|content|html)|article|story)",
    re.IGNORECASE,
)
_MORE = {  # what columns are called and labels are not
    "publisher": ("site", "site name", "media", "medium", "media name", "website", "domain", "paper", "channel"),
    "date": ("published at", "published on", "publish date", "pubdate", "date published", "time", "datetime", "created at"),
    "byline": ("creator", "journalist", "reporter", "writer"),
    "url": ("source url", "article url", "uri", "web address"),
}
_CSL = {"title": "title", "publisher": "container-title", "dateline": "event-place", "url": "URL", "lang": "language"}
WIDEST = 100  # columns


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The rows of a table, each a clipping of its own."""
    rows = _rows(decode(item.data, library.LARGEST))
    head = [" ".join(re.split(r"[\s_-]+", cell.strip().casefold())) for cell in rows[0]] if rows else []
    fields = _fields(head)
    if "text" not in fields:
        if "url" in fields:
            raise DossierError("is a list of addresses, without their texts: save the pages themselves")
        raise DossierError(
            "is a table without a column of texts: call it `text`, and others `title`, `date`, `publisher`, `url`"
        )
    day_first = _day_first([row[fields["date"]] for row in rows[1:] if len(row) > fields["date"]]) if "date" in fields else None
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            record = _record(rows[0], row, fields, day_first)
            # Its own name, and not its place among those with text: it is the number that a spreadsheet shows.
            found = library.members(RawFile(item.name, b""), [record])
            yield from (_numbered(one, item.name, number) for one in found)


def _numbered(found: RawFile | Refused, name: str, number: int) -> RawFile | Refused:
    if isinstance(found, Refused):
        return Refused(f"{name}/{number}", "is a row without text")
    return RawFile(f"{name}/{number}.json", found.data, found.stated)


def _rows(text: str) -> list[list[str]]:
    """The cells of a table, parted by what its first line is parted by most."""
    text = re.sub(r"\A\s*sep=.\n", "", text)  # Excel's word to itself
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    csv.field_size_limit(library.LARGEST)
    try:
        rows = list(csv.reader(StringIO(text.lstrip("\n"), newline=""), delimiter=mark))
    except csv.Error as error:
        raise DossierError(f"is a damaged table: {error}") from error
    if rows and len(rows[0]) > WIDEST:
        raise DossierError(f"is a table of more than {WIDEST} columns")
    return rows


def _fields(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what: the one whose name is the commonest for it."""
    known = [(label, key) for label, key in every().labels.fields.items() if key != "nothing"]
    known += [(label, key) for key, labels in _MORE.items() for label in labels]
    found: dict[str, int] = {}
    for label, key in known:
        if label in head and key not in found:
            found[key] = head.index(label)
    texts = [place for place, name in enumerate(head) if _TEXT().fullmatch(name) and place not in found.values()]
    texts.sort(key=lambda place: head[place] == "abstract")
    return found | ({"text": texts[0]} if texts else {})


def _record(head: Sequence[str], row: Sequence[str], fields: Mapping[str, int], day_first: bool | None) -> dict[str, Any]:
    """A row as a record of CSL; cells of other columns keep these columns' names."""
    told = {key: row[place].strip() for key, place in fields.items() if place < len(row)}
    record: dict[str, Any] = {_CSL[key]: value for key, value in told.items() if key in _CSL}
    record["text"] = told.get("text", "")
    record["author"] = library.authors_of([told.get("byline", "")])
    record["issued"] = _day(told.get("date", ""), day_first)
    if not record["issued"]:
        record["date"] = told.get("date", "")
    others = [place for place in range(len(row)) if place not in fields.values() and row[place].strip()]
    return record | {f"column {head[place] if place < len(head) else place + 1}": row[place].strip() for place in others}


def _day(text: str, day_first: bool | None) -> dict[str, Any] | None:
    """A row's day; one that can be read in two ways is read as the others of its column are."""
    found = next(dates.find(text), None)
    if found and day_first is not None and len(found.readings) == 2 and len({date.year for date in found.readings}) == 1:
        date = found.readings[0 if day_first else 1]
        return {"date-parts": [[date.year, date.month, date.day]]}
    return library.day_of(text)


def _day_first(texts: Sequence[str]) -> bool | None:
    """Whether a column's days stand before their months; None where none of them says so, or some say otherwise."""
    said = {found.day_first for text in texts for found in dates.find(text) if found.day_first is not None}
    return said.pop() if len(said) == 1 else None
