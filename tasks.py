"""The jobs of this dossier and of its code. ``inv --list`` names them; the Makefile sets up and calls the same."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from invoke.context import Context
from invoke.tasks import task

from dossier.cli import main
from dossier.tasks import book, build, clean, desk, livereload, pack, preview, publish, rebuild, serve

__all__ = [
    "bench",
    "book",
    "build",
    "check",
    "clean",
    "desk",
    "docs",
    "livereload",
    "pack",
    "preview",
    "publish",
    "rebuild",
    "release",
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
    "djlint theme/templates plugins/dossier/server/pages plugins/dossier/archive --lint --quiet",
)
COMMANDS = Path(__file__).parent / "docs" / "commands.md"
MADE = "<!-- What follows `inv docs` makes of the program's own help. -->\n"
WIDTH = 110  # of what the program says
PYTHONS = ("3.11", "3.12", "3.13")  # those that the package is tried on, where they are there
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


def helps(command: click.Command = main, name: str = "dossier", parent: click.Context | None = None) -> str:
    """What the program says of a command and of all below it, as sections of Markdown."""
    word = name.rpartition(" ")[2]
    context = click.Context(command, parent=parent, info_name=word, terminal_width=WIDTH, max_content_width=WIDTH)
    below = command.commands if isinstance(command, click.Group) else {}
    own = f"\n## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"
    return own + "".join(helps(part, f"{name} {one}", context) for one, part in below.items())


def commands() -> str:
    """The page of the commands as it has to be: what is written there by hand, and below it what the program says."""
    return COMMANDS.read_text(encoding="utf-8").split(MADE)[0] + MADE + helps()


@task
def docs(c: Context) -> None:
    """Bring docs/commands.md up to date with the program's help, and build the documentation: dist/docs/index.html."""
    COMMANDS.write_text(commands(), encoding="utf-8")
    c.run(f'"{sys.executable}" -m mkdocs build --quiet', env={"NO_MKDOCS_2_WARNING": "1"})


@task
def wheel(c: Context) -> None:
    """Make the package that others install, theme included: dist/pelican_dossier-VERSION-py3-none-any.whl."""
    c.run(f'"{sys.executable}" -m hatchling build --target wheel')


@task
def release(c: Context) -> None:
    """Make what would be uploaded, check it, and try the wheel in an empty environment on each Python; it uploads nothing."""
    folder, bin_ = Path("dist", "package"), Path(sys.executable).parent
    shutil.rmtree(folder, ignore_errors=True)
    c.run(f'"{sys.executable}" -m hatchling build --directory "{folder}"')
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    c.run(f'"{bin_}/twine" check --strict "{wheel}" "{sdist}"')
    c.run(f'"{bin_}/check-wheel-contents" "{wheel}"')
    for version in PYTHONS:
        if python := _python(version):
            _try_out(python, wheel.absolute())
            print(f"{version}: {wheel.name} makes a new dossier, and its site.")
        else:
            print(f"{version}: not here, so not tried.")
    print(f"Ready to be uploaded: {folder}")


def _python(version: str) -> str | None:
    """A Python of a version on this machine: the one on the path, if it runs, or one that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for python in (shutil.which(f"python{version}"), *sorted(map(str, kept.glob(f"{version}.*/bin/python")))):
        if python and not subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode:
            return python
    return None


def _try_out(python: str, wheel: Path) -> None:
    """Install the wheel in an empty environment, and make a new dossier and its site with it."""
    with tempfile.TemporaryDirectory() as scratch:
        own = Path(scratch, "venv")
        subprocess.run([python, "-m", "venv", own], check=True)
        bin_ = own / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([bin_ / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
        options = ["--title", "The new harbour", "--lang", "en", "--author", "Nobody"]
        subprocess.run([bin_ / "dossier", "new", "harbour", *options], cwd=scratch, check=True)
        for command in ("build", "links", "publish"):
            subprocess.run([bin_ / "dossier", command], cwd=Path(scratch, "harbour"), check=True)
        alone = "SITENAME = 'Found by Pelican itself'\nTHEME = 'theme'\n"
        Path(scratch, "harbour", "alone.py").write_text(alone, encoding="utf-8")
        pelican = [str(bin_ / "pelican"), "content", "-s", "alone.py", "-o", "found", "--fatal", "errors"]
        subprocess.run(pelican, cwd=Path(scratch, "harbour"), check=True)
        if not Path(scratch, "harbour", "found", "topics", "index.html").is_file():
            raise SystemExit("Pelican did not find Dossier among its plugins")


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
    # One process more than there are processors: tests wait for browsers and for programs that they start.
    processes = (os.cpu_count() or 1) + 1
    # The tests start hundreds of programs: one that may not keep what it compiled compiles it all each time.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    c.run(f'"{sys.executable}" -m pytest -n {processes} --dist loadfile --no-loadscope-reorder', env=kept)
