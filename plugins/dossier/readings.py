"""What the files of a content folder hold, each read once and looked at again only where that could find something else.

Reading an article is a function of its file, and finding its mentions and statements one of the file and of what is known
of the actors and topics. So what was read last time stands for every file that is as it was; where an actor has changed,
for all but the articles that hold one of its spellings.

What reads a file and finds names in it is imported by the first file that is read: it takes longer than a build in which
nothing has changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from dossier import workers
from dossier.analysis import Analysis, Text
from dossier.edition import of_kind
from dossier.errors import ContentError, ContentErrors
from dossier.finders import RULES, finder
from dossier.ledger import Ledger, settle
from dossier.model import WHOLE, Actor, ActorHead, Article, ArticleHead, DossierHead, Entry, PageHead, Prose, Topic, TopicHead
from dossier.text import LONGEST_SLUG, fold, slug
from dossier.texts import Blobs, Texts, pack, unpack

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from dossier.gazetteer import Gazetteer, Spelling

HEADS: Mapping[str, type] = {
    "articles": ArticleHead,
    "actors": ActorHead,
    "topics": TopicHead,
    "pages": PageHead,
    WHOLE: DossierHead,
}
NOTHING_DECIDED = Ledger()
_DATED = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(-|$)")
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


@dataclass(frozen=True)
class Known:
    """What is known before the articles are read: the language, the actors, the topics, what the compiler decided, and the
    name of the finder.

    What follows from them is worked out where it is asked for, which a build is not that has no article to look at.
    """

    lang: str
    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()
    ledger: Ledger = NOTHING_DECIDED
    finder: str = RULES

    @cached_property
    def gazetteer(self) -> "Gazetteer":
        """Which spellings stand for which actors."""
        from dossier.gazetteer import compile_gazetteer  # noqa: PLC0415 - see above

        return compile_gazetteer(self.actors)

    @cached_property
    def terms(self) -> Mapping[str, Sequence[str]]:
        """The words that signal each topic."""
        return {topic.slug: _terms(topic) for topic in self.topics}


class Reading(NamedTuple):
    """A file as read: what its bytes come to, the entry, the digest of its text, and what was found in an article."""

    digest: bytes
    entry: Entry[Any]
    text: bytes
    analysis: Analysis = Analysis()


class Studied(NamedTuple):
    """A file as just read, with its text as that is kept."""

    reading: Reading
    text: bytes


class Readings(NamedTuple):
    """The files that could be read, by path, what was known when the articles were, and what the files say."""

    known: Known
    files: Mapping[str, Reading]
    texts: Texts


Outcome = Studied | list[ContentError]
Task = File | Studied
Track = Callable[[Iterator[Sequence[Outcome]], int], Iterable[Sequence[Outcome]]]


def read_all(  # noqa: PLR0913 - what is read, by whom, and what is known of it
    files: Sequence[File],
    lang: str,
    *,
    jobs: int | workers.Cluster = 1,
    track: Track = lambda found, _: found,
    last: Readings | None = None,
    blobs: Blobs | None = None,
    opened: Callable[[str], bytes] | None = None,
    ledger: Ledger = NOTHING_DECIDED,
    propose: str = RULES,
) -> tuple[Readings, list[ContentError]]:
    """What the files hold, and everything that is wrong with those that cannot be read.

    ``lang`` is the language of files that name none. So many ``jobs``, or a cluster's workers, read at once; ``track`` hands on
    what they found, which comes in so many parts, and may show how far it is. What was read ``last``, in the same language,
    is read again only where it has to be. Packed texts go to ``blobs``; ``opened`` gives the bytes of a file by its path, where
    one that was not opened must be. ``ledger`` is what the compiler decided on statements, ``propose`` the name
    of the finder that does.
    """
    blobs = {} if blobs is None else blobs
    before = _unchanged(files, last) if last and last.known.lang == lang else {}
    others = [file for file in files if not _is_article(file.path)]
    found = {f.path: before.get(f.path) or _kept(study(Known(lang), _open(f, opened)), blobs) for f in others}
    known = known_of(found.values(), lang, ledger, propose)
    if last and before:
        known = last.known if last.known == known else known
        found |= _standing(before, last, known)
    left = [file for file in files if file.path not in found]
    if left:
        _ = known.gazetteer, known.terms  # once, before processes part
    shares = workers.divided([_again(before.get(file.path), file, last, opened) for file in left], SHARE)
    outcomes = (item for part in track(workers.spread(study_all, known, shares, jobs), len(shares)) for item in part)
    found |= ((file.path, _kept(outcome, blobs)) for file, outcome in zip(left, outcomes, strict=True))
    inorder = [found[file.path] for file in files]
    read = {item.entry.path: item for item in inorder if isinstance(item, Reading)}
    texts = Texts({path: one.text for path, one in read.items()}, blobs, partial(_restored, known, opened) if opened else None)
    return Readings(known, read, texts), [error for item in inorder if isinstance(item, list) for error in item]


def _kept(outcome: Outcome, blobs: Blobs) -> Reading | list[ContentError]:
    """What is known of a file that was read; its text goes to the others."""
    if isinstance(outcome, list):
        return outcome
    blobs[outcome.reading.text] = outcome.text
    return outcome.reading


def _restored(known: Known, opened: Callable[[str], bytes], path: str) -> bytes:
    """The text of a file, of which what was kept is damaged."""
    outcome = study(known, File(path, opened(path)))
    if isinstance(outcome, list):
        raise ContentErrors(outcome)
    return outcome.text


def _open(file: File, opened: Callable[[str], bytes] | None) -> File:
    """A file with its bytes."""
    if file.data is None and opened:
        return File(file.path, opened(file.path))
    return file


def _again(reading: Reading | None, file: File, last: Readings | None, opened: Callable[[str], bytes] | None) -> Task:
    """What there is of an article to look at again: as it was read, if that stands and is whole; else the file."""
    text = last.texts.packed(file.path) if reading and last else None
    return Studied(reading, text) if reading and text is not None else _open(file, opened)


def study_all(known: Known, items: Iterable[Task]) -> Sequence[Outcome]:
    """Read some articles, and find who is mentioned and who said what: a pure function of each file and what is known.

    Where only what is known has changed, an article is there as it was read.
    """
    return [study(known, item) for item in items]


def study(known: Known, item: Task) -> Outcome:
    """Read one file, and find in an article who is mentioned and who said what."""
    from dossier.resolve import resolve, standing  # noqa: PLC0415 - see above
    from dossier.statements.frames import framed  # noqa: PLC0415 - see above

    if isinstance(item, Studied):
        digest, entry, said = item.reading.digest, item.reading.entry, unpack(item.text).prose
    else:
        found = read(item, known.lang)
        if isinstance(found, list):
            return found
        digest, (entry, said) = item.digest, found
    text, analysis = Text(said), Analysis()
    if _is_article(entry.path):
        text = Text.of(said, resolve(entry, said, known.gazetteer))
        lang = entry.head.lang or known.lang
        proposals = finder(known.finder)(entry, said, standing(text.mentions), known.gazetteer.kinds, lang)
        settled = settle(entry, said, proposals, known.terms, known.ledger)
        analysis = Analysis.of(entry, text, framed(said, settled.statements), settled.strays)
    name, data = pack(text)
    return Studied(Reading(digest, entry, name, analysis), data)


def read(file: File, lang: str) -> tuple[Entry[Any], Prose] | list[ContentError]:
    """Read one file: a pure function of its path and bytes. Returns all that is wrong with it where it can't be read."""
    from dossier import frontmatter, prose  # noqa: PLC0415 - see above

    if file.data is None:
        raise ValueError(f"{file.path} was not opened")
    schema = frontmatter.SCHEMAS[file.path.split("/")[0]]
    take_apart = frontmatter.whole if file.path == WHOLE else frontmatter.split
    try:
        document = take_apart(file.path, frontmatter.decode(file.path, file.data))
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
    sources = [source.id or "" for source in getattr(head, "sources", ())]
    parsed = prose.parse(document.body, document.body_line, getattr(head, "lang", None) or lang, sources)
    if wrong := list(_uncited(file.path, parsed, sources)):
        return wrong
    return Entry(_slug(file.path, head), file.path, head, document.lines).saying(parsed), parsed


def _uncited(path: str, said: Prose, sources: Sequence[str]) -> Iterator[ContentError]:
    """An error for each mark in a text that names no source of its article."""
    for mark in (mark for passage in said.passages for mark in passage.citations):
        if mark.source not in sources:
            right = f"[@{', @'.join(filter(None, sources))}]" if any(sources) else "an `id` for the source, in `sources`"
            problem = f"`[@{mark.source}]` names no source of this article"
            yield ContentError(path, mark.line, problem, f"[@{mark.source}]", right)


def _slug(path: str, head: object) -> str:
    """The slug that a file's name gives; an article's starts with a date, so that two of one title don't clash."""
    name = slug(PurePosixPath(path).stem)
    return dated(name, head.date.iso) if isinstance(head, ArticleHead) else name


def dated(name: str, date: str) -> str:
    """The slug of an article of a date; where its name begins with one it stays, though the date was corrected since."""
    return name if _DATED.match(name) else f"{date}-{name}"


def _is_article(path: str) -> bool:
    return path.startswith("articles/")


def known_of(readings: Iterable[object], lang: str, ledger: Ledger, propose: str) -> Known:
    """What the files that are no articles tell of actors and topics, and the ledger of statements."""
    files = {one.entry.path: one.entry for one in readings if isinstance(one, Reading) and not _is_article(one.entry.path)}
    return Known(lang, tuple(of_kind(files, "actors").values()), tuple(of_kind(files, "topics").values()), ledger, propose)


def _terms(topic: Topic) -> tuple[str, ...]:
    return tuple(term.casefold() for term in (topic.head.label, *topic.head.terms))


def _unchanged(files: Iterable[File], last: Readings) -> dict[str, Reading]:
    """What was read last time of files that hold the same bytes now."""
    pairs = ((file, last.files.get(file.path)) for file in files)
    return {file.path: reading for file, reading in pairs if reading and reading.digest == file.digest}


def _standing(readings: Mapping[str, Reading], last: Readings, new: Known) -> Iterator[tuple[str, Reading]]:
    """The articles in which what is known now would find what was found the last time."""
    old = last.known
    if old.finder != new.finder:
        return
    if old == new:
        yield from ((path, reading) for path, reading in readings.items() if _is_article(path))
        return
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - see above

    topics = _differing(old.terms, new.terms)
    actors = _differing(*(dict(_about(one.gazetteer)) for one in (old, new)))
    spellings = set(old.gazetteer.spellings) ^ set(new.gazetteer.spellings)
    spellings |= {s for one in (old, new) for s in one.gazetteer.spellings if not actors.isdisjoint(_meant(s))}
    called = {text for one in (old, new) for actor in actors for text in one.gazetteer.called.get(actor, ())}
    hold = AhoCorasick(sorted({spelling.text for spelling in spellings} | called))
    decided = _differing(old.ledger.by_article, new.ledger.by_article)
    changed = bool(topics or actors or spellings)
    for path, reading in readings.items():
        if (
            _is_article(path)
            and reading.entry.slug not in decided
            and not (changed and _concerned(reading, last.texts, topics, actors, hold))
        ):
            yield path, reading


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    return {key for key in {**one, **other} if one.get(key) != other.get(key)}


def _about(book: "Gazetteer") -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What is known of each actor besides its spellings; the last words of its names count for those in an office alone."""
    for path, actor in book.actor_at.items():
        family = book.family[actor] if book.terms[actor] else None
        state = (book.owners.get(actor), book.called.get(actor))
        given = (book.given.get(actor), book.initials.get(actor))
        yield actor, (path, book.kinds[actor], given, family, book.terms[actor], book.names[actor], state)


def _meant(spelling: "Spelling") -> set[str]:
    """The actors that a spelling can mean."""
    holders = spelling.office.holders if spelling.office else ()
    return {sense.actor for sense in spelling.senses} | {holder.actor for holder in holders}


def _concerned(reading: Reading, texts: Texts, topics: set[str], actors: set[str], hold: "AhoCorasick") -> bool:
    """Whether something in an article could mean one of these actors, or is on one of these topics; or its text is lost."""
    article: Article = reading.entry
    if not topics.isdisjoint(article.head.topics) or not actors.isdisjoint(article.head.actors):
        return True
    packed = texts.packed(article.path)
    if packed is None:
        return True
    text = unpack(packed)
    if any(mention.actor in actors or not actors.isdisjoint(mention.candidates) for mention in text.mentions):
        return True
    said = (article.head.title, article.head.summary or "", *(passage.text for passage in text.prose.passages))
    return any(hold.find_matches_as_indexes(fold(one)[0]) for one in said)
