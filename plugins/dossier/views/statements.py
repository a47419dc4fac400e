"""The page of all statements, and those of its parts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import ClassVar, NamedTuple

from dossier.analysis import grouped
from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.language import Language
from dossier.model import Topic
from dossier.views.base import Ref, View, actor_ref, ranked, topic_ref
from dossier.views.months import Months, Parts, months
from dossier.views.parts import Part, by_year, cut, refs
from dossier.views.rows import Row, rows

ROOM = 140  # lines of text on a page: so many stand on five screens of a desk
WORDS, WHO, SOURCE = 54, 21, 26  # characters of a line of each column
CHOICE = 120  # speakers that a filter offers
COUNTED = 2000  # statements that a page knows of beside its own, to say where else a filter finds some
CHIPS = 24  # parts of a year that a page offers; of more, the first of each month


class Year(NamedTuple):
    """A year of the list: how many statements it has, its parts, and whether the page is one of them."""

    year: int
    total: int
    parts: tuple[Ref, ...]
    here: bool


class Choice(NamedTuple):
    """A topic that a filter offers, with those below it."""

    slug: str
    ref: Ref
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsView(View):
    """The latest statements, or those of one part; all of them where they fit on one page.

    ``place`` is the part's own address, ``within`` are the parts of its year where that has several. ``elsewhere`` is for the
    filter: by the address of a part, the speaker and the topics of each of its statements, as numbers in its lists of choices.
    """

    template: ClassVar[str] = "statements.html"
    section: ClassVar[str] = "statements"
    place: str
    rows: tuple[tuple[int, tuple[Row, ...]], ...]
    count: int
    total: int
    years: tuple[Year, ...]
    within: tuple[Ref, ...]
    months: Months | None
    speakers: tuple[Ref, ...]
    topics: tuple[Choice, ...]
    elsewhere: Mapping[str, Sequence[tuple[int, Sequence[int]]]]

    @property
    def steps(self) -> tuple[tuple[Ref | None, Ref | None], ...]:
        """The parts before and after the one that the page shows."""
        around = zip((None, *self.parts), self.parts, (*self.parts[1:], None), strict=False)
        return tuple((previous, following) for previous, part, following in around if part.address == self.place)


class _Whole(NamedTuple):
    """All statements, and what each page says of them."""

    rows: tuple[Row, ...]
    parts: tuple[tuple[Part[Row], Ref], ...]
    speakers: tuple[Ref, ...]
    topics: tuple[Choice, ...]
    months: Months | None
    elsewhere: Mapping[str, Sequence[tuple[int, Sequence[int]]]]


def statements_views(edition: Edition) -> Iterator[StatementsView]:
    """The page of all statements, and the pages of its parts.

    The page itself shows the last part: what was said last is asked for most, and the filter leads to all that is earlier.
    """
    every = tuple(rows(edition, edition.shown))
    cuts = cut(edition.words, every, lambda row: row.date, _height, ROOM)
    parts = tuple(zip(cuts, refs(cuts, "statements"), strict=True))
    speakers, topics = _speakers(edition, every), tuple(_topics(edition))
    elsewhere = _elsewhere(parts, speakers, topics) if len(every) <= COUNTED else {}
    whole = _Whole(every, parts, speakers, topics, months(edition, every, parts), elsewhere)
    if not parts:
        yield _view(edition, whole, Part("", "", every), Ref("statements.html", ""))
        return
    views = [_view(edition, whole, part, ref) for part, ref in parts]
    yield replace(views[-1], address="statements.html", trail=())
    yield from views


def _height(row: Row) -> float:
    """How many lines of a page a row takes, the space around it too."""
    words = ceil(sum(map(len, row.frame)) / WORDS) + (0.8 if row.also else 0)
    if row.repeats:
        return words + 0.4
    role = ceil(len(row.speaker.role) / WHO) if row.speaker else 0
    who = ceil(len(row.speaker.label if row.speaker else row.surface) / (WHO - 4)) + 0.8 * role
    sources = 0.8 * ceil(sum(len(one.publisher) + 15 for one in row.reports[:2]) / SOURCE)
    return max(words, who, sources) + 0.9


def _view(edition: Edition, whole: _Whole, part: Part[Row], here: Ref) -> StatementsView:
    words, parts = edition.words, whole.parts
    title = words.gettext("Statements")
    first = part.items[0]._replace(repeats=False, resourced=False) if part.items else None
    items = (first, *part.items[1:]) if first else ()
    year = part.items[0].date.year if parts else 0
    shown = {(row.date.year, row.date.month) for row in part.items} if parts else set()
    return StatementsView(
        address=here.address,
        title=words.gettext("Statements, %(dates)s", dates=part.label) if part.label else title,
        summary=words.gettext("Who said what, and when: each statement once, with the report that it was taken from."),
        lang=edition.lang,
        search={},
        trail=(Ref("statements.html", title),) if parts else (),
        parts=tuple(ref for _, ref in parts),
        place=here.address,
        rows=by_year(items, lambda row: row.date),
        count=len(part.items),
        total=len(whole.rows),
        years=tuple(_years(parts, year)),
        within=_within(words, [pair for pair in parts if pair[0].items[0].date.year == year]),
        months=whole.months
        and whole.months._replace(bars=tuple(bar._replace(here=(bar.year, bar.month) in shown) for bar in whole.months.bars)),
        speakers=whole.speakers if len(whole.speakers) <= CHOICE else _speakers(edition, part.items)[:CHOICE],
        topics=whole.topics,
        elsewhere=whole.elsewhere,
    )


def _speakers(edition: Edition, found: Iterable[Row]) -> tuple[Ref, ...]:
    """The actors who speak in some rows, the one with the most first."""
    return ranked(Counter(row.speaker.slug for row in found if row.speaker), actor_ref, edition)


def _years(parts: Parts, here: int) -> Iterator[Year]:
    for several in grouped((one.name[:4], (one, ref)) for one, ref in parts).values():
        year = several[0][0].items[0].date.year
        yield Year(year, sum(len(one.items) for one, _ in several), tuple(ref for _, ref in several), year == here)


def _within(words: Language, parts: Parts) -> tuple[Ref, ...]:
    """The parts of a year, where it has several; the first of each month where they are too many to choose from."""
    if len(parts) <= CHIPS:
        return tuple(ref for _, ref in parts) if len(parts) > 1 else ()
    months = grouped((one.items[0].date.iso[:7], (one, ref)) for one, ref in parts).values()
    return tuple(
        Ref(
            several[0][1].address,
            words.date(PartialDate.parse(several[0][0].items[0].date.iso[:7])),
            sum(len(one.items) for one, _ in several),
        )
        for several in months
    )


def _topics(edition: Edition) -> Iterator[Choice]:
    """The topics on which something was said, by name, with those below them."""
    counts = {topic: len(said) for topic, said in edition.said_under.items()}
    for topic in sorted(counts, key=lambda slug: edition.words.sort_key(edition.topic_names[slug].name)):
        below = tuple(slug for slug in edition.said_on if slug != topic and _is_below(slug, topic, edition.topics))
        yield Choice(topic, topic_ref(edition, topic, counts[topic]), below)


def _is_below(slug: str, topic: str, topics: Mapping[str, Topic]) -> bool:
    above = topics[slug].head.broader
    return above is not None and (above == topic or _is_below(above, topic, topics))


def _elsewhere(parts: Parts, speakers: Sequence[Ref], topics: Sequence[Choice]) -> dict[str, list[tuple[int, list[int]]]]:
    """By the address of a part, the speaker and the topics of each statement, counted from 1, 0 being nobody known."""
    speaker = {ref.address: number for number, ref in enumerate(speakers, 1)}
    topic = {choice.ref.address: number for number, choice in enumerate(topics, 1)}
    return {
        ref.address: [
            (speaker.get(row.speaker.address, 0) if row.speaker else 0, [topic[one.address] for one in row.topics])
            for row in one.items
        ]
        for one, ref in parts
    }
