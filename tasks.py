"""The jobs of this dossier: each calls a tool. ``inv --list`` names them; the Makefile sets up and calls the same."""

import http.server
import shutil
import sys
from functools import partial
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

HERE = Path(__file__).parent
OUTPUT = HERE / "output"
BUILD = f'"{sys.executable}" -m pelican "{HERE}/content" -s "{HERE}/pelican.conf.py" --fatal warnings'
PREVIEW = f"{BUILD} -e DOSSIER_PREVIEW=true"
CHECKS = (
    "dossier check",
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "djlint theme/templates --lint --quiet",
)
WATCHED = ("content", "theme", "plugins", "pelican.conf.py")


@task
def clean(c: Context) -> None:
    """Remove what a build has written."""
    for folder in (OUTPUT, HERE / ".output.new", HERE / ".output.old"):
        shutil.rmtree(folder, ignore_errors=True)


@task
def build(c: Context) -> None:
    """Build the site into output/, search index included."""
    c.run(BUILD)
    print(f"Open {OUTPUT / 'index.html'} in a browser.")


@task(clean, build)
def rebuild(c: Context) -> None:
    """Remove what a build has written, and build anew."""


@task
def serve(c: Context, port: int = 8000) -> None:
    """Serve output/ on this machine."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(OUTPUT))
    print(f"http://localhost:{port}/  (Ctrl+C ends it)")
    with http.server.ThreadingHTTPServer(("localhost", port), handler) as server:
        server.serve_forever()


@task
def livereload(c: Context, port: int = 8000) -> None:
    """Serve a preview with the drafts in it; rebuild and reload the browser on every change."""
    from livereload import Server  # noqa: PLC0415 - the only task that needs it

    def rebuild_preview() -> None:
        c.run(PREVIEW, warn=True)  # a mistake shows its message; the next change tries again

    rebuild_preview()
    server = Server()
    for path in WATCHED:
        server.watch(str(HERE / path), rebuild_preview)
    server.serve(host="localhost", port=port, root=str(OUTPUT))


@task
def preview(c: Context) -> None:
    """Build the site with the drafts in it."""
    c.run(PREVIEW)
    print(f"Open {OUTPUT / 'index.html'} in a browser.")


@task(rebuild)
def publish(c: Context, to: str = "") -> None:
    """Build anew, and copy the site to a place that rsync knows: inv publish --to=user@host:/var/www/dossier."""
    if to:
        c.run(f'rsync --archive --delete --compress "{OUTPUT}/" "{to}"')


@task(build)
def pack(c: Context, single: bool = False) -> None:
    """Build the site, and pack it with its sources into dist/NAME-DATE.zip, or into one HTML file with --single."""
    c.run(f'"{Path(sys.executable).parent}/dossier" pack' + (" --single" if single else ""))


@task(build)
def book(c: Context) -> None:
    """Build the site, and make an EPUB and a PDF of it: dist/NAME-DATE.epub and .pdf."""
    c.run(f'"{Path(sys.executable).parent}/dossier" book')


@task
def check(c: Context) -> None:
    """Check the content, and the code's types, style and floors."""
    for command in CHECKS:
        c.run(f'"{Path(sys.executable).parent}/"{command}')


@task
def bench(c: Context, articles: int = 10_000) -> None:
    """Measure what an article costs at each step, and a whole build beside Hugo's and Pelican's: inv bench --articles=1000."""
    c.run(f'"{sys.executable}" -m tests.bench {articles}')


@task
def test(c: Context) -> None:
    """Run the tests, browser and HTML validator included."""
    c.run(f'"{sys.executable}" -m tests.tools')
    c.run(f'"{sys.executable}" -m pytest')
