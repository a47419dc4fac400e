"""What is wrong with what the compiler says of the story: references in the parts of front matter that lead nowhere."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from dossier.citations import named
from dossier.edition import of_kind
from dossier.errors import ContentError
from dossier.ledger import LEDGER, Ledger
from dossier.model import Article, ArticleHead, Contest, DossierHead, Entry, Whole
from dossier.text import slug

Sought = tuple[str, str, str]  # where in the front matter a name stands, what it names, and the name


def references(
    entries: Iterable[Entry[Any]], files: Mapping[str, Entry[Any]], ledger: Ledger, unread: Collection[str]
) -> Iterator[ContentError]:
    """An error for each part of front matter that names an article, an actor, a topic or a statement that is not there.

    ``entries`` are all, drafts too; ``files`` those to be published, by path; ``unread`` the paths of files with errors of
    their own, which whoever refers to them need not repeat.
    """
    entries = sorted(entries, key=lambda entry: entry.path)
    known = {kind: {entry.slug for entry in of_kind(files, kind).values()} for kind in ("articles", "actors", "topics")}
    for path in map(PurePosixPath, unread):
        known.setdefault(path.parts[0], set()).add(slug(path.stem))
    unread_articles = any(path.startswith("articles/") for path in unread)
    decided = {name for name, one in ledger.decisions.items() if one.status == "confirmed"}
    said = {name for name in decided if ledger.decisions[name].article in known["articles"]}
    names = {"article": known["articles"], "actor": known["actors"], "topic": known["topics"]}
    names["article or statement"] = known["articles"] | (decided if unread_articles else said)
    for entry in entries:
        if entry.path not in files:
            continue
        for at, noun, name in _sought(entry):
            if name not in names[noun]:
                near = get_close_matches(name, sorted(names[noun]), 1, 0.5)
                problem = f"`{at}`: there is no {noun} `{name}`"
                yield ContentError(entry.path, entry.line(at), problem, example=near[0] if near else "")
    articles = [entry for entry in entries if isinstance(entry.head, ArticleHead)]
    for article in articles:
        yield from _source_ids(article)
        yield from _marks(article)
    yield from _claims(article for article in articles if not article.head.translation_of)
    yield from _sources(ledger, {article.slug: article for article in articles})
    yield from (error for entry in entries if isinstance(entry.head, DossierHead) for error in _camps(entry))


def _sought(entry: Entry[Any]) -> Iterator[Sought]:
    """What the parts of an entry's front matter name. Its own topics, actors and the like are looked at elsewhere."""
    for at, part in entry.head.parts():
        for key, noun in _NAMES.items():
            value = getattr(part, key, None) if at else None
            for name in (value,) if isinstance(value, str) else value or ():
                yield f"{at}.{key}", noun, name
    if isinstance(entry.head, ArticleHead):
        yield from ((f"steps.{topic}", "topic", topic) for topic in entry.head.steps)


_NAMES = {
    "cite": "article or statement",
    "article": "article",
    "actor": "actor",
    "actors": "actor",
    "topics": "topic",
}


def _source_ids(article: Article) -> Iterator[ContentError]:
    """An error for each source whose id another source of the article has."""
    seen: set[str] = set()
    for place, source in enumerate(article.head.sources):
        if source.id in seen:
            line = article.line(f"sources.{place}.id")
            yield ContentError(article.path, line, f"two sources have the id `{source.id}`", example=f"id: {source.id}-2")
        seen |= {source.id} if source.id else set()


def _marks(article: Article) -> Iterator[ContentError]:
    """An error for each mark in a contested claim that names no source of its article."""
    ids = [source.id for source in article.head.sources if source.id]
    for place, contest in enumerate(article.head.contested):
        for name in (name for text in contest.texts for name in named(text) if name not in ids):
            problem = f"`[@{name}]` names no source of this article"
            yield ContentError(
                article.path, article.line(f"contested.{place}"), problem, example=f"[@{', @'.join(ids) or '…'}]"
            )


def _claims(articles: Iterable[Article]) -> Iterator[ContentError]:
    """An error for each contested claim whose id stands for another claim."""
    known: dict[str, tuple[str, Contest]] = {}
    for article in articles:
        for place, contest in enumerate(article.head.contested):
            path, first = known.setdefault(contest.id or "", (article.path, contest))
            if contest.id and first.claim != contest.claim:
                line = article.line(f"contested.{place}.id")
                problem = f"the id `{contest.id}` stands for another claim in {path}"
                yield ContentError(article.path, line, problem, contest.claim, f"another id, or: claim: {first.claim}")


def _sources(ledger: Ledger, articles: Mapping[str, Article]) -> Iterator[ContentError]:
    """An error for each statement of the ledger whose source its article does not have."""
    for name, decision in ledger.decisions.items():
        article = articles.get(decision.article)
        ids = [source.id for source in article.head.sources if source.id] if article else []
        if article and decision.source and decision.source not in ids:
            problem = f"`{name}`: {article.path} has no source with the id `{decision.source}`"
            yield ContentError(LEDGER, ledger.lines.get(name, 1), problem, example=f"source: {' or '.join(ids) or '…'}")


def _camps(whole: Whole) -> Iterator[ContentError]:
    """An error for each actor that stands in two camps."""
    first: dict[str, str] = {}
    for place, camp in enumerate(whole.head.camps):
        for number, actor in enumerate(camp.actors):
            if first.setdefault(actor, camp.name) != camp.name:
                problem = f"`{actor}` is in the camps {first[actor]} and {camp.name}"
                yield ContentError(whole.path, whole.line(f"camps.{place}.actors.{number}"), problem, example="one of them")
