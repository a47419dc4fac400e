"""The pages of an edition, as frozen values: a page is a function of its view, the theme and the site's settings."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from dossier.concordance import Edition
from dossier.model import Article
from dossier.references import references_of
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
from dossier.views.positions import position_views, positions_view
from dossier.views.sources import References, sources_views
from dossier.views.statement import statements_views
from dossier.views.topic import topic_views, topics_view

__all__ = ["DataFile", "Ref", "Site", "View", "data_view", "page_refs", "pages"]


def pages(edition: Edition, site: Site) -> Iterator[Callable[[], Iterable[View]]]:
    """Every page of an edition but that of the data files: functions that make some of them, those of many pages first."""
    references = references_of(edition)
    yield partial(statements_views, edition)
    yield partial(_overviews, edition, site)
    yield partial(timeline_views, edition)
    yield partial(sources_views, edition, references)
    yield from (partial(topic_views, edition, site, topic) for _, topic in sorted(edition.topics.items()))
    for slug, actor in sorted(edition.actors.items()):
        yield partial(actor_views, edition, site, actor)
        yield partial(position_views, edition, slug)
    yield from (partial(_article, edition, site, references, article) for article in (*edition.articles, *edition.hidden))


def _article(edition: Edition, site: Site, references: References, article: Article) -> Iterator[View]:
    yield article_view(edition, site, article, references)


def _overviews(edition: Edition, site: Site) -> Iterator[View]:
    yield network_view(edition)
    yield front_view(edition, site.name, site.subtitle)
    yield actors_view(edition)
    yield topics_view(edition)
    yield positions_view(edition)
    yield search_view(edition)
    yield from (page_view(edition, page) for slug, page in sorted(edition.pages.items()) if slug != "index")
