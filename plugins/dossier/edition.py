"""An edition: everything that one build publishes, looked up from every side.

An edition is made of a few inputs. All else about it is a *table*: a function of inputs and of other tables, which it names as
its parameters, and which is called when somebody asks for the first time. So a table can depend on nothing that it does not
name, and what two editions differ in is found without making the tables whose inputs are the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, overload

from dossier.analysis import Analysis, Excerpt, grouped
from dossier.chronology import PartialDate
from dossier.language import Language, language
from dossier.ledger import Ledger
from dossier.model import Actor, Article, Entry, Mention, Page, Prose, Source, Statement, Topic
from dossier.references import Reference, references_of
from dossier.texts import Texts
from dossier.walk import destination

if TYPE_CHECKING:  # an edition hands on what others made of it
    from dossier.gazetteer import Gazetteer

Pair = tuple[Article | None, Article | None]
Files = Mapping[str, Entry[Any]]
Value = TypeVar("Value")


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


class Known(Protocol):
    """What was known of actors and statements when the articles were read."""

    @property
    def gazetteer(self) -> "Gazetteer":
        """Which spellings stand for which actors."""

    @property
    def ledger(self) -> Ledger:
        """What the compiler decided on statements."""


class Table(Generic[Value]):
    """A part of an edition that follows from others: the parameters of ``make`` are their names. Made once, when asked for."""

    def __init__(self, make: Callable[..., Value]) -> None:
        """A table that ``make`` makes."""
        self.make = make
        self.needs = make.__code__.co_varnames[: make.__code__.co_argcount]

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, edition: None, owner: type) -> "Table[Value]": ...
    @overload
    def __get__(self, edition: object, owner: type) -> Value: ...
    def __get__(self, edition: object | None, owner: type) -> "Table[Value] | Value":
        if edition is None:
            return self
        made = self.make(*(getattr(edition, name) for name in self.needs))
        edition.__dict__[self.name] = made  # found there from now on, before this is asked
        return made


def of_kind(files: Files, folder: str) -> dict[str, Entry[Any]]:
    """The entries of one folder of the content, by slug."""
    return {entry.slug: entry for path, entry in files.items() if path.startswith(f"{folder}/")}


# The tables, each a function of what it names.


def _gazetteer(known: Known) -> "Gazetteer":
    return known.gazetteer


def _actors(files: Files) -> dict[str, Actor]:
    return of_kind(files, "actors")


def _topics(files: Files) -> dict[str, Topic]:
    return of_kind(files, "topics")


def _pages(files: Files) -> dict[str, Page]:
    return of_kind(files, "pages")


def _in_order(files: Files) -> tuple[Article, ...]:
    return tuple(sorted(of_kind(files, "articles").values(), key=lambda article: (article.head.date, article.slug)))


def _articles(in_order: tuple[Article, ...]) -> tuple[Article, ...]:
    return tuple(article for article in in_order if article.head.status != "hidden")


def _hidden(in_order: tuple[Article, ...]) -> tuple[Article, ...]:
    return tuple(article for article in in_order if article.head.status == "hidden")


def _originals(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    return tuple(article for article in articles if not article.head.translation_of)


def _slugs(articles: tuple[Article, ...]) -> dict[str, Article]:
    return {article.slug: article for article in articles}


def _families(articles: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    return grouped((article.head.translation_of or article.slug, article) for article in articles)


def _actor_names(actors: Mapping[str, Actor]) -> dict[str, Heading]:
    return {slug: Heading(actor.address, actor.head.name) for slug, actor in actors.items()}


def _topic_names(topics: Mapping[str, Topic]) -> dict[str, Heading]:
    return {slug: Heading(topic.address, topic.head.label) for slug, topic in topics.items()}


def _statics(files: Files) -> tuple[str, ...]:
    links = ((path, link) for path, entry in files.items() for link in entry.links)
    return tuple(sorted({destination(path, link.target) for path, link in links if link.kind in ("static", "attach")}))


def _weights(analyses: Mapping[str, Analysis]) -> dict[str, Mapping[str, int]]:
    return {slug: one.weights for slug, one in analyses.items()}


def _first(analyses: Mapping[str, Analysis]) -> dict[tuple[str, str], str]:
    return {(slug, actor): passage for slug, one in analyses.items() for actor, passage in one.first.items()}


def _unsettled(analyses: Mapping[str, Analysis]) -> dict[str, tuple[Mention, ...]]:
    return {slug: one.unsettled for slug, one in analyses.items() if one.unsettled}


def _found(analyses: Mapping[str, Analysis]) -> dict[str, tuple[Statement, ...]]:
    return {slug: one.statements for slug, one in analyses.items() if one.statements}


def _totals(articles: tuple[Article, ...], weights: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for article in articles:
        totals.update(weights[article.slug])
    return dict(totals)


def _span(articles: tuple[Article, ...]) -> tuple[int, ...]:
    return (articles[0].head.date.year, articles[-1].head.date.year) if articles else ()


def _by_actor(articles: tuple[Article, ...], weights: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Article, ...]]:
    return grouped((actor, article) for article in articles for actor in weights[article.slug])


def _by_topic(articles: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    return grouped((topic, article) for article in articles for topic in article.head.topics)


def _by_publisher(originals: tuple[Article, ...]) -> dict[str, tuple[tuple[Source, Article], ...]]:
    return grouped((source.publisher, (source, article)) for article in originals for source in article.head.sources)


def _references(
    articles: tuple[Article, ...], by_publisher: Mapping[str, tuple[tuple[Source, Article], ...]], lang: str
) -> Mapping[Source, Reference]:
    sources = [source for pairs in by_publisher.values() for source, _ in pairs]
    return references_of([*sources, *(source for article in articles for source in article.head.sources)], language(lang))


def _together(by_actor: Mapping[str, tuple[Article, ...]], weights: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    return {actor: _company(actor, articles, weights) for actor, articles in by_actor.items()}


def _company(actor: str, articles: Iterable[Article], weights: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    originals = (article for article in articles if not article.head.translation_of)
    return Counter(other for article in originals for other in weights[article.slug] if other != actor)


def _days(articles: tuple[Article, ...], originals: tuple[Article, ...]) -> tuple[Happening, ...]:
    """The articles, and the events that those of them declare which are no translations, by date."""
    happenings = [Happening(article.head.date, article) for article in articles]
    happenings += [Happening(event.date, article, event.title) for article in originals for event in article.head.events]
    return tuple(sorted(happenings, key=lambda h: (h.date, h.event is not None, h.article.slug)))


def _next_to(
    actor_names: Mapping[str, Heading],
    topic_names: Mapping[str, Heading],
    by_actor: Mapping[str, tuple[Article, ...]],
    by_topic: Mapping[str, tuple[Article, ...]],
) -> dict[tuple[str, str], Pair]:
    rows = [
        (names[slug].address, row)
        for names, by in ((actor_names, by_actor), (topic_names, by_topic))
        for slug, row in by.items()
    ]
    return {(address, slug): pair for address, row in rows for slug, pair in _neighbours(row)}


def _neighbours(row: Sequence[Article]) -> Iterator[tuple[str, Pair]]:
    """The nearest ones before and after each article of a row that are no translations, by its slug."""
    after: list[Article | None] = []
    following = None
    for article in reversed(row):
        after.append(following)
        following = following if article.head.translation_of else article
    previous = None
    for article, following in zip(row, reversed(after), strict=True):
        yield article.slug, (previous, following)
        previous = previous if article.head.translation_of else article


def _statements(
    articles: tuple[Article, ...], found: Mapping[str, tuple[Statement, ...]], proposed: bool
) -> tuple[Statement, ...]:
    every = (statement for article in articles for statement in found.get(article.slug, ()))
    return tuple(statement for statement in every if proposed or statement.status == "confirmed")


def _waiting(articles: tuple[Article, ...], found: Mapping[str, tuple[Statement, ...]]) -> int:
    return sum(statement.status == "auto" for article in articles for statement in found.get(article.slug, ()))


def _spoken(statements: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    return grouped((statement.article, statement) for statement in statements)


def _utterances(statements: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    every = grouped((s.utterance, s) for s in statements if s.status != "rejected")
    return {told[0].id: told for name, several in every.items() if (told := _first_told(name, several))}


def _first_told(name: str, several: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The reports of an utterance, the one that the compiler calls the first before the others, if it is published."""
    return tuple(sorted(several, key=lambda statement: statement.id != name))


def _shown(utterances: Mapping[str, tuple[Statement, ...]]) -> tuple[Statement, ...]:
    return tuple(sorted((told[0] for told in utterances.values()), key=lambda statement: statement.date))


def _said_by(shown: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    return grouped((statement.speaker, statement) for statement in shown if statement.speaker)


def _positions(said_by: Mapping[str, tuple[Statement, ...]]) -> dict[str, dict[str, tuple[Statement, ...]]]:
    on = {speaker: grouped((topic, s) for s in statements for topic in s.topics) for speaker, statements in said_by.items()}
    return {speaker: topics for speaker, topics in on.items() if topics}


def _said_on(shown: tuple[Statement, ...]) -> dict[str, dict[str | None, tuple[Statement, ...]]]:
    on = grouped((topic, statement) for statement in shown for topic in statement.topics)
    return {topic: grouped((statement.speaker, statement) for statement in statements) for topic, statements in on.items()}


class Edition:
    """Everything that one build publishes.

    The inputs: ``files`` finds each entry by its path, ``texts`` what it says; ``analyses`` is what was found in each article,
    by its slug; ``known`` is what was known when they were read; where it is ``proposed``, statements are published
    that nobody confirmed; ``lang`` is the language of articles that name none.

    Tables of articles: ``articles`` are in order of date, then slug, and ``slugs`` finds each; ``hidden`` ones have an address
    and are listed nowhere; ``families`` are an original and its translations, by the original's slug; ``days`` is the timeline;
    ``span`` the first year and the last; ``statics`` are the other files that entries link to. A translation adds no source,
    event or company of its own to those of its original.

    Of actors and topics: ``actor_names`` and ``topic_names`` are for pages that need no more of them, and stay as they are when
    another alias or term comes. ``weights`` say how often each article names an actor, in the whole text where a clipping is
    cut, and ``totals`` sum them up over all that are listed; ``first`` is the passage that names an actor first, by article and
    actor; ``unsettled`` are the open mentions, by article. ``next_to`` are the articles before and after one among those of an
    actor or a topic, by the address of that and the article's slug: translations are passed over, so that readers stay in a
    language. ``together`` gives for each actor the others and the number of articles that both appear in; for one alone there
    is :meth:`company`.

    Of sources and statements: ``references`` has every source of a listed article. ``statements`` are those that are published,
    of all articles, and ``spoken`` the same by article; ``waiting`` counts those that nobody has decided on. ``utterances`` are
    the reports of the same words, the first one before the others, by its id; of each that one is in ``shown``, by date, in
    ``said_by`` by the actor who speaks, in ``positions`` by actor, then topic, and in ``said_on`` by topic, then actor, None
    being nobody known.
    """

    INPUTS = ("lang", "files", "analyses", "proposed", "known")

    def __init__(  # noqa: PLR0913 - what an edition is made of
        self,
        *,
        lang: str,
        files: Files,
        texts: Texts,
        analyses: Mapping[str, Analysis],
        known: Known,
        proposed: bool,
    ) -> None:
        """An edition of entries, of what they say and what was found in them."""
        self.lang, self.files, self.texts, self.analyses = lang, files, texts, analyses
        self.known, self.proposed = known, proposed

    def __reduce__(self) -> tuple[Any, ...]:
        """Made anew of its inputs, in a process that cannot inherit it."""
        return _made, (self.texts, *(getattr(self, name) for name in self.INPUTS))

    gazetteer = Table(_gazetteer)
    actors = Table(_actors)
    topics = Table(_topics)
    pages = Table(_pages)
    in_order = Table(_in_order)
    articles = Table(_articles)
    hidden = Table(_hidden)
    originals = Table(_originals)
    slugs = Table(_slugs)
    families = Table(_families)
    actor_names = Table(_actor_names)
    topic_names = Table(_topic_names)
    statics = Table(_statics)
    weights = Table(_weights)
    first = Table(_first)
    unsettled = Table(_unsettled)
    found = Table(_found)
    totals = Table(_totals)
    span = Table(_span)
    by_actor = Table(_by_actor)
    by_topic = Table(_by_topic)
    by_publisher = Table(_by_publisher)
    references = Table(_references)
    together = Table(_together)
    days = Table(_days)
    next_to = Table(_next_to)
    statements = Table(_statements)
    waiting = Table(_waiting)
    spoken = Table(_spoken)
    utterances = Table(_utterances)
    shown = Table(_shown)
    said_by = Table(_said_by)
    positions = Table(_positions)
    said_on = Table(_said_on)

    @property
    def words(self) -> Language:
        """What the interface says, in the dossier's language."""
        return language(self.lang)

    def article(self, slug: str) -> Article:
        """An article that is listed, by its slug."""
        return self.slugs[slug]

    def prose(self, entry: Entry[Any]) -> Prose:
        """The prose of an entry."""
        return self.texts[entry.path].prose

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """Where an article names actors, in reading order."""
        return self.texts[article.path].mentions

    def excerpts(self, article: Article, actor: str) -> tuple[Excerpt, ...]:
        """The passages of an article that name an actor, as lists show them, in reading order."""
        return self.texts.excerpts(article.path).get(actor, ())

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

    def company(self, actor: str) -> Counter[str]:
        """The others that an actor appears with, by the number of articles that are no translations."""
        return _company(actor, self.by_actor.get(actor, ()), self.weights)

    def topics_of(self, actor: str) -> Counter[str]:
        """An actor's topics, by the number of articles."""
        return Counter(topic for article in self.by_actor.get(actor, ()) for topic in article.head.topics)


TABLES: Mapping[str, Table[Any]] = {name: table for name, table in vars(Edition).items() if isinstance(table, Table)}


def _made(texts: Texts, *inputs: Any) -> Edition:
    return Edition(texts=texts, **dict(zip(Edition.INPUTS, inputs, strict=True)))
