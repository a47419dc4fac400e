"""The page of one article."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from dossier.chronology import PartialDate, overlaps
from dossier.edition import Edition
from dossier.model import Article, ArticleHead, ArticleKind, Contest, Entry, Event, Source
from dossier.records import FORMATS
from dossier.references import Reference, of_article
from dossier.text import shorten
from dossier.views.base import (
    ArticleRef,
    Ref,
    Site,
    View,
    actor_ref,
    article_ref,
    body,
    first_sentences,
    ranked,
    topic_ref,
)
from dossier.views.linked import linked_article
from dossier.views.topic import above
from dossier.walk import destination

PLAIN = "!$()*+,/:;=?@-._~"  # what a data address may hold as it is, besides letters and digits
_QUOTED = [quote(bytes([byte]), safe=PLAIN) for byte in range(256)]  # byte by byte, for quote is slower


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A topic of an article, with the articles before and after it in that topic."""

    topic: Ref
    previous: ArticleRef | None
    following: ArticleRef | None


class Presence(NamedTuple):
    """An actor of an article, counted, with the passages that name it in the articles before and after."""

    actor: Ref
    previous: ArticleRef | None
    following: ArticleRef | None


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the page itself holds, as a ``data:`` address: it can be saved from disk too, without a script."""

    label: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(View):
    """An article with everything that it names and where it came from.

    ``citations`` are those of the sources, in their order; ``downloads`` hold the references of the article and of its
    sources. A hidden article has none of these. Where it is ``cut``, ``body`` is the excerpts of a clipping.
    """

    template: ClassVar[str] = "article.html"
    unsearched: ClassVar[frozenset[str]] = frozenset(
        ("trail", "topics", "actors", "events", "cards", "linked_data", "citation", "citations", "downloads")
    )
    date: PartialDate
    kind: ArticleKind
    hidden: bool
    cut: bool
    dateline: str
    byline: tuple[str, ...]
    body: Markup
    sources: tuple[Source, ...]
    topics: tuple[Neighbours, ...]
    actors: tuple[Presence, ...]
    events: tuple[Event, ...]
    contested: tuple[Contest, ...]
    versions: tuple[ArticleRef, ...]
    cards: Mapping[str, Mapping[str, str]]
    linked_data: Mapping[str, Any]
    citation: str
    citations: tuple[str, ...]
    downloads: tuple[Download, ...]


def article_view(edition: Edition, site: Site, article: Article) -> ArticleView:
    """The page of an article."""
    head, weights = article.head, edition.weights[article.slug]
    hidden = head.status == "hidden"
    itself = of_article(article, edition.lang, site.name, site.author, site.url)
    cited = [] if hidden else [edition.references[source.itself] for source in head.sources]
    return ArticleView(
        address=article.address,
        title=head.title,
        summary=head.summary or first_sentences(edition, article),
        lang=head.lang or edition.lang,
        search={} if hidden else _search_fields(edition, article),
        trail=_trail(edition, head.topics[0]) if head.topics else (),
        date=head.date,
        kind=head.kind,
        hidden=hidden,
        cut=edition.prose(article).cut,
        dateline=head.dateline or "",
        byline=head.byline,
        body=body(edition, article, edition.mentions(article)),
        sources=head.sources,
        topics=tuple(_neighbours(edition, article, topic) for topic in head.topics),
        actors=tuple(_presence(edition, article, ref) for ref in ranked(weights, actor_ref, edition)),
        events=head.events,
        contested=head.contested,
        cards=dict(_cards(edition, article)),
        versions=tuple(article_ref(edition, version) for version in edition.versions(article)),
        linked_data={} if hidden else linked_article(edition, site, article),
        citation=itself.sentence(edition.words),
        citations=tuple(reference.sentence(edition.words) for reference in cited),
        downloads=() if hidden else tuple(_downloads(article.slug, [itself, *cited])),
    )


def _trail(edition: Edition, topic: str) -> tuple[Ref, ...]:
    chain = (topic, *above(edition, edition.topics[topic]))
    return (Ref("topics/index.html", edition.words.gettext("Topics")), *(topic_ref(edition, slug) for slug in reversed(chain)))


def _downloads(slug: str, items: Sequence[Reference]) -> Iterator[Download]:
    for form in FORMATS:
        address = f"data:{form.media};charset=utf-8,{''.join(map(_QUOTED.__getitem__, form.text(items).encode()))}"
        yield Download(form.label, f"{slug}.{form.suffix}", address)


def _neighbours(edition: Edition, article: Article, topic: str) -> Neighbours:
    ref = topic_ref(edition, topic)
    previous, following = edition.next_to.get((ref.address, article.slug), (None, None))
    return Neighbours(
        ref,
        article_ref(edition, previous) if previous else None,
        article_ref(edition, following) if following else None,
    )


def _presence(edition: Edition, article: Article, actor: Ref) -> Presence:
    slug = actor.address.removeprefix("actors/").removesuffix(".html")
    near = edition.next_to.get((actor.address, article.slug), (None, None))
    return Presence(actor, *(_passage(edition, slug, other) if other else None for other in near))


def _passage(edition: Edition, actor: str, article: Article) -> ArticleRef:
    """An article, at the first passage that names an actor; at its beginning where it is only declared."""
    return article_ref(edition, article, edition.first.get((article.slug, actor), ""))


def _cards(edition: Edition, article: Article) -> Iterator[tuple[str, Mapping[str, str]]]:
    """For each address that the text links to, what a reader sees of it without going there.

    An actor's mentions are counted in this article alone: with a count over all of them, each new article would change the
    pages of most others.
    """
    words = edition.words
    for slug, count in edition.weights[article.slug].items():
        actor = edition.actors[slug]
        roles = [role.title for role in actor.head.roles if overlaps(article.head.date, role.from_, role.to)]
        counted = words.ngettext("%(num)s mention in this article", "%(num)s mentions in this article", count) if count else ""
        note = " · ".join(filter(None, ("; ".join(roles) or words.gettext(actor.head.kind), counted)))
        yield actor.address, {"title": actor.head.name, "note": note, "text": first_sentences(edition, actor)}
    for passage in edition.prose(article).passages:
        for item in passage.markup:
            entry = (
                edition.files.get(destination(article.path, item.link.target))
                if item.link and item.link.kind == "filename"
                else None
            )
            if (
                item.link
                and entry
                and entry.address not in {edition.actor_names[slug].address for slug in edition.weights[article.slug]}
            ):
                yield _card(edition, entry, item.link.fragment)


def _card(edition: Edition, entry: Entry[Any], fragment: str) -> tuple[str, Mapping[str, str]]:
    head = entry.head
    title = str(getattr(head, "title", "") or getattr(head, "label", "") or getattr(head, "name", ""))
    text = next((p.text for p in edition.prose(entry).passages if p.id == fragment), "") or str(
        getattr(head, "summary", "") or ""
    )
    card = {"title": title, "text": shorten(text, 300) if text else first_sentences(edition, entry, 300)}
    if isinstance(head, ArticleHead):
        card |= {"note": edition.words.date(head.date), "lang": head.lang or edition.lang}
    return entry.address + (f"#{fragment}" if fragment else ""), card


def _speakers(edition: Edition, article: Article) -> tuple[str, ...]:
    said = (s.speaker for s in edition.statements_of(article.slug) if s.status != "rejected" and s.speaker)
    return tuple(sorted({edition.actor_names[speaker].name for speaker in said}))


def _search_fields(edition: Edition, article: Article) -> dict[str, tuple[str, ...]]:
    head = article.head
    return {
        "actor": tuple(sorted(edition.actor_names[actor].name for actor in edition.weights[article.slug])),
        "topic": tuple(edition.topic_names[topic].name for topic in head.topics),
        "publisher": tuple(dict.fromkeys(source.publisher for source in head.sources)),
        "year": (str(head.date.year),),
        "kind": (head.kind,),
        "speaker": _speakers(edition, article),
    }
