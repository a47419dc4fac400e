"""Front matter as values: what the compiler writes above an article, an actor, a topic or a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from dossier.chronology import Interval
from dossier.model.keys import (
    OPEN,
    ActorKind,
    After,
    ArticleKind,
    Before,
    Date,
    FrontMatter,
    Id,
    Item,
    Lang,
    Slug,
    Status,
    Text,
    Url,
    listed,
    moment,
    some,
    spelled,
)

LINE = 70  # letters of a statement's line: what a cell of a table holds


def _line(value: str) -> str:
    if len(value) > LINE:
        raise ValueError(f"has {len(value)} letters, and a cell holds {LINE}")
    return value


def _state(value: str) -> str:
    if value != "open" and not value.startswith("settled by "):
        raise ValueError("is neither open nor `settled by …`")
    return value


@dataclass(frozen=True, slots=True)
class Cited(FrontMatter):
    """A text in the dossier's own words, and the articles or statements that carry it, by slug or id."""

    text: Text
    cite: Annotated[tuple[Text, ...], Before(listed)] = ()


Claim = Annotated[Cited, Before(spelled)]


@dataclass(frozen=True, slots=True)
class Source(FrontMatter):
    """Where something was published; ``via`` names the place where a copy was seen, ``id`` is what marks in the text name."""

    title: Text
    publisher: Text
    id: Id | None = None
    date: Date | None = None
    url: Url | None = None
    author: Text | None = None
    locator: Text | None = None
    via: Text | None = None
    archived: Url | None = None
    retrieved: Date | None = None

    @property
    def itself(self) -> "Source":
        """The source without the id that one article calls it by."""
        return replace(self, id=None) if self.id else self


@dataclass(frozen=True, slots=True)
class Event(FrontMatter):
    """A dated happening that an article tells besides its own; told under the same date and title elsewhere, it is the same."""

    date: Date
    title: Text
    topics: tuple[Text, ...] = ()
    actors: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Turning(FrontMatter):
    """Why an article is a turning point of the story: in a phrase, and in one or two short ``lines`` for pictures."""

    label: Text
    lines: Annotated[tuple[Text, ...], Before(listed), After(some)]


@dataclass(frozen=True, slots=True)
class Contest(FrontMatter):
    """A claim that somebody denies; articles that tell of the same claim give it the same ``id``."""

    claim: Text
    by: Text
    denied_by: Text
    id: Id | None = None
    state: Annotated[Text, After(_state)] = "open"

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, each of which may hold marks of sources."""
        return self.claim, self.by, self.denied_by, self.state


@dataclass(frozen=True, slots=True)
class ClippingRef(FrontMatter):
    """The clipping that an article was made from: path below the content folder, and SHA-256 of its bytes."""

    path: Text
    sha256: Text


@dataclass(frozen=True, slots=True)
class ArticleHead(FrontMatter):
    """An article's front matter; only a draft may be without topics.

    ``date`` is that of what it tells, ``revised`` the day on which its text was last changed; ``steps`` says by topic what it
    is in that topic's story; ``variants`` are further clippings of the same story. ``formerly`` are slugs that it had before.
    """

    title: Text
    date: Date
    sources: Annotated[tuple[Source, ...], After(some)]
    topics: tuple[Text, ...] = ()
    revised: Date | None = None
    summary: Text | None = None
    kind: ArticleKind = "brief"
    dateline: Text | None = None
    byline: Annotated[tuple[Text, ...], Before(listed)] = ()
    actors: tuple[Text, ...] = ()
    events: tuple[Event, ...] = ()
    turning: Turning | None = None
    steps: Mapping[Text, Text] = field(default_factory=dict, hash=False)
    contested: tuple[Contest, ...] = ()
    not_mentions: tuple[Text, ...] = ()
    lang: Lang | None = None
    translation_of: Text | None = None
    status: Status = "published"
    formerly: Annotated[tuple[Slug, ...], Before(listed)] = ()
    clipping: ClippingRef | None = None
    variants: tuple[ClippingRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias(FrontMatter):
    """Another spelling of an actor's name; ``from_`` and ``to`` bound the dates of the articles that it counts in.

    ``metonym``: names a place and means an actor. ``exact``: matched to the letter, accents and case included.
    An asterisk at the end of ``text`` stands for any ending of the word.
    """

    text: Text
    from_: Date | None = None
    to: Date | None = None
    metonym: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class NativeName(FrontMatter):
    """An actor's name in a language of its own."""

    lang: Lang
    name: Text


@dataclass(frozen=True, slots=True)
class Role(FrontMatter):
    """An office held from a date to a date; ``of`` is the actor whose office it is."""

    title: Text
    of: Text | None = None
    from_: Date | None = None
    to: Date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Stance(FrontMatter):
    """What an actor stood for in a stretch of time."""

    text: Text
    from_: Date
    to: Date | None = None
    cite: Annotated[tuple[Text, ...], Before(listed)] = ()


@dataclass(frozen=True, slots=True)
class ActorHead(FrontMatter):
    """An actor's front matter."""

    name: Text
    kind: ActorKind
    aliases: tuple[Annotated[Alias, Before(spelled)], ...] = ()
    native: Annotated[tuple[NativeName, ...], Before(listed)] = ()
    roles: tuple[Role, ...] = ()
    member_of: tuple[Text, ...] = ()
    of: Text | None = None
    demonyms: tuple[Text, ...] = ()
    wikidata: Item | None = None
    stance: tuple[Stance, ...] = ()
    formerly: Annotated[tuple[Slug, ...], Before(listed)] = ()


@dataclass(frozen=True, slots=True)
class Want(FrontMatter):
    """What an actor wanted on a topic."""

    actor: Text
    text: Text
    cite: Annotated[tuple[Text, ...], Before(listed)] = ()


@dataclass(frozen=True, slots=True)
class TopicHead(FrontMatter):
    """A topic's front matter; ``main`` topics stand on the front page.

    ``question`` is what was at issue, ``open`` what still was at the end, ``years`` a heading for each year of its story.
    """

    label: Text
    broader: Text | None = None
    terms: tuple[Text, ...] = ()
    main: bool = False
    question: Text | None = None
    outcome: Claim | None = None
    open: Claim | None = None
    wanted: tuple[Want, ...] = ()
    years: Mapping[int, Text] = field(default_factory=dict, hash=False)
    formerly: Annotated[tuple[Slug, ...], Before(listed)] = ()


@dataclass(frozen=True, slots=True)
class PageHead(FrontMatter):
    """The front matter of a page beside the dossier: about, how to cite."""

    title: Text
    summary: Text | None = None
    lang: Lang | None = None
    status: Status = "published"


@dataclass(frozen=True, slots=True)
class Decision(FrontMatter):
    """What the compiler decided on a statement, in full: an entry of ``statements.yml``.

    ``words`` are those of each span, ``surface`` is how the article names the speaker, ``said`` when it was said, an interval
    without ends being open. ``line`` tells it in the dossier's own words, for a cell of a table; ``source`` is the id of one
    of the article's sources, where the marks beside the words name others. ``same_as`` is the statement in which the same
    utterance was reported first.
    """

    article: Text
    status: Literal["confirmed", "rejected"]
    words: Annotated[tuple[Text, ...], Before(listed), After(some)]
    speaker: Text | None = None
    surface: Text | None = None
    cue: str = ""
    said: Annotated[Interval, Before(moment)] = OPEN
    line: Annotated[Text, After(_line)] | None = None
    source: Text | None = None
    topics: tuple[Text, ...] = ()
    same_as: Text | None = None
    note: Text | None = None
