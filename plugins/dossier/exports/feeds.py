"""Atom feeds: the dossier's, each topic's, each actor's, newest article first. RFC 4287."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from feedgenerator import Atom1Feed

from dossier.concordance import Edition
from dossier.model import Article

MOST = 30  # entries of a feed


def feeds(edition: Edition, name: str, author: str, url: str) -> Iterator[tuple[str, str]]:
    """Address and text of every feed; none where the site has no address, for a feed is read away from it."""
    if not url:
        return
    yield "feeds/all.atom.xml", _feed("feeds/all.atom.xml", name, edition.articles, author, url)
    for slug, topic in edition.topics.items():
        address = f"feeds/topic-{slug}.atom.xml"
        yield address, _feed(address, f"{topic.head.label} – {name}", edition.by_topic.get(slug, ()), author, url)
    for slug, actor in edition.actors.items():
        address = f"feeds/actor-{slug}.atom.xml"
        yield address, _feed(address, f"{actor.head.name} – {name}", edition.by_actor.get(slug, ()), author, url)


def _feed(address: str, title: str, articles: Iterable[Article], author: str, url: str) -> str:
    base = url.rstrip("/") + "/"
    feed = Atom1Feed(title=title, link=base, description=None, feed_url=base + address, author_name=author or None)
    for article in sorted(articles, key=lambda a: (a.head.date, a.slug), reverse=True)[:MOST]:
        day = datetime.combine(article.head.date.first, time(), UTC)
        feed.add_item(
            title=article.head.title,
            link=base + article.address,
            description=article.head.summary or "",
            unique_id=base + article.address,
            pubdate=day,
            updateddate=day,
            author_name=author or None,
        )
    return str(feed.writeString("utf-8"))
