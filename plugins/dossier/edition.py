"""An edition: everything that one build publishes, and the whole pipeline that makes it.

read ▶ find ▶ resolve ▶ gather ▶ check ▶ Edition ▶ views ▶ pages. :func:`collect` does the first I/O; the rest is a
function of its result, up to the files that :func:`publish` names for somebody else to write. What leaves the house passes
:func:`dossier.rights.excerpts` between the edition and everything that is made of it.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from dossier import checks, frontmatter, prose, rights, workers
from dossier.concordance import Edition, gather, of_kind, weigh
from dossier.errors import ContentError, ContentErrors
from dossier.exports import FORMATS, TABLES, Format, Table, feeds, serialise, sitemap
from dossier.frontmatter import Schema
from dossier.gazetteer import Gazetteer, compile_gazetteer
from dossier.model import Article, ArticleHead, Entry, Mention, Statement, Topic
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
SHARE = 40  # articles that a process reads at a time


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
    markdown, statics = [], []
    for name in sorted(_names(str(root), ""), key=lambda name: name.split("/")):
        if PurePosixPath(name).suffix in MARKDOWN and name.split("/")[0] in SCHEMAS:
            markdown.append(File(name, (root / name).read_bytes()))
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


class Known(NamedTuple):
    """What is known before the articles are read: the gazetteer, the words that signal each topic, and the language."""

    gazetteer: Gazetteer
    terms: Mapping[str, Sequence[str]]
    lang: str


class Studied(NamedTuple):
    """An article as read, who is mentioned in it, and who said what."""

    article: Article
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


class Made(NamedTuple):
    """An item of the output that was made: its address, and how many lines it has where it is no page."""

    address: str
    lines: int

    @classmethod
    def of(cls, item: "Item") -> "Made":
        """What remains to be known of an item."""
        return cls(item[0], item[1].count("\n")) if isinstance(item, tuple) else cls(item.address, 0)


Item = View | tuple[str, str]
Work = Callable[[], Iterable[Item]]
Studies = Sequence[Studied | list[ContentError]]


def assemble(
    content: Content,
    lang: str = "en",
    *,
    drafts: bool = False,
    jobs: int | workers.Cluster = 1,
    track: Callable[[Iterator[Studies], int], Iterable[Studies]] = lambda found, _: found,
) -> Edition:
    """Make the edition of a content folder; raises ContentErrors with everything that cannot be accepted.

    ``lang`` is the language of articles that name none; ``drafts`` publishes drafts as if they were finished; so many
    ``jobs``, or a cluster's workers, read at once; ``track`` hands on what they found, which comes in so many parts, and
    may show how far it is.
    """
    about = {file.path: read(file, lang) for file in content.markdown if not _is_article(file)}
    known = _known([reading for reading in about.values() if isinstance(reading, Entry)], lang)
    shares = workers.divided([file for file in content.markdown if _is_article(file)], SHARE)
    studies = [study for part in track(workers.spread(study_all, known, shares, jobs), len(shares)) for study in part]
    studied = {study.article.path: study for study in studies if isinstance(study, Studied)}
    articles = (study.article if isinstance(study, Studied) else study for study in studies)
    readings = [about[file.path] if file.path in about else next(articles) for file in content.markdown]
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
    published = [studied[path] for path in files if path in studied]
    mentions = {study.article.slug: study.mentions for study in published}
    return gather(
        lang=lang,
        files=files,
        gazetteer=known.gazetteer,
        mentions=mentions,
        statements={study.article.slug: study.statements for study in published},
        decisions=decided,
        weights=weigh(of_kind(files, "articles").values(), mentions),
    )


def study_all(known: Known, files: Iterable[File]) -> Studies:
    """Read some articles, and find who is mentioned and who said what: a pure function of each file and what is known."""
    return [_study(known, read(file, known.lang)) for file in files]


def _study(known: Known, reading: Article | list[ContentError]) -> Studied | list[ContentError]:
    if isinstance(reading, list):
        return reading
    mentions = resolve(reading, known.gazetteer)
    lang = reading.head.lang or known.lang
    return Studied(reading, mentions, find(reading, standing(mentions), known.gazetteer.kinds, lang, known.terms))


def _is_article(file: File) -> bool:
    return file.path.startswith("articles/")


def _known(entries: Iterable[Entry[Any]], lang: str) -> Known:
    files = {entry.path: entry for entry in entries}
    terms = {topic.slug: _terms(topic) for topic in of_kind(files, "topics").values()}
    return Known(compile_gazetteer(of_kind(files, "actors").values()), terms, lang)


def _terms(topic: Topic) -> tuple[str, ...]:
    return tuple(term.casefold() for term in (topic.head.label, *topic.head.terms))


def publish(edition: Edition, site: Site) -> Iterator[Item]:
    """All that an edition's output holds: views to be rendered, and data files as address and text."""
    made: list[Made] = []
    for job in works(edition, site):
        for item in job():
            made.append(Made.of(item))
            yield item
    yield from closing(edition, site, made)


def works(edition: Edition, site: Site) -> tuple[Work, ...]:
    """The jobs of a build, each of which makes some items of the output by itself; those that take longest come first."""
    return (
        *(partial(_table, edition, table) for table in TABLES),
        *(partial(_format, edition, form) for form in FORMATS),
        partial(feeds, edition, site.name, site.author, site.url),
        *pages(edition, site),
    )


def closing(edition: Edition, site: Site, made: Iterable[Made]) -> Iterator[Item]:
    """The items that tell of all the others; ``made`` are those, in any order."""
    lines = {item.address: item.lines for item in made}
    described = {t.name: DataFile(t.name, t.about, t.keys, lines[f"data/{t.name}"]) for t in TABLES}
    overview = data_view(edition, described, tuple(Ref(form.name, form.about) for form in FORMATS))
    yield overview
    if site.url:
        unlisted = {article.address for article in edition.hidden}
        addresses = (address for address in (*lines, overview.address) if address.endswith(".html"))
        yield "sitemap.xml", sitemap(sorted(address for address in addresses if address not in unlisted), site.url)
    yield "data/dossier.json", json.dumps(facts(edition, site), ensure_ascii=False, indent=1) + "\n"


def _table(edition: Edition, table: Table) -> Iterator[Item]:
    yield f"data/{table.name}", serialise(table.rows(edition))


def _format(edition: Edition, form: Format) -> Iterator[Item]:
    yield f"data/{form.name}", form.text(edition)


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


def _names(folder: str, below: str) -> Iterator[str]:
    """The files below a folder, with forward slashes; no folder is entered that is a link, for those can lead in a circle."""
    with os.scandir(folder) as found:
        for item in found:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                yield from _names(item.path, f"{below}{item.name}/")
            elif item.is_file() and not item.name.endswith(("~", "#")):
                yield below + item.name
