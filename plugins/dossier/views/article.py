"""The page of one article."""

from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.concordance import Edition
from dossier.model import Article, ArticleKind, Contest, Event, Source
from dossier.views.base import (
    ArticleRef,
    Ref,
    View,
    actor_ref,
    article_ref,
    body,
    first_sentences,
    ranked,
    topic_ref,
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A topic of an article, with the articles before and after it in that topic."""

    topic: Ref
    previous: ArticleRef | None
    following: ArticleRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(View):
    """An article with everything that it names and where it came from."""

    template: ClassVar[str] = "article.html"
    date: PartialDate
    kind: ArticleKind
    hidden: bool
    dateline: str
    byline: tuple[str, ...]
    body: Markup
    sources: tuple[Source, ...]
    topics: tuple[Neighbours, ...]
    actors: tuple[Ref, ...]
    events: tuple[Event, ...]
    contested: tuple[Contest, ...]
    versions: tuple[ArticleRef, ...]

    def linked_data(self, name: str, author: str, url: str) -> dict[str, Any]:
        """The article in schema.org's words; addresses are relative where the site has none of its own."""
        base = f"{url.rstrip('/')}/" if url else self.root
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": self.title,
            "datePublished": self.date.iso,
            "inLanguage": self.lang,
            "isPartOf": {"@type": "CreativeWork", "name": name},
            "about": [{"@type": "DefinedTerm", "name": n.topic.label, "url": base + n.topic.address} for n in self.topics],
            "mentions": [{"@type": "Thing", "name": ref.label, "url": base + ref.address} for ref in self.actors],
            "isBasedOn": [
                {"@type": "CreativeWork", "name": s.title, "publisher": s.publisher} | ({"url": s.url} if s.url else {})
                for s in self.sources
            ],
        }
        return data | ({"author": {"@type": "Organization", "name": author}} if author else {})


def article_view(edition: Edition, article: Article) -> ArticleView:
    """The page of an article, listed or hidden."""
    head, weights = article.head, edition.weights[article.slug]
    hidden = head.status == "hidden"
    return ArticleView(
        address=article.address,
        title=head.title,
        summary=head.summary or first_sentences(article),
        lang=head.lang or edition.lang,
        search={} if hidden else _search_fields(edition, article),
        date=head.date,
        kind=head.kind,
        hidden=hidden,
        dateline=head.dateline or "",
        byline=head.byline,
        body=body(edition, article, edition.mentions[article.slug]),
        sources=head.sources,
        topics=tuple(_neighbours(edition, article, topic) for topic in head.topics),
        actors=ranked(weights, actor_ref, edition),
        events=head.events,
        contested=head.contested,
        versions=tuple(article_ref(edition, version) for version in edition.versions(article)),
    )


def _neighbours(edition: Edition, article: Article, topic: str) -> Neighbours:
    row = [other.slug for other in edition.by_topic.get(topic, ())]
    at = row.index(article.slug) if article.slug in row else None
    articles = edition.by_topic.get(topic, ())
    return Neighbours(
        topic_ref(edition, topic),
        article_ref(edition, articles[at - 1]) if at else None,
        article_ref(edition, articles[at + 1]) if at is not None and at + 1 < len(row) else None,
    )


def _speakers(edition: Edition, article: Article) -> tuple[str, ...]:
    said = (s.speaker for s in edition.statements_of(article.slug) if s.status != "rejected" and s.speaker)
    return tuple(sorted({edition.actors[speaker].head.name for speaker in said}))


def _search_fields(edition: Edition, article: Article) -> dict[str, tuple[str, ...]]:
    head = article.head
    return {
        "actor": tuple(sorted(edition.actors[actor].head.name for actor in edition.weights[article.slug])),
        "topic": tuple(edition.topics[topic].head.label for topic in head.topics),
        "publisher": tuple(dict.fromkeys(source.publisher for source in head.sources)),
        "year": (str(head.date.year),),
        "kind": (head.kind,),
        "speaker": _speakers(edition, article),
    }
