"""Saved pages: what of them is the story, what they state of it, and what the compiler is told."""

import json

import pytest

from tests.reading import body, day, only, problem, stories
from tests.samples import FIRST, HEADING, SECOND, page

THIRD = "The harbour master said on Friday that the quays had been mended, and that forty berths were free."
FOURTH = "Two ferries will call there twice a day from the first week of May, if the weather allows it."
LONG = [f"{FIRST} {SECOND} {THIRD} This was paragraph number {number}." for number in range(6)]


def article(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": HEADING, **told})}</script>'


def with_text(inner: str, head: str = "") -> str:
    """A page whose story is this HTML."""
    return page(head).replace(f"<p>{FIRST}</p><p>{SECOND}</p>", inner)


def test_comments_of_readers_are_no_text() -> None:
    said = "".join(
        f'<li class="comment"><p>I have seen it myself, wrote reader {n}, and nobody asked me.</p></li>' for n in range(3)
    )
    found = only(
        "a.html", page().replace("</main>", f'<section id="comments" class="comments"><ol>{said}</ol></section></main>')
    )
    assert body(found) == [FIRST, SECOND]


@pytest.mark.parametrize("markup", [False, True])
def test_a_text_that_a_page_states_for_machines_is_taken_where_it_shows_the_beginning_alone(markup: bool) -> None:
    stated = "".join(f"<p>{text}</p>" for text in LONG) if markup else "\n\n".join(LONG)
    found = only("a.html", with_text(f"<p>{LONG[0]}</p>", article(articleBody=stated)))
    assert body(found) == LONG
    assert "the text is what the page states for machines; it shows less of it" in found.findings


def test_a_text_that_a_page_states_for_machines_tells_which_of_its_passages_are_the_story() -> None:
    scattered = "".join(
        f'<section><span>{n}</span><div><div class="x{n}">{text}</div></div></section>' for n, text in enumerate(LONG)
    )
    shown = (
        page(article(articleBody="\n".join(LONG)))
        .replace(f"<p>{FIRST}</p><p>{SECOND}</p>", "")
        .replace("<aside>", f"<aside>{scattered}")
    )
    found = only("a.html", shown)
    assert body(found) == LONG
    assert not [told for told in found.findings if "machines" in told]


def test_the_text_of_another_story_is_not_taken_for_the_page_s() -> None:
    other = article(articleBody="\n".join(LONG)) + article(articleBody="\n".join(reversed(LONG)), headline="Pier to close")
    assert body(only("a.html", page(other))) == [FIRST, SECOND]


def test_a_page_that_hides_all_of_its_text_is_read_and_says_so() -> None:
    found = only("a.html", with_text(f'<div style="display: none"><p>{FIRST}</p><p>{SECOND}</p></div>'))
    assert body(found) == [FIRST, SECOND]
    assert any("hides its text" in told for told in found.findings)


def test_what_a_page_hides_beside_its_text_is_not_read() -> None:
    found = only("a.html", with_text(f"<p>{FIRST}</p><div hidden><p>{THIRD}</p></div><p>{SECOND}</p>"))
    assert body(found) == [FIRST, SECOND]
    assert not found.findings or "hides" not in " ".join(found.findings)


def test_a_table_of_a_story_is_kept_row_by_row() -> None:
    rows = [["Harbour", "Berths"], ["North", "12"], ["South", "28"]]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows).replace("td>", "th>", 4)
    table = f"<table>{cells}</table>"
    found = only("a.html", with_text(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>"))
    assert body(found) == [FIRST, "Harbour | Berths", "North | 12", "South | 28", SECOND]


@pytest.mark.parametrize(
    "head",
    [
        article(headline="Harbour&#8217;s &quot;berths&quot; &amp; quays"),
        '<meta property="og:title" content="Harbour&amp;#8217;s &amp;quot;berths&amp;quot; &amp;amp; quays">',
    ],
)
def test_a_stated_heading_has_characters_and_no_entities(head: str) -> None:
    assert only("a.html", page(head).replace(f"<h1>{HEADING}</h1>", "")).title == 'Harbour’s "berths" & quays'


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="article:published:time" content="2011-01-13T10:00:00Z">',
        '<meta property="og:title" content="Harbour to open in spring - January 13, 2011">',
        '<meta property="og:title" content="13.01.2011 | Harbour to open in spring">',
    ],
)
def test_a_page_s_day_is_found_where_it_states_it(head: str) -> None:
    assert day(only("a.html", page(head))) == "2011-01-13"


@pytest.mark.parametrize(
    "title", ["Harbour to open in spring, 2 May 2011 to be the day", "1/2/2011 | Harbour to open in spring"]
)
def test_a_day_that_a_stated_heading_tells_of_is_not_the_story_s(title: str) -> None:
    assert only("a.html", page(f'<meta property="og:title" content="{title}">')).date is None


ADDRESS = "https://news.example.org/harbour"


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0032){ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Thu Jan 20 2011 10:00:00 GMT+0100\n-->",
    ],
)
@pytest.mark.parametrize("head", ["", '<link rel="canonical" href="https://news.example.org/">'])
def test_the_program_that_saved_a_page_knows_its_address(comment: str, head: str) -> None:
    found = only("a.html", page(head).replace("<head>", f"{comment}<head>", 1))
    assert found.url == ADDRESS
    assert found.date is None  # the day on which it was saved is not the story's


@pytest.mark.parametrize("told", [{"wordCount": 900}, {"wordCount": "900 words"}])
def test_a_text_far_shorter_than_the_page_s_own_is_told(told: dict[str, object]) -> None:
    found = only("a.html", page(article(**told)))
    assert any("is all of it there?" in said for said in found.findings)


def test_a_text_as_long_as_the_page_s_own_is_not_told() -> None:
    found = only("a.html", with_text("".join(f"<p>{text}</p>" for text in LONG), article(wordCount=300)))
    assert not [said for said in found.findings if "is all of it there" in said]


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><ul><li><a href="https://example.org/">A</a></li></ul></body></html>',
        '<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><DT><A HREF="https://example.org/">A</A></DL>',
    ],
)
def test_a_list_of_addresses_says_what_to_save_instead(source: str) -> None:
    assert "save the pages themselves" in problem("a.html", source)


def test_every_word_that_a_page_shows_is_in_the_text_or_told_as_removed() -> None:
    found = stories("a.html", with_text(f"<p>{FIRST}</p><p>{SECOND}</p>", article(articleBody="\n".join(LONG))))[0]
    told = " ".join([found.title, *body(found), *(part.text for part in found.removed)])
    assert all(words in told for words in (FIRST, SECOND, "Pier to close in autumn", "All rights reserved", "World"))
