"""The tasks of any dossier, for invoke: each is one command of ``dossier``, or a few.

A dossier's ``tasks.py`` takes them all by ``from dossier.tasks import *`` and may add its own.
"""

from invoke.context import Context
from invoke.tasks import task

from dossier.cli import main

__all__ = ["book", "build", "check", "clean", "desk", "livereload", "pack", "preview", "publish", "rebuild", "serve", "test"]


def run(*arguments: str) -> None:
    """Run a command of ``dossier``; ends this program where it fails."""
    try:
        main(arguments, prog_name="dossier")
    except SystemExit as ended:
        if ended.code:
            raise


@task
def build(_: Context) -> None:
    """Build the site into output/, search index included."""
    run("build")


@task
def clean(_: Context) -> None:
    """Remove what a build has written, and what it keeps for the next one."""
    run("clean")


@task
def rebuild(_: Context) -> None:
    """Remove what a build has written, and build anew."""
    run("rebuild")


@task
def serve(_: Context, port: int = 8000) -> None:
    """Serve output/ on this machine."""
    run("serve", f"--port={port}")


@task
def livereload(_: Context, port: int = 8000) -> None:
    """Serve a preview with the drafts in it; rebuild and reload the browser on every change: `dossier preview`."""
    run("preview", f"--port={port}")


@task
def desk(_: Context, port: int = 8000) -> None:
    """Serve the desk with a preview beside it, and open it in the browser: `dossier desk`."""
    run("desk", f"--port={port}")


@task
def preview(_: Context) -> None:
    """Build the site with the drafts in it: `dossier build --drafts`."""
    run("build", "--drafts")


@task
def publish(_: Context, to: str = "") -> None:
    """Build dist/site for others, and copy it to a place that rsync knows: inv publish --to=user@host:/var/www/dossier."""
    run("publish", *([f"--to={to}"] if to else []))


@task
def pack(_: Context, single: bool = False, sign: str = "") -> None:
    """Build dist/site, and pack it with its sources into dist/NAME-DATE.zip, or into one HTML file; --sign=KEY signs it."""
    run("pack", *(["--single"] if single else []), *([f"--sign={sign}"] if sign else []))


@task
def book(_: Context) -> None:
    """Build the site, and make an EPUB and a PDF of it: dist/NAME-DATE.epub and .pdf."""
    run("book")


@task
def check(_: Context) -> None:
    """List what cannot be published, and what you should look at."""
    run("check")


@task
def test(_: Context) -> None:
    """Hold the dossier to its own checks: no finding is open, it builds, and every link within it leads somewhere."""
    run("test")
