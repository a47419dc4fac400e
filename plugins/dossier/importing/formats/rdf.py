"""Zotero's own export (Zotero RDF): items, the notes and files that belong to them, by reference."""

from collections.abc import Iterator
from typing import Any

from dossier.errors import DossierError
from dossier.importing.formats import library
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.xmltree import name, parsed, words

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NO_ITEMS = frozenset({"Attachment", "Memo", "Collection", "Journal"})


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The items of a library, each with its files, or by its abstract."""
    root = parsed(item.data)
    known = {element.get(f"{_RDF}about"): element for element in root if element.get(f"{_RDF}about")}
    items = [element for element in root if name(element) not in _NO_ITEMS and _first(element, "title") is not None]
    if not items:
        raise DossierError("is RDF, and no library of Zotero")
    yield from library.members(item, (_record(element, known) for element in items))


def _record(item: Any, known: dict[str, Any]) -> dict[str, Any]:
    """An item as a record of CSL; what this has no field for keeps its element's name."""
    part = _within(_first(item, "isPartOf"), known)
    issued = _text(_first(item, "date"))
    address = next((words(value) for value in item.iter(f"{_RDF}value") if words(value).startswith("http")), "")
    record: dict[str, Any] = {
        "title": _text(_first(item, "title")),
        "container-title": _text(_first(part, "title")) if part is not None else "",
        "publisher": _text(_first(item, "publisher")),
        "issued": library.day_of(issued),
        "URL": address,
        "language": _text(_first(item, "language")),
        "abstract": _text(_first(item, "abstract"), lines=True),
        "author": [_person(person) for person in _each(_first(item, "authors"), "Person")],
        "attachments": [*_files(item, known)],
    }
    used = {"title", "isPartOf", "publisher", "language", "abstract", "authors", "link"} | (
        {"date"} if record["issued"] else set()
    )
    rest: dict[str, list[str]] = {}
    for child in item:
        if name(child) not in used and words(child) not in ("", address):
            rest.setdefault(name(child), []).append(words(child))
    return record | rest


def _files(item: Any, known: dict[str, Any]) -> Iterator[str]:
    """The paths of an item's files, below the folder of the export."""
    for link in (child for child in item if name(child) == "link"):
        attachment = known.get(link.get(f"{_RDF}resource"))
        path = _first(attachment, "resource") if attachment is not None else None
        if path is not None and path.get(f"{_RDF}resource"):
            yield path.get(f"{_RDF}resource")


def _within(element: Any, known: dict[str, Any]) -> Any:
    """The newspaper or journal that an item is part of: it stands within, or elsewhere by its name."""
    if element is None:
        return None
    return element[0] if len(element) else known.get(element.get(f"{_RDF}resource"))


def _person(element: Any) -> dict[str, str]:
    given, family = _text(_first(element, "givenName")), _text(_first(element, "surname"))
    return {"given": given, "family": family} if given else {"literal": family}


def _each(element: Any, called: str) -> Iterator[Any]:
    yield from (child for child in (element.iter() if element is not None else ()) if name(child) == called)


def _first(element: Any, called: str) -> Any:
    return next((child for child in element if name(child) == called), None)


def _text(element: Any, lines: bool = False) -> str:
    if element is None:
        return ""
    return "".join(element.itertext()).strip() if lines else words(element)
