"""The values that front matter is made of, each with what is valid for it.

``frontmatter`` has pydantic validate by these annotations. Pydantic is not imported here: it takes longer than all that a build
does in which nothing has changed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from dossier.chronology import Interval, PartialDate
from dossier.language import is_language_tag

_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ITEM = re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)(?:[#?].*)?")
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


def _wikidata(value: str) -> str:
    """The id of an item, which may be given by its address."""
    found = _ITEM.fullmatch(value.strip())
    if not found:
        raise ValueError("is no item of Wikidata")
    return found[1]


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("is no id: letters, digits and hyphens, a letter first")
    return value


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value) or value == "index":
        raise ValueError("is no slug: small letters, digits and single hyphens between them")
    return value


def some(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list that has to name one at least; raises ValueError where it is empty."""
    if not value:
        raise ValueError("names none; one at least is needed")
    return value


def listed(value: object) -> object:
    """One value as a list of one."""
    return [value] if isinstance(value, (str, dict)) else value


def spelled(value: object) -> object:
    """A text alone as keys and values, ``text`` being that one."""
    return {"text": value} if isinstance(value, str) else value


OPEN = Interval()


def moment(value: object) -> Interval:
    """A date, a stretch, or ``open``."""
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
    __dataclass_fields__: ClassVar[dict[str, Any]]  # each part of front matter is a dataclass

    def given(self) -> Iterator[tuple[str, Any]]:
        """Its fields that are not None, each with its value."""
        for name in self.__dataclass_fields__:
            if (value := getattr(self, name)) is not None:
                yield name, value

    def parts(self, at: str = "") -> Iterator[tuple[str, "FrontMatter"]]:
        """It and the parts that it is made of, each with its place: ``camps.0.wanted.1.first``."""
        yield at, self
        for name, value in self.given():
            inside = f"{at}.{name}" if at else name
            for place, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
                if isinstance(item, FrontMatter):
                    yield from item.parts(inside if place is None else f"{inside}.{place}")


Date = Annotated[PartialDate, Before(PartialDate.parse)]
Url = Annotated[str, After(_web_address)]
Text = Annotated[str, After(_text)]
Lang = Annotated[str, After(_language_tag)]
Id = Annotated[str, After(_id)]
Item = Annotated[str, After(_wikidata)]
Slug = Annotated[str, After(_slug)]
ActorKind = Literal["person", "organisation", "body", "state"]
ArticleKind = Literal["brief", "clipping"]
Status = Literal["published", "draft", "hidden"]
Shape = Literal["square", "circle", "triangle", "diamond", "open"]
Evidence = Literal["linked", "declared", "named", "role", "metonym", "within"]
StatementKind = Literal["direct", "indirect", "mixed"]
StatementStatus = Literal["auto", "confirmed", "rejected"]
SaidFrom = Literal["text", "article", "open"]
