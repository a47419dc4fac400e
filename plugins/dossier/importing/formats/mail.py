"""Mail: the headers state heading and day, the text is what the sender wrote."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from dossier.chronology import PartialDate
from dossier.errors import DossierError
from dossier.importing import dates
from dossier.importing.clipping import Clipping, Removed, Stated
from dossier.importing.formats import page
from dossier.importing.formats.blocks import blocks_of
from dossier.importing.formats.raw import RawFile
from dossier.importing.formats.text import decode, lines
from dossier.words import pattern, verbatim

_HTML, _XHTML = "text/html", "application/xhtml+xml"
_PREFIX = pattern(lambda w: rf"(?:{verbatim(w.mail.replies)}\s*(?:\[\d+\])?:\s*)+|\[[\w .-]{{2,30}}\]\s+(?=\S)", re.IGNORECASE)
NO_CLIPPINGS = (".png", ".jpg", ".jpeg", ".gif", ".ics", ".vcf", ".asc", ".p7s", ".sig")


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A mail, or a web page saved as MHTML, as a clipping."""
    message = _parsed(item)
    return (_saved_page(message),) if _is_saved_page(message) else (clipping(message),)


def members(item: RawFile) -> Iterator[RawFile]:
    """A mail, and its attachments, each an item of its own."""
    yield item
    message = _parsed(item)
    saved = _is_saved_page(message)
    for part in message.iter_attachments():
        if saved and part.get_content_type() in (_HTML, _XHTML):  # the page's own, which read looks at
            continue
        name, data = part.get_filename(), part.get_payload(decode=True)
        if name and isinstance(data, bytes) and not name.lower().endswith(NO_CLIPPINGS):
            yield RawFile(f"{item.name}/{name}", data)


def clipping(message: EmailMessage) -> Clipping:
    """A mail's text as a clipping, with what its headers state."""
    headers = tuple(Removed(f"{name}: {value}", "mail header") for name, value in message.items())
    stated = _stated(message)
    part = message.get_body(("plain", "html"))
    if part is None:
        raise DossierError("is a mail without text")
    if part.get_content_type() == "text/html":
        read_page = page.clipping(_text(part), stated.url)
        # What the mail says of itself is the newsletter's; a story's own page would not be a mail.
        return replace(read_page, stated=stated, removed=(*headers, *read_page.removed))
    return Clipping(lines(_text(part)), stated, removed=headers)


class _Lenient(EmailPolicy):
    """Reads headers as Python does, and as plain texts where that fails: an address without its end, for one."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """A header's value."""
        try:
            if value.count("<") == value.count(">"):  # else newer releases of Python leave out what they cannot read
                return super().header_fetch_parse(name, value)
        except (IndexError, AttributeError, ValueError):  # what Python's parser fails with
            pass
        return " ".join(value.split())


def _parsed(item: RawFile) -> EmailMessage:
    message = message_from_bytes(item.data, policy=_Lenient())
    assert isinstance(message, EmailMessage)  # noqa: S101 - what the policy makes
    return message


def _is_saved_page(message: EmailMessage) -> bool:
    return message.get_content_type() == "multipart/related" or bool(message.get("Snapshot-Content-Location"))


def _saved_page(message: EmailMessage) -> Clipping:
    """The page of an MHTML file (RFC 2557), and its address; what else of HTML is in the file is set aside.

    The page is what RFC 2387 calls the root: the part that ``start`` names, or the first one. Where that is no HTML, it is
    the first part that is.
    """
    parts = [part for part in message.walk() if part.get_content_type() in (_HTML, _XHTML)]
    for part in parts:
        part.set_type(_HTML)  # get_body knows no other name of it
    main = message.get_body(("html",)) or next(iter(parts), None)
    if not isinstance(main, MIMEPart):
        raise DossierError("is a saved page without HTML")
    address = str(message.get("Snapshot-Content-Location") or main.get("Content-Location") or "")
    read_page = page.clipping(_text(main), address if address.startswith("http") else "")
    others = (removed for part in parts if part is not main and isinstance(part, MIMEPart) for removed in _set_aside(part))
    return replace(read_page, removed=(*read_page.removed, *others))


def _set_aside(part: MIMEPart) -> Iterator[Removed]:
    """A page within a saved page, a frame or a box of advertisements: where it is from, and its text."""
    rule = "other page in the file"
    yield from (Removed(f"{name}: {value}", rule) for name, value in part.items())
    yield from (Removed(block.text, rule) for block in blocks_of(_text(part)))


def _text(part: MIMEPart) -> str:
    """A part's text; a charset that it states wrongly or not at all is found out."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset and charset != "us-ascii" else decode(data)
    except (UnicodeDecodeError, LookupError):
        return decode(data)


def _stated(message: EmailMessage) -> Stated:
    subject = " ".join(str(message.get("Subject") or "").split())
    sender = parseaddr(str(message.get("From") or ""))[0]
    return Stated(title=_PREFIX().sub("", subject, count=1), sent=_sent(str(message.get("Date") or "")), sender=sender)


def _sent(text: str) -> PartialDate | None:
    """The day that a mail's header gives, or what a digest kept of it gives."""
    try:
        sent = parsedate_to_datetime(text)
        return PartialDate(sent.year, sent.month, sent.day)
    except (ValueError, TypeError):
        found = next(dates.find(text), None)
        return found.readings[0] if found and len(found.readings) == 1 else None
