"""What every page shows, and the parts that several kinds of page share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.language import Language, language
from dossier.model import Article, Entry, Link, Mention, Passage, Span
from dossier.text import shorten
from dossier.walk import destination

OVERVIEWS = (  # the pages that lead into the dossier, in the order of the header
    "timeline.html",
    "topics/index.html",
    "actors/index.html",
    "positions/index.html",
    "statements.html",
    "contested.html",
    "network.html",
)
GLOSSARY = "glossary.html"
MISSING, ROBOTS = "404.html", "robots.txt"  # for a host alone


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of the whole site.

    ``url`` is empty where the site has no address of its own; ``proposed`` tells whether statements are shown that nobody has
    confirmed; ``pages`` are those of text, for the foot of each page, and ``overviews`` those of :data:`OVERVIEWS` that have
    something to show; ``as_of`` is the day up to which the dossier was checked. Where the pictures for networks and telephones
    can be drawn, it has ``cards``.
    """

    name: str
    subtitle: str
    author: str
    lang: str
    url: str
    preview: bool
    proposed: bool = False
    pages: tuple["Ref", ...] = ()
    overviews: tuple[str, ...] = OVERVIEWS
    as_of: PartialDate | None = None
    cards: bool = False

    @property
    def words(self) -> Language:
        """What the interface says, in the site's language."""
        return language(self.lang)

    def place(self, address: str) -> str:
        """The whole address of a page, the one that counts where it can be reached by several."""
        return f"{self.url}/{'' if address == 'index.html' else address}"


class Ref(NamedTuple):
    """A link to a page: its address from the site's root, and its name; ``count`` where the list counts."""

    address: str
    label: str
    count: int = 0  # type: ignore[assignment]  # that of tuples, which nobody asks for


class ArticleRef(NamedTuple):
    """An article in a list."""

    address: str
    label: str
    date: PartialDate
    summary: str
    lang: str


class Excerpt(NamedTuple):
    """A passage in a list, names marked, with the address of the passage."""

    address: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that one page shows.

    ``search`` is what the search index keeps of it: filters by name, empty for lists. ``trail`` leads from the site's root
    to the page above this one; ``parts`` are the pages that hold a list that is too long for one.
    """

    template: ClassVar[str]
    section: ClassVar[str] = ""
    unsearched: ClassVar[frozenset[str]] = frozenset()  # fields that the searched part of the page does not show
    address: str
    title: str
    summary: str
    lang: str
    search: Mapping[str, tuple[str, ...]]
    trail: tuple[Ref, ...] = ()
    parts: tuple[Ref, ...] = ()

    @property
    def root(self) -> str:
        """The way from this page to the site's root; empty or ending in a slash."""
        return "../" * self.address.count("/")

    @property
    def searched(self) -> tuple[Any, ...]:
        """What the search index can hold of the page: all fields but the unsearched."""
        return tuple(getattr(self, item.name) for item in fields(self) if item.name not in self.unsearched)

    @property
    def steps(self) -> tuple[tuple[Ref | None, Ref | None], ...]:
        """The parts before and after this page, None at the ends of the list; nothing where the page is no part."""
        around = zip((None, *self.parts), self.parts, (*self.parts[1:], None), strict=False)
        return tuple((previous, following) for previous, part, following in around if part.address == self.address)


def body(
    edition: Edition, entry: Entry[Any], mentions: Sequence[Mention] = (), terms: Iterable[tuple[str, Span, str]] = ()
) -> Markup:
    """An entry's prose as HTML for its own page, links resolved and mentions linked to their actors.

    ``terms`` are places in its passages where no mention stands, by the ids of these, and what they lead to.
    """
    from dossier.prose.weave import weave  # noqa: PLC0415 - with the parser of Markdown, of no use where no page is made

    root = "../" * entry.address.count("/")
    by_passage: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for mention in mentions:
        if mention.actor and mention.evidence != "within":
            tag = f'<a class="mention" href="{root}{edition.actor_names[mention.actor].address}">'
            by_passage[mention.passage].append((mention.start, mention.end, tag))
    for name, (start, end), address in terms:
        by_passage[name] = sorted([*by_passage[name], (start, end, f'<a class="term" href="{root}{address}">')])
    prose, parts = edition.prose(entry), list[str]()
    for frame, passage in zip(prose.frame, prose.passages, strict=False):
        marks = by_passage[passage.id]
        if passage.links:
            marks = [mark for mark in marks if not _inside_link(passage, *mark[:2])]
        parts += [frame, weave(passage, marks, lambda link: _address(edition, entry, link, root))]
    return Markup("".join([*parts, prose.frame[-1]]))  # noqa: S704 - prose and weave escape what is not theirs


def _inside_link(passage: Passage, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last, _ in passage.links)


def _address(edition: Edition, entry: Entry[Any], link: Link, root: str) -> str:
    fragment = f"#{quote(link.fragment)}" if link.fragment else ""
    if link.kind == "web":
        return link.target
    if link.kind == "fragment":
        return fragment
    path = destination(entry.path, link.target)
    return root + (edition.files[path].address if link.kind == "filename" else quote(path)) + fragment


def article_ref(edition: Edition, article: Article, passage: str = "") -> ArticleRef:
    """An article as lists show it, with the way to its beginning or to a passage."""
    head = article.head
    return ArticleRef(
        f"{article.address}#{passage}" if passage else article.address,
        head.title,
        head.date,
        head.summary or "",
        head.lang or edition.lang,
    )


def actor_ref(edition: Edition, slug: str, count: int = 0) -> Ref:
    """An actor as lists show it."""
    return Ref(*edition.actor_names[slug], count)


def topic_ref(edition: Edition, slug: str, count: int = 0) -> Ref:
    """A topic as lists show it."""
    return Ref(*edition.topic_names[slug], count)


def ranked(counts: Mapping[str, int], ref: Callable[[Edition, str, int], Ref], edition: Edition) -> tuple[Ref, ...]:
    """References with counts, the largest first, then by name."""
    refs = (ref(edition, slug, count) for slug, count in counts.items())
    return tuple(sorted(refs, key=lambda r: (-r.count, edition.words.sort_key(r.label))))


def first_sentences(edition: Edition, entry: Entry[Any], limit: int = 200) -> str:
    """The beginning of an entry's prose, for a description."""
    passages = edition.prose(entry).passages
    return shorten(passages[0].text, limit) if passages else ""


def completed(site: Site, edition: Edition) -> Site:
    """The site with what its edition says of it."""
    has: dict[str, object] = {"positions/index.html": edition.debated, "contested.html": edition.disputes}
    has |= {"network.html": edition.central, "statements.html": edition.shown, "actors/index.html": edition.actors}
    overviews = tuple(address for address in OVERVIEWS if has.get(address, True))
    return replace(site, pages=(*_glossary_ref(edition), *page_refs(edition)), overviews=overviews, as_of=edition.dossier.as_of)


def _glossary_ref(edition: Edition) -> Iterator[Ref]:
    if edition.glossary:
        yield Ref(GLOSSARY, edition.words.gettext("Glossary"))


def bare(site: Site) -> Site:
    """The site as its settings alone have it."""
    return replace(site, pages=(), overviews=OVERVIEWS, as_of=None)


def page_refs(edition: Edition) -> tuple[Ref, ...]:
    """The pages of text that a reader is led to, by title."""
    listed = (p for p in edition.pages.values() if p.head.status != "hidden" and p.slug != "index")
    return tuple(sorted((Ref(p.address, p.head.title) for p in listed), key=lambda ref: edition.words.sort_key(ref.label)))
