"""The commands that correct what stands in the content, each as one change, and take changes back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from dossier.cli.reading import CONTENT, changes_of, edition_of, own_content
from dossier.errors import DossierError
from dossier.model.keys import ActorKind

if TYPE_CHECKING:
    from dossier.desk import Change, Done
    from dossier.desk.naming import Kind

DRY = click.option("--dry-run", "dry", is_flag=True, help="Write nothing, and show what would be written.")
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


@click.command()
@click.argument("kind", type=click.Choice(["actor", "topic", "article"]))
@click.argument("old")
@click.argument("new")
@DRY
@CONTENT
def rename(kind: "Kind", old: str, new: str, dry: bool, content: Path | None) -> None:
    """Give an actor, a topic or an article another slug: NEW instead of OLD.

    All that names it follows: keys, links and decisions. Its old address leads on to the new one.
    """
    from dossier.desk.corrections import rename as renamed
    from dossier.desk.corrections import texts_of

    content = content or own_content()
    _make(content, renamed(texts_of(content), kind, old, new), dry)


@click.command()
@click.argument("kind", type=click.Choice(["actor", "topic"]))
@click.argument("kept", metavar="A")
@click.argument("gone", metavar="B")
@DRY
@CONTENT
def merge(kind: "Kind", kept: str, gone: str, dry: bool, content: Path | None) -> None:
    """Make one of two actors or topics: B goes into A.

    A takes over B's names and what it does not say itself; all that names B names A. B's address leads on to A's.
    """
    from dossier.desk.corrections import merge as merged
    from dossier.desk.corrections import texts_of

    content = content or own_content()
    _make(content, merged(texts_of(content), kind, kept, gone), dry)


@click.command()
@click.argument("kind", type=click.Choice(["actor"]))
@click.argument("old")
@click.argument("new")
@click.option("--name", required=True, help="What the new actor is called.")
@click.option("--as", "what", type=click.Choice(get_args(ActorKind)), help="Of what kind it is; else of that of the other.")
@click.option("--article", "articles", multiple=True, metavar="SLUG", help="An article that names the new one; repeatable.")
@click.option("--passage", "passages", multiple=True, metavar="SLUG#ID", help="A passage that does; repeatable.")
@click.option("--alias", "aliases", multiple=True, help="An alias of the other that is the new one's; repeatable.")
@DRY
@CONTENT
def split(kind: str, old: str, new: str, dry: bool, content: Path | None, **given: Any) -> None:  # noqa: ARG001 - there is one kind
    """Make two of one: what is chosen of the actor OLD is of NEW, which gets a file of its own.

    All else stays with OLD: where a name could be either's then, the article declares OLD.
    """
    from dossier.desk.corrections import texts_of
    from dossier.desk.splitting import Part
    from dossier.desk.splitting import split as divided
    from dossier.settings import lang_of

    content = content or own_content()
    edition = edition_of(content, lang_of(content), drafts=True, statements=False)
    if old not in edition.actors:
        raise DossierError(f"there is no actor {old}")
    part = Part(new, given["name"], given["what"] or edition.actors[old].head.kind, given["aliases"])
    chosen: dict[str, set[str]] = {article: set() for article in given["articles"]}
    for one in given["passages"]:
        article, _, passage = one.partition("#")
        if not passage or article in given["articles"]:
            raise DossierError(f"`{one}` names no passage of an article that is not named whole: write SLUG#ID")
        chosen.setdefault(article, set()).add(passage)
    _make(content, divided(texts_of(content), edition, old, part, chosen), dry)


@click.command()
@click.argument("kind", type=click.Choice(["article"]))
@click.argument("slug")
@DRY
@CONTENT
def remove(kind: str, slug: str, dry: bool, content: Path | None) -> None:  # noqa: ARG001 - there is one kind as yet
    """Remove an article, so that its clipping is not imported again.

    The decisions on its statements go with it. Where something else refers to it, that is said and nothing is removed.
    """
    from dossier.desk.corrections import remove as removed
    from dossier.desk.corrections import texts_of

    content = content or own_content()
    _make(content, removed(texts_of(content), slug), dry)


def _make(content: Path, change: "Change", dry: bool) -> None:
    """Make a change, or show it."""
    from dossier.desk import shown

    if dry:
        click.echo(shown(change), nl=False)
        click.echo(f"{change.said}: so it would be; nothing was written.", err=True)
        return
    done = changes_of(content).apply(change)
    for edit in done.change.edits:
        click.echo(content / edit.target)
    click.echo(f"{change.said}; `dossier undo` takes it back.", err=True)
