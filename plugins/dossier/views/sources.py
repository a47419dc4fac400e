"""The sources: all on one page by publisher, or a page for each publisher where one cannot hold all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dossier.edition import Edition
from dossier.model import Article, Source
from dossier.references import Reference
from dossier.text import LONGEST_SLUG, slug
from dossier.views.base import ArticleRef, Ref, View, article_ref
from dossier.views.parts import ROOM, cut, refs

HEIGHT = 1.15  # lines that a source takes, with what reference managers read of it


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher and what it contributed: its sources, each with its reference and the article that names it.

    Where all publishers' sources don't fit on one page, there are none here, and ``ref`` leads to the publisher's own.
    """

    ref: Ref
    anchor: str
    sources: tuple[tuple[Source, Reference, ArticleRef], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView(View):
    """The sources of all publishers, or of one, or of one's part."""

    template: ClassVar[str] = "sources.html"
    section: ClassVar[str] = "sources"
    publishers: tuple[Publisher, ...]
    total: int


def sources_views(edition: Edition) -> Iterator[SourcesView]:
    """All publishers and their sources, by name and date; each publisher has a page of its own where one can't hold all."""
    names = sorted(edition.by_publisher, key=edition.words.sort_key)
    anchors: dict[str, str] = {}
    for name in names:
        base = slug(name)[:LONGEST_SLUG] or "publisher"
        anchors[name] = base if base not in {*anchors.values(), "index"} else f"{base}-{len(anchors)}"
    found = {name: edition.by_publisher[name] for name in names}
    total = sum(map(len, found.values()))
    split = total * HEIGHT > ROOM
    whole = SourcesView(
        address="sources/index.html",
        title=edition.words.gettext("Sources"),
        summary=edition.words.gettext(
            "The publishers that this dossier draws on, %(count)s, and what each contributed.", count=len(names)
        ),
        lang=edition.lang,
        search={},
        publishers=tuple(
            _publisher(edition, (name, anchor), () if split else found[name], len(found[name]))
            for name, anchor in anchors.items()
        ),
        total=total,
    )
    yield whole
    for name, anchor in anchors.items() if split else ():
        yield from _publisher_pages(edition, replace(whole, trail=(Ref(whole.address, whole.title),)), (name, anchor))


def _publisher_pages(edition: Edition, whole: SourcesView, publisher: tuple[str, str]) -> Iterator[SourcesView]:
    name, anchor = publisher
    found = sorted(edition.by_publisher[name], key=lambda pair: pair[1].head.date)
    parts = cut(edition.words, found, lambda pair: pair[1].head.date, lambda _: HEIGHT)
    own = replace(
        whole,
        address=f"sources/{anchor}.html",
        title=name,
        summary=edition.words.gettext("What this publisher contributed, by the date of the article."),
        parts=refs(parts, f"sources/{anchor}"),
        publishers=(_publisher(edition, publisher, () if parts else found, len(found)),),
        total=len(found),
    )
    yield own
    for part, ref in zip(parts, own.parts, strict=True):
        yield replace(
            own,
            address=ref.address,
            title=f"{name}: {part.label}",
            trail=(*own.trail, Ref(own.address, name)),
            publishers=(_publisher(edition, publisher, part.items, len(part.items)),),
            total=len(part.items),
        )


def _publisher(
    edition: Edition,
    publisher: tuple[str, str],
    found: Sequence[tuple[Source, Article]],
    count: int,
) -> Publisher:
    name, anchor = publisher
    sources = tuple((source, edition.references[source], article_ref(edition, article)) for source, article in found)
    return Publisher(Ref(f"sources/{anchor}.html", name, count), anchor, sources)
