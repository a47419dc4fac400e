"""The sequence of what happened on a topic, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition, Happening
from dossier.views.cites import Cite

OPEN = 40  # steps up to which all are open; of more, each year is folded
GAP = 150  # days without a step from which that is said
MONTH = 30.44  # days


class Step(NamedTuple):
    """Something that happened: an article, or an event with the articles that tell it.

    ``line`` says what it is in the story of the topic; ``gap`` are the months without a step before it, 0 where they are few.
    """

    number: int
    date: PartialDate
    title: str
    address: str
    line: str
    turning: bool
    told: tuple[Cite, ...]
    gap: int
    lang: str


@dataclass(frozen=True, slots=True)
class StepYear:
    """The steps of a year, with what the topic calls it."""

    year: int
    heading: str
    steps: tuple[Step, ...]
    folded: bool


def steps(edition: Edition, topic: str, happenings: Sequence[Happening], first: int = 1) -> tuple[StepYear, ...]:
    """The steps of a topic by year; ``first`` is the number of the first one."""
    headings = edition.topics[topic].head.years
    numbered = list(_steps(edition, topic, happenings, first))
    folded = len(numbered) > OPEN
    years = groupby(numbered, lambda step: step.date.year)
    return tuple(StepYear(year, headings.get(year, ""), tuple(group), folded) for year, group in years)


def _steps(edition: Edition, topic: str, happenings: Sequence[Happening], first: int) -> Iterator[Step]:
    for number, (before, one) in enumerate(pairwise((None, *happenings)), first):
        if one:
            yield _step(edition, topic, one, number, _gap(before, one))


def _gap(before: Happening | None, one: Happening) -> int:
    days = (one.date.first - before.date.last).days if before else 0
    return round(days / MONTH) if days > GAP else 0


def _step(edition: Edition, topic: str, one: Happening, number: int, gap: int) -> Step:
    article, event = one.article, one.event is not None
    told = one.told if event else ()
    return Step(
        number=number,
        date=one.date,
        title=one.title,
        address="" if event else article.address,
        line="" if event else _line(edition, topic, one),
        turning=not event and article.head.turning is not None,
        told=tuple(Cite(other.address, other.head.date, other.head.title) for other in told),
        gap=gap,
        lang=article.head.lang or edition.lang,
    )


def _line(edition: Edition, topic: str, one: Happening) -> str:
    """What an article is in the story of a topic, or of one below it; else its summary."""
    lines = one.article.head.steps
    if topic in lines:
        return lines[topic]
    below = next((lines[name] for name in lines if topic in _above(edition, name)), "")
    return below or one.article.head.summary or ""


def _above(edition: Edition, topic: str) -> Iterator[str]:
    while broader := edition.topics[topic].head.broader:
        yield broader
        topic = broader
