"""Rich Text (RTF), read by striprtf."""

import re

from dossier.importing.clipping import Clipping
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.text import clean, lines

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(item: RawFile) -> tuple[Clipping, ...]:
    """An RTF file as a clipping: each paragraph a line, each row of a table too."""
    return (Clipping(lines(text(item.data)), wrapped=False),)


def text(data: bytes) -> str:
    """The text of an RTF file, in the code page that it names."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - for such files alone

    named = _PAGE.search(data[:2000])
    page = f"cp{named[1].decode()}" if named else "cp1252"
    try:
        source = data.decode(page, "replace")
    except LookupError:
        page, source = "cp1252", data.decode("cp1252", "replace")
    found = clean(rtf_to_text(source, encoding=page, errors="replace"))
    return "\n".join(re.sub(r"\s*\|\s*", " | ", line.rstrip("|")) if line.endswith("|") else line for line in found.split("\n"))
