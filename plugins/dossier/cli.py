"""The command line, for everything that is not a build."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from dossier import __version__, checks, rights, statics, workers
from dossier.archive import built, matching, name_of, pack, permitted, single, verify
from dossier.candidates import candidates, stub
from dossier.concordance import Edition
from dossier.edition import DECISIONS, collect, default_lang, edit
from dossier.errors import ContentErrors, DossierError, ToolError
from dossier.frontmatter import decisions_text
from dossier.language import tag_of
from dossier.links import dead_links
from dossier.model import Decided
from dossier.readings import Outcome, read_all
from dossier.render import environment, render_book, theme
from dossier.scaffold import Answers, refuse, start
from dossier.text import slug
from dossier.views import Site

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
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
LANG = click.option(
    "--lang",
    callback=lambda _context, _parameter, lang: lang and tag_of(lang, "--lang"),
    help="The language of articles that name none; else that of pelican.conf.py.",
)
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


def _empty(_context: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    """Refuse a folder before anything is asked."""
    refuse(folder)
    return folder


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), callback=_empty, is_eager=True)
@click.option("--title", prompt="Title of the dossier")
@click.option("--lang", prompt="Its language (en, de, pl, ru, …)", default="en")
@click.option("--author", prompt="Who compiles it", default="")
@click.option("--package", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The wheel of Dossier for it.")
def new(folder: Path, title: str, lang: str, author: str, package: Path | None) -> None:
    """Begin a dossier of your own in DIR: settings, one example of each kind of content, and all that `make build` needs."""
    start(folder, Answers(title, lang, author), package)
    click.echo(f"{folder} is a dossier now. Go there and run `make build`; its README.md says how to go on.")


@main.command()
@click.argument("content", type=FOLDER, default="content")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of text.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where there is any finding.")
@click.option("--hints", is_flag=True, help="Also print what may well be right: unused aliases, offices without a holder.")
@LANG
def check(content: Path, as_json: bool, strict: bool, hints: bool, lang: str | None) -> None:
    """List what cannot be published (errors), and what you should look at (findings), in CONTENT."""
    try:
        edition = _read(content, lang or default_lang(content), drafts=True)
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


@main.group("statements", invoke_without_command=True)
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Also those that are confirmed or rejected.")
@click.pass_context
def statements_group(context: click.Context, content: Path, everything: bool) -> None:
    """List the statements that wait for a decision, with their context; or confirm or reject some."""
    context.obj = content
    if context.invoked_subcommand:
        return
    edition = _read(content, default_lang(content))
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
    edition = _read(content, default_lang(content))
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


@main.command("candidates")
@click.argument("content", type=FOLDER, default="content")
@click.option("--least", default=2, show_default=True, help="Articles that a name stands in at least.")
@click.option("--write", "name", help="Write this candidate's stub into CONTENT/actors.")
def candidates_command(content: Path, least: int, name: str | None) -> None:
    """List names that the dossier does not know, with counts, contexts and a stub to keep."""
    found = candidates(_read(content, default_lang(content)), least)
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


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", "content", type=click.Path(file_okay=False, path_type=Path), default="content", show_default=True)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, and show what would be written.")
@click.option("--publish", is_flag=True, help="Publish the articles at once, instead of as drafts.")
@LANG
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write a JSON object a line, one a story.")
def import_command(paths: tuple[Path, ...], report: Path | None, **options: Any) -> None:
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
    rows = import_clippings(paths, Options(**options), lambda found, total: shown(found, total=total))
    if report:
        lines = (json.dumps(row.record(), ensure_ascii=False) + "\n" for row in rows)
        report.write_text("".join(lines), encoding="utf-8")
    if options["dry"]:
        Console(width=None if CONSOLE.is_terminal else 200).print(table(rows))
    for note in notes(rows, options["content"]):
        click.echo(note)
    CONSOLE.print(summary(rows), soft_wrap=True)
    sys.exit(1 if any(row.outcome == "failed" for row in rows) else 0)


@main.command("pack")
@click.option("--single", "as_single", is_flag=True, help="Write one HTML file instead of an archive.")
@click.option("--content", type=FOLDER, default="content", show_default=True)
@click.option("--output", type=FOLDER, default="output", show_default=True, help="The built site.")
@click.option("--dist", type=click.Path(file_okay=False, path_type=Path), default="dist", show_default=True)
@SETTINGS
def pack_command(as_single: bool, content: Path, output: Path, dist: Path, settings: Path) -> None:
    """Pack the built site with its sources and a manifest into DIST/NAME-DATE.zip, or into one HTML file."""
    facts = built(output)
    setting = _rights(settings)
    permitted(facts, setting, output)
    if as_single:
        dist.mkdir(parents=True, exist_ok=True)
        target = dist / f"{name_of(facts)}.html"
        target.write_text(single(output), encoding="utf-8", newline="\n")
    else:
        target = pack(_leaving(content, facts["lang"], setting), content, output, dist)
    click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
    _tell(facts["cut"], setting)


@main.command("book")
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
    dist.mkdir(parents=True, exist_ok=True)
    for form, data in made.items():
        target = dist / f"{name_of(facts)}.{form}"
        unfinished = target.with_name(f".{target.name}")
        unfinished.write_bytes(data)
        unfinished.replace(target)
        click.echo(f"{target} ({len(data) / 1e6:.1f} MB)")
    _tell(rights.cut(edition), setting)


@main.command("links")
@click.argument("output", type=FOLDER, default="output")
def links_command(output: Path) -> None:
    """List the links of the built site in OUTPUT that lead nowhere; the exit code is 1 where there is one."""
    count, dead = dead_links(output)
    for link in dead:
        click.echo(f"{output / link.page}:{link.line}: leads nowhere: {link.link}")
    CONSOLE.print(f"{count} links within the site: {len(dead)} lead nowhere.")
    sys.exit(1 if dead else 0)


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

    def shown(parts: Iterator[Sequence[Outcome]], count: int) -> Iterable[Sequence[Outcome]]:
        hidden = not CONSOLE.is_terminal
        return track(parts, description="Reading", total=count, console=CONSOLE, transient=True, disable=hidden)

    found, readers = collect(content), workers.readers(os.environ)
    return edit(found, *read_all(found.markdown, lang, jobs=readers, track=shown), drafts=drafts)


def _rights(settings: Path) -> rights.Rights:
    return rights.declared(settings.read_text(encoding="utf-8") if settings.exists() else "")


def _leaving(content: Path, lang: str, setting: rights.Rights) -> Edition:
    """The edition of a folder as the setting lets it leave the house."""
    edition = _read(content, lang)
    return rights.excerpts(edition) if setting == "excerpt" else edition


def _tell(cut: int, setting: rights.Rights) -> None:
    if told := rights.notice(cut, 0, setting):
        click.echo(told)
