"""Front matter as values: what the compiler writes above an article, an actor, a topic or a page."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as validated

from dossier.chronology import PartialDate
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


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


def _spelled(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Date = Annotated[PartialDate, BeforeValidator(PartialDate.parse)]
Url = Annotated[str, AfterValidator(_web_address)]
Text = Annotated[str, AfterValidator(_text)]
Lang = Annotated[str, AfterValidator(_language_tag)]
ActorKind = Literal["person", "organisation", "body", "state"]
ArticleKind = Literal["brief", "clipping"]
Status = Literal["published", "draft", "hidden"]
Evidence = Literal["linked", "declared", "named", "role", "metonym", "within"]
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
    """An article's front matter; only a draft may be without topics. ``variants`` are further clippings of the same story."""

    title: Text
    date: Date
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    topics: tuple[Text, ...] = ()
    summary: Text | None = None
    kind: ArticleKind = "brief"
    dateline: Text | None = None
    byline: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    actors: tuple[Text, ...] = ()
    events: tuple[Event, ...] = ()
    contested: tuple[Contest, ...] = ()
    not_mentions: tuple[Text, ...] = ()
    lang: Lang | None = None
    translation_of: Text | None = None
    status: Status = "published"
    clipping: ClippingRef | None = None
    variants: tuple[ClippingRef, ...] = ()


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

    lang: Lang
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
    lang: Lang | None = None
    status: Status = "published"


@validated(frozen=True, slots=True, config=STRICT)
class Decided:
    """What the compiler decided of a statement; ``text`` is its text then, so that a statement that is gone can be told.

    ``speaker`` corrects who said it.
    """

    status: Literal["confirmed", "rejected"]
    text: Text
    speaker: Text | None = None
