"""The page of one actor, and the list of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.concordance import Edition
from dossier.model import Actor, ActorKind, Article, NativeName
from dossier.text import sort_key
from dossier.views.base import (
    ArticleRef,
    Excerpt,
    Ref,
    View,
    actor_ref,
    article_ref,
    body,
    excerpt,
    first_sentences,
    ranked,
    topic_ref,
)
from dossier.views.statement import Group, StatementLine, by_topic, line, shown

KINDS: tuple[tuple[ActorKind, str], ...] = (
    ("person", "Persons"), ("state", "States"), ("organisation", "Organisations"), ("body", "Bodies"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldRole:
    """An office with the actor that it belongs to and its dates."""

    title: str
    of: Ref | None
    start: PartialDate | None
    end: PartialDate | None
    note: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that an actor appears in, with the passages that name it; none where it is only declared."""

    article: ArticleRef
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """An actor's appearances in one year."""

    year: int
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView(View):
    """An actor: who it is, and every passage that names it, by date."""

    template: ClassVar[str] = "actor.html"
    section: ClassVar[str] = "actors"
    kind: ActorKind
    aliases: tuple[str, ...]
    native: tuple[NativeName, ...]
    roles: tuple[HeldRole, ...]
    of: Ref | None
    member_of: tuple[Ref, ...]
    wikidata: str
    biography: Markup
    mentions: int
    articles: int
    years: tuple[Year, ...]
    statements: tuple[StatementLine, ...]
    positions: tuple[Group, ...]
    topics: tuple[Ref, ...]
    others: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in the list of all: its name, the latest of its roles, and how many articles it appears in."""

    ref: Ref
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsView(View):
    """All actors, by kind."""

    template: ClassVar[str] = "actors.html"
    section: ClassVar[str] = "actors"
    groups: tuple[tuple[str, tuple[ActorLine, ...]], ...]


def actor_view(edition: Edition, actor: Actor) -> ActorView:
    """The page of an actor."""
    head, articles = actor.head, edition.by_actor.get(actor.slug, ())
    said = [statement for statement in shown(edition) if statement.speaker == actor.slug]
    years = groupby(articles, key=lambda article: article.head.date.year)
    return ActorView(
        address=actor.address,
        title=head.name,
        summary=first_sentences(actor),
        lang=edition.lang,
        search={"kind": ("actor",), "actor": (head.name,)},
        kind=head.kind,
        aliases=tuple(alias.text.rstrip("*") for alias in head.aliases),
        native=head.native,
        roles=tuple(
            HeldRole(r.title, actor_ref(edition, r.of) if r.of else None, r.from_, r.to, r.note or "") for r in head.roles
        ),
        of=actor_ref(edition, head.of) if head.of else None,
        member_of=tuple(actor_ref(edition, slug) for slug in head.member_of),
        wikidata=head.wikidata or "",
        biography=body(edition, actor),
        mentions=edition.total(actor.slug),
        articles=len(articles),
        years=tuple(Year(year, tuple(_appearance(edition, actor, a) for a in group)) for year, group in years),
        statements=tuple(line(edition, statement) for statement in said),
        positions=by_topic(edition, said),
        topics=ranked(edition.topics_of(actor.slug), topic_ref, edition),
        others=ranked(edition.together.get(actor.slug, {}), actor_ref, edition),
    )


def _appearance(edition: Edition, actor: Actor, article: Article) -> Appearance:
    passages = {passage.id: passage for passage in article.prose.passages}
    named = groupby(edition.mentions_of(actor.slug, article), key=lambda mention: mention.passage)
    excerpts = tuple(excerpt(article, passages[passage], list(mentions)) for passage, mentions in named)
    return Appearance(article_ref(edition, article), excerpts)


def actors_view(edition: Edition) -> ActorsView:
    """The list of all actors."""
    actors = sorted(edition.actors.values(), key=lambda actor: sort_key(filed_under(actor)))
    return ActorsView(
        address="actors/index.html",
        title="Actors",
        summary=f"The {len(actors)} persons, states, organisations and bodies of this dossier.",
        lang=edition.lang,
        search={},
        groups=tuple((label, lines) for kind, label in KINDS if (lines := _lines(edition, actors, kind))),
    )


def _lines(edition: Edition, actors: Sequence[Actor], kind: ActorKind) -> tuple[ActorLine, ...]:
    return tuple(
        ActorLine(
            actor_ref(edition, actor.slug, len(edition.by_actor.get(actor.slug, ()))),
            actor.head.roles[-1].title if actor.head.roles else "",
        )
        for actor in actors
        if actor.head.kind == kind
    )


def filed_under(actor: Actor) -> str:
    """A person is looked for by surname, anybody else by the name as it stands."""
    given, _, surname = actor.head.name.rpartition(" ")
    return f"{surname} {given}" if actor.head.kind == "person" else actor.head.name
