"""The command that begins a dossier."""

import sys
from pathlib import Path
from typing import Any

import click

from dossier.cli.reading import FOLDER
from dossier.errors import DossierError
from dossier.text import several

HOSTS = ("github", "gitlab", "netlify", "none")
SHOWN = 10  # candidates that are named


def _title(said: str) -> str:
    """A title; where it is none, that question alone is asked again."""
    if not said.strip():
        raise click.BadParameter("a dossier needs a title")
    return said


def _tag(said: str) -> str:
    """A language tag, as :func:`_title`."""
    from dossier.language import tag_of

    try:
        tag_of(said, "the language")
    except DossierError as error:
        raise click.BadParameter(str(error)) from None
    return said


def _empty(_context: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    """Refuse a folder before anything is asked."""
    from dossier.scaffold import refuse

    refuse(folder)
    return folder


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), callback=_empty, is_eager=True)
@click.option("--title", type=_title, metavar="TEXT", prompt="Title of the dossier")
@click.option("--lang", type=_tag, metavar="TAG", prompt="Its language (en, de, pl, ru, …)", default="en")
@click.option("--author", prompt="Who compiles it", default="")
@click.option("--from", "clippings", type=FOLDER, metavar="FOLDER", help="Bring in its clippings, and show them in a preview.")
@click.option("--host", type=click.Choice(HOSTS), default="none", help="Write what this host needs to check and publish it.")
@click.option("--package", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The wheel of Dossier for it.")
def new(folder: Path, title: str, lang: str, author: str, **options: Any) -> None:
    """Begin a dossier of your own in DIR.

    It gets settings, one example of each kind of content, and all that is needed to build it. With --from it gets articles of
    your clippings in place of the examples.
    """
    from dossier.language import translated
    from dossier.scaffold import Answers, start

    clippings, host = options["clippings"], options["host"].replace("none", "")
    start(folder, Answers(title, lang, author, host, examples=not clippings), options["package"])
    if lang.partition("-")[0].lower() not in (known := translated()):
        click.echo(
            f"The interface has no words in `{lang}`, and speaks English around your texts; it has them in {', '.join(known)}.",
            err=True,
        )
    if clippings:
        _bring_in(folder, clippings)
    else:
        click.echo(
            f"{folder} is a dossier now. Go there and run `dossier build`, or `make build`; its README.md says how to go on."
        )


def _bring_in(folder: Path, clippings: Path) -> None:
    """Make drafts of clippings, say who is in them, and show them where somebody looks on."""
    from contextlib import chdir

    from dossier.cli.content import brought_in

    content = folder / "content"
    wanted = {"dry": False, "publish": False, "publisher": "", "topics": (), "date_from": None, "report": None, "lang": None}
    failed = brought_in((clippings,), content=content, **wanted)
    _say_who(content)
    click.echo(f"{folder} is a dossier now, with articles as drafts. Go there; its README.md says how to go on.")
    if not sys.stdout.isatty():
        click.echo("`dossier preview` shows the drafts.")
        sys.exit(1 if failed else 0)
    from dossier.cli.serving import show

    with chdir(folder):
        show(8000)


def _say_who(content: Path) -> None:
    """Name those whom the clippings name most."""
    from dossier.candidates import candidates
    from dossier.cli.reading import edition_of
    from dossier.settings import lang_of

    found = candidates(edition_of(content, lang_of(content), drafts=True, statements=False))
    for one in found[:SHOWN]:
        click.echo(f"    {one.name}: {one.kind or 'of unknown kind'}, in {several(len(one.articles), 'article')}")
    if found:
        click.echo(f"Names that no file describes, in two articles or more: {len(found)}. `dossier candidates` lists them.")
