"""How commands read a dossier, and speak while they do."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from dossier import workers
from dossier.edition import Edition
from dossier.pipeline import collect, edit
from dossier.readings import Outcome, read_all

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
CONSOLE = Console(stderr=True, highlight=False)


def read(content: Path, lang: str, *, drafts: bool = False) -> Edition:
    """The edition of a folder, with a progress bar where somebody is looking."""

    def shown(parts: Iterator[Sequence[Outcome]], count: int) -> Iterable[Sequence[Outcome]]:
        hidden = not CONSOLE.is_terminal
        return track(parts, description="Reading", total=count, console=CONSOLE, transient=True, disable=hidden)

    found, readers = collect(content), workers.readers(os.environ)
    return edit(found, *read_all(found.markdown, lang, jobs=readers, track=shown), drafts=drafts)
