"""The pages that show the whole: front page, timeline, sources, search, data, and the pages of text beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition, Happening
from dossier.model import Page
from dossier.views.base import ArticleRef, Ref, View, article_ref, body, first_sentences, topic_ref
from dossier.views.parts import by_year, cut, refs
from dossier.views.picture import Picture, picture


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline; ``event`` is empty where the line is the article itself."""

    date: PartialDate
    article: ArticleRef
    event: str
    topics: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView(View):
    """Articles and declared events by date: all, or those of one part."""

    template: ClassVar[str] = "timeline.html"
    section: ClassVar[str] = "timeline"
    years: tuple[tuple[int, tuple[Moment, ...]], ...]
    picture: Picture | None


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
    corrections: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data: its name below ``data/``, what it holds, or what a line of it is where it has keys, and how many lines.

    ``size`` is in bytes, ``example`` how it begins. One that is too large has ``parts`` in its place, a file for each year.
    """

    name: str
    about: str
    keys: tuple[tuple[str, str], ...]
    lines: int
    parts: tuple[Ref, ...] = ()
    size: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView(View):
    """What the data files hold."""

    template: ClassVar[str] = "data.html"
    section: ClassVar[str] = "data"
    files: tuple[DataFile, ...]
    formats: tuple[DataFile, ...]


def timeline_views(edition: Edition) -> Iterator[TimelineView]:
    """The timeline, and the pages of its parts."""
    parts = cut(edition.words, edition.days, lambda happening: happening.date)
    ways = refs(parts, "timeline")
    whole = TimelineView(
        address="timeline.html",
        title=edition.words.gettext("Timeline"),
        summary=edition.words.gettext("Articles and the events that they tell, by date."),
        lang=edition.lang,
        search={},
        parts=ways,
        years=() if parts else _years(edition, edition.days),
        picture=picture(edition, edition.articles, "timeline.html", ways),
    )
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        yield replace(
            whole,
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            trail=(Ref(whole.address, whole.title),),
            years=_years(edition, part.items),
            picture=picture(edition, [happening.article for happening in part.items if not happening.event], ref.address),
        )


def _years(edition: Edition, days: Sequence[Happening]) -> tuple[tuple[int, tuple[Moment, ...]], ...]:
    return by_year([_moment(edition, happening) for happening in days], lambda moment: moment.date)


def _moment(edition: Edition, happening: Happening) -> Moment:
    topics = () if happening.event else tuple(topic_ref(edition, topic) for topic in happening.article.head.topics)
    return Moment(happening.date, article_ref(edition, happening.article), happening.event or "", topics)


def search_view(edition: Edition) -> SearchView:
    """The search page."""
    words = edition.words
    return SearchView(
        address="search.html",
        title=words.gettext("Search"),
        summary=words.gettext("Search this dossier."),
        lang=edition.lang,
        search={},
    )


def page_view(edition: Edition, page: Page) -> PageView:
    """A page of text."""
    return PageView(
        address=page.address,
        title=page.head.title,
        summary=page.head.summary or first_sentences(edition, page),
        lang=page.head.lang or edition.lang,
        search={} if page.head.status == "hidden" else {"kind": ("page",)},
        body=body(edition, page),
        corrections=edition.dossier.corrections or "",
    )


def data_view(edition: Edition, files: Sequence[DataFile]) -> DataView:
    """The page that describes the data files: first those in the formats of other programs, then those with keys."""
    return DataView(
        address="data/index.html",
        title=edition.words.gettext("Data"),
        summary=edition.words.gettext("The files of this dossier for other programs."),
        lang=edition.lang,
        search={},
        files=tuple(file for file in files if file.keys),
        formats=tuple(file for file in files if not file.keys),
    )
