"""One file of the compiler's to readings: a pure function of its name and bytes, within limits.

It runs in a worker process, so that a file that loops or swells ends its worker and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from dossier.errors import DossierError
from dossier.importing import rules
from dossier.importing.clipping import Clipping, Stated, Story, sound
from dossier.importing.formats import RawFile, Refused, members, problem_of, read

LARGEST = 50_000_000  # bytes of one file
LONGEST = 300_000  # words of one clipping


@dataclass(frozen=True, slots=True)
class Reading:
    """A clipping as read: its bytes and their SHA-256, and its stories, or the problem that kept it from being read."""

    name: str
    ending: str = ""
    data: bytes = b""
    sha256: str = ""
    stories: tuple[Story, ...] = ()
    problem: str = ""


def open_file(path: str) -> tuple[Reading | RawFile, ...]:
    """Read one file. Where it holds others, these come back as items, each to be read by itself with :func:`read_item`."""
    try:
        size = Path(path).stat().st_size
        if not Path(path).is_file():
            return (Reading(path, problem="is no file"),)
        if size > LARGEST:
            problem = f"is too large: {size / 1e6:.0f} MB, and {LARGEST / 1e6:.0f} MB at most are read"
            return (Reading(path, problem=problem),)
        found = list(members(RawFile(path, Path(path).read_bytes())))
    except OSError as error:
        return (Reading(path, problem=f"cannot be opened: {error.strerror}"),)
    except Exception as error:
        return (Reading(path, problem=problem_of(error)),)
    if len(found) == 1 and isinstance(found[0], RawFile) and found[0].name == path:
        return (read_item(found[0]),)
    return tuple(Reading(one.name, problem=one.problem) if isinstance(one, Refused) else one for one in found)


def read_item(item: RawFile) -> Reading:
    """Read one item; what cannot be read says why."""
    try:
        clippings = [_sound(_with(clipping, item.stated)) for clipping in read(item)]
        if sum(len(line.text.split()) for clipping in clippings for line in clipping.lines) > LONGEST:
            raise DossierError(f"is too long: more than {LONGEST:,} words")
        stories = tuple(story for clipping in clippings for story in _stories(clipping))
    except Exception as error:
        return Reading(item.name, problem=problem_of(error))
    if not any(story.body for story in stories):
        return Reading(item.name, problem="holds no text")
    return Reading(item.name, item.ending, item.data, sha256(item.data).hexdigest(), stories)


def _stories(clipping: Clipping) -> Iterator[Story]:
    """A clipping's stories, each with what is to be said of how it was read."""
    for story in rules.read(clipping):
        yield replace(story, findings=(*story.findings, *clipping.findings)) if clipping.findings else story


def _with(clipping: Clipping, told: Stated) -> Clipping:
    """The clipping with what its container states, which goes before what it states itself."""
    known = {field.name: value for field in fields(told) if (value := getattr(told, field.name))}
    return replace(clipping, stated=replace(clipping.stated, **known)) if known else clipping


def _sound(value: Any) -> Any:
    """A value with every text in it sound."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, tuple):
        return tuple(map(_sound, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _sound(getattr(value, field.name)) for field in fields(value)})
    return value
