"""What ``dossier.yml`` says of the dossier as a whole, as values."""

from dataclasses import dataclass
from typing import Annotated

from dossier.model.heads import Claim
from dossier.model.keys import After, Before, Date, FrontMatter, Shape, Text, listed

WHOLE = "dossier.yml"  # in the content folder


def _slot(value: object) -> int:
    if str(value) not in {"1", "2", "3", "4", "5"}:
        raise ValueError("is none of the five slots of colour: 1, 2, 3, 4, 5")
    return int(str(value))


def _reachable(value: str) -> str:
    if not value.startswith(("http://", "https://", "mailto:")):
        raise ValueError("is no address of mail or of the web")
    return value


@dataclass(frozen=True, slots=True)
class Briefing(FrontMatter):
    """The whole in a few sentences: what it was about, why it mattered, how it ended."""

    about: Annotated[tuple[Claim, ...], Before(listed)] = ()
    mattered: Annotated[tuple[Claim, ...], Before(listed)] = ()
    ended: Annotated[tuple[Claim, ...], Before(listed)] = ()


@dataclass(frozen=True, slots=True)
class Start(FrontMatter):
    """An article to begin with, and why."""

    article: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Wanted(FrontMatter):
    """What an actor wanted at first, and at last."""

    actor: Text
    first: Claim
    last: Claim


@dataclass(frozen=True, slots=True)
class Camp(FrontMatter):
    """Actors that a reader sees as one side; pictures show its ``shape`` and the ``colour`` of a slot from 1 to 5.

    An actor that no camp lists is in that of the actor that it is ``of``, or a member of.
    """

    name: Text
    shape: Shape
    colour: Annotated[int, Before(_slot)]
    actors: tuple[Text, ...]
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Term(FrontMatter):
    """A term of the glossary; pages mark it, or an alias, at its first place."""

    term: Text
    definition: Text
    aliases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierHead(FrontMatter):
    """What ``dossier.yml`` says of the dossier as a whole; ``as_of`` is the day up to which it was checked.

    ``corrections`` is where readers write to: an address of mail or of the web.
    """

    briefing: Briefing = Briefing()
    start_here: tuple[Start, ...] = ()
    camps: tuple[Camp, ...] = ()
    glossary: tuple[Term, ...] = ()
    as_of: Date | None = None
    corrections: Annotated[Text, After(_reachable)] | None = None
