"""Libraries in RIS, as press databases and reference managers write them.

It is read here and not by rispy, which joins the paragraphs of an abstract, and keeps one of two lines with the same tag.
"""

import re
from collections.abc import Iterator
from typing import Any

from dossier.errors import DossierError
from dossier.importing.formats import library
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z\d])  ?-(?: (?P<value>.*))?")
_FIRST = {  # of the tags that may hold it, the one that comes first here
    "title": ("TI", "T1", "CT", "BT"),
    "container-title": ("T2", "JO", "JF", "BT", "JA", "J2"),
    "publisher": ("PB",),
    "event-place": ("CY", "PP"),
    "URL": ("UR",),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
}
_DATES = ("DA", "PY", "Y1")
_AUTHORS = ("AU", "A1")
_FILES = ("L1", "L2", "L4")


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The items of a library, each with its files, or by its abstract."""
    records = list(_records(decode(item.data, library.LARGEST)))
    if not records:
        raise DossierError("is no library in RIS")
    yield from library.members(item, map(_record, records))


def _records(text: str) -> Iterator[dict[str, list[str]]]:
    """The lines of each record by their tags; a line without a tag goes on with the one above it."""
    found: dict[str, list[str]] = {}
    tag = ""
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.rstrip())
        if match and match["tag"] in ("ER", "TY"):
            if found.keys() - {"TY"}:
                yield found
            found, tag = ({"TY": [match["value"] or ""]} if match["tag"] == "TY" else {}), ""
        elif match:
            tag = match["tag"]
            found.setdefault(tag, []).append((match["value"] or "").strip())
        elif tag:
            found[tag][-1] += f"\n{line.strip()}"
    if found.keys() - {"TY"}:
        yield found


def _record(told: dict[str, list[str]]) -> dict[str, Any]:
    """A record of RIS as one of CSL; lines that this has no field for keep their tags."""
    left = {tag: [value for value in values if value] for tag, values in told.items()}
    record: dict[str, Any] = {}
    for field, tags in _FIRST.items():
        tag = next((tag for tag in tags if left.get(tag)), "")
        if tag:
            record[field] = "\n\n".join(left.pop(tag)) if field == "abstract" else left[tag].pop(0)
    days = {tag: day for tag in _DATES for text in left.get(tag, ())[:1] if (day := library.day_of(text))}
    if days:
        tag = max(days, key=lambda tag: len(days[tag]["date-parts"][0]))
        record["issued"] = days[tag]
        left.pop(tag)
    record["author"] = library.authors_of([name for tag in _AUTHORS for name in left.pop(tag, ())])
    record["attachments"] = [name.removeprefix("internal-pdf://") for tag in _FILES for name in left.pop(tag, ())]
    return record | {tag: values for tag, values in left.items() if values}
