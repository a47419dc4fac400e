"""The command that makes files of a dossier for other programs."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.reading import FOLDER, edition_of
from dossier.errors import ToolError

if TYPE_CHECKING:
    from dossier.edition import Edition
    from dossier.exports import Export


@click.command("export")
@click.argument("names", metavar="[FORMAT]...", nargs=-1)
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--dist", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True)
@click.option(
    "--settings",
    type=click.Path(dir_okay=False, path_type=Path),
    default="pelican.conf.py",
    show_default=True,
    help="Where DOSSIER_RIGHTS says whether clippings are handed out as excerpts or in full, and SITEURL where the site is.",
)
def export_command(names: tuple[str, ...], content: Path, dist: Path, settings: Path) -> None:
    """Make files of the dossier for other programs in DIST/data, of all formats where none is named.

    The formats: jsonl, csv, csl, bibtex, ris, annotations, followthemoney, graphml, skos.
    """
    from dossier import rights
    from dossier.exports import formats
    from dossier.settings import DEFAULTS
    from dossier.settings import read as settings_in

    found = settings_in(settings) if settings.exists() else DEFAULTS
    known = formats(found["SITEURL"])
    if unknown := [name for name in names if name.lower() not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(map(repr, known))}.", param_hint="'[FORMAT]...'")
    setting = rights.rights_of(found.get(rights.SETTING, rights.DEFAULT))
    edition = edition_of(content, found["DEFAULT_LANG"])
    if setting == "excerpt":
        edition = rights.excerpts(edition)
    chosen = [form for name, form in known.items() if not names or name in {asked.lower() for asked in names}]
    for path in _written(dist / "data", [export for form in chosen for export in form.files], edition):
        click.echo(f"{path} ({path.stat().st_size / 1e3:,.0f} KB)")
    if told := rights.notice(rights.cut(edition), 0, setting):
        click.echo(told)


def _written(folder: Path, exports: "Iterable[Export]", edition: "Edition") -> list[Path]:
    """Write files into a folder, which they enter when all are whole; raises ToolError where they cannot be written."""
    from dossier.exports import whole

    unfinished = {folder / f".{export.name}": export for export in exports}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, export in unfinished.items():
            with path.open("wb") as file:
                file.writelines(whole(export, edition))
        return [path.replace(folder / export.name) for path, export in unfinished.items()]
    except OSError as error:
        raise ToolError(f"cannot write into {folder}: {error.strerror}") from error
    finally:
        for path in unfinished:
            with suppress(OSError):  # it took its place, or never came to be
                path.unlink()
