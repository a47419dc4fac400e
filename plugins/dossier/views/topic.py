"""The page of one topic, and the tree of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from markupsafe import Markup

from dossier.edition import Edition
from dossier.model import Topic
from dossier.views.activity import Activity, activity
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
from dossier.views.linked import linked_topic
from dossier.views.parts import cut, place, refs
from dossier.views.statement import Group, by_speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView(View):
    """A topic: what it means, where it stands among the others, its articles and its actors."""

    template: ClassVar[str] = "topic.html"
    section: ClassVar[str] = "topics"
    unsearched: ClassVar[frozenset[str]] = frozenset(
        ("trail", "parts", "narrower", "count", "articles", "activity", "actors", "statements", "linked_data")
    )
    definition: Markup
    narrower: tuple[Ref, ...]
    count: int
    articles: tuple[ArticleRef, ...]
    activity: Activity | None
    actors: tuple[Ref, ...]
    statements: tuple[Group, ...]
    linked_data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPartView(View):
    """The articles on a topic in one part of the time."""

    template: ClassVar[str] = "topic_part.html"
    section: ClassVar[str] = "topics"
    articles: tuple[ArticleRef, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic in the tree of all, with the topics below it."""

    ref: Ref
    definition: str
    main: bool
    narrower: tuple["Branch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView(View):
    """All topics, as a tree."""

    template: ClassVar[str] = "topics.html"
    section: ClassVar[str] = "topics"
    tree: tuple[Branch, ...]


def topic_views(edition: Edition, site: Site, topic: Topic) -> Iterator[TopicView | TopicPartView]:
    """The page of a topic, and the pages of its parts."""
    articles = edition.by_topic.get(topic.slug, ())
    parts = cut(edition.words, articles, lambda article: article.head.date)
    ways = refs(parts, f"topics/{topic.slug}")
    whole = TopicView(
        address=topic.address,
        title=topic.head.label,
        summary=first_sentences(edition, topic),
        lang=edition.lang,
        search={"kind": ("topic",), "topic": (topic.head.label,)},
        definition=body(edition, topic),
        trail=(
            Ref("topics/index.html", edition.words.gettext("Topics")),
            *(topic_ref(edition, slug) for slug in reversed(above(edition, topic))),
        ),
        parts=ways,
        narrower=tuple(topic_ref(edition, t.slug, count(edition, t)) for t in below(edition, topic.slug)),
        count=len(articles),
        articles=() if parts else tuple(article_ref(edition, article) for article in articles),
        activity=activity(edition, ((article.head.date, 1) for article in articles), partial(place, topic.address, ways)),
        actors=ranked(edition.actors_on(topic.slug), actor_ref, edition),
        statements=by_speaker(edition, topic.slug),
        linked_data=linked_topic(edition, site, topic),
    )
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        yield TopicPartView(
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            summary="",
            lang=edition.lang,
            search={},
            trail=(*whole.trail, Ref(whole.address, whole.title)),
            parts=whole.parts,
            articles=tuple(article_ref(edition, article) for article in part.items),
        )


def topics_view(edition: Edition) -> TopicsView:
    """The tree of all topics."""
    return TopicsView(
        address="topics/index.html",
        title=edition.words.gettext("Topics"),
        summary=edition.words.gettext("The topics of this dossier: %(count)s.", count=len(edition.topics)),
        lang=edition.lang,
        search={},
        tree=tuple(_branch(edition, topic) for topic in below(edition, None)),
    )


def below(edition: Edition, slug: str | None) -> list[Topic]:
    """The topics next below one, or those at the top for None: main ones first, then by label."""
    topics = [topic for topic in edition.topics.values() if topic.head.broader == slug]
    return sorted(topics, key=lambda topic: (not topic.head.main, edition.words.sort_key(topic.head.label)))


def count(edition: Edition, topic: Topic) -> int:
    """How many articles are on a topic itself."""
    return len(edition.by_topic.get(topic.slug, ()))


def above(edition: Edition, topic: Topic) -> list[str]:
    """The slugs of the topics above one, the next first."""
    chain: list[str] = []
    while topic.head.broader:
        chain.append(topic.head.broader)
        topic = edition.topics[topic.head.broader]
    return chain


def _branch(edition: Edition, topic: Topic) -> Branch:
    return Branch(
        topic_ref(edition, topic.slug, count(edition, topic)),
        first_sentences(edition, topic, 240),
        topic.head.main,
        tuple(_branch(edition, narrower) for narrower in below(edition, topic.slug)),
    )
