"""Positions: what each actor said on a topic, year by year, with a page for each topic on which several spoke."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from dossier.edition import Edition
from dossier.views.base import Ref, View, topic_ref
from dossier.views.grid import ALL, Grid, grid
from dossier.views.scale import Spark, spark

__all__ = ["Grid", "grid", "index_view", "topic_views"]

CHOICE = 24  # topics that a page leads to; the overview has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsView(View):
    """What was said on a topic. ``whole`` is the address of the page with all actors, where this one has not."""

    template: ClassVar[str] = "positions.html"
    section: ClassVar[str] = "positions"
    question: str
    topic: Ref
    topics: tuple[Ref, ...]
    more: bool
    grid: Grid
    whole: str = ""


class Debate(NamedTuple):
    """A topic on which several spoke: its page of positions, what was at issue, how much was said, and when."""

    ref: Ref
    question: str
    actors: int
    years: tuple[int, int]
    spark: Spark | None
    below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsIndexView(View):
    """The topics on which several spoke, those below another one behind it."""

    template: ClassVar[str] = "debates.html"
    section: ClassVar[str] = "positions"
    debates: tuple[Debate, ...]


def address(topic: str) -> str:
    """Where a topic's positions stand."""
    return f"positions/{topic}.html"


def topic_views(edition: Edition, topic: str) -> Iterator[PositionsView]:
    """The page of a topic's positions, and that of all its actors where they are too many for one table."""
    found, every = grid(edition, topic, latest=False), grid(edition, topic, latest=False, most=ALL)
    if not found or not every:
        return
    name = edition.topic_names[topic].name
    words = edition.words
    view = PositionsView(
        address=address(topic),
        title=words.gettext("Positions: %(topic)s", topic=name),
        summary=words.gettext("%(topic)s: what each actor said on it, year by year.", topic=name),
        lang=edition.lang,
        search={},
        trail=(Ref("positions/index.html", words.gettext("Positions")),),
        question=edition.topics[topic].head.question or "",
        topic=topic_ref(edition, topic),
        topics=tuple(Ref(address(other), edition.topic_names[other].name) for other in _choice(edition, topic)),
        more=len(edition.debated) > CHOICE,
        grid=found,
    )
    if found.shown == found.actors:
        yield view
        return
    whole = f"positions/{topic}/all.html"
    yield replace(view, whole=whole)
    yield replace(
        view,
        address=whole,
        title=words.gettext("Positions: %(topic)s, all actors", topic=name),
        trail=(*view.trail, Ref(view.address, name)),
        grid=every,
    )


def _choice(edition: Edition, topic: str) -> tuple[str, ...]:
    """The topics with the most statements, that of the page among them."""
    first = edition.debated[:CHOICE]
    return first if topic in first else (*first[:-1], topic)


def index_view(edition: Edition) -> PositionsIndexView:
    """The page that leads to the positions on each topic."""
    return PositionsIndexView(
        address="positions/index.html",
        title=edition.words.gettext("Positions"),
        summary=edition.words.gettext("Who said what on each topic, year by year and side by side."),
        lang=edition.lang,
        search={},
        debates=tuple(_debates(edition)),
    )


def _debates(edition: Edition) -> Iterator[Debate]:
    """The topics, those below another one behind it; that with the most statements first."""

    def under(above: str | None, *, below: bool) -> Iterator[Debate]:
        for topic in edition.debated:
            broader = edition.topics[topic].head.broader
            if (broader if broader in edition.debated else None) == above:
                yield _debate(edition, topic, below=below)
                yield from under(topic, below=True)

    return under(None, below=False)


def _debate(edition: Edition, topic: str, *, below: bool) -> Debate:
    said = edition.said_under[topic]
    return Debate(
        Ref(address(topic), edition.topic_names[topic].name, len(said)),
        edition.topics[topic].head.question or "",
        len({s.speaker for s in said if s.speaker}),
        (said[0].date.year, said[-1].date.year),
        spark(edition, (s.date for s in said)),
        below,
    )
