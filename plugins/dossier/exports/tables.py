"""CSV of mentions and statements, for a spreadsheet: UTF-8 with a mark at its head, quoted, one row a line."""

import csv
import io
from collections.abc import Iterable, Iterator

from dossier.edition import Edition
from dossier.model import Article

MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula


def mentions_head(_: Edition) -> str:
    """The head of the table of mentions."""
    return MARK + _csv([("date", "article", "title", "passage", "surface", "actor", "name", "evidence", "context")])


def mentions(edition: Edition, article: Article) -> bytes:
    """The mentions of an article, with the names of their actors and the words around them."""
    return _csv(_mentions(edition, article)).encode()


def statements_head(_: Edition) -> str:
    """The head of the table of statements."""
    names = "said reported article title passage speaker name surface cue kind status topics text"
    return MARK + _csv([names.split()])


def statements(edition: Edition, article: Article) -> bytes:
    """The statements of an article but the rejected ones."""
    return _csv(_statements(edition, article)).encode()


def _mentions(edition: Edition, article: Article) -> Iterator[tuple[str, ...]]:
    texts = {passage.id: passage.text for passage in edition.prose(article).passages}
    date, title = article.head.date.iso, article.head.title
    for m in edition.mentions(article):
        name = edition.actor_names[m.actor].name if m.actor else " or ".join(m.candidates)
        context = texts[m.passage][max(0, m.start - 60) : m.end + 60]
        yield date, article.slug, title, m.passage, m.surface, m.actor or "", name, m.evidence, context


def _statements(edition: Edition, article: Article) -> Iterator[tuple[str, ...]]:
    for s in edition.statements_of(article.slug):
        if s.status != "rejected":
            name = edition.actor_names[s.speaker].name if s.speaker else ""
            said = s.said.date.iso if s.said.origin != "open" else ""
            place = (said, s.reported.iso, s.article, article.head.title, s.passage)
            yield (*place, s.speaker or "", name, s.speaker_surface, s.cue, s.kind, s.status, " ".join(s.topics), s.text)


def _csv(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue()
