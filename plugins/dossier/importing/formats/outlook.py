"""Mails that Outlook saved (.msg): properties of MAPI in a compound file, as a mail like others.

olefile opens the compound file; the libraries that read such mails whole are under the GPL.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import HeaderParser
from io import BytesIO
from typing import Any

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping
from dossier.importing.formats import mail, rtf
from dossier.importing.formats.page import decoded
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.text import decode

_SUBJECT, _HEADERS, _SENDER, _TEXT, _HTML, _RTF = "0037", "007D", "0C1A", "1000", "1013", "1009"
_ADDRESSES = ("5D01", "0C1F")  # of the sender: on the internet, and within a company
_OURS = ("Content-", "MIME-Version")  # headers of a mail that is made here
_SENT = ("00390040", "0E060040")  # when it was sent, and when it arrived
_FILE, _NAMES = "37010102", ("3707", "3704")
_HEAD = 32  # bytes of the list of properties before its first
_BASIS = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A mail as a clipping: headers, and its text as the sender wrote it."""
    found = mail.clipping(_message(_opened(item)))
    own = (part for part in found.removed if not part.text.startswith(_OURS))
    return (replace(found, removed=tuple(own)),)


def members(item: RawFile) -> Iterator[RawFile | Refused]:
    """A mail, and its attachments, each an item of its own."""
    yield item
    found = _opened(item)
    for folder in sorted({path[0] for path in found.listdir(streams=True, storages=True) if path[0].startswith("__attach")}):
        name = next(filter(None, (_string(found, number, folder) for number in _NAMES)), "")
        if found.exists(f"{folder}/__substg1.0_3701000D/__properties_version1.0"):
            yield Refused(f"{item.name}/{name or folder}", "is a mail within a mail: open it in Outlook and save it by itself")
        elif name and not name.lower().endswith(mail.NO_CLIPPINGS) and found.exists(f"{folder}/__substg1.0_{_FILE}"):
            yield RawFile(f"{item.name}/{name}", _stream(found, f"{folder}/__substg1.0_{_FILE}"))


def _opened(item: RawFile) -> Any:
    import olefile  # noqa: PLC0415 - for such files alone

    try:
        return olefile.OleFileIO(BytesIO(item.data))
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise DossierError("is a damaged Outlook mail") from error


def _message(found: Any) -> EmailMessage:
    """A mail with the headers and the text that Outlook keeps of it."""
    message = EmailMessage()
    headers = HeaderParser(policy=policy.default).parsestr(_string(found, _HEADERS).lstrip())
    for name, value in headers.items():
        if not name.lower().startswith(("content-", "mime-")):
            message.add_header(name, str(value))
    for name, value in (("Subject", _string(found, _SUBJECT)), ("From", _from(found)), ("Date", _sent(found))):
        if value and not message.get(name):
            message[name] = " ".join(value.split())
    text, page = _string(found, _TEXT), _stream(found, f"__substg1.0_{_HTML}0102")
    if text.strip():
        message.set_content(text)
    elif page:
        message.set_content(decoded(page), subtype="html")
    elif packed := _stream(found, f"__substg1.0_{_RTF}0102"):
        message.set_content(rtf.text(_unpacked(packed)))
    return message


def _from(found: Any) -> str:
    name = _string(found, _SENDER)
    address = next(filter(None, (_string(found, number) for number in _ADDRESSES)), "")
    return f'"{name.replace(chr(34), "")}" <{address if "@" in address else ""}>' if name or address else ""


def _string(found: Any, number: str, folder: str = "") -> str:
    """A property that is a text: in UTF-16, or in the code page of who wrote it."""
    path = f"{folder}/__substg1.0_{number}" if folder else f"__substg1.0_{number}"
    if wide := _stream(found, f"{path}001F"):
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = _stream(found, f"{path}001E").rstrip(b"\0")
    return decode(narrow) if narrow else ""


def _stream(found: Any, path: str) -> bytes:
    if not found.exists(path):
        return b""
    try:
        data: bytes = found.openstream(path).read()
    except OSError as error:
        raise DossierError("is a damaged Outlook mail") from error
    return data


def _sent(found: Any) -> str:
    """When a mail was sent, which its list of properties holds: 16 bytes each, with tag, flags and value."""
    told = _stream(found, "__properties_version1.0")[_HEAD:]
    values = {f"{tag:08X}": value for tag, _, value in struct.iter_unpack("<IIQ", told[: len(told) // 16 * 16])}
    ticks = next((values[tag] for tag in _SENT if values.get(tag)), 0)  # tenths of a microsecond since 1601
    try:
        sent = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return f"{sent:%a, %d %b %Y %H:%M:%S} +0000" if ticks else ""


def _unpacked(packed: bytes) -> bytes:
    """RTF out of the form in which Outlook packs it (MS-OXRTFCP)."""
    if packed[8:12] == b"MELA":
        return packed[16:]
    if packed[8:12] != b"LZFu":
        raise DossierError("is an Outlook mail with a damaged text")
    size = struct.unpack_from("<I", packed, 4)[0]
    window, out, place = bytearray(_BASIS.ljust(4096, b"\0")), bytearray(), 16
    at = len(_BASIS)
    while place < len(packed) and len(out) < size:
        control = packed[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                word = int.from_bytes(packed[place : place + 2], "big")
                place += 2
                start, length = word >> 4, (word & 15) + 2
                if start == at:  # the mark of the end
                    return bytes(out)
            else:
                start, length = -1, 1
            for step in range(length):
                byte = window[(start + step) % 4096] if start >= 0 else packed[place] if place < len(packed) else 0
                out.append(byte)
                window[at] = byte
                at = (at + 1) % 4096
            place += start < 0
            if place >= len(packed) or len(out) >= size:
                break
    return bytes(out[:size])
