"""Actors as pages show them: with the camp that they are seen in, and the office that they held at the time."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from dossier.analysis import grouped
from dossier.chronology import PartialDate, overlaps
from dossier.edition import Edition
from dossier.model import Actor, Shape

Item = TypeVar("Item")


class Mark(NamedTuple):
    """A camp: its name, and the shape and the slot of colour that stand for it. A colour never stands without the two."""

    camp: str
    shape: Shape
    colour: int


class Voice(NamedTuple):
    """An actor: the way to its page, its camp if it has one, and its office at the time; ``count`` where a list counts."""

    slug: str
    address: str
    label: str
    mark: Mark | None
    role: str = ""
    count: int = 0  # type: ignore[assignment]  # that of tuples, which nobody asks for


def mark_of(edition: Edition, slug: str) -> Mark | None:
    """The mark of an actor's camp; None where it is in none."""
    camp = edition.camps.get(slug)
    return Mark(camp.name, camp.shape, camp.colour) if camp else None


def by_camp(
    edition: Edition, items: Iterable[Item], actor: Callable[[Item], str]
) -> Iterator[tuple[Mark | None, tuple[Item, ...]]]:
    """Items by the camp of the actor that each is of, in the order of the dossier; those in no camp come last."""
    found = grouped((camp.name if (camp := edition.camps.get(actor(item))) else None, item) for item in items)
    for camp in edition.dossier.camps:
        if camp.name in found:
            yield Mark(camp.name, camp.shape, camp.colour), found[camp.name]
    if None in found:
        yield None, found[None]


def voice(edition: Edition, slug: str, date: PartialDate | None = None, count: int = 0) -> Voice:
    """An actor with its mark, and with the office that it held on a date."""
    role = role_at(edition.actors[slug], date) if date else ""
    return Voice(slug, *edition.actor_names[slug], mark_of(edition, slug), role, count)


def role_at(actor: Actor, date: PartialDate) -> str:
    """The titles of the offices that an actor held on a date, the last one given of those that began first; else nothing."""
    held = [role for role in actor.head.roles if (role.from_ or role.to) and overlaps(date, role.from_, role.to)]
    return held[-1].title if held else ""


def fitting(actor: Actor, room: int) -> str:
    """A name of at most ``room`` letters: the actor's own, its surname, or the first alias that is short enough; else cut."""
    name = actor.head.name
    aliases = (surname(actor), *(alias.text for alias in actor.head.aliases if not alias.text.endswith("*")))
    return next((text for text in (name, *aliases) if len(text) <= room), f"{name[: room - 1].rstrip()}…")


def surname(actor: Actor) -> str:
    """The shortest alias that ends the name of a person, which the compiler gave; the whole name where there is none."""
    name = actor.head.name
    ends = (alias.text for alias in actor.head.aliases if name.endswith(f" {alias.text}"))
    return min(ends, key=len, default=name) if actor.head.kind == "person" else name
