"""Front matter as values: what the compiler writes above an article, an actor, a topic or a page.

The annotations say what is valid, and ``frontmatter`` has pydantic validate by them. Pydantic is not imported here: it takes
longer than all that a build does in which nothing has changed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from dossier.chronology import Interval, PartialDate
from dossier.language import is_language_tag

_NOT_XML = re.compile(r"[\0-\x1f\ufffe\uffff]")  # what XML 1.0 has no way to write


def _web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")) or value.split() != [value]:
        raise ValueError("is no web address")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    text = " ".join(value.split())
    if found := _NOT_XML.search(text):
        raise ValueError(f"holds the character U+{ord(found[0]):04X}, which no page and no feed may hold")
    return text


def _language_tag(value: str) -> str:
    if not is_language_tag(value):
        raise ValueError("is no language tag")
    return value


def _some(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not value:
        raise ValueError("names none; one at least is needed")
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


def _spelled(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


OPEN = Interval()


def _moment(value: object) -> Interval:
    return OPEN if value == "open" else Interval.parse(value)


@dataclass(frozen=True, slots=True)
class Before:
    """A function that a value passes before pydantic validates it; a ValueError says what is wrong with it."""

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, kind: Any, handler: Callable[[Any], Any]) -> Any:
        """What pydantic asks of an annotation."""
        from pydantic_core import core_schema  # noqa: PLC0415 - see above

        return core_schema.no_info_before_validator_function(self.function, handler(kind))


@dataclass(frozen=True, slots=True)
class After:
    """The same after pydantic has validated it."""

    function: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, kind: Any, handler: Callable[[Any], Any]) -> Any:
        """What pydantic asks of an annotation."""
        from pydantic_core import core_schema  # noqa: PLC0415 - see above

        return core_schema.no_info_after_validator_function(self.function, handler(kind))


class FrontMatter:
    """A part of front matter: it holds no other keys than its fields, ``from_`` being ``from`` there."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "alias_generator": lambda name: name.rstrip("_")}


Date = Annotated[PartialDate, Before(PartialDate.parse)]
Url = Annotated[str, After(_web_address)]
Text = Annotated[str, After(_text)]
Lang = Annotated[str, After(_language_tag)]
ActorKind = Literal["person", "organisation", "body", "state"]
ArticleKind = Literal["brief", "clipping"]
Status = Literal["published", "draft", "hidden"]
Evidence = Literal["linked", "declared", "named", "role", "metonym", "within"]
StatementKind = Literal["direct", "indirect", "mixed"]
StatementStatus = Literal["auto", "confirmed", "rejected"]
SaidFrom = Literal["text", "article", "open"]


@dataclass(frozen=True, slots=True)
class Source(FrontMatter):
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


@dataclass(frozen=True, slots=True)
class Event(FrontMatter):
    """A dated happening that an article tells besides its own."""

    date: Date
    title: Text


@dataclass(frozen=True, slots=True)
class Contest(FrontMatter):
    """A claim that somebody denies."""

    claim: Text
    by: Text
    denied_by: Text


@dataclass(frozen=True, slots=True)
class ClippingRef(FrontMatter):
    """The clipping that an article was made from: path below the content folder, and SHA-256 of its bytes."""

    path: Text
    sha256: Text


@dataclass(frozen=True, slots=True)
class ArticleHead(FrontMatter):
    """An article's front matter; only a draft may be without topics. ``variants`` are further clippings of the same story."""

    title: Text
    date: Date
    sources: Annotated[tuple[Source, ...], After(_some)]
    topics: tuple[Text, ...] = ()
    summary: Text | None = None
    kind: ArticleKind = "brief"
    dateline: Text | None = None
    byline: Annotated[tuple[Text, ...], Before(_listed)] = ()
    actors: tuple[Text, ...] = ()
    events: tuple[Event, ...] = ()
    contested: tuple[Contest, ...] = ()
    not_mentions: tuple[Text, ...] = ()
    lang: Lang | None = None
    translation_of: Text | None = None
    status: Status = "published"
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
class ActorHead(FrontMatter):
    """An actor's front matter."""

    name: Text
    kind: ActorKind
    aliases: tuple[Annotated[Alias, Before(_spelled)], ...] = ()
    native: Annotated[tuple[NativeName, ...], Before(_listed)] = ()
    roles: tuple[Role, ...] = ()
    member_of: tuple[Text, ...] = ()
    of: Text | None = None
    demonyms: tuple[Text, ...] = ()
    wikidata: Text | None = None


@dataclass(frozen=True, slots=True)
class TopicHead(FrontMatter):
    """A topic's front matter; ``main`` topics stand on the front page."""

    label: Text
    broader: Text | None = None
    terms: tuple[Text, ...] = ()
    main: bool = False


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
    without ends being open. ``same_as`` is the statement in which the same utterance was reported first.
    """

    article: Text
    status: Literal["confirmed", "rejected"]
    words: Annotated[tuple[Text, ...], Before(_listed), After(_some)]
    speaker: Text | None = None
    surface: Text | None = None
    cue: str = ""
    said: Annotated[Interval, Before(_moment)] = OPEN
    topics: tuple[Text, ...] = ()
    same_as: Text | None = None
    note: Text | None = None
