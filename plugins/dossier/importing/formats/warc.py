"""Web archives: the pages of a WARC, and of the WARCs in a WACZ."""

import json
from collections.abc import Iterator
from io import BytesIO

from dossier.errors import DossierError
from dossier.importing.clipping import Stated
from dossier.importing.formats.archive import member, opened
from dossier.importing.formats.raw import RawFile, Refused
from dossier.text import shorten, slug

LARGEST = 20_000_000  # bytes of one page


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The web pages of an archive, each with the address that it was taken from; a page taken twice is there once."""
    if not item.data.startswith(b"PK"):
        yield from _pages(item.name, item.data, frozenset())
        return
    with opened(item) as archive:
        listed = (
            frozenset(_listed(archive.read("pages/pages.jsonl"))) if "pages/pages.jsonl" in archive.namelist() else frozenset()
        )
        for entry in archive.infolist():
            if entry.filename.endswith((".warc", ".warc.gz")):
                yield from _pages(item.name, member(archive, entry), listed)


def _pages(name: str, data: bytes, listed: frozenset[str]) -> Iterator[RawFile | Refused]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - for archives alone
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    seen: set[str] = set()
    try:
        for record in ArchiveIterator(BytesIO(data)):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in ("response", "resource") or address in seen or (listed and address not in listed):
                continue
            headers = record.http_headers or record.rec_headers
            if "html" not in (headers.get_header("Content-Type") or "") or (
                record.http_headers and record.http_headers.get_statuscode() != "200"
            ):
                continue
            page = record.content_stream().read(LARGEST + 1)
            if len(page) > LARGEST:
                yield Refused(f"{name}/{address}", "is too large")
            elif b"<title" in page.lower():  # a frame within a page has none
                seen.add(address)
                yield RawFile(f"{name}/{shorten(slug(address), 100).rstrip(' …')}.html", page, Stated(url=address))
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise DossierError("is a damaged web archive") from error
    if not seen:
        yield Refused(name, "is a web archive without pages")


def _listed(data: bytes) -> Iterator[str]:
    for line in data.decode("utf-8", "replace").splitlines():
        try:
            address = json.loads(line).get("url")
        except (ValueError, AttributeError):
            continue
        if address:
            yield address
