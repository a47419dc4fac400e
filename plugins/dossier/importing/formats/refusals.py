"""What import does not read, and why: what it is, and what would work instead."""

import gzip
import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from dossier.errors import DossierError
from dossier.importing.formats.raw import RawFile

_PICTURE = "is a picture: have its text recognised (`ocrmypdf --image-dpi 300 PICTURE TEXT.pdf`), and import that"
_SOUND = "is a recording: import a transcript of it"
_PACKED = "is an archive of a kind that is not opened: unpack it, and import the folder"
_STARTS = (
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}", re.DOTALL), _PICTURE),
    (re.compile(rb"RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL), _PICTURE),
    (re.compile(rb"ID3|\xff\xfb|OggS|fLaC|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3", re.DOTALL), _SOUND),
    (re.compile(rb"7z\xbc\xaf|Rar!|\xfd7zXZ|BZh\d|\x28\xb5\x2f\xfd"), _PACKED),
    (re.compile(rb"AT&TFORM"), "is a DjVu file: save it as a PDF (`ddjvu -format=pdf`), and import that"),
    (re.compile(rb"%!PS"), "is PostScript: make a PDF of it (`ps2pdf`), and import that"),
    (re.compile(rb"!BDN"), "is a mailbox of Outlook (.pst): save the mails as .msg, or the folder as mbox"),
    (re.compile(rb"SQLite format 3"), "is a database: export its articles as .csv or .html, and import these"),
)  # fmt: skip
_ENDINGS = {
    ".djvu": "is a DjVu file: save it as a PDF, and import that",
    ".webloc": "is the address of a page, without its text: save the page itself",
    ".url": "is the address of a page, without its text: save the page itself",
    ".wpd": "is a WordPerfect file: save it as .docx or .odt",
    ".mobi": "is a Kindle book: convert it to .epub (with Calibre), and import that",
    ".azw3": "is a Kindle book: convert it to .epub (with Calibre), and import that",
    ".one": "is a OneNote section: export it as PDF or .docx",
}
_ZIPPED = (  # by a name within
    ("xl/workbook.xml", "is an Excel file: save the sheet as .csv"),
    ("ppt/presentation.xml", "is a PowerPoint file: save it as a PDF"),
    ("Index/Document.iwa", "is a document of Apple's Pages, Numbers or Keynote: export it as .docx, .csv or PDF"),
    ("index.xml", "is a document of Apple's Pages: export it as .docx or PDF"),
    ("[Content_Types].xml", "is an office file other than Word: save it as .docx or PDF"),
)
_OLE = (  # by a stream within
    ("WordDocument", "is an old Word file (.doc): save it as .docx"),
    ("Workbook", "is an old Excel file (.xls): save the sheet as .csv"),
    ("Book", "is an old Excel file (.xls): save the sheet as .csv"),
    ("PowerPoint Document", "is an old PowerPoint file (.ppt): save it as a PDF"),
)


def refused(item: RawFile) -> str:
    """Why an item is not read, by its first bytes and its ending; nothing where it may be."""
    problem = next((problem for start, problem in _STARTS if start.match(item.data[:64])), "")
    if item.data.startswith(b"\x1f\x8b") and not _unzipped(item.data).startswith(b"WARC/"):
        return "is packed by gzip: unpack it (`gunzip`, or `tar xzf`), and import what is in it"
    if item.data[257:262] == b"ustar":
        return _PACKED
    return problem or _ENDINGS.get(item.ending, "")


def zipped(item: RawFile) -> str:
    """Why a zip file of an office program is not read; nothing where it may be one of clippings."""
    try:
        names = set(ZipFile(BytesIO(item.data)).namelist())
    except (BadZipFile, NotImplementedError):
        return ""
    apple = item.ending in (".pages", ".numbers", ".key")
    return next((said for name, said in _ZIPPED if name in names and (name != "index.xml" or apple)), "")


def compound(item: RawFile) -> str:
    """Why a compound file (OLE) is not read; nothing where it is a mail that Outlook saved."""
    import olefile  # noqa: PLC0415 - for such files alone

    try:
        found = olefile.OleFileIO(BytesIO(item.data))
    except (OSError, ValueError, IndexError):
        return "is an old Word, Excel or Outlook file, and damaged"
    if found.exists("__properties_version1.0"):
        return ""
    return next((said for name, said in _OLE if found.exists(name)), "is an old office file: save it as .docx, .csv or PDF")


def _unzipped(data: bytes) -> bytes:
    try:
        return gzip.GzipFile(fileobj=BytesIO(data)).read(20)
    except (OSError, EOFError, zlib.error):
        return b""


def problem_of(error: Exception) -> str:
    """What kept a file from being read, in words for the compiler."""
    if isinstance(error, DossierError):
        return str(error)
    if isinstance(error, ImportError):
        return f"needs {error.name or error}: pip install 'pelican-dossier[import]'"
    if isinstance(error, (MemoryError, RecursionError)):
        return "needs too much memory, or is nested too deep"
    return f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
