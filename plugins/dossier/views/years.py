"""What an actor said and where it is named, by year: on its page, or on pages of their own where there is much of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Actor, Article, Statement
from dossier.text import shorten
from dossier.views.base import ArticleRef, Excerpt, Ref, article_ref
from dossier.views.parts import ROOM, by_year
from dossier.views.rows import Row, rows

BRIEF = 120  # characters of a statement without a line of its own, where a page tells it in a line
BYTES = 110_000  # of a page's statements and mentions: no page should outgrow 150 KB
ROW, PASSAGE = 1100, 420  # bytes of a row and of a mention beside their words
OPEN, LATEST = 16, 9  # statements that all stand open; where there are more, how many of the latest years do
LINES = 300  # statements that a page with parts tells in a line each


class Choice(NamedTuple):
    """A topic that statements can be filtered by: its slug, its name, how many there are, and the topics that it holds."""

    slug: str
    label: str
    total: int
    holds: tuple[str, ...]


class Appearance(NamedTuple):
    """An article that an actor appears in, with the passages that name it.

    There are none where the actor is only declared (``mentions`` is 0), or where its names are in the part of a clipping
    that is cut off.
    """

    article: ArticleRef
    mentions: int
    excerpts: tuple[Excerpt, ...]


class SaidYear(NamedTuple):
    """The statements of one year, ``open`` to be read; of those that stand on ``parts``, other pages, ``brief`` are lines."""

    year: int
    total: int
    rows: tuple[Row, ...] = ()
    brief: tuple[tuple[Row, str], ...] = ()
    parts: tuple[Ref, ...] = ()
    open: bool = False


class NamedYear(NamedTuple):
    """An actor's appearances in one year, and the number of passages; ``parts`` leads to pages of their own."""

    year: int
    passages: int
    articles: int
    appearances: tuple[Appearance, ...]
    parts: tuple[Ref, ...] = ()


Item: TypeAlias = Appearance | Statement


def items_of(edition: Edition, actor: Actor) -> tuple[Item, ...]:
    """The articles that an actor appears in and the statements that it or its people make, in order of date."""
    items: list[Item] = [_appearance(edition, actor, article) for article in edition.by_actor.get(actor.slug, ())]
    return tuple(sorted([*items, *edition.voices.get(actor.slug, ())], key=day))


def day(item: Item) -> PartialDate:
    """The date that an item stands under."""
    return item.date if isinstance(item, Statement) else item.article.date


def height(item: Item) -> float:
    """How much of a page an item takes, in the lines of parts."""
    if isinstance(item, Statement):
        size = ROW + len("".join(item.frame).encode())
    else:
        size = sum(PASSAGE + len(excerpt.html.encode()) for excerpt in item.excerpts) or PASSAGE
    return size * ROOM / BYTES


def choices(edition: Edition, said: Sequence[Statement]) -> Iterator[Choice]:
    """The topics of some statements and those above them, the one with most first."""
    own = {topic: tuple(_upwards(edition, topic)) for statement in said for topic in statement.topics}
    counts = Counter(topic for s in said for topic in {above for one in s.topics for above in own[one]})
    ordered = sorted(counts, key=lambda topic: (-counts[topic], edition.words.sort_key(edition.topic_names[topic].name)))
    for topic in ordered:
        holds = tuple(one for one, above in own.items() if topic in above)
        yield Choice(topic, edition.topic_names[topic].name, counts[topic], holds)


def _upwards(edition: Edition, topic: str | None) -> Iterator[str]:
    while topic:
        yield topic
        topic = edition.topics[topic].head.broader


def said_years(edition: Edition, items: Iterable[Item], parts: Sequence[Ref] = ()) -> Iterator[SaidYear]:
    """The statements among some items by year: as rows, or where these stand in parts, a line of each while there is room."""
    statements = [item for item in items if isinstance(item, Statement)]
    if len(statements) > LINES and parts:
        for year, count in Counter(statement.date.year for statement in statements).items():
            yield SaidYear(year, count, parts=_of_year(parts, year))
        return
    years = by_year(rows(edition, statements), lambda row: row.date)
    if parts:
        for year, found in years:
            brief = tuple((row, row.line or shorten(" ".join(row.frame[1::2]), BRIEF)) for row in found)
            yield SaidYear(year, len(brief), brief=brief, parts=_of_year(parts, year))
        return
    left, room = len(statements), OPEN if len(statements) <= OPEN else LATEST
    for year, found in years:
        yield SaidYear(year, len(found), rows=found, open=left <= room)
        left -= len(found)


def named_years(items: Iterable[Item], parts: Sequence[Ref] = ()) -> Iterator[NamedYear]:
    """The appearances among some items by year, or the way to the parts where these stand."""
    for year, found in by_year([item for item in items if isinstance(item, Appearance)], day):
        passages = sum(len(one.excerpts) for one in found)
        yield NamedYear(year, passages, len(found), () if parts else found, _of_year(parts, year))


def _of_year(parts: Iterable[Ref], year: int) -> tuple[Ref, ...]:
    return tuple(ref for ref in parts if ref.address.rpartition("/")[2].startswith(f"{year:04}"))


def _appearance(edition: Edition, actor: Actor, article: Article) -> Appearance:
    found = edition.excerpts(article, actor.slug)
    excerpts = tuple(
        Excerpt(f"{article.address}#{passage}", Markup(html))  # noqa: S704 - made of escaped parts
        for passage, html in found
    )
    return Appearance(article_ref(edition, article), edition.weights[article.slug][actor.slug], excerpts)
