"""The command that makes files of a dossier for other programs."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.reading import CONTENT, DIST, SETTINGS, allowed, leaving, sources, tell, values
from dossier.errors import ToolError

if TYPE_CHECKING:
    from dossier.edition import Edition
    from dossier.exports import Export


@click.command("export")
@click.argument("names", metavar="[FORMAT]...", nargs=-1)
@CONTENT
@DIST
@SETTINGS
def export_command(names: tuple[str, ...], content: Path | None, dist: Path | None, settings: Path | None) -> None:
    """Make files of the dossier for other programs in DIST/data, of all formats where none is named.

    The formats: jsonl, csv, csl, bibtex, ris, annotations, followthemoney, graphml, skos.
    """
    from dossier import rights
    from dossier.exports import formats

    folder, found = values(settings, "SITEURL", "DEFAULT_LANG")
    known = formats(found["SITEURL"])
    if unknown := [name for name in names if name.lower() not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(map(repr, known))}.", param_hint="'[FORMAT]...'")
    edition = leaving(sources(content, settings), found["DEFAULT_LANG"], allowed(settings))
    chosen = [form for name, form in known.items() if not names or name in {asked.lower() for asked in names}]
    for path in _written((dist or folder / "dist") / "data", [export for form in chosen for export in form.files], edition):
        click.echo(f"{path} ({path.stat().st_size / 1e3:,.0f} KB)")
    tell(rights.cut(edition), allowed(settings))


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
