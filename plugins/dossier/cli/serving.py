"""The commands that show a dossier in the browser of this machine: as it is, as a preview, or with the desk."""

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.building import asked, make
from dossier.cli.reading import changes_of, home
from dossier.errors import ContentErrors, DossierError, ToolError

if TYPE_CHECKING:
    from dossier.preview import Live
    from dossier.server import Events

PORT = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)


def _needed(error: ImportError) -> ToolError:
    """What to say where a library is missing."""
    return ToolError(f"this needs {error.name}: pip install 'pelican-dossier[desk]'")


@click.command()
@PORT
def preview(port: int) -> None:
    """Serve the site with its drafts, and follow each change.

    It answers this machine alone, and there whoever knows the address that it shows. After each save the site is brought up to
    date, and the browser reloads. Ctrl+C ends it.
    """
    show(port)


@click.command()
@PORT
@click.option("--no-open", is_flag=True, help="Do not open it in the browser.")
def desk(port: int, no_open: bool) -> None:
    """Serve the preview, and beside it the desk.

    The desk shows what waits for you, opens it in your editor, and follows each change. It answers this machine alone, and
    there whoever knows the address that it shows. Ctrl+C ends it.
    """
    show(port, desk=True, opened=not no_open)


def show(port: int, *, desk: bool = False, opened: bool = False) -> None:
    """Serve a preview, with a desk or without."""
    try:
        from dossier.preview import follow
        from dossier.server import Door, Events, application, listening, run
        from dossier.server.desk import START, Desk
        from dossier.server.guard import fresh_token
    except ImportError as error:
        raise _needed(error) from None
    door, events, settings = Door(port, fresh_token()), Events(), home()
    with ExitStack() as stack:
        if desk:
            from dossier.server.alone import alone

            stack.enter_context(alone(settings.parent, f"http://{door.names[0]}:{port}/"))
        sockets = [stack.enter_context(one) for one in listening(port)]
        live = _begun(events)
        routes, start, rest = [], "/", _at_once
        if desk:
            of_it = Desk(live.request.site.name, changes_of(live.request.content), lambda: live.state.edition, events)
            stack.callback(of_it.close)
            routes, start, rest = of_it.routes, START, of_it.answers.rest
        stack.enter_context(suppress(KeyboardInterrupt))  # from here on Ctrl+C is how it ends
        click.echo(f"{door.start(start)}  (Ctrl+C ends it)")
        if opened:
            import webbrowser

            webbrowser.open(door.start(start))
        follow(live, settings, events, rest)
        run(application(live.output, door, events, routes), sockets, events.close)


def _at_once() -> None:
    """Without a desk nobody answers, and nothing has to wait for that."""


def _begun(events: "Events") -> "Live":
    """A preview of the content as it is, or of the last edition that was good, with what is wrong."""
    from dossier.preview import Live, problems

    request, wrong = asked({"DOSSIER_PREVIEW": True}), None
    try:
        make(request)
    except ContentErrors as error:
        wrong = error
    try:
        live = Live(request)
    except DossierError:
        raise wrong or DossierError(f"{request.output} holds no preview of this dossier") from None
    if wrong:
        click.echo(wrong, err=True)
        click.echo("The last good edition is shown until that is mended.", err=True)
        events.error(problems(wrong, request.content))
    return live


@click.command()
@PORT
def serve(port: int) -> None:
    """Serve the built site on this machine, as it is.

    It answers this machine alone. Ctrl+C ends it.
    """
    from dossier.settings import read

    try:
        from dossier.server import Door, application, listening, run
        from dossier.server.guard import NAMES
        from dossier.server.running import ADDRESS, OTHER
    except ImportError as error:
        raise _needed(error) from None
    output = Path(read(home(), ("OUTPUT_PATH",))["OUTPUT_PATH"])
    if not (output / "index.html").exists():
        raise ToolError(f"{output} holds no built site: run `dossier build` first")
    door = Door(port, names=("localhost", *(name for name in NAMES if name != "localhost"), f"[{OTHER}]"))
    sockets = listening(port, ADDRESS, OTHER)
    click.echo(f"{door.start()}  (Ctrl+C ends it)")
    run(application(output, door), sockets)
