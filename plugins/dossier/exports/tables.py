"""CSV of mentions and statements, for a spreadsheet: UTF-8 with a mark at its head, quoted, one row a line."""

import csv
import io
from collections.abc import Iterable, Iterator

from dossier.concordance import Edition

MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula


def mentions(edition: Edition) -> str:
    """All mentions, with the names of their actors and the words around them."""
    head = ("date", "article", "title", "passage", "surface", "actor", "name", "evidence", "context")
    return _csv(head, _mentions(edition))


def statements(edition: Edition) -> str:
    """All statements but the rejected ones."""
    head = ("date", "article", "title", "passage", "speaker", "name", "surface", "cue", "kind", "status", "topics", "text")
    return _csv(head, _statements(edition))


def _mentions(edition: Edition) -> Iterator[tuple[str, ...]]:
    for article in edition.articles:
        texts = {passage.id: passage.text for passage in article.prose.passages}
        for m in edition.mentions[article.slug]:
            name = edition.actors[m.actor].head.name if m.actor else " or ".join(m.candidates)
            context = texts[m.passage][max(0, m.start - 60) : m.end + 60]
            title = article.head.title
            yield article.head.date.iso, article.slug, title, m.passage, m.surface, m.actor or "", name, m.evidence, context


def _statements(edition: Edition) -> Iterator[tuple[str, ...]]:
    for s in edition.statements:
        if s.status != "rejected":
            name = edition.actors[s.speaker].head.name if s.speaker else ""
            place = (s.date.iso, s.article, edition.article(s.article).head.title, s.passage)
            yield (*place, s.speaker or "", name, s.speaker_surface, s.cue, s.kind, s.status, " ".join(s.topics), s.text)


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return MARK + out.getvalue()
