"""The command that makes a dossier's content of an ordinary Pelican site's."""

import sys
from pathlib import Path

import click

from dossier.cli.reading import FOLDER, changes_of, own_content
from dossier.errors import DossierError
from dossier.text import several

CONFIGS = ("pelicanconf.py", "pelican.conf.py")


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--into", "content", type=FOLDER, help="The content folder; else that of the dossier in this folder or above.")
@click.option("--publisher", help="What the site is called; else SITENAME of the pelicanconf.py beside FOLDER.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, and show what would be written.")
def adopt(folder: Path, content: Path | None, publisher: str | None, dry: bool) -> None:
    """Make articles and topics of an ordinary Pelican site.

    FOLDER is that site's content, and stays as it is. Its articles become articles, whose source is the site; categories and
    tags become topics, pages pages, and what they link to is copied. Nothing that is there is overwritten; `dossier undo` takes
    all of it back.
    """
    from dossier import adopting
    from dossier.desk import Change, Edit
    from dossier.settings import lang_of

    content = content or own_content()
    if folder.resolve().is_relative_to(content.resolve()) or content.resolve().is_relative_to(folder.resolve()):
        raise DossierError(f"{folder} and {content} lie in one another: begin with `dossier new harbour`, and adopt from there")
    made = adopting.adopt(folder, publisher or _site_of(folder), _topics(content), lang_of(content))
    there = {name for name in made.files if (content / name).exists()}
    if not dry:
        edits = tuple(Edit(name, None, data) for name, data in made.files.items() if name not in there)
        if edits:
            changes_of(content).apply(Change(f"adopted {folder}", edits))
    adopted = 0
    for row in made.rows:
        notes = [*row.notes, *(["is there already, and stays as it is"] if row.target in there else [])]
        adopted += bool(row.target) and row.target not in there
        said = f"{folder / row.path}: {content / row.target}" if row.target else f"{folder / row.path}: not adopted"
        click.echo(f"{said}{''.join(f'{chr(10)}    {note}' for note in notes)}")
    topics = sum(name.startswith("topics/") for name in made.files.keys() - there)
    counted = f"{several(adopted, 'text')} and {several(topics, 'topic')} {'would be' if dry else 'were'} adopted"
    click.echo(f"{counted}, {several(len(made.rows) - adopted, 'text')} not.", err=True)
    sys.exit(1 if any(not row.target for row in made.rows) else 0)


def _topics(content: Path) -> dict[str, str]:
    """The slugs of the topics that the dossier has, by what each is called in small letters, and by itself."""
    from dossier.cli.reading import edition_of
    from dossier.settings import lang_of

    edition = edition_of(content, lang_of(content), drafts=True, statements=False)
    return {name: one for one, topic in edition.topics.items() for name in (topic.head.label.casefold(), one)}


def _site_of(folder: Path) -> str:
    """What the site is called whose content this is; raises DossierError where nothing says so."""
    from dossier.settings import read

    for place in (folder, folder.absolute().parent):
        for name in CONFIGS:
            if (place / name).is_file() and (said := read(place / name, ("SITENAME",)).get("SITENAME")):
                return str(said)
    raise DossierError(f'nothing says what the site of {folder} is called: --publisher "The harbour blog"')
