"""The README's guide, run command by command: from the package in an empty environment to a zip opened from disk.

The libraries that Dossier needs are those of the tests' own environment, so that nothing is downloaded; Dossier is not
among them, and comes from its wheel.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import HERE, PROJECT, package

pytestmark = pytest.mark.slow

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLIPPINGS = HERE / "clippings"


@dataclass(frozen=True)
class Guided:
    """Where the guide has led: the folder that it began in, the dossier in it, and what each command said."""

    folder: Path
    dossier: Path
    said: dict[str, str]
    environment: dict[str, str]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return shell(command, self.dossier, self.environment)


def shell(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def steps() -> list[tuple[str, str, str]]:
    """Each fenced block of the guide: its language, the file that it names, and its text."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    guide = readme.split("## A dossier of your own\n")[1].split("\n## ")[0]
    return _FENCE.findall(guide)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The libraries of this environment, without Dossier."""
    folder = tmp_path_factory.mktemp("libraries")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"_?dossier\b|_?(pelican_)?dossier-|pip\b|__pycache__|.+\.pth$", path.name):
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory, libraries: Path, wheel: Path) -> Guided:
    """The guide, followed to its end."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copy(wheel, folder)
    shutil.copytree(CLIPPINGS, folder / "clippings")
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "PIP_", "MAKE"))}
    environment = own | {
        "PYTHONPATH": str(libraries),
        "PIP_NO_INDEX": "1",
        "PIP_NO_COMPILE": "1",  # modules compile when they are first imported, and most never are
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    here, said = folder, {}
    for language, name, text in steps():
        if language != "sh":
            (here / name).write_text(text, encoding="utf-8")
            continue
        for command in text.splitlines():
            if command.startswith("cd "):
                here /= command.removeprefix("cd ")
                continue
            done = shell(command, here, environment)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            said[command] = done.stdout + done.stderr
    return Guided(folder, here, said, environment)


def test_the_guide_leads_to_articles_with_their_topic_and_to_a_check_without_findings(guided: Guided) -> None:
    assert "2 articles, 1 actor, 1 topic: 0 findings" in guided.said["make test"]
    assert "0 lead nowhere" in guided.said["make test"]
    assert "every file is as the manifest says" in guided.said[".venv/bin/dossier verify dist/*.zip"]


def test_a_clipping_that_the_guide_cannot_date_waits_in_the_inbox_and_is_not_handed_on(guided: Guided) -> None:
    said = guided.said[".venv/bin/dossier import ../clippings --report report.jsonl"]
    assert "the date can be 2024-03-11 or 2024-11-03" in said
    assert (guided.dossier / "content" / "inbox" / "fishers-go-to-court-over-the-quay.md").is_file()
    assert not list((guided.folder / "stick").rglob("*fishers*"))


def test_the_guide_publishes_every_article_and_leaves_their_texts_as_they_are(tmp_path: Path) -> None:
    [publishing] = [line for _, _, text in steps() for line in text.splitlines() if "status: draft" in line]
    texts = ["One.\n\nstatus: draft\n", "Two.\n\n---\n\nstatus: draft\n"]
    paths = [tmp_path / "content" / "articles" / "2024" / f"{number}.md" for number in range(len(texts))]
    paths[0].parent.mkdir(parents=True)
    for path, text in zip(paths, texts, strict=True):
        path.write_text(f"---\ntitle: A title\nstatus: draft\n---\n\n{text}", encoding="utf-8")
    assert shell(publishing, tmp_path, dict(os.environ)).returncode == 0
    assert [path.read_text(encoding="utf-8") for path in paths] == [f"---\ntitle: A title\n---\n\n{text}" for text in texts]


def test_what_the_guide_packs_opens_and_searches_from_disk(guided: Guided, page: Page) -> None:
    first = next((guided.folder / "stick").glob("*/READ ME FIRST.html"))
    page.goto(first.as_uri())
    page.get_by_role("link", name="Open the dossier").click()
    assert page.title().endswith("The new harbour")
    page.get_by_role("link", name="Helen Brandt").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Helen Brandt"
    page.goto(first.with_name("data").joinpath("site", "search.html").as_uri() + "?q=dredging")
    page.locator("main li a", has_text="Council").first.wait_for()


def test_everything_that_a_dossier_runs_is_its_own(guided: Guided) -> None:
    place = guided.run(".venv/bin/python -c 'import dossier; print(dossier.__file__)'").stdout
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

    done = guided.run(f"make upgrade PACKAGE={newer} && make build")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "dossier 0.2.0" in done.stdout
    assert [path.name for path in (guided.dossier / "packages").iterdir()] == [newer.name]
    assert newer.name in (guided.dossier / "requirements.txt").read_text(encoding="utf-8")
    assert "Our own foot" in (guided.dossier / "output" / "index.html").read_text(encoding="utf-8")
    assert styles.read_text(encoding="utf-8") in (guided.dossier / "output" / "theme" / "style.css").read_text(encoding="utf-8")


def test_an_upgrade_to_a_file_that_is_not_there_says_what_to_write(guided: Guided) -> None:
    done = guided.run("make upgrade")
    assert done.returncode != 0
    assert "make upgrade PACKAGE=path/to/pelican_dossier-VERSION-py3-none-any.whl" in done.stdout
