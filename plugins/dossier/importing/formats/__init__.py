"""Formats: from a file's bytes to clippings, one format a module.

A format's module is loaded when a file of it is read, and with it the library that it leans on.
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping
from dossier.importing.formats.raw import RawFile, Refused

__all__ = ["RawFile", "Refused", "members", "read"]

ENDINGS: Mapping[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".asc": "text", "": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".mht": "mail", ".mhtml": "mail", ".eml": "mail",
    ".pdf": "pdf", ".docx": "word", ".warc": "warc", ".wacz": "warc", ".gz": "warc", ".zip": "archive",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed", ".json": "zotero",
}  # fmt: skip
_START = rb"(?:\xef\xbb\xbf)?(?:<!--.{0,500}?-->|<\?.{0,300}?\?>|\s)*"
# What the first bytes say overrules the ending.
_FIRST = (
    (re.compile(rb"\s{0,50}%PDF-"), "pdf"),
    (re.compile(rb"WARC/1"), "warc"),
    (re.compile(_START + rb"(?:<!doctype html|<html)", re.IGNORECASE | re.DOTALL), "page"),
    (re.compile(_START + rb"(?:<!DOCTYPE[^\[>]{0,200}(?:\[.{0,2000}?\])?>\s*)?<(?:rss|feed|rdf:RDF)\b", re.DOTALL), "feed"),
    (re.compile(rb"(?:(?:From|Date|Subject|To|Return-Path|Received|MIME-Version|Message-ID|Delivered-To|X-[\w-]+): [^\n]*\r?\n"
                rb"(?:[ \t][^\n]*\r?\n)*)*?Subject: ", re.IGNORECASE), "mail"),
)  # fmt: skip
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "is an old Word, Excel or Outlook file: save it as .docx, or the mail as .eml"),
    (b"{\\rtf", "is RTF: save it as .docx"),
    (b"\x89PNG", "is a picture: text in it must be recognised first"),
    (b"\xff\xd8\xff", "is a picture: text in it must be recognised first"),
    (b"GIF8", "is a picture: text in it must be recognised first"),
)
CONTAINERS = frozenset({"archive", "warc", "zotero", "mail"})
DEPTH = 3  # archives within archives
TOTAL = 200_000_000  # bytes that the members of one file may have together


def format_of(item: RawFile) -> str:
    """The module that reads an item; raises DossierError where there is none."""
    if not item.data.strip():
        raise DossierError("is empty")
    for start, problem in _REFUSED:
        if item.data.startswith(start):
            raise DossierError(problem)
    if item.data.startswith(b"PK\x03\x04"):
        found: str = import_module("dossier.importing.formats.archive").kind(item)
        return found
    found = next((name for pattern, name in _FIRST if pattern.match(item.data[:4000])), "") or ENDINGS.get(item.ending, "")
    if not found:
        raise DossierError(f"is of a kind that import does not read ({item.ending})")
    return found


def read(item: RawFile) -> tuple[Clipping, ...]:
    """The clippings of an item that holds no others; raises DossierError where it cannot be read."""
    found: tuple[Clipping, ...] = import_module(f"dossier.importing.formats.{format_of(item)}").read(item)
    return found


def members(item: RawFile, depth: int = 0) -> Iterator[RawFile | Refused]:
    """The items that an archive holds, those of archives within it too; an item that is none is its own only member."""
    try:
        found = format_of(item)
    except DossierError as error:
        yield Refused(item.name, str(error))
        return
    if found not in CONTAINERS:
        yield item
        return
    if depth >= DEPTH:
        yield Refused(item.name, f"is an archive within {DEPTH} others")
        return
    size = 0
    for member in import_module(f"dossier.importing.formats.{found}").members(item):
        if isinstance(member, Refused) or member.name == item.name or found == "warc":
            yield member
        else:
            yield from members(member, depth + 1)
        size += len(member.data) if isinstance(member, RawFile) else 0
        if size > TOTAL:
            yield Refused(item.name, f"holds more than {TOTAL / 1e6:.0f} MB; the rest was not read")
            return
