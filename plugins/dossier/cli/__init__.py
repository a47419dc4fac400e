"""The command line: everything that is done with a dossier, a module of commands for each kind of work.

A command imports what it needs when it runs, so that none waits for what another one needs.
"""

import errno
from typing import Any

import click

from dossier.cli import (
    adopting,
    beginning,
    building,
    candidates,
    content,
    correcting,
    export,
    handing,
    serving,
    statements,
    testing,
)
from dossier.cli.help import help_command, shown
from dossier.errors import DossierError


class Group(click.Group):
    """Commands in the order in which they are needed; their own errors end in one clear message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DossierError as error:
            click.echo(error, err=True)
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads what is printed has gone: Click ends without a word
                raise
            click.echo(f"{error.filename or 'the operating system says'}: {error.strerror or error}", err=True)
        return ctx.exit(1)

    def list_commands(self, _: click.Context) -> list[str]:
        """The commands as they were added; Click lists them by the alphabet."""
        return list(self.commands)


def _version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from dossier import __version__

        click.echo(f"dossier {__version__}")
        context.exit()


@click.group(
    cls=Group,
    commands=[
        building.build,
        serving.preview,
        serving.desk,
        serving.serve,
        building.publish,
        handing.pack_command,
        handing.book_command,
        export.export_command,
        content.check,
        handing.links_command,
        testing.test_command,
        building.rebuild,
        building.clean,
        beginning.new,
        content.import_command,
        content.accept,
        adopting.adopt,
        candidates.candidates_command,
        statements.statements_group,
        correcting.rename,
        correcting.merge,
        correcting.split,
        correcting.remove,
        correcting.undo,
        correcting.redo,
        handing.verify_command,
        handing.keygen,
        help_command,
    ],
    epilog=shown(""),
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version.")
def main() -> None:
    """Build a dossier, work on its content, and hand it on."""


for _name, _command in main.commands.items():
    _command.epilog = shown(_name)
