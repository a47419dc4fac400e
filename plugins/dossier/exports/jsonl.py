"""JSON Lines: one object a line, keys and lines in a stable order, UTF-8."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from typing import Any

import orjson

from dossier.chronology import Interval
from dossier.citations import named, unmarked
from dossier.edition import Edition
from dossier.exports.form import Export, Key, nothing
from dossier.language import noted
from dossier.model import Article, Contest, FrontMatter

Record = dict[str, Any]


def serialise(rows: Iterable[Record]) -> bytes:
    """The rows as JSON Lines."""
    return b"".join([orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows])


def by_article(rows: Callable[[Edition, Article], Iterable[Record]]) -> Callable[[Edition, Article], bytes]:
    """What an article adds to a file, made of its rows."""
    return partial(_of_article, rows)


def _of_article(rows: Callable[[Edition, Article], Iterable[Record]], edition: Edition, article: Article) -> bytes:
    return serialise(rows(edition, article))


def _of_all(rows: Callable[[Edition], Iterable[Record]], edition: Edition) -> str:
    return serialise(rows(edition)).decode()


def _passages(edition: Edition, article: Article) -> Iterator[Record]:
    lang = article.head.lang or edition.lang
    for passage in edition.prose(article).passages:
        if passage.text:
            yield {
                "article": article.slug,
                "passage": passage.id,
                "text": passage.text,
                "lang": lang,
                "sources": [
                    {"offset": mark.offset, "source": key, "locator": mark.locator}
                    for mark in passage.citations
                    for key in _keys(edition, article, (mark.source,))
                ],
            }


def _mentions(edition: Edition, article: Article) -> Iterator[Record]:
    for mention in edition.mentions(article):
        yield {
            "article": article.slug,
            "passage": mention.passage,
            "start": mention.start,
            "end": mention.end,
            "surface": mention.surface,
            "actor": mention.actor,
            "candidates": list(mention.candidates),
            "evidence": mention.evidence,
        }


def _statements(edition: Edition, article: Article) -> Iterator[Record]:
    for s in edition.statements_of(article.slug):
        yield {
            "id": s.id,
            "article": s.article,
            "spans": [place._asdict() for place in s.spans],
            "text": s.text,
            "speaker": s.speaker,
            "speaker_surface": s.speaker_surface,
            "speaker_span": s.speaker_span._asdict() if s.speaker_span else None,
            "cue": s.cue,
            "kind": s.kind,
            "reported": s.reported.iso,
            "said": {"date": s.said.date.iso if s.said.date != Interval() else None, "from": s.said.origin},
            "topics": list(s.topics),
            "status": s.status,
            "sources": _keys(edition, article, s.sources),
            "line": s.line or None,
            "utterance": s.utterance,
        }


def _keys(edition: Edition, article: Article, ids: Container[str]) -> list[str]:
    """The keys of the article's sources of these ids; of all of them where there are none."""
    sources = [source for source in article.head.sources if not ids or source.id in ids]
    return [edition.references[source.itself].key for source in sources]


def _articles(edition: Edition, article: Article) -> Iterator[Record]:
    head = article.head
    yield {
        "slug": article.slug,
        "address": article.address,
        "title": head.title,
        "date": head.date.iso,
        "revised": head.revised.iso if head.revised else None,
        "lang": head.lang or edition.lang,
        "kind": head.kind,
        "summary": head.summary,
        "dateline": head.dateline,
        "byline": list(head.byline),
        "topics": list(head.topics),
        "actors": sorted(edition.weights[article.slug]),
        "sources": [_plain(source) for source in head.sources],
        "contested": [_claim(edition, article, contest) for contest in head.contested],
        "steps": dict(head.steps),
        "turning": _plain(head.turning) if head.turning else None,
        "formerly": list(head.formerly),
    }


def _actors(edition: Edition) -> Iterator[Record]:
    for slug, actor in sorted(edition.actors.items()):
        head = actor.head
        yield {
            "slug": slug,
            "address": actor.address,
            "name": head.name,
            "kind": head.kind,
            "aliases": [alias.text for alias in head.aliases],
            "native": [_plain(native) for native in head.native],
            "roles": [_plain(role) for role in head.roles],
            "of": head.of,
            "member_of": list(head.member_of),
            "wikidata": head.wikidata,
            "camp": edition.camps[slug].name if slug in edition.camps else None,
            "stance": [_plain(stance) for stance in head.stance],
            "articles": len(edition.by_actor.get(slug, ())),
            "mentions": edition.total(slug),
            "formerly": list(head.formerly),
        }


def _topics(edition: Edition) -> Iterator[Record]:
    for slug, topic in sorted(edition.topics.items()):
        head = topic.head
        articles = [article.slug for article in edition.by_topic.get(slug, ())]
        yield {
            "slug": slug,
            "address": topic.address,
            "label": head.label,
            "broader": head.broader,
            "terms": list(head.terms),
            "main": head.main,
            "question": head.question,
            "outcome": _plain(head.outcome) if head.outcome else None,
            "open": _plain(head.open) if head.open else None,
            "wanted": [_plain(want) for want in head.wanted],
            "articles": articles,
            "formerly": list(head.formerly),
        }


def _events(edition: Edition) -> Iterator[Record]:
    for day in edition.days:
        yield {
            "date": day.date.iso,
            "title": day.title,
            "article": day.article.slug,
            "declared": day.event is not None,
            "articles": [article.slug for article in day.told],
            "topics": list(day.topics),
            "actors": list(day.actors),
        }


def _contested(edition: Edition) -> Iterator[Record]:
    for dispute in edition.disputes.values():
        yield {
            **_claim(edition, dispute.told[0], dispute.contest),
            "id": dispute.id,
            "topics": list(dispute.topics),
            "articles": [article.slug for article in dispute.told],
        }


def _claim(edition: Edition, article: Article, contest: Contest) -> Record:
    """A contested claim without its marks, and the keys of the sources that they name."""
    told = {key: unmarked(text) for key, text in _plain(contest).items()}
    ids = {source for text in contest.texts for source in named(text)}
    return {**told, "sources": _keys(edition, article, ids)}


def _plain(value: Any) -> Any:
    """A front matter value as JSON: its keys as the file writes them, those not given left out."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, FrontMatter):
        given = {name: item for name, item in value.given() if item != ()}
        return {name.rstrip("_"): _plain(item) for name, item in given.items()}
    return value if isinstance(value, str) else str(value)


TABLES: tuple[Export, ...] = (
    Export(
        "passages.jsonl",
        nothing,
        by_article(_passages),
        about=noted("a passage of an article"),
        keys=(
            Key("article", "the article's slug"),
            Key("passage", "the passage's id: the address is articles/ARTICLE.html#PASSAGE"),
            Key("text", "what a reader sees"),
            Key("lang", "language, BCP 47"),
            Key(
                "sources",
                "its marks of sources: offset, where the text ends that it speaks of, back to the mark before; source, its "
                "key in sources.csl.json; locator, where in the source",
            ),
        ),
    ),
    Export(
        "mentions.jsonl",
        nothing,
        by_article(_mentions),
        about=noted("a place where an actor is named"),
        keys=(
            Key("article", "the article's slug"),
            Key("passage", "the passage's id"),
            Key("start", "where the name begins, in Unicode code points of the passage's text"),
            Key("end", "where it ends; the character there is not part of it"),
            Key("surface", "the name as it stands there"),
            Key("actor", "the actor's slug, or null where more than one could be meant"),
            Key("candidates", "the slugs of the actors that could be meant"),
            Key(
                "evidence",
                "why it counts: linked, declared, named, role (an office held that day), metonym (a capital that acts) or "
                "within (a name inside the longer name of somebody else, whose mention comes before it)",
            ),
        ),
    ),
    Export(
        "statements.jsonl",
        nothing,
        by_article(_statements),
        about=noted("words that an article attributes to somebody"),
        keys=(
            Key("id", "its id, which edits elsewhere in the article don't change"),
            Key("article", "the article's slug"),
            Key(
                "spans",
                "where the words stand, in reading order: passage, its id; start and end in Unicode code points of its text, "
                "quotation marks included, the character at the end not",
            ),
            Key("text", "the words; those of several spans with “ … ” between them"),
            Key("speaker", "slug of the actor who said them, or null where that is nobody of the dossier or could be several"),
            Key("speaker_surface", "the speaker as the text names it"),
            Key("speaker_span", "where it does: passage, start, end; or null"),
            Key("cue", "the word that says that something was said; empty for a quotation that goes on"),
            Key("kind", "direct (in quotation marks), indirect, or mixed"),
            Key("reported", "the article's date"),
            Key(
                "said",
                "when it was said: date (a day, month, year or a stretch between two, EDTF, or null) and from: text (words "
                "beside it say so), article (its day), or open",
            ),
            Key("topics", "slugs of the topics that the passage is on"),
            Key("status", "confirmed or rejected by the compiler, or auto: proposed, where the dossier publishes these too"),
            Key(
                "sources",
                "keys of the sources that the marks beside the words name, as in sources.csl.json; else all of the article's",
            ),
            Key("line", "the same in the dossier's own words, or null"),
            Key("utterance", "id of the statement that reported the same utterance first; its own where none did"),
        ),
    ),
    Export(
        "articles.jsonl",
        nothing,
        by_article(_articles),
        about=noted("an article"),
        keys=(
            Key("slug", "its name in addresses and in the other files"),
            Key("address", "its page, from the site's root"),
            Key("title", "its title"),
            Key("date", "the date of what it tells: a day, a month or a year, ISO 8601"),
            Key("revised", "the day on which its text was last changed, or null"),
            Key("lang", "language, BCP 47"),
            Key("kind", "brief (written for the dossier) or clipping (collected)"),
            Key("summary", "its summary, or null"),
            Key("dateline", "the place that it reports from, or null"),
            Key("byline", "its authors"),
            Key("topics", "slugs of its topics"),
            Key("actors", "slugs of the actors that it names or declares"),
            Key(
                "sources",
                "where its story was published: id, title, publisher, date, url, author, locator, via, archived, retrieved",
            ),
            Key("contested", "claims that somebody denies: id, claim, by, denied_by, state, sources"),
            Key("steps", "what it is in the story of each topic, by slug"),
            Key("turning", "why it is a turning point: label, lines; or null"),
            Key("formerly", "slugs that it had before"),
        ),
    ),
    Export(
        "actors.jsonl",
        partial(_of_all, _actors),
        about=noted("an actor"),
        keys=(
            Key("slug", "its name in addresses and in the other files"),
            Key("address", "its page, from the site's root"),
            Key("name", "its authorised name"),
            Key("kind", "person, organisation, body or state"),
            Key("aliases", "other spellings; an asterisk stands for any ending"),
            Key("native", "names in its own language: lang, name"),
            Key("roles", "offices held: title, of, from, to, note"),
            Key("of", "slug of the actor that it belongs to, or null"),
            Key("member_of", "slugs of the actors that it is a member of"),
            Key("wikidata", "its Wikidata id, or null"),
            Key("camp", "the side that it is seen on, or null"),
            Key("stance", "what it stood for: from, to, text, cite (slugs of articles, ids of statements)"),
            Key("articles", "in how many articles it appears"),
            Key("mentions", "how often it is mentioned"),
            Key("formerly", "slugs that it had before"),
        ),
    ),
    Export(
        "topics.jsonl",
        partial(_of_all, _topics),
        about=noted("a topic"),
        keys=(
            Key("slug", "its name in addresses and in the other files"),
            Key("address", "its page, from the site's root"),
            Key("label", "its heading"),
            Key("broader", "slug of the topic above it, or null"),
            Key("terms", "words that signal it"),
            Key("main", "whether it stands on the front page"),
            Key("question", "what was at issue, or null"),
            Key("outcome", "how it ended: text, cite; or null"),
            Key("open", "what was open at the end: text, cite; or null"),
            Key("wanted", "who wanted what: actor, text, cite"),
            Key("articles", "slugs of its articles, by date"),
            Key("formerly", "slugs that it had before"),
        ),
    ),
    Export(
        "events.jsonl",
        partial(_of_all, _events),
        about=noted("a line of the timeline"),
        keys=(
            Key("date", "a day, a month or a year, ISO 8601"),
            Key("title", "what happened"),
            Key("article", "slug of the article that is about it, or tells it first"),
            Key("declared", "true for an event that no article is about"),
            Key("articles", "slugs of all articles that tell it"),
            Key("topics", "slugs of its topics"),
            Key("actors", "slugs of the actors that an event names"),
        ),
    ),
    Export(
        "contested.jsonl",
        partial(_of_all, _contested),
        about=noted("a claim that somebody denies"),
        keys=(
            Key("claim", "what is claimed"),
            Key("by", "who says so"),
            Key("denied_by", "who denies it"),
            Key("id", "its name in addresses: contested.html#ID"),
            Key("state", "open, or what settled it"),
            Key(
                "sources",
                "keys of the sources that the marks beside the words name, as in sources.csl.json; else all of the article's",
            ),
            Key("topics", "slugs of its topics"),
            Key("articles", "slugs of the articles that tell it"),
        ),
    ),
)
