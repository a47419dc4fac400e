"""The page of one article."""

from dataclasses import dataclass
from typing import ClassVar

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
