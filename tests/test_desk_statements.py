"""Statements and changes at the desk: what is shown, what is written, and how the keyboard does it."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, Route, expect

from dossier.cli import main
from dossier.ledger import LEDGER
from dossier.statements.speakers import is_common
from tests import firefox
from tests.content import Files, text, write
from tests.desks import Table, begun, entering
from tests.test_access import violations

pytestmark = pytest.mark.slow

SAID = """Igor Ivanov said that the pier was rotten. Anna Kowal watched.

“We wait for the crane,” Ivanov said on 24 June. He said that nobody had asked.

The Harbour Union said that the crane was late."""
FILES: Files = {
    "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}),
    "actors/kowal.md": text("actors/x.md", {"name": "Anna Kowal"}),
    "articles/2008-06-25-x.md": text("articles/x.md", {"title": "The <i>pier</i>"}, SAID),
    "articles/2008-06-26-y.md": text("articles/x.md", {"date": "2008-06-26"}, "Anna Kowal said that the crane had come."),
}


WORD = """(box, word) => {
  const nodes = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const at = nodes.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(nodes.currentNode, at);
    range.setEnd(nodes.currentNode, at + word.length);
    return range.getBoundingClientRect().toJSON();
  }
}"""


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A desk with five statements."""
    with begun(tmp_path, FILES) as made:
        yield made


@pytest.fixture
def entered(table: Table, page: Page) -> Iterator[Page]:
    """A page of the browser that shows Statements."""
    with table.served() as served, entering(served, page, "statements") as it:
        expect(it.locator('.row[aria-current="true"]')).to_have_count(1)
        yield it


def named(table: Table, words: str) -> str:
    """The id of the statement that holds some words."""
    [found] = [one.id for one in table.edition.statements if words in one.text]
    return found


def decided(table: Table, status: str, **rows: dict[str, Any]) -> Any:
    given = [{"id": named(table, words.replace("_", " "))} | right for words, right in rows.items()]
    return table.post("answer", {"kind": "statement", "status": status, "rows": given})


def ledger(table: Table) -> str:
    path = table.content / LEDGER
    return path.read_text(encoding="utf-8") if path.exists() else ""


def refusing(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def drag(page: Page, end: str, word: str, by: str) -> None:
    """Drag the beginning or the end of the words to a word of the passage, by its knob."""
    knob = page.locator(f'#one .handle[data-end="{end}"]').bounding_box()
    place = page.locator("#one .passage").evaluate(WORD, word)
    assert knob
    above = -10 if end == "a" else 10  # the knob is held beside its line
    begin = (knob["x"], knob["y"] + knob["height"] / 2 + above)
    to = (place["x"] if end == "a" else place["x"] + place["width"], place["y"] + place["height"] / 2 + above)
    if by == "mouse":
        page.mouse.move(*begin)
        page.mouse.down()
        page.mouse.move(*to, steps=5)
        page.mouse.up()
        return
    device = page.context.new_cdp_session(page)
    for kind, (x, y) in (("touchStart", begin), ("touchMove", to), ("touchEnd", to)):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    device.detach()


def test_statements_are_shown_with_their_sentence_speaker_day_and_topics(table: Table) -> None:
    shown = table.client.get("/desk/statements").text
    assert "Igor Ivanov said that <b>the pier was rotten</b>." in shown
    assert "The &lt;i&gt;pier&lt;/i&gt;" in shown
    assert "<i>pier" not in shown
    assert shown.count('class="row"') == 5
    assert "He: who?" in shown
    assert "2008-06-24" in shown


def test_what_was_decided_of_those_found_in_one_way_stands_beside_those_that_wait(table: Table) -> None:
    screen = "/desk/statements?kind=indirect&by=named"
    assert "you kept" not in table.client.get(screen).text
    for words, status in (("the pier was rotten", "confirmed"), ("the crane had come", "rejected")):
        table.post("answer", {"kind": "statement", "status": status, "rows": [{"id": named(table, words)}]})
    table.saved()
    assert "you kept" not in table.client.get(screen).text, "none of them waits any more"
    table.post("undo", {})
    table.saved()
    assert "of 1 decided you kept 1" in table.client.get(screen).text


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("", 5),
        ("by=pronoun", 1),
        ("by=unknown", 1),
        ("by=named&kind=indirect", 2),
        ("kind=direct", 1),
        ("speaker=kowal", 1),
        ("speaker=~The+Harbour+Union", 1),
        ("article=2008-06-25-x", 4),
        ("article=gone", 0),
        ("after=2008-06-25-x", 1),
    ],
)
def test_the_address_chooses_among_them(table: Table, filters: str, number: int) -> None:
    assert table.client.get(f"/desk/statements?{filters}").text.count('class="row"') == number


def test_desk_and_terminal_write_the_same(table: Table, tmp_path: Path) -> None:
    assert decided(table, "confirmed", pier={}).json()["said"] == "statements: 1 confirmed"
    assert decided(table, "confirmed", crane_had={"speaker": "ivanov", "said": "open", "words": ["the crane had"]}).is_success
    assert decided(table, "rejected", nobody={}).is_success
    other = write(tmp_path / "other", FILES)
    for command, words, *options in (
        ("confirm", "pier"),
        ("correct", "crane had", "--speaker=ivanov", "--said=open", "--words=the crane had"),
        ("reject", "nobody"),
    ):
        done = CliRunner().invoke(main, ["statements", "--content", str(other), command, named(table, words), *options])
        assert done.exit_code == 0, done.output
    assert ledger(table).encode() == (other / LEDGER).read_bytes()


def test_what_an_answer_writes_is_shown_before_and_nothing_is_written(table: Table) -> None:
    before = table.held()
    row = {"id": named(table, "pier"), "said": "2008-06"}
    answer = table.post("preview", {"kind": "statement", "status": "confirmed", "rows": [row]})
    assert "+  said: 2008-06\n" in answer.json()["diff"]
    assert table.held() == before


@pytest.mark.parametrize(
    ("words", "given", "problem"),
    [
        ("nobody", {}, "say who said it"),
        ("late", {}, "say who said it"),
        ("pier", {"words": ["the pier was green"]}, "does not have these words"),
        ("pier", {"said": "yesterday"}, "is no date (right would be said: 2024-05-14 (or 2024-05,"),
        ("pier", {"speaker": "nobody-here"}, "there is no actor `nobody-here`"),
        ("pier", {"speaker": 7}, "Expected `str`"),
        ("pier", {"id": "s-gone"}, "does not wait any more"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_written(
    table: Table, words: str, given: dict[str, Any], problem: str
) -> None:
    before = table.held()
    answer = decided(table, "confirmed", **{words: given})
    assert (answer.status_code, problem in answer.json()["problem"]) == (422, True), answer.text
    assert table.held() == before


def test_a_common_noun_names_nobody_by_itself(tmp_path: Path) -> None:
    table = Table(
        tmp_path,
        {
            "actors/energy.md": "---\nname: Quayford Energy Council\nkind: body\naliases: [Council]\n---\n",
            "articles/2008-06-25-x.md": text("articles/x.md", {}, "The Council said that the pier was rotten."),
        },
    )
    [statement] = table.edition.statements
    assert statement.speaker == "energy"
    assert "the speaker is a common noun" in table.client.get("/desk/statements").text
    assert "say who said it" in decided(table, "confirmed", rotten={}).json()["problem"]
    assert decided(table, "confirmed", rotten={"speaker": "energy"}).status_code == 200
    table.desk.counting.close()


@pytest.mark.parametrize(
    "words", ["the Council", "The Council", "Commission", "its president", "a letter", "the administration"]
)
def test_words_without_a_name_are_told_from_names(words: str) -> None:
    assert is_common(words)


@pytest.mark.parametrize("words", ["Energy Council", "the Kremlin", "Ann O’Hara", "the Russian minister", "NATO", "委员会"])
def test_words_with_a_name_are_names(words: str) -> None:
    assert not is_common(words)


def test_several_are_decided_together_or_none(table: Table) -> None:
    before = table.held()
    assert decided(table, "confirmed", pier={}, nobody={}).status_code == 422
    assert table.held() == before
    assert decided(table, "confirmed", pier={}, nobody={"speaker": "ivanov"}).is_success
    assert ledger(table).count("status: confirmed") == 2


def test_nobody_of_the_dossier_can_have_said_it(table: Table) -> None:
    assert decided(table, "confirmed", late={"speaker": "none"}).is_success
    assert "surface: The Harbour Union" in ledger(table)
    assert "speaker: " not in ledger(table).split("s-", 1)[1]


def test_a_batch_is_rejected_where_its_number_is_the_one_that_was_shown(table: Table) -> None:
    batch = {"kind": "statements", "filters": {"article": "2008-06-25-x"}, "number": 4}
    assert "There are 3 by now" in table.post("answer", batch | {"without": [named(table, "pier")]}).json()["problem"]
    assert table.post("answer", batch | {"without": [named(table, "pier")], "number": 3}).is_success
    assert ledger(table).count("status: rejected") == 3


def test_what_somebody_else_decided_meanwhile_is_shown(table: Table) -> None:
    decided(table, "rejected", pier={})
    answer = decided(table, "confirmed", pier={})
    assert answer.status_code == 409
    assert "rejected" in answer.json()["theirs"]
    assert "confirmed" in answer.json()["ours"]
    assert decided(table, "rejected", pier={}).json()["change"] == 0


def test_changes_are_listed_and_shown_file_by_file(table: Table) -> None:
    assert "Nothing was changed" in table.client.get("/desk/changes").text
    decided(table, "confirmed", pier={})
    decided(table, "rejected", nobody={})
    shown = table.client.get("/desk/changes?change=1").text
    assert shown.count('class="row"') == 2
    assert '<span class="add">+  status: confirmed' in shown
    assert "It has changed since" in shown
    assert "No such change" in table.client.get("/desk/changes?change=77").text
    table.post("undo", {"change": 2})
    assert 'data-redo="2"' in table.client.get("/desk/changes?change=2").text


@pytest.mark.browser
def test_the_keyboard_confirms_one_and_takes_it_back_to_the_byte(table: Table, entered: Page) -> None:
    decided(table, "rejected", crane_had={})
    before = table.held()
    expect(entered.locator("#writes")).to_contain_text("status: confirmed")
    entered.keyboard.press("]")
    expect(entered.locator("#writes")).to_contain_text("the pier was rotten. Anna")
    entered.keyboard.press("}")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 confirmed")
    expect(entered.locator(f'[data-id="{named(table, "pier")}"]')).to_be_hidden()
    assert "words: [the pier was rotten]" in ledger(table)
    entered.keyboard.press("u")
    expect(entered.get_by_role("status")).to_contain_text("Taken back")
    expect(entered.locator(f'[data-id="{named(table, "pier")}"]')).to_be_focused()
    assert table.held() == before


@pytest.mark.browser
def test_a_pronoun_is_confirmed_once_somebody_says_who_it_is(table: Table, entered: Page) -> None:
    entered.keyboard.press("j")
    entered.keyboard.press("j")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("Who said it?")
    assert not ledger(table)
    entered.keyboard.press("1")
    expect(entered.locator("#writes")).to_contain_text("speaker: ivanov")
    entered.keyboard.press("d")
    entered.keyboard.type("x")
    entered.keyboard.press("Control+a")
    entered.keyboard.type("2008-06-23")
    entered.keyboard.press("Enter")
    expect(entered.locator("#writes")).to_contain_text("2008-06-23")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 corrected")
    assert "2008-06-23" in ledger(table)


@pytest.mark.browser
def test_those_in_sight_are_confirmed_and_no_more_and_the_rest_rejected(table: Table, entered: Page) -> None:
    sight, batch = (entered.locator(f'[data-do="{name}"] b') for name in ("sight", "batch"))
    expect(sight).to_have_text("3")
    expect(batch).to_have_text("5")
    entered.keyboard.press("l")
    expect(sight).to_have_text("2")
    expect(batch).to_have_text("4")
    entered.keyboard.press("Shift+Enter")
    expect(entered.get_by_role("status")).to_contain_text("2 confirmed")
    expect(batch).to_have_text("2")
    entered.keyboard.press("Shift+X")
    expect(entered.get_by_role("status")).to_contain_text("2 rejected")
    assert named(table, "pier") not in ledger(table)
    table.saved()
    expect(entered.locator(".row")).to_have_count(1)


@pytest.mark.browser
def test_what_is_put_aside_is_remembered_beside_the_journal_alone(table: Table, entered: Page) -> None:
    before = table.held()
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("l")
    pier = entered.locator(f'[data-id="{named(table, "pier")}"]')
    expect(pier).to_be_hidden()
    entered.evaluate("sessionStorage.clear(); localStorage.clear()")
    entered.reload()
    expect(pier).to_be_hidden()
    expect(entered.locator('[data-do="aside"] b')).to_have_text("1")
    with entered.expect_response("**/desk/later"):
        entered.locator('[data-do="aside"]').press("Enter")
    expect(pier).to_be_visible()
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("l")
    expect(entered.locator('[data-do="aside"] b')).to_have_text("1")
    assert table.held() == before
    shutil.rmtree(table.changes.home)
    entered.reload()
    expect(pier).to_be_visible()


@pytest.mark.browser
def test_a_row_is_kept_out_of_what_is_decided_for_all(table: Table, entered: Page) -> None:
    batch = entered.locator('[data-do="batch"] b')
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("Space")
    expect(batch).to_have_text("4")
    expect(entered.locator('[data-do="sight"] b')).to_have_text("2")
    expect(entered.locator(f'[data-id="{named(table, "pier")}"]')).to_contain_text("kept out")
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("Space")
    expect(batch).to_have_text("5")
    with entered.expect_response("**/desk/later"):
        entered.keyboard.press("Space")
    entered.reload()
    expect(batch).to_have_text("4")
    entered.keyboard.press("Shift+X")
    expect(entered.get_by_role("status")).to_contain_text("4 rejected")
    assert named(table, "pier") not in ledger(table)


@pytest.mark.browser
def test_one_speaker_is_set_for_all_that_name_nobody_and_confirmed_in_sight(table: Table, entered: Page) -> None:
    entered.keyboard.press("j")
    entered.keyboard.press("Shift+Digit2")
    expect(entered.get_by_role("status")).to_contain_text("Anna Kowal for 2 that name nobody by themselves")
    assert not ledger(table)
    expect(entered.locator(f'[data-id="{named(table, "late")}"] .speaker')).to_have_text("Anna Kowal")
    expect(entered.locator(f'[data-id="{named(table, "pier")}"] .speaker')).to_have_text("Igor Ivanov")
    expect(entered.locator('[data-do="sight"] b')).to_have_text("5")
    entered.keyboard.press("Shift+Enter")
    expect(entered.get_by_role("status")).to_contain_text("5 corrected")
    assert ledger(table).count("speaker: kowal") == 3


@pytest.mark.browser
def test_the_words_are_dragged_by_the_mouse_as_by_the_keys(table: Table, entered: Page) -> None:
    expect(entered.locator("#writes")).to_contain_text("words: [the pier was rotten]")
    drag(entered, "z", "Anna", "mouse")
    expect(entered.locator("#one .passage b")).to_have_text("the pier was rotten. Anna")
    expect(entered.locator("#writes")).to_contain_text("the pier was rotten. Anna")
    drag(entered, "a", "said", "mouse")
    expect(entered.locator("#one .passage b")).to_have_text("said that the pier was rotten. Anna")
    drag(entered, "z", "rotten", "mouse")
    drag(entered, "a", "the pier", "mouse")
    expect(entered.locator("#one .passage b")).to_have_text("the pier was rotten")
    assert entered.evaluate("getSelection().toString()") == ""
    drag(entered, "a", "pier", "mouse")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 corrected")
    assert "words: [pier was rotten]" in ledger(table)


@pytest.mark.browser
def test_the_words_are_dragged_by_a_finger(table: Table, entered: Page) -> None:
    entered.set_viewport_size({"width": 390, "height": 800})
    drag(entered, "a", "said", "touch")
    expect(entered.locator("#one .passage b")).to_have_text("said that the pier was rotten")
    expect(entered.locator("#writes")).to_contain_text("said that the pier was rotten")


@pytest.mark.browser
def test_the_words_never_end_before_they_begin(table: Table, entered: Page) -> None:
    drag(entered, "z", "Igor", "mouse")
    expect(entered.locator("#one .passage b")).to_have_text("the")


@pytest.mark.browser
def test_a_statement_is_the_same_as_another_report(table: Table, entered: Page) -> None:
    again = text("articles/x.md", {"title": "Again", "date": "2008-06-25"}, "Igor Ivanov said that the pier was rotten, again.")
    (table.content / "articles" / "2008-06-25-w.md").write_text(again)
    table.saved()
    first = next(one.id for one in table.edition.statements if one.article == "2008-06-25-x" and "pier" in one.text)
    assert table.post("answer", {"kind": "statement", "status": "confirmed", "rows": [{"id": first}]}).is_success
    table.saved()
    expect(entered.locator(f'[data-id="{first}"]')).to_have_count(0)
    entered.locator('.row:has-text("again")').click()
    entered.keyboard.press("=")
    expect(entered.locator("#same option")).to_have_count(2)
    entered.locator("#same").select_option(first)
    expect(entered.locator("#writes")).to_contain_text(f"same_as: {first}")
    entered.keyboard.press("Escape")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 corrected")
    assert f"same_as: {first}" in ledger(table)


def test_what_may_be_the_same_is_confirmed_elsewhere_and_of_the_same_day(table: Table) -> None:
    address = f"/desk/statements/same?id={named(table, 'pier')}&speaker="
    assert table.client.get(address + "ivanov").json() == []
    assert table.client.get(address).json() == []
    assert table.client.get("/desk/statements/same?id=s-gone&speaker=ivanov").json() == []


def test_what_is_told_as_the_same_is_a_statement_of_the_ledger(table: Table) -> None:
    before = table.held()
    answer = decided(table, "confirmed", pier={"same_as": "s-gone"})
    assert (answer.status_code, "there is no statement `s-gone`" in answer.json()["problem"]) == (422, True)
    assert table.held() == before


@pytest.mark.parametrize(
    "body", [{}, {"put": "never", "names": []}, {"put": "later", "names": "x"}, {"put": "out", "names": [1]}]
)
def test_what_is_no_putting_off_is_refused(table: Table, body: dict[str, Any]) -> None:
    answer = table.post("later", body)
    assert (answer.status_code, answer.json()["problem"][-1:]) == (422, ".")


def test_what_is_put_off_is_said_where_it_cannot_be_kept_and_a_damaged_note_of_it_is_none(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert table.post("later", {"put": "later", "names": ["a", "b"]}).status_code == 204
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", refusing)
        answer = table.post("later", {"put": "later", "names": ["c"]})
    assert (answer.status_code, "No space left" in answer.json()["problem"]) == (507, True)
    assert table.desk.later.names("later") == {"a", "b"}
    for damaged in ("{", "[]", '{"later": 7}', '{"later": [7, null]}'):
        (table.changes.home / "later.json").write_text(damaged)
        assert table.desk.later.names("later") == frozenset()
        assert table.client.get("/desk/statements").status_code == 200


@pytest.mark.browser
def test_what_is_put_right_stays_when_the_screen_is_looked_at_anew(table: Table, entered: Page) -> None:
    entered.keyboard.press("j")
    entered.keyboard.press("2")
    later = text("articles/x.md", {"date": "2008-06-27"}, "Anna Kowal said that the crane was green.")
    (table.content / "articles" / "2008-06-27-z.md").write_text(later)
    table.saved()
    expect(entered.locator(".row")).to_have_count(6)
    expect(entered.locator(f'[data-id="{named(table, "We wait")}"]')).to_be_focused()
    expect(entered.locator("#one .passage b")).to_have_text("“We wait for the crane,”")
    expect(entered.locator("#writes")).to_contain_text("speaker: kowal")
    expect(entered.locator('#speakers [aria-pressed="true"]')).to_have_text("2 Anna Kowal")


@pytest.mark.browser
def test_a_file_that_changes_takes_nothing_from_a_field_that_somebody_writes_in(table: Table, entered: Page) -> None:
    entered.keyboard.press("j")
    entered.keyboard.press("d")
    entered.keyboard.press("Control+a")
    entered.keyboard.type("2008-06")
    later = text("articles/x.md", {"date": "2008-06-27"}, "Anna Kowal said that the crane was green.")
    (table.content / "articles" / "2008-06-27-z.md").write_text(later)
    table.events.changed(["articles/2008-06-27-z.md"])
    table.saved()
    entered.keyboard.type("-23")
    expect(entered.locator("#day")).to_have_value("2008-06-23")
    expect(entered.locator("#day")).to_be_focused()
    entered.keyboard.press("Enter")
    expect(entered.locator(".row")).to_have_count(6)
    expect(entered.locator(f'[data-id="{named(table, "We wait")}"]')).to_be_focused()
    expect(entered.locator("#day")).to_have_value("2008-06-23")


@pytest.mark.browser
def test_answers_arrive_though_their_screen_is_left_at_once(table: Table, entered: Page) -> None:
    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    entered.route("**/desk/answer", late)
    for key in ("Enter", "x", "g", "h"):
        entered.keyboard.press(key)
    entered.wait_for_url("**/desk/changes*")
    entered.unroute("**/desk/answer")
    assert [ledger(table).count(f"status: {status}") for status in ("confirmed", "rejected")] == [1, 1]


@pytest.mark.browser
def test_a_change_is_taken_back_and_made_again_by_keyboard(table: Table, entered: Page) -> None:
    before = table.held()
    decided(table, "confirmed", pier={})
    after = table.held()
    entered.keyboard.press("g")
    entered.keyboard.press("h")
    entered.wait_for_url("**/desk/changes*")  # and loaded: its keys are bound then
    expect(entered.locator("#one")).to_contain_text("status: confirmed")
    entered.keyboard.press("Backspace")
    expect(entered.get_by_role("status")).to_contain_text("Taken back")
    assert table.held() == before
    entered.keyboard.press("r")
    expect(entered.get_by_role("status")).to_contain_text("Made again")
    assert table.held() == after


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["statements", "statements?article=gone", "changes"])
def test_a_screen_has_no_violation_of_accessibility_and_fits_a_phone(table: Table, entered: Page, screen: str) -> None:
    decided(table, "confirmed", pier={})
    assert violations(entered, entered.url.replace("statements", screen)) == []
    entered.set_viewport_size({"width": 320, "height": 700})
    assert entered.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_the_words_are_dragged_in_firefox_too(table: Table, tmp_path: Path) -> None:
    with table.served() as served, firefox.running(tmp_path / "profile") as browser:
        browser.goto(served.start.replace("/?", "/desk/statements?"))
        knob, place = browser.run(
            f"""const begun = () => document.querySelector("#one .handle") && !("counting" in document.body.dataset);
            while (!begun()) await new Promise(requestAnimationFrame);
            const place = ({WORD})(document.querySelector("#one .passage"), "said");
            return [document.querySelector('#one .handle[data-end="a"]').getBoundingClientRect().toJSON(), place];"""
        )
        height = knob["y"] + knob["height"] / 2 - 10
        browser.drag((knob["x"], height), (place["x"], height))
        assert browser.run("return document.querySelector('#one .passage b').textContent") == "said that the pier was rotten"


def test_what_was_just_taken_back_can_be_decided_again_before_the_edition_knows(table: Table) -> None:
    [first, *_] = [one.id for one in table.edition.statements if one.speaker]
    body = {"kind": "statement", "status": "confirmed", "rows": [{"id": first}]}
    assert table.post("answer", body).status_code == 200
    table.saved()
    assert table.post("undo", {}).status_code == 200
    assert table.post("answer", body).json()["said"] == "statements: 1 confirmed"
    assert table.post("answer", body | {"status": "rejected"}).status_code == 422
