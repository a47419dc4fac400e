"""The page of one topic, and the tree of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition, Happening
from dossier.model import Topic
from dossier.views.base import Ref, Site, View, body, first_sentences, topic_ref
from dossier.views.cites import Told, told
from dossier.views.claims import Claim, claim_of
from dossier.views.grid import Grid, grid
from dossier.views.linked import linked_topic
from dossier.views.marks import Voice, voice
from dossier.views.parts import cut, refs
from dossier.views.scale import Spark, spark
from dossier.views.steps import StepYear, steps

NAMED = 10  # actors that a topic's page names


class Want(NamedTuple):
    """What an actor wanted on a topic."""

    actor: Voice
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView(View):
    """A topic: what was at issue and how it ended, what happened step by step, and who said what.

    ``definition`` is the first paragraph of its text, and ``overview`` the rest; ``grid`` has of each actor the last line of a
    year, and ``positions`` leads to all.
    """

    template: ClassVar[str] = "topic.html"
    section: ClassVar[str] = "topics"
    unsearched: ClassVar[frozenset[str]] = frozenset(
        ("trail", "parts", "narrower", "articles", "years", "statements", "actors", "claims", "grid", "linked_data")
    )
    question: str
    outcome: Told | None
    open: Told | None
    wanted: tuple[Want, ...]
    years: tuple[StepYear, ...]
    steps_in_all: int
    span: tuple[PartialDate, ...]
    definition: Markup
    overview: Markup
    narrower: tuple[Ref, ...]
    articles: int
    statements: int
    actors: tuple[Voice, ...]
    claims: tuple[Claim, ...]
    grid: Grid | None
    positions: str
    linked_data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPartView(View):
    """What happened on a topic in one part of the time."""

    template: ClassVar[str] = "topic_part.html"
    section: ClassVar[str] = "topics"
    years: tuple[StepYear, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic in the tree of all, with the topics below it."""

    ref: Ref
    about: str
    main: bool
    spark: Spark | None
    narrower: tuple["Branch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView(View):
    """All topics, as a tree."""

    template: ClassVar[str] = "topics.html"
    section: ClassVar[str] = "topics"
    tree: tuple[Branch, ...]


def topic_views(edition: Edition, site: Site, topic: Topic) -> Iterator[TopicView | TopicPartView]:
    """The page of a topic, and the pages of its parts."""
    happenings = edition.steps.get(topic.slug, ())
    parts = cut(edition.words, happenings, lambda one: one.date)
    whole = replace(_topic_view(edition, site, topic, () if parts else happenings), parts=refs(parts, f"topics/{topic.slug}"))
    yield whole
    number = 1
    for part, ref in zip(parts, whole.parts, strict=True):
        years = steps(edition, topic.slug, part.items, number)
        yield TopicPartView(
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            summary="",
            lang=edition.lang,
            search={},
            trail=(*whole.trail, Ref(whole.address, whole.title)),
            parts=whole.parts,
            years=tuple(replace(year, folded=False) for year in years),
        )
        number += len(part.items)


def _topic_view(edition: Edition, site: Site, topic: Topic, happenings: Sequence[Happening]) -> TopicView:
    head, articles = topic.head, edition.by_topic.get(topic.slug, ())
    every = edition.steps.get(topic.slug, ())
    named = edition.actors_on(topic.slug).most_common(NAMED)
    definition, end, overview = body(edition, topic).partition("</p>\n")
    return TopicView(
        address=topic.address,
        title=head.label,
        summary=first_sentences(edition, topic),
        lang=edition.lang,
        search={"kind": ("topic",), "topic": (head.label,)},
        trail=(
            Ref("topics/index.html", edition.words.gettext("Topics")),
            *(topic_ref(edition, slug) for slug in reversed(above(edition, topic))),
        ),
        question=head.question or "",
        outcome=told(edition, head.outcome) if head.outcome else None,
        open=told(edition, head.open) if head.open else None,
        wanted=tuple(Want(voice(edition, want.actor), told(edition, want)) for want in head.wanted),
        years=steps(edition, topic.slug, happenings),
        steps_in_all=len(every),
        span=(every[0].date, every[-1].date) if every else (),
        definition=definition + end,
        overview=overview,
        narrower=tuple(topic_ref(edition, t.slug, count(edition, t)) for t in below(edition, topic.slug)),
        articles=len(articles),
        statements=sum(map(len, edition.said_on.get(topic.slug, {}).values())),
        actors=tuple(voice(edition, actor, count=number) for actor, number in named),
        claims=tuple(claim_of(edition, dispute) for dispute in edition.disputes_on.get(topic.slug, ())),
        grid=grid(edition, topic.slug, latest=True),
        positions=f"positions/{topic.slug}.html",
        linked_data=linked_topic(edition, site, topic),
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
        topic.head.question or first_sentences(edition, topic, 240),
        topic.head.main,
        spark(edition, (article.head.date for article in edition.by_topic.get(topic.slug, ()))),
        tuple(_branch(edition, narrower) for narrower in below(edition, topic.slug)),
    )
