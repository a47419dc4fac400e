"""The screen of an article: its file as fields, its statements in the margin, and how the keyboard does it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dossier.ledger import LEDGER
from tests.content import Files, text
from tests.desks import Table, begun, leave
from tests.test_access import violations_shown

pytestmark = pytest.mark.slow

X = "2008-06-25-x"
PATH = f"articles/{X}.md"
SAID = """Igor Ivanov said that the pier was rotten. Anna Kowal watched.

He said that nobody had asked. The gate is open, and Kowalski knows."""
FILES: Files = {
    "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Old Igor"]}),
    "actors/kowal.md": text("actors/x.md", {"name": "Anna Kowal"}),
    PATH: text(PATH, {"title": "The <i>pier</i>"}, SAID),
    "articles/2008-06-26-y.md": text(PATH, {"status": "hidden"}, "Nobody lists it."),
}
CHOSEN = {"clippings": "?question=publish%3A", "findings": "?code=mention-open"}
ROTTEN = SAID.replace("rotten", "green")


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A desk with one article and two statements."""
    with begun(tmp_path, FILES) as made:
        yield made


@contextmanager
def shown(table: Table, page: Page) -> Iterator[Page]:
    """The article in a browser."""
    with table.served() as served:
        page.goto(served.start.replace("/?", f"/desk/article/{X}?"))
        expect(page.locator(".note")).to_have_count(2)
        yield page
        for name in ("front", "text"):
            page.evaluate("name => { const field = document.getElementById(name); field.value = field.defaultValue; }", name)
        leave(page)


@pytest.fixture
def entered(table: Table, page: Page) -> Iterator[Page]:
    """A page of the browser that shows the article."""
    with shown(table, page) as entered:
        yield entered


@pytest.fixture
def refused(table: Table, browser: Browser) -> Iterator[Page]:
    """The same, where the browser notes that an answer refuses something."""
    with browser.new_context() as context, shown(table, context.new_page()) as entered:
        yield entered


def digest(table: Table) -> str:
    """What the screen says the file is."""
    [found] = re.findall(r'data-sha="(\w+)"', table.client.get(f"/desk/article/{X}").text)
    return str(found)


def saved(table: Table, base: str | None = None, **fields: str) -> Any:
    return table.post(f"article/{X}", {"base": {PATH: base or digest(table)}} | fields)


def file(table: Table, path: str = PATH) -> str:
    return (table.content / path).read_text(encoding="utf-8")


def named(table: Table, words: str) -> str:
    """The id of the statement that holds some words."""
    [found] = [one.id for one in table.edition.statements if words in one.text]
    return found


def test_the_passages_are_shown_with_their_names_and_statements_and_no_html_of_the_content(table: Table) -> None:
    page = table.client.get(f"/desk/article/{X}").text
    assert '<span class="name" title="Igor Ivanov">Igor Ivanov</span>' in page
    assert f'<span class=" spoken" data-said="{named(table, "rotten")}">the pier was rotten</span>' in page
    assert "The &lt;i&gt;pier&lt;/i&gt;" in page
    assert "<i>pier" not in page


def test_what_stands_beside_an_article_is_told_as_data(table: Table) -> None:
    told = table.client.get(f"/desk/beside?page=articles/{X}.html").json()
    assert [(row["words"], row["status"], row["who"]) for row in told["rows"]] == [
        (["the pier was rotten"], "auto", "Igor Ivanov"),
        (["nobody had asked"], "auto", ""),
    ]
    assert [(one["name"], one["number"]) for one in told["named"]] == [("Igor Ivanov", 1), ("Anna Kowal", 1)]
    some = table.client.get(f"/desk/beside?id={named(table, 'asked')}&id=s-gone").json()
    assert [row["article"] for row in some["rows"]] == [X]


def test_a_hidden_article_has_the_screen_too_and_one_that_is_not_there_is_said_not_to_be(table: Table) -> None:
    assert "Nobody lists it." in table.client.get("/desk/article/2008-06-26-y").text
    gone = table.client.get("/desk/article/gone")
    assert (gone.status_code, "No such article" in gone.text) == (404, True)
    assert table.post("article/gone", {"base": {}, "text": "x"}).status_code == 404


def test_a_text_is_written_and_taken_back_to_the_byte(table: Table) -> None:
    before = table.held()
    made = saved(table, text=ROTTEN)
    assert made.json()["said"] == f"article {X}: text"
    assert "the pier was green" in file(table)
    assert table.post("undo", {"change": made.json()["change"]}).is_success
    assert table.held() == before


def test_what_will_be_written_is_shown_before_and_nothing_is_written(table: Table) -> None:
    before = table.held()
    told = table.post("preview", {"kind": "article", "article": X, "base": {PATH: digest(table)}, "text": ROTTEN}).json()
    assert "+Igor Ivanov said that the pier was green." in told["diff"]
    assert table.held() == before


def test_what_was_written_elsewhere_meanwhile_stays(table: Table) -> None:
    base = digest(table)
    (table.content / PATH).write_text(file(table).replace("nobody had asked", "somebody had asked"))
    assert saved(table, base, text=ROTTEN).is_success
    assert "the pier was green" in file(table)
    assert "somebody had asked" in file(table)


@pytest.mark.parametrize("known", [True, False])
def test_two_who_wrote_the_same_line_are_both_shown_and_nothing_is_written(table: Table, known: bool) -> None:
    base = digest(table) if known else "0" * 64
    (table.content / PATH).write_text(file(table).replace("rotten", "burnt"))
    before = table.held()
    answer = saved(table, base, text=ROTTEN)
    assert (answer.status_code, answer.json()["path"]) == (409, PATH)
    assert "burnt" in answer.json()["theirs"]
    assert "green" in answer.json()["ours"]
    assert table.held() == before


@pytest.mark.parametrize(
    ("fields", "field", "line", "problem"),
    [
        ({"front": "titel: A\n"}, "front", 2, f"{PATH}:2: unknown key `titel`"),
        ({"text": "One.\n\nTwo. [@nobody]\n"}, "text", 7, f"{PATH}:7: `[@nobody]` names no source"),
    ],
)
def test_what_would_be_wrong_is_refused_with_field_and_line(
    table: Table, fields: dict[str, str], field: str, line: int, problem: str
) -> None:
    before = table.held()
    answer = saved(table, **fields)
    told = answer.json()
    assert (answer.status_code, told["field"], told["line"]) == (422, field, line)
    assert problem in told["problem"]
    assert "nothing was published" not in told["problem"]
    assert table.held() == before


def test_a_file_that_no_field_can_hold_is_opened_in_the_editor(table: Table) -> None:
    (table.content / PATH).write_text("no front matter")
    page = table.client.get(f"/desk/article/{X}").text
    assert f"{PATH}:1: has no front matter" in page
    assert "<textarea" not in page
    (table.content / PATH).write_bytes(b"---\n---\n" + b"x " * 300_000)
    assert "too long for a field" in table.client.get(f"/desk/article/{X}").text


def test_selected_words_become_a_spelling_of_an_actor_or_an_actor(table: Table) -> None:
    before, body = file(table, "actors/ivanov.md"), {"kind": "alias", "name": "the  gate", "who": "ivanov"}
    assert table.post("answer", body).json()["said"] == "the gate is Igor Ivanov"
    assert file(table, "actors/ivanov.md") == before.replace('"Old Igor"]', '"Old Igor", the gate]')
    assert "has these spellings already" in table.post("answer", body).json()["problem"]
    assert table.post("answer", {"kind": "actor", "name": "Kowalski: the elder", "as": "person"}).is_success
    assert table.read().actors["kowalski-the-elder"].head.name == "Kowalski: the elder"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"kind": "alias", "name": "x", "who": "gone"}, "there is no actor gone"),
        ({"kind": "alias", "name": "…", "who": "ivanov"}, "is no name"),
        ({"kind": "alias", "name": "x" * 500, "who": "ivanov"}, "is no name"),
        ({"kind": "actor", "name": "", "as": "person"}, "is no name"),
        ({"kind": "actor", "name": "Ivanov", "as": "person"}, "is there already"),
        ({"kind": "actor", "name": "X", "as": "river"}, "no answer of this kind"),
        ({"kind": "said", "article": X, "words": ["the gate is shut"], "speaker": "kowal"}, "does not have these words"),
        ({"kind": "said", "article": X, "words": ["The gate is open"], "speaker": ""}, "nobody says who said it"),
        ({"kind": "said", "article": X, "words": ["The gate is open"], "speaker": "gone"}, "there is no actor `gone`"),
        (
            {"kind": "said", "article": X, "words": ["The gate is open"], "speaker": "kowal", "said": "once"},
            "is no date (right would be said: 2024-05-14 (or 2024-05,",
        ),
        ({"kind": "said", "article": X, "words": [], "speaker": "kowal"}, "does not have these words"),
        ({"kind": "undecided", "rows": ["s-gone"]}, "s-gone is not decided on"),
        ({"kind": "undecided", "rows": []}, "not decided on"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    table: Table, body: dict[str, Any], problem: str
) -> None:
    before = table.held()
    answer = table.post("answer", body)
    assert (answer.status_code, problem in answer.json()["problem"]) == (422, True), answer.text
    assert table.held() == before


def test_a_statement_that_no_rule_found_is_taken_from_the_text(table: Table) -> None:
    body = {"kind": "said", "article": X, "words": ["The gate is  open"], "speaker": "kowal", "said": "2008-06"}
    assert table.post("answer", body).is_success
    [found] = [one for one in table.read().statements if one.text == "The gate is open"]
    assert (found.status, found.speaker, found.said.date.iso) == ("confirmed", "kowal", "2008-06")
    table.saved()
    assert "is decided on already" in table.post("answer", body).json()["problem"]


def test_a_decision_is_taken_back_and_the_statement_waits_again(table: Table) -> None:
    row = {"id": named(table, "rotten")}
    table.post("answer", {"kind": "statement", "status": "confirmed", "rows": [row]})
    assert table.post("answer", {"kind": "undecided", "rows": [row["id"]]}).is_success
    assert [one.status for one in table.read().statements] == ["auto", "auto"]


@pytest.mark.parametrize("screen", ["statements", "today", "findings", "clippings"])
def test_the_screens_lead_to_the_articles(tmp_path: Path, screen: str) -> None:
    files: Files = {**FILES, "articles/2008-06-27-z.md": text(PATH, {"status": "draft"}, "Ivanov left.")}
    files["actors/other.md"] = text("actors/x.md", {"name": "Ivan Ivanov"})
    made = Table(tmp_path, files)
    while screen == "findings" and "data-counting" in made.client.get("/desk/findings").text:
        pass
    page = made.client.get(f"/desk/{screen}{CHOSEN.get(screen, '')}").text
    made.desk.counting.close()
    assert 'data-article="2008-06-2' in page


@pytest.mark.browser
def test_the_keyboard_decides_on_the_statement_at_hand_and_takes_it_back(table: Table, entered: Page) -> None:
    before = table.held()
    entered.keyboard.press("j")
    expect(entered.locator(".note").first).to_be_focused()
    expect(entered.locator(".spoken.at")).to_have_text("the pier was rotten")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 confirmed")
    expect(entered.locator('.note[data-status="confirmed"]')).to_have_count(1)
    expect(entered.locator(".note").nth(1)).to_be_focused()
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("Who said it?")
    expect(entered.get_by_label("Said by")).to_be_focused()
    entered.keyboard.type("ivanov")
    expect(entered.locator("form.beside .diff")).to_contain_text("speaker: ivanov")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 corrected")
    assert file(table, LEDGER).count("status: confirmed") == 2
    for _ in range(2):
        entered.keyboard.press("u")
        expect(entered.get_by_role("status")).to_contain_text("Taken back")
        entered.evaluate("document.getElementById('said').textContent = ''")
    assert table.held() == before


@pytest.mark.browser
def test_the_keyboard_writes_the_text_and_its_own_undo_works(table: Table, entered: Page) -> None:
    entered.keyboard.press("e")
    expect(entered.get_by_label("Text", exact=True)).to_be_focused()
    entered.keyboard.type("Once more. ")
    entered.keyboard.type("And again. ")
    expect(entered.locator("#writes")).to_contain_text("+Once more. And again. Igor Ivanov")
    entered.keyboard.press("Control+Enter")
    expect(entered.get_by_role("status")).to_contain_text(f"article {X}: text")
    expect(entered.locator("#writes")).to_contain_text("Nothing is written")
    assert "Once more. And again. Igor" in file(table)
    table.saved()
    expect(entered.locator("#read")).to_contain_text("Once more.")
    entered.keyboard.press("Control+z")
    expect(entered.get_by_label("Text", exact=True)).not_to_have_value(re.compile("And again"))
    entered.get_by_label("Text", exact=True).fill(file(table).split("---\n\n")[1])
    entered.keyboard.press("Escape")
    entered.keyboard.press("u")
    expect(entered.get_by_role("status")).to_contain_text("Taken back")


@pytest.mark.browser
def test_the_line_that_would_be_wrong_is_shown_and_selected(refused: Page) -> None:
    refused.keyboard.press("e")
    refused.get_by_label("Text", exact=True).fill("One.\n\nTwo. [@nobody]\n\nThree.")
    refused.keyboard.press("Control+Enter")
    expect(refused.get_by_role("alert")).to_contain_text(f"{PATH}:7: `[@nobody]` names no source")
    assert refused.evaluate("getSelection().toString()") == "Two. [@nobody]"


@pytest.mark.browser
def test_what_is_not_saved_stays_where_the_file_changes_on_the_disk_and_can_be_compared(table: Table, refused: Page) -> None:
    area = refused.get_by_label("Text", exact=True)
    refused.keyboard.press("e")
    refused.keyboard.type("Mine. ")
    (table.content / PATH).write_text(file(table).replace("Igor Ivanov said", "Theirs. Igor Ivanov said"))
    table.saved()
    expect(refused.locator("#compare")).to_contain_text("has changed on the disk")
    expect(area).to_have_value(re.compile("Mine. Igor"))
    expect(area).to_be_focused()
    refused.keyboard.press("Control+Enter")
    expect(refused.get_by_role("alert")).to_contain_text("Nothing was written")
    refused.get_by_text("Compare", exact=True).click()
    expect(refused.get_by_label("Text on the disk")).to_contain_text("Theirs. Igor")
    refused.get_by_role("button", name="Keep what is written here").click()
    expect(refused.locator("#writes")).to_contain_text("-Theirs.")
    area.press("Control+Enter")
    expect(refused.get_by_role("status")).to_contain_text(f"article {X}: text")
    assert "Mine. Igor" in file(table)
    assert "Theirs" not in file(table)


@pytest.mark.browser
def test_a_field_that_nobody_wrote_in_follows_the_disk(table: Table, entered: Page) -> None:
    entered.keyboard.press("e")
    (table.content / PATH).write_text(file(table).replace("Igor Ivanov said", "Theirs. Igor Ivanov said"))
    table.saved()
    expect(entered.get_by_label("Text", exact=True)).to_have_value(re.compile("Theirs. Igor"))
    expect(entered.locator("#compare")).to_be_hidden()


@pytest.mark.browser
def test_selected_words_are_given_to_an_actor(table: Table, entered: Page) -> None:
    entered.evaluate("""() => {
        const last = [...document.querySelectorAll('#read p')].at(-1).lastChild;
        const at = last.textContent.indexOf('Kowalski');
        getSelection().setBaseAndExtent(last, at, last, at + 8);
    }""")
    entered.keyboard.press("a")
    expect(entered.get_by_label("Written", exact=True)).to_have_value("Kowalski")
    expect(entered.get_by_label("Is an actor’s")).to_be_focused()
    entered.keyboard.type("kowal")
    expect(entered.locator("form.beside .diff")).to_contain_text("aliases: [Kowalski]")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("Kowalski is Anna Kowal")


@pytest.mark.browser
def test_g_and_a_lead_from_a_statement_to_its_article(table: Table, entered: Page) -> None:
    for keys in ("ga", "a"):
        entered.keyboard.press("g")
        entered.keyboard.press("s")
        entered.wait_for_url("**/desk/statements*")
        expect(entered.locator('.row[aria-current="true"]')).to_have_count(1)
        for key in keys:
            entered.keyboard.press(key)
        entered.wait_for_url(f"**/desk/article/{X}")
        expect(entered.locator(".note")).to_have_count(2)


@pytest.mark.browser
def test_the_screen_has_no_violation_of_accessibility_and_fits_a_phone(table: Table, refused: Page) -> None:
    assert violations_shown(refused) == []
    refused.keyboard.press("e")
    refused.keyboard.type("More. ")
    (table.content / PATH).write_text(file(table).replace("Igor Ivanov said", "Theirs. Igor Ivanov said"))
    table.saved()
    expect(refused.locator("#compare")).to_be_visible()
    refused.keyboard.press("Escape")
    refused.keyboard.press("n")
    expect(refused.get_by_label("Name", exact=True)).to_be_focused()
    assert violations_shown(refused) == []
    refused.set_viewport_size({"width": 320, "height": 700})
    assert refused.evaluate("document.documentElement.scrollWidth") == 320
