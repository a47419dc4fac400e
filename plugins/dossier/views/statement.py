"""Who said what: the lines that actors and topics show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Statement, StatementKind, StatementStatus
from dossier.text import shorten
from dossier.views.base import Ref, actor_ref, topic_ref
from dossier.views.parts import ROOM

LONG = 400  # characters of a statement that a list shows
LATEST = 5  # statements of an actor that the page of a topic shows at most


class StatementLine(NamedTuple):
    """A statement in a list: the words, who said them, and the way to the passage and its article.

    ``topics`` are the labels of its topics, a bar between two, for the filter. It stands under ``date``; where it is ``open``
    when it was said, that is the article's. ``said`` is the day or stretch as a reader writes it, and ``also`` are
    other articles that report the same.
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
    status: StatementStatus
    topics: str
    lang: str
    open: bool
    said: str
    also: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one actor on one topic, under that of the two which ``ref`` names.

    Where a page has no room for all of them, ``more`` leads to where they stand.
    """

    ref: Ref
    lines: tuple[StatementLine, ...]
    more: tuple[Ref, ...] = ()


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
        open=statement.said.origin == "open",
        said=edition.words.stretch(statement.said.date),
        also=tuple(_also(edition, statement)),
    )


def _also(edition: Edition, statement: Statement) -> Iterator[Ref]:
    """The other articles that report an utterance, each at its first passage that does."""
    others = {other.article: other for other in reversed(edition.utterances.get(statement.id, ()))}
    for other in reversed(others.values()):
        article = edition.article(other.article)
        if other.article != statement.article:
            yield Ref(f"{article.address}#{other.passage}", article.head.title)


def by_topic(edition: Edition, speaker: str, parts: Sequence[tuple[Ref, Iterable[Statement]]] = ()) -> tuple[Group, ...]:
    """An actor's statements under each of their topics, the topic with the most first.

    Where the actor's page has ``parts``, which hold these statements, a group leads to those with statements on its topic.
    """

    def group(topic: str, found: Sequence[Statement]) -> Group:
        ref = topic_ref(edition, topic, len(found))
        if not parts:
            return Group(ref, tuple(line(edition, statement) for statement in found))
        counted = ((part, sum(topic in statement.topics for statement in held)) for part, held in parts)
        return Group(ref, (), tuple(Ref(f"{part.address}#statements", part.label, count) for part, count in counted if count))

    return _ranked(edition, (group(topic, found) for topic, found in edition.positions.get(speaker, {}).items()))


def by_speaker(edition: Edition, topic: str) -> tuple[Group, ...]:
    """The statements on a topic under the actors who made them, the one with the most first; without those of nobody known.

    The latest of each actor are shown while the page has room; all of them stand on the actor's page.
    """
    by = {actor: found for actor, found in edition.said_on.get(topic, {}).items() if actor}
    shown = LATEST if sum(min(len(found), LATEST) for found in by.values()) <= ROOM else 0

    def group(actor: str, found: Sequence[Statement]) -> Group:
        lines = tuple(line(edition, statement) for statement in found[max(0, len(found) - shown) :])
        place = Ref(position(actor, topic), edition.words.gettext("All %(count)s", count=len(found)), len(found))
        return Group(actor_ref(edition, actor, len(found)), lines, (place,) if len(lines) < len(found) else ())

    return _ranked(edition, (group(actor, found) for actor, found in by.items()))


def _ranked(edition: Edition, groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: (-group.ref.count, edition.words.sort_key(group.ref.label))))


def position(speaker: str, topic: str) -> str:
    """Where an actor's page tells what it said on a topic."""
    return f"actors/{speaker}.html#on-{topic}"
