"""Which dossier a command works on, how it reads the content, and how it shows that it does."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dossier.errors import DossierError

if TYPE_CHECKING:
    from dossier.desk import Changes
    from dossier.edition import Edition
    from dossier.rights import Rights

Part = TypeVar("Part")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SETTINGS = click.option("--settings", type=FILE, help="The file of settings; else pelican.conf.py in this folder or above.")
CONTENT = click.option("--content", type=FOLDER, help="The content folder; else PATH of the settings.")
DIST = click.option("--dist", type=click.Path(file_okay=False, path_type=Path), help="Where to; else dist beside the settings.")


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


def edition_of(content: Path, lang: str, *, drafts: bool = False, proposed: bool = False, statements: bool = True) -> "Edition":
    """The edition of a content folder, with a progress bar where somebody is looking; proposals only for ``statements``."""
    from dossier import workers
    from dossier.finders import NOBODY
    from dossier.pipeline import collect, edit
    from dossier.readings import read_all
    from dossier.settings import finder_of

    found, readers = collect(content), workers.readers(os.environ)
    propose = finder_of(content) if statements else NOBODY
    read = read_all(found.markdown, lang, jobs=readers, track=tracked, ledger=found.ledger, propose=propose)
    return edit(found, *read, drafts=drafts, proposed=proposed)


def changes_of(content: Path) -> "Changes":
    """The changes of a content folder, whose journal stands beside its settings, or in it where it has none."""
    from dossier.desk import Changes
    from dossier.settings import folder_of

    def busy() -> None:
        click.echo(f"Waiting for another change of {content}.", err=True)

    return Changes.of(content, folder_of(content), busy)


def tracked(parts: Iterable[Part], count: int) -> Iterable[Part]:
    """What comes in so many parts, with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        return parts
    from rich.console import Console
    from rich.progress import track

    return track(parts, description="Reading", total=count, console=Console(stderr=True), transient=True)


def values(settings: Path | None, *names: str) -> tuple[Path, dict[str, Any]]:
    """The folder of a file of settings, or of the dossier in this folder or above, with what it gives these names.

    Where there is no dossier, this folder and the defaults.
    """
    from dossier.settings import defaults, nearest, read

    path = settings or nearest(Path.cwd())
    return (path.parent, read(path, names)) if path else (Path(), defaults(names))


def sources(given: Path | None, settings: Path | None) -> Path:
    """The content folder that is given, else that of the settings, as messages name it."""
    from dossier.settings import shown

    return given or shown(Path(values(settings, "PATH")[1]["PATH"]))


def allowed(settings: Path | None) -> "Rights":
    """How much of the clippings the settings hand on."""
    from dossier import rights

    return rights.rights_of(values(settings, rights.SETTING)[1].get(rights.SETTING, rights.DEFAULT))


def leaving(content: Path, lang: str, setting: "Rights") -> "Edition":
    """The edition of a folder as the setting lets it leave the house."""
    from dossier import rights

    edition = edition_of(content, lang)
    return rights.excerpts(edition) if setting == "excerpt" else edition


def tell(cut: int, setting: "Rights") -> None:
    """Say how many clippings were cut, if any were."""
    from dossier import rights

    if told := rights.notice(cut, 0, setting):
        click.echo(told)
