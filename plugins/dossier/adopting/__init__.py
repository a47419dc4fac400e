"""An ordinary Pelican site as content of a dossier: its articles, its tags and categories as topics, its pages, its pictures.

A pure function of the site's files: what is to be written is a value, for somebody else to write. Nothing is invented: an
article's source is the site itself, and one that gives no day or no title stays where it is, and is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from dossier.adopting.posts import MARKDOWN, Post, read, texts
from dossier.language import is_language_tag
from dossier.splice.writing import Value, below
from dossier.text import free, slug

__all__ = ["Adopted", "Row", "adopt"]

_LINK = re.compile(r"(?<=\]\()\s*<?[{|](filename|static|attach)[}|]([^)\s>#]*)(#[^)\s>]*)?>?|(?<=\]\()(/[^)\s#:]+)()")
_HTML = re.compile(r"^\s*<(?!https?:|mailto:)[a-zA-Z/!]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a text: where it stood, where it is to stand, if anywhere, and what its compiler has to know."""

    path: str
    target: str
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Adopted:
    """What is to be written, by its path below the content folder, and what became of each text of the site."""

    files: dict[str, bytes] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def adopt(folder: Path, publisher: str, topics: Mapping[str, str], lang: str) -> Adopted:
    """What a Pelican site's content comes to.

    ``publisher`` is the site's name, ``topics`` are the slugs of those that the dossier has by what each is called in small
    letters, ``lang`` is the dossier's language.
    """
    made, posts = Adopted(), list[Post]()
    for path, place in texts(folder):
        if place.suffix not in MARKDOWN:
            made.rows.append(Row(path, "", (f"is {place.suffix}, which a dossier does not read: save it as Markdown",)))
            continue
        try:
            posts.append(read(path, place.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError:
            made.rows.append(Row(path, "", ("is not UTF-8: save it as that",)))
    taken = set[str]()
    targets = {post.path: _target(post, taken) for post in posts}
    for post in posts:
        notes = list(_lacks(post))
        if notes:
            made.rows.append(Row(post.path, "", tuple(notes)))
            continue
        body, linked = _body(post, targets, folder, notes)
        head = _page(post) if post.is_page else _article(post, publisher, _topics(post, topics, made), lang)
        if head.get("status") == "draft" and not post.one("status").startswith("draft"):
            notes.append("has no tag and no category: a draft, until it is filed under a topic")
        if _HTML.search(post.body):
            notes.append("holds raw HTML, which readers see as text")
        made.files[targets[post.path]] = ("\n".join(["---", *below(head), "---", "", body]).rstrip() + "\n").encode()
        made.files |= {path: (folder / path).read_bytes() for path in linked}
        made.rows.append(Row(post.path, targets[post.path], tuple(notes)))
    return made


def _lacks(post: Post) -> Iterable[str]:
    """What a text lacks to be adopted."""
    if not post.one("title"):
        yield "gives no title: a line `Title: …` at its head"
    if not post.is_page and not post.date:
        yield "gives no day: a line `Date: 2024-05-14` at its head"


def _target(post: Post, taken: set[str]) -> str:
    """Where a text is to stand, beside those whose places are ``taken``."""
    name = slug(post.one("slug") or post.one("title")) or slug(PurePosixPath(post.path).stem)
    if post.is_page:
        return f"pages/{free('about' if name == 'index' else name, taken)}.md"
    day = post.date.iso if post.date else ""
    tongue = f"-{post.one('lang').lower()}" if post.one("lang") else ""
    return f"articles/{day[:4]}/{free(f'{day}-{name}{tongue}', taken)}.md"


def _topics(post: Post, known: Mapping[str, str], made: Adopted) -> tuple[str, ...]:
    """The topics of an article: its category, then its tags; those that the dossier does not have get a file."""
    found = []
    category = post.one("category") or (PurePosixPath(post.path).parts[0] if "/" in post.path else "")
    for label, main in ((category, True), *((tag, False) for tag in post.several("tags", "tag", "keywords"))):
        name = known.get(label.casefold()) or slug(label)
        path = f"topics/{name}.md"
        if name and name not in known.values() and path not in made.files:
            head: dict[str, Value] = {"label": label, **({"main": True} if main else {})}
            made.files[path] = "\n".join(["---", *below(head), "---", ""]).encode()
        found += [name] if name else []
    return tuple(dict.fromkeys(found))


def _article(post: Post, publisher: str, topics: tuple[str, ...], lang: str) -> dict[str, Value]:
    day, authors = post.date.iso if post.date else "", post.several("author", "authors")
    source = {"title": post.one("title"), "publisher": publisher, "date": day, "locator": post.path}
    tongue = post.one("lang")
    status = post.one("status").lower()
    head: dict[str, Value] = {
        "title": post.one("title"),
        "date": day,
        "revised": post.one("modified")[:10],
        "summary": post.one("summary", "description"),
        "byline": authors,
        "sources": [source],
        "topics": topics,
        "lang": tongue if tongue and tongue != lang and is_language_tag(tongue) else "",
        "status": "draft" if not topics or status == "draft" else "hidden" if status == "hidden" else "",
    }
    return {key: value for key, value in head.items() if value}


def _page(post: Post) -> dict[str, Value]:
    hidden = post.one("status").lower() in ("hidden", "draft")
    head = {"title": post.one("title"), "summary": post.one("summary"), "status": "hidden" if hidden else ""}
    return {key: value for key, value in head.items() if value}


def _body(post: Post, targets: Mapping[str, str], folder: Path, notes: list[str]) -> tuple[str, list[str]]:
    """A text's Markdown with its links to where things are to stand, and the files that it links to."""
    linked: list[str] = []

    def led(match: re.Match[str]) -> str:
        said = unquote(match[2] or match[4])
        base = PurePosixPath() if said.startswith("/") else PurePosixPath(post.path).parent
        path = _normal(base / said.lstrip("/"))
        if path in targets:
            return f"{{filename}}/{targets[path]}{match[3] or ''}"
        if path and (folder / path).is_file():
            linked.append(path)
            return f"{{static}}/{path}"
        if match[1]:
            notes.append(f"links to {said}, which is not there")
        return match[0]

    return _LINK.sub(led, post.body), linked


def _normal(path: PurePosixPath) -> str:
    """A path without its dots; empty where it leads out of the site."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
