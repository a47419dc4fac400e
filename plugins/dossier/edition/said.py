"""The tables of statements: each is a function of the tables that its parameters name."""

from collections.abc import Mapping

from dossier.analysis import grouped
from dossier.model import Article, Statement


def statements(
    articles: tuple[Article, ...], found: Mapping[str, tuple[Statement, ...]], proposed: bool
) -> tuple[Statement, ...]:
    """Those that are published, of all articles."""
    every = (statement for article in articles for statement in found.get(article.slug, ()))
    return tuple(statement for statement in every if proposed or statement.status == "confirmed")


def waiting(articles: tuple[Article, ...], found: Mapping[str, tuple[Statement, ...]]) -> int:
    """How many nobody has decided on."""
    return sum(statement.status == "auto" for article in articles for statement in found.get(article.slug, ()))


def spoken(statements: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    """Those of each article."""
    return grouped((statement.article, statement) for statement in statements)


def utterances(statements: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    """The reports of the same words, the first one before the others, by its id."""
    every = grouped((s.utterance, s) for s in statements if s.status != "rejected")
    return {told[0].id: told for name, several in every.items() if (told := _first_told(name, several))}


def _first_told(name: str, several: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The reports of an utterance, the one that the compiler calls the first before the others, if it is published."""
    return tuple(sorted(several, key=lambda statement: statement.id != name))


def shown(utterances: Mapping[str, tuple[Statement, ...]]) -> tuple[Statement, ...]:
    """The first report of each utterance, by date."""
    return tuple(sorted((told[0] for told in utterances.values()), key=lambda statement: statement.date))


def said_by(shown: tuple[Statement, ...]) -> dict[str, tuple[Statement, ...]]:
    """The same by the actor who speaks."""
    return grouped((statement.speaker, statement) for statement in shown if statement.speaker)


def said_on(shown: tuple[Statement, ...]) -> dict[str, dict[str | None, tuple[Statement, ...]]]:
    """The same by topic, then actor; None is nobody known."""
    on = grouped((topic, statement) for statement in shown for topic in statement.topics)
    return {topic: grouped((statement.speaker, statement) for statement in statements) for topic, statements in on.items()}


def by_id(statements: tuple[Statement, ...]) -> dict[str, Statement]:
    """Those that are published, by id."""
    return {statement.id: statement for statement in statements}
