"""Files that a page sends, written down as they come: what is sent is never in memory as a whole."""

import re
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File, FormParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from dossier.importing.folder import free
from dossier.server.asked import Refused

IN_MEMORY = 1 << 16  # bytes of a file that is not on the disk yet
LONGEST = 200  # bytes of a file's name
FILES = 10_000  # that are sent at once


async def received(request: Request, folder: Path) -> int:
    """Write the files of a form below a folder, by the paths that they are sent with, and say how many there are.

    A path that leads elsewhere stays within the folder, and a name that is taken gets a number. Raises Refused where what is
    sent is no form, or the disk refuses: what was written then is for the caller to throw away.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    taken: set[str] = set()

    def settle(file: File) -> None:
        if len(taken) == FILES:
            raise Refused("files", f"More than {FILES:,} files cannot be taken at once.", 413)
        _settle(file, folder / "files", taken)

    config = {"UPLOAD_DIR": str(folder), "UPLOAD_DELETE_TMP": False, "MAX_MEMORY_FILE_SIZE": IN_MEMORY}
    try:
        parser = FormParser(kind.decode("latin-1"), None, settle, boundary=options.get(b"boundary"), config=config)
        async for part in request.stream():
            parser.write(part)
        parser.finalize()
    except FormParserError as error:
        raise Refused("files", f"That is no form with files: {error}.") from None
    except ClientDisconnect:
        raise Refused("files", "The page went away while it sent its files.") from None
    except OSError as error:
        raise Refused("files", f"Nothing was imported: the files cannot be kept: {error.strerror}.", 507) from None
    if not taken:
        raise Refused("files", "No file was sent.")
    return len(taken)


def _settle(file: File, folder: Path, taken: set[str]) -> None:
    """Give a file that is whole its own name below the folder."""
    path = folder / free(folder, _inside((file.file_name or b"").decode("utf-8", "replace")), taken)
    path.parent.mkdir(parents=True, exist_ok=True)
    if file.in_memory:
        file.flush_to_disk()
    file.close()
    Path((file.actual_file_name or b"").decode()).rename(path)


def _inside(name: str) -> str:
    """A path that leads nowhere but down, without the marks of a disk."""
    parts = [_short(part) for part in re.split(r"[/\\]", name.replace("\0", "")) if part.strip(". ")]
    return "/".join(parts) or "clipping"


def _short(part: str) -> str:
    """A name that a disk takes, with its ending."""
    stem, dot, ending = part.rpartition(".")
    if len(part.encode()) <= LONGEST:
        return part
    ending = ending if stem and len(ending) <= 10 else ""
    return (stem or part).encode()[:LONGEST].decode("utf-8", "ignore") + dot * bool(ending) + ending
