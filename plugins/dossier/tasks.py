"""The jobs of any dossier, for invoke: each calls a tool, in the folder that holds ``pelican.conf.py``.

A dossier's ``tasks.py`` takes them all by ``from dossier.tasks import *`` and may add its own.
"""

import http.server
import os
import shutil
import sys
import threading
from functools import partial
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

__all__ = ["book", "build", "check", "clean", "livereload", "pack", "preview", "publish", "rebuild", "serve", "test"]

SETTINGS = "pelican.conf.py"
BUILD = f'"{sys.executable}" -m pelican content -s {SETTINGS} --fatal warnings'
PREVIEW = f"{BUILD} -e DOSSIER_PREVIEW=true"
PUBLISHED = Path("dist") / "site"  # what may leave the house: DOSSIER_RIGHTS says how much of the clippings is in it
PUBLISH = f'{BUILD} -o "{PUBLISHED}" -e DOSSIER_PUBLISH=true'
DOSSIER = f'"{Path(sys.executable).with_name("dossier")}"'


def _enter() -> Path:
    """Go to the dossier's folder, this one or one above, and return its output folder."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)
    if not root:
        raise Exit(f"neither {here} nor a folder above holds {SETTINGS}: go to your dossier's folder first")
    os.chdir(root)
    return root / "output"


@task
def clean(c: Context) -> None:
    """Remove what a build has written, and what it keeps for the next one."""
    from dossier.locks import lock_of  # noqa: PLC0415 - what no other task needs
    from dossier.memory import forget  # noqa: PLC0415 - the whole pipeline
    from dossier.staging import leftovers  # noqa: PLC0415

    output = _enter()
    for folder in (output, PUBLISHED):
        for leftover in (folder, *leftovers(folder)):
            shutil.rmtree(leftover, ignore_errors=True)
        lock_of(folder).unlink(missing_ok=True)
        forget(folder)


@task
def build(c: Context) -> None:
    """Build the site into output/, search index included."""
    output = _enter()
    c.run(BUILD)
    print(f"Open {output / 'index.html'} in a browser.")


@task(clean, build)
def rebuild(c: Context) -> None:
    """Remove what a build has written, and build anew."""


@task
def serve(c: Context, port: int = 8000) -> None:
    """Serve output/ on this machine."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(_enter()))
    print(f"http://localhost:{port}/  (Ctrl+C ends it)")
    with http.server.ThreadingHTTPServer(("localhost", port), handler) as server:
        server.serve_forever()


@task
def livereload(c: Context, port: int = 8000) -> None:
    """Serve a preview with the drafts in it; rebuild and reload the browser on every change."""
    import watchfiles  # noqa: PLC0415 - what no other task needs
    from livereload import Server  # noqa: PLC0415
    from livereload.handlers import LiveReloadHandler  # noqa: PLC0415
    from tornado.ioloop import IOLoop  # noqa: PLC0415

    from dossier.adapter.live import Live, tell  # noqa: PLC0415

    output = _enter()
    c.run(PREVIEW)
    live, loop, server = Live(Path(SETTINGS), output), IOLoop.current(), Server()

    def watch() -> None:
        watched = [path for path in ("content", "theme") if Path(path).is_dir()]
        for _ in watchfiles.watch(*watched, step=20, debounce=400):
            tell(live, lambda: loop.add_callback(LiveReloadHandler.reload_waiters))

    threading.Thread(target=watch, daemon=True).start()
    server.watch(SETTINGS, lambda: print(f"{SETTINGS} has changed: end this with Ctrl+C and start it again."))
    server.serve(host="localhost", port=port, root=str(output))


@task
def preview(c: Context) -> None:
    """Build the site with the drafts in it."""
    output = _enter()
    c.run(PREVIEW)
    print(f"Open {output / 'index.html'} in a browser.")


@task
def publish(c: Context, to: str = "") -> None:
    """Build dist/site for others, and copy it to a place that rsync knows: inv publish --to=user@host:/var/www/dossier."""
    _enter()
    c.run(PUBLISH)
    print(f"Open {(PUBLISHED / 'index.html').resolve()} in a browser.")
    if to:
        c.run(f'rsync --archive --delete --compress "{PUBLISHED}/" "{to}"')


@task(publish)
def pack(c: Context, single: bool = False) -> None:
    """Build dist/site, and pack it with its sources into dist/NAME-DATE.zip, or into one HTML file with --single."""
    c.run(f'{DOSSIER} pack --output "{PUBLISHED}"' + (" --single" if single else ""))


@task(build)
def book(c: Context) -> None:
    """Build the site, and make an EPUB and a PDF of it: dist/NAME-DATE.epub and .pdf."""
    c.run(f"{DOSSIER} book")


@task
def check(c: Context) -> None:
    """List what cannot be published, and what you should look at."""
    _enter()
    c.run(f"{DOSSIER} check")


@task
def test(c: Context) -> None:
    """Hold the dossier to its own checks: no finding is open, it builds, and every link within it leads somewhere."""
    _enter()
    c.run(f"{DOSSIER} check --strict")
    c.run(BUILD)
    c.run(f"{DOSSIER} links")
