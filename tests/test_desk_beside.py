"""The margin of reading pages while a desk serves them: what it decides, and that the site itself stays as it was."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dossier.ledger import LEDGER
from dossier.preview import Live
from dossier.server import Door, application
from dossier.settings import read, request_of
from tests.conftest import HERE, PROJECT, build
from tests.content import Files, text
from tests.desks import HOME, Table, leave
from tests.serving import TOKEN
from tests.test_access import violations_shown
from tests.test_preview import tree

pytestmark = pytest.mark.slow

X = "articles/2008-06-25-x"
SAID = """Igor Ivanov said that the pier was rotten. Anna Kowal watched.

He said that nobody had asked. Novak waited at the gate.

Igor Ivanov said that the crane was green."""
FILES: Files = {
    "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}),
    "actors/kowal.md": text("actors/x.md", {"name": "Anna Kowal"}),
    "actors/jan-novak.md": text("actors/x.md", {"name": "Jan Novak"}),
    "actors/petr-novak.md": text("actors/x.md", {"name": "Petr Novak"}),
    "topics/talks.md": text("topics/talks.md"),
    f"{X}.md": text(f"{X}.md", {"title": "The pier", "status": "draft"}, SAID),
    "pages/about.md": text("pages/about.md"),
}


class Previewed(Table):
    """A desk beside a preview that was built."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, FILES)
        self.settings = folder / "pelican.conf.py"
        of_tests = (HERE / "site" / "pelican.conf.py").read_text(encoding="utf-8").replace("../..", str(PROJECT))
        self.settings.write_text(of_tests, encoding="utf-8")
        build(self.content, self.settings, self.output, DOSSIER_PREVIEW=True)
        self.live = Live(request_of(read(self.settings) | {"DOSSIER_PREVIEW": True}))

    def saved(self) -> None:
        """What a preview does after a save."""
        self.edition = self.read()
        self.live.refresh(self.events.reload)

    def cold(self) -> dict[str, bytes]:
        """What a build without a desk makes of the same content."""
        build(self.content, self.settings, self.output.with_name("cold"), DOSSIER_PREVIEW=True)
        return tree(self.output.with_name("cold"))

    @property
    def ledger(self) -> str:
        path = self.content / LEDGER
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Previewed]:
    """A desk with a draft that holds three statements, and a name that two actors bear."""
    monkeypatch.chdir(tmp_path)
    made = Previewed(tmp_path)
    yield made
    made.desk.counting.close()


@pytest.fixture
def entered(table: Previewed, page: Page) -> Iterator[Page]:
    """A page of the browser that shows the article as readers see it."""
    with table.served() as served:
        page.goto(served.start.replace("/?", f"/{X}.html?"))
        expect(page.get_by_role("button", name="Desk: 4 wait")).to_be_visible()
        yield page
        page.goto("about:blank")
        page.goto(served.start)
        leave(page)


def opened(page: Page) -> None:
    """Open the margin, by the keyboard."""
    page.get_by_role("button", name=re.compile("^Desk")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Statements . wait"))).to_be_visible()


def test_the_pages_of_a_desk_have_the_margin_and_those_of_a_preview_know_nothing_of_it(table: Previewed) -> None:
    with_desk = table.client.get(f"/{X}.html").text
    assert with_desk.count('src="/desk/files/beside.js"') == 1
    preview = TestClient(application(table.output, Door(8000, TOKEN), table.events), HOME, follow_redirects=False)
    preview.get(f"/?token={TOKEN}")
    without = preview.get(f"/{X}.html").text
    assert "beside.js" not in without
    assert "data-desk" not in without
    assert preview.get(f"/desk/beside?page={X}.html").status_code == 404
    file = (table.output / f"{X}.html").read_text(encoding="utf-8")
    assert "/desk/" not in file
    assert re.sub(r"<script[^>]*/desk/[^>]*></script>", "", with_desk) == file


def test_pages_of_actors_and_topics_and_of_text_tell_their_file(table: Previewed) -> None:
    for page in ("actors/ivanov", "topics/talks", "pages/about"):
        told = table.client.get(f"/desk/beside?page={page}.html").json()
        assert (told["path"], told["article"]) == (f"{page}.md", "")
    assert not table.client.get("/desk/beside?page=timeline.html").json()["path"]


@pytest.mark.browser
def test_the_keyboard_decides_in_place_and_the_output_is_what_a_build_without_a_desk_makes(
    table: Previewed, entered: Page
) -> None:
    opened(entered)
    entered.keyboard.press("j")
    entered.keyboard.press("k")
    expect(entered.locator("[data-at-hand]")).to_contain_text("the pier was rotten")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 confirmed")
    entered.keyboard.press("x")
    expect(entered.get_by_role("status")).to_contain_text("1 rejected")
    assert [table.ledger.count(f"status: {status}") for status in ("confirmed", "rejected")] == [1, 1]
    expect(entered.locator("dossier-margin .note").nth(2)).to_be_focused()
    for renewed in (table.events.reload, table.saved):  # a page is there before the edition that it is of
        with entered.expect_navigation():
            renewed()
        expect(entered.get_by_role("button", name="Close the desk")).to_be_visible()
        expect(entered.locator("dossier-margin .note").nth(2)).to_be_focused()
        expect(entered.locator("dossier-margin .note .tag")).to_have_text(["confirmed", "rejected", "by rule"])
    assert tree(table.output) == table.cold()
    for _ in range(2):
        entered.keyboard.press("u")
        expect(entered.get_by_role("status")).to_contain_text("Taken back")
        entered.evaluate("document.querySelector('dossier-margin').shadowRoot.querySelector('[role=status]').textContent = ''")
    assert "status:" not in table.ledger


@pytest.mark.browser
def test_a_statement_is_put_right_where_it_stands_and_the_page_waits_until_it_is(table: Previewed, entered: Page) -> None:
    opened(entered)
    entered.keyboard.press("j")
    entered.keyboard.press("p")
    expect(entered.get_by_label("Said by")).to_be_focused()
    entered.keyboard.type("ivanov")
    entered.evaluate("window.same = true")
    table.events.reload()
    expect(entered.locator("form.beside .diff")).to_contain_text("speaker: ivanov")
    assert entered.evaluate("window.same")
    expect(entered.get_by_label("Said by")).to_have_value("ivanov")
    with entered.expect_navigation():
        entered.keyboard.press("Enter")
    assert table.ledger.count("speaker: ivanov") == 1


@pytest.mark.browser
def test_who_is_meant_and_another_spelling_are_answered_beside_the_text(table: Previewed, entered: Page) -> None:
    opened(entered)
    entered.keyboard.press("j")
    entered.keyboard.press("m")
    entered.get_by_label("Petr Novak").check()
    expect(entered.locator("form.beside .diff")).to_contain_text("petr-novak")
    entered.get_by_role("button", name="Write it").click()
    expect(entered.get_by_role("status")).to_contain_text("u takes it back")
    assert "petr-novak" in (table.content / f"{X}.md").read_text(encoding="utf-8")
    entered.get_by_text("the crane was green").first.evaluate("element => getSelection().selectAllChildren(element)")
    entered.locator("dossier-margin .note").first.focus()
    entered.keyboard.press("a")
    entered.get_by_label("Written", exact=True).fill("The Watcher")
    entered.get_by_label("Is an actor’s").fill("kowal")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("The Watcher is Anna Kowal")


@pytest.mark.browser
def test_statements_are_decided_on_where_lists_show_them(table: Previewed, entered: Page) -> None:
    entered.goto(entered.url.replace(X, "actors/ivanov"))
    opened(entered)
    expect(entered.locator("dossier-margin .note")).to_have_count(2)
    entered.keyboard.press("j")
    expect(entered.locator("tr[data-at-hand]")).to_contain_text("the crane was green")
    entered.keyboard.press("Enter")
    expect(entered.get_by_role("status")).to_contain_text("1 confirmed")
    assert "the crane was green" in table.ledger


@pytest.mark.browser
def test_a_mistake_stands_above_the_page_and_the_margin_by_file_and_line(table: Previewed, entered: Page) -> None:
    opened(entered)
    table.events.error([{"path": "content/x.md", "line": 7, "file": "", "problem": "no", "text": "", "example": ""}])
    expect(entered.get_by_role("alert")).to_contain_text("content/x.md:7")
    entered.get_by_role("button", name="Hide").click()
    expect(entered.get_by_role("alert")).to_have_count(0)


@pytest.mark.browser
def test_the_margin_has_no_violation_of_accessibility_and_fits_a_phone(entered: Page) -> None:
    opened(entered)
    entered.keyboard.press("j")
    entered.keyboard.press("p")
    assert violations_shown(entered) == []
    entered.set_viewport_size({"width": 320, "height": 700})
    assert entered.evaluate("document.documentElement.scrollWidth") == 320
    entered.keyboard.press("Escape")
    entered.keyboard.press("Escape")
    expect(entered.get_by_role("button", name="Close the desk")).to_be_focused()


@pytest.mark.browser
def test_the_article_is_written_from_its_page(entered: Page) -> None:
    opened(entered)
    entered.get_by_role("link", name="Write this article").click()
    entered.wait_for_url("**/desk/article/2008-06-25-x")
    expect(entered.locator(".note")).to_have_count(3)
