"""The command line, for everything that is not a build."""

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from dossier import __version__, checks
from dossier.edition import assemble, collect
from dossier.errors import ContentErrors

CONTENT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Work on the content of a dossier."""


@main.command()
@click.argument("content", type=CONTENT, default="content")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where there is any finding.")
@click.option("--lang", default="en", show_default=True, help="The language of articles that name none.")
def check(content: Path, as_json: bool, strict: bool, lang: str) -> None:
    """List what cannot be published (errors), and what you should look at (findings), in CONTENT."""
    console = Console(stderr=True, highlight=False)
    shown = partial(track, description="Reading", console=console, transient=True, disable=not console.is_terminal)
    try:
        edition = assemble(collect(content), lang, drafts=True, track=shown)
    except ContentErrors as failure:
        for error in failure.errors if as_json else ():
            row = {"code": "error", "path": error.path, "line": error.line, "message": error.problem}
            click.echo(json.dumps(row, ensure_ascii=False))
        if not as_json:
            click.echo(failure, err=True)
        sys.exit(1)
    found = checks.findings(edition)
    for finding in found:
        path = str(content / finding.path)
        if as_json:
            click.echo(json.dumps(asdict(finding) | {"path": path}, ensure_ascii=False))
        else:
            click.echo(f"{path}:{finding.line}: {finding.code}: {finding.message}")
    console.print(
        f"{len(edition.articles)} articles, {len(edition.actors)} actors, {len(edition.topics)} topics: {len(found)} findings."
    )
    sys.exit(1 if strict and found else 0)
