"""The command line, for everything that is not a build."""

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from dossier import __version__, checks
from dossier.archive import built, name_of, pack, single, verify
from dossier.concordance import Edition
from dossier.edition import assemble, collect
from dossier.errors import ContentErrors, DossierError

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
CONSOLE = Console(stderr=True, highlight=False)


class Group(click.Group):
    """Commands whose own errors end in one clear message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DossierError as error:
            click.echo(error, err=True)
            ctx.exit(1)


@click.group(cls=Group)
@click.version_option(__version__)
def main() -> None:
    """Work on the content of a dossier, and hand it on."""


@main.command()
@click.argument("content", type=FOLDER, default="content")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where there is any finding.")
@click.option("--lang", default="en", show_default=True, help="The language of articles that name none.")
def check(content: Path, as_json: bool, strict: bool, lang: str) -> None:
    """List what cannot be published (errors), and what you should look at (findings), in CONTENT."""
    try:
        edition = _read(content, lang, drafts=True)
    except ContentErrors as failure:
        if not as_json:
            raise
        for error in failure.errors:
            row = {"code": "error", "path": error.path, "line": error.line, "message": error.problem}
            click.echo(json.dumps(row, ensure_ascii=False))
        sys.exit(1)
    found = checks.findings(edition)
    for finding in found:
        path = str(content / finding.path)
        if as_json:
            click.echo(json.dumps(asdict(finding) | {"path": path}, ensure_ascii=False))
        else:
            click.echo(f"{path}:{finding.line}: {finding.code}: {finding.message}")
    sizes = f"{len(edition.articles)} articles, {len(edition.actors)} actors, {len(edition.topics)} topics"
    CONSOLE.print(f"{sizes}: {len(found)} findings.")
    sys.exit(1 if strict and found else 0)


@main.command("pack")
@click.option("--single", "as_single", is_flag=True, help="Write one HTML file instead of an archive.")
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--output", type=FOLDER, default="output", show_default=True, help="The built site.")
@click.option("--dist", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True)
def pack_command(as_single: bool, content: Path, output: Path, dist: Path) -> None:
    """Pack the built site with its sources and a manifest into DIST/NAME-DATE.zip, or into one HTML file."""
    facts = built(output)
    if as_single:
        dist.mkdir(parents=True, exist_ok=True)
        target = dist / f"{name_of(facts)}.html"
        target.write_text(single(output), encoding="utf-8", newline="\n")
    else:
        target = pack(_read(content, facts["lang"]), content, output, dist)
    click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


@main.command("verify")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def verify_command(path: Path) -> None:
    """Check every file of an archive, or of the folder it was unpacked into, against its manifest."""
    problems = verify(path)
    for problem in problems:
        click.echo(f"{problem.path}: {problem.what}")
    CONSOLE.print(
        f"{path}: {len(problems)} problems." if problems else f"{path}: every file is as it was packed.", soft_wrap=True
    )
    sys.exit(1 if problems else 0)


def _read(content: Path, lang: str, *, drafts: bool = False) -> Edition:
    """The edition of a folder, with a progress bar where somebody is looking."""
    shown = partial(track, description="Reading", console=CONSOLE, transient=True, disable=not CONSOLE.is_terminal)
    return assemble(collect(content), lang, drafts=drafts, track=shown)
