"""The commands that correct what stands in the content, each as one change, and take changes back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.reading import CONTENT, changes_of, own_content

if TYPE_CHECKING:
    from dossier.desk import Done

NUMBER = click.argument("number", type=int, required=False)


@click.command()
@NUMBER
@click.option("--list", "listing", is_flag=True, help="List the changes that are known, the last one last.")
@CONTENT
def undo(number: int | None, listing: bool, content: Path | None) -> None:
    """Take a change back: the last one, or that of the NUMBER in the list.

    Changes are what the commands write into the content: decisions, files of actors, corrections. What you edited since
    elsewhere in the same files stays.
    """
    content = content or own_content()
    changes = changes_of(content)
    if not listing:
        _tell(content, "taken back", changes.undo(number))
        return
    for row in changes.listed():
        state = " (taken back)" if row.kind == "undo" else ""
        click.echo(f"{row.of}  {row.when}  {row.said}, in {len(row.paths)} {'file' if len(row.paths) == 1 else 'files'}{state}")


@click.command()
@NUMBER
@CONTENT
def redo(number: int | None, content: Path | None) -> None:
    """Make a change again: the one that was taken back last, or that of the NUMBER in the list of `undo --list`."""
    content = content or own_content()
    _tell(content, "made again", changes_of(content).redo(number))


def _tell(content: Path, what: str, done: "Done") -> None:
    """Say what was done, and in which files."""
    for edit in done.change.edits:
        click.echo(content / edit.target)
    click.echo(f"{done.change.said}: {what}.", err=True)
