"""What a site with an address offers to those who come back by machine: feeds, newest article first, and a map.

Atom (RFC 4287) for the dossier, each topic and each actor; JSON Feed 1.1 for the dossier; sitemaps.org 0.9 for its pages.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

from feedgenerator import Atom1Feed

from dossier.edition import Edition
from dossier.model import Article

MOST = 30  # entries of a feed
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """Atom whose summaries are plain text, where feedgenerator says that they are HTML, and whose date is its newest entry's.

    Of a feed without entries, feedgenerator would tell the time of the build.
    """

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write the parts of an entry."""
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})

    def latest_post_date(self) -> datetime:
        """When the feed was last updated."""
        return max((item["updateddate"] for item in self.items), default=EARLIEST)


def feeds(edition: Edition, name: str, author: str, url: str) -> Iterator[tuple[str, str]]:
    """Address and text of every feed; none where the site has no address, for a feed is read away from it."""
    if not url:
        return
    by = author or name  # a feed of Atom has an author
    yield "feeds/all.atom.xml", _feed("feeds/all.atom.xml", name, edition.articles, by, url)
    yield "feeds/all.json", _json(edition, name, author, url)
    for slug, topic in edition.topics.items():
        address = _beside(topic.address)
        yield address, _feed(address, f"{topic.head.label} – {name}", edition.by_topic.get(slug, ()), by, url)
    for slug, actor in edition.actors.items():
        address = _beside(actor.address)
        yield address, _feed(address, f"{actor.head.name} – {name}", edition.by_actor.get(slug, ()), by, url)


def _beside(page: str) -> str:
    """The address of a page's feed, which the page's template knows too."""
    return "feeds/" + page.replace("/", "-").replace(".html", ".atom.xml")


def sitemap(places: Iterable[str]) -> str:
    """The map of the pages at the given whole addresses, as XML."""
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for place in places:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = place
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _base(url: str) -> str:
    return url.rstrip("/") + "/"


def _newest(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (article.head.date, article.slug), reverse=True)[:MOST]


def _midnight(article: Article) -> datetime:
    return datetime.combine(article.head.date.first, time(), UTC)


def _json(edition: Edition, title: str, author: str, url: str) -> str:
    base = _base(url)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": base,
        "feed_url": base + "feeds/all.json",
        "language": edition.lang,
        "authors": [{"name": author}] if author else [],
        "items": [
            {
                "id": base + article.address,
                "url": base + article.address,
                "title": article.head.title,
                "content_text": article.head.summary or article.head.title,
                "date_published": _midnight(article).isoformat(),
                "language": article.head.lang or edition.lang,
            }
            for article in _newest(edition.articles)
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _feed(address: str, title: str, articles: Iterable[Article], author: str, url: str) -> str:
    base = _base(url)
    feed = _Atom(title=title, link=base, description=None, feed_url=base + address, author_name=author)
    for article in _newest(articles):
        feed.add_item(
            title=article.head.title,
            link=base + article.address,
            description=None,
            summary=article.head.summary,
            unique_id=base + article.address,
            pubdate=_midnight(article),
            updateddate=_midnight(article),
            author_name=author,
        )
    return str(feed.writeString("utf-8"))
