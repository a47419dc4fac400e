"""The pages of an edition, as frozen values: a page is a function of its view, the theme and the site's settings."""

from collections.abc import Iterator

from dossier.concordance import Edition
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
from dossier.views.sources import sources_views
from dossier.views.statement import statements_views
from dossier.views.topic import topic_views, topics_view

__all__ = ["DataFile", "Ref", "Site", "View", "data_view", "page_refs", "pages"]


def pages(edition: Edition, site: Site) -> Iterator[View]:
    """Every page of an edition but that of the data files, in a stable order."""
    references = references_of(edition)
    yield front_view(edition, site.name, site.subtitle)
    yield from (article_view(edition, site, article, references) for article in (*edition.articles, *edition.hidden))
    yield actors_view(edition)
    for _, actor in sorted(edition.actors.items()):
        yield from actor_views(edition, site, actor)
    yield topics_view(edition)
    for _, topic in sorted(edition.topics.items()):
        yield from topic_views(edition, site, topic)
    yield from sources_views(edition, references)
    yield from timeline_views(edition)
    yield network_view(edition)
    yield from statements_views(edition)
    yield positions_view(edition)
    yield from position_views(edition)
    yield search_view(edition)
    yield from (page_view(edition, page) for slug, page in sorted(edition.pages.items()) if slug != "index")
