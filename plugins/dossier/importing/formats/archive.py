"""Zip files, and what else is a zip inside: Word files and web archives."""

import re
import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO

from dossier.errors import DossierError
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.refusals import zipped

LARGEST = 50_000_000  # bytes of one member
MOST = 10_000  # members
RATIO = 200  # times that a large member may be smaller packed than unpacked


def opened(item: RawFile) -> zipfile.ZipFile:
    """The zip file; raises DossierError where it is damaged."""
    try:
        return zipfile.ZipFile(BytesIO(item.data))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise DossierError("is a damaged zip file") from error


def kind(item: RawFile) -> str:
    """Which format a zip file is."""
    names = set(opened(item).namelist())
    if "word/document.xml" in names:
        return "word"
    if "datapackage.json" in names or any(
        name.endswith((".warc", ".warc.gz")) and name.startswith("archive/") for name in names
    ):
        return "warc"
    if "mimetype" in names:  # of OpenDocument, and of books
        return "epub" if "META-INF/container.xml" in names and "content.xml" not in names else "odt"
    if problem := zipped(item):
        raise DossierError(problem)
    return "archive"


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """The files of a zip, within limits; those that are passed over say why."""
    with opened(item) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if not entries:
            yield Refused(item.name, "is an archive without files")
        if len(entries) > MOST:
            yield Refused(item.name, f"holds {len(entries):,} files, and {MOST:,} at most are read")
            return
        for entry in sorted(entries, key=lambda entry: entry.filename):
            name = f"{item.name}/{entry.filename}"
            try:
                yield Refused(name, why) if (why := _passed_over(entry)) else RawFile(name, member(archive, entry))
            except DossierError as error:
                yield Refused(name, str(error))


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member of this name; nothing where there is none."""
    return member(archive, archive.getinfo(name)) if name in archive.namelist() else b""


def member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member's bytes; raises DossierError where it is locked, damaged, or swells."""
    if entry.file_size > LARGEST or (entry.file_size > 5_000_000 and entry.file_size > RATIO * max(1, entry.compress_size)):
        raise DossierError(f"swells to {entry.file_size / 1e6:.0f} MB when unpacked, and is not read")
    if entry.flag_bits & 1:
        raise DossierError("is locked by a password")
    try:
        with archive.open(entry) as stream:
            return stream.read(LARGEST + 1)
    except Exception as error:  # each way of packing has errors of its own
        raise DossierError("is damaged inside its zip file") from error


def _passed_over(entry: zipfile.ZipInfo) -> str:
    """Why an entry is no clipping, by its name and its kind alone; nothing where it may be one."""
    parts = re.split(r"[\\/]", entry.filename)
    mode = entry.external_attr >> 16  # zero where another system than Unix wrote it
    if ".." in parts:
        return "has `..` in its path, and is not read"
    if stat.S_ISLNK(mode):
        return "is a link, which is not followed"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is no file"
    if "__MACOSX" in parts:
        return "is what a Mac notes of another file, and is not read"
    if any(part.startswith(".") for part in parts):
        return "is hidden, for its path has a name that begins with a point, and is not read"
    return "is another program's copy of a file, for its name ends in ~, and is not read" if parts[-1].endswith("~") else ""
