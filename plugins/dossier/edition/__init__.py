"""An edition: everything that one build publishes, looked up from every side.

An edition is made of a few inputs. All else about it is a *table*: a function of inputs and of other tables, which it names as
its parameters, and which is called when somebody asks for the first time. So a table can depend on nothing that it does not
name, and what two editions differ in is found without making the tables whose inputs are the same.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from dossier.analysis import Analysis, Excerpt
from dossier.chronology import PartialDate
from dossier.edition import articles as of_articles
from dossier.edition import said as of_statements
from dossier.edition import story as of_story
from dossier.edition.articles import Heading
from dossier.edition.story import Dispute, Happening
from dossier.edition.table import Files, Table, of_kind
from dossier.language import Language, language
from dossier.ledger import Ledger
from dossier.model import Article, Entry, Mention, Prose, Statement
from dossier.texts import Texts

if TYPE_CHECKING:  # an edition hands on what others made of it
    from dossier.gazetteer import Gazetteer

__all__ = ["TABLES", "Dispute", "Edition", "Happening", "Heading", "Table", "of_kind"]


class Known(Protocol):
    """What was known of actors and statements when the articles were read."""

    @property
    def gazetteer(self) -> "Gazetteer":
        """Which spellings stand for which actors."""

    @property
    def ledger(self) -> Ledger:
        """What the compiler decided on statements."""


def _gazetteer(known: Known) -> "Gazetteer":
    return known.gazetteer


class Edition:
    """Everything that one build publishes.

    The inputs: ``files`` finds each entry by its path, ``texts`` what it says; ``analyses`` is what was found in each article,
    by its slug; ``known`` is what was known when they were read; where it is ``proposed``, statements are published
    that nobody confirmed; ``lang`` is the language of articles that name none.

    Tables of articles: ``articles`` are in order of date, then slug, and ``slugs`` finds each; ``hidden`` ones have an
    address and are listed nowhere; ``families`` are an original and its translations, by the original's slug; ``days`` is
    the timeline; ``span`` the first year and the last, ``listed`` their number; ``statics`` are the other files that
    entries link to, and ``formerly`` the addresses of before of all pages. A translation adds no source, event or company
    of its own to those of its original.

    Of actors and topics: ``actor_names`` and ``topic_names`` are for pages that need no more of them, and stay as they are
    when another alias or term comes. ``weights`` say how often each article names an actor, in the whole text where a
    clipping is cut, and ``totals`` sum them up over all that are listed; ``named`` are the passages of each article that name
    several actors, with these, and ``beside`` gives for each actor the others and the number of such passages; ``central`` are
    those whom most such passages name, the foremost first; ``unsettled`` are the open mentions, by article. ``together`` gives
    for each actor the others and the number of articles that both appear in.

    Of sources and statements: ``references`` has every source of a listed article. ``statements`` are those that are
    published, of all articles, and ``spoken`` the same by article; ``waiting`` counts those that nobody has decided on.
    ``utterances`` are the reports of the same words, the first one before the others, by its id; of each that one is in
    ``shown``, by date, in ``said_by`` by the actor who speaks, in ``said_on`` by
    topic, then actor, None being nobody known, and in ``voices`` by the actor who speaks or for whom it does. ``by_id`` finds
    each statement.

    Of the story: ``dossier`` is what the compiler says of the whole, ``camps`` are those of actors, ``glossary`` are the
    terms that it explains, ``people`` those who belong to an actor or held an office of it, ``steps`` what happened on a topic
    or those below it, ``step_of`` is the place of an article among them, by the slugs of both, ``said_under`` what was said on
    a topic or those below it, and ``debated`` are the topics on which several actors spoke; ``turning`` are the turning points,
    ``disputes`` the contested claims by id, and ``disputes_on`` the same by topic.
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
    actors = Table(of_articles.actors)
    topics = Table(of_articles.topics)
    pages = Table(of_articles.pages)
    in_order = Table(of_articles.in_order)
    articles = Table(of_articles.articles)
    hidden = Table(of_articles.hidden)
    originals = Table(of_articles.originals)
    slugs = Table(of_articles.slugs)
    families = Table(of_articles.families)
    actor_names = Table(of_articles.actor_names)
    topic_names = Table(of_articles.topic_names)
    formerly = Table(of_articles.formerly)
    statics = Table(of_articles.statics)
    listed = Table(of_articles.listed)
    weights = Table(of_articles.weights)
    named = Table(of_articles.named)
    unsettled = Table(of_articles.unsettled)
    found = Table(of_articles.found)
    totals = Table(of_articles.totals)
    listed = Table(of_articles.listed)
    span = Table(of_articles.span)
    by_actor = Table(of_articles.by_actor)
    by_topic = Table(of_articles.by_topic)
    by_publisher = Table(of_articles.by_publisher)
    references = Table(of_articles.references)
    together = Table(of_articles.together)
    beside = Table(of_articles.beside)
    central = Table(of_articles.central)
    days = Table(of_story.days)
    statements = Table(of_statements.statements)
    waiting = Table(of_statements.waiting)
    spoken = Table(of_statements.spoken)
    utterances = Table(of_statements.utterances)
    shown = Table(of_statements.shown)
    said_by = Table(of_statements.said_by)
    said_on = Table(of_statements.said_on)
    by_id = Table(of_statements.by_id)
    dossier = Table(of_story.dossier)
    camps = Table(of_story.camps)
    people = Table(of_story.people)
    steps = Table(of_story.steps)
    said_under = Table(of_story.said_under)
    debated = Table(of_story.debated)
    step_of = Table(of_story.step_of)
    glossary = Table(of_story.glossary)
    turning = Table(of_story.turning)
    disputes = Table(of_story.disputes)
    disputes_on = Table(of_story.disputes_on)
    voices = Table(of_story.voices)

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

    def speaks_for(self, actor: str, date: PartialDate) -> tuple[str, ...]:
        """The actor and all those for whom it speaks on a date."""
        return of_story.speaks_for(self.actors, actor, date)

    def topics_of(self, actor: str) -> Counter[str]:
        """An actor's topics, by the number of articles."""
        return Counter(topic for article in self.by_actor.get(actor, ()) for topic in article.head.topics)


TABLES: Mapping[str, Table[Any]] = {name: table for name, table in vars(Edition).items() if isinstance(table, Table)}


def _made(texts: Texts, *inputs: Any) -> Edition:
    return Edition(texts=texts, **dict(zip(Edition.INPUTS, inputs, strict=True)))
