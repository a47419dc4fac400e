"""Zip files, and what else is a zip inside: Word files and web archives."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from dossier.errors import DossierError
from dossier.importing.formats.item import Item, Refused

LARGEST = 50_000_000  # bytes of one member
MOST = 10_000  # members
RATIO = 200  # times that a large member may be smaller packed than unpacked


def opened(item: Item) -> zipfile.ZipFile:
    """The zip file; raises DossierError where it is damaged."""
    try:
        return zipfile.ZipFile(BytesIO(item.data))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise DossierError("is a damaged zip file") from error


def kind(item: Item) -> str:
    """Which format a zip file is."""
    names = set(opened(item).namelist())
    if "word/document.xml" in names:
        return "word"
    if "datapackage.json" in names or any(
        name.endswith((".warc", ".warc.gz")) and name.startswith("archive/") for name in names
    ):
        return "warc"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise DossierError("is an office file other than Word: save it as .docx or .pdf")
    return "archive"


def members(item: Item) -> Iterator[Item | Refused]:
    """The files of a zip, within limits."""
    with opened(item) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _passed_over(entry.filename)]
        if len(entries) > MOST:
            yield Refused(item.name, f"holds {len(entries):,} files, and {MOST:,} at most are read")
            return
        for entry in sorted(entries, key=lambda entry: entry.filename):
            name = f"{item.name}/{entry.filename}"
            try:
                yield Item(name, member(archive, entry))
            except DossierError as error:
                yield Refused(name, str(error))


def member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member's bytes; raises DossierError where it is locked, damaged, or swells."""
    if entry.file_size > LARGEST or (entry.file_size > 5_000_000 and entry.file_size > RATIO * max(1, entry.compress_size)):
        raise DossierError(f"swells to {entry.file_size / 1e6:.0f} MB when unpacked, and is not read")
    if entry.flag_bits & 1:
        raise DossierError("is locked by a password")
    try:
        with archive.open(entry) as stream:
            return stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        raise DossierError("is damaged inside its zip file") from error


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or name.endswith("~")
