"""The commands that list what was said by whom, and write into the ledger what the compiler decides."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dossier.cli.deciding import Desk
from dossier.cli.reading import CONTENT as FOLDER
from dossier.cli.reading import own_content
from dossier.errors import DossierError
from dossier.text import several

if TYPE_CHECKING:
    from dossier.model import Statement, StatementStatus

Command = TypeVar("Command", bound=Callable[..., Any])
KEYS = "y confirm · n reject · s skip · u undo · q quit"


def _filters(command: Command) -> Command:
    """The options that choose among statements."""
    for option in (
        click.option(
            "--kind", type=click.Choice(["direct", "indirect", "mixed"]), help="In quotation marks, without, or both."
        ),
        click.option("--topic", help="Slug of a topic that they are on."),
        click.option("--article", help="Slug of the article that reports them."),
        click.option("--speaker", help="Slug of the actor who said them."),
    ):
        command = option(command)
    return command


@click.group("statements", invoke_without_command=True)
@FOLDER
@click.option(
    "--status",
    type=click.Choice(["waiting", "confirmed", "rejected", "all"]),
    default="waiting",
    show_default=True,
    help="Those that wait for you, or that you decided on.",
)
@click.option("--interactive", "-i", is_flag=True, help=f"Decide one by one: {KEYS}.")
@_filters
@click.pass_context
def statements_group(
    context: click.Context, /, content: Path | None, status: str, interactive: bool, **filters: str | None
) -> None:
    """List the statements that wait for a decision, or decide.

    What rules find is proposed; what you confirm is published. Each statement stands there with its context.
    """
    desk = context.obj = Desk(content or own_content())
    if context.invoked_subcommand:
        return
    listed = desk.chosen((), {"waiting": "auto", "all": None}.get(status, status), **filters)
    if interactive:
        _one_by_one(desk, listed)
        return
    for statement in listed:
        desk.show(statement)
    click.echo(f"{len(listed)} of {several(len(desk.known), 'statement')}.", err=True)


def _one_by_one(desk: Desk, listed: list["Statement"]) -> None:
    """Ask about each statement; each answer is written before the next question."""
    from dossier.ledger.deciding import decision

    at, decided = 0, list[int]()
    while at < len(listed):
        click.echo(f"{at + 1} of {len(listed)}")
        desk.show(listed[at])
        try:
            answer = click.prompt(KEYS, type=click.Choice(list("ynsuq")), show_choices=False)
        except click.Abort:  # Ctrl+D, Ctrl+C: what was answered is written
            answer = "q"
        if answer == "q":
            break
        if answer == "u":
            if decided:
                desk.undo()
                at = decided.pop()
            continue
        if answer in "yn":
            status: StatementStatus = "confirmed" if answer == "y" else "rejected"
            desk.write({listed[at].id: decision(listed[at], status)}, status)
            decided.append(at)
        at += 1
    click.echo(f"{len(decided)} decided, {len(listed) - len(decided)} left.", err=True)


@statements_group.command()
@click.argument("ids", nargs=-1)
@_filters
@click.pass_obj
def confirm(desk: Desk, /, ids: tuple[str, ...], **filters: str | None) -> None:
    """Confirm statements by their IDS, or all those waiting that the options choose."""
    _decide(desk, ids, "confirmed", filters)


@statements_group.command()
@click.argument("ids", nargs=-1)
@_filters
@click.pass_obj
def reject(desk: Desk, /, ids: tuple[str, ...], **filters: str | None) -> None:
    """Reject statements by their IDS, or all those waiting that the options choose: they never come back."""
    _decide(desk, ids, "rejected", filters)


def _decide(desk: Desk, ids: tuple[str, ...], status: Any, filters: Mapping[str, str | None]) -> None:
    from dossier.desk.decisions import as_it_stands

    if not ids and not any(filters.values()):
        raise DossierError(
            "name statements by their ids, or choose among those that wait: --speaker, --article, --topic, --kind"
        )
    chosen = desk.chosen(ids, "auto", **filters)
    if not chosen:
        raise DossierError("no statement that waits is one of those")
    desk.write({s.id: as_it_stands(desk.edition, s, status) for s in chosen}, status)


@statements_group.command()
@click.argument("name", metavar="ID")
@click.option("--speaker", help="Slug of the actor who really said it; `none` for nobody of the dossier.")
@click.option("--surface", help="How the article names the speaker.")
@click.option("--words", multiple=True, help="What was said, as the article has it; once for each span.")
@click.option("--said", help="When: 2008-06-25, 2008-06, 2008-06-16/2008-06-22, or open.")
@click.option("--topic", "topics", multiple=True, help="Slug of a topic that it is on; once for each.")
@click.option("--note", help="What one has to know of it.")
@click.pass_obj
def correct(desk: Desk, /, name: str, **given: Any) -> None:
    """Confirm the statement ID with what was wrong in it put right."""
    from dossier.desk.decisions import corrected

    [statement] = desk.chosen((name,), None)
    desk.write({name: corrected(desk.edition, statement, given)}, "corrected")


@statements_group.command()
@click.argument("first")
@click.argument("others", nargs=-1, required=True)
@click.pass_obj
def same(desk: Desk, first: str, others: tuple[str, ...]) -> None:
    """Say that OTHERS report the same utterance as FIRST did: it counts once."""
    from dossier.ledger.deciding import decision

    beginning, *told = desk.chosen((first, *others), None)
    decided = {s.id: desk.edition.known.ledger.decisions.get(s.id) or decision(s, "confirmed") for s in (beginning, *told)}
    of_first = replace(decided[first], same_as=None)
    desk.write({first: of_first} | {s.id: replace(decided[s.id], same_as=first) for s in told}, "of one utterance")


@statements_group.command()
@click.pass_obj
def retold(desk: Desk) -> None:
    """List pairs of statements that seem to report one utterance."""
    from dossier.ledger.deciding import retold as pairs

    found = list(pairs(desk.known.values()))
    for one, other in found:
        desk.show(one)
        desk.show(other)
        click.echo(f"    dossier statements same {one.id} {other.id}\n")
    click.echo(f"{several(len(found), 'pair')}.", err=True)


@statements_group.command()
@click.argument("ids", nargs=-1, required=True)
@click.pass_obj
def move(desk: Desk, ids: tuple[str, ...]) -> None:
    """Take the words that stand in the article now for those of IDS, which have changed."""
    from dossier.ledger.deciding import moved

    strays = {stray.id: stray for one in desk.edition.analyses.values() for stray in one.strays if stray.words}
    for name in ids:
        if name not in strays:
            raise DossierError(f"the words of {name} have not changed; `dossier check` lists those that have")
    decided = desk.edition.known.ledger.decisions
    desk.write({name: moved(decided[name], strays[name]) for name in ids}, "moved")


@statements_group.command()
@click.pass_obj
def undo(desk: Desk) -> None:
    """Take the last change of the ledger back."""
    desk.undo()
