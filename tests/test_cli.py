import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
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


@pytest.mark.parametrize("command", [("check",), ("import", "nothing", "--into")])
def test_a_language_that_is_no_tag_is_refused(content: Path, command: tuple[str, ...]) -> None:
    done = run(*command, content, "--lang", "../x")
    assert done.exit_code == 1
    assert "--lang is '../x', which is no language tag of BCP 47" in done.stderr
    (content / "pelican.conf.py").write_text("DEFAULT_LANG = '/a'\n")
    done = run(*command, content / "articles")
    assert done.exit_code == 1
    assert "DEFAULT_LANG is '/a', which is no language tag of BCP 47" in done.stderr


def test_check_names_a_file_that_cannot_be_handed_on(content: Path) -> None:
    (content / "images").mkdir()
    (content / "images" / "x.svg").write_text("no picture")
    (content / "articles" / "2008-06-24-y.md").write_text(text("articles/y.md", {}, "![A crane]({static}/images/x.svg)"))
    done = run("check", content)
    assert done.exit_code == 1
    assert f"{content / 'images' / 'x.svg'}:1: is no SVG: syntax error" in done.stderr


def test_check_without_a_folder_says_so(tmp_path: Path) -> None:
    done = run("check", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "does not exist" in done.stderr


SAID = "Igor Ivanov said that time was short. “We wait,” Ivanov said. The Harbour Union met Anna Kowal."


@pytest.fixture
def speech(content: Path) -> Path:
    """The folder with two articles that report what Ivanov said."""
    for name in ("2008-06-25-x.md", "2008-06-26-y.md"):
        (content / "articles" / name).write_text(text("articles/x.md", {"date": name[:10]}, SAID), encoding="utf-8")
    return content


def statements(content: Path, *options: str) -> list[str]:
    listed = run("statements", "--content", content, *options).stdout
    return [line.split()[0] for line in listed.splitlines() if line.startswith("s-")]


def ledger(content: Path) -> Any:
    return yaml.safe_load((content / "statements.yml").read_text(encoding="utf-8"))


def test_statements_wait_for_a_decision_and_are_gone_from_the_list_with_it(speech: Path) -> None:
    first, second, *_ = waiting = statements(speech)
    assert len(waiting) == 4
    assert run("statements", "--content", speech, "confirm", first).exit_code == 0
    assert run("statements", "--content", speech, "reject", second).exit_code == 0
    assert statements(speech) == waiting[2:]
    assert ledger(speech)[first] == {
        "article": "2008-06-25-x",
        "status": "confirmed",
        "words": ["time was short"],
        "speaker": "ivanov",
        "surface": "Igor Ivanov",
        "cue": "said",
        "said": "2008-06-25",
    }
    assert ledger(speech)[second]["status"] == "rejected"
    assert statements(speech, "--status", "confirmed") == [first]


def test_entries_of_the_old_form_are_written_anew_with_the_next_decision(speech: Path) -> None:
    first, second, *_ = statements(speech)
    (speech / "statements.yml").write_text(f"{first}:\n  status: confirmed\n  text: time was short\n")
    run("statements", "--content", speech, "reject", second)
    assert {name: entry["article"] for name, entry in ledger(speech).items()} == dict.fromkeys((first, second), "2008-06-25-x")
    assert ledger(speech)[first]["words"] == ["time was short"]


def test_many_are_confirmed_at_once_and_taken_back_at_once(speech: Path) -> None:
    waiting = statements(speech)
    done = run("statements", "--content", speech, "confirm", "--speaker", "ivanov", "--kind", "direct")
    assert "2 confirmed; `dossier undo` takes it back" in done.stdout
    assert len(statements(speech)) == 2
    assert run("statements", "--content", speech, "undo").exit_code == 0
    assert statements(speech) == waiting
    assert run("statements", "--content", speech, "confirm").exit_code == 1
    assert run("statements", "--content", speech, "confirm", "--article", "2008-06-25-x").exit_code == 0
    assert len(statements(speech)) == 2


def test_a_correction_says_who_said_what_and_when(speech: Path) -> None:
    first, *_ = statements(speech)
    options = ("--speaker", "none", "--said", "2008-06", "--words", "time was", "--words", "short", "--note", "As heard.")
    assert run("statements", "--content", speech, "correct", first, *options).exit_code == 0
    entry = ledger(speech)[first]
    assert (entry["words"], entry["said"], entry["note"]) == (["time was", "short"], "2008-06", "As heard.")
    assert "speaker" not in entry
    run("statements", "--content", speech, "correct", first, "--said", "2008")
    assert (ledger(speech)[first]["said"], ledger(speech)[first]["note"]) == ("2008", "As heard.")
    wrong = run("statements", "--content", speech, "correct", first, "--said", "soon")
    assert wrong.exit_code == 1
    assert "`said` is no date" in wrong.stderr


def test_answers_are_written_one_by_one(speech: Path) -> None:
    waiting = statements(speech)
    done = CliRunner().invoke(main, ["statements", "--content", str(speech), "-i"], input="y\nn\nu\ns\nq\n")
    assert done.exit_code == 0
    assert {name: entry["status"] for name, entry in ledger(speech).items()} == {waiting[0]: "confirmed"}
    ended = CliRunner().invoke(main, ["statements", "--content", str(speech), "-i"], input="n\n")
    assert ended.exit_code == 0
    assert ledger(speech)[waiting[1]]["status"] == "rejected"


def test_two_reports_of_one_utterance_are_made_the_same(speech: Path) -> None:
    first, _, other, _ = statements(speech)
    assert run("statements", "--content", speech, "same", first, other).exit_code == 0
    assert ledger(speech)[other]["same_as"] == first
    assert ledger(speech)[first]["status"] == "confirmed"


def test_words_that_an_edit_has_changed_are_taken_by_a_command(speech: Path) -> None:
    first, *_ = statements(speech)
    run("statements", "--content", speech, "confirm", first)
    path = speech / "articles" / "2008-06-25-x.md"
    path.write_text(path.read_text(encoding="utf-8").replace("time was short", "time was too short"), encoding="utf-8")
    assert f"`dossier statements move {first}`" in run("check", speech).stdout
    assert run("statements", "--content", speech, "move", first).exit_code == 0
    assert ledger(speech)[first]["words"] == ["time was too short"]
    assert "statement-moved" not in run("check", speech).stdout


def test_a_decision_survives_edits_elsewhere_in_the_article(speech: Path) -> None:
    first, *others = statements(speech)
    run("statements", "--content", speech, "reject", first)
    path = speech / "articles" / "2008-06-25-x.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Igor Ivanov said", "New words.\n\nAt night Igor Ivanov said"),
        encoding="utf-8",
    )
    assert statements(speech) == others


def test_a_decision_on_an_unknown_statement_or_speaker_writes_nothing(speech: Path) -> None:
    first = statements(speech)[0]
    for arguments in (("reject", "s-nothing"), ("correct", first, "--speaker", "nobody")):
        done = run("statements", "--content", speech, *arguments)
        assert done.exit_code == 1
        assert "there is no" in done.stderr
    assert not (speech / "statements.yml").exists()


def test_names_that_nobody_knows_are_candidates_with_a_file_to_keep(speech: Path) -> None:
    listed = run("candidates", speech).stdout
    assert "Harbour Union: organisation (`Union` in its name), 2 times in 2 articles" in listed
    assert "Anna Kowal: person (the given name Anna), " in listed
    assert "Ivanov:" not in listed
    assert run("candidates", speech, "--write", "Anna Kowal", "--write", "Harbour Union").exit_code == 0
    assert (speech / "actors" / "anna-kowal.md").read_text(encoding="utf-8").startswith("---\nname: Anna Kowal\nkind: person ")
    assert (speech / "actors" / "harbour-union.md").exists()
    assert run("check", speech).exit_code == 0
    assert run("candidates", speech).stdout == ""
    assert run("candidates", speech, "--write", "Nobody Such").exit_code == 1


def test_all_candidates_that_are_sure_are_written_at_once(speech: Path) -> None:
    assert run("candidates", speech, "--write-all", "--min", "3").stdout == ""
    assert run("candidates", speech, "--write-all", "--kind", "person").stdout == f"{speech / 'actors' / 'anna-kowal.md'}\n"
    (speech / "actors" / "harbour-union.md").write_text("---\nname: Union of the Port\nkind: body\n---\n")
    again = run("candidates", speech, "--write-all")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "harbour-union.md is there already" in again.stderr
    assert run("candidates", speech, "--write", "Harbour Union").exit_code == 1


def test_candidates_are_a_table_for_other_programs_and_count_drafts(speech: Path) -> None:
    for path in (speech / "articles").glob("*.md"):
        path.write_text(text("articles/x.md", {"date": path.name[:10], "status": "draft"}, SAID), encoding="utf-8")
    [first, *_] = list(csv.DictReader(run("candidates", speech, "--csv", "--kind", "person").stdout.splitlines()))
    assert (first["name"], first["kind"], first["articles"]) == ("Anna Kowal", "person", "2")
    assert first["spellings"].startswith("Anna Kowal ")
