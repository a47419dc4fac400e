"""The table of a topic's positions: what each actor said, year by year, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dossier.analysis import grouped
from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Statement
from dossier.text import shorten
from dossier.views.marks import Mark, Voice, by_camp, role_at, voice

MOST = 12  # actors that a table shows: with many more, nobody finds a cell
SPARE = 4  # more than those: as many are no reason for a second page
ALL = 120  # and that of all of them
ROOM = 300  # lines of a table: no page should outgrow 150 KB
LINES = (6, 3, 2, 1)  # of a cell, the first that leaves the table within its room
LONG = 90  # characters of a sentence that stands for a line
PEOPLED = ("state", "organisation", "body")  # kinds of actors for which others speak


class Line(NamedTuple):
    """A statement in a cell: in the dossier's words, or as its sentence begins; with its day, and the way to the passage."""

    text: str
    date: PartialDate
    open: bool
    said: str
    address: str
    lang: str


class Cell(NamedTuple):
    """The latest of what an actor said in a year; so many lines are ``earlier``, and stand at ``address`` alone."""

    lines: tuple[Line, ...] = ()
    earlier: int = 0
    address: str = ""


class GridRow(NamedTuple):
    """An actor, the offices that it held when it spoke, for whom else it did, and a cell for each year."""

    actor: Voice
    offices: tuple[str, ...]
    speaks_for: tuple[str, ...]
    cells: tuple[Cell, ...]


class Side(NamedTuple):
    """The actors of a camp; the ``mark`` is None for those of none."""

    mark: Mark | None
    rows: tuple[GridRow, ...]


class Column(NamedTuple):
    """A year, and what the topic calls it."""

    year: int
    heading: str


class Grid(NamedTuple):
    """Actors by years on a topic: what each of them said. Of ``actors`` in all it shows those who said most.

    ``peopled`` are the states, organisations and bodies for which one of them spoke.
    """

    topic: str
    years: tuple[Column, ...]
    sides: tuple[Side, ...]
    peopled: tuple[Voice, ...]
    actors: int

    @property
    def shown(self) -> int:
        """How many actors it shows."""
        return sum(len(side.rows) for side in self.sides)


def grid(edition: Edition, topic: str, *, latest: bool, most: int = MOST) -> Grid | None:
    """What actors said on a topic or one below it, or only the ``latest`` of each year; None where it is but one actor."""
    said = grouped((s.speaker, s) for s in edition.said_under.get(topic, ()) if s.speaker)
    if len(said) < 2:
        return None
    words = edition.words
    names = sorted(said, key=lambda slug: (-len(said[slug]), words.sort_key(edition.actor_names[slug].name)))
    if latest or len(names) > most + SPARE:
        names = names[:most]
    headings: Mapping[int, str] = edition.topics[topic].head.years
    years = sorted({s.date.year for name in names for s in said[name]})
    lines = 1 if latest else _lines(said[name] for name in names)
    places = {name: f"{edition.actor_names[name].address}?topic={topic}" for name in names}
    rows = [_row(edition, n, said[n], _cells(edition, said[n], years, lines, places[n])) for n in names]
    return Grid(
        topic,
        tuple(Column(year, headings.get(year, "")) for year in years),
        tuple(Side(*side) for side in by_camp(edition, rows, lambda row: row.actor.slug)),
        tuple(_peopled(edition, rows)),
        len(said),
    )


def _lines(said: Iterable[Sequence[Statement]]) -> int:
    """How many lines of a cell the table has room for."""
    cells = [len(year) for one in said for year in grouped((str(s.date.year), s) for s in one).values()]
    return next((most for most in LINES if sum(min(count, most) for count in cells) <= ROOM), 1)


def _peopled(edition: Edition, rows: Iterable[GridRow]) -> Iterator[Voice]:
    """Those for whom others of a table spoke, by name."""
    names = {slug for row in rows for slug in row.speaks_for if edition.actors[slug].head.kind in PEOPLED}
    for name in sorted(names, key=lambda slug: edition.words.sort_key(edition.actor_names[slug].name)):
        yield voice(edition, name)


def _row(edition: Edition, slug: str, said: Sequence[Statement], cells: Iterable[Cell]) -> GridRow:
    """An actor with what it was when it spoke."""
    offices = dict.fromkeys(role_at(edition.actors[slug], s.date) for s in said)
    others = dict.fromkeys(other for s in said for other in edition.speaks_for(slug, s.date) if other != slug)
    return GridRow(voice(edition, slug), tuple(filter(None, offices)), tuple(others), tuple(cells))


def _cells(edition: Edition, said: Sequence[Statement], years: Iterable[int], most: int, address: str) -> Iterator[Cell]:
    """An actor's statements by year, so many of each year at most; all of a year stand at the address with it."""
    by_year = grouped((str(s.date.year), s) for s in said)
    for year in years:
        yield _cell(edition, by_year.get(str(year), ()), most, f"{address}&year={year}")


def _cell(edition: Edition, said: Sequence[Statement], most: int, address: str) -> Cell:
    """The latest of some statements, in their order."""
    return Cell(tuple(_line(edition, s) for s in said[-most:]), max(0, len(said) - most), address)


def _line(edition: Edition, statement: Statement) -> Line:
    article = edition.article(statement.article)
    return Line(
        text=statement.line or shorten("".join(statement.frame) or statement.text, LONG),
        date=statement.date,
        open=statement.said.origin == "open",
        said=edition.words.stretch(statement.said.date),
        address=f"{article.address}#{statement.passage}",
        lang=edition.lang if statement.line else article.head.lang or edition.lang,
    )
