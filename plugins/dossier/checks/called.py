"""What may be meant where a name leads nowhere: by a label in place of a slug, by a slip, by a path to another folder."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from dossier.errors import ContentError
from dossier.model import ActorHead, ArticleHead, Entry, TopicHead
from dossier.text import slug

_DATE = re.compile(r"\d{4}(-\d\d){0,2}-")


NOUNS: Mapping[type, str] = {
    ArticleHead: "article",
    ActorHead: "actor",
    TopicHead: "topic",
}


class Called:
    """What actors, topics and articles are called, for who writes that where a slug belongs."""

    def __init__(self, entries: Iterable[Entry[Any]]) -> None:
        """Those of some entries."""
        self.entries = tuple(entries)

    @cached_property
    def slugs(self) -> Mapping[tuple[str, str], str]:
        """The slug of each, by its kind and what it is called, in small letters."""
        found: dict[tuple[str, str], str] = {}
        for entry in self.entries:
            for name in _called(entry.head):
                found.setdefault((NOUNS[type(entry.head)], name.casefold()), entry.slug)
        return found

    def unknown(self, entry: Entry[Any], key: str, slugs: Iterable[str], known: frozenset[str]) -> Iterator[ContentError]:
        """An error for each slug in a key of an entry that nobody has, with the one that may be meant."""
        noun = _noun(key)
        for place, name in enumerate(slugs):
            if name not in known:
                near = self.slugs.get((noun, name.casefold())) or next(iter(get_close_matches(name, sorted(known), 1, 0.7)), "")
                line, problem = entry.line(f"{key}.{place}"), f"`{key}`: there is no {noun} `{name}`"
                yield ContentError(entry.path, line, problem, example=near or (_file_of(noun, name) if slug(name) else ""))


def _noun(key: str) -> str:
    return "topic" if key in ("topics", "broader") else "article" if key == "translation_of" else "actor"


def _called(head: Any) -> Iterator[str]:
    if isinstance(head, ActorHead):
        yield from (head.name, *(alias.text for alias in head.aliases))
    elif isinstance(head, TopicHead):
        yield head.label
    elif isinstance(head, ArticleHead):
        yield head.title


def _file_of(noun: str, name: str) -> str:
    """Where what nobody has described yet would be."""
    return f"a file content/{noun}s/{slug(name)}.md, or one of those that are there" if noun != "article" else ""


def near(path: str, known: Collection[str]) -> str:
    """The file that a path may mean: one of that name elsewhere, or of its kind one of another day, or of nearly that name."""
    sought = PurePosixPath(path)
    names = [PurePosixPath(one) for one in sorted(known)]
    if same := next((one for one in names if one.name == sought.name), None):
        return same.as_posix()
    alike = [one for one in names if one.suffix == sought.suffix and one.parts[:1] == sought.parts[:1]]
    date, rest = _dated(sought.stem)
    if same := next((one for one in alike if date and _dated(one.stem)[1] == rest), None):
        return same.as_posix()
    stems = {_dated(one.stem)[1]: one.as_posix() for one in alike if _dated(one.stem)[0] == date}
    return next((stems[stem] for stem in get_close_matches(rest, sorted(stems), 1, 0.75)), "")


def _dated(stem: str) -> tuple[str, str]:
    """The date that a name begins with, and the rest of it."""
    found = _DATE.match(stem)
    return (found[0], stem[found.end() :]) if found else ("", stem)
