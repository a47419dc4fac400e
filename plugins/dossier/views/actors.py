"""The list of all actors, by camp."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from dossier.edition import Edition
from dossier.model import Actor, ActorKind
from dossier.views.actor import filed_under, kinds
from dossier.views.base import Ref, View, actor_ref
from dossier.views.marks import Mark, by_camp
from dossier.views.people import main_offices

ROWS = 240  # actors that the page says something of; it names the others


class ActorLine(NamedTuple):
    """An actor in the list: its name and what it is sorted by, its office or else its kind, and its numbers."""

    ref: Ref
    filed: str
    kind: ActorKind
    office: str
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class CampActors:
    """The actors of a camp, or of none; ``others`` are those that there is no room to say more of."""

    mark: Mark | None
    lines: tuple[ActorLine, ...]
    others: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsView(View):
    """All actors, by camp: those with most statements first."""

    template: ClassVar[str] = "actors.html"
    section: ClassVar[str] = "actors"
    camps: tuple[CampActors, ...]
    kinds: tuple[tuple[ActorKind, str], ...]


def actors_view(edition: Edition) -> ActorsView:
    """The list of all actors."""
    ordered = sorted(edition.actors.values(), key=lambda actor: _rank(edition, actor))
    shown = {actor.slug for actor in ordered[:ROWS]}
    there = {actor.head.kind for actor in ordered}
    return ActorsView(
        address="actors/index.html",
        title=edition.words.gettext("Actors"),
        summary=edition.words.gettext(
            "The persons, states, organisations and bodies of this dossier: %(count)s.", count=len(ordered)
        ),
        lang=edition.lang,
        search={},
        camps=tuple(_camps(edition, ordered, shown)),
        kinds=tuple((kind, label) for kind, label in kinds(edition.words) if kind in there),
    )


def _rank(edition: Edition, actor: Actor) -> tuple[int, int, tuple[str, str]]:
    said, articles = len(edition.said_by.get(actor.slug, ())), len(edition.by_actor.get(actor.slug, ()))
    return -said, -articles, edition.words.sort_key(filed_under(actor))


def _camps(edition: Edition, actors: Iterable[Actor], shown: set[str]) -> Iterator[CampActors]:
    """The camps in the dossier's order, those of no camp last."""
    for mark, found in by_camp(edition, actors, lambda actor: actor.slug):
        others = (actor_ref(edition, actor.slug) for actor in found if actor.slug not in shown)
        yield CampActors(mark, tuple(_line(edition, actor) for actor in found if actor.slug in shown), tuple(others))


def _line(edition: Edition, actor: Actor) -> ActorLine:
    offices = main_offices(edition, actor)
    return ActorLine(
        actor_ref(edition, actor.slug),
        filed_under(actor),
        actor.head.kind,
        offices[-1].title if offices else "",
        len(edition.said_by.get(actor.slug, ())),
        len(edition.by_actor.get(actor.slug, ())),
    )
