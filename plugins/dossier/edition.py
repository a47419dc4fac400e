"""An edition: everything that one build publishes, and the whole pipeline that makes it.

read ▶ find ▶ resolve ▶ gather ▶ check ▶ Edition ▶ views ▶ pages. :func:`collect` does the first I/O; the rest is a
function of its result, up to the files that :func:`publish` names for somebody else to write. What leaves the house passes
:func:`dossier.rights.excerpts` between the edition and everything that is made of it.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dossier import checks, frontmatter, prose, rights
from dossier.concordance import Edition, gather, of_kind, weigh
from dossier.errors import ContentError, ContentErrors
from dossier.exports import FORMATS, TABLES, feeds, serialise, sitemap
from dossier.frontmatter import Schema
from dossier.gazetteer import compile_gazetteer
from dossier.model import ArticleHead, Entry, Topic
from dossier.resolve import resolve, standing
from dossier.statements import find
from dossier.text import slug
from dossier.views import DataFile, Ref, Site, View, data_view, pages

SCHEMAS: Mapping[str, Schema[Any]] = {
    "articles": frontmatter.ARTICLE,
    "actors": frontmatter.ACTOR,
    "topics": frontmatter.TOPIC,
    "pages": frontmatter.PAGE,
}
DECISIONS = "statements.yml"
MARKDOWN = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class File:
    """A content file's path below the content folder, with forward slashes, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as found: its Markdown, the paths of all its other files, and the decisions on statements."""

    root: Path
    markdown: tuple[File, ...]
    statics: tuple[str, ...]
    decisions: bytes = b""


def collect(root: Path) -> Content:
    """Read a content folder; hidden files and editors' backups are passed over."""
    paths = sorted(path for path in root.rglob("*") if path.is_file() and not _passed_over(path.relative_to(root)))
    markdown, statics = [], []
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.suffix in MARKDOWN and name.split("/")[0] in SCHEMAS:
            markdown.append(File(name, path.read_bytes()))
        else:
            statics.append(name)
    decisions = (root / DECISIONS).read_bytes() if (root / DECISIONS).exists() else b""
    return Content(root, tuple(markdown), tuple(statics), decisions)


def default_lang(root: Path) -> str:
    """The language of the dossier whose content folder is ``root``: ``DEFAULT_LANG`` in the settings beside it, or English."""
    settings = root.absolute().parent / "pelican.conf.py"
    text = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    found = re.search(r"""^DEFAULT_LANG\s*=\s*["']([\w-]+)["']""", text, re.MULTILINE)
    return found[1] if found else "en"


def assemble(
    content: Content,
    lang: str = "en",
    *,
    drafts: bool = False,
    track: Callable[[Sequence[File]], Iterable[File]] = iter,
) -> Edition:
    """Make the edition of a content folder; raises ContentErrors with everything that cannot be accepted.

    ``lang`` is the language of articles that name none; ``drafts`` publishes drafts as if they were finished;
    ``track`` hands the files on one by one, and may show how far it is.
    """
    readings = [read(file, lang) for file in track(content.markdown)]
    entries = [reading for reading in readings if isinstance(reading, Entry)]
    files = {e.path: e for e in entries if drafts or getattr(e.head, "status", "published") != "draft"}
    errors = [error for reading in readings if isinstance(reading, list) for error in reading]
    unread = {file.path for file in content.markdown} - {entry.path for entry in entries}
    errors += checks.errors(entries, files, unread, content.statics)
    decided = frontmatter.decisions(DECISIONS, content.decisions)
    if isinstance(decided, list):
        errors += decided
    else:
        errors += checks.deciders(DECISIONS, decided, of_kind(files, "actors"))
    if errors or isinstance(decided, list):
        raise ContentErrors(_under(content.root, error) for error in errors)
    gazetteer = compile_gazetteer(of_kind(files, "actors").values())
    mentions = {article.slug: resolve(article, gazetteer) for article in of_kind(files, "articles").values()}
    terms = {topic.slug: _terms(topic) for topic in of_kind(files, "topics").values()}
    statements = {
        slug: find(article, standing(mentions[slug]), gazetteer.kinds, article.head.lang or lang, terms)
        for slug, article in of_kind(files, "articles").items()
    }
    return gather(
        lang=lang,
        files=files,
        gazetteer=gazetteer,
        mentions=mentions,
        statements=statements,
        decisions=decided,
        weights=weigh(of_kind(files, "articles").values(), mentions),
    )


def _terms(topic: Topic) -> tuple[str, ...]:
    return tuple(term.casefold() for term in (topic.head.label, *topic.head.terms))


def publish(edition: Edition, site: Site) -> Iterator[View | tuple[str, str]]:
    """All that an edition's output holds: views to be rendered, and data files as address and text."""
    unlisted = {article.address for article in edition.hidden}
    addresses = []
    for page in pages(edition, site):
        if page.address not in unlisted:
            addresses.append(page.address)
        yield page
    described: dict[str, DataFile] = {}
    for table in TABLES:
        rows = list(table.rows(edition))
        described[table.name] = DataFile(table.name, table.about, table.keys, len(rows))
        yield f"data/{table.name}", serialise(rows)
    for form in FORMATS:
        yield f"data/{form.name}", form.text(edition)
    overview = data_view(edition, described, tuple(Ref(form.name, form.about) for form in FORMATS))
    yield overview
    yield from feeds(edition, site.name, site.author, site.url)
    if site.url:
        yield "sitemap.xml", sitemap((*addresses, overview.address), site.url)
    yield "data/dossier.json", json.dumps(facts(edition, site), ensure_ascii=False, indent=1) + "\n"


def facts(edition: Edition, site: Site) -> dict[str, Any]:
    """What the built site says of itself, to those who hand it on: ``whole`` and ``cut`` count its clippings."""
    return {
        "name": site.name,
        "subtitle": site.subtitle,
        "author": site.author,
        "url": site.url,
        "lang": site.lang,
        "date": edition.articles[-1].head.date.iso if edition.articles else "",
        "preview": site.preview,
        "whole": rights.whole(edition),
        "cut": rights.cut(edition),
        "articles": [article.slug for article in edition.articles],
    }


def read(file: File, lang: str) -> Entry[Any] | list[ContentError]:
    """Read one file: a pure function of its path and bytes. Returns all that is wrong with it where it can't be read."""
    schema = SCHEMAS[file.path.split("/")[0]]
    try:
        document = frontmatter.split(file.path, frontmatter.decode(file.path, file.data))
    except ContentError as error:
        return [error]
    head = frontmatter.validate(schema, file.path, document)
    if isinstance(head, list):
        return head
    body = prose.parse(document.body, document.body_line, getattr(head, "lang", None) or lang)
    return Entry(_slug(file.path, head), file.path, head, body, document.lines)


def _slug(path: str, head: object) -> str:
    """The slug that a file's name gives; an article's starts with its date, so that two of one title don't clash."""
    name = slug(PurePosixPath(path).stem)
    if isinstance(head, ArticleHead) and not name.startswith(head.date.iso):
        return f"{head.date.iso}-{name}"
    return name


def _under(root: Path, error: ContentError) -> ContentError:
    return ContentError(str(root / error.path), error.line, error.problem, error.text, error.example)


def _passed_over(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.endswith(("~", "#"))
