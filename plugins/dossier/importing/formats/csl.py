"""A library as CSL-JSON, as Zotero exports it."""

import json
from collections.abc import Iterator

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping
from dossier.importing.formats import library
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode


def read(item: RawFile) -> tuple[Clipping, ...]:
    """One record of a library, whichever form the library has."""
    return (library.clipping(json.loads(decode(item.data))),)


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The items of a library; an item by itself is its own only member."""
    try:
        found = json.loads(decode(item.data, library.LARGEST))
    except (ValueError, RecursionError) as error:
        raise DossierError("is no JSON") from error
    if isinstance(found, dict) and ("abstract" in found or "text" in found) and "title" in found:
        yield item
        return
    records = found if isinstance(found, list) else found.get("items", []) if isinstance(found, dict) else []
    records = [record for record in records if isinstance(record, dict) and record.get("title")]
    if not records:
        raise DossierError("is JSON, and no library in CSL-JSON: export it as that, as RIS, or as a table (.csv)")
    yield from library.members(item, records)
