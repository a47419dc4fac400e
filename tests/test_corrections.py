import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossier.cli import main
from dossier.desk import Changes
from dossier.desk.corrections import merge, remove, rename, texts_of
from dossier.errors import ContentErrors, DossierError
from dossier.frontmatter import decode, split
from dossier.ledger import Ledger
from dossier.ledger.file import read as read_ledger
from dossier.pipeline import assemble, collect
from dossier.readings import read_all

ANNA = """\
---
name: Anna Kowal   # as she signs
kind: person
aliases: [Kowal]
roles:
  - {title: Harbour master, of: port-office, from: 2004}
member_of: [port-office]
stance:
  - {from: 2008, text: For the quay., cite: [2008-06-25-talks, s-aaaaaaaa]}
---

She runs the harbour.
"""
ANIA = """\
---
name: Ania Kowal
kind: person
aliases:
  - Kowal
  - {text: "the Pilot", exact: true}   # on the quay
of: port-office
wikidata: Q1
---

She was a pilot.
"""
TALKS = """\
---
title: "Talks: the quay"
date: 2008-06-25
sources:
  - {title: Report, publisher: Interfax, url: "https://example.org/report"}
topics: [quay, harbour]   # the quay first
actors: [anna-kowal, ania-kowal]
steps:
  harbour: The talks began.
events:
  - date: 2008-06-20
    title: A letter
    topics: [harbour]
    actors:
      - ania-kowal

      - port-office
clipping: {path: clippings/x.txt, sha256: 0000000000000000000000000000000000000000000000000000000000001111}
---

[Ania Kowal]({filename}/actors/ania-kowal.md) said that the quay was old.
See [what it is about]({filename}../topics/harbour.md) and [the letter]({filename}2008-06-26-letter.md#p-x).
"""
LETTER = """\
---
title: A letter
date: 2008-06-26
sources:
  - {title: Report, publisher: Interfax, url: "https://example.org/letter"}
topics: [harbour]
not_mentions: [ania-kowal]
translation_of: 2008-06-25-talks
lang: pl
---

A letter.
"""
DOSSIER = """\
briefing:
  about: [{text: It began., cite: [2008-06-25-talks]}]
start_here: [{article: 2008-06-25-talks, why: The beginning.}]
camps:
  - name: Port
    shape: square
    colour: 1
    actors: [ania-kowal, port-office]
    wanted: [{actor: ania-kowal, first: A quay., last: A pier.}]
"""
LEDGER = """\
# Decided.
s-aaaaaaaa:
  article: 2008-06-25-talks
  status: confirmed   # by hand
  words: ["the quay was old"]
  speaker: ania-kowal
  said: 2008-06-25
  topics: [harbour]
"""
FILES = {
    "actors/anna-kowal.md": ANNA,
    "actors/ania-kowal.md": ANIA,
    "actors/port-office.md": "---\nname: Port Office\nkind: body\n---\n",
    "topics/harbour.md": "---\nlabel: Harbour\nwanted: [{actor: ania-kowal, text: A quay.}]\n---\n\nThe harbour.\n",
    "topics/quay.md": "---\nlabel: Quay\nbroader: harbour\nterms: [quay wall]\n---\n\nThe quay.\n",
    "articles/2008-06-25-talks.md": TALKS,
    "articles/2008-06-26-letter.md": LETTER,
    "inbox/unfinished.md": "---\n# no date found\ntitle: Unfinished\ntopics: [harbour]\n---\n",
    "dossier.yml": DOSSIER,
    "statements.yml": LEDGER,
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    for name, data in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(data, encoding="utf-8")
    return root


def held(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file() and ".desk" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def all_replaced(old: str, new: str, path: str, to: str) -> dict[str, str]:
    """The files, with a slug that occurs nowhere by chance replaced everywhere, and one at another place."""
    replaced = {name: data.replace(old, new) for name, data in FILES.items()}
    head, _, body = replaced.pop(path).rpartition("---\n")
    return replaced | {to: f"{head}formerly: [{old}]\n---\n{body}"}


@pytest.mark.parametrize(
    ("kind", "old", "new", "folder"),
    [
        ("actor", "ania-kowal", "the-pilot", "actors"),
        ("article", "2008-06-25-talks", "2008-06-25-the-quay-is-old", "articles"),
    ],
)
def test_all_that_names_it_follows_a_new_slug_and_no_other_byte_moves(
    content: Path, kind: str, old: str, new: str, folder: str
) -> None:
    assert run("rename", kind, old, new, "--content", content).exit_code == 0
    assert held(content) == all_replaced(old, new, f"{folder}/{old}.md", f"{folder}/{new}.md")
    edition = assemble(collect(content))
    assert [s.status for s in edition.statements] == ["confirmed"]
    assert run("undo", "--content", content).exit_code == 0
    assert held(content) == FILES


def test_keys_and_links_follow_the_new_slug_of_a_topic_and_texts_do_not(content: Path) -> None:
    assert run("rename", "topic", "harbour", "the-port", "--content", content).exit_code == 0
    now = held(content)
    talks = TALKS.replace("[quay, harbour]", "[quay, the-port]").replace("  harbour: The", "  the-port: The")
    talks = talks.replace("topics: [harbour]", "topics: [the-port]").replace("../topics/harbour.md", "../topics/the-port.md")
    assert now["articles/2008-06-25-talks.md"] == talks
    assert now["topics/quay.md"] == FILES["topics/quay.md"].replace("harbour", "the-port")
    assert now["statements.yml"] == LEDGER.replace("harbour", "the-port")
    assert "topics: [the-port]" in now["inbox/unfinished.md"]
    assert "The harbour.\n" in now["topics/the-port.md"]
    assert now["actors/anna-kowal.md"] == ANNA


def test_a_correction_is_shown_before_it_is_made(content: Path) -> None:
    done = run("rename", "actor", "ania-kowal", "the-pilot", "--dry-run", "--content", content)
    assert done.exit_code == 0
    assert "rename from actors/ania-kowal.md\nrename to actors/the-pilot.md\n" in done.stdout
    assert "-  speaker: ania-kowal\n+  speaker: the-pilot\n" in done.stdout
    assert held(content) == FILES


def test_a_slug_that_is_taken_or_none_is_refused(content: Path) -> None:
    for new, problem in (
        ("anna-kowal", "`dossier merge actor` makes one of two"),
        ("The Pilot", "is no slug; `the-pilot` would be one"),
        ("index", "is no slug"),
        ("ania-kowal", "is called ania-kowal already"),
    ):
        done = run("rename", "actor", "ania-kowal", new, "--content", content)
        assert (done.exit_code, problem in done.stderr) == (1, True), done.stderr
    assert "there is no actor nobody" in run("rename", "actor", "nobody", "somebody", "--content", content).stderr
    assert held(content) == FILES


def test_a_slug_of_before_is_nobody_elses_and_may_be_taken_again_by_its_own(content: Path) -> None:
    run("rename", "actor", "ania-kowal", "the-pilot", "--content", content)
    assert "had the slug ania-kowal before" in run("rename", "actor", "anna-kowal", "ania-kowal", "--content", content).stderr
    run("rename", "actor", "the-pilot", "pilot", "--content", content)
    assert "formerly: [ania-kowal, the-pilot]" in held(content)["actors/pilot.md"]
    assert run("rename", "actor", "pilot", "ania-kowal", "--content", content).exit_code == 0
    assert "formerly: [the-pilot, pilot]" in held(content)["actors/ania-kowal.md"]
    run("rename", "topic", "quay", "wall", "--content", content)
    run("rename", "topic", "wall", "quay", "--content", content)
    assert "formerly: [wall]" in held(content)["topics/quay.md"]


def test_two_actors_become_one_with_names_references_and_decisions(content: Path) -> None:
    done = run("merge", "actor", "anna-kowal", "ania-kowal", "--content", content)
    assert done.exit_code == 0, done.stderr
    now = held(content)
    assert "actors/ania-kowal.md" not in now
    assert now["actors/anna-kowal.md"] == ANNA.replace(
        "aliases: [Kowal]", "aliases: [Kowal, Ania Kowal, {text: the Pilot, exact: true}]"
    ).replace(
        "---\n\nShe runs the harbour.\n",
        "of: port-office\nwikidata: Q1\nformerly: [ania-kowal]\n---\n\nShe runs the harbour.\n\nShe was a pilot.\n",
    )
    assert "actors: [anna-kowal]\n" in now["articles/2008-06-25-talks.md"]
    assert "      - anna-kowal\n\n      - port-office\n" in now["articles/2008-06-25-talks.md"]
    assert "({filename}/actors/anna-kowal.md)" in now["articles/2008-06-25-talks.md"]
    assert now["statements.yml"] == LEDGER.replace("ania", "anna")
    assert now["dossier.yml"] == DOSSIER.replace("ania", "anna")
    [statement] = assemble(collect(content)).statements
    assert (statement.status, statement.speaker) == ("confirmed", "anna-kowal")
    run("undo", "--content", content)
    assert held(content) == FILES


def test_what_both_say_of_themselves_is_not_taken_over_and_is_told(content: Path) -> None:
    path = content / "actors" / "anna-kowal.md"
    path.write_text(ANNA.replace("kind: person\n", "kind: person\nwikidata: Q2\n"), encoding="utf-8")
    done = run("merge", "actor", "anna-kowal", "ania-kowal", "--content", content)
    assert "not taken over, for anna-kowal has its own: wikidata" in done.stderr
    assert "wikidata: Q2\n" in path.read_text(encoding="utf-8")


def test_a_topic_goes_into_the_one_above_it_and_the_other_way_round(content: Path) -> None:
    assert run("merge", "topic", "harbour", "quay", "--content", content).exit_code == 0
    now = held(content)
    assert "label: Harbour\n" in now["topics/harbour.md"]
    assert "terms: [Quay, quay wall]\nformerly: [quay]\n" in now["topics/harbour.md"]
    assert "topics: [harbour]   # the quay first\n" in now["articles/2008-06-25-talks.md"]
    run("undo", "--content", content)
    assert run("merge", "topic", "quay", "harbour", "--content", content).exit_code == 0
    assert "broader" not in held(content)["topics/quay.md"]
    assert run("check", content).exit_code == 0


def test_two_steps_of_one_article_are_left_for_a_hand(content: Path) -> None:
    path = content / "articles" / "2008-06-25-talks.md"
    path.write_text(TALKS.replace("steps:\n", "steps:\n  quay: The quay was old.\n"), encoding="utf-8")
    before = held(content)
    done = run("merge", "topic", "harbour", "quay", "--content", content)
    assert done.exit_code == 1
    assert "`steps` has a text for `quay` and one for `harbour`" in done.stderr
    assert held(content) == before


def test_what_would_be_wrong_then_is_told_and_nothing_changes(content: Path) -> None:
    (content / "dossier.yml").write_text(
        DOSSIER + "  - {name: Town, shape: circle, colour: 2, actors: [anna-kowal]}\n", encoding="utf-8"
    )
    before = held(content)
    done = run("merge", "actor", "anna-kowal", "ania-kowal", "--content", content)
    assert done.exit_code == 1
    assert "`anna-kowal` is in the camps Port and Town" in done.stderr
    assert "nothing was changed" in done.stderr
    assert held(content) == before


def test_an_error_that_was_there_before_stops_no_correction(content: Path) -> None:
    (content / "actors" / "broken.md").write_text("---\nname: Broken\nkind: ship\n---\n", encoding="utf-8")
    assert run("rename", "actor", "ania-kowal", "the-pilot", "--content", content).exit_code == 0


def test_an_article_that_others_refer_to_stays(content: Path) -> None:
    done = run("remove", "article", "2008-06-25-talks", "--content", content)
    assert done.exit_code == 1
    assert "there is no article" in done.stderr
    assert held(content) == FILES


def test_a_removed_article_takes_its_decisions_with_it_and_leaves_a_note_for_imports(content: Path) -> None:
    for name in ("dossier.yml", "actors/anna-kowal.md", "articles/2008-06-26-letter.md"):
        (content / name).unlink()
    path = content / "articles" / "2008-06-25-talks.md"
    path.write_text(
        TALKS.replace("[anna-kowal, ania-kowal]", "[ania-kowal]").split(" and [the letter]")[0] + ".\n", encoding="utf-8"
    )
    before = held(content)
    assert run("remove", "article", "2008-06-25-talks", "--content", content).exit_code == 0
    now = held(content)
    assert now["statements.yml"] == "# Decided.\n"
    assert now["removed.yml"].endswith(f"\n{'0' * 60}1111: 2008-06-25-talks\n")
    assert now.keys() == before.keys() - {"articles/2008-06-25-talks.md"} | {"removed.yml"}
    assert run("check", content).exit_code == 0
    run("undo", "--content", content)
    assert held(content) == before


def test_two_files_that_claim_one_slug_are_an_error(content: Path) -> None:
    for line, problem in (
        ("formerly: [anna-kowal]", "the slug `anna-kowal` is that of actors/anna-kowal.md"),
        ("formerly: port-office", "the slug `port-office` is that of actors/port-office.md"),
        ("formerly: [ania-kowal]", "the slug `ania-kowal` it has now"),
        ("formerly: [Ania Kowal]", "`formerly` is no slug"),
    ):
        path = content / "actors" / "ania-kowal.md"
        path.write_text(ANIA.replace("wikidata", f"{line}\nwikidata"), encoding="utf-8")
        with pytest.raises(ContentErrors) as failure:
            assemble(collect(content))
        assert problem in str(failure.value)


def test_a_corrected_date_or_title_changes_no_address(content: Path) -> None:
    path = content / "articles" / "2008-06-25-talks.md"
    path.write_text(TALKS.replace("date: 2008-06-25", "date: 2008-06-24").replace("Talks: the", "About the"), encoding="utf-8")
    assert "2008-06-25-talks" in assemble(collect(content)).slugs
    found = collect(content)
    readings, errors = read_all(found.markdown, "en")
    assert errors == []
    assert readings.files["articles/2008-06-25-talks.md"].entry.head.date.iso == "2008-06-24"


def test_the_changes_are_listed_with_their_numbers(content: Path) -> None:
    run("rename", "actor", "ania-kowal", "the-pilot", "--content", content)
    run("rename", "topic", "quay", "wall", "--content", content)
    assert run("undo", "1", "--content", content).exit_code == 0
    first, second = sorted(run("undo", "--list", "--content", content).stdout.splitlines())
    assert "actor ania-kowal is the-pilot now, in 6 files (taken back)" in first
    assert "topic quay is wall now, in 2 files" in second
    assert "topics: [wall, harbour]" in held(content)["articles/2008-06-25-talks.md"]
    assert run("redo", "--content", content).exit_code == 0
    assert (content / "actors" / "the-pilot.md").exists()


def test_corrections_are_functions_of_the_texts(content: Path) -> None:
    texts = texts_of(content)
    assert {edit.path: edit.before for edit in rename(texts, "actor", "ania-kowal", "pilot").edits}.items() <= texts.items()
    assert merge(texts, "actor", "anna-kowal", "ania-kowal") == merge(texts, "actor", "anna-kowal", "ania-kowal")
    with pytest.raises(DossierError, match="are the same actor"):
        merge(texts, "actor", "anna-kowal", "anna-kowal")
    with pytest.raises(DossierError, match="there is no article nothing"):
        remove(texts, "nothing")
    assert Changes.of(content).listed() == []


def test_a_clipping_of_a_removed_article_is_not_imported_again(tmp_path: Path) -> None:
    root, clipping = tmp_path / "content", tmp_path / "a.txt"
    clipping.write_text(
        "Pier to close\n\nReuters\n\n13 January 2011\n\n" + "The pier will close, the mayor said. " * 8, encoding="utf-8"
    )
    report = tmp_path / "report.jsonl"
    run("import", clipping, "--into", root)
    [path] = (root / "articles").rglob("*.md")
    assert run("remove", "article", path.stem, "--content", root).exit_code == 0
    done = run("import", clipping, "--into", root, "--report", report)
    assert done.exit_code == 0
    assert f"its article {path.stem} was removed" in done.output
    assert "1 story: 1 is of an article that you removed." in done.output
    assert [json.loads(line)["outcome"] for line in report.read_text(encoding="utf-8").splitlines()] == ["removed"]
    assert list((root / "articles").rglob("*.md")) == []
    (root / "removed.yml").unlink()
    run("import", clipping, "--into", root)
    assert [found.name for found in (root / "articles").rglob("*.md")] == [path.name]


def test_what_the_corrections_write_is_read_back(content: Path) -> None:
    for edit in merge(texts_of(content), "actor", "anna-kowal", "ania-kowal").edits:
        if edit.after and edit.path.endswith(".md"):
            assert split(edit.path, decode(edit.path, edit.after)).mapping
        elif edit.after and edit.path == "statements.yml":
            assert isinstance(read_ledger(edit.after), Ledger)
