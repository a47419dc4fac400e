"""The page of one article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from dossier.chronology import PartialDate, overlaps
from dossier.concordance import Edition
from dossier.model import Article, ArticleHead, ArticleKind, Contest, Entry, Event, Source
from dossier.resolve import destination
from dossier.text import shorten
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
    cards: Mapping[str, Mapping[str, str]]

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
        cards=dict(_cards(edition, article)),
        versions=tuple(article_ref(edition, version) for version in edition.versions(article)),
    )


def _neighbours(edition: Edition, article: Article, topic: str) -> Neighbours:
    # A translation stands where its original does; readers of another language don't step into it.
    articles = [a for a in edition.by_topic.get(topic, ()) if a is article or not a.head.translation_of]
    row = [other.slug for other in articles]
    at = row.index(article.slug) if article.slug in row else None
    return Neighbours(
        topic_ref(edition, topic),
        article_ref(edition, articles[at - 1]) if at else None,
        article_ref(edition, articles[at + 1]) if at is not None and at + 1 < len(row) else None,
    )


def _cards(edition: Edition, article: Article) -> Iterator[tuple[str, Mapping[str, str]]]:
    """For each address that the text links to, what a reader sees of it without going there."""
    for slug in edition.weights[article.slug]:
        actor = edition.actors[slug]
        roles = [role.title for role in actor.head.roles if overlaps(article.head.date, role.from_, role.to)]
        articles = len(edition.by_actor.get(slug, ()))
        note = "; ".join(roles) or actor.head.kind
        yield (
            actor.address,
            {"title": actor.head.name, "note": note, "text": f"{edition.total(slug)} mentions in {articles} articles"},
        )
    for passage in article.prose.passages:
        for item in passage.markup:
            entry = (
                edition.files.get(destination(article.path, item.link)) if item.link and item.link.kind == "filename" else None
            )
            if (
                item.link
                and entry
                and entry.address not in {edition.actors[slug].address for slug in edition.weights[article.slug]}
            ):
                yield _card(edition, entry, item.link.fragment)


def _card(edition: Edition, entry: Entry[Any], fragment: str) -> tuple[str, Mapping[str, str]]:
    head = entry.head
    title = str(getattr(head, "title", "") or getattr(head, "label", "") or getattr(head, "name", ""))
    text = next((p.text for p in entry.prose.passages if p.id == fragment), "") or str(getattr(head, "summary", "") or "")
    card = {"title": title, "text": shorten(text, 300) if text else first_sentences(entry, 300)}
    if isinstance(head, ArticleHead):
        card |= {"note": head.date.text, "lang": head.lang or edition.lang}
    return entry.address + (f"#{fragment}" if fragment else ""), card


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
