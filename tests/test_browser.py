"""The site in a real browser, over http and from disk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(params=["http", "disk"])
def start(request: pytest.FixtureRequest, small: Built) -> str:
    """Where the small site begins: on a server, or on the disk."""
    return request.getfixturevalue("served") if request.param == "http" else f"{small.folder.as_uri()}/"


def search(page: Page, address: str) -> list[str]:
    """The titles that the search page shows for an address."""
    page.goto(address)
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#search-status")).not_to_be_empty()
    return page.locator("#results > li > h3 > a").all_inner_texts()


def test_the_search_finds_an_article_by_a_word_of_its_third_passage(page: Page, start: str) -> None:
    assert search(page, f"{start}search.html?q=zeppelin") == ['Harbour talks "open" & go on']
    page.click("#results h3 a")
    expect(page.locator("p:target mark")).to_have_text("zeppelin")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=topolanek", {"Mirek Topolánek", 'Harbour talks "open" & go on'}),
        ("q=tarcza", {"Rozmowy o tarczy"}),
        ("q=переговорах", {"Лавров о переговорах"}),
        ("q=lavrov&year=2008&publisher=The Gazette", {'Harbour talks "open" & go on'}),
        ("q=lavrov&kind=actor", {"Sergei Lavrov"}),
        ("topic=Harbour&kind=brief", {'Harbour talks "open" & go on'}),
        ("q=quagga", set()),
        ("q=okapi", set()),
        ("q=nothingofthekind", set()),
    ],
)
def test_words_and_filters_find_what_they_should(page: Page, start: str, query: str, titles: set[str]) -> None:
    assert set(search(page, f"{start}search.html?{query}")) == titles


def test_lists_and_side_columns_are_not_in_the_index(page: Page, start: str) -> None:
    assert search(page, f"{start}search.html?q=dredged") == [], "an event that only the timeline and the side show"


def test_results_sort_by_date_both_ways_across_languages(page: Page, start: str) -> None:
    dated = ["First meeting", 'Harbour talks "open" & go on', "Лавров о переговорах", "Rozmowy o tarczy"]
    assert search(page, f"{start}search.html?topic=Talks&kind=brief&sort=date-asc") == dated
    assert search(page, f"{start}search.html?topic=Talks&kind=brief&sort=date") == dated[::-1]


def test_a_search_changes_its_address_and_its_counts(page: Page, served: str) -> None:
    page.goto(f"{served}search.html")
    page.keyboard.type("lavrov")
    expect(page.locator("#search-status")).to_have_text(re.compile(r"\d passages · \d pages"))
    page.select_option("select[name=publisher]", "The Gazette")
    expect(page).to_have_url(re.compile(r"\?q=lavrov&publisher=The\+Gazette$"))
    expect(page.locator("#search-status")).to_have_text(re.compile("passages? · 1 page"))


def test_slash_opens_the_search_and_the_keyboard_is_enough(page: Page, start: str) -> None:
    page.goto(f"{start}actors/sergei-lavrov.html")
    page.keyboard.press("/")
    page.keyboard.type("zeppelin")
    expect(page.locator("dialog[open] .passages li")).to_have_count(1)
    expect(page.locator("dialog[open] .whole li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("harbour-talks.html"))
    expect(page.locator("h1")).to_contain_text("Harbour talks")


def test_escape_closes_the_search_and_enter_shows_all_results(page: Page, start: str) -> None:
    page.goto(f"{start}index.html")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("lavrov")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=lavrov"))


def copied(page: Page, act: Callable[[], object]) -> list[str]:
    """The lines that a page copies."""
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })"
    )
    act()
    page.wait_for_function("window.copied")
    return str(page.evaluate("window.copied")).split("\n")


def test_the_mark_of_a_passage_copies_it_as_a_quotation_with_its_address(page: Page, start: str) -> None:
    page.goto(f"{start}articles/2008-01-10-first-meeting.html?highlight=early")
    page.hover(".prose p")
    words, *_, address = copied(page, lambda: page.click(".prose .permalink"))
    assert words.startswith("“")
    assert re.fullmatch(re.escape(f"{start}articles/2008-01-10-first-meeting.html#") + "p-[a-z2-7]{8}", address)
    expect(page.locator(".prose .permalink").first).to_have_attribute("data-said", "Copied")


SELECT = """(words) => {
    const walker = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    }
}"""


def test_words_that_are_selected_in_an_article_are_copied_with_its_title_and_day(page: Page, start: str) -> None:
    page.goto(f"{start}articles/2008-06-25-harbour-talks.html")
    page.evaluate(SELECT, "zeppelin")
    button = page.get_by_role("button", name="Copy as a quotation")
    expect(button).to_be_visible()
    words, title, *_, address = copied(page, button.click)
    assert words == "“zeppelin”"
    assert title.startswith('Harbour talks "open" & go on, 25 June 2008. ')
    assert address.startswith(f"{start}articles/2008-06-25-harbour-talks.html#p-")
    page.evaluate("getSelection().removeAllRanges()")
    expect(button).to_have_count(0)


def test_a_passage_is_quoted_with_the_sources_that_its_marks_name_and_nothing_else_of_their_places(
    page: Page, shipped: Built
) -> None:
    page.goto(f"{shipped.folder.as_uri()}/articles/2008-06-25-lavrov-does-not-rule-out-informal-us-lithuanian-talks.html")
    page.hover(".prose p")
    *_, reported, address = copied(page, page.locator(".prose .permalink").first.click)
    title = "Russia 'does not rule out' U.S.-Lithuania missile defense talks"
    assert reported == f"Reported by: {title}. RIA Novosti, seen at: GlobalSecurity.org, 25 June 2008; no address known"
    assert "#p-" in address


def test_a_statement_is_copied_with_who_said_it_when_and_where_that_is_reported(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/statements.html")
    row = page.locator("tr[data-speaker=dmitry-medvedev]:not(.again)").first
    words, by, title, reported, address = copied(page, row.locator("[data-quotes]").click)
    assert words == f"“{row.locator('.passage').inner_text()}”"
    assert by.startswith("— Dmitry Medvedev, President of Russia, ")
    assert by.endswith("2011")
    assert title.endswith(". The European Missile Shield")
    assert reported.startswith("Reported by: ")
    assert "https://" in reported or "http://" in reported
    assert address == row.locator(".passage").evaluate("(link) => link.href")
    expect(row.locator("[data-quotes]")).to_have_text("Copied")


def test_the_filter_of_statements_stands_in_the_address_and_leads_to_other_parts(page: Page, shipped: Built) -> None:
    root = shipped.folder.as_uri()
    page.goto(f"{root}/statements.html?actor=sergei-lavrov")
    shown = page.locator("tr[data-speaker]:visible")
    others = page.locator('tr[data-speaker]:not([data-speaker="sergei-lavrov"]):visible')
    expect(shown.first).to_be_visible()
    expect(others).to_have_count(0)
    page.get_by_label("Topic").select_option("lithuania-option")
    assert page.url == f"{root}/statements.html?actor=sergei-lavrov&topic=lithuania-option"
    expect(page.locator("output")).to_have_text("None. Another year may have some.")
    page.locator(".chips a:not(.empty)").first.click()
    assert page.url.startswith(f"{root}/statements/2008-")
    assert page.url.endswith(".html?actor=sergei-lavrov&topic=lithuania-option")
    expect(shown.first).to_be_visible()
    expect(others).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(re.compile(r"\.html$"))
    assert shown.count() > 1


def test_a_filter_by_a_broad_topic_finds_what_is_below_it(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/statements/2008-07.html?topic=us-third-site")
    topics = {row.get_attribute("data-topics") for row in page.locator("tr[data-speaker]:visible").all()}
    assert any("us-third-site" not in (on or "") and "lithuania-option" in (on or "") for on in topics)


def test_a_row_whose_first_of_a_group_is_filtered_away_says_who_and_when(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/statements.html")
    again = page.locator("tr.again").first
    word = again.locator(".passage").inner_text()
    page.get_by_label("Words", exact=True).fill(word)
    row = page.locator("tr[data-speaker]:visible").first
    expect(row.locator(".passage")).to_have_text(word)
    expect(row).not_to_have_class(re.compile("again"))
    box = row.locator(".who > span").bounding_box()
    assert box is not None
    assert box["width"] > 20  # and not a pixel, which is there for screen readers alone


def test_two_actors_are_compared_side_by_side_by_an_address(page: Page, shipped: Built) -> None:
    root = shipped.folder.as_uri()
    page.goto(f"{root}/positions/russia-nato-shield.html?a=sergei-lavrov&b=anders-fogh-rasmussen")
    table = page.locator("table.compared")
    assert table.locator("thead th").all_inner_texts()[1:] == ["Sergei Lavrov", "Anders Fogh Rasmussen"]
    expect(page.locator("table.positions:not(.compared)")).to_be_hidden()
    page.locator("[name=a]").select_option("russia")
    assert page.url.endswith("?a=russia&b=anders-fogh-rasmussen")
    expect(table.locator("td b").first).to_be_visible()  # of a state several speak: each line says who
    page.get_by_role("button", name="Show all").click()
    expect(table).to_have_count(0)
    assert page.url == f"{root}/positions/russia-nato-shield.html"


def test_a_comparison_with_an_actor_who_said_less_leads_to_the_page_of_all(page: Page, shipped: Built) -> None:
    root = shipped.folder.as_uri()
    page.goto(f"{root}/positions/european-missile-defence.html?a=donald-tusk&b=mirek-topolanek")
    page.wait_for_url(f"{root}/positions/european-missile-defence/all.html?a=donald-tusk&b=mirek-topolanek")
    expect(page.locator("table.compared thead")).to_contain_text("Donald Tusk")


def test_a_question_mark_shows_the_keys_unless_somebody_is_writing(page: Page, start: str) -> None:
    page.goto(f"{start}search.html")
    page.locator("#search-form [name=q]").press("?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Search, from any page")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_click_copies_the_citation_of_a_source_with_its_address(page: Page, served: str) -> None:
    context: BrowserContext = page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}articles/2008-06-25-harbour-talks.html")
    button = page.locator("section.sources button").first
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(". https://example.org/harbour?a=1&b=2.")
    expect(button).to_have_text("Copy the citation")


def test_the_sources_are_sorted_and_narrowed_and_the_address_says_so(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/sources/index.html?words=ria&sort=-date")
    rows = page.locator("tbody tr:visible")
    every = page.locator("tbody tr").count()
    assert 0 < rows.count() < every
    dates = [date for row in rows.all() for date in [row.locator("td").nth(1).locator("time")] if date.count()]
    told = [date.get_attribute("datetime") for date in dates]
    assert told == sorted(told, key=str, reverse=True)
    page.get_by_role("button", name="Title").click()
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("searchbox", name="Publisher, title or any words").fill("")
    assert rows.count() == every
    assert page.url.endswith("?sort=title")


def test_a_mark_leads_to_its_source_and_a_term_shows_what_it_means(page: Page, shipped: Built) -> None:
    page.goto(f"{shipped.folder.as_uri()}/articles/2010-11-20-lisbon-summit-nato-shield-and-offer-to-russia.html")
    mark = page.locator(".prose .cited a").first
    mark.click()
    expect(page.locator(".sources li:target")).to_be_visible()
    page.locator(".prose .term").first.hover()
    expect(page.locator(".card")).to_contain_text("The European Phased Adaptive Approach")


def test_the_references_of_an_article_are_saved_from_disk_too(page: Page, start: str) -> None:
    page.goto(f"{start}articles/2008-06-25-harbour-talks.html")
    for label, suffix, begins in (("BibTeX", "bib", "@misc{"), ("RIS", "ris", "TY  - ELEC"), ("CSL-JSON", "json", '[{"id"')):
        with page.expect_download() as download:
            page.get_by_role("link", name=label).click()
        assert download.value.suggested_filename == f"2008-06-25-harbour-talks.{suffix}"
        assert download.value.path().read_text(encoding="utf-8").startswith(begins)


def test_no_page_of_any_kind_asks_for_anything_elsewhere(page: Page, start: str, small: Built) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(small.folder.rglob("*.html")):
        page.goto(start + path.relative_to(small.folder).as_posix())
    search(page, f"{start}search.html?q=lavrov")
    assert asked
    assert not [address for address in asked if not address.startswith((start, "blob:"))]


def test_without_scripts_the_pages_are_complete_and_the_search_leads_to_the_lists(page: Page, small: Built) -> None:
    browser = page.context.browser
    assert browser
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{small.folder.as_uri()}/search.html")
        expect(plain.locator("#search-form")).to_be_hidden()
        for name in ("Actors", "Topics", "Sources", "Timeline"):
            expect(plain.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
        plain.goto(f"{small.folder.as_uri()}/articles/2008-06-25-harbour-talks.html")
        expect(plain.get_by_role("heading", name="Sources")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_window(page: Page, small: Built, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in sorted(small.folder.rglob("*.html")):
        page.goto(Path(path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_resting_on_a_name_shows_a_card_that_can_be_pointed_at_and_dismissed(page: Page, start: str) -> None:
    page.goto(f"{start}articles/2008-06-25-harbour-talks.html")
    page.hover(".prose .mention >> nth=0")
    expect(page.locator(".card")).to_contain_text("Foreign Minister")
    page.hover(".card")
    page.wait_for_timeout(500)
    expect(page.locator(".card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()


def test_focusing_a_link_shows_a_card_of_the_article_it_leads_to(page: Page, start: str) -> None:
    page.goto(f"{start}articles/2008-06-25-harbour-talks.html")
    link = page.get_by_role("link", name="the earlier story")
    page.locator(".prose .mention").first.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("(link) => link === document.activeElement"):
            break
    expect(page.locator(".card")).to_contain_text("First meeting")
    expect(link).to_have_attribute("aria-describedby", "card")


def test_the_dialog_shows_no_page_for_a_word_that_none_has(page: Page, start: str) -> None:
    page.goto(f"{start}index.html")
    page.keyboard.press("/")
    page.keyboard.type("lavrov")
    expect(page.locator("dialog[open] .whole li").first).to_be_visible()
    page.locator("dialog[open] input").fill("lavroxyzzy")
    expect(page.locator("dialog[open] [role=status]")).to_have_text("0 passages · 0 pages")
    expect(page.locator("dialog[open] li")).to_have_count(0)
