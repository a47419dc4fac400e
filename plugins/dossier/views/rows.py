"""Statements as rows of a table: the sentence, who said it when, and where that is reported."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Article, Source, Statement, StatementStatus
from dossier.text import shorten
from dossier.views.base import Ref, topic_ref
from dossier.views.cites import Cite
from dossier.views.marks import Voice, voice

LONG = 400  # characters of what was said that a row shows
AROUND = 160  # of what stands before the words, and behind them


class Report(NamedTuple):
    """A source of a statement, as short as a row wants it: its publisher and day, and its address or that of a copy."""

    publisher: str
    date: PartialDate | None
    url: str


class Row(NamedTuple):
    """A statement in a table.

    ``frame`` is its sentence: by turns what is around the words, and these. It stands under ``date``; ``said`` is the day or
    stretch as a reader writes it, and where it is ``open`` when it was said, the date is the article's. ``also`` are other
    articles that report the same. A row ``repeats`` the one above it where day, speaker and article are the same, and is
    ``resourced`` where its sources are others nevertheless.
    """

    id: str
    date: PartialDate
    said: str
    open: bool
    speaker: Voice | None
    surface: str
    frame: tuple[str, ...]
    line: str
    address: str
    article: Ref
    topics: tuple[Ref, ...]
    reports: tuple[Report, ...]
    also: tuple[Cite, ...]
    status: StatementStatus
    lang: str
    repeats: bool
    resourced: bool = False


def rows(edition: Edition, statements: Iterable[Statement]) -> Iterator[Row]:
    """The rows of some statements in the order of a table: by date, those of one speaker and article together."""
    inorder = sorted(statements, key=lambda s: (s.date, s.article, s.speaker or s.speaker_surface))
    for before, one in pairwise((None, *inorder)):
        if one:
            repeats = before is not None and _group(before) == _group(one)
            resourced = repeats and before is not None and before.sources != one.sources
            yield _row(edition, one, repeats=repeats, resourced=resourced)


def _group(statement: Statement) -> tuple[object, ...]:
    """What rows that repeat one another have in common."""
    return statement.date, statement.said, statement.article, statement.speaker or statement.speaker_surface


def _row(edition: Edition, statement: Statement, *, repeats: bool, resourced: bool) -> Row:
    article = edition.article(statement.article)
    return Row(
        id=statement.id,
        date=statement.date,
        said=edition.words.stretch(statement.said.date),
        open=statement.said.origin == "open",
        speaker=voice(edition, statement.speaker, statement.date) if statement.speaker else None,
        surface=statement.speaker_surface,
        frame=tuple(_cut(statement.frame)),
        line=statement.line,
        address=f"{article.address}#{statement.passage}",
        article=Ref(article.address, article.head.title),
        topics=tuple(topic_ref(edition, topic) for topic in statement.topics),
        reports=tuple(_reports(article, statement)),
        also=tuple(_also(edition, statement)),
        status=statement.status,
        lang=article.head.lang or edition.lang,
        repeats=repeats,
        resourced=resourced,
    )


def _cut(frame: Sequence[str]) -> Iterator[str]:
    """A sentence with what is too long of it cut: at its beginning before the words, and at its end behind them."""
    for number, piece in enumerate(frame):
        if number % 2:
            yield shorten(piece, LONG)
        elif len(piece) <= AROUND:
            yield piece
        elif number:
            yield shorten(piece, AROUND)
        else:
            yield f"… {piece[-AROUND:].partition(' ')[2]}"


def _reports(article: Article, statement: Statement) -> Iterator[Report]:
    """The sources that the marks beside a statement name; those of its article where there are none."""
    sources = [source for source in article.head.sources if source.id in statement.sources] or article.head.sources
    return map(report, sources)


def report(source: Source) -> Report:
    """A source as a row shows it."""
    return Report(source.publisher, source.date, source.url or source.archived or "")


def _also(edition: Edition, statement: Statement) -> Iterator[Cite]:
    """The other articles that report an utterance, each at its first passage that does; not its own in another language."""
    others = {other.article: other for other in reversed(edition.utterances.get(statement.id, ()))}
    own = edition.article(statement.article)
    for other in reversed(others.values()):
        article = edition.article(other.article)
        if (article.head.translation_of or article.slug) != (own.head.translation_of or own.slug):
            yield Cite(f"{article.address}#{other.passage}", article.head.date, article.head.title)
