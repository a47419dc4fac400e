"""The commands that work on the content of a dossier."""

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from dossier import checks, statics
from dossier.candidates import candidates, stub
from dossier.cli.reading import CONSOLE, FOLDER, read
from dossier.errors import ContentErrors, DossierError
from dossier.frontmatter import decisions_text
from dossier.language import tag_of
from dossier.model import Decided
from dossier.pipeline import DECISIONS, default_lang
from dossier.scaffold import Answers, refuse, start
from dossier.text import slug

LANG = click.option(
    "--lang",
    callback=lambda _context, _parameter, lang: lang and tag_of(lang, "--lang"),
    help="The language of articles that name none; else that of pelican.conf.py.",
)


def _empty(_context: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    """Refuse a folder before anything is asked."""
    refuse(folder)
    return folder


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), callback=_empty, is_eager=True)
@click.option("--title", prompt="Title of the dossier")
@click.option("--lang", prompt="Its language (en, de, pl, ru, …)", default="en")
@click.option("--author", prompt="Who compiles it", default="")
@click.option("--package", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The wheel of Dossier for it.")
def new(folder: Path, title: str, lang: str, author: str, package: Path | None) -> None:
    """Begin a dossier of your own in DIR: settings, one example of each kind of content, and all that `make build` needs."""
    start(folder, Answers(title, lang, author), package)
    click.echo(f"{folder} is a dossier now. Go there and run `make build`; its README.md says how to go on.")


@click.command()
@click.argument("content", type=FOLDER, default="content")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where there is any finding.")
@click.option("--hints", is_flag=True, help="Also print what may well be right: unused aliases, offices without a holder.")
@LANG
def check(content: Path, as_json: bool, strict: bool, hints: bool, lang: str | None) -> None:
    """List what cannot be published (errors), and what you should look at (findings), in CONTENT."""
    try:
        edition = read(content, lang or default_lang(content), drafts=True)
        statics.check(content, edition.statics)
    except ContentErrors as failure:
        if not as_json:
            raise
        for error in failure.errors:
            row = {"code": "error", "path": error.path, "line": error.line, "message": error.problem}
            click.echo(json.dumps(row, ensure_ascii=False))
        sys.exit(1)
    found = [finding for finding in checks.findings(edition) if hints or finding.code not in checks.HINTS]
    for finding in found:
        path = str(content / finding.path)
        if as_json:
            click.echo(json.dumps(asdict(finding) | {"path": path}, ensure_ascii=False))
        else:
            click.echo(f"{path}:{finding.line}: {finding.code}: {finding.message}")
    sizes = f"{len(edition.articles)} articles, {len(edition.actors)} actors, {len(edition.topics)} topics"
    CONSOLE.print(f"{sizes}: {len(found)} findings.")
    sys.exit(1 if strict and found else 0)


@click.group("statements", invoke_without_command=True)
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Also those that are confirmed or rejected.")
@click.pass_context
def statements_group(context: click.Context, content: Path, everything: bool) -> None:
    """List the statements that wait for a decision, with their context; or confirm or reject some."""
    context.obj = content
    if context.invoked_subcommand:
        return
    edition = read(content, default_lang(content))
    listed = [statement for statement in edition.statements if everything or statement.status == "auto"]
    for s in listed:
        article = edition.article(s.article)
        passage = next(p for p in edition.prose(article).passages if p.id == s.passage)
        said_by = s.speaker or f"({s.speaker_surface})"
        click.echo(
            f"{click.style(s.id, bold=True)} {s.date} {said_by}, {s.kind}, {s.status}; {content / article.path}:{passage.line}"
        )
        before, after = passage.text[: s.start], passage.text[s.end :]
        click.echo(f"    {before[-80:]}{click.style('[' + s.text + ']', fg='cyan')}{after[:80]}\n")
    CONSOLE.print(f"{len(listed)} of {len(edition.statements)} statements.")


def _decide(content: Path, ids: tuple[str, ...], status: str, speaker: str | None) -> None:
    """Write a decision on each statement; nothing is written where one of them is not known."""
    edition = read(content, default_lang(content))
    known = {statement.id: statement for statement in edition.statements}
    for name in ids:
        if name not in known and name not in edition.decisions:
            raise DossierError(f"there is no statement {name}; `dossier statements` lists them")
    if speaker and speaker not in edition.actors:
        raise DossierError(f"there is no actor {speaker} in {content / 'actors'}")
    decisions = dict(edition.decisions)
    for name in ids:
        text = known[name].text if name in known else decisions[name].text
        decisions[name] = Decided(status=status, text=text, speaker=speaker)  # type: ignore[arg-type]
    target = content / DECISIONS
    unfinished = target.with_name(f".{target.name}")
    unfinished.write_text(decisions_text(decisions), encoding="utf-8")
    unfinished.replace(target)
    click.echo(f"{target}: {len(ids)} {status}.")


@statements_group.command()
@click.argument("ids", nargs=-1, required=True)
@click.option("--speaker", help="Slug of the actor who really said it.")
@click.pass_obj
def confirm(content: Path, ids: tuple[str, ...], speaker: str | None) -> None:
    """Confirm statements by their IDS, and correct who said them."""
    _decide(content, ids, "confirmed", speaker)


@statements_group.command()
@click.argument("ids", nargs=-1, required=True)
@click.pass_obj
def reject(content: Path, ids: tuple[str, ...]) -> None:
    """Reject statements by their IDS: they never come back."""
    _decide(content, ids, "rejected", None)


@click.command("candidates")
@click.argument("content", type=FOLDER, default="content")
@click.option("--least", default=2, show_default=True, help="Articles that a name stands in at least.")
@click.option("--write", "name", help="Write this candidate's stub into CONTENT/actors.")
def candidates_command(content: Path, least: int, name: str | None) -> None:
    """List names that the dossier does not know, with counts, contexts and a stub to keep."""
    found = candidates(read(content, default_lang(content)), least)
    if name:
        chosen = next((candidate for candidate in found if candidate.name == name), None)
        if not chosen:
            raise DossierError(f"`{name}` is no candidate: `dossier candidates` lists them")
        target = content / "actors" / f"{slug(name)}.md"
        if target.exists():
            raise DossierError(f"{target} is there already")
        target.parent.mkdir(exist_ok=True)
        target.write_text(stub(chosen), encoding="utf-8")
        click.echo(target)
        return
    for candidate in found:
        title = click.style(candidate.name, bold=True)
        click.echo(f"{title}: {candidate.kind}? {candidate.count} times in {len(candidate.articles)} articles")
        for text in candidate.contexts:
            click.echo(f"    {text}")
    CONSOLE.print(f"{len(found)} names in {least} articles or more.")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", "content", type=click.Path(file_okay=False, path_type=Path), default="content", show_default=True)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, and show what would be written.")
@click.option("--publish", is_flag=True, help="Publish the articles at once, instead of as drafts.")
@LANG
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write a JSON object a line, one a story.")
def import_command(paths: tuple[Path, ...], **options: Any) -> None:
    """Make articles of the clippings in PATHS: files, folders, archives."""
    try:
        from dossier.importing.run import Options, import_clippings  # noqa: PLC0415 - its libraries are an extra
        from dossier.importing.summary import notes, summary, table  # noqa: PLC0415
    except ImportError as error:
        raise DossierError(
            f"import needs {error.name or error}: pip install 'dossier-VERSION-py3-none-any.whl[import]'"
        ) from error
    shown = partial(track, description="Reading", console=CONSOLE, transient=True, disable=not CONSOLE.is_terminal)
    options["lang"] = options["lang"] or default_lang(options["content"])
    busy = partial(click.echo, f"Waiting for another import into {options['content']}.", err=True)
    rows, problem = import_clippings(paths, Options(**options), lambda found, total: shown(found, total=total), busy)
    if options["dry"]:
        Console(width=None if CONSOLE.is_terminal else 200).print(table(rows))
    for note in notes(rows, options["content"]):
        click.echo(note)
    CONSOLE.print(summary(rows), soft_wrap=True)
    if problem:
        raise DossierError(problem)
    sys.exit(1 if any(row.outcome == "failed" for row in rows) else 0)
