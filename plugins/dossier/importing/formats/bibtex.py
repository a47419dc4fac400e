"""Libraries in BibTeX, parsed by pybtex."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.errors import DossierError
from dossier.importing.formats import library
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode

_FIELDS = {
    "title": ("title",),
    "container-title": ("journaltitle", "journal", "booktitle", "howpublished"),
    "publisher": ("publisher", "organization", "institution"),
    "event-place": ("location", "address"),
    "URL": ("url",),
    "language": ("langid", "language"),
    "abstract": ("abstract", "annote"),
    "file": ("file",),
}
_AS_IT_IS = frozenset({"author", "url", "file", "doi"})


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The items of a library, each with its files, or by its abstract."""
    from pybtex.database.input.bibtex import LowLevelParser, month_names  # noqa: PLC0415 - for such files alone

    mistakes: list[Exception] = []
    parsed = LowLevelParser(decode(item.data, library.LARGEST), macros=dict(month_names), handle_error=mistakes.append)
    entries = [(command, told) for command, told in parsed if command.lower() not in ("string", "preamble", "comment")]
    if not entries and not mistakes:
        raise DossierError("is no library in BibTeX")
    yield from library.members(item, (_record(command, *told) for command, told in entries))
    yield from (Refused(item.name, f"holds what is no BibTeX: {' '.join(str(mistake).split())}") for mistake in mistakes)


def _record(command: str, key: str, fields: Any) -> dict[str, Any]:
    """An entry as a record of CSL; fields that this has none for keep their names."""
    left: dict[str, str] = {}
    for name, parts in fields:
        value = "".join(map(str, parts))
        left[name.lower()] = value if name.lower() in _AS_IT_IS else _plain(value)
    record: dict[str, Any] = {}
    for field, names in _FIELDS.items():
        name = next((name for name in names if left.get(name)), "")
        if name:
            record[field] = left.pop(name)
    day = library.day_of(_written(left))
    if day:
        record["issued"] = day
        left = {name: value for name, value in left.items() if name not in ("date", "year", "month", "day")}
    record["author"] = [_author(name) for name in re.split(r"\s+and\s+(?![^{]*\})", left.pop("author", "")) if name.strip()]
    return record | {"entry": f"{command} {key}"} | left


def _written(told: Mapping[str, str]) -> str:
    """An entry's day, as one text."""
    return told.get("date") or " ".join(filter(None, (told.get("day"), told.get("month"), told.get("year"))))


def _author(name: str) -> dict[str, str]:
    """A name as CSL parts it; one in braces is no person's, and stays whole."""
    last, comma, first = name.partition(",")
    if not comma or name.strip().startswith("{"):
        return {"literal": _plain(name)}
    return {"family": _plain(last), "given": _plain(first)}


def _plain(source: str) -> str:
    """A value of LaTeX as a text."""
    from pybtex.exceptions import PybtexError  # noqa: PLC0415
    from pybtex.richtext import Text  # noqa: PLC0415

    try:
        text = str(Text.from_latex(re.sub(r"(?<!\\)%", r"\%", source)))  # LaTeX leaves out what follows a bare %
    except (PybtexError, ValueError):
        text = source
    return " ".join(text.split())
