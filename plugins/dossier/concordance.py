"""An edition: what the articles say, gathered by actor, topic, publisher and day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from dossier.chronology import PartialDate
from dossier.drawn import Drawn, Paired
from dossier.gazetteer import Gazetteer
from dossier.language import Language, language
from dossier.model import Actor, Article, Decided, Entry, Mention, Page, Prose, Source, Statement, Topic
from dossier.references import Reference, references_of
from dossier.resolve import destination

Pair = tuple[Article | None, Article | None]
Item = TypeVar("Item")
Asked = TypeVar("Asked")
Key = TypeVar("Key", str, str | None)


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
    no more of an actor or a topic: they stay as they are when another alias or term comes. ``mentions`` and ``weights`` are
    by article: the mentions in reading order, and how often each actor is mentioned, 0 for one that is only declared, and
    in the whole text where a clipping is cut; ``totals`` are these summed over all articles that are listed, by actor;
    ``span`` is the first year and the last; ``named`` are the mentions by article, then actor, and ``unsettled`` those by
    article that more than one actor could bear. ``next_to`` are the articles before and after one among those of an actor
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
    mentions: Mapping[str, tuple[Mention, ...]]
    named: Mapping[str, Mapping[str | None, tuple[Mention, ...]]]
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
        """The prose of an entry."""
        return entry.prose

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

    def mentions_of(self, actor: str, article: Article) -> list[Mention]:
        """The mentions of an actor in an article, in reading order."""
        return list(self.named[article.slug].get(actor, ()))

    def total(self, actor: str) -> int:
        """How often an actor is mentioned in all."""
        return self.totals.get(actor, 0)

    def actors_on(self, topic: str) -> Counter[str]:
        """A topic's actors, by the number of its articles that they appear in."""
        return Counter(actor for article in self.by_topic.get(topic, ()) for actor in self.weights[article.slug])

    def topics_of(self, actor: str) -> Counter[str]:
        """An actor's topics, by the number of articles."""
        return Counter(topic for article in self.by_actor.get(actor, ()) for topic in article.head.topics)


def gather(  # noqa: PLR0913 - one argument a stage of the pipeline
    *,
    lang: str,
    files: Mapping[str, Entry[Any]],
    gazetteer: Gazetteer,
    mentions: Mapping[str, tuple[Mention, ...]],
    unsettled: Mapping[str, tuple[Mention, ...]],
    statements: Mapping[str, tuple[Statement, ...]],
    decisions: Mapping[str, Decided],
    weights: Mapping[str, Mapping[str, int]],
) -> Edition:
    """Gather the entries of ``files`` into an edition.

    ``mentions``, ``statements`` and ``weights`` hold each article's by its slug, ``unsettled`` those of articles that have any,
    ``decisions`` what the compiler decided of statements by their ids.
    """
    articles = sorted(of_kind(files, "articles").values(), key=lambda article: (article.head.date, article.slug))
    listed = tuple(article for article in articles if article.head.status != "hidden")
    originals = [article for article in listed if not article.head.translation_of]
    totals: Counter[str] = Counter()
    for article in listed:
        totals.update(weights[article.slug])
    decided = tuple(_decided(statement, decisions) for article in listed for statement in statements[article.slug])
    shown = [statement for statement in decided if statement.status != "rejected"]
    heard = grouped((statement.speaker, statement) for statement in shown if statement.speaker and statement.topics)
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
        mentions=mentions,
        named=Drawn(mentions, by_name),
        unsettled=unsettled,
        weights=weights,
        totals=totals,
        span=(listed[0].head.date.year, listed[-1].head.date.year) if listed else (),
        by_actor=by_actor,
        by_topic=by_topic,
        next_to=Paired(Drawn(rows, _neighbours)),
        by_publisher=by_publisher,
        references=references_of(sources, language(lang)),
        together=Drawn({actor: (actor, of) for actor, of in beside.items()}, _together),
        statements=decided,
        said_by=grouped((statement.speaker, statement) for statement in shown if statement.speaker),
        positions=Drawn(heard, _by_topic),
        said_on=Drawn(grouped((topic, statement) for statement in shown for topic in statement.topics), _by_speaker),
        spoken=grouped((statement.article, statement) for statement in decided),
        decisions=decisions,
        days=_days(listed, originals),
    )


def weigh(article: Article, mentions: Iterable[Mention]) -> dict[str, int]:
    """How often each actor is mentioned in an article: 0 for one that is only declared."""
    return dict.fromkeys(article.head.actors, 0) | Counter(mention.actor for mention in mentions if mention.actor)


def by_name(mentions: Iterable[Mention]) -> dict[str | None, tuple[Mention, ...]]:
    """The mentions of an article by the actor that is meant, None where that is open."""
    return grouped((mention.actor, mention) for mention in mentions)


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


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by their keys, in the order in which they come."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}
