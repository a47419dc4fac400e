"""The whole site in one HTML file, search included, for a dossier of up to some hundred articles.

Every page becomes a section of one document; links between pages become links within it. Styles, scripts, pictures,
data and the search bundle stand in the file itself, and its policy lets nothing else in.

The pages that a reader needs first stand in the document, so that it reads from top to bottom without scripts. The others
are packed by group, which a browser unpacks when one of them is asked for; a sentence says which, where it does not.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from dossier.archive.pack import built
from dossier.archive.section import Section, packed
from dossier.assets import KINDS
from dossier.errors import ToolError
from dossier.language import direction, language, noted

MOST = 500  # articles
OPEN = 2_700_000  # bytes of pages that stand in the document
PARTS = [dict.fromkeys(name for kind in KINDS.values() for name in kind[part]) for part in (0, 1)]  # each style and script once
STYLES = ("theme/style.css", *(f"theme/css/{name}.css" for name in PARTS[0]), "theme/css/single.css")
SCRIPTS = (
    "theme/words.js",
    "theme/js/single.js",
    "theme/script.js",
    *(f"theme/js/{name}.js" for name in PARTS[1]),
    "pagefind/engine.js",
)
# Runs before the first page is there: of all pages one is laid out, and none where the address names another than the first.
FIRST = """document.documentElement.classList.add("scripted");
if ("DecompressionStream" in window) document.documentElement.classList.add("unpacks");
if (location.hash) document.documentElement.classList.add("shown");"""
ORDER = (  # groups of pages, as a reader would leaf through them
    *("index", "timeline", "topics", "positions", "statements", "contested", "network", "articles", "actors", "sources"),
    *("glossary", "pages", "data", "search"),
)
NEEDED = {  # those that may be packed, by what a reader needs first, and what they are called; the others are small
    "articles": noted("Articles"),
    "timeline": noted("Timeline"),
    "data": noted("Data"),
    "topics": noted("Topics"),
    "positions": noted("Positions"),
    "sources": noted("Sources"),
    "network": noted("Network"),
    "statements": noted("Statements"),
    "actors": noted("Actors"),
    "kept": noted("citations as files"),
}
_CHUNK = re.compile(r'^dossier\.chunk\("(.+?)","(.*)"\);$', re.MULTILINE)


def single(output: Path) -> str:
    """The file's HTML from a built site; raises ToolError where it is no site, a preview, or too large for one file."""
    facts = built(output)
    if len(facts["articles"]) > MOST:
        count = len(facts["articles"])
        raise ToolError(f"one file holds up to {MOST} articles, and this dossier has {count}: hand out an archive")
    pages = [Section(output, path.relative_to(output).as_posix()) for path in _ordered(output)]
    groups = {name: tuple(some) for name, some in groupby(pages, lambda page: _group(page.address))}
    away = _packed(groups)
    files = {**dict(_bundle(output)), **{f"pages/{name}": body for name, body in away.items()}}
    styles = "".join((output / name).read_text(encoding="utf-8") for name in STYLES)
    scripts = [(output / name).read_text(encoding="utf-8") for name in SCRIPTS]
    if any(re.search("</script|<!--", script, re.IGNORECASE) for script in scripts):
        raise ToolError("a script holds `</script` or `<!--`, which would end it inside an HTML file")
    return "\n".join(
        [
            *_head(facts, styles, scripts),
            "<body>",
            pages[0].header,
            "<main>",
            *([_notice(facts["lang"], list(away))] if away else []),
            *(page.html for name in groups if name not in away for page in groups[name]),
            "</main>",
            pages[0].footer,
            *(f'<script type="text/plain" data-file="{escape(name)}">{body}</script>' for name, body in files.items()),
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>",
            "",
        ]
    )


def _head(facts: Mapping[str, Any], styles: str, scripts: Sequence[str]) -> list[str]:
    """The file's beginning, up to its body; the policy knows each style and script by its hash."""
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, (FIRST, *scripts)))} 'wasm-unsafe-eval'; "
        f"style-src {_hash(styles)}; img-src data:; worker-src blob:; form-action 'none'; base-uri 'none'"
    )
    return [
        "<!doctype html>",
        f'<html lang="{escape(facts["lang"])}" dir="{direction(facts["lang"])}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<title>{escape(facts['name'])}</title>",
        '<meta name="color-scheme" content="light dark">',
        f"<style>{styles}</style>",
        f"<script>{FIRST}</script>",
        "</head>",
    ]


def _notice(lang: str, missing: Sequence[str]) -> str:
    """What a reader is told whose browser does not unpack; one that does hides it."""
    words = language(lang)
    parts = ", ".join(words.gettext(NEEDED[name]) for name in missing)
    told = words.gettext(
        "Packed in this file, and not unpacked by this browser: %(parts)s. The archive of the dossier shows it in any browser.",
        parts=parts,
    )
    return f'<p class="packed note" lang="{words.code}" dir="{direction(words.code)}">{escape(told)}</p>'


def _ordered(output: Path) -> list[Path]:
    """The site's pages: the front page first, then as a reader would leaf through them."""

    def place(path: Path) -> tuple[int, int, bool, Path]:
        address = path.relative_to(output)
        return ORDER.index(_group(address.as_posix())), len(address.parts) > 1, path.name != "index.html", path

    paths = [path for path in output.rglob("*.html") if _group(path.relative_to(output).as_posix()) in ORDER]
    return sorted(paths, key=place)


def _group(address: str) -> str:
    """The group of a page, by the first part of its address; `single.js` knows it by the same rule."""
    return re.split(r"[/.]", address)[0]


def _packed(groups: Mapping[str, Sequence[Section]]) -> dict[str, str]:
    """What does not stand in the document, by group: pages by address, and what is kept of all pages."""
    left, found = OPEN, {}
    for name in NEEDED:
        pages = {page.address: page.html for page in groups.get(name, ())}
        size = sum(len(html.encode()) for html in pages.values())
        if size <= left:
            left -= size
        else:
            found[name] = _json(pages)
    kept = {page.address: page.kept for pages in groups.values() for page in pages if page.kept}
    return {**found, "kept": _json(kept)} if kept else found


def _json(value: object) -> str:
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _bundle(output: Path) -> Iterator[tuple[str, str]]:
    for script in sorted((output / "pagefind").rglob("*.js")):
        for name, body in _CHUNK.findall(script.read_text(encoding="utf-8")):
            yield json.loads(f'"{name}"'), body


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
