"""Names of which the compiler has said that they are no actors: `not_actors` in `content/names.yml`."""

from pathlib import Path
from typing import Any

from dossier.errors import ContentError
from dossier.splice import values

NAMES = "names.yml"
KEY = "not_actors"


def not_actors(content: Path) -> tuple[str, ...]:
    """The names that the file of a content folder lists; none where there is no file. Raises ContentError where it is none."""
    path = content / NAMES
    try:
        return listed(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ContentError(NAMES, 1, f"cannot be read: {error.strerror}") from error


def listed(data: bytes) -> tuple[str, ...]:
    """The names that the file's bytes list; raises ContentError where they are none of such a file."""
    found: Any = values(NAMES, data)
    names = found.get(KEY, []) if isinstance(found, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ContentError(NAMES, 1, f"`{KEY}` is no list of names", example=f"{KEY}: [Kyiv, Eastern Europe]")
    return tuple(names)
