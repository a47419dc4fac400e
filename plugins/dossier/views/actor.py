"""The page of one actor, and of a state, an organisation or a body with its people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from markupsafe import Markup

from dossier.chronology import Interval
from dossier.edition import Edition
from dossier.language import Language
from dossier.model import Actor, ActorKind, NativeName, Stance
from dossier.views.activity import Activity, activity
from dossier.views.base import Ref, Site, View, actor_ref, body, first_sentences, ranked, topic_ref
from dossier.views.cites import Told, told
from dossier.views.lanes import Lanes, lanes
from dossier.views.linked import linked_actor
from dossier.views.marks import Mark, mark_of
from dossier.views.parts import cut, refs
from dossier.views.people import Office, People, main_offices, office, people
from dossier.views.years import Choice, Item, NamedYear, SaidYear, choices, day, height, items_of, named_years, said_years

NEAR, LANES = 12, 8  # actors that a page says are named in the same passage; lanes of those who spoke for one


def kinds(words: Language) -> tuple[tuple[ActorKind, str], ...]:
    """The kinds of actor in the order of lists, each with the name of its group."""
    return (
        ("person", words.gettext("Persons")),
        ("state", words.gettext("States")),
        ("organisation", words.gettext("Organisations")),
        ("body", words.gettext("Bodies")),
    )


class Period(NamedTuple):
    """What an actor stood for in some years."""

    years: str
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView(View):
    """An actor: what it stood for, what it said, and every passage that names it.

    ``named`` tells that others speak for it, so that each statement says who does: ``own`` are its own. ``offices`` are the
    main ones in the years of the dossier, ``roles`` all.
    """

    template: ClassVar[str] = "actor.html"
    section: ClassVar[str] = "actors"
    unsearched: ClassVar[frozenset[str]] = frozenset(
        "trail parts mark offices aliases of member_of wikidata mentions articles listed said own named choices lanes activity "
        "said_years people named_years topics near near_all linked_data".split()
    )
    kind: ActorKind
    mark: Mark | None
    aliases: tuple[str, ...]
    native: tuple[NativeName, ...]
    offices: tuple[Office, ...]
    roles: tuple[Office, ...]
    of: Ref | None
    member_of: tuple[Ref, ...]
    wikidata: str
    biography: Markup
    stance: tuple[Period, ...]
    mentions: int
    articles: int
    listed: int
    said: int
    own: int
    named: bool
    choices: tuple[Choice, ...]
    lanes: Lanes | None
    activity: Activity | None
    said_years: tuple[SaidYear, ...]
    people: People
    named_years: tuple[NamedYear, ...]
    topics: tuple[Ref, ...]
    near: tuple[Ref, ...]
    near_all: int
    linked_data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPartView(View):
    """What an actor said, and where it is named, in one part of the time."""

    template: ClassVar[str] = "actor_part.html"
    section: ClassVar[str] = "actors"
    named: bool
    said_years: tuple[SaidYear, ...]
    named_years: tuple[NamedYear, ...]


def actor_views(edition: Edition, site: Site, actor: Actor) -> Iterator[ActorView | ActorPartView]:
    """The page of an actor, and the pages of its parts."""
    items = items_of(edition, actor)
    parts = cut(edition.words, items, day, height)
    whole = _actor_view(edition, site, actor, items, refs(parts, f"actors/{actor.slug}"))
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        yield ActorPartView(
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            summary="",
            lang=edition.lang,
            search={},
            trail=(*whole.trail, Ref(whole.address, whole.title)),
            parts=whole.parts,
            named=whole.named,
            said_years=tuple(year._replace(open=True) for year in said_years(edition, part.items)),
            named_years=tuple(named_years(part.items)),
        )


def _actor_view(edition: Edition, site: Site, actor: Actor, items: Sequence[Item], parts: tuple[Ref, ...]) -> ActorView:
    head, said, slug = actor.head, edition.voices.get(actor.slug, ()), actor.slug
    near = ranked(edition.beside.get(slug, {}), actor_ref, edition)
    ribbon = lanes(edition, said, room=LANES) if any(statement.speaker != slug for statement in said) else None
    return ActorView(
        address=actor.address,
        title=head.name,
        summary=first_sentences(edition, actor),
        lang=edition.lang,
        search={"kind": ("actor",), "actor": (head.name,)},
        trail=tuple(_trail(edition, actor)),
        parts=parts,
        kind=head.kind,
        mark=mark_of(edition, slug),
        aliases=tuple(alias.text for alias in head.aliases if not alias.text.endswith("*")),
        native=head.native,
        offices=main_offices(edition, actor),
        roles=tuple(office(edition, role) for role in head.roles),
        of=actor_ref(edition, head.of) if head.of else None,
        member_of=tuple(actor_ref(edition, other) for other in head.member_of),
        wikidata=head.wikidata or "",
        biography=body(edition, actor),
        stance=tuple(Period(_years(edition.words, stance), told(edition, stance)) for stance in head.stance),
        mentions=edition.total(slug),
        articles=len(edition.by_actor.get(slug, ())),
        listed=edition.listed,
        said=len(said),
        own=sum(statement.speaker == slug for statement in said),
        named=any(statement.speaker != slug for statement in said),
        choices=tuple(choices(edition, said)),
        lanes=ribbon,
        activity=None if ribbon else activity(edition, (statement.date for statement in said), lambda year: f"#y{year}"),
        said_years=tuple(said_years(edition, items, parts)),
        people=people(edition, actor) if head.kind != "person" else People(),
        named_years=tuple(named_years(items, parts)),
        topics=ranked(edition.topics_of(slug), topic_ref, edition),
        near=near[:NEAR],
        near_all=len(near),
        linked_data=linked_actor(edition, site, actor),
    )


def _trail(edition: Edition, actor: Actor) -> Iterator[Ref]:
    """The list of all actors, the state that an actor is of, and the body of that state that it belongs to."""
    yield Ref("actors/index.html", edition.words.gettext("Actors"))
    if actor.head.of:
        yield actor_ref(edition, actor.head.of)
        bodies = (other for other in actor.head.member_of if edition.actors[other].head.of == actor.head.of)
        yield from (actor_ref(edition, other) for other in list(bodies)[:1])


def _years(words: Language, stance: Stance) -> str:
    """The years of a stance, as a heading has them: 2008, 2009–2010; where it names months, as a reader writes them."""
    start, end = stance.from_, stance.to
    if end and start.year != end.year and not (start.month or end.month):
        return f"{start.year}–{end.year}"
    return words.stretch(Interval(start, end))


def filed_under(actor: Actor) -> str:
    """A person is looked for by surname, anybody else by the name as it stands."""
    given, _, surname = actor.head.name.rpartition(" ")
    return f"{surname} {given}" if actor.head.kind == "person" else actor.head.name
