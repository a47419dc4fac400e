"""The network: whom the same passages name, as a map of the central actors and as a list of the strongest ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar, NamedTuple

from dossier.edition import Edition
from dossier.views.around import around_address
from dossier.views.base import View
from dossier.views.layout import circle
from dossier.views.marks import Mark, Voice, by_camp, fitting, voice

TIES, LINES, FEWEST = 12, 160, 3  # of the map: ties in the table; lines at most; and the passages that make a line
RADIUS, LONG = 190, 24  # of the circle, in user units; letters of a name in it


class MapName(NamedTuple):
    """An actor on the circle: its place, the turn of its name in degrees and whether it ends there."""

    x: float
    y: float
    turn: float
    end: bool
    name: str
    node: Voice
    r: float


class MapLine(NamedTuple):
    """Two actors on the circle that several passages name: the ends of the line, and its width."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    title: str


class MapTie(NamedTuple):
    """Two actors, the number of passages that name both, and the way to these."""

    one: Voice
    other: Voice
    count: int  # type: ignore[assignment]  # that of tuples, which nobody asks for
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView(View):
    """Whom the same passages name: the ``central`` actors by camp, in a circle and in lists, and the strongest ties."""

    template: ClassVar[str] = "network.html"
    section: ClassVar[str] = "network"
    camps: tuple[tuple[Mark | None, tuple[Voice, ...]], ...]
    names: tuple[MapName, ...]
    lines: tuple[MapLine, ...]
    fewest: int
    ties: tuple[MapTie, ...]
    all_ties: int
    all_actors: int
    most: int


def network_view(edition: Edition) -> NetworkView:
    """The map of the central actors."""
    words, central = edition.words, edition.central
    camps = list(by_camp(edition, central, str))
    order = [slug for _, slugs in camps for slug in slugs]
    pairs = _pairs(edition, order)
    lines = [pair for pair in pairs if pair[2] >= FEWEST][:LINES]
    places = dict(zip(order, circle(len(order), RADIUS), strict=True))
    return NetworkView(
        address="network.html",
        title=words.gettext("Network"),
        summary=words.gettext("Who is named with whom in the passages of this dossier."),
        lang=edition.lang,
        search={},
        camps=tuple((mark, tuple(voice(edition, slug, count=central[slug]) for slug in slugs)) for mark, slugs in camps),
        names=tuple(_on_circle(edition, slug, places[slug]) for slug in order),
        lines=tuple(_line(edition, pair, places, pairs[0][2]) for pair in reversed(lines)),
        fewest=min((count for *_, count in lines), default=FEWEST),
        ties=tuple(
            MapTie(voice(edition, one), voice(edition, other), count, f"{around_address(one)}#with-{other}")
            for one, other, count in pairs[:TIES]
        ),
        all_ties=sum(len(others) for others in edition.beside.values()) // 2,
        all_actors=len(edition.beside),
        most=max(central.values()),
    )


def _pairs(edition: Edition, slugs: Sequence[str]) -> list[tuple[str, str, int]]:
    """Those of some actors that a passage names together, the strongest tie first."""
    names = {slug: edition.words.sort_key(edition.actor_names[slug].name) for slug in slugs}
    inorder = sorted(slugs, key=lambda slug: names[slug])
    found = [
        (one, other, count)
        for place, one in enumerate(inorder)
        for other in inorder[place + 1 :]
        if (count := edition.beside[one].get(other, 0))
    ]
    return sorted(found, key=lambda pair: (-pair[2], names[pair[0]], names[pair[1]]))


def _on_circle(edition: Edition, slug: str, place: tuple[float, float, float]) -> MapName:
    x, y, angle = place
    end = angle > 180
    size = round(3.5 + 4.5 * sqrt(edition.central[slug] / max(edition.central.values())), 1)
    short = fitting(edition.actors[slug], LONG)
    return MapName(x, y, round(angle + 90 if end else angle - 90, 1), end, short, voice(edition, slug), size)


def _line(edition: Edition, pair: tuple[str, str, int], places: Mapping[str, tuple[float, float, float]], most: int) -> MapLine:
    one, other, count = pair
    names = edition.actor_names
    title = f"{names[one].name}, {names[other].name}: {count}"
    return MapLine(*places[one][:2], *places[other][:2], round(0.6 + 4 * count / most, 1), title)
