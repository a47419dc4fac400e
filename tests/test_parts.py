import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build import Request, build
from dossier.chronology import PartialDate
from dossier.language import language
from dossier.render import theme
from dossier.views import Site
from dossier.views.parts import ROOM, cut
from tests.content import Files, text, write

pytestmark = pytest.mark.slow

ROUNDS = 2 * ROOM + 8
DATES = st.builds(PartialDate, st.integers(2007, 2009), st.integers(0, 12))


def names(dates: list[str]) -> list[tuple[str, int]]:
    return [
        (part.name, len(part.items))
        for part in cut(language("en"), [PartialDate.parse(date) for date in dates], lambda date: date)
    ]


def test_a_list_that_fits_stays_on_one_page() -> None:
    assert names(["2008-06-25"] * ROOM) == []


def test_a_longer_one_has_a_page_for_each_year() -> None:
    assert names(["2007-05"] * ROOM + ["2008-06-25"]) == [("2007", ROOM), ("2008", 1)]


def test_a_year_that_is_too_long_has_pages_of_as_many_months_as_fit_and_a_month_that_does_not_fit_several() -> None:
    dates = ["2008"] * 2 + ["2008-04"] * 2 + ["2008-05-01"] * 3 + ["2008-06-25"] * (ROOM + 4)
    assert names(dates) == [("2008", 2), ("2008-04", 5), ("2008-06", ROOM), ("2008-06-2", 4)]


def test_a_page_of_several_months_says_which() -> None:
    dates = [PartialDate(2008, 4), PartialDate(2008, 5), *[PartialDate(2008, 6)] * ROOM]
    labels = [part.label for part in cut(language("en"), dates, lambda date: date)]
    assert labels == ["April\u2009–\u2009May 2008", "June 2008"]


@given(st.lists(st.tuples(DATES, st.integers(1, ROOM + 9)), max_size=60))
def test_the_parts_hold_each_item_once_in_order_and_none_outgrows_its_page(items: list[tuple[PartialDate, int]]) -> None:
    items.sort()
    parts = cut(language("en"), items, lambda item: item[0], lambda item: item[1])
    assert not parts or [item for part in parts for item in part.items] == items
    assert len({part.name for part in parts}) == len(parts)
    for part in parts:
        assert len(part.items) == 1 or sum(lines for _, lines in part.items) <= ROOM


@cache
def site() -> Mapping[str, str]:
    """The pages of a dossier in which one actor says a great deal about one topic."""
    files: Files = {
        "actors/lavrov.md": text("actors/x.md", {"name": "Sergei Lavrov"}),
        "actors/rice.md": text("actors/x.md", {"name": "Condoleezza Rice"}),
    }
    for number in range(ROUNDS):
        date = f"2008-06-{number % 28 + 1:02}" if number % 3 else f"2007-{number % 12 + 1:02}"
        head = {"title": f"Talk {number}", "date": date, "topics": ["talks"]}
        said = (
            f"Sergei Lavrov said that round {number} of the talks was long. Condoleezza Rice came." + " Nobody else did." * 20
        )
        files[f"articles/{number:03}.md"] = text("articles/x.md", head, said)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        about = Site("Talks", "", "", "en", "", preview=False, proposed=True)
        build(Request(write(Path(folder) / "content", files), output, about, (theme(),)))
        return {page.relative_to(output).as_posix(): page.read_text(encoding="utf-8") for page in output.rglob("*.html")}


def listed(prefix: str) -> list[str]:
    """The numbers of the rounds whose statements stand on the pages of an address."""
    found = [
        re.findall(r"round (\d+) of the talks was long</(?:q|a)>", html)
        for path, html in site().items()
        if path.startswith(prefix)
    ]
    return sorted(number for numbers in found for number in numbers)


def test_each_statement_stands_once_on_the_pages_of_the_list() -> None:
    rounds = sorted(str(number) for number in range(ROUNDS))
    assert listed("statements/") == rounds
    assert set(listed("statements.html")) < set(rounds)
    assert not [address for address in site() if "/on-" in address]


def test_every_link_between_parts_leads_to_a_page() -> None:
    for address, html in site().items():
        for target in re.findall(r'href="([^":#]+\.html)', html):
            assert normpath(join(dirname(address), target)) in site(), f"{address}: {target}"


def test_no_page_outgrows_two_hundred_kilobytes() -> None:
    assert {address: len(html.encode()) for address, html in site().items() if len(html.encode()) > 200_000} == {}


def test_no_page_of_statements_outgrows_a_hundred_and_fifty() -> None:
    sizes = {address: len(html.encode()) for address, html in site().items() if address.startswith("statements")}
    assert {address: size for address, size in sizes.items() if size > 150_000} == {}
    assert len(sizes) > 2


def test_a_part_leads_to_the_one_before_and_after_it_and_up() -> None:
    page = site()["statements/2008-06.html"]
    assert re.search(r'<a rel="prev" href="../statements/2007-1\d(-\d)?.html">', page)
    assert '<a rel="next" href="../statements/2008-06-2.html">June 2008, page 2</a>' in page
    assert '<li><a href="../statements.html">Statements</a></li>' in page
