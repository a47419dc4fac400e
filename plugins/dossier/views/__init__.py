"""The pages of an edition, as frozen values: a page is a function of its view, the theme and the site's settings.

A module of views is imported when a page of it is made: a build in which nothing has changed makes none.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dossier.edition import Edition
from dossier.views.base import MISSING, OVERVIEWS, ROBOTS, Ref, Site, View, bare, completed

__all__ = ["MISSING", "OVERVIEWS", "ROBOTS", "Ref", "Site", "View", "article_page", "bare", "completed", "pages"]

Maker = Callable[[Edition], Iterable[View]]


def pages(edition: Edition, site: Site) -> Iterator[tuple[str, Maker]]:
    """What makes the pages of an edition, each some of them, by a name that is the same in each build.

    The pages of articles are not among them, nor that of the data files. Those that take longest come first.
    """
    for maker in (_statements, _timeline, _sources, _network, _actors, _topics, _positions, _contested, _search):
        yield maker.__name__.removeprefix("_"), maker
    yield "front", partial(_front, site)
    yield from ((name, partial(_topic, site, slug)) for name, slug in _named("topics", edition.topics))
    yield from ((name, partial(_position, slug)) for name, slug in _named("positions", edition.topics))
    for name, slug in _named("actors", edition.actors):
        yield name, partial(_actor, site, slug)
    if edition.glossary:
        yield "glossary", _glossary
    yield from ((name, partial(_page, slug)) for name, slug in _named("pages", edition.pages) if slug != "index")


def article_page(edition: Edition, site: Site, path: str) -> View:
    """The page of the article in a file."""
    from dossier.views.article import article_view

    return article_view(edition, site, edition.files[path])


def _named(kind: str, slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{kind}/{slug}", slug) for slug in sorted(slugs))


def _statements(edition: Edition) -> Iterable[View]:
    from dossier.views.statements import statements_views

    return statements_views(edition)


def _timeline(edition: Edition) -> Iterable[View]:
    from dossier.views.timeline import timeline_views

    return timeline_views(edition)


def _sources(edition: Edition) -> Iterable[View]:
    from dossier.views.sources import sources_views

    return sources_views(edition)


def _network(edition: Edition) -> Iterable[View]:
    from dossier.views.network import network_view

    return [network_view(edition)] if edition.central else []


def _actors(edition: Edition) -> Iterable[View]:
    from dossier.views.actors import actors_view

    return [actors_view(edition)]


def _topics(edition: Edition) -> Iterable[View]:
    from dossier.views.topic import topics_view

    return [topics_view(edition)]


def _positions(edition: Edition) -> Iterable[View]:
    from dossier.views.positions import index_view

    return [index_view(edition)] if edition.debated else []


def _position(topic: str, edition: Edition) -> Iterable[View]:
    from dossier.views.positions import topic_views

    return topic_views(edition, topic)


def _contested(edition: Edition) -> Iterable[View]:
    from dossier.views.contested import contested_view

    return [contested_view(edition)] if edition.disputes else []


def _search(edition: Edition) -> Iterable[View]:
    from dossier.views.overviews import search_view

    return [search_view(edition)]


def _front(site: Site, edition: Edition) -> Iterable[View]:
    from dossier.views.front import front_view

    return [front_view(edition, site.name, site.subtitle)]


def _topic(site: Site, slug: str, edition: Edition) -> Iterable[View]:
    from dossier.views.topic import topic_views

    return topic_views(edition, site, edition.topics[slug])


def _actor(site: Site, slug: str, edition: Edition) -> Iterable[View]:
    from dossier.views.actor import actor_views
    from dossier.views.around import around_views

    yield from actor_views(edition, site, edition.actors[slug])
    yield from around_views(edition, slug)


def _glossary(edition: Edition) -> Iterable[View]:
    from dossier.views.glossary import glossary_view

    return [glossary_view(edition)]


def _page(slug: str, edition: Edition) -> Iterable[View]:
    from dossier.views.overviews import page_view

    return [page_view(edition, edition.pages[slug])]
