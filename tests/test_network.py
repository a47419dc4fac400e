"""The network: its counts against the data, its pictures, and the passages behind a tie."""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from dossier.edition import Edition
from dossier.edition.articles import CENTRAL, FEWEST
from dossier.pipeline import assemble, collect
from dossier.render import Theme, theme
from dossier.views import Site, View
from dossier.views.around import DRAWN, AroundView, around_views
from dossier.views.base import completed
from dossier.views.layout import Box, Wanted, around, rings, sectors
from dossier.views.network import network_view
from tests import corpus
from tests.conftest import PROJECT, Built
from tests.content import Files, content, shipped_edition, text

SITE = Site("A dossier", "", "", "en", "", preview=False)
NAMES = ("Petrov", "Orlov", "Sidorov", "Suarez", "Ivanov", "Wolf", "Klein")


def edition(*passages: str) -> Edition:
    """The edition of an article with these passages; each of the names is that of an actor."""
    files: Files = {f"actors/{name.lower()}.md": text("actors/x.md", {"name": name}) for name in NAMES}
    files["articles/2008-06-25-x.md"] = text("articles/x.md", {}, "\n\n".join(passages))
    return assemble(content(files))


def around_one(made: Edition, slug: str) -> AroundView:
    [view] = around_views(made, slug)
    return view


def rendered(view: View) -> str:
    return Theme([theme() / "templates"]).render(view, SITE)


ALL = ", ".join(NAMES) + " met."


def test_a_tie_counts_the_passages_that_name_both_and_leads_to_them() -> None:
    view = around_one(edition(ALL, "Petrov met Orlov.", "Orlov wrote to Petrov, and Orlov to Wolf.", "Petrov left."), "petrov")
    counts = {tie.slug: tie.other.count for tie in view.ties}
    assert counts == {"orlov": 3, "wolf": 2, "sidorov": 1, "suarez": 1, "ivanov": 1, "klein": 1}
    [orlov] = [tie for tie in view.ties if tie.slug == "orlov"]
    assert [re.sub("<.+?>", "", told.html) for told in orlov.passages] == [
        ALL,
        "Petrov met Orlov.",
        "Orlov wrote to Petrov, and Orlov to Wolf.",
    ]
    assert all(told.address.startswith("articles/2008-06-25-x.html#p-") for told in orlov.passages)


def test_of_many_passages_a_few_are_shown_and_the_actor_s_page_has_the_others() -> None:
    view = around_one(edition(ALL, *(f"In round {number} Petrov met Orlov." for number in range(5))), "petrov")
    assert (len(view.ties[0].passages), view.ties[0].more) == (3, 3)
    assert '<a href="../actors/petrov.html">3 more, on the page of Petrov</a>' in rendered(view)


def test_a_few_actors_make_no_network() -> None:
    made = edition("Petrov met Orlov.")
    assert len(NAMES) > FEWEST - 1
    assert not made.central
    assert not list(around_views(made, "petrov"))
    assert "network.html" not in completed(SITE, made).overviews
    assert "network.html" in completed(SITE, edition(ALL)).overviews


def named(site: Built) -> dict[str, Counter[str]]:
    """With whom each actor is named in how many passages, counted from a built site's data."""
    translated = {path.stem for path in (PROJECT / "content").rglob("*.md") if "\ntranslation_of:" in path.read_text("utf-8")}
    passages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (site.folder / "data" / "mentions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["actor"] and row["evidence"] != "within" and row["article"] not in translated:
            passages[row["article"], row["passage"]].add(row["actor"])
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for actors in passages.values():
        for one, other in permutations(actors, 2):
            found[one][other] += 1
    return found


@pytest.mark.slow
def test_the_strongest_ties_have_the_counts_that_the_data_give(shipped: Built) -> None:
    counts, ties = named(shipped), network_view(shipped_edition()).ties
    assert [tie.count for tie in ties] == [counts[tie.one.slug][tie.other.slug] for tie in ties]
    every = sorted((counts[one][other] for one, other in combinations(counts, 2)), reverse=True)
    assert [tie.count for tie in ties] == every[: len(ties)]


@pytest.mark.slow
def test_everybody_named_with_an_actor_is_on_its_page_and_every_link_leads_somewhere(shipped: Built) -> None:
    counts = named(shipped)
    pages = sorted((shipped.folder / "network").glob("*.html"))
    assert len(pages) == CENTRAL
    for path in pages:
        html = path.read_text("utf-8")
        view = around_one(shipped_edition(), path.stem)
        assert view.all == len(counts[path.stem])
        drawn = {tie.slug: tie.other.count for tie in view.ties}
        others = {ref.address: count for count, refs in view.others for ref in refs}
        assert len(drawn) + len(others) + view.unnamed == view.all
        assert all(counts[path.stem][slug] == count for slug, count in drawn.items())
        assert len(html.encode()) <= 150_000
        for link in re.findall(r'href="\.\./((?:network|actors|articles)/[^"#]+)', html):
            assert (shipped.folder / link).is_file()


NAMED = st.builds(Wanted, st.integers(0, 3), st.just(0.0), st.floats(3, 8), st.text("abc ", min_size=3, max_size=26))


@given(st.lists(NAMED, min_size=1, max_size=DRAWN))
def test_no_name_around_an_actor_lies_on_another(wanted: list[Wanted]) -> None:
    angles = [angle for _, _, angle in sectors([len(wanted)])]
    spots, _ = around([one._replace(angle=angle) for one, angle in zip(wanted, angles, strict=True)], ["8+", "5–7", "3–4", "1"])
    boxes = []
    for one, spot in zip(wanted, spots, strict=True):
        wide = len(one.name) * 7.9
        left = spot.text_x - {"start": 0, "middle": wide / 2, "end": wide}[spot.anchor]
        boxes.append(Box(left, spot.text_y - 11, left + wide, spot.text_y + 3))
    for box, other in combinations(boxes, 2):
        assert not box.meets(other)


def test_the_rings_are_quartiles_where_somebody_is_named_in_many_passages() -> None:
    assert rings([11, 3, 2]) == (8, 5, 3, 1)
    assert rings([3, 2]) == (4, 3, 2, 1)
    assert rings([80, 70, 60, 50, 40, 30, 20, 10]) == (60, 40, 20, 10)


def test_the_strongest_of_a_camp_stands_in_the_middle_of_its_sector() -> None:
    found = list(sectors([3, 1]))
    assert [(group, place) for group, place, _ in found] == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert found[0][2] == pytest.approx((found[1][2] + found[2][2]) / 2)


def test_the_pictures_are_the_same_in_every_process() -> None:
    code = (
        "from pathlib import Path; from dossier.pipeline import assemble, collect; "
        "from dossier.views.network import network_view; from dossier.views.around import around_views; "
        "edition = assemble(collect(Path('content'))); print(network_view(edition), *around_views(edition, 'russia'))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT / "plugins")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1
    assert b"Vladimir Putin" in drawn.pop()


@pytest.mark.slow
def test_the_pages_stay_small_however_large_the_dossier_is(tmp_path: Path) -> None:
    corpus.write(tmp_path, 400, actors=160)
    made = assemble(collect(tmp_path))
    assert len(made.central) == CENTRAL < len(made.beside)
    assert len(rendered(network_view(made)).encode()) < 150_000
    view = around_one(made, next(iter(made.central)))
    assert len(view.nodes) == DRAWN
    assert len(rendered(view).encode()) < 150_000


@pytest.mark.slow
@pytest.mark.browser
class TestInABrowser:
    @pytest.mark.parametrize("slug", ["russia", "united-states", "sergei-lavrov", "poland", "dmitry-rogozin"])
    def test_no_name_of_the_shipped_dossier_lies_on_another(self, page: Page, shipped: Built, slug: str) -> None:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{shipped.folder.as_uri()}/network/{slug}.html")
        boxes = page.locator(".around-picture a text").evaluate_all(
            "all => all.map((text) => text.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) == len(around_one(shipped_edition(), slug).nodes) > 4
        for one, other in combinations(boxes, 2):
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert min(across, down) < 1

    @pytest.mark.parametrize("width", [320, 390, 768, 1440])
    @pytest.mark.parametrize("address", ["network.html", "network/russia.html"])
    def test_a_page_fits_its_window(self, page: Page, shipped: Built, address: str, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{shipped.folder.as_uri()}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 1440:
            assert page.evaluate("document.documentElement.scrollHeight") <= 2500

    def test_a_tie_chosen_in_the_picture_opens_its_passages(self, page: Page, shipped: Built) -> None:
        page.goto(f"{shipped.folder.as_uri()}/network/sergei-lavrov.html")
        passages = page.locator("#with-hillary-clinton .words")
        expect(passages.first).to_be_hidden()
        page.get_by_role("link", name="Hillary Clinton: 8").click()
        expect(passages).to_have_count(3)
        expect(passages.first).to_be_visible()

    def test_on_a_phone_the_bars_take_the_place_of_the_picture(self, page: Page, shipped: Built) -> None:
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(f"{shipped.folder.as_uri()}/network/russia.html")
        expect(page.locator(".around-picture > svg")).to_be_hidden()
        expect(page.locator(".around-ties .bar").first).to_be_visible()
