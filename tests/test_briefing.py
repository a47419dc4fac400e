"""The front page, the pages of topics and that of contested claims: an answer before a list."""

import re
from itertools import pairwise

from dossier.edition import Edition
from dossier.pipeline import assemble
from dossier.render import Theme, theme
from dossier.views import Site, View, pages
from dossier.views.base import completed
from tests.content import Files, content, shipped_edition, text

SITE = Site("Harbours", "Who may land where", "", "en", "", preview=False)
CONTEST = {"id": "mill", "claim": "The mill was shut. [@post]", "by": "Ivanov [@post]", "denied_by": "Rice"}
SOURCE = {"id": "post", "title": "Mill", "publisher": "The Post", "date": "2008-06-25", "url": "https://example.org/mill"}


def article(date: str, **head: object) -> Files:
    return {f"articles/{date}-x.md": text("articles/x.md", {"title": f"Of {date}", "date": date, "sources": [SOURCE], **head})}


def edition(*files: Files) -> Edition:
    return assemble(content({path: one for some in files for path, one in some.items()}))


def html(edition: Edition, address: str) -> str:
    made = (view for _, make in pages(edition, SITE) for view in make(edition))
    view: View = next(view for view in made if view.address == address)
    return Theme([theme() / "templates"]).render(view, completed(SITE, edition))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def test_the_front_page_opens_with_the_briefing_each_sentence_with_what_carries_it() -> None:
    whole = "briefing:\n  about: [{text: A quarrel over a mill., cite: [2008-06-25-x]}]\n  ended: [It was shut.]"
    page = html(edition(article("2008-06-25"), {"dossier.yml": whole}), "index.html")
    assert "What it was about A quarrel over a mill. 25 Jun 2008 How it ended It was shut." in words(page)
    assert 'href="articles/2008-06-25-x.html" title="Of 2008-06-25">25 Jun 2008<' in page
    assert "Why it mattered" not in page


def test_a_front_page_without_a_briefing_has_the_introduction_and_the_latest_articles() -> None:
    page = html(edition(article("2008-06-25"), {"pages/index.md": text("pages/x.md", {}, "About mills.")}), "index.html")
    assert "About mills." in words(page)
    assert "Latest articles 25 June 2008 Of 2008-06-25" in words(page)


def test_who_wanted_what_stands_in_a_row_with_the_mark_of_the_camp() -> None:
    whole = (
        "camps: [{name: East, shape: diamond, colour: 4, actors: [ivanov], "
        "wanted: [{actor: ivanov, first: A mill., last: No mill.}]}]"
    )
    files: Files = {"actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}), "dossier.yml": whole}
    page = html(edition(article("2008-06-25"), files), "index.html")
    assert "Igor Ivanov A mill. No mill." in words(page)
    assert '<span class="camp diamond c4" title="East"></span>' in page


def test_a_topic_tells_its_outcome_and_then_every_step_with_its_date() -> None:
    topic: Files = {
        "topics/talks.md": text("topics/x.md", {"question": "Would it be shut?", "outcome": "It was.", "years": {2008: "War"}})
    }
    event = {"date": "2009-02", "title": "The mill burns", "topics": ["talks"]}
    step = article("2008-06-25", steps={"talks": "The quarrel begins."}, events=[event])
    page = words(html(edition(topic, step), "topics/talks.html"))
    assert page.index("Would it be shut?") < page.index("Outcome It was.") < page.index("The sequence, in 2 steps")
    assert "2008 War 25 Jun 1 Of 2008-06-25 The quarrel begins." in page
    assert "7 months without a step Feb 2 The mill burns told in 25 Jun 2008" in page


def test_a_topic_without_an_outcome_has_no_place_for_one() -> None:
    assert "Outcome" not in html(edition(article("2008-06-25")), "topics/talks.html")


def test_a_topic_of_many_steps_folds_its_years() -> None:
    files = [article(f"{year}-{month:02}-01") for year in (2007, 2008) for month in range(1, 13)]
    files += [article(f"{year}-{month:02}-02") for year in (2007, 2008) for month in range(1, 13)]
    page = html(edition(*files), "topics/talks.html")
    assert re.findall(r'<details class="fold" id="y(\d+)"( open)?', page) == [("2007", " open"), ("2008", "")]


def test_a_contested_claim_stands_once_with_its_sides_and_their_sources() -> None:
    files = edition(article("2008-06-25", contested=[CONTEST]), article("2008-06-26", contested=[CONTEST]))
    page = html(files, "contested.html")
    claim = "The mill was shut. ( The Post , 25 Jun 2008) Says Ivanov ( The Post , 25 Jun 2008) Denies Rice State open Told in"
    assert words(page).count(claim) == 1
    assert "Of 2008-06-25 (25 Jun 2008), Of 2008-06-26 (26 Jun 2008)" in words(page).replace(" ,", ",")
    assert 'id="mill"' in page


def test_a_dossier_without_contested_claims_has_no_page_of_them() -> None:
    files = edition(article("2008-06-25"))
    assert "contested.html" not in [view.address for _, make in pages(files, SITE) for view in make(files)]
    assert "contested.html" not in html(files, "index.html")


def test_the_ratification_of_the_treaty_ends_with_its_entry_into_force() -> None:
    last = shipped_edition().steps["new-start-ratification"][-1]
    assert (last.date.iso, last.title) == ("2011-02-05", "New START enters into force")


def test_the_shipped_briefing_ties_each_sentence_to_an_article_or_a_statement() -> None:
    briefing = shipped_edition().dossier.briefing
    sentences = [*briefing.about, *briefing.mattered, *briefing.ended]
    assert 5 <= len(sentences) <= 7
    assert all(sentence.cite for sentence in sentences)


def test_the_turning_points_are_ten_and_in_order() -> None:
    points = shipped_edition().turning
    assert len(points) == 10
    assert all(before.date < after.date for before, after in pairwise(points))
