"""What had another slug before has a page at its old address, which leads on and is found nowhere else."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from dossier.archive.single import single
from dossier.cli import main
from tests.conftest import HERE, PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

OLD, NEW = "actors/sergei-lavrov.html", "actors/lavrov.html"


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output of the small site, built once as it is, and again after an actor, a topic and an article got other slugs."""
    shutil.copytree(HERE / "site" / "content", tmp_path / "content")
    settings = (HERE / "site" / "pelican.conf.py").read_text(encoding="utf-8").replace("../..", str(PROJECT))
    (tmp_path / "pelican.conf.py").write_text(f'{settings}\nSITEURL = "https://example.org/d"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("build")
    run("rename", "actor", "sergei-lavrov", "lavrov")
    run("rename", "topic", "talks", "meetings")
    run("rename", "article", "2008-06-25-harbour-talks", "talks-at-the-harbour")
    run("build")
    return tmp_path / "output"


def test_a_page_of_before_leads_on_and_is_found_nowhere_else(renamed: Path) -> None:
    old = (renamed / OLD).read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=lavrov.html">' in old
    assert '<link rel="canonical" href="https://example.org/d/actors/lavrov.html">' in old
    assert '<meta name="robots" content="noindex">' in old
    assert '<a href="lavrov.html">' in old
    for address in ("topics/talks.html", "articles/2008-06-25-harbour-talks.html"):
        assert 'http-equiv="refresh"' in (renamed / address).read_text(encoding="utf-8")
    sitemap = (renamed / "sitemap.xml").read_text(encoding="utf-8")
    assert f"https://example.org/d/{NEW}<" in sitemap
    for gone in (OLD, "topics/talks.html", "articles/2008-06-25-harbour-talks.html"):
        assert f"https://example.org/d/{gone}<" not in sitemap
        assert not [
            path for path in renamed.rglob("*.html") if f'{gone.rpartition("/")[2]}"' in path.read_text(encoding="utf-8")
        ]
    assert (
        json.loads((renamed / "data" / "dossier.json").read_bytes())["articles"].count("2008-06-25-talks-at-the-harbour") == 1
    )
    assert "has moved to" not in single(renamed)


def test_the_data_say_what_it_was_called_before(renamed: Path) -> None:
    for name, slug, before in (
        ("actors", "lavrov", "sergei-lavrov"),
        ("topics", "meetings", "talks"),
        ("articles", "2008-06-25-talks-at-the-harbour", "2008-06-25-harbour-talks"),
    ):
        rows = map(json.loads, (renamed / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        assert {row["slug"]: row["formerly"] for row in rows}[slug] == [before]


def test_a_build_after_it_is_what_a_build_from_nothing_makes_and_undo_leaves_no_page(renamed: Path) -> None:
    again = tree(renamed)
    run("rebuild")
    assert tree(renamed) == again
    for _ in range(3):
        run("undo")
    run("build")
    assert not any(b'http-equiv="refresh"' in data for data in tree(renamed).values())


def test_a_browser_that_opens_the_old_page_from_disk_comes_to_the_new_one(renamed: Path, page: Page) -> None:
    page.goto((renamed / OLD).as_uri())
    page.wait_for_url(f"**/{NEW}")
    assert page.locator("h1").first.is_visible()
