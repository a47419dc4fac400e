"""The command that holds a dossier to its own checks."""

import sys

import click

from dossier.text import several


@click.command("test")
def test_command() -> None:
    """Hold the dossier to its own checks.

    It lists what cannot be published and what to look at, builds the site, and follows every link within it. It looks at your
    content alone, and at no code; the exit code is 1 where anything is open.
    """
    from dossier.cli.building import asked, make
    from dossier.cli.content import listed
    from dossier.cli.handing import astray
    from dossier.cli.reading import own_content
    from dossier.settings import shown

    click.echo("The content: what cannot be published, and what to look at", err=True)
    open_ones = listed(own_content())
    click.echo("The site: whether it builds", err=True)
    output = make(asked({}))
    click.echo("Its links: whether each leads somewhere", err=True)
    dead = astray(shown(output))
    if open_ones or dead:
        click.echo(f"Not yet: {several(open_ones, 'finding')} and {several(dead, 'dead link')} are open.", err=True)
        sys.exit(1)
    click.echo("All is well: the dossier can be handed on.", err=True)
