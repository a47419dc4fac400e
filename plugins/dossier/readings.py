"""What the files of a content folder hold, each read once and looked at again only where that could find something else.

Reading an article is a function of its file, and finding its mentions and statements one of the file and of what is known
of the actors and topics. So what was read last time stands for every file that is as it was; where an actor has changed,
for all but the articles that hold one of its spellings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from dossier import frontmatter, prose, workers
from dossier.concordance import of_kind
from dossier.errors import ContentError
from dossier.found import Found
from dossier.frontmatter import Schema
from dossier.gazetteer import Gazetteer, Spelling, compile_gazetteer
from dossier.model import Article, ArticleHead, Body, Entry, Packed, Topic
from dossier.resolve import resolve, standing
from dossier.statements import find
from dossier.text import LONGEST_SLUG, fold, slug

SCHEMAS: Mapping[str, Schema[Any]] = {
    "articles": frontmatter.ARTICLE,
    "actors": frontmatter.ACTOR,
    "topics": frontmatter.TOPIC,
    "pages": frontmatter.PAGE,
}
SHARE = 40  # articles that a process reads at a time


@dataclass(frozen=True, slots=True)
class File:
    """A content file's path below the content folder, with forward slashes, its bytes, and what these come to.

    The bytes are None where it was not opened, because it is as it was when it was read last.
    """

    path: str
    data: bytes | None
    digest: bytes = b""

    def __post_init__(self) -> None:
        if self.data is not None:
            object.__setattr__(self, "digest", blake2b(self.data, digest_size=16).digest())


class Known(NamedTuple):
    """What is known before the articles are read: the gazetteer, the words that signal each topic, and the language."""

    gazetteer: Gazetteer
    terms: Mapping[str, Sequence[str]]
    lang: str


class Reading(NamedTuple):
    """A file as read: what its bytes come to, the entry, and of an article what was found in it."""

    digest: bytes
    entry: Entry[Any]
    found: Found = Found()


class Readings(NamedTuple):
    """The files that could be read, by path, and what was known when the articles were."""

    known: Known
    files: Mapping[str, Reading]


Outcome = Reading | list[ContentError]
Track = Callable[[Iterator[Sequence[Outcome]], int], Iterable[Sequence[Outcome]]]


def texts(outcomes: Iterable[Outcome]) -> Iterator[Packed[Any]]:
    """All that is packed of articles as read."""
    for item in outcomes:
        if isinstance(item, Reading):
            yield from (item.entry.body.packed, item.found.mentions, item.found.excerpts)


def read_all(
    files: Sequence[File],
    lang: str,
    *,
    jobs: int | workers.Cluster = 1,
    track: Track = lambda found, _: found,
    last: Readings | None = None,
) -> tuple[Readings, list[ContentError]]:
    """What the files hold, and everything that is wrong with those that cannot be read.

    ``lang`` is the language of files that name none. So many ``jobs``, or a cluster's workers, read at once; ``track`` hands on
    what they found, which comes in so many parts, and may show how far it is. What was read ``last``, in the same language,
    is read again only where it has to be.
    """
    before = _unchanged(files, last) if last and last.known.lang == lang else {}
    found: dict[str, Outcome] = {f.path: before.get(f.path) or _read(f, lang) for f in files if not _is_article(f.path)}
    known = _known([reading.entry for reading in found.values() if isinstance(reading, Reading)], lang)
    if last and before:
        found |= _standing(before, last.known, known)
    left = [file for file in files if file.path not in found]
    shares = workers.divided([before.get(file.path) or file for file in left], SHARE)
    outcomes = (item for part in track(workers.spread(study_all, known, shares, jobs), len(shares)) for item in part)
    found |= zip((file.path for file in left), outcomes, strict=True)
    inorder = [found[file.path] for file in files]
    return (
        Readings(known, {item.entry.path: item for item in inorder if isinstance(item, Reading)}),
        [error for item in inorder if isinstance(item, list) for error in item],
    )


def study_all(known: Known, items: Iterable[File | Reading]) -> Sequence[Outcome]:
    """Read some articles, and find who is mentioned and who said what: a pure function of each file and what is known.

    Where only what is known has changed, an article is there as it was read.
    """
    return [_study(known, item if isinstance(item, Reading) else _read(item, known.lang)) for item in items]


def _study(known: Known, reading: Outcome) -> Outcome:
    if isinstance(reading, list):
        return reading
    article: Article = reading.entry
    mentions = resolve(article, known.gazetteer)
    statements = find(article, standing(mentions), known.gazetteer.kinds, article.head.lang or known.lang, known.terms)
    return reading._replace(found=Found.of(article, mentions, statements))


def _read(file: File, lang: str) -> Outcome:
    entry = read(file, lang)
    return entry if isinstance(entry, list) else Reading(file.digest, entry)


def read(file: File, lang: str) -> Entry[Any] | list[ContentError]:
    """Read one file: a pure function of its path and bytes. Returns all that is wrong with it where it can't be read."""
    if file.data is None:
        raise ValueError(f"{file.path} was not opened")
    schema = SCHEMAS[file.path.split("/")[0]]
    try:
        document = frontmatter.split(file.path, frontmatter.decode(file.path, file.data))
    except ContentError as error:
        return [error]
    head = frontmatter.validate(schema, file.path, document)
    if isinstance(head, list):
        return head
    if not slug(PurePosixPath(file.path).stem):
        return [ContentError(file.path, 1, "has a name without a letter or digit, which gives its page no address")]
    if (length := len(_slug(file.path, head))) > LONGEST_SLUG:
        problem = f"has a name that makes an address of {length} characters"
        return [ContentError(file.path, 1, problem, example=f"a shorter name: an address has {LONGEST_SLUG} at most")]
    body = prose.parse(document.body, document.body_line, getattr(head, "lang", None) or lang)
    return Entry(_slug(file.path, head), file.path, head, Body.of(body), document.lines)


def _slug(path: str, head: object) -> str:
    """The slug that a file's name gives; an article's starts with its date, so that two of one title don't clash."""
    name = slug(PurePosixPath(path).stem)
    if isinstance(head, ArticleHead) and not name.startswith(head.date.iso):
        return f"{head.date.iso}-{name}"
    return name


def _is_article(path: str) -> bool:
    return path.startswith("articles/")


def _known(entries: Iterable[Entry[Any]], lang: str) -> Known:
    files = {entry.path: entry for entry in entries}
    terms = {topic.slug: _terms(topic) for topic in of_kind(files, "topics").values()}
    return Known(compile_gazetteer(of_kind(files, "actors").values()), terms, lang)


def _terms(topic: Topic) -> tuple[str, ...]:
    return tuple(term.casefold() for term in (topic.head.label, *topic.head.terms))


def _unchanged(files: Iterable[File], last: Readings) -> dict[str, Reading]:
    """What was read last time of files that hold the same bytes now."""
    pairs = ((file, last.files.get(file.path)) for file in files)
    return {file.path: reading for file, reading in pairs if reading and reading.digest == file.digest}


def _standing(readings: Mapping[str, Reading], old: Known, new: Known) -> Iterator[tuple[str, Reading]]:
    """The articles in which what is known now would find what was found when the old was known."""
    topics = _differing(old.terms, new.terms)
    actors = _differing(*(dict(_about(one.gazetteer)) for one in (old, new)))
    spellings = set(old.gazetteer.spellings) ^ set(new.gazetteer.spellings)
    spellings |= {s for one in (old, new) for s in one.gazetteer.spellings if not actors.isdisjoint(_meant(s))}
    hold = AhoCorasick([spelling.text for spelling in spellings])
    changed = bool(topics or actors or spellings)
    for path, reading in readings.items():
        if _is_article(path) and not (changed and _concerned(reading, topics, actors, hold)):
            yield path, reading


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    return {key for key in {**one, **other} if one.get(key) != other.get(key)}


def _about(book: Gazetteer) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What is known of each actor besides its spellings; the last words of its names count for those in an office alone."""
    for path, actor in book.actor_at.items():
        family = book.family[actor] if book.terms[actor] else None
        yield actor, (path, book.kinds[actor], book.given.get(actor), family, book.terms[actor], book.names[actor])


def _meant(spelling: Spelling) -> set[str]:
    """The actors that a spelling can mean."""
    holders = spelling.office.holders if spelling.office else ()
    return {sense.actor for sense in spelling.senses} | {holder.actor for holder in holders}


def _concerned(reading: Reading, topics: set[str], actors: set[str], hold: AhoCorasick) -> bool:
    """Whether something in an article could mean one of these actors, or is on one of these topics."""
    article: Article = reading.entry
    if not topics.isdisjoint(article.head.topics) or not actors.isdisjoint(article.head.actors):
        return True
    if any(mention.actor in actors or not actors.isdisjoint(mention.candidates) for mention in reading.found.mentions.value):
        return True
    return any(hold.find_matches_as_indexes(fold(passage.text)[0]) for passage in article.prose.passages)
