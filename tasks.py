"""The jobs of this dossier and of its code. ``inv --list`` names them; the Makefile sets up and calls the same."""

import subprocess
import sys
import tempfile
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from dossier.tasks import book, build, clean, desk, livereload, pack, preview, publish, rebuild, serve

__all__ = [
    "bench",
    "book",
    "build",
    "check",
    "clean",
    "desk",
    "livereload",
    "pack",
    "preview",
    "publish",
    "rebuild",
    "serve",
    "test",
    "wheel",
    "words",
]

CHECKS = (
    "dossier check",
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "djlint theme/templates plugins/dossier/server/pages --lint --quiet",
)
LOCALE = Path(__file__).parent / "plugins" / "dossier" / "locale"
NOTED = (
    "noted:1,1t",
    "noted:1,2,2t",
    "Key:2",
    "forms:1,2",
)  # calls that put a message into the catalogues, besides those of gettext


@task
def check(c: Context) -> None:
    """Check the content, and the code's types, style and floors."""
    for command in CHECKS:
        c.run(f'"{Path(sys.executable).parent}/"{command}')


@task
def wheel(c: Context) -> None:
    """Make the package that others install, theme included: dist/dossier-VERSION-py3-none-any.whl."""
    c.run(f'"{sys.executable}" -m hatchling build --target wheel')


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


@task(help={"articles": "of the largest dossier", "search": "build with a search index too, which takes long"})
def bench(c: Context, articles: int = 10_000, search: bool = False) -> None:
    """Measure what an article costs at each step, and whole builds beside Hugo's and Pelican's: inv bench --articles=1000."""
    options = ["--search"] if search else []
    command = [sys.executable, "-m", "tests.bench", str(articles), *options]
    subprocess.run(command, check=True)  # for `c.run` breaks a character that is cut in two as it comes


@task
def test(c: Context) -> None:
    """Run the tests, browser and HTML validator included."""
    c.run(f'"{sys.executable}" -m tests.tools')
    # A file stays together, for its tests share what they build; `tests/conftest.py` says which files are done first.
    c.run(f'"{sys.executable}" -m pytest -n auto --dist loadfile --no-loadscope-reorder')
