"""What a format is handed: a name, bytes, and what the container that they come from states of them."""

from dataclasses import dataclass
from pathlib import PurePath

from dossier.importing.clipping import Stated

NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class RawFile:
    """One clipping as bytes. ``name`` is its path; for a member of an archive, the archive's path and its own."""

    name: str
    data: bytes
    stated: Stated = NOTHING

    @property
    def ending(self) -> str:
        """The name's ending, in small letters, with its point."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Refused:
    """A member of an archive that is not read, and why."""

    name: str
    problem: str
