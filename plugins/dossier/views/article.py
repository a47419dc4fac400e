"""The page of one article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from dossier.chronology import PartialDate, overlaps
from dossier.edition import Edition
from dossier.language import own_name
from dossier.model import Article, ArticleHead, ArticleKind, Entry, Event, Span, Statement, Term
from dossier.records import FORMATS
from dossier.references import Reference, of_article
from dossier.text import shorten
from dossier.views.base import (
    GLOSSARY,
    ArticleRef,
    Ref,
    Site,
    View,
    article_ref,
    body,
    first_sentences,
    topic_ref,
)
from dossier.views.glossary import anchor, first_places
from dossier.views.linked import linked_article
from dossier.views.marks import Voice, voice
from dossier.views.noted import Contested, Numbered, contested, numbered
from dossier.views.rows import Row, rows
from dossier.walk import destination

PLAIN = "!$()*+,/:;=?@-._~"  # what a data address may hold as it is, besides letters and digits
_QUOTED = [quote(bytes([byte]), safe=PLAIN) for byte in range(256)]  # byte by byte, for quote is slower


class TopicStep(NamedTuple):
    """A topic of an article, with the article's number among its steps, and the steps before and after, each with its number.

    A number is 0 where the topic has too many to count.
    """

    topic: Ref
    number: int = 0
    total: int = 0
    previous: tuple[int, ArticleRef] | None = None
    following: tuple[int, ArticleRef] | None = None


class Version(NamedTuple):
    """The same article in another language, which is called ``tongue`` in itself."""

    address: str
    label: str
    lang: str
    tongue: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the page itself holds, as a ``data:`` address: it can be saved from disk too, without a script."""

    label: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(View):
    """An article with everything that it names and where it came from.

    ``topics`` are its steps on them, main topics first; ``statements`` those that were taken from it; ``downloads`` hold the
    references of the article and of its sources. A hidden article has no statements, citations and downloads. Where it is
    ``cut``, ``body`` is the excerpts of a clipping.
    """

    template: ClassVar[str] = "article.html"
    unsearched: ClassVar[frozenset[str]] = frozenset(
        (
            "trail",
            "topics",
            "actors",
            "events",
            "statements",
            "cards",
            "linked_data",
            "citation",
            "sources",
            "downloads",
            "revised",
        )
    )
    date: PartialDate
    revised: PartialDate | None
    kind: ArticleKind
    hidden: bool
    cut: bool
    dateline: str
    byline: tuple[str, ...]
    body: Markup
    sources: tuple[Numbered, ...]
    topics: tuple[TopicStep, ...]
    actors: tuple[Voice, ...]
    events: tuple[Event, ...]
    contested: tuple[Contested, ...]
    statements: tuple[Row, ...]
    versions: tuple[Version, ...]
    cards: Mapping[str, Mapping[str, str]]
    linked_data: Mapping[str, Any]
    citation: str
    downloads: tuple[Download, ...]


def article_view(edition: Edition, site: Site, article: Article) -> ArticleView:
    """The page of an article."""
    head, prose = article.head, edition.prose(article)
    hidden = head.status == "hidden"
    itself = of_article(article, edition.lang, site.name, site.author, site.url)
    terms = tuple(_terms(edition, article))
    cited = [] if hidden else [edition.references[source.itself] for source in head.sources]
    return ArticleView(
        address=article.address,
        title=head.title,
        summary=head.summary or first_sentences(edition, article),
        lang=head.lang or edition.lang,
        search={} if hidden else _search_fields(edition, article),
        trail=(Ref("topics/index.html", edition.words.gettext("Topics")),) if head.topics else (),
        date=head.date,
        revised=head.revised,
        kind=head.kind,
        hidden=hidden,
        cut=prose.cut,
        dateline=head.dateline or "",
        byline=head.byline,
        body=body(edition, article, edition.mentions(article), ((at, span, _way(term)) for at, span, term in terms)),
        sources=tuple(numbered(edition, article)),
        topics=tuple(_steps(edition, article)),
        actors=_actors(edition, article),
        events=head.events,
        contested=tuple(contested(edition, article)),
        statements=() if hidden else tuple(rows(edition, _said(edition, article))),
        cards={_way(term): {"title": term.term, "text": term.definition} for *_, term in terms}
        | dict(_cards(edition, article)),
        versions=tuple(_version(edition, version) for version in edition.versions(article)),
        linked_data={} if hidden else linked_article(edition, site, article),
        citation=itself.sentence(edition.words),
        downloads=() if hidden else tuple(_downloads(article.slug, [itself, *cited])),
    )


def _downloads(slug: str, items: Sequence[Reference]) -> Iterator[Download]:
    for form in FORMATS:
        address = f"data:{form.media};charset=utf-8,{''.join(map(_QUOTED.__getitem__, form.text(items).encode()))}"
        yield Download(form.label, f"{slug}.{form.suffix}", address)


def _steps(edition: Edition, article: Article) -> Iterator[TopicStep]:
    itself = article.head.translation_of or article.slug
    for topic in sorted(article.head.topics, key=lambda topic: not edition.topics[topic].head.main):
        ref, step = topic_ref(edition, topic), edition.step_of.get((topic, itself))
        near = (_near(edition, step.previous), _near(edition, step.following)) if step else ()
        yield TopicStep(ref, step.number, step.total, *near) if step else TopicStep(ref)


def _near(edition: Edition, step: tuple[int, Article] | None) -> tuple[int, ArticleRef] | None:
    return (step[0], article_ref(edition, step[1])) if step else None


def _actors(edition: Edition, article: Article) -> tuple[Voice, ...]:
    """The actors of an article, those that it names most first."""
    found = (voice(edition, slug, count=count) for slug, count in edition.weights[article.slug].items())
    return tuple(sorted(found, key=lambda one: (-one.count, edition.words.sort_key(one.label))))


def _version(edition: Edition, article: Article) -> Version:
    lang = article.head.lang or edition.lang
    return Version(article.address, article.head.title, lang, own_name(lang))


def _said(edition: Edition, article: Article) -> Iterator[Statement]:
    return (statement for statement in edition.statements_of(article.slug) if statement.status != "rejected")


def _terms(edition: Edition, article: Article) -> Iterator[tuple[str, Span, Term]]:
    """The places of terms in an article of the glossary's language, where no actor's name stands."""
    if (article.head.lang or edition.lang) != edition.lang:
        return
    names: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in edition.mentions(article):
        names[mention.passage].append((mention.start, mention.end))
    yield from first_places(edition.glossary, edition.prose(article).passages, names)


def _way(term: Term) -> str:
    return f"{GLOSSARY}#{anchor(term)}"


def _cards(edition: Edition, article: Article) -> Iterator[tuple[str, Mapping[str, str]]]:
    """For each address that the text links to, what a reader sees of it without going there.

    An actor's mentions are counted in this article alone: with a count over all of them, each new article would change the
    pages of most others.
    """
    words = edition.words
    for slug, count in edition.weights[article.slug].items():
        actor = edition.actors[slug]
        roles = [role.title for role in actor.head.roles if overlaps(article.head.date, role.from_, role.to)]
        counted = words.ngettext("%(num)s mention in this article", "%(num)s mentions in this article", count) if count else ""
        note = " · ".join(filter(None, ("; ".join(roles) or words.gettext(actor.head.kind), counted)))
        yield actor.address, {"title": actor.head.name, "note": note, "text": first_sentences(edition, actor)}
    for passage in edition.prose(article).passages:
        for item in passage.markup:
            entry = (
                edition.files.get(destination(article.path, item.link.target))
                if item.link and item.link.kind == "filename"
                else None
            )
            if (
                item.link
                and entry
                and entry.address not in {edition.actor_names[slug].address for slug in edition.weights[article.slug]}
            ):
                yield _card(edition, entry, item.link.fragment)


def _card(edition: Edition, entry: Entry[Any], fragment: str) -> tuple[str, Mapping[str, str]]:
    head = entry.head
    title = str(getattr(head, "title", "") or getattr(head, "label", "") or getattr(head, "name", ""))
    text = next((p.text for p in edition.prose(entry).passages if p.id == fragment), "") or str(
        getattr(head, "summary", "") or ""
    )
    card = {"title": title, "text": shorten(text, 300) if text else first_sentences(edition, entry, 300)}
    if isinstance(head, ArticleHead):
        card |= {"note": edition.words.date(head.date), "lang": head.lang or edition.lang}
    return entry.address + (f"#{fragment}" if fragment else ""), card


def _speakers(edition: Edition, article: Article) -> tuple[str, ...]:
    said = (statement.speaker for statement in _said(edition, article))
    return tuple(sorted({edition.actor_names[speaker].name for speaker in said if speaker}))


def _search_fields(edition: Edition, article: Article) -> dict[str, tuple[str, ...]]:
    head = article.head
    return {
        "actor": tuple(sorted(edition.actor_names[actor].name for actor in edition.weights[article.slug])),
        "topic": tuple(edition.topic_names[topic].name for topic in head.topics),
        "publisher": tuple(dict.fromkeys(source.publisher for source in head.sources)),
        "year": (str(head.date.year),),
        "kind": (head.kind,),
        "speaker": _speakers(edition, article),
    }
