"""What the compiler said of names, in `content/names.yml`: which are no actors, and which somebody else's than they look."""

from pathlib import Path
from typing import Any

from dossier.errors import ContentError
from dossier.splice import values

NAMES = "names.yml"
KEY, ELSE = "not_actors", "somebody_else"
HEAD = b"""\
# What was said of names: `not_actors` are none, and `somebody_else` bears a name that looks like an actor's.
# Take one out to be asked again.
"""


def not_actors(content: Path) -> tuple[str, ...]:
    """The names that the file of a content folder lists; none where there is no file. Raises ContentError where it is none."""
    return listed(_data(content))


def others(content: Path) -> tuple[tuple[str, str], ...]:
    """The names that are somebody else's than an actor's, each with the slug of that actor; raises as :func:`not_actors`."""
    return others_of(_data(content))


def _data(content: Path) -> bytes:
    """The file's bytes; none where there is no file."""
    try:
        return (content / NAMES).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ContentError(NAMES, 1, f"cannot be read: {error.strerror}") from error


def listed(data: bytes) -> tuple[str, ...]:
    """The names that the file's bytes list; raises ContentError where they are none of such a file."""
    found: Any = values(NAMES, data)
    names = found.get(KEY, []) if isinstance(found, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ContentError(NAMES, 1, f"`{KEY}` is no list of names", example=f"{KEY}: [Kyiv, Eastern Europe]")
    return tuple(names)


def others_of(data: bytes) -> tuple[tuple[str, str], ...]:
    """The same of the file's bytes; raises ContentError where they are none of such a file."""
    found: Any = values(NAMES, data)
    told = found.get(ELSE, []) if isinstance(found, dict) else None
    if not isinstance(told, list) or not all(isinstance(one, dict) and {*one} == {"name", "actor"} for one in told):
        right = f"{ELSE}: [{{name: Tony Blinken, actor: antony-blinken}}]"
        raise ContentError(NAMES, 1, f"`{ELSE}` is no list of names with actors", example=right)
    return tuple((str(one["name"]), str(one["actor"])) for one in told)
