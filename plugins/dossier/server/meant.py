"""The screen of who is meant: what is asked of which names, and the changes that answers mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dossier.desk import Change
from dossier.desk.meaning import meant, meant_here
from dossier.desk.meant import Candidates, Question, likely, spoken_for
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import Article, Mention, Place

ROWS = 100  # articles of a name on one page
AROUND = 90  # letters of the text before and after a name
CHOICES = 9  # actors that have a key
MOST = 40  # places of one article that are shown


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """An article, and those who may be meant in it."""

    article: str
    candidates: tuple[str, ...] = ()


class Spot(msgspec.Struct, forbid_unknown_fields=True):
    """A place in the text of an article."""

    passage: str
    start: int
    end: int


class Meant(msgspec.Struct, forbid_unknown_fields=True):
    """Who is meant, nobody where ``who`` is empty: by the names that are asked for, or at some places of one article."""

    who: str
    asked: tuple[Asked, ...]
    places: tuple[Spot, ...] = ()


def mean(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that an answer on who is meant means."""
    given = msgspec.convert(body, Meant)
    if not given.places:
        return meant(content, edition, given.who, [(one.article, one.candidates) for one in given.asked])
    if len(given.asked) != 1:
        raise DossierError("places are answered for one article at a time")
    places = [Place(spot.passage, spot.start, spot.end) for spot in given.places]
    return meant_here(content, edition, given.who, given.asked[0].article, places)


class Name(NamedTuple):
    """Some actors who bear a name: as it is written, of which articles they are asked for, and in how many places."""

    id: str
    written: str
    who: str
    articles: int
    places: int


class Spoken(NamedTuple):
    """A place with the words around it."""

    line: int
    before: str
    words: str
    after: str
    place: dict[str, Any]


class Row(NamedTuple):
    """A question with its article and its places; ``data`` is what the page has to know to answer it."""

    question: Question
    article: Article
    places: list[Spoken]
    more: int
    read: str
    data: dict[str, Any]


class Screen(NamedTuple):
    """The names that are asked for, and as many questions on one of them as a screen holds."""

    names: list[Name]
    name: Name | None
    rows: list[Row]
    more: str


def screen(edition: Edition, questions: Sequence[Question], name: str, after: str) -> Screen:
    """What is asked; ``after`` is the article that the page before ended with."""
    groups: dict[Candidates, list[Question]] = {}
    for one in questions:
        groups.setdefault(one.candidates, []).append(one)
    names = [_name(edition, candidates, of_name) for candidates, of_name in groups.items()]
    chosen = next((one for one in names if one.id == name), next(iter(names), None))
    found = groups[tuple(chosen.id.split("+"))] if chosen else []
    left = [one for one in found if one.article > after]
    rows = [_row(edition, one) for one in left[:ROWS]]
    return Screen(names, chosen, rows, rows[-1].article.slug if len(left) > ROWS else "")


def _name(edition: Edition, candidates: Candidates, questions: Sequence[Question]) -> Name:
    written = Counter(place.surface for one in questions for place in one.places)
    who = " or ".join(edition.actor_names[actor].name for actor in candidates if actor in edition.actor_names)
    return Name("+".join(candidates), written.most_common(1)[0][0], who, len(questions), written.total())


def _row(edition: Edition, question: Question) -> Row:
    article = edition.article(question.article)
    passages = {passage.id: passage for passage in edition.prose(article).passages}
    places = [_spoken(passages[place.passage], place) for place in question.places[:MOST]]
    data = {
        "article": question.article,
        "candidates": question.candidates,
        "names": ", ".join(question.names),
        "likely": [one._asdict() for one in likely(edition, question)[:CHOICES]],
        "for": sorted(spoken_for(edition, question)),
    }
    read = " and ".join(edition.actor_names[actor].name for actor in question.read)
    return Row(question, article, places, len(question.places) - len(places), read, data)


def _spoken(passage: Any, place: Mention) -> Spoken:
    before, after = passage.text[: place.start], passage.text[place.end :]
    return Spoken(
        passage.line,
        ("…" if len(before) > AROUND else "") + before[-AROUND:],
        passage.text[place.start : place.end],
        after[:AROUND] + ("…" if len(after) > AROUND else ""),
        {"passage": place.passage, "start": place.start, "end": place.end},
    )
