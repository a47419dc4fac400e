"""An edition: what the articles say, gathered by actor, topic, publisher and day."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from dossier.chronology import PartialDate
from dossier.drawn import Drawn, Paired, Passing, grouped
from dossier.found import Excerpt, Found
from dossier.gazetteer import Gazetteer
from dossier.language import Language, language
from dossier.model import Actor, Article, Decided, Entry, Mention, Page, Prose, Source, Statement, Topic
from dossier.references import Reference, references_of
from dossier.resolve import destination

Pair = tuple[Article | None, Article | None]
Asked = TypeVar("Asked")


class Heading(NamedTuple):
    """What lists show of an actor or a topic: the address of its page, and its authorised name."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on the timeline: an article, or an event that an article declares (then ``event`` is its title)."""

    date: PartialDate
    article: Article
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one build publishes, looked up from every side.

    ``articles`` are in order of date, then slug, and ``slugs`` finds each; ``hidden`` ones have an address and are listed
    nowhere; ``families`` are an original and its translations, by the original's slug. ``files`` finds each entry by its
    path, ``statics`` are the other files that entries link to. ``actor_names`` and ``topic_names`` are for pages that need
    no more of an actor or a topic: they stay as they are when another alias or term comes. ``found`` is by article, hidden
    ones too, and of it ``mentions``, ``weights``, in the whole text where a clipping is cut, and ``unsettled``; ``first`` and
    ``excerpts`` are by article and actor. ``totals`` are the weights summed over all articles that are listed, by actor;
    ``span`` is the first year and the last. ``next_to`` are the articles before and after one among those of an actor
    or a topic, by the address of that and the article's slug: translations are passed over, so that readers stay in a
    language. ``references`` has every source of a listed article. ``statements`` are of all articles, with what the
    compiler decided of them, and ``spoken`` the same by article. Those that are not rejected are in ``said_by`` by the
    actor who speaks, in ``positions`` by actor, then topic, and in ``said_on`` by topic, then actor, None being nobody
    known. A translation adds no source, event or company of its own to those of its original. ``together`` gives for each
    actor the others and the number of articles that both appear in. ``lang`` is the language of articles that name none.
    """

    lang: str
    articles: tuple[Article, ...]
    slugs: Mapping[str, Article]
    hidden: tuple[Article, ...]
    families: Mapping[str, tuple[Article, ...]]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    actor_names: Mapping[str, Heading]
    topic_names: Mapping[str, Heading]
    pages: Mapping[str, Page]
    files: Mapping[str, Entry[Any]]
    statics: tuple[str, ...]
    gazetteer: Gazetteer
    found: Mapping[str, Found]
    mentions: Mapping[str, tuple[Mention, ...]]
    first: Mapping[tuple[str, str], str]
    excerpts: Mapping[tuple[str, str], tuple[Excerpt, ...]]
    unsettled: Mapping[str, tuple[Mention, ...]]
    weights: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    span: tuple[int, ...]
    by_actor: Mapping[str, tuple[Article, ...]]
    by_topic: Mapping[str, tuple[Article, ...]]
    next_to: Mapping[tuple[str, str], Pair]
    by_publisher: Mapping[str, tuple[tuple[Source, Article], ...]]
    references: Mapping[Source, Reference]
    together: Mapping[str, Counter[str]]
    days: tuple[Happening, ...]
    statements: tuple[Statement, ...]
    spoken: Mapping[str, tuple[Statement, ...]]
    said_by: Mapping[str, tuple[Statement, ...]]
    positions: Mapping[str, Mapping[str, tuple[Statement, ...]]]
    said_on: Mapping[str, Mapping[str | None, tuple[Statement, ...]]]
    decisions: Mapping[str, Decided]

    @property
    def words(self) -> Language:
        """What the interface says, in the dossier's language."""
        return language(self.lang)

    def article(self, slug: str) -> Article:
        """An article that is listed, by its slug."""
        return self.slugs[slug]

    def prose(self, entry: Entry[Any]) -> Prose:
        """The prose of an entry; its file has it, for an entry that stands in another table may be of an edition before."""
        return self.files[entry.path].prose

    def ask(self, question: Callable[["Edition", Asked], bool], about: Asked) -> bool:
        """The answer to a question, where a page depends on that alone and not on all that it follows from."""
        return question(self, about)

    def versions(self, article: Article) -> tuple[Article, ...]:
        """The other languages that an article stands in: its original, and that one's translations."""
        family = self.families.get(article.head.translation_of or article.slug, ())
        return tuple(a for a in family if a.slug != article.slug)

    def statements_of(self, article: str) -> tuple[Statement, ...]:
        """The statements of an article, in reading order."""
        return self.spoken.get(article, ())

    def total(self, actor: str) -> int:
        """How often an actor is mentioned in all."""
        return self.totals.get(actor, 0)

    def actors_on(self, topic: str) -> Counter[str]:
        """A topic's actors, by the number of its articles that they appear in."""
        return Counter(actor for article in self.by_topic.get(topic, ()) for actor in self.weights[article.slug])

    def topics_of(self, actor: str) -> Counter[str]:
        """An actor's topics, by the number of articles."""
        return Counter(topic for article in self.by_actor.get(actor, ()) for topic in article.head.topics)


def gather(
    *,
    lang: str,
    files: Mapping[str, Entry[Any]],
    gazetteer: Gazetteer,
    found: Mapping[str, Found],
    decisions: Mapping[str, Decided],
) -> Edition:
    """Gather the entries of ``files`` into an edition.

    ``found`` is what was found in each article, by its slug, ``decisions`` what the compiler decided of statements, by ids.
    """
    weights = {slug: one.weights for slug, one in found.items()}
    articles = sorted(of_kind(files, "articles").values(), key=lambda article: (article.head.date, article.slug))
    listed = tuple(article for article in articles if article.head.status != "hidden")
    originals = [article for article in listed if not article.head.translation_of]
    totals: Counter[str] = Counter()
    for article in listed:
        totals.update(weights[article.slug])
    actors, topics = of_kind(files, "actors"), of_kind(files, "topics")
    by_actor = grouped((actor, article) for article in listed for actor in weights[article.slug])
    by_topic = grouped((topic, article) for article in listed for topic in article.head.topics)
    by_publisher = grouped((s.publisher, (s, article)) for article in originals for s in article.head.sources)
    rows = {entries[slug].address: row for entries, of in ((actors, by_actor), (topics, by_topic)) for slug, row in of.items()}
    beside = grouped((actor, weights[article.slug]) for article in originals for actor in weights[article.slug])
    sources = [source for pairs in by_publisher.values() for source, _ in pairs]
    sources += [source for article in listed for source in article.head.sources]
    return Edition(
        lang=lang,
        articles=listed,
        slugs={article.slug: article for article in listed},
        hidden=tuple(article for article in articles if article.head.status == "hidden"),
        families=grouped((article.head.translation_of or article.slug, article) for article in listed),
        actors=actors,
        topics=topics,
        actor_names=Drawn(actors, _actor_name),
        topic_names=Drawn(topics, _topic_name),
        pages=of_kind(files, "pages"),
        files=files,
        statics=_linked_statics(files.values()),
        gazetteer=gazetteer,
        found=found,
        weights=weights,
        totals=totals,
        span=(listed[0].head.date.year, listed[-1].head.date.year) if listed else (),
        by_actor=by_actor,
        by_topic=by_topic,
        next_to=Paired(Drawn(rows, _neighbours)),
        by_publisher=by_publisher,
        references=references_of(sources, language(lang)),
        together=Drawn({actor: (actor, of) for actor, of in beside.items()}, _together),
        decisions=decisions,
        days=_days(listed, originals),
        **_said(listed, found, decisions),
        **_found(found),
    )


def adapted(
    last: Edition, files: Mapping[str, Entry[Any]], found: Mapping[str, Found], decisions: Mapping[str, Decided]
) -> Edition | None:
    """What :func:`gather` would make of these in an edition's language, with its tables; None where others are needed."""
    if not _alike(last, files, found):
        return None
    pairs = ((one, last.found[slug]) for slug, one in found.items())
    same = decisions == last.decisions and all(one is old or one.statements == old.statements for one, old in pairs)
    said = {} if same else _said(last.articles, found, decisions)
    return replace(last, files=files, found=found, decisions=decisions, **said, **_found(found))


def renewed(edition: Edition, article: Article, found: Found) -> Edition:
    """An edition with one of its articles read anew, as far as that article's own page shows: the rest takes longer."""
    every = {**edition.found, article.slug: found}
    return replace(
        edition,
        files={**edition.files, article.path: article},
        found=every,
        weights={**edition.weights, article.slug: found.weights},
        spoken={**edition.spoken, article.slug: found.statements},
        **_found(every),
    )


def _alike(last: Edition, files: Mapping[str, Entry[Any]], found: Mapping[str, Found]) -> bool:
    """Whether entries, and what was found in them, differ from those of an edition in texts and statements at most."""
    if list(files) != list(last.files) or list(found) != list(last.found):
        return False
    entries = ((entry, last.files[path]) for path, entry in files.items())
    if not all(entry is old or (entry == old and entry.body.known == old.body.known) for entry, old in entries):
        return False
    ones = ((one, last.found[slug]) for slug, one in found.items())
    return all(one is old or list(one.weights.items()) == list(old.weights.items()) for one, old in ones)


def _found(found: Mapping[str, Found]) -> dict[str, Any]:
    """The tables of an edition that follow from what was found in each article alone."""
    return {
        "mentions": Passing(found, attrgetter("mentions.value")),
        "first": Paired(Passing(found, attrgetter("first"))),
        "excerpts": Paired(Passing(found, attrgetter("excerpts.value"))),
        "unsettled": {slug: one.unsettled for slug, one in found.items() if one.unsettled},
    }


def _said(articles: Iterable[Article], found: Mapping[str, Found], decisions: Mapping[str, Decided]) -> dict[str, Any]:
    """The tables of an edition that hold statements: of the articles that are listed, as the compiler decided of them."""
    decided = tuple(_decided(statement, decisions) for article in articles for statement in found[article.slug].statements)
    shown = [statement for statement in decided if statement.status != "rejected"]
    heard = grouped((statement.speaker, statement) for statement in shown if statement.speaker and statement.topics)
    return {
        "statements": decided,
        "spoken": grouped((statement.article, statement) for statement in decided),
        "said_by": grouped((statement.speaker, statement) for statement in shown if statement.speaker),
        "positions": Drawn(heard, _by_topic),
        "said_on": Drawn(grouped((topic, statement) for statement in shown for topic in statement.topics), _by_speaker),
    }


def _actor_name(actor: Actor) -> Heading:
    return Heading(actor.address, actor.head.name)


def _topic_name(topic: Topic) -> Heading:
    return Heading(topic.address, topic.head.label)


def _linked_statics(entries: Iterable[Entry[Any]]) -> tuple[str, ...]:
    links = ((entry.path, link) for entry in entries for link in entry.body.links)
    return tuple(sorted({destination(path, link) for path, link in links if link.kind in ("static", "attach")}))


def _days(articles: Iterable[Article], originals: Iterable[Article]) -> tuple[Happening, ...]:
    """The articles, and the events that those of them declare which are no translations, by date."""
    happenings = [Happening(article.head.date, article) for article in articles]
    happenings += [Happening(event.date, article, event.title) for article in originals for event in article.head.events]
    return tuple(sorted(happenings, key=lambda h: (h.date, h.event is not None, h.article.slug)))


def _neighbours(row: Sequence[Article]) -> dict[str, Pair]:
    """The nearest ones before and after each article of a row that are no translations, by its slug."""
    found: dict[str, Pair] = {}
    after: list[Article | None] = []
    following = None
    for article in reversed(row):
        after.append(following)
        following = following if article.head.translation_of else article
    previous = None
    for article, following in zip(row, reversed(after), strict=True):
        found[article.slug] = (previous, following)
        previous = previous if article.head.translation_of else article
    return found


def _together(of: tuple[str, Iterable[Mapping[str, int]]]) -> Counter[str]:
    """For an actor, and the weights of the articles that it appears in, the others and in how many of these they are."""
    actor, articles = of
    return Counter(other for weights in articles for other in weights if other != actor)


def _decided(statement: Statement, decisions: Mapping[str, Decided]) -> Statement:
    """A statement as the compiler left it: confirmed or rejected, and with the speaker that the compiler names."""
    decided = decisions.get(statement.id)
    if not decided:
        return statement
    return replace(statement, status=decided.status, speaker=decided.speaker or statement.speaker)


def of_kind(files: Mapping[str, Entry[Any]], folder: str) -> dict[str, Entry[Any]]:
    """The entries of one folder of the content, by slug."""
    return {entry.slug: entry for path, entry in files.items() if path.startswith(f"{folder}/")}


def _by_topic(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    return grouped((topic, statement) for statement in statements for topic in statement.topics)


def _by_speaker(statements: Iterable[Statement]) -> dict[str | None, tuple[Statement, ...]]:
    return grouped((statement.speaker, statement) for statement in statements)
