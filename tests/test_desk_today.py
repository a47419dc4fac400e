"""Today: the question that frees most is answered there, and what waits is counted in decisions and minutes."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dossier.server.answers import LONGEST_REST, REST
from dossier.server.today import asked, way
from tests.content import Files, text
from tests.desks import Table, begun, entering, leave
from tests.test_access import violations_shown
from tests.test_desk_questions import FILES as QUAYS
from tests.test_desk_questions import LINE

pytestmark = pytest.mark.slow

FILES: Files = QUAYS | {
    "articles/2008-06-27-c.md": text("articles/x.md", {"title": "Ready", "status": "draft"}, "Nothing happened."),
    "articles/2008-06-28-d.md": text(
        "articles/x.md", {"title": "Said"}, "Ann Other said that it rained. He said that it snowed."
    ),
}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with begun(tmp_path, FILES, counted=True) as made:
        yield made


@pytest.fixture
def entered(table: Table, page: Page) -> Iterator[Page]:
    with table.served() as served, entering(served, page, "today") as it:
        expect(it.locator("#next .choices button").first).to_be_visible()
        yield it


def test_what_waits_is_counted_in_decisions_and_minutes(table: Table) -> None:
    stages = {stage.name: stage for stage in way(table.desk.counting.waiting(), table.edition)}
    assert list(stages) == ["Clippings", "Names", "Who is meant", "Statements", "Findings", "Publish"]
    # one line in three files, one draft without topic, one file by itself; a row for each file that is listed
    assert (stages["Clippings"].decisions, stages["Clippings"].seconds) == (3, 3 * 8 + 4 * 1)
    # two states in one answer, with a row each, and one name
    assert (stages["Names"].decisions, stages["Names"].seconds) == (2, 2 * 8 + 2 * 1)
    # one that names its speaker, one that doesn't, and both are read
    assert (stages["Statements"].decisions, stages["Statements"].seconds) == (2, 2 * 8 + 2 * 4)
    # one draft on a list, and a look at its page
    assert (stages["Publish"].decisions, stages["Publish"].seconds) == (1, 8 + 1 + 60)
    assert stages["Publish"].minutes == 2
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", table.counted("/desk/today")))
    assert "Clippings 4 3 decisions · 1 min" in shown
    assert "Names 2 2 decisions · 1 min" in shown


def test_what_frees_most_is_asked_first_and_what_is_put_off_is_not(table: Table) -> None:
    found = [one.id for one in asked(table.desk.counting.waiting(), table.edition)]
    assert found == [f"line:{LINE}", "topic:Interfax", "states:", "name:Ann Zorilla"]
    assert table.post("later", {"put": "later", "names": [f"line:{LINE}"]}).status_code == 204
    assert [one.id for one in asked(table.desk.counting.waiting(), table.edition)] == found[1:]
    assert table.desk.counting.waiting().questions[-1].id == f"line:{LINE}"


def test_nothing_is_proposed_that_the_text_does_not_show(table: Table) -> None:
    line, topic, states, name = asked(table.desk.counting.waiting(), table.edition)
    assert line.choices[line.proposed - 1].label == "publisher and day"
    assert (topic.proposed, states.proposed) == (0, 0)
    assert name.choices[name.proposed - 1].label == "person"


ASKING: Files = FILES | {
    "articles/2008-06-29-e.md": text(
        "articles/x.md",
        {"title": "On the record"},
        "\n\n".join(
            f"QUESTION: Who builds quay {number}, by the Harrowgate plans?\n\nANN OTHER: We do, and the Quickening too."
            for number in range(6)
        ),
    ),
    "articles/2008-06-30-f.md": text(
        "articles/x.md", {"title": "Later"}, "It is about the Harrowgate and about the Quickening, and the Harrowgate again."
    ),
}


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Table]:
    """A desk with a transcript, and names of which nothing says what they are."""
    with begun(tmp_path, ASKING, counted=True) as made:
        yield made


def test_what_one_without_a_file_says_again_and_again_is_one_question_and_nothing_is_proposed(asking: Table) -> None:
    [one] = [one for one in asked(asking.desk.counting.waiting(), asking.edition) if one.id == "speaker:QUESTION"]
    assert one.text.startswith("6 statements are those of “QUESTION”")
    assert one.proposed == 0
    assert asking.post("answer", one.choices[0].body).json()["said"] == "statements: 6 rejected"
    asking.saved()
    assert "speaker:QUESTION" not in {one.id for one in asked(asking.desk.counting.waiting(), asking.edition)}


def test_names_of_no_kind_are_one_question_and_stay_until_they_are_ticked(asking: Table) -> None:
    [one] = [one for one in asked(asking.desk.counting.waiting(), asking.edition) if one.id == "unclear:"]
    assert one.proposed == 0
    assert {"Harrowgate", "Quickening"} <= set(one.choices[0].body["names"])
    assert asking.post("answer", one.choices[0].body).status_code == 200
    assert b"Harrowgate" in asking.held()["names.yml"]


@pytest.mark.browser
def test_names_of_no_kind_are_ticked_by_a_key_and_answered_at_once(asking: Table, page: Page) -> None:
    with asking.served() as served:
        page.goto(served.start.replace("/?", "/desk/names?unclear=1&"))
        expect(page.locator("#asked")).to_have_text("Which of these are no actors?")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("Nothing is ticked")
        page.keyboard.press("a")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("names are no actors")
        assert b"Quickening" in asking.held()["names.yml"]
        leave(page)


@pytest.mark.browser
def test_the_first_question_is_answered_by_a_key_and_taken_back(table: Table, entered: Page) -> None:
    before = table.held()
    question = entered.locator("#next h2")
    expect(question).to_contain_text(LINE)
    expect(entered.locator("#next")).to_contain_text("12 Feb 2022 → 2022-02-12")
    entered.keyboard.press("Enter")
    expect(entered.locator("#said")).to_contain_text("is publisher and day in 3 clippings")
    expect(question).to_contain_text("On what is a draft of Interfax?")
    assert "articles/2022/2022-02-13-b.md" in table.held()
    table.saved()
    expect(question).to_contain_text("On what are 3 drafts of Bulletin of the Quays?")
    entered.keyboard.press("u")
    expect(entered.locator("#said")).to_contain_text("Taken back")
    table.saved()
    expect(question).to_contain_text(LINE)
    assert table.held() == before


@pytest.mark.browser
def test_a_number_answers_and_what_is_not_proposed_needs_one(table: Table, entered: Page) -> None:
    question = entered.locator("#next h2")
    entered.keyboard.press("n")
    entered.keyboard.press("n")
    expect(question).to_contain_text("2 states are named")
    entered.keyboard.press("Enter")
    expect(entered.locator("#said")).to_contain_text("Nothing is proposed")
    entered.keyboard.press("1")
    expect(entered.locator("#said")).to_contain_text("2 states are actors")
    assert "actors/norway.md" in table.held()
    entered.keyboard.press("n")
    entered.keyboard.press("v")
    expect(entered).to_have_url(re.compile("/desk/(clippings|names)"))


@pytest.mark.browser
def test_two_minutes_are_the_questions_that_free_most_one_after_another(table: Table, entered: Page) -> None:
    step = entered.locator("#next .step")
    entered.keyboard.press("t")
    expect(step).to_have_text("1 of 4 · about two minutes")
    entered.keyboard.press("Enter")
    expect(step).to_have_text("2 of 4 · about two minutes")
    entered.keyboard.press("l")
    expect(step).to_have_text("3 of 4 · about two minutes")
    entered.keyboard.press("1")
    expect(step).to_have_text("4 of 4 · about two minutes")
    entered.keyboard.press("Enter")
    expect(entered.locator("#said")).to_contain_text("That was the last of 4")
    assert {"actors/norway.md", "actors/ann-zorilla.md", "articles/2022/2022-02-13-b.md"} <= table.held().keys()


@pytest.mark.browser
def test_a_question_put_off_is_asked_last_in_every_window_until_it_is_taken_up(table: Table, entered: Page) -> None:
    before = table.held()
    entered.keyboard.press("l")
    expect(entered.locator("#said")).to_contain_text("Put off")
    entered.evaluate("sessionStorage.clear()")
    entered.goto(entered.url.replace("today", "clippings"))
    last = entered.locator(".kinds li").last
    expect(last).to_contain_text("later")
    last.get_by_role("link").click()
    expect(entered.locator("#asked")).to_have_text("What is this line?")
    expect(entered.locator("[data-writes]")).not_to_be_empty()
    entered.keyboard.press("l")
    expect(entered.locator(".kinds li").first).to_contain_text("Bulletin")
    expect(entered.locator(".kinds")).not_to_contain_text("later")
    entered.keyboard.press("l")
    expect(entered.locator("#said")).to_contain_text("Put off")  # said once the server has it
    expect(entered.locator(".kinds")).to_contain_text("later")
    assert table.held() == before
    shutil.rmtree(table.changes.home)
    entered.reload()
    expect(entered.locator(".kinds")).not_to_contain_text("later")


@pytest.mark.browser
def test_today_is_accessible_and_fits_a_phone(entered: Page) -> None:
    assert violations_shown(entered) == []
    entered.keyboard.press("t")
    expect(entered.locator("#next .step")).to_contain_text("1 of 4")
    assert violations_shown(entered) == []
    entered.set_viewport_size({"width": 320, "height": 700})
    assert entered.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
def test_publishing_is_asked_by_a_list(entered: Page) -> None:
    entered.keyboard.press("p")
    expect(entered.locator("#asked")).to_have_text("Publish these?")


class Clock:
    """A clock that stands still but for those who sleep; while they do, so many answers come, each half way."""

    def __init__(self, table: Table, answers: int) -> None:
        self.now, self.table, self.answers = 100.0, table, answers

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds / 2 if self.answers else seconds
        if self.answers:
            self.answers -= 1
            self.table.post("undo", {"change": 1})


@pytest.mark.parametrize(("answers", "waited"), [(0, 0), (1, REST), (3, 2 * REST), (1000, LONGEST_REST)])
def test_the_preview_waits_while_answers_come_but_not_for_ever(
    table: Table, monkeypatch: pytest.MonkeyPatch, answers: int, waited: float
) -> None:
    clock = Clock(table, max(answers - 1, 0))
    monkeypatch.setattr("dossier.server.answers.time", clock)
    if answers:
        table.post("undo", {"change": 1})
    table.desk.answers.rest()
    assert clock.now - 100 == pytest.approx(waited)
