"""What stands beside a text, as data: its statements, and whom it names; for reading pages and the screen of an article."""

from collections.abc import Iterable
from typing import Any

from dossier.desk.meant import likely, questions_of
from dossier.edition import Edition
from dossier.model import Article, ArticleHead
from dossier.server.names import KINDS
from dossier.server.statements import Row, rows_of


def beside(edition: Edition, page: str, ids: Iterable[str]) -> dict[str, Any]:
    """What stands beside the page of an address: an article's statements and whom it names, else the statements of some ids.

    ``actors`` and ``kinds`` are all there are, to choose from.
    """
    entry = next((one for one in edition.files.values() if one.address == page), None)
    article = entry if entry and isinstance(entry.head, ArticleHead) else None
    if article:
        chosen = list(edition.statements_of(article.slug))
    else:
        chosen = [edition.by_id[name] for name in dict.fromkeys(ids) if name in edition.by_id]
    inorder = sorted(chosen, key=lambda one: one.article)  # those of one article together, each as they came
    rows = {row.statement.id: _told(row) for row in rows_of(edition, inorder)}
    return {
        "path": entry.path if entry else "",
        "article": article.slug if article else "",
        "rows": [rows[one.id] for one in chosen],
        "named": _named(edition, article) if article else [],
        "open": _open(edition, article) if article else [],
        "actors": [[key, heading.name] for key, heading in edition.actor_names.items()],
        "kinds": KINDS,
    }


def _told(row: Row) -> dict[str, Any]:
    """A statement as the margin shows it: what the screen of statements knows of it, who said it, and where it stands."""
    one = row.statement
    by_itself = row.data["by"] == "named" or one.status != "auto"
    return row.data | {
        "status": one.status,
        "who": row.speaker if by_itself else "",
        "article": row.article.slug,
        "title": row.article.head.title,
        "path": row.article.path,
        "line": row.line,
        "passage": one.passage,
    }


def _named(edition: Edition, article: Article) -> list[dict[str, Any]]:
    """The actors of an article, those that it names most first."""
    names, weights = edition.actor_names, edition.weights[article.slug]
    inorder = sorted(weights, key=lambda key: (-weights[key], key))
    return [{"name": names[key].name, "address": names[key].address, "number": weights[key]} for key in inorder]


def _open(edition: Edition, article: Article) -> list[dict[str, Any]]:
    """The names of an article that could be those of several actors, with what speaks for whom."""
    return [
        {
            "names": one.names,
            "passage": one.places[0].passage,
            "candidates": one.candidates,
            "likely": [[who.actor, who.name, "; ".join(who.grounds)] for who in likely(edition, one)],
        }
        for one in questions_of(article, edition.prose(article), edition.mentions(article))
    ]
