"""The whole site in one HTML file, search included, for a dossier of up to some hundred articles.

Every page becomes a section of one document; links between pages become links within it. Styles, scripts, pictures,
data and the search bundle stand in the file itself, and its policy lets nothing else in. Without scripts it reads from
top to bottom.
"""

import base64
import json
import mimetypes
import posixpath
import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dossier.archive.pack import built
from dossier.assets import KINDS
from dossier.errors import ToolError
from dossier.language import direction

MOST = 500  # articles
PARTS = [dict.fromkeys(name for kind in KINDS.values() for name in kind[part]) for part in (0, 1)]  # each style and script once
STYLES = ("theme/style.css", *(f"theme/css/{name}.css" for name in PARTS[0]), "theme/css/single.css")
SCRIPTS = (
    "theme/words.js",
    "theme/js/single.js",
    "theme/script.js",
    *(f"theme/js/{name}.js" for name in PARTS[1]),
    "pagefind/engine.js",
)
REFERENCES = ("id", "for", "aria-labelledby", "aria-describedby")
_CHUNK = re.compile(r'^dossier\.chunk\("(.+?)","(.*)"\);$', re.MULTILINE)


def single(output: Path) -> str:
    """The file's HTML from a built site; raises ToolError where it is no site, a preview, or too large for one file."""
    facts = built(output)
    if len(facts["articles"]) > MOST:
        count = len(facts["articles"])
        raise ToolError(f"one file holds up to {MOST} articles, and this dossier has {count}: hand out an archive")
    pages = [Section(output, path.relative_to(output).as_posix()) for path in _ordered(output)]
    styles = "".join((output / name).read_text(encoding="utf-8") for name in STYLES)
    scripts = [(output / name).read_text(encoding="utf-8") for name in SCRIPTS]
    if any(re.search("</script|<!--", script, re.IGNORECASE) for script in scripts):
        raise ToolError("a script holds `</script` or `<!--`, which would end it inside an HTML file")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))} 'wasm-unsafe-eval'; style-src {_hash(styles)}; "
        "img-src data:; worker-src blob:; form-action 'none'; base-uri 'none'"
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(facts["lang"])}" dir="{direction(facts["lang"])}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f"<title>{escape(facts['name'])}</title>",
            '<meta name="color-scheme" content="light dark">',
            f"<style>{styles}</style>",
            "</head>",
            "<body>",
            pages[0].header,
            "<main>",
            *(page.html for page in pages),
            "</main>",
            pages[0].footer,
            *(f'<script type="text/plain" data-file="{escape(n)}">{body}</script>' for n, body in _bundle(output)),
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>",
            "",
        ]
    )


class Section(HTMLParser):
    """One page as a section: ids and links made unique by the page's address."""

    def __init__(self, output: Path, address: str) -> None:
        super().__init__(convert_charrefs=False)
        self.output, self.address = output, address
        self.parts: dict[str, list[str]] = {"title": [], "header": [], "main": [], "footer": []}
        self.within, self.depth = "", 0  # the part of the page that is being read, and how many of its tags are open
        self.lang = ""
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
            own = self._section(values) if tag == "main" else self._own(values)
            written = "".join(f" {name}" + (f'="{escape(value)}"' if value is not None else "") for name, value in own)
            self.parts[self.within].append(f"<{_name(tag)}{written}>")

    def handle_endtag(self, tag: str) -> None:
        """Write an end tag; that of the page's own part ends it."""
        if self.within and self.within != "title":
            self.parts[self.within].append(f"</{_name(tag)}>")
        if tag == self.within:
            self.depth -= 1
            self.within = self.within if self.depth else ""

    def handle_data(self, data: str) -> None:
        """Keep text as it is."""
        if self.within:
            self.parts[self.within].append(data)

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

    def _own(self, values: dict[str, str | None]) -> Iterator[tuple[str, str | None]]:
        """The attributes of a tag: what names or leads to another part of the site leads there within the file."""
        for name, value in values.items():
            if name in REFERENCES and value is not None:
                yield name, " ".join(f"{self.address}:{part}" for part in value.split())
            elif name == "href" and value is not None:
                yield from self._link(value)
            elif name == "src" and value is not None:
                yield name, self._data(self._path(value))
            elif name != "action":
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
        else:
            yield "href", self._data(path)
            yield "download", posixpath.basename(path)

    def _path(self, relative: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), unquote(relative)))

    def _data(self, path: str) -> str:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode((self.output / path).read_bytes()).decode()}"


def _name(tag: str) -> str:
    """What a tag of a page is called in the file, which has one `main` of its own."""
    return "section" if tag == "main" else tag


def _ordered(output: Path) -> list[Path]:
    """The site's pages: the front page first, then as a reader would leaf through them."""
    order = (
        "index.html",
        "timeline.html",
        "timeline",
        "topics",
        "positions",
        "statements.html",
        "statements",
        "contested.html",
        "network.html",
        "articles",
        "actors",
        "sources",
        "glossary.html",
        "pages",
        "data",
        "search.html",
    )
    paths = [path for path in output.rglob("*.html") if path.relative_to(output).parts[0] in order]
    return sorted(paths, key=lambda path: (order.index(path.relative_to(output).parts[0]), path.name != "index.html", path))


def _bundle(output: Path) -> Iterator[tuple[str, str]]:
    for script in sorted((output / "pagefind").rglob("*.js")):
        for name, body in _CHUNK.findall(script.read_text(encoding="utf-8")):
            yield json.loads(f'"{name}"'), body


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
