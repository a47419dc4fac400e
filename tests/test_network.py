"""The network: its counts against the data, its drawing, and its filter in a browser."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dossier.pipeline import assemble, collect
from dossier.render import Theme
from dossier.views import Site
from dossier.views.layout import Box, push_apart, spread
from dossier.views.network import ACTORS, CLOSEST, STRONGEST, NetworkView, network_view
from tests import corpus
from tests.conftest import PROJECT, Built
from tests.content import Files, content, shipped_edition, text

ROW = re.compile(
    r'<tr[^>]*data-counts="([^"]*)"><td><a href="([^"]+)">.*?</a></td><td><a href="([^"]+)">.*?</a></td><td>(\d+)</td>'
)
ARTICLES = [
    *(PROJECT / "content" / "articles").rglob("*.md"),
    *(PROJECT / "tests" / "site" / "content" / "articles").rglob("*.md"),
]
TRANSLATIONS = {path.stem for path in ARTICLES if "\ntranslation_of:" in path.read_text(encoding="utf-8")}
SITE = Site("A dossier", "", "", "en", "", preview=False)


def table(site: Built) -> dict[frozenset[str], int]:
    """The ties of a built site's table, by the addresses of the two."""
    page = (site.folder / "network.html").read_text(encoding="utf-8")
    return {frozenset((one, other)): int(count) for _, one, other, count in ROW.findall(page)}


def together(site: Built) -> Counter[frozenset[str]]:
    """The ties that a built site's data give."""
    lines = (site.folder / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [article for article in map(json.loads, lines) if article["slug"] not in TRANSLATIONS]
    pairs = (pair for article in articles for pair in combinations(sorted(article["actors"]), 2))
    return Counter(frozenset(f"actors/{slug}.html" for slug in pair) for pair in pairs)


def view(articles: list[list[str]]) -> NetworkView:
    """The network of articles that declare these actors."""
    files: Files = {"topics/other.md": text("topics/x.md", {"label": "Other"})}
    for slug in {slug for cast in articles for slug in cast}:
        files[f"actors/{slug}.md"] = text("actors/x.md", {"name": f"Somebody {slug.title()}"})
    for number, cast in enumerate(articles):
        files[f"articles/a{number}.md"] = text("articles/x.md", {"title": f"T{number}", "actors": cast})
    return network_view(assemble(content(files)))


def rendered(made: NetworkView) -> str:
    return Theme([PROJECT / "theme" / "templates"]).render(made, SITE)


def test_every_tie_of_the_table_has_the_count_that_the_data_give(site: Built) -> None:
    counts = together(site)
    listed = table(site)
    assert listed
    assert {pair: counts[pair] for pair in listed} == listed


def test_the_table_holds_all_ties_of_a_small_dossier_and_the_strongest_of_a_large_one(small: Built, shipped: Built) -> None:
    assert set(table(small)) == set(together(small))
    counts, listed = together(shipped), table(shipped)
    left_out = max(count for pair, count in counts.items() if pair not in listed)
    assert sum(count > left_out for count in counts.values()) >= sum(count > left_out for count in listed.values()) > 50
    assert all(pair in listed for pair, count in counts.items() if count > left_out)


def test_every_actor_who_appears_with_somebody_has_a_mark_that_leads_to_its_page(site: Built) -> None:
    page = (site.folder / "network.html").read_text(encoding="utf-8")
    marks = set(re.findall(r'<a class="\w+" href="([^"]+)" data-counts=', page))
    assert marks == {address for pair in together(site) for address in pair}
    assert all((site.folder / address).is_file() for address in marks)


def test_a_line_leads_to_its_row_of_the_table(site: Built) -> None:
    page = (site.folder / "network.html").read_text(encoding="utf-8")
    lines = re.findall(r'<a href="#(tie-\d+-\d+)"[^>]*><title>([^<]+): (\d+)</title>', page)
    assert lines
    for place, names, count in lines:
        row = re.search(f'<tr id="{place}".*?</tr>', page)
        assert row
        cells = [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall("<td>(.*?)</td>", row[0])]
        assert (unescape(names), count) == (", ".join(cells[:2]), cells[2])


def test_actors_that_share_most_of_their_articles_are_tied_before_those_that_everybody_appears_with() -> None:
    made = view([["hub", "a", "b"]] * 3 + [["hub", "c"]] * 9 + [["hub", "d", "e", "f", "a"], ["hub", "b", "d", "e", "f"]])
    drawn = {frozenset((tie.one.label[-1:], tie.other.label[-1:])) for tie in made.ties if tie.ends}
    assert frozenset("AB") in drawn
    assert len(drawn) <= CLOSEST * len(made.nodes)


def test_a_dossier_in_which_nobody_appears_with_anybody_says_so() -> None:
    made = view([["a"], ["b"]])
    assert not made.nodes
    assert "No two actors appear in the same article." in rendered(made)


def test_a_translation_ties_nobody_again() -> None:
    assert TRANSLATIONS
    original = text("articles/x.md", {"actors": ["a", "b"]})
    russian = text("articles/x.md", {"actors": ["a", "b"], "lang": "ru", "translation_of": "2008-06-25-story"})
    files: Files = {"articles/story.md": original, "articles/russian.md": russian}
    files |= {f"actors/{slug}.md": text("actors/x.md", {"name": f"Somebody {slug.title()}"}) for slug in "ab"}
    assert [tie.count for tie in network_view(assemble(content(files))).ties] == [1]


def test_the_drawing_is_the_same_in_every_process() -> None:
    code = (
        "from pathlib import Path; from dossier.pipeline import assemble, collect; "
        "from dossier.views.network import network_view; print(network_view(assemble(collect(Path('content')))))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_boxes_pushed_apart_do_not_lie_on_each_other_and_stay_on_the_sheet(count: int) -> None:
    boxes = [Box(500 + x * 9, y * 9, 40, 15) for x, y in spread(count, [(0, other) for other in range(1, count)])]
    push_apart(boxes, 1080)
    for one, other in combinations(boxes, 2):
        over = min(80 - abs(one.x - other.x), 30 - abs(one.y - other.y))
        assert over < 1
    assert all(box.x - 40 >= 0 and box.x + 40 <= 1080 for box in boxes)


def test_the_nearer_two_are_tied_the_nearer_they_stand() -> None:
    points = spread(9, [(place, place + 1) for place in range(8)])
    far = [((points[0][0] - x) ** 2 + (points[0][1] - y) ** 2) ** 0.5 for x, y in points]
    assert far == sorted(far)


def test_the_page_stays_small_and_whole_however_large_the_dossier_is(tmp_path: Path) -> None:
    corpus.write(tmp_path, 600, actors=160)
    made = network_view(assemble(collect(tmp_path)))
    assert len(made.nodes) == ACTORS < made.all_actors == 160
    assert len(made.ties) <= CLOSEST * ACTORS + STRONGEST < made.all_ties
    page = rendered(made)
    assert len(page.encode()) < 200_000
    assert "Of 160 actors the 100 who appear in most articles are shown." in page


def names(page: Page) -> set[str]:
    """The actors that the picture shows."""
    return set(page.locator(".network a[data-counts]:visible text").all_text_contents())


def test_the_filter_shows_who_appears_together_on_a_topic_and_hides_the_others(page: Page, shipped: Built) -> None:
    lines = (shipped.folder / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [
        a
        for a in map(json.loads, lines)
        if "new-start" in a["topics"] and a["date"].startswith("2010") and a["slug"] not in TRANSLATIONS
    ]
    labels = {
        row["slug"]: row["name"]
        for row in map(json.loads, (shipped.folder / "data" / "actors.jsonl").read_text(encoding="utf-8").splitlines())
    }
    page.goto(f"{shipped.folder.as_uri()}/network.html")
    everybody = names(page)
    assert everybody == set(labels.values())
    page.select_option(
        "select[name=topic]", label=page.locator("select[name=topic] option", has_text="New START").first.inner_text()
    )
    page.select_option("select[name=year]", label="2010")
    assert names(page) == {labels[slug] for a in articles if len(a["actors"]) > 1 for slug in a["actors"]} < everybody
    pairs = Counter(frozenset(labels[s] for s in pair) for a in articles for pair in combinations(a["actors"], 2))
    for row in page.locator("table.ties tbody tr:visible").all():
        one, other, count = row.locator("td").all_inner_texts()
        assert pairs[frozenset((one, other))] == int(count)
    expect(page.locator("[data-filtered]")).to_have_text(
        re.compile(rf"Actors shown: \d+ of {len(everybody)}; ties: \d+ of \d+")
    )


def test_no_name_of_the_shipped_dossier_lies_on_another(page: Page, shipped: Built) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{shipped.folder.as_uri()}/network.html")
    boxes = [box for item in page.locator(".network text").all() if (box := item.bounding_box())]
    assert len(boxes) == len(shipped_edition().actors)
    assert min(box["height"] for box in boxes) >= 12
    for one, other in combinations(boxes, 2):
        across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
        down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
        assert min(across, down) < 2


@pytest.fixture
def plain(page: Page, shipped: Built) -> Iterator[Page]:
    """The network without scripts."""
    browser = page.context.browser
    assert browser
    with browser.new_context(java_script_enabled=False) as context:
        made = context.new_page()
        made.goto(f"{shipped.folder.as_uri()}/network.html")
        yield made


def test_without_scripts_the_whole_network_is_there_and_no_filter(plain: Page) -> None:
    expect(plain.locator("select")).to_have_count(2)
    expect(plain.locator("select >> visible=true")).to_have_count(0)
    assert len(names(plain)) == len(shipped_edition().actors)
