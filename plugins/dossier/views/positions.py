"""Positions: what each actor said on each topic, as a matrix, and as pages of their own where there is much of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dossier.concordance import Edition
from dossier.model import Statement
from dossier.views.base import Ref, View, actor_ref, topic_ref
from dossier.views.parts import ROOM, cut, refs
from dossier.views.statement import StatementLine, height, line, position

ROWS, COLUMNS = 40, 24  # actors and topics of the matrix: with more, nobody finds a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView(View):
    """What one actor said on one topic: all, or one part."""

    template: ClassVar[str] = "position.html"
    section: ClassVar[str] = "statements"
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: where its statements stand and how many they are; themselves where the page has room."""

    ref: Ref
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An actor of the matrix, with a cell for each topic; None where there is nothing."""

    actor: Ref
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsView(View):
    """Actors by topics: the dated statements behind each cell. Of ``actors`` and ``of_topics`` in all, those with the most."""

    template: ClassVar[str] = "positions.html"
    section: ClassVar[str] = "statements"
    topics: tuple[Ref, ...]
    rows: tuple[Row, ...]
    actors: int
    of_topics: int


def positions_view(edition: Edition) -> PositionsView:
    """The matrix of positions."""
    pairs, words = edition.positions, edition.words
    speakers = {speaker: len(edition.said_by[speaker]) for speaker in pairs}
    topics = Counter(topic for on in pairs.values() for topic, statements in on.items() for _ in statements)
    columns = _most(topics, COLUMNS, lambda topic: words.sort_key(edition.topic_names[topic].name))
    rows = _most(speakers, ROWS, lambda actor: words.sort_key(edition.actor_names[actor].name))
    room = sum(len(pairs[speaker].get(topic, ())) for speaker in rows for topic in columns) <= 2 * ROOM
    return PositionsView(
        address="positions.html",
        title=edition.words.gettext("Positions"),
        summary=edition.words.gettext("Actors by topics: each number leads to the dated statements behind it."),
        lang=edition.lang,
        search={},
        trail=(Ref("statements.html", edition.words.gettext("Statements")),),
        topics=tuple(topic_ref(edition, topic, topics[topic]) for topic in columns),
        rows=tuple(
            Row(
                actor_ref(edition, speaker, speakers[speaker]),
                tuple(_cell(edition, speaker, topic, pairs[speaker].get(topic, ()), room=room) for topic in columns),
            )
            for speaker in rows
        ),
        actors=len(speakers),
        of_topics=len(topics),
    )


def position_views(edition: Edition, speaker: str) -> Iterator[PositionView]:
    """A page for an actor on each topic, where there are too many statements for the pages of the actor and the topic."""
    for topic in sorted(edition.positions.get(speaker, ())):
        if address := position(edition, speaker, topic):
            yield from _position(edition, speaker, topic, address)


def _most(counts: Mapping[str, int], many: int, key: Callable[[str], tuple[str, str]]) -> list[str]:
    """The slugs with the highest counts, in the order in which lists show them."""
    return sorted(counts, key=lambda slug: (-counts[slug], key(slug)))[:many]


def _cell(edition: Edition, speaker: str, topic: str, statements: Sequence[Statement], *, room: bool) -> Cell | None:
    if not statements:
        return None
    address = position(edition, speaker, topic) or f"actors/{speaker}.html#on-{topic}"
    lines = tuple(line(edition, statement) for statement in statements) if room else ()
    return Cell(Ref(address, str(len(statements)), len(statements)), lines)


def _position(edition: Edition, speaker: str, topic: str, address: str) -> Iterator[PositionView]:
    statements = edition.positions[speaker][topic]
    parts = cut(edition.words, statements, lambda statement: statement.date, height)
    actor, label = actor_ref(edition, speaker), edition.topic_names[topic].name
    whole = PositionView(
        address=address,
        title=edition.words.gettext("%(actor)s on %(topic)s", actor=actor.label, topic=label),
        summary=edition.words.gettext("Dated by the article that reports it."),
        lang=edition.lang,
        search={},
        trail=(Ref("actors/index.html", edition.words.gettext("Actors")), actor),
        parts=refs(parts, address.removesuffix(".html")),
        statements=() if parts else tuple(line(edition, statement) for statement in statements),
    )
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        yield replace(
            whole,
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            trail=(*whole.trail, Ref(address, label)),
            statements=tuple(line(edition, statement) for statement in part.items),
        )
