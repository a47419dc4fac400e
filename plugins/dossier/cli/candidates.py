"""The command that lists names that nobody described, and writes files of them."""

import csv
import gc
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier.cli.reading import FOLDER, changes_of, edition_of, own_content
from dossier.errors import DossierError
from dossier.text import several

if TYPE_CHECKING:
    from dossier.candidates import Candidate
    from dossier.edition import Edition

UNKNOWN = "unknown"
KINDS = ("person", "organisation", "body", "state", UNKNOWN)


@click.command("candidates")
@click.argument("content", type=FOLDER, required=False)
@click.option("--min", "least", default=2, show_default=True, help="Articles that a name stands in at least.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only those of this kind; may be repeated.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table of comma-separated values instead of text.")
@click.option("--write", "names", metavar="NAME", multiple=True, help="Write this candidate's file; may be repeated.")
@click.option("--write-all", "write_all", is_flag=True, help="Write the files of all whose name and kind are sure.")
def candidates_command(content: Path | None, least: int, **options: Any) -> None:
    """List names that the dossier does not know.

    Each stands there with its likely kind and the reason, its spellings with counts, the offices that the texts say it has,
    and contexts. Drafts count. Files are written into CONTENT/actors. CONTENT is the content folder, by default that of the
    dossier in this folder or above.
    """
    from dossier.candidates import candidates
    from dossier.candidates.nobody import not_actors
    from dossier.settings import lang_of

    content = content or own_content()
    gc.disable()  # all that is read and found lives to the end, and need not be looked through again and again
    try:
        edition = edition_of(content, lang_of(content), drafts=True, statements=False)
        every = candidates(edition, least, not_actors(content))
    finally:
        gc.enable()
    found = [one for one in every if not options["kinds"] or (one.kind or UNKNOWN) in options["kinds"]]
    if options["names"] or options["write_all"]:
        chosen = [_named(name, every) for name in options["names"]] + [
            one for one in found if options["write_all"] and one.sure
        ]
        _write(content, edition, chosen, strict=not options["write_all"])
    elif options["as_csv"]:
        _table(found)
    else:
        for candidate in found:
            click.echo(_shown(candidate))
        click.echo(f"{several(len(found), 'name')} in {several(least, 'article')} or more.", err=True)


def _named(name: str, found: Iterable["Candidate"]) -> "Candidate":
    """The candidate of a name, or of one of its spellings."""
    for candidate in found:
        if name == candidate.name:
            return candidate
    for candidate in found:
        if name in dict(candidate.spellings):
            return candidate
    raise DossierError(f"`{name}` is no candidate: `dossier candidates` lists them")


def _write(content: Path, edition: "Edition", chosen: Sequence["Candidate"], *, strict: bool) -> None:
    """Write the files, none of them where one is there already; ``strict`` where that is an error."""
    from dossier.desk.names import described
    from dossier.text import slug

    targets = {content / "actors" / f"{slug(candidate.name)}.md": candidate for candidate in chosen}
    there = [path for path in targets if path.exists()]
    if there and strict:
        raise DossierError(f"{there[0]} is there already")
    for path in there:
        click.echo(f"{path} is there already.", err=True)
    fresh = [candidate for path, candidate in targets.items() if path not in there]
    for edit in changes_of(content).apply(described(edition, fresh)).change.edits:
        click.echo(content / edit.path)


def _shown(candidate: "Candidate") -> str:
    """A candidate as some lines of text."""
    kind = f"{candidate.kind} ({candidate.reason})" if candidate.kind else f"{UNKNOWN} kind"
    name = click.style(candidate.name, bold=True)
    lines = [f"{name}: {kind}, {_times(candidate.count)} in {several(len(candidate.articles), 'article')}"]
    others = ", ".join(f"{spelled} {count}" for spelled, count in candidate.spellings if spelled != candidate.name)
    if others:
        lines.append(f"    also: {others}")
    for office, seen in candidate.offices[:3]:
        of = f" ({office.state})" if office.state else ""
        lines.append(f"    role: {office.title}{of}, seen {_times(seen.count)} from {seen.first.iso} to {seen.last.iso}")
    if candidate.acronyms:
        lines.append(f"    acronym: {', '.join(candidate.acronyms)}")
    return "\n".join([*lines, *(click.style(f"    {context}", dim=True) for context in candidate.contexts)])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _table(found: Iterable["Candidate"]) -> None:
    """A row a candidate; what is several stands in one field, with semicolons between."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("name", "kind", "reason", "count", "articles", "spellings", "acronyms", "roles", "context"))
    for one in found:
        spellings = "; ".join(f"{spelled} {count}" for spelled, count in one.spellings)
        roles = "; ".join(
            f"{office.title}{f' of {office.state}' if office.state else ''} {seen.first.iso}/{seen.last.iso} {seen.count}"
            for office, seen in one.offices
        )
        acronyms, context = "; ".join(one.acronyms), next(iter(one.contexts), "")
        rows.writerow(
            (one.name, one.kind or UNKNOWN, one.reason, one.count, len(one.articles), spellings, acronyms, roles, context)
        )
