"""Positions: what each actor said on each topic, as a matrix."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dossier.edition import Edition
from dossier.model import Statement
from dossier.views.base import Ref, View, actor_ref, topic_ref
from dossier.views.parts import ROOM
from dossier.views.statement import StatementLine, line, position

ROWS, COLUMNS = 40, 24  # actors and topics of the matrix: with more, nobody finds a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: where its statements stand and how many they are; themselves where the page has room."""

    ref: Ref
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An actor of the matrix, with a cell for each topic; None where there is nothing."""

    actor: Ref
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsView(View):
    """Actors by topics: the dated statements behind each cell. Of ``actors`` and ``of_topics`` in all, those with the most."""

    template: ClassVar[str] = "positions.html"
    section: ClassVar[str] = "statements"
    topics: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]
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
            MatrixRow(
                actor_ref(edition, speaker, speakers[speaker]),
                tuple(_cell(edition, speaker, topic, pairs[speaker].get(topic, ()), room=room) for topic in columns),
            )
            for speaker in rows
        ),
        actors=len(speakers),
        of_topics=len(topics),
    )


def _most(counts: Mapping[str, int], many: int, key: Callable[[str], tuple[str, str]]) -> list[str]:
    """The slugs with the highest counts, in the order in which lists show them."""
    return sorted(counts, key=lambda slug: (-counts[slug], key(slug)))[:many]


def _cell(edition: Edition, speaker: str, topic: str, statements: Sequence[Statement], *, room: bool) -> Cell | None:
    if not statements:
        return None
    lines = tuple(line(edition, statement) for statement in statements) if room else ()
    return Cell(Ref(position(speaker, topic), str(len(statements)), len(statements)), lines)
