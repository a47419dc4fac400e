"""What carries a sentence in the dossier's own words: the articles and statements that it names."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Cited, Stance, Want


class Cite(NamedTuple):
    """The way to an article or to the passage of a statement, with its date and the article's title."""

    address: str
    date: PartialDate
    title: str


class Told(NamedTuple):
    """A text in the dossier's own words, with what carries it."""

    text: str
    cites: tuple[Cite, ...] = ()


def told(edition: Edition, said: Cited | Want | Stance) -> Told:
    """A text with the ways to what carries it, of each article the first; what is not published is left out."""
    cites = {(cite.date, cite.title): cite for cite in reversed(list(_cites(edition, said.cite)))}
    return Told(said.text, tuple(reversed(cites.values())))


def _cites(edition: Edition, names: Iterable[str]) -> Iterator[Cite]:
    for name in names:
        if statement := edition.by_id.get(name):
            reporting = edition.article(statement.article)
            yield Cite(f"{reporting.address}#{statement.passage}", statement.date, reporting.head.title)
        elif article := edition.slugs.get(name):
            yield Cite(article.address, article.head.date, article.head.title)
