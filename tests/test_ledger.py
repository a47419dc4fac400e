from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier.chronology import Interval
from dossier.desk import Changes
from dossier.desk.decisions import decided as decided_on
from dossier.edition import Edition
from dossier.errors import ContentErrors
from dossier.ledger import Ledger
from dossier.ledger.deciding import decision, moved, retold
from dossier.ledger.file import HEAD, read, spliced
from dossier.model import Decision
from dossier.pipeline import assemble
from tests.content import Files, content, text

SAID = "Igor Ivanov said that the pier was rotten.\n\n“We wait,” Ivanov said. The Harbour Union met."
SLUG = "2008-06-25-x"
FILES: Files = {
    "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}),
    "actors/kowal.md": text("actors/x.md", {"name": "Anna Kowal"}),
}


def edition_of(
    body: str,
    decisions: Mapping[str, Decision] | None = None,
    *,
    proposed: bool = True,
    others: Mapping[str, str] | None = None,
) -> Edition:
    bodies = {SLUG: body, **(others or {})}
    articles: Files = {f"articles/{name}.md": text("articles/x.md", {"date": name[:10]}, said) for name, said in bodies.items()}
    return assemble(replace(content(FILES | articles), ledger=Ledger(decisions or {})), proposed=proposed)


def decided(name: str, status: Any = "confirmed", **changes: Any) -> dict[str, Decision]:
    """A decision on the statement that holds a word, by its id."""
    [statement] = [s for s in edition_of(SAID).statements if name in s.text]
    return {statement.id: replace(decision(statement, status), **changes)}


def told(edition: Edition) -> list[tuple[str, str | None, str]]:
    return [(s.text, s.speaker, s.status) for s in edition.statements]


def test_what_nobody_confirmed_is_not_published_and_is_counted() -> None:
    edition = edition_of(SAID, proposed=False)
    assert edition.statements == ()
    assert edition.waiting == 2
    confirmed = edition_of(SAID, decided("pier"), proposed=False)
    assert told(confirmed) == [("the pier was rotten", "ivanov", "confirmed")]
    assert confirmed.waiting == 1


def test_a_confirmed_statement_is_what_the_ledger_says_whatever_a_rule_would() -> None:
    said = decided("pier", speaker="kowal", said=Interval.parse("2008-05"), words=("the pier was rotten", "“We wait,”"))
    [statement] = edition_of(SAID, said, proposed=False).statements
    assert (statement.text, statement.speaker) == ("the pier was rotten … “We wait,”", "kowal")
    assert (statement.said.date.iso, statement.said.origin, statement.kind) == ("2008-05", "text", "mixed")
    assert len({place.passage for place in statement.spans}) == 2


def test_a_statement_that_no_rule_finds_is_published_when_the_ledger_holds_it() -> None:
    by_hand = {"s-byhand": Decision(SLUG, "confirmed", ("The Harbour Union met",), surface="Ivanov", cue="said")}
    assert ("The Harbour Union met", None, "confirmed") in told(edition_of(SAID, by_hand, proposed=False))


def test_a_proposal_about_what_was_decided_waits_no_more() -> None:
    wider = decided("pier", words=("Ivanov said that the pier was rotten",))
    assert [status for _, _, status in told(edition_of(SAID, wider))] == ["confirmed", "auto"]
    assert [status for _, _, status in told(edition_of(SAID, decided("pier", "rejected")))] == ["rejected", "auto"]


def test_what_was_rejected_hides_no_better_proposal_within_it() -> None:
    whole = {"s-byhand": Decision(SLUG, "rejected", ("Igor Ivanov said that the pier was rotten. And much more that",))}
    assert ("the pier was rotten", "ivanov", "auto") in told(
        edition_of(SAID.replace("rotten.", "rotten. And much more that nobody said that day"), whole)
    )


@pytest.mark.parametrize(
    "edited", ["that the old pier was rotten", "that a pier was rotten", "that the pier was rotting", "that the pier is rotten"]
)
def test_an_edit_of_one_word_orphans_nothing(edited: str) -> None:
    said = decided("pier")
    edition = edition_of(SAID.replace("that the pier was rotten", edited), said, proposed=False)
    [name] = said
    assert [s.id for s in edition.statements] == [name]
    [stray] = edition.analyses[SLUG].strays
    assert stray.words == (edited.removeprefix("that "),)
    assert moved(said[name], stray).words == stray.words


def test_words_that_are_nowhere_keep_their_decision_and_have_no_place() -> None:
    said = decided("pier")
    edition = edition_of("Nothing of it is left here.", said, proposed=False)
    assert edition.statements == ()
    assert [(stray.id, stray.words) for stray in edition.analyses[SLUG].strays] == [(*said, ())]


def test_the_speaker_is_placed_next_to_the_words() -> None:
    body = "Ivanov came. The mayor went. “We wait,” Ivanov said, for Ivanov waits."
    by_hand = {"s-x": Decision(SLUG, "confirmed", ("“We wait,”",), "ivanov", "Ivanov", "said")}
    [statement] = edition_of(body, by_hand, proposed=False).statements
    assert statement.speaker_span
    assert statement.speaker_span.start == body.index("Ivanov said")


def test_one_utterance_in_two_articles_counts_once() -> None:
    again = "A year later Igor Ivanov recalled that the pier was rotten through."
    more = {"2009-06-25-y": again}
    first, second = [s for s in edition_of(SAID, others=more).statements if "pier" in s.text]
    ledger = {first.id: decision(first, "confirmed"), second.id: replace(decision(second, "confirmed"), same_as=first.id)}
    edition = edition_of(SAID, ledger, proposed=False, others=more)
    assert len(edition.statements) == 2
    assert [s.id for s in edition.shown] == [first.id]
    assert [s.id for s in edition.said_by["ivanov"]] == [first.id]
    assert [s.id for s in edition.utterances[first.id]] == [first.id, second.id]


def test_what_seems_to_be_told_again_is_proposed_as_a_pair() -> None:
    """The same speaker on the same day in much the same words; not another day, nor what is settled."""
    others = {
        "2008-06-26-y": "Igor Ivanov said that the wooden pier had long been rotten.",
        "2008-06-27-z": "Igor Ivanov said that the crane was new.",
    }
    found = edition_of("Igor Ivanov said that the wooden pier was long rotten.", others=others).statements
    here = [replace(s, said=found[0].said) for s in found]
    assert [(one.article, other.article) for one, other in retold(here)] == [(SLUG, "2008-06-26-y")]
    assert list(retold(found)) == []
    assert list(retold([here[0], replace(here[1], same_as=here[0].id), here[2]])) == []


def test_an_entry_of_the_old_form_is_read_and_belongs_to_the_statement_of_its_id() -> None:
    [statement] = [s for s in edition_of(SAID).statements if "pier" in s.text]
    ledger = read(f"{statement.id}: {{status: confirmed, text: the pier was rotten, speaker: kowal}}".encode())
    assert isinstance(ledger, Ledger)
    edition = assemble(replace(content({**FILES, f"articles/{SLUG}.md": text("articles/x.md", {}, SAID)}), ledger=ledger))
    assert told(edition) == [("the pier was rotten", "kowal", "confirmed")]


WRONG = {
    "an unknown status": ("a: {article: x, words: y, status: maybe}", 1, "`a`: `status` must be one of"),
    "no date": ("a: {article: x, words: y, status: rejected, said: soon}", 1, "`a`: `said` is no date"),
    "a stretch that runs back": ("a: {article: x, words: y, status: rejected, said: 2009/2008}", 1, "ends before it begins"),
    "no words": ("# ours\na:\n  article: x\n  status: rejected", 2, "`a`: the entry has no `words`"),
    "an unknown key": ("a:\n  article: x\n  words: y\n  status: rejected\n  speeker: z", 5, "did you mean `speaker`?"),
    "two of one id": (
        "a: {article: x, words: y, status: rejected}\na: {article: x, words: y, status: rejected}",
        2,
        "given twice",
    ),
    "no YAML": ("a: b: c", 1, "the file has a second colon in a line"),
    "no keys": ("a: confirmed", 1, "`a` holds no keys"),
    "a list": ("- a", 1, "key: value"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_with_the_ledger_is_told_with_its_line(kind: str) -> None:
    data, line, problem = WRONG[kind]
    errors = read(data.encode())
    assert isinstance(errors, list)
    assert [(error.path, error.line) for error in errors] == [("statements.yml", line)]
    assert problem in errors[0].problem


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"article": "2008-06-25-y"}, "there is no article `2008-06-25-y`"),
        ({"speaker": "ivanof"}, "there is no actor `ivanof`"),
        ({"topics": ("talk",)}, "there is no topic `talk`"),
        ({"same_as": "s-nothing"}, "there is no statement `s-nothing`"),
    ],
)
def test_what_the_ledger_names_has_to_be_there(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ContentErrors) as failure:
        edition_of(SAID, decided("pier", **changes))
    assert problem in str(failure.value)


COMMENTED = (
    HEAD
    + """
# The pier.
s-aaaaaaaa:
  article: x
  status: confirmed   # by Anna
  words: ["the pier was rotten"]

# The rest.
s-bbbbbbbb: {article: x, status: rejected, words: "no words"}
"""
)
PLAIN = Decision("x", "confirmed", ("some words",), "ivanov", "Ivanov", "said", Interval.parse("2008-06"))


def test_a_splice_writes_its_entry_and_moves_no_other_byte() -> None:
    after = spliced(COMMENTED, {"s-bbbbbbbb": PLAIN, "s-cccccccc": PLAIN})
    assert after.startswith(COMMENTED[: COMMENTED.index("s-bbbbbbbb")])
    assert yaml.safe_load(after)["s-bbbbbbbb"]["words"] == ["some words"]
    assert list(yaml.safe_load(after)) == ["s-aaaaaaaa", "s-bbbbbbbb", "s-cccccccc"]


def test_an_entry_that_is_taken_out_leaves_its_neighbours() -> None:
    assert spliced(COMMENTED, {"s-aaaaaaaa": None}).count("\n# The") == 2
    assert list(yaml.safe_load(spliced(COMMENTED, {"s-aaaaaaaa": None}))) == ["s-bbbbbbbb"]


WORDS = st.text("abc é'\":#-[]{}&*!|>%@`,?\\", min_size=1).filter(str.strip)


@given(st.dictionaries(st.sampled_from(["s-a", "s-b", "s-c"]), WORDS), st.dictionaries(st.sampled_from(["s-a", "s-d"]), WORDS))
def test_whatever_the_words_a_splice_is_read_back(before: dict[str, str], changes: dict[str, str]) -> None:
    def entries(words: dict[str, str]) -> dict[str, Decision]:
        return {name: replace(PLAIN, words=(" ".join(said.split()),)) for name, said in words.items()}

    text = spliced("", entries(before)) if before else ""
    found = read(spliced(text, entries(changes)).encode())
    assert isinstance(found, Ledger)
    assert found.decisions == entries(before) | entries(changes)


AWKWARD = [
    "s-1: {article: a, status: confirmed, words: [one], said: open}",
    "s-1:\n  article: a\n  status: rejected\n  words: [two]\n  said: open",
    "s-2:\n  article: b\n  status: confirmed\n  said: open\n  words:\n  - >-\n    of three\n\n    lines",
    "s-3:\n  article: b\n  status: confirmed\n  said: open\n  words: ['begun\nat the margin']",
    "s-4:\n  article: b\n  status: confirmed\n  said: open\n  words: [\n'a list', closed\n]",
    "s-5: &kept {article: c, status: confirmed, words: [five], said: open}",
    "s-6: *kept",
    "'s-7': {article: c, status: confirmed, words: [seven], said: open}",
    "? s-8\n: {article: c, status: confirmed, words: [eight], said: open}",
    "s-9: {article: c, status: confirmed, words: [nine], said: open} # a comment",
    "s-10: {article: c, status: perhaps, words: [ten], said: open}",
    "s-11: {article: c, status: confirmed,\u2028 words: [eleven], said: open}",
    "# a comment",
    "  # one that is indented",
    "",
    "...",
    "- a list",
]


@given(st.lists(st.sampled_from(AWKWARD), max_size=6))
def test_entries_read_one_by_one_are_those_of_the_file_read_as_a_whole(parts: list[str]) -> None:
    first = "{article: a, status: confirmed, words: [first], said: open}"
    text = "\n".join(["", *parts])
    # a key in quotation marks is not looked for, so the second file is read as a whole
    split, whole = (read(f"{key}: {first}{text}".encode()) for key in ("s-0", '"s-0"'))
    if isinstance(split, Ledger):
        assert isinstance(whole, Ledger)
        assert (split.decisions, split.lines) == (whole.decisions, whole.lines)
    else:
        assert isinstance(whole, list)
        assert [(error.line, error.problem) for error in split] == [(error.line, error.problem) for error in whole]


def test_a_change_is_taken_back_to_the_byte(tmp_path: Path) -> None:
    path, changes = tmp_path / "statements.yml", Changes.of(tmp_path)
    path.write_bytes(before := "\ufeff".encode() + COMMENTED.replace("\n", "\r\n").encode())
    changes.apply(decided_on(tmp_path, {"s-aaaaaaaa": PLAIN}, "one"))
    changes.apply(decided_on(tmp_path, {"s-cccccccc": PLAIN}, "another"))
    assert path.read_bytes().startswith("\ufeff#".encode())
    assert "s-cccccccc" in path.read_text(encoding="utf-8")
    changes.undo()
    changes.undo()
    assert path.read_bytes() == before


def test_a_file_that_is_no_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "statements.yml").write_text("a: [")
    with pytest.raises(ContentErrors):
        decided_on(tmp_path, {"s-aaaaaaaa": PLAIN}, "one")
    assert (tmp_path / "statements.yml").read_text() == "a: ["


def test_words_that_a_line_break_parts_are_decided_on_and_found_again(tmp_path: Path) -> None:
    body = "Igor Ivanov said that the pier  \nwas rotten."
    [statement] = edition_of(body).statements
    assert "\n" in statement.text
    [edit] = decided_on(tmp_path, {statement.id: decision(statement, "confirmed")}, "one").edits
    ledger = read(edit.after or b"")
    assert isinstance(ledger, Ledger)
    assert [s.text for s in edition_of(body, ledger.decisions, proposed=False).statements] == [statement.text]


def test_a_statement_decided_as_it_stands_is_the_same_statement() -> None:
    [statement] = [s for s in edition_of(SAID).statements if "pier" in s.text]
    [again] = edition_of(SAID, {statement.id: decision(statement, "confirmed")}, proposed=False).statements
    assert again == replace(statement, status="confirmed")
