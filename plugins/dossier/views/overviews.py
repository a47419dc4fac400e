"""The pages that show the whole: front page, timeline, sources, search, data, and the pages of text beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.concordance import Edition, Happening
from dossier.model import Page, Source
from dossier.references import Reference
from dossier.text import slug, sort_key
from dossier.views.base import ArticleRef, Ref, View, actor_ref, article_ref, body, first_sentences, ranked, topic_ref
from dossier.views.picture import Picture, picture
from dossier.views.topic import count

NEWEST, MOST = 8, 16


@dataclass(frozen=True, slots=True)
class MainTopic:
    """A main topic on the front page."""

    ref: Ref
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView(View):
    """What this dossier is, and the ways into it."""

    template: ClassVar[str] = "index.html"
    section: ClassVar[str] = "front"
    introduction: Markup
    span: tuple[PartialDate, ...]
    counts: tuple[Ref, ...]
    main: tuple[MainTopic, ...]
    newest: tuple[ArticleRef, ...]
    most: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline; ``event`` is empty where the line is the article itself."""

    date: PartialDate
    article: ArticleRef
    event: str
    topics: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView(View):
    """Articles and declared events by date."""

    template: ClassVar[str] = "timeline.html"
    section: ClassVar[str] = "timeline"
    years: tuple[tuple[int, tuple[Moment, ...]], ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher and what it contributed: its sources, each with its reference and the article that it is named in."""

    name: str
    anchor: str
    sources: tuple[tuple[Source, Reference, ArticleRef], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView(View):
    """All publishers."""

    template: ClassVar[str] = "sources.html"
    section: ClassVar[str] = "sources"
    publishers: tuple[Publisher, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView(View):
    """The search; without scripts, the way to the lists."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(View):
    """A page of text."""

    template: ClassVar[str] = "page.html"
    section: ClassVar[str] = "about"
    body: Markup


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data: its name below ``data/``, what a line of it is, its keys, and how many lines it has."""

    name: str
    about: str
    keys: tuple[tuple[str, str], ...]
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView(View):
    """What the data files hold."""

    template: ClassVar[str] = "data.html"
    section: ClassVar[str] = "data"
    files: tuple[DataFile, ...]
    formats: tuple[Ref, ...]


def front_view(edition: Edition, name: str, subtitle: str) -> FrontView:
    """The front page. The page ``content/pages/index.md``, where there is one, introduces the dossier."""
    introduction = edition.pages.get("index")
    dates = [article.head.date for article in edition.articles]
    mentioned = {slug: edition.total(slug) for slug in edition.by_actor}
    return FrontView(
        address="index.html",
        title=name,
        summary=subtitle,
        lang=edition.lang,
        search={},
        introduction=body(edition, introduction) if introduction else Markup(""),
        span=(min(dates), max(dates)) if dates else (),
        counts=(
            Ref("timeline.html", "articles", len(edition.articles)),
            Ref("actors/index.html", "actors", len(edition.actors)),
            Ref("topics/index.html", "topics", len(edition.topics)),
            Ref("sources/index.html", "sources", sum(map(len, edition.by_publisher.values()))),
        ),
        main=tuple(
            MainTopic(topic_ref(edition, topic.slug, count(edition, topic)), first_sentences(topic, 240))
            for topic in sorted(edition.topics.values(), key=lambda topic: sort_key(topic.head.label))
            if topic.head.main
        ),
        newest=tuple(article_ref(edition, article) for article in edition.articles[: -NEWEST - 1 : -1]),
        most=ranked(mentioned, actor_ref, edition)[:MOST],
    )


def timeline_view(edition: Edition) -> TimelineView:
    """The timeline."""
    years = groupby(edition.days, key=lambda happening: happening.date.year)
    return TimelineView(
        address="timeline.html",
        title="Timeline",
        summary="Articles and the events that they tell, by date.",
        lang=edition.lang,
        search={},
        years=tuple((year, tuple(_moment(edition, happening) for happening in days)) for year, days in years),
        picture=picture(edition),
    )


def _moment(edition: Edition, happening: Happening) -> Moment:
    topics = () if happening.event else tuple(topic_ref(edition, topic) for topic in happening.article.head.topics)
    return Moment(happening.date, article_ref(edition, happening.article), happening.event or "", topics)


def sources_view(edition: Edition, references: Mapping[Source, Reference]) -> SourcesView:
    """All publishers and their sources, by name and date."""
    names = sorted(edition.by_publisher, key=sort_key)
    anchors: dict[str, str] = {}
    for name in names:
        base = slug(name) or "publisher"
        anchors[name] = base if base not in anchors.values() else f"{base}-{len(anchors)}"
    return SourcesView(
        address="sources/index.html",
        title="Sources",
        summary=f"The {len(names)} publishers that this dossier draws on, and what each contributed.",
        lang=edition.lang,
        search={},
        publishers=tuple(
            Publisher(
                name,
                anchors[name],
                tuple((s, references[s], article_ref(edition, a)) for s, a in edition.by_publisher[name]),
            )
            for name in names
        ),
        total=sum(map(len, edition.by_publisher.values())),
    )


def search_view(edition: Edition) -> SearchView:
    """The search page."""
    return SearchView(address="search.html", title="Search", summary="Search this dossier.", lang=edition.lang, search={})


def page_view(edition: Edition, page: Page) -> PageView:
    """A page of text."""
    return PageView(
        address=page.address,
        title=page.head.title,
        summary=page.head.summary or first_sentences(page),
        lang=page.head.lang or edition.lang,
        search={} if page.head.status == "hidden" else {"kind": ("page",)},
        body=body(edition, page),
    )


def page_refs(edition: Edition) -> tuple[Ref, ...]:
    """The pages of text that a reader is led to, by title."""
    listed = (p for p in edition.pages.values() if p.head.status != "hidden" and p.slug != "index")
    return tuple(sorted((Ref(p.address, p.head.title) for p in listed), key=lambda ref: sort_key(ref.label)))


def data_view(edition: Edition, files: Mapping[str, DataFile], formats: tuple[Ref, ...]) -> DataView:
    """The page that describes the data files."""
    return DataView(
        address="data/index.html",
        title="Data",
        summary="The files of this dossier for other programs.",
        lang=edition.lang,
        search={},
        files=tuple(files.values()),
        formats=formats,
    )
