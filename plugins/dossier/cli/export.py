"""The command that makes files of a dossier for other programs."""

from contextlib import suppress
from pathlib import Path

import click
from rich.progress import track

from dossier import rights
from dossier.cli.reading import CONSOLE, FOLDER, read
from dossier.edition import Edition
from dossier.errors import ToolError
from dossier.exports import Export, formats, whole
from dossier.settings import DEFAULTS
from dossier.settings import read as settings_in

KNOWN = formats()
LISTED = "\n".join(f"{name:<16}{form.about}" for name, form in KNOWN.items())
HELP = f"""Make files of the dossier for other programs in DIST/data, of all formats where none is named.

\b
{LISTED}
"""


@click.command("export", help=HELP)
@click.argument("names", metavar="[FORMAT]...", nargs=-1, type=click.Choice(list(KNOWN), case_sensitive=False))
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
    """Export a dossier."""
    found = settings_in(settings) if settings.exists() else DEFAULTS
    setting = rights.rights_of(found.get(rights.SETTING, rights.DEFAULT))
    edition = read(content, found["DEFAULT_LANG"])
    if setting == "excerpt":
        edition = rights.excerpts(edition)
    chosen = {name: form for name, form in formats(found["SITEURL"]).items() if not names or name in names}
    for path in _written(dist / "data", [export for form in chosen.values() for export in form.files], edition):
        click.echo(f"{path} ({path.stat().st_size / 1e3:,.0f} KB)")
    if told := rights.notice(rights.cut(edition), 0, setting):
        click.echo(told)


def _written(folder: Path, exports: list[Export], edition: Edition) -> list[Path]:
    """Write files into a folder, which they enter when all are whole; raises ToolError where they cannot be written."""
    unfinished = {folder / f".{export.name}": export for export in exports}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hidden = not CONSOLE.is_terminal
        for path, export in track(unfinished.items(), "Writing", console=CONSOLE, transient=True, disable=hidden):
            with path.open("wb") as file:
                file.writelines(whole(export, edition))
        return [path.replace(folder / export.name) for path, export in unfinished.items()]
    except OSError as error:
        raise ToolError(f"cannot write into {folder}: {error.strerror}") from error
    finally:
        for path in unfinished:
            with suppress(OSError):  # it took its place, or never came to be
                path.unlink()
