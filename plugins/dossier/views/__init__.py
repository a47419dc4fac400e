"""The pages of an edition, as frozen values: a page is a function of its view, the theme and the site's settings."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dossier.edition import Edition
from dossier.views.actor import actor_views, actors_view
from dossier.views.article import article_view
from dossier.views.base import Ref, Site, View
from dossier.views.network import network_view
from dossier.views.overviews import (
    DataFile,
    data_view,
    front_view,
    page_refs,
    page_view,
    search_view,
    timeline_views,
)
from dossier.views.positions import positions_view
from dossier.views.sources import sources_views
from dossier.views.statement import statements_views
from dossier.views.topic import topic_views, topics_view

__all__ = ["DataFile", "Ref", "Site", "View", "article_view", "data_view", "page_refs", "pages"]

Maker = Callable[[Edition], Iterable[View]]


def pages(edition: Edition, site: Site) -> Iterator[tuple[str, Maker]]:
    """What makes the pages of an edition, each some of them, by a name that is the same in each build.

    The pages of articles are not among them, nor that of the data files. Those that take longest come first.
    """
    yield "statements", statements_views
    yield "timeline", timeline_views
    yield "sources", sources_views
    for one in (network_view, actors_view, topics_view, positions_view, search_view):
        yield one.__name__, partial(_single, one)
    yield "front", partial(_front, site)
    yield from ((name, partial(_topic, site, slug)) for name, slug in _named("topics", edition.topics))
    for name, slug in _named("actors", edition.actors):
        yield name, partial(_actor, site, slug)
    yield from ((name, partial(_page, slug)) for name, slug in _named("pages", edition.pages) if slug != "index")


def _named(kind: str, slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{kind}/{slug}", slug) for slug in sorted(slugs))


def _single(view: Callable[[Edition], View], edition: Edition) -> Iterator[View]:
    yield view(edition)


def _front(site: Site, edition: Edition) -> Iterator[View]:
    yield front_view(edition, site.name, site.subtitle)


def _topic(site: Site, slug: str, edition: Edition) -> Iterable[View]:
    return topic_views(edition, site, edition.topics[slug])


def _actor(site: Site, slug: str, edition: Edition) -> Iterable[View]:
    return actor_views(edition, site, edition.actors[slug])


def _page(slug: str, edition: Edition) -> Iterator[View]:
    yield page_view(edition, edition.pages[slug])
