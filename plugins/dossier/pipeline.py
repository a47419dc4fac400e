"""An edition: everything that one build publishes, and the whole pipeline that makes it.

read ▶ find ▶ resolve ▶ gather ▶ check ▶ Edition ▶ views ▶ pages. :func:`collect` does the first I/O; the rest is a
function of its result, up to the items that the jobs of :func:`works` make, for somebody else to write. What leaves the
house passes :func:`dossier.rights.excerpts` between the edition and everything that is made of it.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier import checks, rights, workers
from dossier.edition import Edition
from dossier.errors import ContentError, ContentErrors
from dossier.exports import SITE, Export, example
from dossier.ledger import LEDGER, Ledger
from dossier.model import WHOLE, Entry
from dossier.readings import HEADS, NOTHING_DECIDED, File, Readings, read_all
from dossier.views import MISSING, ROBOTS, Ref, Site, View, article_page, pages
from dossier.views.script import script
from dossier.walk import Stamp, is_settled, stamp_of, walk

if TYPE_CHECKING:
    from dossier.views.overviews import DataFile

NAMES = frozenset({e.name for e in SITE} | {e.name.partition(".")[0] for e in SITE if e.lines})  # in `data/`: files, folders
MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as found: its Markdown, the paths of all its other files, and what the compiler decided on statements.

    ``stamps`` are those of the Markdown, but of files that changed so lately that they could change again and keep theirs.
    ``errors`` are what is wrong with names and links in the folder.
    """

    root: Path
    markdown: tuple[File, ...]
    statics: tuple[str, ...]
    ledger: Ledger = NOTHING_DECIDED
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    errors: tuple[ContentError, ...] = ()


def collect(
    root: Path, kept: Mapping[str, tuple[Stamp, bytes]] = MappingProxyType({}), last: Ledger = NOTHING_DECIDED
) -> Content:
    """Read a content folder; for what is passed over, and which links are followed, see :func:`dossier.walk.walk`.

    A file that another name shows as a text is no other file. Those that were ``kept``, with what their bytes came to, are not
    opened while they bear the same stamp. ``last`` is the ledger that was read last.
    """
    markdown: list[File] = []
    stamps: dict[str, Stamp] = {}
    places, errors = walk(root)
    now = time.time_ns()
    texts = [place for place in places if _is_text(place.name)]
    for name, path, _ in texts:
        try:
            stamps[name] = stamp = stamp_of(path)
            old, digest = kept.get(name, (None, b""))
            markdown.append(File(name, None, digest) if stamp == old else File(name, _bytes(path)))
        except OSError as error:
            errors.append(ContentError(name, 1, f"cannot be read: {error.strerror}"))
    read = {place.real for place in texts}
    statics = tuple(place.name for place in places if place.real not in read)
    ledger = _ledger(_bytes(f"{root}/{LEDGER}") if LEDGER in statics else b"", last)
    if isinstance(ledger, list):
        errors += ledger
        ledger = NOTHING_DECIDED
    settled = {name: stamp for name, stamp in stamps.items() if is_settled(stamp, now)}
    return Content(root, tuple(markdown), statics, ledger, settled, tuple(errors))


def _ledger(data: bytes, last: Ledger) -> Ledger | list[ContentError]:
    """The ledger of a file's bytes, or all that is wrong with it; the last one where they are the same."""
    if not data or blake2b(data, digest_size=16).digest() == last.digest:
        return last if data else NOTHING_DECIDED
    from dossier.ledger import file  # noqa: PLC0415 - with pydantic, of no use where nothing has changed

    return file.read(data)


def _is_text(name: str) -> bool:
    """Whether a build reads a file of this name as a text: Markdown, or what is said of the whole."""
    return name == WHOLE or (name.endswith(MARKDOWN) and name.partition("/")[0] in HEADS)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a path for each file costs as much as reading it
        return file.read()


class TextFile(NamedTuple):
    """A file of the output that is no page: its address, and what it holds."""

    address: str
    text: str


class Lines(NamedTuple):
    """What an article adds to a data file that goes by article, or what stands at such a file's head, in UTF-8.

    ``part`` names the part that it belongs to where the file is divided, for it is large; a head belongs to each.
    """

    address: str
    data: bytes
    part: str = ""


class Picture(NamedTuple):
    """A picture of the output: its address, and its bytes."""

    address: str
    data: bytes


Product = View | TextFile | Picture | Lines


class Job(NamedTuple):
    """A job of a build: its name, the same in each build, and what makes some items of the output of an edition."""

    name: str
    make: Callable[[Edition], Iterable[Product]]


def assemble(
    content: Content,
    lang: str = "en",
    *,
    drafts: bool = False,
    proposed: bool = False,
    jobs: int | workers.Cluster = 1,
) -> Edition:
    """Make the edition of a content folder; raises ContentErrors with everything that cannot be accepted.

    ``lang`` is the language of articles that name none; ``drafts`` publishes drafts as if they were finished, and
    ``proposed`` statements as if they were confirmed; so many ``jobs``, or a cluster's workers, read at once.
    """
    read = read_all(content.markdown, lang, jobs=jobs, ledger=content.ledger)
    return edit(content, *read, drafts=drafts, proposed=proposed)


def edit(  # noqa: PLR0913 - what was read, and how it is published
    content: Content,
    readings: Readings,
    errors: Sequence[ContentError] = (),
    *,
    drafts: bool = False,
    proposed: bool = False,
    checked: bool = False,
) -> Edition:
    """Make the edition of a content folder as it was read, with the ``errors`` of reading it; raises as :func:`assemble`.

    Where the entries, the other files and the ledger are ``checked`` already, for they are those of the last build, they are
    not again.
    """
    files = published(readings, drafts=drafts)
    wrong = [*content.errors, *errors]
    unread = {file.path for file in content.markdown} - readings.files.keys()
    if not checked:
        entries = [reading.entry for reading in readings.files.values()]
        wrong += checks.errors(entries, files, unread, content.statics, NAMES)
        wrong += checks.decisions(content.ledger, checks.slugs(entries, unread))
        wrong += checks.references(entries, files, content.ledger, unread)
    if wrong:
        words = _own_words(readings)
        raise ContentErrors(_under(content.root, error, words) for error in wrong)
    return edition_of(readings, drafts=drafts, proposed=proposed)


def edition_of(readings: Readings, *, drafts: bool, proposed: bool) -> Edition:
    """The edition of what was read, in which nothing is wrong."""
    files = published(readings, drafts=drafts)
    analyses = {files[path].slug: readings.files[path].analysis for path in files if path.startswith("articles/")}
    known = readings.known
    return Edition(
        lang=known.lang,
        files=files,
        texts=readings.texts.of(files),
        analyses=analyses,
        known=known,
        proposed=proposed,
    )


def published(readings: Readings, *, drafts: bool) -> dict[str, Entry[Any]]:
    """The entries that are published, by path: drafts too, if asked for."""
    entries = (reading.entry for reading in readings.files.values())
    return {e.path: e for e in entries if drafts or getattr(e.head, "status", "published") != "draft"}


def jobs_of(edition: Edition, site: Site) -> tuple[Job, ...]:
    """The jobs of a build, each of which makes some items of the output by itself; those that take longest come first."""
    return (
        *(Job(f"data/{export.name}", partial(_data, export)) for export in SITE),
        Job("feeds", partial(_feeds, site)),
        Job("words", partial(_words, site)),
        Job("formerly", partial(_formerly, site)),
        Job("hosting", partial(_hosting, site)),
        *(Job(name, maker) for name, maker in pages(edition, site)),
        *(Job(article.address, partial(_article, site, article.path)) for article in (*edition.articles, *edition.hidden)),
    )


def _data(export: Export, edition: Edition) -> Iterator[Product]:
    address, text = f"data/{export.name}", export.text(edition)
    yield Lines(address, text.encode()) if export.lines else TextFile(address, text)


def _feeds(site: Site, edition: Edition) -> Iterator[Product]:
    if site.url:
        from dossier.exports.feeds import feeds  # noqa: PLC0415 - many sites have no feeds

        yield from (TextFile(*feed) for feed in feeds(edition, site.name, site.author, site.url))


def _words(site: Site, _: Edition) -> Iterator[Product]:
    yield TextFile("theme/words.js", script(site.lang))


def _formerly(site: Site, edition: Edition) -> Iterator[Product]:
    if edition.formerly:
        from dossier.views.formerly import leading_on  # noqa: PLC0415 - many dossiers have none

        yield from (TextFile(address, leading_on(site, now)) for address, now in edition.formerly.items())


def _hosting(site: Site, edition: Edition) -> Iterator[Product]:
    if not site.url:
        return
    from dossier.views.hosting import manifest, missing_view, robots  # noqa: PLC0415 - as of feeds

    yield missing_view(edition, site)
    yield TextFile(ROBOTS, robots(site))
    yield TextFile("site.webmanifest", manifest(site))
    if site.cards:
        from dossier.raster import png  # noqa: PLC0415
        from dossier.views.card import ADDRESS, WIDTH, card  # noqa: PLC0415

        yield Picture(ADDRESS, png(card(edition, site), WIDTH))


def _article(site: Site, path: str, edition: Edition) -> Iterator[Product]:
    article = edition.files[path]
    yield article_page(edition, site, path)
    if article.head.status != "hidden":
        for export in SITE:
            if export.lines:
                yield Lines(f"data/{export.name}", export.lines(edition, article), f"{article.head.date.year:04}")


def closing(
    edition: Edition,
    site: Site,
    pages: Iterable[str],
    files: Mapping[str, Mapping[str, tuple[int, int]]],
    beginning: Callable[[str], str],
) -> Iterator[View | TextFile]:
    """The items that tell of all others: the addresses of the pages, and the lines and bytes of files, or of their parts.

    ``beginning`` reads how a file begins.
    """
    from dossier.views.overviews import data_view  # noqa: PLC0415 - as in views: of no use where nothing has changed

    overview = data_view(edition, [_described(export, files[f"data/{export.name}"], beginning) for export in SITE])
    yield overview
    if site.url:
        from dossier.exports.feeds import sitemap  # noqa: PLC0415 - as above

        unlisted = {MISSING, *(article.address for article in edition.hidden), *edition.formerly}
        yield TextFile("sitemap.xml", sitemap(map(site.place, sorted({*pages, overview.address} - unlisted))))
    yield TextFile("data/dossier.json", json.dumps(facts(edition, site), ensure_ascii=False, indent=1) + "\n")


def _described(export: Export, files: Mapping[str, tuple[int, int]], beginning: Callable[[str], str]) -> "DataFile":
    """A data file, for the page of data; ``files`` are its lines and bytes, or those of its parts."""
    from dossier.views.overviews import DataFile  # noqa: PLC0415 - as above

    parts = tuple(Ref(address, PurePosixPath(address).stem) for address in files if address != f"data/{export.name}")
    lines, size = (sum(numbers) for numbers in zip(*files.values(), strict=True))
    shown = example(export.name, beginning(next(iter(files))))
    return DataFile(export.name, export.about, export.keys, lines, parts, size, shown)


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


def _under(root: Path, error: ContentError, words: Mapping[str, str]) -> ContentError:
    return ContentError(str(root / error.path), error.line, error.problem, error.text, error.right(words))


def _own_words(readings: Readings) -> dict[str, str]:
    """What examples of this dossier say: slugs and titles of files of its own in which nothing is wrong."""
    words: dict[str, str] = {}
    for path, reading in sorted(readings.files.items(), reverse=True):
        kind, head = path.partition("/")[0].removesuffix("s"), reading.entry.head
        words[kind] = reading.entry.slug
        if kind == "article":
            words |= {"title": json.dumps(head.title, ensure_ascii=False) if ":" in head.title else head.title}
            words |= {"publisher": head.sources[0].publisher}
        elif kind == "actor":
            words["name"] = head.name
    return words
