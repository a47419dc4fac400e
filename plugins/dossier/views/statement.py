"""Who said what: the lines that actors and topics show, and the page of all statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from dossier.chronology import PartialDate
from dossier.concordance import Edition
from dossier.model import Decision, Statement, StatementKind
from dossier.text import shorten
from dossier.views.base import Ref, View, actor_ref, ranked, topic_ref
from dossier.views.parts import ROOM, by_year, cut, refs

LONG = 400  # characters of a statement that a list shows
MANY, LATEST = 12, 5  # statements of an actor on a topic that have a page of their own; those of them shown elsewhere


class StatementLine(NamedTuple):
    """A statement in a list: the words, who said them, and the way to the passage and its article.

    ``topics`` are the labels of its topics, a bar between two, for the filter.
    """

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
    topics: str
    lang: str


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one actor on one topic, under that of the two which ``ref`` names.

    Where there are many, ``lines`` are the latest and ``more`` leads to the page that holds all of them.
    """

    ref: Ref
    lines: tuple[StatementLine, ...]
    more: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsView(View):
    """All statements by date, or those of one part; ``unnamed`` of all are by nobody whom the dossier could name."""

    template: ClassVar[str] = "statements.html"
    section: ClassVar[str] = "statements"
    years: tuple[tuple[int, tuple[StatementLine, ...]], ...]
    speakers: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    total: int
    unnamed: int


def height(statement: Statement) -> int:
    """How many lines of a page a statement takes."""
    return 2 if len(statement.text) > LONG // 2 else 1


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
        topics="|".join(edition.topic_names[topic].name for topic in statement.topics),
        lang=article.head.lang or edition.lang,
    )


def by_topic(edition: Edition, speaker: str) -> tuple[Group, ...]:
    """An actor's statements under each of their topics, the topic with the most first."""
    on = edition.positions.get(speaker, {})
    made = (_group(edition, topic_ref(edition, topic, len(found)), (speaker, topic), found) for topic, found in on.items())
    return tuple(sorted(made, key=lambda group: (-group.ref.count, edition.words.sort_key(group.ref.label))))


def by_speaker(edition: Edition, topic: str) -> tuple[Group, ...]:
    """The statements on a topic under the actors who made them, the one with the most first; without those of nobody known."""
    by = {actor: found for actor, found in edition.said_on.get(topic, {}).items() if actor}
    made = (_group(edition, actor_ref(edition, actor, len(found)), (actor, topic), found) for actor, found in by.items())
    return tuple(sorted(made, key=lambda group: (-group.ref.count, edition.words.sort_key(group.ref.label))))


def _group(edition: Edition, ref: Ref, pair: tuple[str, str], statements: Sequence[Statement]) -> Group:
    crowded = _crowded(edition, pair)
    address = _address(*pair) if crowded or edition.ask(_many, pair) else None
    more = Ref(address, edition.words.gettext("All %(count)s", count=len(statements)), len(statements)) if address else None
    lines = () if crowded else statements[-LATEST:] if more else statements
    return Group(ref, tuple(line(edition, statement) for statement in lines), more)


def position(edition: Edition, speaker: str, topic: str) -> str | None:
    """The address of the page that holds what an actor said on a topic; None where the actor's own page has room for it."""
    pair = (speaker, topic)
    return _address(*pair) if edition.ask(_many, pair) or _crowded(edition, pair) else None


def _address(speaker: str, topic: str) -> str:
    return f"actors/{speaker}/on-{topic}.html"


def _crowded(edition: Edition, pair: tuple[str, str]) -> bool:
    """Whether the page of the actor or that of the topic would outgrow its room with the lines of all its groups."""
    return edition.ask(_outgrown_actor, pair[0]) or edition.ask(_outgrown_topic, pair[1])


def _many(edition: Edition, pair: tuple[str, str]) -> bool:
    return len(edition.positions.get(pair[0], {}).get(pair[1], ())) > MANY


def _outgrown_actor(edition: Edition, speaker: str) -> bool:
    return _outgrown(edition.positions.get(speaker, {}).values())


def _outgrown_topic(edition: Edition, topic: str) -> bool:
    return _outgrown(edition.said_on.get(topic, {}).values())


def _outgrown(groups: Iterable[Sequence[Statement]]) -> bool:
    return sum(min(len(found), MANY) for found in groups) > ROOM


def statements_views(edition: Edition) -> Iterator[StatementsView]:
    """The page of all statements, and the pages of its parts."""
    statements = [statement for statement in edition.statements if statement.status != "rejected"]
    parts = cut(edition.words, statements, lambda statement: statement.date, height)
    whole = StatementsView(
        address="statements.html",
        title=edition.words.gettext("Statements"),
        summary=edition.words.gettext("Who said what, and when: every statement that an article reports, by date."),
        lang=edition.lang,
        search={},
        parts=refs(parts, "statements"),
        years=() if parts else _years(edition, statements),
        speakers=ranked({actor: len(said) for actor, said in edition.said_by.items()}, actor_ref, edition),
        topics=ranked({topic: sum(map(len, by.values())) for topic, by in edition.said_on.items()}, topic_ref, edition),
        total=len(statements),
        unnamed=sum(statement.speaker is None for statement in statements),
    )
    yield whole
    for part, ref in zip(parts, whole.parts, strict=True):
        yield replace(
            whole,
            address=ref.address,
            title=f"{whole.title}: {part.label}",
            trail=(Ref(whole.address, whole.title),),
            years=_years(edition, part.items),
        )


def _years(edition: Edition, statements: Iterable[Statement]) -> tuple[tuple[int, tuple[StatementLine, ...]], ...]:
    return by_year([line(edition, statement) for statement in statements], lambda item: item.date)
