"""The command line, for everything that is not a build: a module of commands for each kind of work."""

from typing import Any

import click

from dossier import __version__
from dossier.cli import content, export, handing
from dossier.errors import DossierError


class Group(click.Group):
    """Commands whose own errors end in one clear message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DossierError as error:
            click.echo(error, err=True)
            ctx.exit(1)


@click.group(
    cls=Group,
    commands=[
        content.new,
        content.check,
        content.statements_group,
        content.candidates_command,
        content.import_command,
        export.export_command,
        handing.pack_command,
        handing.book_command,
        handing.links_command,
        handing.verify_command,
        handing.keygen,
    ],
)
@click.version_option(__version__)
def main() -> None:
    """Work on the content of a dossier, and hand it on."""
