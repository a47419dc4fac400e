"""The page of one actor, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, NamedTuple

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.language import Language
from dossier.model import Actor, ActorKind, Article, NativeName, Statement
from dossier.views.activity import Activity, activity
from dossier.views.base import (
    ArticleRef,
    Excerpt,
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
from dossier.views.linked import linked_actor
from dossier.views.parts import by_year, cut, place, refs
from dossier.views.statement import Group, StatementLine, by_topic, height, line


def kinds(words: Language) -> tuple[tuple[ActorKind, str], ...]:
    """The kinds of actor in the order of lists, each with the name of its group."""
    return (
        ("person", words.gettext("Persons")),
        ("state", words.gettext("States")),
        ("organisation", words.gettext("Organisations")),
        ("body", words.gettext("Bodies")),
    )


@dataclass(frozen=True, slots=True)
class HeldRole:
    """An office with the actor that it belongs to and its dates."""

    title: str
    of: Ref | None
    start: PartialDate | None
    end: PartialDate | None
    note: str


class Appearance(NamedTuple):
    """An article that an actor appears in, with the passages that name it.

    There are none where the actor is only declared (``mentions`` is 0), or where its names are in the part of a clipping
    that is cut off.
    """

    article: ArticleRef
    mentions: int
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
    unsearched: ClassVar[frozenset[str]] = frozenset(
        (
            "trail",
            "parts",
            "aliases",
            "of",
            "member_of",
            "wikidata",
            "mentions",
            "articles",
            "said",
            "activity",
            "years",
            "statements",
            "positions",
            "topics",
            "others",
            "linked_data",
        )
    )
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
    said: int
    activity: Activity | None
    years: tuple[Year, ...]
    statements: tuple[StatementLine, ...]
    positions: tuple[Group, ...]
    topics: tuple[Ref, ...]
    others: tuple[Ref, ...]
    linked_data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPartView(View):
    """What is said of an actor, and by it, in one part of the time."""

    template: ClassVar[str] = "actor_part.html"
    section: ClassVar[str] = "actors"
    years: tuple[Year, ...]
    statements: tuple[StatementLine, ...]


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


def actor_views(edition: Edition, site: Site, actor: Actor) -> Iterator[ActorView | ActorPartView]:
    """The page of an actor, and the pages of its parts."""
    items = _items(edition, actor)
    # A statement stands among those by date and again by topic.
    parts = cut(edition.words, items, _date, lambda i: 2 * height(i) if isinstance(i, Statement) else len(i.excerpts) or 1)
    places = refs(parts, f"actors/{actor.slug}")
    said = [(ref, [i for i in part.items if isinstance(i, Statement)]) for ref, part in zip(places, parts, strict=True)]
    whole = _actor_view(edition, site, actor, () if parts else items, said)
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        years, statements = _shown(edition, part.items)
        yield ActorPartView(
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            summary="",
            lang=edition.lang,
            search={},
            trail=(*whole.trail, Ref(whole.address, whole.title)),
            parts=whole.parts,
            years=years,
            statements=statements,
        )


def _items(edition: Edition, actor: Actor) -> tuple[Appearance | Statement, ...]:
    """The articles that an actor appears in and the statements that it makes, in order of date."""
    items: list[Appearance | Statement] = [_appearance(edition, actor, a) for a in edition.by_actor.get(actor.slug, ())]
    return tuple(sorted([*items, *edition.said_by.get(actor.slug, ())], key=_date))


def _date(item: Appearance | Statement) -> PartialDate:
    return item.date if isinstance(item, Statement) else item.article.date


def _actor_view(
    edition: Edition,
    site: Site,
    actor: Actor,
    items: Sequence[Appearance | Statement],
    said: Sequence[tuple[Ref, Sequence[Statement]]],
) -> ActorView:
    head, articles = actor.head, edition.by_actor.get(actor.slug, ())
    years, statements = _shown(edition, items)
    parts = tuple(ref for ref, _ in said)
    return ActorView(
        address=actor.address,
        title=head.name,
        summary=first_sentences(edition, actor),
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
        trail=(Ref("actors/index.html", edition.words.gettext("Actors")),),
        parts=parts,
        said=len(edition.said_by.get(actor.slug, ())),
        activity=activity(
            edition,
            ((a.head.date, edition.weights[a.slug][actor.slug]) for a in articles),
            partial(place, actor.address, parts),
        ),
        years=years,
        statements=statements,
        positions=by_topic(edition, actor.slug, said),
        topics=ranked(edition.topics_of(actor.slug), topic_ref, edition),
        others=ranked(edition.company(actor.slug), actor_ref, edition),
        linked_data=linked_actor(edition, site, actor),
    )


def _shown(edition: Edition, items: Sequence[Appearance | Statement]) -> tuple[tuple[Year, ...], tuple[StatementLine, ...]]:
    years = by_year([item for item in items if isinstance(item, Appearance)], lambda found: found.article.date)
    statements = tuple(line(edition, item) for item in items if isinstance(item, Statement))
    return tuple(Year(year, appearances) for year, appearances in years), statements


def _appearance(edition: Edition, actor: Actor, article: Article) -> Appearance:
    found = edition.excerpts(article, actor.slug)
    excerpts = tuple(
        Excerpt(f"{article.address}#{passage}", Markup(html))  # noqa: S704 - made of escaped parts
        for passage, html in found
    )
    return Appearance(article_ref(edition, article), edition.weights[article.slug][actor.slug], excerpts)


def actors_view(edition: Edition) -> ActorsView:
    """The list of all actors."""
    actors = sorted(edition.actors.values(), key=lambda actor: edition.words.sort_key(filed_under(actor)))
    return ActorsView(
        address="actors/index.html",
        title=edition.words.gettext("Actors"),
        summary=edition.words.gettext(
            "The persons, states, organisations and bodies of this dossier: %(count)s.", count=len(actors)
        ),
        lang=edition.lang,
        search={},
        groups=tuple((label, lines) for kind, label in kinds(edition.words) if (lines := _lines(edition, actors, kind))),
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
