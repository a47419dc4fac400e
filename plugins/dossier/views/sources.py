"""The sources as a table, each once with the articles that use it; on several pages by publisher where one cannot hold all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, NamedTuple

from dossier.edition import Edition
from dossier.model import Source
from dossier.text import free, slug
from dossier.views.base import Ref, View
from dossier.views.cites import Cite

ROOM = 140_000  # bytes of a page's rows
ROW = 195  # bytes of a row besides its texts and addresses
LINK = 31  # bytes of a link to an article besides its address
USES = 40  # articles that a row names


class SourceLine(NamedTuple):
    """A source in the table; ``used`` are the articles that use it, by date, and ``more`` counts those that are not named."""

    source: Source
    used: tuple[Cite, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView(View):
    """The sources by publisher, or a part of them; ``total`` and ``publishers`` count those of all parts.

    Where none of them was archived or has a day on which it was read, there are no ``copies``.
    """

    template: ClassVar[str] = "sources.html"
    section: ClassVar[str] = "sources"
    lines: tuple[SourceLine, ...]
    total: int
    publishers: int
    copies: bool


def sources_views(edition: Edition) -> Iterator[SourcesView]:
    """All sources by publisher and date, on one page or on several."""
    words = edition.words
    lines = [line for name in sorted(edition.by_publisher, key=words.sort_key) for line in _lines(edition, name)]
    parts = list(_parts(edition, lines))
    refs = tuple(Ref(f"sources/{name}.html", label, len(part)) for name, label, part in parts) if len(parts) > 1 else ()
    title = words.gettext("Sources")
    for number, (name, label, part) in enumerate(parts):
        yield SourcesView(
            address=f"sources/{name}.html",
            title=f"{title}: {label}" if number else title,
            summary=words.gettext("What the articles are based on: each source once, with the articles that use it."),
            lang=edition.lang,
            search={},
            trail=(Ref("sources/index.html", title),) if number else (),
            parts=refs,
            lines=tuple(part),
            total=len(lines),
            publishers=len(edition.by_publisher),
            copies=any(line.source.archived or line.source.retrieved for line in lines),
        )


def _lines(edition: Edition, publisher: str) -> Iterator[SourceLine]:
    used: defaultdict[Source, list[Cite]] = defaultdict(list)
    for source, article in edition.by_publisher[publisher]:
        used[source].append(Cite(article.address, article.head.date, article.head.title))
    for source in sorted(used, key=lambda one: (one.date is None, one.date or used[one][0].date, one.title)):
        articles = sorted(set(used[source]), key=lambda cite: (cite.date, cite.address))
        yield SourceLine(source, tuple(articles[:USES]), len(articles[USES:]))


def _size(line: SourceLine) -> int:
    """About how many bytes a row of the table has."""
    source = line.source
    texts = (source.title, source.publisher, source.url, source.archived, source.archived and source.url, source.via)
    return ROW + sum(len((text or "").encode()) for text in texts) + sum(LINK + len(cite.address) for cite in line.used)


def _parts(edition: Edition, lines: Sequence[SourceLine]) -> Iterator[tuple[str, str, list[SourceLine]]]:
    """The pages, each of as many first letters of publishers as it can hold: their names, labels and lines."""
    pages: list[tuple[list[str], list[SourceLine]]] = [([], [])]
    for letter, group in groupby(lines, key=lambda line: edition.words.initial(line.source.publisher)):
        for chunk in _chunks(list(group)):
            if pages[-1][1] and sum(map(_size, (*pages[-1][1], *chunk))) > ROOM:
                pages.append(([], []))
            pages[-1][0].append(letter)
            pages[-1][1].extend(chunk)
    taken = {"index"}
    for number, (letters, page) in enumerate(pages):
        label = "–".join(dict.fromkeys((letters[0], letters[-1]))) if letters else ""
        yield free(slug(letters[0]) or "0", taken) if number else "index", label, page


def _chunks(lines: list[SourceLine]) -> Iterator[list[SourceLine]]:
    """The lines of a letter, as many at once as one page can hold."""
    start = size = 0
    for at, line in enumerate(lines):
        size += _size(line)
        if size > ROOM and at > start:
            yield lines[start:at]
            start, size = at, _size(line)
    yield lines[start:]
