"""Where an output may stand: built into what a link points to, refused before anything is changed."""

from pathlib import Path

import pytest

from dossier.build.staging import SIGN, Staging
from dossier.errors import ToolError
from tests.conftest import HERE, pelican

pytestmark = pytest.mark.slow

SETTINGS = HERE / "site" / "pelican.conf.py"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "project" / "content").mkdir(parents=True)
    return tmp_path / "project" / "content"


def put(output: Path, content: Path, page: str) -> None:
    """A build of one page."""
    staging = Staging(output, content)
    (staging.fresh / "data").mkdir()
    (staging.fresh / SIGN).write_text("{}")
    (staging.fresh / "index.html").write_text(page)
    staging.exchange()
    staging.close()


def test_a_build_goes_into_what_a_link_points_to(content: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    link = content.parent / "output"
    link.symlink_to(tmp_path / "www")
    for page in ("one", "two"):
        put(link, content, page)
        assert (tmp_path / "www" / "index.html").read_text() == page
    assert link.is_symlink()


def test_a_link_to_a_folder_that_is_not_there_yet_leads_to_the_new_output(content: Path, tmp_path: Path) -> None:
    (content.parent / "output").symlink_to(tmp_path / "later" / "www")
    put(content.parent / "output", content, "one")
    assert (tmp_path / "later" / "www" / "index.html").read_text() == "one"


def test_what_cannot_be_an_output_is_refused_with_what_would_be_right(content: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.odt").write_text("mine")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "file-above").write_text("mine")
    said = {
        tmp_path / "file": "is a file, and an output is a folder",
        tmp_path / "file-above" / "output": "cannot write beside",
        tmp_path / "full": "holds what no build of Dossier made",
        tmp_path / "one": "leads nowhere",
        content.parent: "holds the content",
        content: "holds the content",
        Path("/proc"): "is where another disk is mounted",
        Path("/"): "holds the content",
    }
    before = sorted(tmp_path.rglob("*"))
    for output, words in said.items():
        if output == Path("/proc") and not output.is_mount():
            continue  # a system without it
        with pytest.raises(ToolError, match=words):
            Staging(output, content)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_retained_does_not_keep_a_build_from_an_output(content: Path, tmp_path: Path) -> None:
    (tmp_path / "www" / ".git").mkdir(parents=True)
    staging = Staging(tmp_path / "www", content, [".git"])
    staging.exchange()
    staging.close()
    assert (tmp_path / "www" / ".git").is_dir()


def test_an_output_that_is_a_file_ends_the_build_with_a_message_and_stays(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    done = pelican(HERE / "site" / "content", SETTINGS, tmp_path / "output")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path / 'output'} is a file")
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_build_that_ends_before_the_exchange_leaves_nothing_beside_the_output(content: Path, tmp_path: Path) -> None:
    put(tmp_path / "www", content, "one")
    Staging(tmp_path / "www", content).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".www.lock", "project", "www"]
    assert (tmp_path / "www" / "index.html").read_text() == "one"
