"""What to ask of clippings and drafts: a question, not an item, those first of which an answer frees most.

A line that stands in several clippings and holds what they lack is one question; so are topics, for all of a publisher; what
is left is asked file by file. Nothing is answered here: :mod:`dossier.desk.answers` makes changes of answers.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from dossier.desk.inbox import INBOX
from dossier.desk.waiting import Told, Waiting, read
from dossier.edition import Edition
from dossier.importing.article import host_of
from dossier.model import Article
from dossier.walk import Stamp, is_settled, stamp_of

Asked = Literal["line", "topic", "one", "publish"]
Role = Literal["publisher and day", "day", "dateline and day", "publisher", "byline", "dateline", "take out"]
DATED: tuple[Role, ...] = ("publisher and day", "day", "dateline and day", "take out")
UNDATED: tuple[Role, ...] = ("publisher", "byline", "dateline", "take out")
GIVES: Mapping[str, tuple[str, ...]] = {
    "publisher and day": ("publisher", "date"),
    "day": ("date",),
    "dateline and day": ("dateline", "date"),
    "publisher": ("publisher",),
    "byline": ("byline",),
    "dateline": ("dateline",),
    "take out": (),
}  # the fields that a line fills, by what it is
LARGEST = 5_000_000  # bytes of a file that somebody may have to look through line by line
LEAST = 2  # clippings in which a line stands that is asked for in all of them
A_NAME = 3  # words from which a line that nobody knows is taken for a publisher's name before a place's


class Hit(NamedTuple):
    """A file that a question is about: the line in it, and the day that this gives."""

    path: str
    title: str
    line: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which files, ``frees`` of which then lack nothing; ``key`` tells it from others of its kind.

    ``proposed`` is the choice that the text shows, if it shows one. ``lacks`` and ``days`` are what one file lacks, and the
    days that its lines hold.
    """

    kind: Asked
    key: str
    hits: tuple[Hit, ...]
    frees: int
    choices: tuple[str, ...] = ()
    proposed: str = ""
    lacks: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What names it, for as long as it is asked."""
        return f"{self.kind}:{self.key}"


def inbox_of(content: Path) -> list[Waiting]:
    """The files in the inbox of a content folder; one that cannot be read, or is too large for an article, says so."""
    return [_waiting(path) for path in sorted((content / INBOX).glob("*.md"))]


def _waiting(path: Path) -> Waiting:
    name = f"{INBOX}/{path.name}"
    try:
        if path.is_symlink():
            return Waiting(name, b"", {}, problem="is a link, which is not changed here")
        stamp = stamp_of(str(path))
        if stamp[0] > LARGEST:
            return Waiting(name, b"", {}, problem=f"is larger than {LARGEST / 1e6:.0f} MB")
        return _stamped(path, stamp) if is_settled(stamp, time.time_ns()) else read(name, path.read_bytes())
    except OSError as error:
        return Waiting(name, b"", {}, problem=f"cannot be read: {error.strerror}")


@lru_cache(20_000)  # the inbox is asked for with each screen, and looking for days takes longest
def _stamped(path: Path, _: Stamp) -> Waiting:
    return read(f"{INBOX}/{path.name}", path.read_bytes())


def questions(inbox: Sequence[Waiting], edition: Edition) -> list[Question]:
    """What to ask of the files in the inbox and the drafts of an edition, that first which frees most."""
    drafts = [article for article in edition.articles if article.head.status == "draft"]
    lines = list(_lines(inbox, _publishers(edition)))
    asked = {(hit.path, name) for question in lines for hit in question.hits for name in _filled(question)}
    topics = list(_topics([draft for draft in drafts if not draft.head.topics], tuple(edition.topics)))
    ones = [_one(one) for one in inbox if _alone(one, asked)]
    ready = tuple(Hit(draft.path, draft.head.title, day=draft.head.date.iso) for draft in drafts if draft.head.topics)
    done = [Question("publish", "", ready, len(ready))] if ready else []
    return [*sorted([*lines, *topics], key=lambda one: (-one.frees, one.id)), *ones, *done]


def _publishers(edition: Edition) -> frozenset[str]:
    """Who published what the articles tell; a host is nobody's name."""
    sources = (source for article in edition.articles for source in article.head.sources)
    return frozenset(source.publisher for source in sources if source.publisher != host_of(source.url or ""))


def _lines(inbox: Sequence[Waiting], publishers: Collection[str]) -> Iterator[Question]:
    """Lines that stand in several clippings and hold what these lack, the commonest first; a file is asked in one."""
    holding: defaultdict[str, list[tuple[Waiting, Told]]] = defaultdict(list)
    for one in inbox:
        for told in (told for _, told in one.told.values() if _could(one, told)):
            holding[told.key].append((one, told))
    asked: set[str] = set()
    for key, held in sorted(holding.items(), key=lambda item: (-len(item[1]), item[0])):
        left = [(one, told) for one, told in held if one.path not in asked]
        if len(left) < LEAST:
            continue
        asked |= {one.path for one, _ in left}
        first = left[0][1]
        choices = (DATED if first.rest else ("day", "take out")) if first.days else UNDATED
        proposed = _proposed(first, len(left), publishers)
        hits = tuple(
            Hit(one.path, one.title, one.told[key][0].text, told.days[0] if told.days else "")
            for one, told in sorted(left, key=lambda pair: pair[0].path)
        )
        gives = GIVES[proposed or choices[0]]
        frees = sum(not one.doubts and {*one.lacks} <= {*gives} for one, _ in left)
        yield Question("line", key, hits, frees, choices, proposed)


def _could(one: Waiting, told: Told) -> bool:
    """Whether a line could hold what a file lacks; a day that can be read in two ways is asked file by file."""
    if told.days:
        return "date" in one.lacks and len(told.days) == 1
    return "publisher" in one.lacks and "date" not in one.lacks and told.rest[:1].isupper()


def _proposed(told: Told, count: int, publishers: Collection[str]) -> str:
    """What a line shows that it is: words beside a day are a publisher's name where it is known, or long."""
    known = told.rest in publishers
    name = known or (count > LEAST and told.rest[:1].isupper() and len(told.rest.split()) >= A_NAME)
    if told.days:
        return "publisher and day" if name else ""
    return "publisher" if known else ""


def _filled(question: Question) -> tuple[str, ...]:
    return GIVES[question.proposed or question.choices[0]]


def _topics(unfiled: Iterable[Article], topics: tuple[str, ...]) -> Iterator[Question]:
    """Drafts without topic, by their publisher."""
    by_publisher: defaultdict[str, list[Article]] = defaultdict(list)
    for draft in unfiled:
        by_publisher[draft.head.sources[0].publisher].append(draft)
    for publisher, drafts in by_publisher.items():
        hits = tuple(Hit(draft.path, draft.head.title, day=draft.head.date.iso) for draft in drafts)
        yield Question("topic", publisher, hits, len(hits), topics)


def _alone(one: Waiting, asked: Collection[tuple[str, str]]) -> bool:
    """Whether a file is asked for by itself: no line tells all that it lacks, or it may be told already."""
    return bool(one.problem or one.doubts) or not one.lacks or any((one.path, name) not in asked for name in one.lacks)


def _one(one: Waiting) -> Question:
    """The question for one file."""
    days = dict.fromkeys(day for _, told in one.told.values() for day in told.days) if "date" in one.lacks else ()
    lacks = (one.problem,) if one.problem else (*one.lacks, *one.doubts)
    return Question("one", one.path, (Hit(one.path, one.title),), not one.problem, lacks=lacks, days=tuple(days)[:4])
