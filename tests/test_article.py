"""The page of an article, its text tied to its sources and terms, its place in each topic, how it is cited; and all sources."""

import json
import re
from urllib.parse import unquote

import pytest

from dossier.edition import Edition
from dossier.edition.story import MANY
from dossier.pipeline import assemble
from dossier.render import Theme, theme
from dossier.views import Site, View, article_page, pages
from dossier.views.article import ArticleView
from dossier.views.base import completed
from dossier.views.sources import ROOM
from tests.content import Files, content, text

SITE = Site("Harbours", "", "The editors", "en", "", preview=False)
SLUG = "2008-06-25-x"
MILL = {
    "id": "mill",
    "title": "Mill closes",
    "publisher": "The Courier",
    "date": "2008-06-25",
    "url": "https://example.org/mill",
}
POST = {"id": "post", "title": "Post opens", "publisher": "The Post", "date": "2008-06-24", "url": "https://example.org/post"}
WEIR = "{term: weir, definition: A low dam., aliases: [weirs, river weir]}"
TERMS = f"glossary: [{WEIR}, {{term: Old Lock, definition: A lock of 1820.}}]"


def article(slug: str = SLUG, body: str = "A passage. [@mill]", **head: object) -> Files:
    whole = {"title": f"Of {slug}", "date": slug[:10], "sources": [MILL, POST], **head}
    return {f"articles/{slug}.md": text("articles/x.md", whole, body)}


def edition(*files: Files) -> Edition:
    return assemble(content({path: one for some in files for path, one in some.items()}), proposed=True)


def view_of(edition: Edition, slug: str = SLUG) -> ArticleView:
    view = article_page(edition, SITE, f"articles/{slug}.md")
    assert isinstance(view, ArticleView)
    return view


def html(edition: Edition, view: View) -> str:
    return Theme([theme() / "templates"]).render(view, completed(SITE, edition))


def words(html: str) -> str:
    told = " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())
    return re.sub(r" (?=[.,])", "", told)


def sources(edition: Edition) -> list[View]:
    return [view for name, make in pages(edition, SITE) if name == "sources" for view in make(edition)]


def test_every_mark_leads_to_a_source_which_names_the_paragraphs_that_cite_it() -> None:
    body = "The mill was shut. [@mill] The post opened. [@post, p. 2]\n\nNobody came.\n\nThe mill burnt. [@mill]"
    made = edition(article(body=body))
    page = html(made, view_of(made))
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert "Mill closes. The Courier, 25 June 2008. paragraphs 1, 3" in words(page)
    assert "Post opens. The Post, 24 June 2008. paragraph 1" in words(page)


def test_a_source_that_no_mark_can_name_has_a_number_of_its_own() -> None:
    made = edition(article(body="A passage.", sources=[{"title": "Report", "publisher": "The Post", "locator": "p. 1"}]))
    assert [source.anchor for source in view_of(made).sources] == ["source-1"]
    assert "A mark covers" not in html(made, view_of(made))


def test_a_copy_of_a_source_is_shown_and_named_for_programs() -> None:
    archived = MILL | {"archived": "https://archive.example.org/mill", "retrieved": "2026-11-02"}
    made = edition(article(sources=[archived]))
    page = html(made, view_of(made))
    assert "Archived copy. Retrieved 2 November 2026." in words(page)
    original = (
        'href="https://example.org/mill" data-versionurl="https://archive.example.org/mill" data-versiondate="2026-11-02"'
    )
    copy = 'href="https://archive.example.org/mill" data-originalurl="https://example.org/mill" data-versiondate="2026-11-02"'
    assert original in page
    assert copy in page
    assert 'data-versionurl="https://archive.example.org/mill"' in html(made, sources(made)[0])


def test_a_contested_claim_has_the_marks_of_its_sources_and_leads_to_its_place_among_all() -> None:
    contest = {"id": "fire", "claim": "The mill <burnt>. [@mill]", "by": "Ivanov [@mill; @post]", "denied_by": "Rice"}
    made = edition(article(contested=[contest, contest | {"id": "x", "state": "settled by the court [@post]"}]))
    page = html(made, view_of(made))
    assert "The mill &lt;burnt&gt;. 1 Says Ivanov 1 2 Denies Rice State Open. All contested claims" in words(page)
    assert 'href="../contested.html#fire"' in page
    assert "State Settled by the court 2" in words(page)
    assert "paragraph 1, the contested claim" in words(page)


def test_an_article_says_which_step_of_its_topics_it_is_and_what_comes_before_and_after() -> None:
    topics: Files = {
        "topics/lock.md": text("topics/x.md", {"label": "The lock", "main": True}),
        "topics/mill.md": text("topics/x.md", {"label": "The mill", "broader": "lock"}),
    }
    event = {"date": "2008-06-26", "title": "The mill is sold", "topics": ["mill"]}
    made = edition(
        topics,
        article("2008-06-24-a", topics=["mill"], events=[event]),
        article(topics=["mill", "lock"]),
        article("2008-06-27-b", topics=["lock"]),
        article("2008-06-25-z", topics=["lock"], lang="pl", translation_of=SLUG),
    )
    told = words(html(made, view_of(made)))
    assert told.startswith("Topics The lock, step 2 of 4 · The mill, step 2 of 3 Of 2008-06-25-x")
    assert "Before: 1 · 24 June 2008 Of 2008-06-24-a After: 4 · 27 June 2008 Of 2008-06-27-b" in told
    translation = view_of(made, "2008-06-25-z")
    assert [(step.number, step.total) for step in translation.topics] == [(2, 4)]


def test_steps_are_not_numbered_where_each_new_one_would_change_too_many_pages() -> None:
    many = [{"date": "2008-06-25", "title": f"Event {number}", "topics": ["talks"]} for number in range(MANY)]
    made = edition(article(events=many), article("2008-06-26-y"))
    assert "step" not in words(html(made, view_of(made)))
    assert "After: 26 June 2008 Of 2008-06-26-y" in words(html(made, view_of(made)))


def test_both_dates_are_shown_and_cited() -> None:
    made = edition(article(revised="2009-01-02", dateline="Reval"))
    view = view_of(made)
    page = html(made, view)
    assert "Happened 25 June 2008, Reval Last revised 2 January 2009" in words(page)
    assert "The editors. “Of 2008-06-25-x”. Harbours, event of 25 June 2008, revised 2 January 2009." in page
    assert '<meta name="citation_publication_date" content="2009/01/02">' in page
    assert '<meta name="dcterms.modified" content="2009-01-02">' in page
    assert '<meta name="dcterms.temporal" content="2008-06-25">' in page
    assert (view.linked_data["dateModified"], view.linked_data["temporalCoverage"]) == ("2009-01-02", "2008-06-25")
    assert "datePublished" not in view.linked_data
    bibtex, ris, csl = (unquote(file.address.partition(",")[2]) for file in view.downloads)
    assert "date = {2009-01-02}" in bibtex
    assert "eventdate = {2008-06-25}" in bibtex
    assert "DA  - 2009/01/02" in ris
    [itself, *_] = json.loads(csl)
    assert (itself["issued"], itself["event-date"]) == ({"date-parts": [[2009, 1, 2]]}, {"date-parts": [[2008, 6, 25]]})


def test_an_article_that_was_not_revised_has_the_one_date() -> None:
    made = edition(article())
    page = html(made, view_of(made))
    assert "revised" not in words(page).lower()
    assert '<meta name="citation_publication_date" content="2008/06/25">' in page
    assert view_of(made).linked_data["datePublished"] == "2008-06-25"


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("Two weirs, and a weir.", ["weirs"]),
        ("River weir and old lock, the Old Lock.", ["River weir", "Old Lock"]),
        ("A weir-keeper, weirdly, of the `weir` at https://weir.example.org.", []),
        ("See [the weir](https://example.org/weir). Then the weir.", ["weir"]),
        ("Weir spoke of the weir.", ["weir"]),
    ],
)
def test_a_term_is_marked_at_its_first_place_that_is_no_name_and_no_link(body: str, marked: list[str]) -> None:
    person: Files = {"actors/weir.md": text("actors/x.md", {"name": "Anna Weir", "aliases": ["Weir"]})}
    made = edition(person, article(body=body), {"dossier.yml": TERMS})
    page = html(made, view_of(made))
    assert re.findall(r'<a class="term" href="\.\./glossary\.html#term-[a-z-]+">([^<]+)</a>', page) == marked


def test_a_term_shows_its_definition_and_leads_to_it_in_the_glossary() -> None:
    made = edition(article(body="The weir."), {"dossier.yml": TERMS})
    assert view_of(made).cards["glossary.html#term-weir"] == {"title": "weir", "text": "A low dam."}
    [glossary] = [view for name, make in pages(made, SITE) if name == "glossary" for view in make(made)]
    page = html(made, glossary)
    assert '<div id="term-weir">' in page
    assert words(page).startswith(
        "Glossary What the terms mean that the articles use. Old Lock A lock of 1820. weir A low dam. Also: river weir."
    )
    assert "glossary.html" in html(made, view_of(made)).partition("site-footer")[2]


def test_without_a_glossary_there_is_no_page_of_it_and_no_way_to_one() -> None:
    made = edition(article(body="The weir."))
    assert "glossary" not in [name for name, _ in pages(made, SITE)]
    assert "glossary" not in html(made, view_of(made))


def test_a_text_in_another_language_than_the_glossary_has_no_terms() -> None:
    made = edition(article(body="Der weir.", lang="de"), {"dossier.yml": TERMS})
    assert 'class="term"' not in html(made, view_of(made))


def test_each_source_stands_in_the_list_once_with_the_articles_that_use_it() -> None:
    made = edition(article(), article("2008-06-26-y", "A passage.", sources=[MILL | {"id": "courier"}]))
    [view] = sources(made)
    told = words(html(made, view))
    assert "2 sources of 2 publishers." in told
    assert "The Courier 25 Jun 2008 Mill closes 25 Jun 2008, 26 Jun 2008 The Post 24 Jun 2008 Post opens 25 Jun 2008" in told
    assert "Archived" not in told


def test_sources_that_one_page_cannot_hold_are_cut_by_the_letters_of_publishers() -> None:
    named = [POST | {"id": f"s-{n}", "title": f"T{n} {'x' * 400}", "publisher": f"{'ABC'[n % 3]} press"} for n in range(400)]
    made = edition(article(sources=named, body="A passage."))
    views = sources(made)
    assert [view.address for view in views] == ["sources/index.html", "sources/b.html", "sources/c.html"]
    assert [ref.label for ref in views[0].parts] == ["A", "B", "C"]
    assert sum(ref.count for ref in views[0].parts) == 400
    assert all(len(html(made, view)) < ROOM + 10_000 for view in views)
