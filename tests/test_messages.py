"""What the compiler of a dossier is told: mistakes in words of the dossier's own, many of them by kind, and the help."""

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from dossier.checks.advice import ADVICE
from dossier.checks.findings import CODES
from dossier.cli import main
from dossier.cli.help import EXAMPLES, FILES
from dossier.errors import ContentError, ContentErrors
from dossier.hints import EXAMPLES as EXAMPLES_OF_KEYS
from dossier.pipeline import assemble, collect
from dossier.preview import problems

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "messages" / "mistakes.yml").read_text(encoding="utf-8")
)
ARTICLE = "articles/2024/2024-05-14-council-votes.md"


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def told(files: Mapping[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said of a content folder."""
    write(folder / "content", files)
    monkeypatch.chdir(folder)
    try:
        assemble(collect(Path("content")))
    except ContentErrors as failure:
        return "\n".join(map(str, failure.errors))
    return ""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("case", CASES["mistakes"], ids=[case["is"] for case in CASES["mistakes"]])
def test_a_mistake_is_told_in_words_of_this_dossier(case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, path = dict(CASES["base"]), case.get("file", ARTICLE)
    assert case.get("old", "") in files.get(path, "")
    files[path] = case["text"] if "text" in case else files[path].replace(case["old"], case["new"])
    assert told(files, tmp_path, monkeypatch).strip() == case.get("says", "").strip()


def test_no_message_speaks_of_another_dossier() -> None:
    said = " ".join(run("help", topic).output for topic in FILES)
    assert not re.search("Lavrov|Putin|Moscow|new-start", said)


def test_what_a_file_lacks_is_shown_by_what_others_of_the_dossier_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = dict(CASES["base"]) | {"articles/2024/2024-08-01-x.md": "---\ndate: 2024-08-01\n---\n"}
    said = told(files, tmp_path, monkeypatch)
    assert "right:  title: The council votes for the harbour" in said
    assert "publisher: The Courier" in said


def test_many_errors_are_summed_up_by_kind_and_json_has_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"See [there]({{filename}}/articles/2019/2019-07-{day:02}-nowhere.md).\n\n" for day in range(1, 31))
    text = CASES["base"][ARTICLE].replace("Helen Brandt spoke for it.", body).replace("[new-harbour]", "[taxes]")
    write(tmp_path / "content", dict(CASES["base"]) | {ARTICLE: text})
    monkeypatch.chdir(tmp_path)
    done = run("check", "content")
    assert done.exit_code == 1
    assert done.stderr.count("link to a file that is not there") == 3
    assert "and 27 more of this kind; `dossier check --json` lists all" in done.stderr
    assert "there is no topic `taxes`" in done.stderr
    assert "31 errors; nothing was published." in done.stderr
    rows = [json.loads(line) for line in run("check", "content", "--json").stdout.splitlines()]
    assert len(rows) == 31
    assert {"code", "path", "line", "message", "found", "right"} == set(rows[0])


def test_twenty_errors_are_all_told() -> None:
    errors = ContentErrors(ContentError("a.md", line, f"unknown key `{line}`") for line in range(1, 21))
    assert str(errors).count("unknown key") == 20


def test_one_is_one_and_two_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = dict(CASES["base"])
    del files["articles/2024/2024-06-01-tender-for-the-quay.md"]
    write(tmp_path / "content", files)
    monkeypatch.chdir(tmp_path)
    assert "1 article, 1 actor, 2 topics: 1 finding." in run("check", "content").stderr


def commands() -> list[str]:
    return ["", *main.commands]


@pytest.mark.parametrize("name", commands())
def test_the_help_of_each_command_has_examples_that_it_understands(name: str) -> None:
    done = run(*filter(None, [name]), "--help")
    assert done.exit_code == 0
    assert EXAMPLES[name]
    for line in EXAMPLES[name]:
        assert f"  {line}\n" in done.output
        program, called, *arguments = shlex.split(line.partition(" > ")[0])
        command = main.commands[called]
        assert (program, called) == ("dossier", name or called)
        known = {
            option for part in (command, *getattr(command, "commands", {}).values()) for p in part.params for option in p.opts
        }
        assert {argument for argument in arguments if argument.startswith("-")} <= known


@pytest.mark.parametrize("topic", FILES)
def test_the_help_explains_each_kind_of_file_key_by_key(topic: str) -> None:
    said = run("help", topic).output
    assert FILES[topic] in said
    assert re.search(r"^\w+\*  ", said, re.MULTILINE) or topic == "dossier"
    assert "‹" not in said


@pytest.mark.parametrize("code", CODES)
def test_the_help_says_what_to_do_about_each_finding(code: str) -> None:
    assert f"    to do:  {ADVICE[code]}" in run("help", code).output
    assert f"{code}: " in run("help", "findings").output


def test_the_help_of_a_command_is_that_command_s_own() -> None:
    assert "Usage: main check" in run("help", "check").output or "check [OPTIONS]" in run("help", "check").output
    assert run("help", "nonsense").exit_code == click.UsageError("").exit_code
    assert "article, actor, topic" in run("help").output


def test_the_browser_is_told_in_the_same_words() -> None:
    right = EXAMPLES_OF_KEYS["topics"]
    wrong = ContentErrors([ContentError("content/articles/x.md", 2, "the article has no `topics`", example=right)])
    [problem] = problems(wrong, Path("content"))
    assert problem["example"] == "topics: [new-harbour]"
