"""Formats: from a file's bytes to clippings, one format a module.

A format's module is loaded when a file of it is read, and with it the library that it leans on.
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module

from dossier.errors import DossierError
from dossier.importing.clipping import Clipping
from dossier.importing.formats.raw import RawFile, Refused
from dossier.importing.formats.refusals import compound, problem_of, refused

__all__ = ["RawFile", "Refused", "members", "problem_of", "read"]

ENDINGS: Mapping[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".asc": "text", "": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page", ".webarchive": "webarchive",
    ".mht": "mail", ".mhtml": "mail", ".eml": "mail", ".mbox": "mbox", ".mbx": "mbox", ".msg": "outlook",
    ".pdf": "pdf", ".docx": "word", ".rtf": "rtf", ".odt": "odt", ".fodt": "odt", ".epub": "epub", ".enex": "enex",
    ".warc": "warc", ".wacz": "warc", ".gz": "warc", ".zip": "archive",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
    ".json": "csl", ".ris": "ris", ".bib": "bibtex", ".csv": "table", ".tsv": "table",
}  # fmt: skip
_START = rb"(?:\xef\xbb\xbf)?(?:<!--.{0,500}?-->|<\?.{0,300}?\?>|\s)*"
_TYPE = rb"(?:<!DOCTYPE[^\[>]{0,200}(?:\[.{0,2000}?\])?>\s*)?"
# What the first bytes say overrules the ending.
_FIRST = (
    (re.compile(rb"\s{0,50}%PDF-"), "pdf"),
    (re.compile(rb"WARC/1"), "warc"),
    (re.compile(rb"\s{0,50}\{\\rtf"), "rtf"),
    (re.compile(rb"bplist\d\d"), "webarchive"),
    (re.compile(_START + rb"(?:<!doctype html|<html)", re.IGNORECASE | re.DOTALL), "page"),
    (re.compile(_START + rb"<rdf:RDF\b[^>]{0,2000}zotero\.org/namespaces", re.DOTALL), "rdf"),
    (re.compile(_START + _TYPE + rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL), "feed"),
    (re.compile(_START + _TYPE + rb"<en-export\b", re.DOTALL), "enex"),
    (re.compile(_START + rb"<office:document\b", re.DOTALL), "odt"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,50}TY  ?- \w+\s"), "ris"),
    (re.compile(rb"From [^\n]{0,300}\d:\d\d[^\n]{0,50}\d{4}[^\n]{0,50}\n[!-9;-~]+:"), "mbox"),
    (re.compile(rb"(?:(?:From|Date|Subject|To|Return-Path|Received|MIME-Version|Message-ID|Delivered-To|X-[\w-]+): [^\n]*\r?\n"
                rb"(?:[ \t][^\n]*\r?\n)*)*?Subject: ", re.IGNORECASE), "mail"),
)  # fmt: skip
CONTAINERS = frozenset("archive warc mail mbox outlook epub enex csl ris bibtex rdf table".split())
DEPTH = 3  # archives within archives
TOTAL = 200_000_000  # bytes that the members of one file may have together


def format_of(item: RawFile) -> str:
    """The module that reads an item; raises DossierError where there is none."""
    if not item.data.strip():
        raise DossierError("is empty")
    if problem := refused(item):
        raise DossierError(problem)
    if item.data.startswith(b"PK\x03\x04"):
        found: str = import_module("dossier.importing.formats.archive").kind(item)
        return found
    if item.data.startswith(b"\xd0\xcf\x11\xe0"):
        if problem := compound(item):
            raise DossierError(problem)
        return "outlook"
    found = next((name for pattern, name in _FIRST if pattern.match(item.data[:4000])), "") or ENDINGS.get(item.ending, "")
    if not found:
        raise DossierError(f"is of a kind that import does not read ({item.ending}): save it as text, HTML, PDF or .docx")
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
    for member in _held(item, found):
        if isinstance(member, Refused) or member.name == item.name or found == "warc":
            yield member
        else:
            yield from members(member, depth + 1)
        size += len(member.data) if isinstance(member, RawFile) else 0
        if size > TOTAL:
            yield Refused(item.name, f"holds more than {TOTAL / 1e6:.0f} MB; the rest was not read")
            return


def _held(item: RawFile, found: str) -> Iterator[RawFile | Refused]:
    """What a container holds, as far as it can be read: what is wrong with one ends nothing but itself."""
    try:
        yield from import_module(f"dossier.importing.formats.{found}").members(item)
    except Exception as error:
        yield Refused(item.name, problem_of(error))
