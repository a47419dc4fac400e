"""Where the files of a content folder name an actor, a topic or an article: keys, and links in texts."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import quote, unquote

from dossier.errors import ContentError, DossierError
from dossier.readings import dated
from dossier.splice import Name, Value, spliced, values
from dossier.text import slug
from dossier.walk import UNREAD, destination

Kind = Literal["actor", "topic", "article"]
Place = tuple[str, ...]

FOLDERS: Mapping[Kind, str] = {"actor": "actors", "topic": "topics", "article": "articles"}
NAMES: Mapping[str, Kind] = {  # by the keys that hold slugs, wherever in front matter or a file of YAML they stand
    "topics": "topic", "broader": "topic",
    "actors": "actor", "actor": "actor", "speaker": "actor", "of": "actor", "member_of": "actor", "not_mentions": "actor",
    "article": "article", "translation_of": "article", "cite": "article",
}  # fmt: skip
KEYED: Mapping[str, Kind] = {"steps": "topic"}  # keys that hold others which are slugs
_LINK = re.compile(r"(?<=\{filename\})[^\s)>\]\"'#]+")


def path_of(files: Mapping[str, bytes], kind: Kind, name: str) -> str:
    """The path of the file that has a slug; raises DossierError where none has it."""
    for path in files:
        near = path.startswith(f"{FOLDERS[kind]}/") and name.endswith(slug(PurePosixPath(path).stem))
        if near and slug_of(files, kind, path) == name:
            return path
    raise DossierError(f"there is no {kind} {name}")


def slug_of(files: Mapping[str, bytes], kind: Kind, path: str) -> str:
    """The slug of a file."""
    name = slug(PurePosixPath(path).stem)
    return dated(name, str(values(path, files[path]).get("date"))) if kind == "article" else name


def follow(files: Mapping[str, bytes], kind: Kind, old: tuple[str, str], new: tuple[str, str]) -> dict[str, bytes]:
    """The files that name one of a kind, as they are when they name another; each is told by its slug and its path.

    A list that names both names the other once. Raises ContentError where a file cannot be changed so.
    """
    found: dict[str, bytes] = {}
    marks = old[0].encode(), PurePosixPath(old[1]).name.encode()
    for path, data in files.items():
        if not any(mark in data for mark in marks):
            continue
        try:
            after = spliced(path, data, dict(_changes(path, values(path, data), kind, old[0], new[0])))
        except ContentError:
            if path.split("/")[0] in UNREAD:  # no build reads it: it may be unfinished
                continue
            raise
        after = _relinked(path, after, old[1], new[1])
        if after != data:
            found[path] = after
    return found


def _changes(path: str, held: Any, kind: Kind, old: str, new: str) -> Iterator[tuple[Place, Value | Name | None]]:
    """What to change in a file so that it names the new slug."""
    for place in places(held, kind, old):
        above: Any = held
        for part in place[:-1]:
            above = above[int(part)] if isinstance(above, list) else above[part]
        if isinstance(above, list):
            yield place, None if new in above else new
        elif above[place[-1]] == old:
            yield place, new
        elif new in above:
            problem = f"`{'.'.join(place[:-1])}` has a text for `{old}` and one for `{new}`"
            raise ContentError(path, 1, problem, example=f"make one of the two, for `{new}`, by hand")
        else:
            yield place, Name(new)


def places(held: Any, kind: Kind, name: str, at: Place = ()) -> Iterator[Place]:
    """Where values name a slug: the places of scalars that are it, and of keys."""
    if isinstance(held, str):
        keys = [part for part in at[-2:] if not part.isdecimal()]
        if held == name and keys and NAMES.get(keys[-1]) == kind:
            yield at
    elif isinstance(held, dict):
        if at and KEYED.get(at[-1]) == kind and name in held:
            yield (*at, name)
        for key, item in held.items():
            yield from places(item, kind, name, (*at, key))
    elif isinstance(held, list):
        for number, item in enumerate(held):
            yield from places(item, kind, name, (*at, str(number)))


def _relinked(path: str, data: bytes, old: str, new: str) -> bytes:
    """A file whose links lead to another one."""
    if old == new:
        return data

    def link(match: re.Match[str]) -> str:
        target = match[0]
        if destination(path, unquote(target)) != old:
            return target
        return "/" + quote(new) if target.startswith("/") else quote(posixpath.relpath(new, posixpath.dirname(path) or "."))

    return _LINK.sub(link, data.decode()).encode()
