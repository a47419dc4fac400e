"""The documentation, run command by command: from the package in an empty environment to a zip opened from disk.

The libraries that Dossier needs are those of the tests' own environment, so that nothing is downloaded; Dossier is not
among them, and comes from its wheel.
"""

import os
import re
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import PROJECT, package
from tests.guide import DOCS, PAGES, Walk, blocks, commands

pytestmark = pytest.mark.slow

TUTORIAL = DOCS / "tutorial.md"
RUN = [page for page in PAGES if page != TUTORIAL and any(block.is_run for block in blocks(page))]
BOOK = "handing-on"  # the page that makes a book


@dataclass(frozen=True)
class Guided:
    """Where the tutorial has led: the folder that it began in, the dossier in it, a copy of it as it was then, and who went."""

    folder: Path
    dossier: Path
    finished: Path
    walk: Walk


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment that has the libraries of this one, without Dossier, and asks no package index."""
    folder = tmp_path_factory.mktemp("libraries")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"_?dossier\b|_?(pelican_)?dossier-|pip\b|__pycache__|.+\.pth$", path.name):
            (folder / path.name).symlink_to(path)
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "PIP_", "MAKE"))}
    return own | {
        "PYTHONPATH": str(folder),
        "PIP_NO_INDEX": "1",
        "PIP_NO_COMPILE": "1",  # modules compile when they are first imported, and most never are
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }


def begun(folder: Path, wheel: Path) -> Path:
    """A folder as the tutorial asks for it: the package, and beside it the clippings."""
    shutil.copy(wheel, folder)
    (folder / "clippings").mkdir()
    shutil.copy(DOCS / "harbour.mbox", folder / "clippings")
    return folder


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], wheel: Path) -> Guided:
    """The tutorial, followed to its end."""
    folder = begun(tmp_path_factory.mktemp("guide"), wheel)
    walk = Walk(folder, dict(environment))
    walk.follow(TUTORIAL)
    finished = folder / "finished"
    shutil.copytree(walk.here, finished, ignore=shutil.ignore_patterns(".venv"))
    return Guided(folder, walk.here, finished, walk)


def test_the_tutorial_leads_to_articles_with_their_topics_and_to_a_check_without_findings(guided: Guided) -> None:
    said = guided.walk.said
    assert "19 articles, 5 actors, 2 topics: 0 findings" in said["make test"]
    assert "0 lead nowhere" in said["make test"]
    assert "every file is as the manifest says" in said["dossier verify dist/*.zip"]


def test_the_tutorial_says_truly_how_many_stories_statements_and_people_there_are(guided: Guided) -> None:
    said, text = guided.walk.said, TUTORIAL.read_text(encoding="utf-8")
    imported = said["dossier import ../clippings --report report.jsonl"]
    assert "20 stories: 18 became articles, 1 went into an article with others, 1 wait" in imported
    assert "the date can be 2024-03-11 or 2024-11-03" in imported
    assert "all 43 statements" in text
    assert "43 of 43 statements" in said["dossier statements"]
    assert "There are five people." in text
    assert said["dossier candidates"].count(": person (") == 5


def test_the_tutorial_publishes_every_article_and_leaves_their_texts_as_they_are(tmp_path: Path) -> None:
    [publishing] = [line for block in blocks(TUTORIAL) for line in block.text.splitlines() if "status: draft" in line]
    texts = ["One.\n\nstatus: draft\n", "Two.\n\n---\n\nstatus: draft\n"]
    paths = [tmp_path / "content" / "articles" / "2024" / f"{number}.md" for number in range(len(texts))]
    paths[0].parent.mkdir(parents=True)
    for path, text in zip(paths, texts, strict=True):
        path.write_text(f"---\ntitle: A title\nstatus: draft\n---\n\n{text}", encoding="utf-8")
    assert Walk(tmp_path, dict(os.environ)).run(publishing).returncode == 0
    assert [path.read_text(encoding="utf-8") for path in paths] == [f"---\ntitle: A title\n---\n\n{text}" for text in texts]


def test_what_the_tutorial_packs_opens_and_searches_from_disk(guided: Guided, page: Page) -> None:
    first = next((guided.folder / "stick").glob("*/READ ME FIRST.html"))
    page.goto(first.as_uri())
    page.get_by_role("link", name="Open the dossier").click()
    assert page.title().endswith("The new harbour")
    page.get_by_role("link", name="Helen Brandt").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Helen Brandt"
    page.goto(first.with_name("data").joinpath("site", "search.html").as_uri() + "?q=dredger")
    page.locator("main li a", has_text="Dredger arrives").first.wait_for()


def test_what_nobody_confirmed_in_the_tutorial_is_not_handed_on(guided: Guided) -> None:
    data = next((guided.folder / "stick").glob("*/data/site/data/statements.jsonl")).read_text(encoding="utf-8")
    assert '"speaker":"helen-brandt"' in data
    assert '"speaker":"ingrid-solberg"' not in data


@pytest.mark.parametrize(
    "page", [pytest.param(page, id=page.stem, marks=[pytest.mark.book] if page.stem == BOOK else []) for page in RUN]
)
def test_every_command_of_a_page_works_in_the_dossier_of_the_tutorial(guided: Guided, page: Path, tmp_path: Path) -> None:
    shutil.copytree(guided.finished, here := tmp_path / "harbour")
    shutil.copytree(guided.folder / "clippings", tmp_path / "clippings")
    (here / ".venv").symlink_to(guided.dossier / ".venv")
    Walk(here, dict(guided.walk.environment)).follow(page)


def test_the_three_minutes_of_the_readme_lead_to_drafts(guided: Guided, wheel: Path, tmp_path: Path) -> None:
    """They begin as the tutorial does, and what is installed then is the same: it is taken from there."""
    mine = commands(PROJECT / "README.md")
    installing, rest = mine[:2], mine[4:]
    assert mine[:4] == commands(TUTORIAL)[:4]
    assert not [command for command in installing if "tools" not in command]
    walk = Walk(begun(tmp_path, wheel), dict(guided.walk.environment))
    (tmp_path / "tools").symlink_to(guided.folder / "tools")
    for command in mine[2:4]:
        walk.step(command)
    (walk.here / ".venv").symlink_to(guided.dossier / ".venv")
    for path in walk.here.iterdir():  # as old as what was installed by them
        if path.is_file() and path.read_bytes() == (guided.dossier / path.name).read_bytes():
            shutil.copystat(guided.dossier / path.name, path)
    for command in rest:
        walk.step(command)
    assert "Dredger arrives at Eastport" in (walk.here / "output" / "timeline.html").read_text(encoding="utf-8")


def test_everything_that_a_dossier_runs_is_its_own(guided: Guided) -> None:
    place = guided.walk.run(".venv/bin/python -c 'import dossier; print(dossier.__file__)'").stdout
    assert str(guided.dossier / ".venv") in place
    texts = [path for path in guided.dossier.iterdir() if path.is_file()]
    assert not [path for path in texts if str(PROJECT) in path.read_text(encoding="utf-8")]


def test_one_command_upgrades_and_an_own_theme_file_stays_in_force(
    guided: Guided, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    footer = guided.dossier / "theme" / "templates" / "partials" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>Our own foot</footer>\n", encoding="utf-8")
    styles = guided.dossier / "theme" / "static" / "css" / "type.css"
    styles.parent.mkdir(parents=True)
    styles.write_text("body { color: teal }\n", encoding="utf-8")
    monkeypatch.setenv("SETUPTOOLS_SCM_PRETEND_VERSION", "0.2.0")
    newer = package(PROJECT, tmp_path / "newer", "wheel")

    done = guided.walk.run(f"make upgrade PACKAGE={newer} && make build")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "dossier 0.2.0" in done.stdout
    assert [path.name for path in (guided.dossier / "packages").iterdir()] == [newer.name]
    assert newer.name in (guided.dossier / "requirements.txt").read_text(encoding="utf-8")
    assert "Our own foot" in (guided.dossier / "output" / "index.html").read_text(encoding="utf-8")
    assert styles.read_text(encoding="utf-8") in (guided.dossier / "output" / "theme" / "style.css").read_text(encoding="utf-8")


def test_an_upgrade_to_a_file_that_is_not_there_says_what_to_write(guided: Guided) -> None:
    done = guided.walk.run("make upgrade")
    assert done.returncode != 0
    assert "make upgrade PACKAGE=path/to/pelican_dossier-VERSION-py3-none-any.whl" in done.stdout
