"""The network: who appears with whom, as a picture and as a table, and the counts that its filter needs.

Of the actors in most articles each has its closest ties drawn. Close are two actors that share most of the articles in which
either appears: by plain numbers everybody would be tied to the one or two actors that nearly every article names. All that
the page holds is bounded, however large the dossier is.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from textwrap import wrap
from typing import ClassVar, TypeVar
from unicodedata import east_asian_width

from dossier.edition import Edition
from dossier.model import ActorKind, Article
from dossier.views.actor import kinds
from dossier.views.base import Ref, View, actor_ref, topic_ref
from dossier.views.layout import Box, push_apart, spread

ACTORS, CLOSEST, STRONGEST = 100, 3, 100  # drawn; ties drawn of each; ties that the table lists besides those
COUNTS = 40_000  # characters of the filter's counts
WIDTH, MARGIN, FULL = 1080, 8, 0.3  # user units; and how much of the picture names and marks may fill
LETTER, LINE, LONG, LINES = 0.6, 1.15, 22, 3  # of a name, as parts of its size; letters of a line; lines of a name

Pair = tuple[str, str]
Thing = TypeVar("Thing", str, Pair)


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the picture: its mark of size ``r`` at (x, y), below it its name in lines of ``size``.

    ``counts`` are the articles in which it appears with somebody, by topic and year: see ``_written``.
    """

    actor: Ref
    kind: ActorKind
    x: int
    y: int
    r: int
    size: int
    lines: tuple[tuple[int, str], ...]
    counts: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, the number of articles that both appear in, and the same by topic and year.

    ``ends`` are the places of the two among the nodes, and ``path`` the line between them; None and empty where the tie
    stands in the table alone.
    """

    one: Ref
    other: Ref
    count: int
    counts: str
    ends: tuple[int, int] | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView(View):
    """Who appears with whom. ``topics`` and ``years`` are those to filter by, in the order of the counts."""

    template: ClassVar[str] = "network.html"
    section: ClassVar[str] = "network"
    width: int
    height: int
    kinds: tuple[tuple[ActorKind, str], ...]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    most: int
    drawn: int
    closest: int
    strongest: int
    all_ties: int
    all_actors: int
    topics: tuple[Ref, ...]
    all_topics: int
    years: tuple[int, ...]


def network_view(edition: Edition) -> NetworkView:
    """The network of an edition."""
    originals = [article for article in edition.articles if not article.head.translation_of]
    appear = {slug: len(articles) for slug, articles in edition.by_actor.items()}
    company = sorted((slug for slug, others in edition.together.items() if others), key=lambda slug: (-appear[slug], slug))
    shown = company[:ACTORS]
    drawn, listed = _chosen(edition, shown, appear)
    years = sorted({article.head.date.year for article in originals})
    topics = Counter(topic for article in originals for topic in article.head.topics)
    by_size = sorted(topics, key=lambda topic: (-topics[topic], topic))
    most = max((count for others in edition.together.values() for count in others.values()), default=1)
    ties, actors, kept = _counted(edition, originals, ties=listed, actors=shown, topics=by_size, years=years)
    places = {slug: place for place, slug in enumerate(shown)}
    nodes, height = _laid_out(edition, shown, appear, [(places[a], places[b]) for a, b in drawn], actors)
    return NetworkView(
        address="network.html",
        title=edition.words.gettext("Network"),
        summary=edition.words.gettext("Who appears with whom in the articles of this dossier."),
        lang=edition.lang,
        search={},
        width=WIDTH,
        height=height,
        kinds=tuple((kind, label) for kind, label in kinds(edition.words) if any(node.kind == kind for node in nodes)),
        nodes=nodes,
        ties=tuple(_tie(edition, pair, ties[pair], nodes, places if pair in drawn else {}) for pair in listed),
        most=most,
        drawn=len(drawn),
        closest=CLOSEST,
        strongest=STRONGEST,
        all_ties=sum(map(len, edition.together.values())) // 2,
        all_actors=len(company),
        topics=tuple(topic_ref(edition, topic, topics[topic]) for topic in by_size[:kept]),
        all_topics=len(by_size),
        years=tuple(years),
    )


def _chosen(edition: Edition, shown: Sequence[str], appear: Mapping[str, int]) -> tuple[set[Pair], list[Pair]]:
    """The ties that are drawn, and in order of strength those listed; of each tie the actor in more articles comes first."""
    order = {slug: place for place, slug in enumerate(shown)}
    counts = {
        (one, other): count
        for one in shown
        for other, count in edition.together[one].items()
        if order[one] < order.get(other, 0)
    }

    def closeness(pair: Pair) -> tuple[bool, float, int, Pair]:
        count = counts[pair]
        return count == 1, -count * count / (appear[pair[0]] * appear[pair[1]]), -count, pair

    of: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(counts, key=closeness):
        for slug in pair:
            of[slug].append(pair)
    drawn = {pair for pairs in of.values() for pair in pairs[:CLOSEST]}
    strongest = sorted(counts, key=lambda pair: (-counts[pair], order[pair[0]], order[pair[1]]))
    listed = drawn | set(strongest[:STRONGEST])
    return drawn, [pair for pair in strongest if pair in listed]


def _counted(  # noqa: PLR0913 - what to count, and by what
    edition: Edition,
    articles: Iterable[Article],
    *,
    ties: Iterable[Pair],
    actors: Iterable[str],
    topics: Sequence[str],
    years: Sequence[int],
) -> tuple[dict[Pair, str], dict[str, str], int]:
    """The counts of ties and of actors, and by how many of the topics: as many as there is room for."""
    cells: dict[Pair, Counter[tuple[int, int]]] = {tie: Counter() for tie in ties}
    alone: dict[str, Counter[tuple[int, int]]] = {actor: Counter() for actor in actors}
    rows = {topic: row for row, topic in enumerate(topics, 1)}
    columns = {year: column for column, year in enumerate(years)}
    for article in articles:
        column = columns[article.head.date.year]
        places = [(0, column), *((rows[topic], column) for topic in dict.fromkeys(article.head.topics))]
        cast = [actor for actor in edition.weights[article.slug] if actor in alone]
        if len(edition.weights[article.slug]) > 1:
            for actor in cast:
                alone[actor].update(places)
        for one, other in combinations(cast, 2):
            found = cells.get((one, other), cells.get((other, one)))
            if found is not None:
                found.update(places)
    kept = len(topics)
    while True:
        written = _written(cells, kept, len(years)), _written(alone, kept, len(years))
        if not kept or sum(len(text) for part in written for text in part.values()) <= COUNTS:
            return *written, kept
        kept = kept * 3 // 4


def _written(counts: Mapping[Thing, Mapping[tuple[int, int], int]], topics: int, years: int) -> dict[Thing, str]:
    """Counts as short texts. Cells are numbered by row (all topics, then each topic) and column (year).

    Each cell that is not empty is written as the steps from the one before, A for one to Z for 26, and its count: ``A3ZB12``.
    """
    texts = {}
    for thing, found in counts.items():
        text, last = [], -1
        for (row, column), count in sorted(found.items()):
            if row <= topics:
                step, last = row * years + column - last, row * years + column
                text.append("Z" * ((step - 1) // 26) + chr(ord("A") + (step - 1) % 26) + str(count))
        texts[thing] = "".join(text)
    return texts


def _laid_out(
    edition: Edition,
    shown: Sequence[str],
    appear: Mapping[str, int],
    ties: Iterable[tuple[int, int]],
    counts: Mapping[str, str],
) -> tuple[tuple[Node, ...], int]:
    """The nodes where they stand, and the height of the picture."""
    if not shown:
        return (), 0
    refs = [actor_ref(edition, slug, appear[slug]) for slug in shown]
    shares = [math.sqrt(ref.count / refs[0].count) for ref in refs]
    sizes = [12 + round(5 * share) for share in shares]
    radii = [4 + round(8 * share) for share in shares]
    names = [_lines(ref.label) for ref in refs]
    boxes = [
        Box(0, 0, max(map(_length, lines)) * size * LETTER / 2 + 4, radius + len(lines) * size * LINE / 2 + 4)
        for lines, size, radius in zip(names, sizes, radii, strict=True)
    ]
    height = sum(4 * box.half_width * box.half_height for box in boxes) / FULL / WIDTH
    for box, (x, y) in zip(boxes, _filling(spread(len(shown), ties)), strict=True):
        box.x, box.y = x * WIDTH, y * height
    push_apart(boxes, WIDTH)
    top = min(box.y - box.half_height for box in boxes) - MARGIN
    nodes = []
    for slug, ref, size, radius, lines, box in zip(shown, refs, sizes, radii, names, boxes, strict=True):
        y = round(box.y - box.half_height + 4 + radius - top)
        below = tuple((round(y + radius + (place + 0.85) * size * LINE), text) for place, text in enumerate(lines))
        nodes.append(Node(ref, edition.actors[slug].head.kind, round(box.x), y, radius, size, below, counts[slug]))
    return tuple(nodes), round(max(box.y + box.half_height for box in boxes) - top) + MARGIN


def _filling(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points with both coordinates stretched to lie from 0 to 1."""
    lows, highs = [min(part) for part in zip(*points, strict=True)], [max(part) for part in zip(*points, strict=True)]
    spans = [high - low or 1.0 for low, high in zip(lows, highs, strict=True)]
    return (((x - lows[0]) / spans[0], (y - lows[1]) / spans[1]) for x, y in points)


def _lines(name: str) -> list[str]:
    """A name in lines of about equal length; a very long one is cut."""
    count = min(LINES, -(-len(name) // LONG))
    return wrap(name, max(LONG // 2, -(-len(name) // count) + 6), max_lines=LINES, placeholder=" …", break_on_hyphens=False)


def _length(text: str) -> float:
    return sum(1.7 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _tie(edition: Edition, pair: Pair, counts: str, nodes: Sequence[Node], places: Mapping[str, int]) -> Tie:
    one, other = pair
    count = edition.together[one][other]
    ends = (places[one], places[other]) if places else None
    path = "M{0.x} {0.y}L{1.x} {1.y}".format(nodes[ends[0]], nodes[ends[1]]) if ends else ""
    return Tie(actor_ref(edition, one), actor_ref(edition, other), count, counts, ends, path)
