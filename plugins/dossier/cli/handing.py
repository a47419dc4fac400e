"""The commands that hand a dossier on, and look at what was handed on."""

import os
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.building import asked, make, publish_site
from dossier.cli.reading import CONTENT, DIST, FILE, FOLDER, SETTINGS, allowed, home, leaving, sources, tell, values
from dossier.errors import ToolError
from dossier.text import several

if TYPE_CHECKING:
    pass

VARIABLE = "DOSSIER_KEY_PASSWORD"
UNSIGNED = """
Whoever replaces a file can replace the manifest as well: compare the digest with the one that you were told by who compiled
the dossier, or check their signature with --key."""
NO_BOOK = """a book needs packages that are not installed: {reason}
`pip install 'pelican-dossier[book]'` installs them, in a clone `make book` does. Pango has to be on the machine, on Debian with
`apt-get install libpango-1.0-0 libpangoft2-1.0-0`."""


@click.command("pack")
@click.option("--single", "as_single", is_flag=True, help="Write one HTML file instead of an archive.")
@click.option("--output", type=FOLDER, help="A site that is built already; else dist/site is built first.")
@click.option("--sign", "secret", type=FILE, metavar="KEY", help="Sign it with this secret key: NAME-DATE.zip.minisig.")
@CONTENT
@DIST
@SETTINGS
def pack_command(  # noqa: PLR0913, PLR0917 - one argument an option
    as_single: bool, content: Path | None, output: Path | None, dist: Path | None, secret: Path | None, settings: Path | None
) -> None:
    """Build the site for others, and pack it into one file.

    That is dist/NAME-DATE.zip, with the sources and a manifest, or one HTML file.
    """
    from dossier import archive

    with archive.unlocked(secret, _password) if secret else nullcontext() as key:
        site = output or publish_site(settings)
        content, dist, setting = sources(content, settings), dist or values(settings)[0] / "dist", allowed(settings)
        facts = archive.built(site)
        archive.permitted(facts, setting, site)
        if as_single:
            target = dist / f"{archive.name_of(facts)}.html"
            _place(target, archive.single(site).encode())
        else:
            target = archive.pack(leaving(content, facts["lang"], setting), content, site, dist)
        click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
        if not as_single:
            click.echo(f"digest: sha256:{archive.digest(target)}")
        if key:
            click.echo(archive.sign(target, key))
        elif archive.signature_of(target).exists():
            click.echo(f"{archive.signature_of(target)} is of an earlier {target.name}: sign this one with --sign.", err=True)
    if output:  # else the build has said it
        tell(facts["cut"], setting)


@click.command()
@click.argument("stem", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--no-password", "plain", is_flag=True, help="Leave the secret key open to everybody who has the file.")
def keygen(stem: Path, plain: bool) -> None:
    """Make a pair of keys, to sign with and to verify by.

    NAME.key signs, and nobody else may have it; NAME.pub is for everybody who verifies.
    """
    from dossier.archive import generate

    secret, public = generate(stem, "" if plain else _password(new=True))
    click.echo(f"{secret}: keep it to yourself, outside of the dossier\n{public}: give it to your readers")


@click.command("book")
@click.option("--output", type=FOLDER, help="A site that is built already; else the site is built first.")
@click.option("--theme", "own", type=click.Path(path_type=Path), help="The site's own files; else THEME of the settings.")
@CONTENT
@DIST
@SETTINGS
def book_command(content: Path | None, output: Path | None, own: Path | None, dist: Path | None, settings: Path | None) -> None:
    """Build the site, and make an EPUB and a PDF of it.

    These are dist/NAME-DATE.epub for reading systems, and dist/NAME-DATE.pdf for paper.
    """
    try:
        from dossier import book
    except (ImportError, OSError) as error:
        raise ToolError(NO_BOOK.format(reason=error)) from None
    from dossier import archive, rights
    from dossier.build.store import shared
    from dossier.render import render_book, theme
    from dossier.templates import Templates
    from dossier.views import Site

    place = output or make(asked({}, settings))
    content, dist, setting = sources(content, settings), dist or values(settings)[0] / "dist", allowed(settings)
    themes = [Path(folder) for folder in (own or values(settings, "THEME")[1].get("THEME"), theme()) if folder]
    facts = archive.built(place)
    edition = leaving(content, facts["lang"], setting)
    archive.matching(edition, facts, content, place)
    site = Site(**{key: facts[key] for key in ("name", "subtitle", "author", "lang", "url", "preview")})
    templates = Templates([folder / "templates" for folder in themes], site.lang, shared("templates"))
    pictures = {path: (place / path).read_bytes() for path in edition.statics if Path(path).suffix.lower() in book.PICTURES}
    made = {
        form: make_form(edition, site, partial(render_book, site=site, templates=templates), pictures)
        for form, make_form in (("epub", book.epub), ("pdf", book.pdf))
    }
    for form, data in made.items():
        target = dist / f"{archive.name_of(facts)}.{form}"
        _place(target, data)
        click.echo(f"{target} ({len(data) / 1e6:.1f} MB)")
    tell(rights.cut(edition), setting)


@click.command("links")
@click.argument("output", type=FOLDER, required=False)
def links_command(output: Path | None) -> None:
    """List the links of the built site that lead nowhere.

    OUTPUT is the site's folder, by default that of the dossier in this folder or above. The exit code is 1 where there is such
    a link.
    """
    from dossier.settings import read, shown

    sys.exit(1 if astray(output or shown(Path(read(home(), ("OUTPUT_PATH",))["OUTPUT_PATH"]))) else 0)


def astray(output: Path) -> int:
    """List the links of a built site that lead nowhere, and return how many they are."""
    from dossier.links import dead_links

    count, dead = dead_links(output)
    for link in dead:
        click.echo(f"{output / link.page}:{link.line}: leads nowhere: {link.link}")
    click.echo(f"{several(count, 'link')} within the site: {several(len(dead), 'leads', 'lead')} nowhere.", err=True)
    return len(dead)


@click.command("verify")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--key", type=FILE, help="First check the signature beside it with this public key, NAME.pub.")
def verify_command(path: Path, key: Path | None) -> None:
    """Check every file of an archive against its manifest.

    PATH is the archive, or the folder that it was unpacked into.
    """
    from dossier.archive import digest, signed, verify

    if key:
        click.echo(f"signed: {signed(path, key)}")
        if path.suffix == ".html":
            return
    problems = verify(path)
    for problem in problems:
        click.echo(f"{problem.path}: {problem.what}")
    if problems:
        click.echo(f"{path}: {several(len(problems), 'problem')}.", err=True)
        sys.exit(1)
    click.echo(f"digest: sha256:{digest(path)}")
    click.echo(f"{path}: every file is as the manifest says.{'' if key else UNSIGNED}", err=True)


def _place(target: Path, data: bytes) -> None:
    """Write a file to be handed on, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}")
    unfinished.write_bytes(data)
    unfinished.replace(target)


def _password(*, new: bool = False) -> str:
    """The password of a secret key, from the environment or from whoever sits at the terminal."""
    if given := os.environ.get(VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise ToolError(f"there is no terminal to ask for the key's password: put it into the variable {VARIABLE}")
    asked: str = click.prompt("Password of the secret key", hide_input=True, confirmation_prompt=new, err=True)
    return asked
