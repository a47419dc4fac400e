"""The pages of an edition, as frozen values: a page is a function of its view, the theme and the site's settings."""

from collections.abc import Iterator

from dossier.concordance import Edition
from dossier.references import references_of
from dossier.views.actor import actor_view, actors_view
from dossier.views.article import article_view
from dossier.views.base import Ref, Site, View
from dossier.views.overviews import (
    DataFile,
    data_view,
    front_view,
    page_refs,
    page_view,
    search_view,
    sources_view,
    timeline_view,
)
from dossier.views.statement import positions_view, statements_view
from dossier.views.topic import topic_view, topics_view

__all__ = ["DataFile", "Ref", "Site", "View", "data_view", "page_refs", "pages"]


def pages(edition: Edition, site: Site) -> Iterator[View]:
    """Every page of an edition but that of the data files, in a stable order."""
    references = references_of(edition)
    yield front_view(edition, site.name, site.subtitle)
    yield from (article_view(edition, site, article, references) for article in (*edition.articles, *edition.hidden))
    yield actors_view(edition)
    yield from (actor_view(edition, site, actor) for _, actor in sorted(edition.actors.items()))
    yield topics_view(edition)
    yield from (topic_view(edition, site, topic) for _, topic in sorted(edition.topics.items()))
    yield sources_view(edition, references)
    yield timeline_view(edition)
    yield statements_view(edition)
    yield positions_view(edition)
    yield search_view(edition)
    yield from (page_view(edition, page) for slug, page in sorted(edition.pages.items()) if slug != "index")
