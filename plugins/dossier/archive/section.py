"""A page of the site as a section of the single file."""

import base64
import gzip
import mimetypes
import posixpath
import re
from collections.abc import Iterator
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dossier.language import direction

REFERENCES = ("id", "for", "aria-labelledby", "aria-describedby")
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


class Section(HTMLParser):
    """One page as a section: ids and links made unique by the page's address.

    ``kept`` is what only scripts need or what is a file itself, in the order of the elements that want it (``data-kept``):
    the properties that each is given when the page is shown.
    """

    def __init__(self, output: Path, address: str) -> None:
        super().__init__(convert_charrefs=False)
        self.output, self.address = output, address
        self.parts: dict[str, list[str]] = {"title": [], "header": [], "main": [], "footer": []}
        self.within, self.depth = "", 0  # the part of the page that is being read, and how many of its tags are open
        self.lang = ""
        self.pre = 0  # how many elements are open in which spaces count
        self.kept: list[dict[str, str]] = []
        self.feed((output / address).read_text(encoding="utf-8"))
        self.close()
        self.header, self.html, self.footer = ("".join(self.parts[part]) for part in ("header", "main", "footer"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a start tag anew, where it is part of the page."""
        values = dict(attrs)
        if tag == "html":
            self.lang = str(values.get("lang"))
        classes = str(values.get("class", "")).split()
        if not self.within and (tag in {"main", "title"} or {"site-header", "site-footer"} & {*classes}):
            self.within = tag
        if tag == self.within:
            self.depth += 1
        if self.within == "title":
            return
        if self.within:
            self.pre += tag == "pre"
            own: dict[str, str | None] = {}
            for name, value in self._section(values) if tag == "main" else self._kept(tag, values):
                own.setdefault(name, value)  # a download has its name by the link, and may have one of its own
            written = "".join(f" {name}" + (f'="{escape(value)}"' if value is not None else "") for name, value in own.items())
            self.parts[self.within].append(f"<{_name(tag)}{written}>")

    def handle_endtag(self, tag: str) -> None:
        """Write an end tag; that of the page's own part ends it."""
        if self.within and self.within != "title":
            self.pre -= tag == "pre"
            self.parts[self.within].append(f"</{_name(tag)}>")
        if tag == self.within:
            self.depth -= 1
            self.within = self.within if self.depth else ""

    def handle_data(self, data: str) -> None:
        """Keep text as it is, but for the spaces that indent it."""
        if self.within and self.cdata_elem == "script":
            self.kept[-1]["text"] += data
        elif self.within:
            self.parts[self.within].append(data if self.pre else _BREAK.sub("\n", data))

    def handle_entityref(self, name: str) -> None:
        """Keep a named character reference as it is."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a numbered character reference as it is."""
        self.handle_data(f"&#{name};")

    def _section(self, values: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
        """The attributes of the page's own part: what the page was called, and the language that it named on its first tag."""
        yield "id", self.address
        yield "data-title", unescape("".join(self.parts["title"]))
        yield "lang", self.lang
        yield "dir", direction(self.lang)
        yield from self._own({name: value for name, value in values.items() if name != "id"})

    def _kept(self, tag: str, values: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
        """The attributes of a tag, of which some are kept elsewhere: those of a download that stands in the page itself."""
        address = values.get("href") or ""
        if tag == "script" or address.startswith("data:"):
            yield "data-kept", str(len(self.kept))
            self.kept.append({"text": ""} if tag == "script" else {"href": address, "download": values.get("download") or ""})
            values = {name: value for name, value in values.items() if name not in {"href", "download"}}
        yield from self._own(values)

    def _own(self, values: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
        """The attributes of a tag: what names or leads to another part of the site leads there within the file."""
        for name, value in values.items():
            if name in REFERENCES and value is not None:
                yield name, " ".join(f"{self.address}:{part}" for part in value.split())
            elif name == "href" and value is not None:
                yield from self._link(value)
            elif name == "src" and value is not None:
                yield name, self._data(self._path(value))
            elif name != "action" and not name.startswith("data-pagefind"):  # the index is made
                yield name, value

    def _link(self, href: str) -> Iterator[tuple[str, str]]:
        parts = urlsplit(href)
        if parts.scheme:
            yield "href", href
            return
        path = self._path(parts.path) if parts.path else self.address
        if path.endswith(".html"):
            inside = f":{parts.fragment}" if parts.fragment else f"?{parts.query}" if parts.query else ""
            yield "href", f"#{path}{inside}"
        elif path.startswith("data/"):
            yield "href", f"data:application/gzip;base64,{packed((self.output / path).read_bytes())}"
            yield "download", f"{posixpath.basename(path)}.gz"
        else:
            yield "href", self._data(path)
            yield "download", posixpath.basename(path)

    def _path(self, relative: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), unquote(relative)))

    def _data(self, path: str) -> str:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode((self.output / path).read_bytes()).decode()}"


def packed(data: bytes) -> str:
    """Some bytes as gzip in base64, whose header names neither a day nor a system."""
    made = gzip.compress(data, 9, mtime=0)
    return base64.b64encode(made[:9] + b"\xff" + made[10:]).decode()


def _name(tag: str) -> str:
    """What a tag of a page is called in the file, which has one `main` of its own."""
    return "section" if tag == "main" else tag
