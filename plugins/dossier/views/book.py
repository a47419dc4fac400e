"""The dossier as a book: its chapters in reading order, most of them the views of the site's own pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from dossier.edition import Edition
from dossier.model import Article, Topic
from dossier.views.actor import actor_views, filed_under
from dossier.views.article import ArticleView, article_view
from dossier.views.base import Ref, Site, View, actor_ref, page_refs
from dossier.views.front import front_view
from dossier.views.glossary import glossary_view
from dossier.views.overviews import page_view
from dossier.views.topic import below, topic_views

INDEX = "index-of-actors.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView(View):
    """The opening of a part."""

    template: ClassVar[str] = "part.html"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An actor in the index: ``places`` are the first place of each article that names it, with the article's date."""

    actor: Ref
    places: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView(View):
    """The index of actors by first letter; where the book has pages (``paged``) it leads to them, else to articles by date."""

    template: ClassVar[str] = "register.html"
    paged: bool
    letters: tuple[tuple[str, tuple[IndexEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book: what it opens with, and the chapters in it by heading, which is empty where they need none."""

    opening: View
    groups: tuple[tuple[str, tuple[View, ...]], ...] = ()

    @property
    def views(self) -> Iterator[View]:
        """All views of the part in reading order."""
        yield self.opening
        for _, chapters in self.groups:
            yield from chapters


def book_parts(edition: Edition, site: Site, *, paged: bool) -> tuple[Part, ...]:
    """The book: title page, pages of text, the glossary, topics, articles by date, actors by name, and the index of actors.

    What is a draft or hidden stays out.
    """
    words = edition.words
    pages = {page.address: page for page in edition.pages.values()}
    years = groupby(edition.articles, key=lambda article: str(article.head.date.year))
    actors = sorted(edition.actors.values(), key=lambda actor: words.sort_key(filed_under(actor)))
    return (
        Part(front_view(edition, site.name, site.subtitle)),
        *(Part(page_view(edition, pages[ref.address])) for ref in page_refs(edition)),
        *((Part(glossary_view(edition)),) if edition.glossary else ()),
        Part(
            _opening(
                edition,
                "topics/index.html",
                words.gettext("Topics"),
                words.gettext("What the dossier is about, from the general to the particular."),
            ),
            (("", tuple(next(topic_views(edition, site, topic)) for topic in _tree(edition, None))),),
        ),
        Part(
            _opening(
                edition, "articles/index.html", words.gettext("Articles"), words.gettext("By date, each with its sources.")
            ),
            tuple((year, tuple(_article(edition, site, article) for article in group)) for year, group in years),
        ),
        Part(
            _opening(edition, "actors/index.html", words.gettext("Actors"), words.gettext("By name, persons by surname.")),
            (("", tuple(next(actor_views(edition, site, actor)) for actor in actors)),),
        ),
        Part(_index(edition, paged)),
    )


def anchor(actor_address: str) -> str:
    """The id of the first place in a chapter that names an actor: in an article, and in the index."""
    return "m-" + actor_address.removeprefix("actors/").removesuffix(".html")


def _article(edition: Edition, site: Site, article: Article) -> ArticleView:
    """An article's chapter: the only way by which an article's text enters the book."""
    return article_view(edition, site, article)


def _opening(edition: Edition, address: str, title: str, summary: str) -> PartView:
    return PartView(address=address, title=title, summary=summary, lang=edition.lang, search={})


def _tree(edition: Edition, slug: str | None) -> Iterator[Topic]:
    for topic in below(edition, slug):
        yield topic
        yield from _tree(edition, topic.slug)


def _index(edition: Edition, paged: bool) -> IndexView:
    named = [actor for actor in edition.actors.values() if actor.slug in edition.by_actor]
    words = edition.words
    named.sort(key=lambda actor: words.sort_key(filed_under(actor)))
    letters = groupby(named, key=lambda actor: words.initial(filed_under(actor)))
    return IndexView(
        address=INDEX,
        title=words.gettext("Index of actors"),
        summary=words.gettext("Where each article first names the actor.")
        + " "
        + (
            words.gettext("The first number, in bold, is the biography’s page.")
            if paged
            else words.gettext("Places are given by the date of the article.")
        ),
        lang=edition.lang,
        search={},
        paged=paged,
        letters=tuple((letter, _entries(edition, [actor.slug for actor in group])) for letter, group in letters),
    )


def _entries(edition: Edition, slugs: Sequence[str]) -> tuple[IndexEntry, ...]:
    return tuple(
        IndexEntry(
            actor_ref(edition, slug),
            tuple(
                Ref(f"{article.address}#{anchor(edition.actors[slug].address)}", edition.words.date(article.head.date))
                for article in edition.by_actor[slug]
            ),
        )
        for slug in slugs
    )
