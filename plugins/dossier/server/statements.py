"""The statements that wait, as the desk shows them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, product
from typing import Any, NamedTuple

import msgspec

from dossier.desk.decisions import as_it_stands
from dossier.desk.later import Later
from dossier.edition import Edition
from dossier.ledger.deciding import retold
from dossier.ledger.file import entry
from dossier.model import Article, Statement
from dossier.server.waiting import ROWS
from dossier.statements.speakers import is_common, pronoun_of
from dossier.text import shorten

SPEAKERS = 7  # that have a key
SAME = 20  # statements that may report the same utterance
SHOWN = 80  # letters of each
OPTIONS = 300  # of a list to choose from
SURFACE = "~"  # before the words by which a text names somebody who is nobody of the dossier
KINDS = {"direct": "In quotation marks", "mixed": "Partly in quotation marks", "indirect": "Without quotation marks"}
NAMED = {
    "named": "the speaker is named",
    "pronoun": "the speaker is a pronoun",
    "noun": "the speaker is a common noun",
    "unknown": "no file is of the speaker",
}


class Filters(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Which statements are looked at, as the address of the screen says it; what is empty chooses nothing out."""

    speaker: str = ""
    article: str = ""
    kind: str = ""
    by: str = ""

    def take(self, statement: Statement) -> bool:
        """Whether a statement is one of them."""
        return (
            (not self.speaker or self.speaker == speaker_of(statement))
            and (not self.article or self.article == statement.article)
            and (not self.kind or self.kind == statement.kind)
            and (not self.by or self.by == by_of(statement))
        )


def waiting(edition: Edition, filters: Filters) -> list[Statement]:
    """The statements that nobody has decided on and that filters choose, in the order of their articles."""
    return [one for one in edition.statements if one.status == "auto" and filters.take(one)]


def by_of(statement: Statement) -> str:
    """How the text says who speaks: ``named``, ``pronoun``, ``noun`` (the Council), or ``unknown``: nobody of the dossier."""
    if pronoun_of(statement.speaker_surface):
        return "pronoun"
    if not statement.speaker:
        return "unknown"
    return "noun" if is_common(statement.speaker_surface) else "named"


def speaker_of(statement: Statement) -> str:
    """Who speaks as filters name it: an actor, or the words of the text after ``SURFACE``."""
    return statement.speaker or SURFACE + statement.speaker_surface


class Option(NamedTuple):
    """Something to choose: its value, what it is called, and how many there are of it."""

    value: str
    name: str
    number: int


class Certainty(NamedTuple):
    """The statements that rules found in one way: how many wait, how many were decided, and how many of these are kept."""

    kind: str
    by: str
    name: str
    number: int
    decided: int
    kept: int


class Row(NamedTuple):
    """A statement with its place: ``data`` is what the page has to know to put it right."""

    statement: Statement
    article: Article
    line: int
    speaker: str
    topics: tuple[str, ...]
    data: dict[str, Any]


class Screen(NamedTuple):
    """How many wait in all, how many are chosen, what can be chosen, and as many rows as a screen holds.

    ``aside`` and ``out`` are those of the chosen that are put aside, and that are kept out of the batch.
    """

    all: int
    number: int
    certainties: list[Certainty]
    speakers: list[Option]
    articles: list[Option]
    rows: list[Row]
    more: str
    aside: list[str]
    out: list[str]


def screen(edition: Edition, filters: Filters, after: str, later: Later) -> Screen:
    """What waits as filters choose it; ``after`` is the article that the page before ended with."""
    every, chosen = waiting(edition, Filters()), waiting(edition, filters)
    names = edition.actor_names
    any_speaker, any_article = (msgspec.structs.replace(filters, **{name: ""}) for name in ("speaker", "article"))
    by_speaker = Counter(speaker_of(s) for s in every if any_speaker.take(s))
    by_article = Counter(s.article for s in every if any_article.take(s))
    shown, more = _page(chosen, list(edition.slugs), after)
    return Screen(
        len(every),
        len(chosen),
        list(_certainties(edition)),
        [
            Option(v, names[v].name if v in names else f"“{v.removeprefix(SURFACE)}”", n)
            for v, n in by_speaker.most_common(OPTIONS)
        ],
        [Option(v, edition.article(v).head.title, n) for v, n in by_article.most_common(OPTIONS)],
        list(rows_of(edition, shown)),
        more,
        *([one.id for one in chosen if one.id in names] for names in (later.names("later"), later.names("out"))),
    )


def _certainties(edition: Edition) -> Iterator[Certainty]:
    counted = Counter[tuple[str, str, str]]((one.kind, by_of(one), one.status) for one in edition.statements)
    for (kind, found), (by, how) in product(KINDS.items(), NAMED.items()):
        left, kept, rejected = (counted[kind, by, status] for status in ("auto", "confirmed", "rejected"))
        if left:
            yield Certainty(kind, by, f"{found}, {how}", left, kept + rejected, kept)


def same(edition: Edition, name: str, speaker: str) -> list[tuple[str, str]]:
    """The confirmed statements that may report the same utterance as one that waits, those that have its words first.

    They are of its ``speaker``, from another article, and can be of the same day; each is named as the first report.
    """
    one = edition.by_id.get(name)
    if not one or not speaker:
        return []
    of_it = replace(one, speaker=speaker)
    others = [other for other in edition.statements if other.status == "confirmed" and other.speaker == speaker]
    found = [other for other in others if other.article != one.article and other.said.date.meets(one.said.date)]
    alike = {other.id for other in found if [*retold((of_it, other))]}
    found.sort(key=lambda other: (other.id not in alike, other.reported, other.id))
    firsts = {other.utterance: other for other in reversed(found[:SAME])}
    return [
        (first, f"{shorten(other.text, SHOWN)} ({edition.article(other.article).head.title})")
        for first, other in reversed(firsts.items())
    ]


def _page(chosen: Sequence[Statement], order: Sequence[str], after: str) -> tuple[list[Statement], str]:
    """The statements of whole articles behind an article, as many as a page holds, and the article that it ends with."""
    begin = order.index(after) + 1 if after in order else 0
    places = {slug: number for number, slug in enumerate(order)}
    left = [one for one in chosen if places.get(one.article, 0) >= begin]
    shown: list[Statement] = []
    for slug, of_article in groupby(left, lambda one: one.article):
        shown += of_article
        if ROWS <= len(shown) < len(left):
            return shown, slug
    return shown, ""


def rows_of(edition: Edition, shown: Iterable[Statement]) -> Iterator[Row]:
    """Statements with their places, those of one article together."""
    for slug, statements in groupby(shown, lambda one: one.article):
        article = edition.article(slug)
        passages = {passage.id: passage for passage in edition.prose(article).passages}
        mentioned = [(m.passage, m.actor) for m in edition.mentions(article) if m.actor]
        for one in statements:
            speaker = edition.actor_names[one.speaker].name if one.speaker else ""
            topics = tuple(edition.topic_names[topic].name for topic in one.topics if topic in edition.topic_names)
            yield Row(one, article, passages[one.passage].line, speaker, topics, _data(edition, one, passages, mentioned))


def _data(
    edition: Edition, one: Statement, passages: Mapping[str, Any], mentioned: Collection[tuple[str, str | None]]
) -> dict[str, Any]:
    """What the page has to know of a statement: its words within their passages, who can have said it, and its entry."""
    near = [actor for passage, actor in mentioned if passage == one.passage]
    persons = [actor for _, actor in mentioned if actor and edition.actors[actor].head.kind == "person"]
    speakers = dict.fromkeys(a for a in (one.speaker, *near, *persons, *(actor for _, actor in mentioned)) if a)
    first, last = one.spans[0], one.spans[-1]
    said = "open" if one.said.origin == "open" else one.said.date.iso
    return {
        "id": one.id,
        "by": by_of(one),
        "speaker": one.speaker if by_of(one) == "named" else "",
        "surface": one.speaker_surface,
        "speakers": [[actor, edition.actor_names[actor].name] for actor in list(speakers)[:SPEAKERS]],
        "said": said,
        "lead": passages[first.passage].text[: first.start],
        "words": one.words,
        "tail": passages[last.passage].text[last.end :],
        "entry": entry(one.id, as_it_stands(edition, one, "confirmed")),
    }
