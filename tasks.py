"""The jobs of this dossier: each calls a tool. ``inv --list`` names them; the Makefile sets up and calls the same."""

import http.server
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

HERE = Path(__file__).parent
OUTPUT = HERE / "output"
PUBLISHED = HERE / "dist" / "site"  # what may leave the house: DOSSIER_RIGHTS says how much of the clippings is in it
BUILD = f'"{sys.executable}" -m pelican "{HERE}/content" -s "{HERE}/pelican.conf.py" --fatal warnings'
PREVIEW = f"{BUILD} -e DOSSIER_PREVIEW=true"
PUBLISH = f'{BUILD} -o "{PUBLISHED}" -e DOSSIER_PUBLISH=true'
CHECKS = (
    "dossier check",
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "djlint theme/templates --lint --quiet",
)
LOCALE = HERE / "plugins" / "dossier" / "locale"
NOTED = (
    "noted:1,1t",
    "noted:1,2,2t",
    "Key:2",
    "forms:1,2",
)  # calls that put a message into the catalogues, besides those of gettext
WATCHED = ("content", "theme", "plugins", "pelican.conf.py")


@task
def clean(c: Context) -> None:
    """Remove what a build has written."""
    for folder in (OUTPUT, PUBLISHED):
        for leftover in (folder, folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")):
            shutil.rmtree(leftover, ignore_errors=True)


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


@task
def publish(c: Context, to: str = "") -> None:
    """Build dist/site for others, and copy it to a place that rsync knows: inv publish --to=user@host:/var/www/dossier."""
    c.run(PUBLISH)
    print(f"Open {PUBLISHED / 'index.html'} in a browser.")
    if to:
        c.run(f'rsync --archive --delete --compress "{PUBLISHED}/" "{to}"')


@task(publish)
def pack(c: Context, single: bool = False) -> None:
    """Build dist/site, and pack it with its sources into dist/NAME-DATE.zip, or into one HTML file with --single."""
    c.run(f'"{Path(sys.executable).parent}/dossier" pack --output "{PUBLISHED}"' + (" --single" if single else ""))


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
def words(c: Context) -> None:
    """Bring the catalogues of the interface's languages up to date with the templates and the code."""
    pybabel = f'"{Path(sys.executable).parent}/pybabel" --quiet'
    keywords = " ".join(f'-k "{spec}"' for spec in NOTED)
    with tempfile.TemporaryDirectory() as scratch:
        template = f'"{scratch}/dossier.pot"'
        c.run(f"{pybabel} extract -F pyproject.toml {keywords} --sort-output --add-location=never -o {template} .")
        rules = "--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120"
        c.run(f'{pybabel} update -D dossier -d "{LOCALE}" -i {template} {rules}')


@task
def bench(c: Context) -> None:
    """Measure what reading an article costs, and how that grows with the gazetteer."""
    c.run(f'"{sys.executable}" -m tests.bench')


@task
def test(c: Context) -> None:
    """Run the tests, browser and HTML validator included."""
    c.run(f'"{sys.executable}" -m tests.tools')
    c.run(f'"{sys.executable}" -m pytest')
