"""The tables of articles, actors and topics: each is a function of the tables that its parameters name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import NamedTuple

from dossier.analysis import Analysis, grouped
from dossier.edition.table import Files, of_kind
from dossier.language import language
from dossier.model import Actor, Article, Mention, Page, Source, Statement, Topic
from dossier.references import Reference, references_of
from dossier.walk import destination

CENTRAL, FEWEST = 44, 6  # actors whose names a circle has room for; and who make a network


class Heading(NamedTuple):
    """What lists show of an actor or a topic: the address of its page, and its authorised name."""

    address: str
    name: str


def actors(files: Files) -> dict[str, Actor]:
    """Actors, by slug."""
    return of_kind(files, "actors")


def topics(files: Files) -> dict[str, Topic]:
    """Topics, by slug."""
    return of_kind(files, "topics")


def pages(files: Files) -> dict[str, Page]:
    """Pages of text, by slug."""
    return of_kind(files, "pages")


def in_order(files: Files) -> tuple[Article, ...]:
    """All articles, by date, then slug."""
    return tuple(sorted(of_kind(files, "articles").values(), key=lambda article: (article.head.date, article.slug)))


def articles(in_order: tuple[Article, ...]) -> tuple[Article, ...]:
    """Those that are listed."""
    return tuple(article for article in in_order if article.head.status != "hidden")


def hidden(in_order: tuple[Article, ...]) -> tuple[Article, ...]:
    """Those that have an address and are listed nowhere."""
    return tuple(article for article in in_order if article.head.status == "hidden")


def originals(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Those that are no translations."""
    return tuple(article for article in articles if not article.head.translation_of)


def slugs(articles: tuple[Article, ...]) -> dict[str, Article]:
    """The listed articles, by slug."""
    return {article.slug: article for article in articles}


def families(articles: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    """An original and its translations, by the original's slug."""
    return grouped((article.head.translation_of or article.slug, article) for article in articles)


def actor_names(actors: Mapping[str, Actor]) -> dict[str, Heading]:
    """What lists show of actors."""
    return {slug: Heading(actor.address, actor.head.name) for slug, actor in actors.items()}


def topic_names(topics: Mapping[str, Topic]) -> dict[str, Heading]:
    """What lists show of topics."""
    return {slug: Heading(topic.address, topic.head.label) for slug, topic in topics.items()}


def formerly(files: Files) -> dict[str, Heading]:
    """The addresses of before, each with where that page stands now and what it is called."""
    found: dict[str, Heading] = {}
    for entry in files.values():
        for address in entry.old_addresses:
            name = getattr(entry.head, "title", "") or getattr(entry.head, "name", "") or entry.head.label
            found[address] = Heading(entry.address, name)
    return dict(sorted(found.items()))


def statics(files: Files) -> tuple[str, ...]:
    """The other files that entries link to."""
    links = ((path, link) for path, entry in files.items() for link in entry.links)
    return tuple(sorted({destination(path, link.target) for path, link in links if link.kind in ("static", "attach")}))


def weights(analyses: Mapping[str, Analysis]) -> dict[str, Mapping[str, int]]:
    """How often each article names an actor."""
    return {slug: one.weights for slug, one in analyses.items()}


def named(analyses: Mapping[str, Analysis]) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """The passages of each article that name several actors, with these."""
    return {slug: one.named for slug, one in analyses.items() if one.named}


def unsettled(analyses: Mapping[str, Analysis]) -> dict[str, tuple[Mention, ...]]:
    """The open mentions, by article."""
    return {slug: one.unsettled for slug, one in analyses.items() if one.unsettled}


def found(analyses: Mapping[str, Analysis]) -> dict[str, tuple[Statement, ...]]:
    """The statements that were found, by article."""
    return {slug: one.statements for slug, one in analyses.items() if one.statements}


def totals(articles: tuple[Article, ...], weights: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """How often all listed articles name each actor."""
    totals: Counter[str] = Counter()
    for article in articles:
        totals.update(weights[article.slug])
    return dict(totals)


def listed(articles: tuple[Article, ...]) -> int:
    """How many articles are listed."""
    return len(articles)


def span(articles: tuple[Article, ...]) -> tuple[int, ...]:
    """The first year and the last."""
    return (articles[0].head.date.year, articles[-1].head.date.year) if articles else ()


def by_actor(articles: tuple[Article, ...], weights: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[Article, ...]]:
    """The articles of each actor."""
    return grouped((actor, article) for article in articles for actor in weights[article.slug])


def by_topic(articles: tuple[Article, ...]) -> dict[str, tuple[Article, ...]]:
    """The articles of each topic."""
    return grouped((topic, article) for article in articles for topic in article.head.topics)


def by_publisher(originals: tuple[Article, ...]) -> dict[str, tuple[tuple[Source, Article], ...]]:
    """The sources of each publisher, each with the article that names it."""
    return grouped((source.publisher, (source.itself, article)) for article in originals for source in article.head.sources)


def references(
    articles: tuple[Article, ...], by_publisher: Mapping[str, tuple[tuple[Source, Article], ...]], lang: str
) -> Mapping[Source, Reference]:
    """What is cited of each source."""
    sources = [source for pairs in by_publisher.values() for source, _ in pairs]
    return references_of(
        [*sources, *(source.itself for article in articles for source in article.head.sources)], language(lang)
    )


def together(by_actor: Mapping[str, tuple[Article, ...]], weights: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    """With whom each actor appears, in how many articles."""
    return {actor: _company(actor, articles, weights) for actor, articles in by_actor.items()}


def _company(actor: str, articles: Iterable[Article], weights: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    """The others that an actor appears with, by the number of articles that are no translations."""
    originals = (article for article in articles if not article.head.translation_of)
    return Counter(other for article in originals for other in weights[article.slug] if other != actor)


def beside(originals: tuple[Article, ...], named: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, Counter[str]]:
    """With whom each actor is named, in how many passages."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in originals:
        for actors in named.get(article.slug, {}).values():
            for one, other in permutations(actors, 2):
                found[one][other] += 1
    return dict(found)


def central(originals: tuple[Article, ...], named: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, int]:
    """Those whom most passages name together with others, with the number of these; nobody where they are too few for a map."""
    counts = Counter(actor for article in originals for actors in named.get(article.slug, {}).values() for actor in actors)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:CENTRAL]) if len(ranked) >= FEWEST else {}
