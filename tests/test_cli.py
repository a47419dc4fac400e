import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossier.cli import main
from tests.content import text

IVANOV = {"name": "Igor Ivanov"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with one article, one topic, and an actor that nobody mentions."""
    for path, head in (("articles/2008-06-25-x.md", None), ("topics/talks.md", None), ("actors/ivanov.md", IVANOV)):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text(path, head), encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_lists_findings_and_ends_well(content: Path) -> None:
    done = run("check", content)
    assert done.exit_code == 0
    assert f"{content / 'actors' / 'ivanov.md'}:1: actor-unmentioned: no article mentions Igor Ivanov" in done.stdout


def test_check_strict_ends_with_1_where_there_is_a_finding(content: Path) -> None:
    assert run("check", "--strict", content).exit_code == 1
    (content / "actors" / "ivanov.md").unlink()
    assert run("check", "--strict", content).exit_code == 0


def test_check_json_gives_one_object_a_line(content: Path) -> None:
    [line] = run("check", "--json", content).stdout.splitlines()
    assert json.loads(line) == {
        "code": "actor-unmentioned",
        "path": str(content / "actors" / "ivanov.md"),
        "line": 1,
        "message": "no article mentions Igor Ivanov",
    }


def test_check_names_errors_and_ends_with_1(content: Path) -> None:
    (content / "actors" / "ivanov.md").write_text("---\nname: Igor\nkind: ship\n---\n")
    done = run("check", content)
    assert done.exit_code == 1
    assert "ivanov.md:3: `kind` must be one of" in done.stderr
    [row] = [json.loads(line) for line in run("check", "--json", content).stdout.splitlines()]
    assert (row["code"], row["line"]) == ("error", 3)


def test_check_without_a_folder_says_so(tmp_path: Path) -> None:
    done = run("check", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "does not exist" in done.stderr
