"""The commands that work on the content of a dossier."""

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from dossier.cli.reading import FOLDER, changes_of, edition_of, own_content, tracked
from dossier.errors import ContentErrors, DossierError
from dossier.text import several

CONTENT = click.argument("content", type=FOLDER, required=False)
IN = click.option("--content", type=FOLDER, help="The content folder; else that of the dossier in this folder or above.")


def _tag(_context: click.Context, _parameter: click.Parameter, lang: str | None) -> str | None:
    """Refuse what is no language tag."""
    from dossier.language import tag_of

    return tag_of(lang, "--lang") if lang else None


LANG = click.option(
    "--lang",
    callback=_tag,
    help="The language of articles that name none; else that of pelican.conf.py.",
)


@click.command()
@CONTENT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where there is any finding.")
@click.option("--hints", is_flag=True, help="Also print what may well be right, and last what readers would miss most.")
@LANG
def check(content: Path | None, as_json: bool, strict: bool, hints: bool, lang: str | None) -> None:
    """List what cannot be published, and what to look at.

    Errors cannot be published; findings are to be looked at. CONTENT is the content folder, by default that of the dossier in
    this folder or above.
    """
    sys.exit(1 if listed(content or own_content(), lang, as_json=as_json, hints=hints) and strict else 0)


def listed(content: Path, lang: str | None = None, *, as_json: bool = False, hints: bool = False) -> int:
    """List what to look at in a content folder, and return how much that is; raises ContentErrors with what is wrong."""
    from dossier import statics
    from dossier.checks.findings import HINTS, findings
    from dossier.checks.missing import missing
    from dossier.settings import lang_of

    try:
        edition = edition_of(content, lang or lang_of(content), drafts=True)
        statics.check(content, edition.statics)
    except ContentErrors as failure:
        if not as_json:
            raise
        for error in failure.errors:
            row = {"code": "error", "path": error.path, "line": error.line, "message": error.problem}
            row |= {"found": error.text, "right": error.right()}
            click.echo(json.dumps(row, ensure_ascii=False))
        sys.exit(1)
    found = [finding for finding in findings(edition) if hints or finding.code not in HINTS]
    lacking = missing(edition)
    for finding in (*found, *(lacking if hints else ())):
        path = str(content / finding.path)
        if as_json:
            click.echo(json.dumps(asdict(finding) | {"path": path}, ensure_ascii=False))
        else:
            click.echo(f"{path}:{finding.line}: {finding.code}: {finding.message}")
    sizes = ((edition.articles, "article"), (edition.actors, "actor"), (edition.topics, "topic"))
    counted = ", ".join(several(len(some), one) for some, one in sizes)
    click.echo(f"{counted}: {several(len(found), 'finding')}.", err=True)
    if lacking and not hints:
        click.echo(
            f"Readers would miss {several(len(lacking), 'thing')}, first: {lacking[0].message}. See `--hints`.", err=True
        )
    return len(found)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    "content",
    type=click.Path(file_okay=False, path_type=Path),
    help="The content folder, which need not be there; else that of the dossier in this folder or above.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, and show what would be written.")
@click.option("--publish", is_flag=True, help="Publish the articles at once, instead of as drafts.")
@click.option("--publisher", default="", help="Who published what names no publisher itself.")
@click.option("--topic", "topics", multiple=True, help="Slug of a topic of what signals none; once for each.")
@click.option("--date-from", type=click.Choice(["filename"]), help="Where the day stands of what gives none itself.")
@LANG
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write a JSON object a line, one a story.")
def import_command(paths: tuple[Path, ...], **options: Any) -> None:
    """Make articles of the clippings in PATHS.

    These are files, folders, or archives of them.
    """
    sys.exit(1 if brought_in(paths, **options) else 0)


def brought_in(paths: tuple[Path, ...], **options: Any) -> int:
    """Make articles of clippings, and return how many could not be read; raises DossierError where nothing could be done."""
    from dossier.settings import lang_of

    try:  # its libraries are an extra
        from dossier.importing.run import Options, import_clippings
        from dossier.importing.summary import notes, summary, table
    except ImportError as error:
        raise DossierError(f"import needs {error.name or error}: pip install 'pelican-dossier[import]'") from error
    options["content"] = options["content"] or own_content()
    options["lang"] = options["lang"] or lang_of(options["content"])
    options["date_from"] = options["date_from"] or ""
    busy = partial(click.echo, f"Waiting for another import into {options['content']}.", err=True)
    rows, problem = import_clippings(paths, Options(**options), tracked, busy)
    if options["dry"]:
        from rich.console import Console

        Console(width=None if sys.stderr.isatty() else 200).print(table(rows))
    for note in notes(rows, options["content"]):
        click.echo(note)
    click.echo(summary(rows), err=True)
    if problem:
        raise DossierError(problem)
    return sum(row.outcome == "failed" for row in rows)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def accept(paths: tuple[Path, ...]) -> None:
    """Move articles from the inbox to the others, if they are complete.

    PATHS are files of content/inbox. What is not complete stays there, and what it needs is said.
    """
    from dossier.desk.inbox import accepted
    from dossier.settings import lang_of

    problems = 0
    for path in paths:
        try:
            content = path.parent.parent
            done = changes_of(content).apply(accepted(path, lang_of(content)))
            click.echo(f"{path} is {content / done.change.edits[0].to} now.")
        except ContentErrors as failure:
            problems += 1
            click.echo("\n".join(map(str, failure.errors)), err=True)
    if problems:
        raise DossierError(f"{problems} of {len(paths)} stay in the inbox.")
