"""What a command does not need it does not import: a library that nothing asks for costs every run its time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HERE

pytestmark = pytest.mark.slow

# A program that runs a command and then says which of some modules it has imported.
SPY = """
import sys
from dossier.cli import main
names = sys.argv.pop(1).split()
try:
    main()
finally:
    print("imported:", *(name for name in names if name in sys.modules), file=sys.stderr)
"""
PAGES = (
    "jinja2",
    "dossier.views.actor",
    "dossier.views.article",
    "dossier.views.overviews",
    "dossier.records",
    "pybtex",
    "rispy",
)
READING = ("yaml", "pydantic", "markdown_it", "slugify", "dossier.gazetteer", "dossier.statements", "dossier.words")
SELDOM = ("pelican", "rich", "babel", "langcodes", "feedgenerator", "PIL", "py_svg_hush", "importlib.metadata", "asyncio")
OTHERS = ("concurrent.futures", "multiprocessing", "subprocess", "dossier.search.indexing", "dossier.checks.findings")


SITE = HERE / "site"


def imported(folder: Path, names: tuple[str, ...], *command: str) -> list[str]:
    """Which of some modules a command has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", SPY, " ".join(names), *command], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1].removeprefix("imported:").split()


def test_a_build_in_which_nothing_has_changed_imports_nothing_that_reads_or_writes(tmp_path: Path) -> None:
    command = ("build", "--output", str(tmp_path / "output"))
    assert "jinja2" in imported(SITE, PAGES, *command)
    assert imported(SITE, (*PAGES, *READING, *SELDOM, *OTHERS), *command) == []


def test_checking_imports_nothing_that_makes_pages() -> None:
    of_no_use = ("pelican", "rich", "langcodes", "feedgenerator", "PIL", "asyncio", "concurrent.futures", "dossier.build")
    assert imported(SITE, (*PAGES, *of_no_use), "check") == []


@pytest.mark.parametrize("command", ["--help", "build --help"])
def test_help_imports_no_more_than_the_command_line(command: str) -> None:
    heavy = ("dossier.settings", "dossier.build", "dossier.pipeline", "msgspec", *PAGES, *READING, *SELDOM, *OTHERS)
    assert imported(SITE, heavy, *command.split()) == []
