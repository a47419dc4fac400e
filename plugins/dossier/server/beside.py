"""What stands beside a text, as data: its statements, and whom it names; for reading pages and the screen of an article."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from dossier.edition import Edition
from dossier.model import Article, Statement
from dossier.server.article import article_of
from dossier.server.names import KINDS
from dossier.server.statements import Row, rows_of


def beside(edition: Edition, slug: str, ids: Iterable[str]) -> dict[str, Any]:
    """The statements of an article, or those of some ids, and whom the article names.

    ``actors`` and ``kinds`` are all there are, to choose from.
    """
    article = article_of(edition, slug)
    chosen = edition.statements_of(slug) if article else [edition.by_id[name] for name in ids if name in edition.by_id]
    inorder = sorted(chosen, key=lambda one: one.article)  # those of one article together, each as they came
    rows = {row.statement.id: _told(row) for row in rows_of(edition, inorder)}
    return {
        "article": article and _place(article),
        "rows": [rows[one.id] for one in chosen],
        "named": _named(edition, article) if article else [],
        "open": _open(edition, article) if article else [],
        "actors": [[key, heading.name] for key, heading in edition.actor_names.items()],
        "kinds": KINDS,
    }


def _place(article: Article) -> dict[str, Any]:
    return {"slug": article.slug, "title": article.head.title, "path": article.path, "date": article.head.date.iso}


def _told(row: Row) -> dict[str, Any]:
    """A statement as the margin shows it: what the screen of statements knows of it, who said it, and where it stands."""
    one: Statement = row.statement
    return row.data | {
        "status": one.status,
        "who": row.speaker,
        "article": row.article.slug,
        "title": row.article.head.title,
        "path": row.article.path,
        "line": row.line,
        "passage": one.passage,
    }


def _named(edition: Edition, article: Article) -> list[dict[str, Any]]:
    """The actors of an article, those that it names most first."""
    names = edition.actor_names
    return [
        {"actor": key, "name": names[key].name, "address": names[key].address, "number": number}
        for key, number in sorted(edition.weights[article.slug].items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _open(edition: Edition, article: Article) -> list[dict[str, Any]]:
    """The names that could be those of several actors, each once."""
    left = sorted((m for m in edition.mentions(article) if m.actor is None), key=lambda m: m.surface)
    number = Counter(mention.surface for mention in left)
    firsts = [next(of_it) for _, of_it in groupby(left, lambda mention: mention.surface)]
    return [
        {
            "surface": mention.surface,
            "number": number[mention.surface],
            "passage": mention.passage,
            "candidates": [[key, edition.actor_names[key].name] for key in mention.candidates],
        }
        for mention in firsts
    ]
