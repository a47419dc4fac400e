"""Which dossier a command works on, how it reads the content, and how it shows that it does."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from dossier.errors import DossierError

if TYPE_CHECKING:
    from dossier.edition import Edition

Part = TypeVar("Part")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def home() -> Path:
    """The settings of the dossier in this folder, or in one above; raises DossierError where there is none."""
    from dossier.settings import FILE, nearest

    if path := nearest(Path.cwd()):
        return path
    raise DossierError(f"neither {Path.cwd()} nor a folder above holds {FILE}: go to your dossier's folder first")


def own_content() -> Path:
    """The content folder of the dossier in this folder or above, as messages name it; raises DossierError without one."""
    from dossier.settings import read, shown

    return shown(Path(read(home(), ("PATH",))["PATH"]))


def edition_of(content: Path, lang: str, *, drafts: bool = False) -> "Edition":
    """The edition of a content folder, with a progress bar where somebody is looking."""
    from dossier import workers
    from dossier.pipeline import collect, edit
    from dossier.readings import read_all

    found, readers = collect(content), workers.readers(os.environ)
    return edit(found, *read_all(found.markdown, lang, jobs=readers, track=tracked), drafts=drafts)


def tracked(parts: Iterable[Part], count: int) -> Iterable[Part]:
    """What comes in so many parts, with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        return parts
    from rich.console import Console
    from rich.progress import track

    return track(parts, description="Reading", total=count, console=Console(stderr=True), transient=True)
