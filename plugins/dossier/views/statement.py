"""Who said what: the lines that actors and topics show, the page of all statements, and the matrix of positions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from dossier.chronology import PartialDate
from dossier.concordance import Edition
from dossier.model import Decision, Statement, StatementKind
from dossier.text import shorten, sort_key
from dossier.views.base import Ref, View, actor_ref, topic_ref

LONG = 400  # characters of a statement that a list shows


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in a list: the words, who said them, and the way to the passage and its article."""

    id: str
    text: str
    address: str
    article: Ref
    date: PartialDate
    speaker: Ref | None
    surface: str
    cue: str
    kind: StatementKind
    status: Decision
    topics: tuple[Ref, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under the actor or the topic that they have in common."""

    ref: Ref
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsView(View):
    """All statements by date; ``unnamed`` of them are by nobody whom the dossier could name."""

    template: ClassVar[str] = "statements.html"
    section: ClassVar[str] = "statements"
    years: tuple[tuple[int, tuple[StatementLine, ...]], ...]
    speakers: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    total: int
    unnamed: int


@dataclass(frozen=True, slots=True)
class Row:
    """An actor of the matrix: for each topic its statements, none for an empty cell."""

    actor: Ref
    cells: tuple[tuple[StatementLine, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsView(View):
    """Actors by topics: the dated statements behind each cell."""

    template: ClassVar[str] = "positions.html"
    section: ClassVar[str] = "statements"
    topics: tuple[Ref, ...]
    rows: tuple[Row, ...]


def shown(edition: Edition) -> list[Statement]:
    """The statements that readers see: all but the rejected ones."""
    return [statement for statement in edition.statements if statement.status != "rejected"]


def line(edition: Edition, statement: Statement) -> StatementLine:
    """A statement as lists show it."""
    article = edition.article(statement.article)
    return StatementLine(
        id=statement.id,
        text=shorten(statement.text, LONG),
        address=f"{article.address}#{statement.passage}",
        article=Ref(article.address, article.head.title),
        date=statement.date,
        speaker=actor_ref(edition, statement.speaker) if statement.speaker else None,
        surface=statement.speaker_surface,
        cue=statement.cue,
        kind=statement.kind,
        status=statement.status,
        topics=tuple(topic_ref(edition, topic) for topic in statement.topics),
        lang=article.head.lang or edition.lang,
    )


def by_topic(edition: Edition, statements: Iterable[Statement]) -> tuple[Group, ...]:
    """Statements under each of their topics, the topic with the most first."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for topic in statement.topics:
            groups[topic].append(statement)
    return _groups(edition, groups, {topic: topic_ref(edition, topic, len(found)) for topic, found in groups.items()})


def by_speaker(edition: Edition, statements: Iterable[Statement]) -> tuple[Group, ...]:
    """Statements under the actor who said them, the one with the most first; those of nobody known are left out."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.speaker:
            groups[statement.speaker].append(statement)
    return _groups(edition, groups, {actor: actor_ref(edition, actor, len(found)) for actor, found in groups.items()})


def _groups(edition: Edition, groups: Mapping[str, list[Statement]], refs: Mapping[str, Ref]) -> tuple[Group, ...]:
    order = sorted(groups, key=lambda name: (-refs[name].count, sort_key(refs[name].label)))
    return tuple(Group(refs[name], tuple(line(edition, statement) for statement in groups[name])) for name in order)


def statements_view(edition: Edition) -> StatementsView:
    """The page of all statements."""
    statements = shown(edition)
    years: defaultdict[int, list[StatementLine]] = defaultdict(list)
    for statement in statements:
        years[statement.date.year].append(line(edition, statement))
    return StatementsView(
        address="statements.html",
        title="Statements",
        summary="Who said what, and when: every statement that an article reports, by date.",
        lang=edition.lang,
        search={},
        years=tuple((year, tuple(lines)) for year, lines in sorted(years.items())),
        speakers=tuple(group.ref for group in by_speaker(edition, statements)),
        topics=tuple(group.ref for group in by_topic(edition, statements)),
        total=len(statements),
        unnamed=sum(statement.speaker is None for statement in statements),
    )


def positions_view(edition: Edition) -> PositionsView:
    """The matrix of positions."""
    spoken = [statement for statement in shown(edition) if statement.speaker]
    topics = [group.ref for group in by_topic(edition, spoken)]
    rows = []
    for group in by_speaker(edition, spoken):
        on = [{topic.address for topic in item.topics} for item in group.lines]
        cells = (tuple(i for i, t in zip(group.lines, on, strict=True) if topic.address in t) for topic in topics)
        rows.append(Row(group.ref, tuple(cells)))
    return PositionsView(
        address="positions.html",
        title="Positions",
        summary="Actors by topics: each number opens the dated statements behind it.",
        lang=edition.lang,
        search={},
        topics=tuple(topics),
        rows=tuple(rows),
    )
