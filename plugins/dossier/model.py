"""The values that flow down the pipeline: frozen, slotted, and nothing else.

``*Head`` is a file's front matter as validated; ``Prose`` is its body as parsed. Offsets count Unicode code points in
a passage's ``text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as validated

from dossier.chronology import PartialDate


def _web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")) or any(char.isspace() for char in value):
        raise ValueError("is no web address")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return " ".join(value.split())


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


def _spelled(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Date = Annotated[PartialDate, BeforeValidator(PartialDate.parse)]
Url = Annotated[str, AfterValidator(_web_address)]
Text = Annotated[str, AfterValidator(_text)]
ActorKind = Literal["person", "organisation", "body", "state"]
ArticleKind = Literal["brief", "clipping"]
Status = Literal["published", "draft", "hidden"]
Evidence = Literal["linked", "declared", "named", "role", "metonym"]
StatementKind = Literal["direct", "indirect", "mixed"]
Decision = Literal["auto", "confirmed", "rejected"]
STRICT = ConfigDict(extra="forbid", validate_by_name=True)


@validated(frozen=True, slots=True, config=STRICT)
class Source:
    """Where something was published; ``via`` names the place where a copy was seen."""

    title: Text
    publisher: Text
    date: Date | None = None
    url: Url | None = None
    author: Text | None = None
    locator: Text | None = None
    via: Text | None = None
    archived: Url | None = None
    retrieved: Date | None = None


@validated(frozen=True, slots=True, config=STRICT)
class Event:
    """A dated happening that an article tells besides its own."""

    date: Date
    title: Text


@validated(frozen=True, slots=True, config=STRICT)
class Contest:
    """A claim that somebody denies."""

    claim: Text
    by: Text
    denied_by: Text


@validated(frozen=True, slots=True, config=STRICT)
class ClippingRef:
    """The clipping that an article was made from: path below the content folder, and SHA-256 of its bytes."""

    path: Text
    sha256: Text


@validated(frozen=True, slots=True, config=STRICT)
class ArticleHead:
    """An article's front matter."""

    title: Text
    date: Date
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    topics: Annotated[tuple[Text, ...], Field(min_length=1)]
    summary: Text | None = None
    kind: ArticleKind = "brief"
    dateline: Text | None = None
    byline: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    actors: tuple[Text, ...] = ()
    events: tuple[Event, ...] = ()
    contested: tuple[Contest, ...] = ()
    not_mentions: tuple[Text, ...] = ()
    lang: Text | None = None
    translation_of: Text | None = None
    status: Status = "published"
    clipping: ClippingRef | None = None


@validated(frozen=True, slots=True, config=STRICT)
class Alias:
    """Another spelling of an actor's name; ``from_`` and ``to`` bound the dates of the articles that it counts in.

    ``metonym``: names a place and means an actor. ``exact``: matched to the letter, accents and case included.
    An asterisk at the end of ``text`` stands for any ending of the word.
    """

    text: Text
    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None
    metonym: bool = False
    exact: bool = False


@validated(frozen=True, slots=True, config=STRICT)
class NativeName:
    """An actor's name in a language of its own."""

    lang: Text
    name: Text


@validated(frozen=True, slots=True, config=STRICT)
class Role:
    """An office held from a date to a date; ``of`` is the actor whose office it is."""

    title: Text
    of: Text | None = None
    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None
    note: Text | None = None


@validated(frozen=True, slots=True, config=STRICT)
class ActorHead:
    """An actor's front matter."""

    name: Text
    kind: ActorKind
    aliases: tuple[Annotated[Alias, BeforeValidator(_spelled)], ...] = ()
    native: Annotated[tuple[NativeName, ...], BeforeValidator(_listed)] = ()
    roles: tuple[Role, ...] = ()
    member_of: tuple[Text, ...] = ()
    of: Text | None = None
    demonyms: tuple[Text, ...] = ()
    wikidata: Text | None = None


@validated(frozen=True, slots=True, config=STRICT)
class TopicHead:
    """A topic's front matter; ``main`` topics stand on the front page."""

    label: Text
    broader: Text | None = None
    terms: tuple[Text, ...] = ()
    main: bool = False


@validated(frozen=True, slots=True, config=STRICT)
class PageHead:
    """The front matter of a page beside the dossier: about, how to cite."""

    title: Text
    summary: Text | None = None
    lang: Text | None = None
    status: Status = "published"


Head = TypeVar("Head", ArticleHead, ActorHead, TopicHead, PageHead)
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: ``kind`` is filename, static, attach, web or fragment; ``fragment`` has no ``#``."""

    kind: Literal["filename", "static", "attach", "web", "fragment"]
    target: str
    fragment: str
    line: int


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that stands at an offset of a passage's text; with ``link``, the start tag of that link."""

    offset: int
    html: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph-level block of an article.

    ``text`` is what a reader sees. ``opaque`` are the spans where no name is looked for: code and addresses.
    ``links`` are the spans of links.
    """

    id: str
    text: str
    line: int
    markup: tuple[Markup, ...] = ()
    opaque: tuple[Span, ...] = ()
    links: tuple[tuple[int, int, Link], ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as parsed: ``frame`` is the HTML around the passages, one string more than there are passages.

    ``refused`` are the addresses that no page may link to or load, with their lines.
    """

    frame: tuple[str, ...]
    passages: tuple[Passage, ...]
    anchors: frozenset[str]
    refused: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Head]):
    """One content file as read. ``lines`` tells where in the file each key of the front matter stands."""

    slug: str
    path: str
    head: Head
    prose: Prose
    lines: Mapping[str, int]

    @property
    def address(self) -> str:
        """Where its page stands, from the site's root; the page ``index`` is part of the front page."""
        if self.path == "pages/index.md":
            return "index.html"
        return f"{self.path.split('/')[0]}/{self.slug}.html"

    def line(self, key: str) -> int:
        """The line of a front matter key such as ``topics`` or ``topics.1``; of the key above it where unknown."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)


Article: TypeAlias = Entry[ArticleHead]
Actor: TypeAlias = Entry[ActorHead]
Topic: TypeAlias = Entry[TopicHead]
Page: TypeAlias = Entry[PageHead]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named; ``actor`` is None where more than one could be meant."""

    article: str
    passage: str
    start: int
    end: int
    surface: str
    actor: str | None
    candidates: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that a text attributes to somebody.

    ``start`` and ``end`` bound the words in the passage's text, quotation marks included; ``speaker_surface`` is how the
    text names the speaker, ``speaker`` the actor, None where that is nobody of the dossier or could be several.
    ``status`` is ``auto`` until the compiler decides; ``topics`` are those of its passage.
    """

    id: str
    article: str
    passage: str
    start: int
    end: int
    text: str
    speaker: str | None
    speaker_surface: str
    cue: str
    kind: StatementKind
    date: PartialDate
    topics: tuple[str, ...] = ()
    status: Decision = "auto"


@validated(frozen=True, slots=True, config=STRICT)
class Decided:
    """What the compiler decided of a statement; ``text`` is its text then, so that a statement that is gone can be told.

    ``speaker`` corrects who said it.
    """

    status: Literal["confirmed", "rejected"]
    text: Text
    speaker: Text | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the compiler should look at; ``code`` names the check."""

    code: str
    path: str
    line: int
    message: str
