"""The search page: what an analyst asks, and what a reader sees of the answer."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from dossier.build import Request, build
from dossier.render import theme
from dossier.views import Site
from tests.cases import FOLDER
from tests.conftest import Built, serve
from tests.test_passages import MISTAKES

pytestmark = [pytest.mark.slow, pytest.mark.browser]

QUESTIONS = {  # of an analyst: an address, and a passage that it shows, by its words
    "q=Rasmussen+Medvedev": "he refused the sectoral principle, which medvedev had brought",
    "q=interceptor+NEAR/6+Poland": "the accord on the interceptors was initialled with poland",
    "q=%22missile+shield%22+-legal": "if the united states built its missile shield there",
    "q=%22legal+force%22+sectors": "a treaty with legal force",
    "q=speaker:lavrov+year:2008": "lavrov",
    "q=intercept*+Redzikowo": "interceptors",
    "q=переговорах": "переговор",
}
RANKED: list[dict[str, Any]] = yaml.safe_load((FOLDER / "search" / "ranking.yml").read_text(encoding="utf-8"))["cases"]
BEST = """async (queries) => {
    await dossier.find();
    const call = await dossier.search.passages(), answers = [];
    for (const query of queries) {
        await call("search", dossier.grammar().parse(query), {});
        answers.push((await call("pages", 0, 3)).map(({ address }) => address));
    }
    return answers;
}"""


@pytest.fixture(scope="module")
def web(shipped: Built) -> Iterator[str]:
    """The shipped dossier over http."""
    yield from serve(shipped.folder)


def shows(page: Page, address: str) -> str:
    """What the search page says for an address, once everything is there."""
    page.goto(address)
    expect(page.locator("#search-status")).not_to_be_empty()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    return page.locator("#search-status").inner_text()


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_address_answers_the_question_of_an_analyst(page: Page, shipped: Built, question: str) -> None:
    assert re.match(r"[1-9]\d* passages? · [1-9]", shows(page, f"{shipped.folder.as_uri()}/search.html?{question}"))
    hits = [text.lower() for text in page.locator("#results .hit").all_inner_texts()]
    assert any(QUESTIONS[question] in hit for hit in hits), hits
    if ":" not in question:
        expect(page.locator("#results .hit mark").first).to_be_attached()


def test_the_article_that_is_looked_for_stands_among_the_first(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/index.html")
    answers = page.evaluate(BEST, [case["query"] for case in RANKED])
    places = [
        next((at for at, address in enumerate(found) if case["finds"] in address), None)
        for case, found in zip(RANKED, answers, strict=True)
    ]
    assert len(places) == 25
    assert None not in places, [case["query"] for case, place in zip(RANKED, places, strict=True) if place is None]
    assert places.count(0) >= 22


def test_two_cases_of_a_russian_word_find_the_same(page: Page, shipped: Built) -> None:
    start = f"{shipped.folder.as_uri()}/search.html?q="
    assert shows(page, f"{start}переговоры") == shows(page, f"{start}переговорах")


def test_what_has_no_date_stands_last_in_a_group_of_its_own_and_is_not_dropped(page: Page, web: str) -> None:
    said = [shows(page, f"{web}search.html?q=Kaliningrad&sort={sort}") for sort in ("", "date", "date-asc")]
    assert said[0] == said[1] == said[2]
    dates = page.locator("#results > li").evaluate_all("lines => lines.map((line) => line.dataset.date)")
    dated = [date for date in dates if date]
    assert dates == [*sorted(dated), *[""] * (len(dates) - len(dated))]
    assert len(dates) > len(dated)
    expect(page.locator("#results h2")).to_have_text("Without a date")


def test_the_bar_of_a_year_filters_and_lets_all_in_again(page: Page, web: str) -> None:
    every = shows(page, f"{web}search.html?q=Kaliningrad")
    bar = page.locator("#by-year button", has_text="2008")
    passages = bar.locator(".count").inner_text()
    bar.click()
    expect(page).to_have_url(re.compile(r"q=Kaliningrad&year=2008$"))
    expect(page.locator("#search-status")).to_contain_text(f"{passages} passages · ")
    bar.click()
    expect(page.locator("#search-status")).to_have_text(every)


def test_words_of_one_article_may_stand_in_several_of_its_passages(page: Page, web: str) -> None:
    assert shows(page, f"{web}search.html?q=Trokavec+Havel").startswith("0 passages")
    assert shows(page, f"{web}search.html?q=Trokavec+referendum+Klaus") <= shows(
        page, f"{web}search.html?q=Trokavec+referendum+Klaus&scope=article"
    )
    page.select_option("select[name=scope]", "article")
    expect(page).to_have_url(re.compile("scope=article"))


def test_where_nothing_is_found_near_words_and_shorter_queries_are_offered(page: Page, web: str) -> None:
    assert shows(page, f"{web}search.html?q=Kaliningrat+Iskander") == "0 passages · 0 pages"
    page.locator("#search-help").get_by_role("button", name="kaliningrad", exact=True).click()
    expect(page.locator("#search-status")).to_contain_text(re.compile(r"^[1-9]"))
    shows(page, f"{web}search.html?q=Iskander+Kennebunkport")
    page.locator("#search-help").get_by_role("button", name=re.compile(r"^Kennebunkport \(\d+\)$")).click()
    expect(page.locator("#search-status")).to_contain_text(re.compile(r"^[1-9]"))


@pytest.mark.parametrize("query", [*MISTAKES, "🙂", "“”", "שלום", "the of and", "-the"])
def test_whatever_is_typed_there_is_an_answer_or_a_sentence_that_says_what_would_be_right(
    page: Page, served: str, query: str
) -> None:
    said = shows(page, f"{served}search.html?q={quote_plus(query)}")
    key, place = MISTAKES.get(query, ("", ""))
    assert "undefined" not in said
    if key:
        assert re.search(r"[.:] ?", said)
    if place:
        expect(page.locator("#search-status mark")).to_have_text(place)


def test_all_passages_are_copied_with_their_sources(page: Page, web: str) -> None:
    shows(page, f"{web}search.html?q=Trokavec+referendum")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })"
    )
    page.get_by_role("button", name="Copy the passages").click()
    expect(page.locator("#take button").first).to_have_text("Copied")
    for passage in str(page.evaluate("window.copied")).split("\n\n"):
        assert re.fullmatch(rf"“.+”\n“.+”, .+\. {re.escape(web)}\w+/[\w-]+\.html(#[\w-]+)?", passage), passage


def test_passages_are_taken_along_as_a_table(page: Page, web: str) -> None:
    said = shows(page, f"{web}search.html?q=Trokavec")
    with page.expect_download() as download:
        page.get_by_role("button", name="As a table (CSV)").click()
    assert download.value.suggested_filename == "passages.csv"
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0].keys() == {"date", "title", "passage", "speaker", "publisher", "kind", "address"}
    assert 0 < len(rows) <= int(said.split()[0])
    assert all("rokav" in row["passage"] + row["title"] for row in rows)


def test_a_dossier_without_a_page_says_that_nothing_is_found(page: Page, tmp_path: Path) -> None:
    content, about = tmp_path / "content", Site("Talks", "", "", "en", "", preview=False)
    content.mkdir()
    build(Request(content, tmp_path / "output", about, (theme(),)))
    assert shows(page, f"{(tmp_path / 'output').as_uri()}/search.html?q=radar") == "0 passages · 0 pages"


def test_a_part_of_the_index_that_is_missing_is_named(browser: Browser, small: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(small.folder, tmp_path / "site"))
    [lists] = (site / "pagefind" / "passages").glob("*/0.js")
    lists.unlink()
    with browser.new_context() as context:
        told = shows(context.new_page(), f"{site.as_uri()}/search.html?q=lavrov")
    assert told == f"The search failed: the part passages/{lists.parent.name}/0.js of the search index is missing"
