"""Plain text and Markdown, in whatever encoding they were saved."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from dossier.chronology import PartialDate
from dossier.errors import DossierError
from dossier.importing.clipping import Clipping, Line, Removed, Stated
from dossier.importing.formats.raw import RawFile
from dossier.importing.language import language

ENCODINGS = ["cp1250", "cp1251", "cp1252", "koi8_r"]
LONGEST = 5_000_000  # characters of one clipping
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b\u200e\u200f\u2060\ufeff]")
_MARKED = re.compile(r"\A\s*#{1,3} \S|\]\((?:https?:|#|/|mailto:)|^#{2,3} \S", re.MULTILINE)
_FRONT = re.compile(r"\A\s*---\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "publication", "site", "site_name", "outlet"),
    "url": ("url", "source", "link", "original_url", "source_url"),
    "dateline": ("dateline",),
    "lang": ("lang", "language"),
}


def read(item: RawFile) -> tuple[Clipping, ...]:
    """A text file as a clipping; raises DossierError where it is no text."""
    text = decode(item.data)
    front = _FRONT.match(text)
    known = _front(front["yaml"]) if front else {}
    if front and known:
        removed = tuple(Removed(line, "front matter", n) for n, line in enumerate(front["yaml"].split("\n"), 2))
        body, skipped = text[front.end() :], text[: front.end()].count("\n")
        return (Clipping(lines(body, skipped), _stated(known), marked=True, removed=removed),)
    return (Clipping(lines(text), marked=item.ending in (".md", ".markdown") or bool(_MARKED.search(text))),)


def decode(data: bytes, longest: int = LONGEST) -> str:
    """The text of a file, without characters that nobody sees; raises DossierError where it is no text, or too long."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "") or _wide(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = _guessed(data)
    if len(text) > longest:
        raise DossierError(f"is too long: more than {longest:,} characters")
    unseen = len(_UNSEEN.findall(text))
    if unseen > 10 and unseen > len(text) / 50:
        raise DossierError("is no text")
    return clean(text)


def clean(text: str) -> str:
    """A text with plain line ends and without characters that nobody sees."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def lines(text: str, before: int = 0) -> tuple[Line, ...]:
    """A text's lines, numbered from ``before`` + 1."""
    parts = text.replace("\f", "\n\f\n").split("\n")
    return tuple(Line(line.expandtabs(4), before + number) for number, line in enumerate(parts, 1))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the reading in which nearly all are letters of Europe, spaces and stops."""
    head = data[: min(len(data), 2000) & ~1]
    if not head.count(0):
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        if sum(char in "\n\r\t" or " " <= char < "\u0530" or "\u2010" <= char < "\u2030" for char in text) > 0.95 * len(text):
            return encoding
    return ""


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, and most texts are UTF-8

    best = from_bytes(data[:200_000], cp_isolation=ENCODINGS).best()
    if best is None:
        raise DossierError("is no text in UTF-8, UTF-16, Windows-1250, -1251, -1252 or KOI8-R")
    if best.encoding in ("cp1250", "cp1252"):  # which of the two a few accents cannot tell, and the words around them can
        central = language(data.decode("cp1250", "replace")) in ("pl", "cs", "sk")
        return data.decode("cp1250" if central else "cp1252", "replace")
    return data.decode(best.encoding, "replace")


def _front(source: str) -> dict[str, Any]:
    """The keys of Markdown's front matter; none where it is not YAML."""
    if "&" in source and "*" in source:  # anchors and aliases: nothing that a notebook writes, and they can expand
        return {}
    try:
        found = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - text, lists and mappings, nothing else
    except yaml.YAMLError:
        return {}
    return {str(key).casefold(): value for key, value in found.items()} if isinstance(found, dict) else {}


def _stated(known: dict[str, Any]) -> Stated:
    def first(names: tuple[str, ...]) -> str:
        return next((str(known[name]).strip() for name in names if isinstance(known.get(name), str)), "")

    values = {key: first(names) for key, names in _KEYS.items()}
    if values["url"] and not values["url"].startswith("http"):  # `source: The Moscow Times`
        values["publisher"], values["url"] = values["publisher"] or values["url"], first(("url", "link"))
    byline = tuple(_names(known.get("author", known.get("authors", known.get("byline", "")))))
    # What a clipper saved was created when it was clipped, and published before.
    clipped = "published" in known or "clipped" in known or "clippings" in str(known.get("tags"))
    return Stated(
        title=values["title"],
        date=_day(first(("date", "published", "publish_date", *(() if clipped else ("created",))))),
        byline=byline,
        dateline=values["dateline"],
        publisher=values["publisher"],
        url=values["url"],
        lang=values["lang"],
    )


def _names(value: Any) -> Iterator[str]:
    """Names in front matter, out of the brackets of a link to a note: ``[[Anna Kowal|A. Kowal]]``."""
    if isinstance(value, list):
        for part in value:
            yield from _names(part)
    elif name := str(value).strip("[] ").partition("|")[0].strip():
        yield name


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text[:10])
    except ValueError:
        return None
