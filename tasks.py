"""The jobs of this dossier and of its code. ``inv --list`` names them; the Makefile sets up and calls the same."""

import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from dossier.tasks import book, build, clean, livereload, pack, preview, publish, rebuild, serve

__all__ = [
    "bench",
    "book",
    "build",
    "check",
    "clean",
    "livereload",
    "pack",
    "preview",
    "publish",
    "rebuild",
    "serve",
    "test",
    "wheel",
]

CHECKS = (
    "dossier check",
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "djlint theme/templates --lint --quiet",
)


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
def bench(c: Context) -> None:
    """Measure what reading an article costs, and how that grows with the gazetteer."""
    c.run(f'"{sys.executable}" -m tests.bench')


@task
def test(c: Context) -> None:
    """Run the tests, browser and HTML validator included."""
    c.run(f'"{sys.executable}" -m tests.tools')
    c.run(f'"{sys.executable}" -m pytest')
