"""Offices, and the people of a state, an organisation or a body."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dossier.chronology import Interval, PartialDate
from dossier.edition import Edition
from dossier.model import Actor, Role
from dossier.views.base import Ref, actor_ref
from dossier.views.marks import Voice, voice

MAIN = 2  # offices that the line of facts names
ROWS = 8  # people that a table lists


class Office(NamedTuple):
    """An office with the actor that it belongs to and its dates."""

    title: str
    of: Ref | None
    start: PartialDate | None
    end: PartialDate | None


class Person(NamedTuple):
    """Somebody who speaks for an actor: with the number of statements made for it, and offices with their years."""

    voice: Voice
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Those who belong to an actor: who spoke for it, and the others by what they are."""

    speaking: tuple[Person, ...] = ()
    silent: tuple[Ref, ...] = ()
    bodies: tuple[Ref, ...] = ()
    members: tuple[Ref, ...] = ()


def office(edition: Edition, role: Role) -> Office:
    """A role as pages show it; what the compiler noted of it is not for readers."""
    return Office(role.title, actor_ref(edition, role.of) if role.of else None, role.from_, role.to)


def main_offices(edition: Edition, actor: Actor) -> tuple[Office, ...]:
    """The offices that an actor held longest in the years of the dossier, in order; the last known where none has dates."""
    held = sorted(_held(edition, actor), key=lambda role: -_days(edition, role))[:MAIN] or actor.head.roles[-1:]
    return tuple(office(edition, role) for role in actor.head.roles if role in held)


def people(edition: Edition, actor: Actor) -> People:
    """Those who belong to an actor or spoke for it."""
    spoken = Counter(s.speaker for s in edition.voices.get(actor.slug, ()) if s.speaker and s.speaker != actor.slug)
    belonging = dict.fromkeys((*edition.people.get(actor.slug, ()), *spoken))
    kinds = {slug: edition.actors[slug].head.kind for slug in belonging}
    ranked = sorted(spoken, key=lambda slug: (-spoken[slug], edition.words.sort_key(edition.actor_names[slug].name)))
    speaking = [slug for slug in ranked if kinds[slug] == "person"][:ROWS]
    rest = sorted(belonging, key=lambda slug: edition.words.sort_key(edition.actor_names[slug].name))

    def of_kind(*wanted: str) -> tuple[Ref, ...]:
        return tuple(actor_ref(edition, slug, spoken[slug]) for slug in rest if kinds[slug] in wanted and slug not in speaking)

    return People(
        tuple(Person(voice(edition, slug, count=spoken[slug]), tuple(_offices(edition, slug))) for slug in speaking),
        silent=of_kind("person"),
        bodies=of_kind("body"),
        members=of_kind("state", "organisation"),
    )


def _offices(edition: Edition, slug: str) -> Iterator[str]:
    for role in _held(edition, edition.actors[slug]):
        ends = (PartialDate(end.year) if end else None for end in (role.from_, role.to))
        yield f"{role.title}, {edition.words.stretch(Interval(*ends))}"


def _held(edition: Edition, actor: Actor) -> Iterable[Role]:
    """The roles of an actor that have dates, some of them within the years of the dossier."""
    if not edition.span:
        return ()
    return [role for role in actor.head.roles if (role.from_ or role.to) and _days(edition, role) > 0]


def _days(edition: Edition, role: Role) -> int:
    """How many days of the dossier's years a role was held."""
    first, last = date(edition.span[0], 1, 1), date(edition.span[1], 12, 31)
    start = max(first, role.from_.first) if role.from_ else first
    end = min(last, role.to.last) if role.to else last
    return (end - start).days + 1
