"""The network of one actor: whom the same passages name with it, as a picture and in their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from textwrap import wrap
from typing import ClassVar, NamedTuple

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Actor
from dossier.views.base import Ref, View, actor_ref
from dossier.views.layout import CENTRE, HEIGHT, RINGS, WIDTH, Spot, Wanted, around, ring_of, rings, sectors
from dossier.views.marks import Mark, Voice, by_camp, fitting, mark_of, surname, voice

DRAWN, ALWAYS = 24, 8  # actors around one at most; and so many, although one passage alone names them with it
TOLD, CHOICES, NAMED = 3, 10, 40  # passages of a tie; actors to choose from; names in a list in words
LETTERS, INSIDE = 26, 9  # of a name in the picture, and of a line of that in the middle


class Node(NamedTuple):
    """An actor in a picture: where it stands, its mark with half its size ``r``, its name, and the way that it leads."""

    spot: Spot
    mark: Mark | None
    r: float
    name: str
    href: str
    count: int  # type: ignore[assignment]  # that of tuples, which nobody asks for
    width: float


class Ring(NamedTuple):
    """A ring of the picture around an actor, by its number, and what is written on it."""

    spot: Spot | None
    label: str


class Told(NamedTuple):
    """A passage that names two actors: its words as HTML, and the article with its day."""

    html: Markup
    address: str
    title: str
    date: PartialDate
    lang: str


class Tie(NamedTuple):
    """Somebody named with the actor in the middle: the share of the strongest tie in percent, and some of the passages."""

    slug: str
    other: Voice
    share: float
    passages: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundView(View):
    """Those named with one actor. ``others`` are those not drawn, by the number of passages; ``unnamed`` how many more."""

    template: ClassVar[str] = "around.html"
    section: ClassVar[str] = "network"
    actor: Voice
    inside: tuple[tuple[float, str], ...]
    choices: tuple[Ref, ...]
    width: int
    height: int
    centre: tuple[float, float]
    radii: tuple[tuple[float, float], ...]
    nodes: tuple[Node, ...]
    rings: tuple[Ring, ...]
    marks: tuple[Mark | None, ...]
    ties: tuple[Tie, ...]
    others: tuple[tuple[int, tuple[Ref, ...]], ...]
    unnamed: int
    all: int


def around_views(edition: Edition, slug: str) -> Iterator[AroundView]:
    """The page of those named with an actor; none for one that is not among the central ones."""
    if slug not in edition.central:
        return
    words, name = edition.words, edition.actor_names[slug].name
    ranked = _ranked(edition, edition.beside[slug])
    often = [pair for pair in ranked if pair[1] > 1]
    drawn = (often if len(often) >= ALWAYS else ranked[:ALWAYS])[:DRAWN]
    nodes, marked, marks = _around(edition, drawn)
    passages = _passages(edition, slug, [other for other, _ in drawn])
    left = ranked[len(drawn) :]
    yield AroundView(
        address=around_address(slug),
        title=words.gettext("Named with %(name)s", name=name),
        summary=words.ngettext(
            "%(num)s actor stands in a passage with %(name)s.",
            "%(num)s actors stand in a passage with %(name)s.",
            len(ranked),
            name=name,
        ),
        lang=edition.lang,
        search={},
        trail=(Ref("network.html", words.gettext("Network")),),
        actor=voice(edition, slug),
        inside=_inside(edition.actors[slug]),
        choices=tuple(Ref(around_address(other), fitting(edition.actors[other], LETTERS)) for other in _choices(edition, slug)),
        width=WIDTH,
        height=HEIGHT,
        centre=CENTRE,
        radii=RINGS,
        nodes=nodes,
        rings=marked,
        marks=marks,
        ties=tuple(_tie(edition, other, count, drawn[0][1], passages[other]) for other, count in drawn),
        others=tuple(_by_count(edition, left[:NAMED])),
        unnamed=max(0, len(left) - NAMED),
        all=len(ranked),
    )


def _inside(actor: Actor) -> tuple[tuple[float, str], ...]:
    """The name in the middle in lines, each with its height."""
    lines = wrap(surname(actor) if actor.head.kind == "person" else fitting(actor, 2 * INSIDE), INSIDE, max_lines=3)
    return tuple((round(CENTRE[1] + 4 + 14 * (number - (len(lines) - 1) / 2), 1), line) for number, line in enumerate(lines))


def _choices(edition: Edition, slug: str) -> list[str]:
    """The actors that a reader may put into the middle, this one among them."""
    first = list(islice(edition.central, CHOICES))
    return first if slug in first else [slug, *first[:-1]]


def _around(
    edition: Edition, drawn: Sequence[tuple[str, int]]
) -> tuple[tuple[Node, ...], tuple[Ring, ...], tuple[Mark | None, ...]]:
    """The actors around the middle, the rings that they stand on, and the camps that they are of."""
    counts = dict(drawn)
    most, fewest = drawn[0][1], rings(list(counts.values()))
    groups = list(by_camp(edition, counts, str))
    angles = {groups[group][1][place]: angle for group, place, angle in sectors(len(slugs) for _, slugs in groups)}
    names = {slug: fitting(edition.actors[slug], LETTERS) for slug in counts}
    sizes = {slug: round(3.5 + 4.5 * sqrt(count / most), 1) for slug, count in drawn}
    labels = [_range(edition, fewest, ring) for ring in range(len(fewest))]
    wanted = [Wanted(ring_of(count, fewest), angles[slug], sizes[slug], names[slug]) for slug, count in drawn]
    spots, words = around(wanted, labels)
    nodes = (
        Node(spot, mark_of(edition, slug), sizes[slug], names[slug], f"#with-{slug}", count, round(1 + 5 * count / most, 1))
        for (slug, count), spot in zip(drawn, spots, strict=True)
    )
    return tuple(nodes), tuple(Ring(*pair) for pair in zip(words, labels, strict=True)), tuple(mark for mark, _ in groups)


def _range(edition: Edition, fewest: Sequence[int], ring: int) -> str:
    """What stands beside a ring: how many passages it is for, on the outermost with the word."""
    least = fewest[ring]
    if not ring:
        return f"{least}+"
    numbers = f"{least}–{fewest[ring - 1] - 1}" if fewest[ring - 1] - 1 > least else str(least)
    return edition.words.gettext("passages: %(numbers)s", numbers=numbers) if ring == len(fewest) - 1 else numbers


def _passages(edition: Edition, slug: str, others: Sequence[str]) -> dict[str, list[Told]]:
    """The first passages that name an actor with each of the others, by date."""
    found: dict[str, list[Told]] = {other: [] for other in others}
    wanting = set(others)
    for article in edition.by_actor[slug]:
        if article.head.translation_of or not wanting:
            continue
        for passage, actors in edition.named.get(article.slug, {}).items():
            for other in wanting.intersection(actors) if slug in actors else ():
                html = dict(edition.excerpts(article, other)).get(passage, "")
                address, lang = f"{article.address}#{passage}", article.head.lang or edition.lang
                found[other].append(Told(Markup(html), address, article.head.title, article.head.date, lang))  # noqa: S704
        wanting = {other for other in wanting if len(found[other]) < TOLD}
    return found


def _tie(edition: Edition, slug: str, count: int, most: int, passages: Sequence[Told]) -> Tie:
    told = tuple(passages[:TOLD])
    return Tie(slug, voice(edition, slug, count=count), round(100 * count / most, 1), told, count - len(told))


def _by_count(edition: Edition, ranked: Sequence[tuple[str, int]]) -> Iterator[tuple[int, tuple[Ref, ...]]]:
    """Actors under the number of passages."""
    for count in dict.fromkeys(count for _, count in ranked):
        yield count, tuple(actor_ref(edition, slug) for slug, own in ranked if own == count)


def around_address(slug: str) -> str:
    """Where those named with a central actor are shown."""
    return f"network/{slug}.html"


def _ranked(edition: Edition, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Actors and their counts, the largest first, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], edition.words.sort_key(edition.actor_names[pair[0]].name)))
