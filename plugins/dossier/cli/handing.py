"""The commands that hand a dossier on, and look at what was handed on."""

import os
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from dossier import rights
from dossier.archive import (
    built,
    digest,
    generate,
    matching,
    name_of,
    pack,
    permitted,
    sign,
    signature_of,
    signed,
    single,
    unlocked,
    verify,
)
from dossier.cli.reading import CONSOLE, FOLDER, read
from dossier.edition import Edition
from dossier.errors import ToolError
from dossier.links import dead_links
from dossier.render import environment, render_book, theme
from dossier.views import Site

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
VARIABLE = "DOSSIER_KEY_PASSWORD"
UNSIGNED = """
Whoever replaces a file can replace the manifest as well: compare the digest with the one that you were told by who compiled
the dossier, or check their signature with --key."""
NO_BOOK = """a book needs packages that are not installed: {reason}
`make book` installs them, `pip install ".[book]"` does too. Pango has to be on the machine, on Debian with
`apt-get install libpango-1.0-0 libpangoft2-1.0-0`."""
SETTINGS = click.option(
    "--settings",
    type=click.Path(dir_okay=False, path_type=Path),
    default="pelican.conf.py",
    show_default=True,
    help="Where DOSSIER_RIGHTS says whether clippings are handed out as excerpts or in full.",
)


@click.command("pack")
@click.option("--single", "as_single", is_flag=True, help="Write one HTML file instead of an archive.")
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--output", type=FOLDER, default="output", show_default=True, help="The built site.")
@click.option("--dist", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True)
@click.option("--sign", "secret", type=FILE, metavar="KEY", help="Sign it with this secret key: NAME-DATE.zip.minisig.")
@SETTINGS
def pack_command(  # noqa: PLR0913, PLR0917 - one argument an option
    as_single: bool, content: Path, output: Path, dist: Path, secret: Path | None, settings: Path
) -> None:
    """Pack the built site with its sources and a manifest into DIST/NAME-DATE.zip, or into one HTML file."""
    facts = built(output)
    setting = _rights(settings)
    permitted(facts, setting, output)
    with unlocked(secret, _password) if secret else nullcontext() as key:
        if as_single:
            target = dist / f"{name_of(facts)}.html"
            _place(target, single(output).encode())
        else:
            target = pack(_leaving(content, facts["lang"], setting), content, output, dist)
        click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
        if not as_single:
            click.echo(f"digest: sha256:{digest(target)}")
        if key:
            click.echo(sign(target, key))
        elif signature_of(target).exists():
            CONSOLE.print(f"{signature_of(target)} is of an earlier {target.name}: sign this one with --sign.", soft_wrap=True)
    _tell(facts["cut"], setting)


@click.command()
@click.argument("stem", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--no-password", "plain", is_flag=True, help="Leave the secret key open to everybody who has the file.")
def keygen(stem: Path, plain: bool) -> None:
    """Make a pair of keys: NAME.key to sign with, which nobody else may have, and NAME.pub for everybody who verifies."""
    secret, public = generate(stem, "" if plain else _password(new=True))
    click.echo(f"{secret}: keep it to yourself, outside of the dossier\n{public}: give it to your readers")


@click.command("book")
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--output", type=FOLDER, default="output", show_default=True, help="The built site.")
@click.option("--theme", "own", type=click.Path(path_type=Path), default="theme", show_default=True, help="Its own files.")
@click.option("--dist", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True)
@SETTINGS
def book_command(content: Path, output: Path, own: Path, dist: Path, settings: Path) -> None:
    """Make one book of the dossier, DIST/NAME-DATE.epub for reading systems and DIST/NAME-DATE.pdf for paper."""
    try:
        from dossier import book  # noqa: PLC0415 - what it needs is installed for it alone
    except (ImportError, OSError) as error:
        raise ToolError(NO_BOOK.format(reason=error)) from None
    facts = built(output)
    setting = _rights(settings)
    edition = _leaving(content, facts["lang"], setting)
    matching(edition, facts, content, output)
    site = Site(**{key: facts[key] for key in ("name", "subtitle", "author", "lang", "url", "preview")})
    templates = environment([own / "templates", theme() / "templates"], site.lang)
    pictures = {path: (output / path).read_bytes() for path in edition.statics if Path(path).suffix.lower() in book.PICTURES}
    made = {
        form: make(edition, site, partial(render_book, site=site, templates=templates), pictures)
        for form, make in (("epub", book.epub), ("pdf", book.pdf))
    }
    for form, data in made.items():
        target = dist / f"{name_of(facts)}.{form}"
        _place(target, data)
        click.echo(f"{target} ({len(data) / 1e6:.1f} MB)")
    _tell(rights.cut(edition), setting)


@click.command("links")
@click.argument("output", type=FOLDER, default="output")
def links_command(output: Path) -> None:
    """List the links of the built site in OUTPUT that lead nowhere; the exit code is 1 where there is one."""
    count, dead = dead_links(output)
    for link in dead:
        click.echo(f"{output / link.page}:{link.line}: leads nowhere: {link.link}")
    CONSOLE.print(f"{count} links within the site: {len(dead)} lead nowhere.")
    sys.exit(1 if dead else 0)


@click.command("verify")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--key", type=FILE, help="First check the signature beside it with this public key, NAME.pub.")
def verify_command(path: Path, key: Path | None) -> None:
    """Check every file of an archive, or of the folder it was unpacked into, against its manifest."""
    if key:
        click.echo(f"signed: {signed(path, key)}")
        if path.suffix == ".html":
            return
    problems = verify(path)
    for problem in problems:
        click.echo(f"{problem.path}: {problem.what}")
    if problems:
        CONSOLE.print(f"{path}: {len(problems)} problems.", soft_wrap=True)
        sys.exit(1)
    click.echo(f"digest: sha256:{digest(path)}")
    CONSOLE.print(f"{path}: every file is as the manifest says.{'' if key else UNSIGNED}", soft_wrap=True)


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


def _rights(settings: Path) -> rights.Rights:
    return rights.declared(settings.read_text(encoding="utf-8") if settings.exists() else "")


def _leaving(content: Path, lang: str, setting: rights.Rights) -> Edition:
    """The edition of a folder as the setting lets it leave the house."""
    edition = read(content, lang)
    return rights.excerpts(edition) if setting == "excerpt" else edition


def _tell(cut: int, setting: rights.Rights) -> None:
    if told := rights.notice(cut, 0, setting):
        click.echo(told)
