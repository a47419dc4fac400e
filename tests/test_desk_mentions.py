"""The screen of who is meant: what is shown, what answers write, and how the keyboard does it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.content import Files, text
from tests.desks import Table

pytestmark = pytest.mark.slow

BOTH = ["bill-clinton", "hillary-clinton"]
FILES: Files = {
    "actors/bill-clinton.md": text("actors/x.md", {"name": "Bill Clinton"}),
    "actors/hillary-clinton.md": text("actors/x.md", {"name": "Hillary Clinton"}),
    "articles/2008-06-25-a.md": text("articles/x.md", {"title": "The <i>quay</i>"}, "Clinton opened it.\n\nThen Clinton left."),
    "articles/2008-06-26-b.md": text("articles/x.md", {"date": "2008-06-26", "title": "Waiting"}, "Clinton waited."),
    "articles/2008-06-27-c.md": text(
        "articles/x.md", {"date": "2008-06-27"}, "Clinton spoke. Bill Clinton spoke, Hillary Clinton spoke."
    ),
}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A desk on which three articles ask who is meant; the last one names both."""
    made = Table(tmp_path, FILES)
    yield made
    made.desk.counting.close()


def answered(table: Table, who: str, *articles: str, what: str = "answer", **more: Any) -> Any:
    asked = [{"article": article, "candidates": BOTH} for article in articles]
    return table.post(what, {"kind": "meant", "who": who, "asked": asked} | more)


def test_an_answer_is_shown_made_and_taken_back(table: Table) -> None:
    before = table.held()
    shown = answered(table, "bill-clinton", "2008-06-25-a", what="preview").json()
    assert "bill-clinton" in shown["diff"]
    assert table.held() == before
    made = answered(table, "bill-clinton", "2008-06-25-a", "2008-06-26-b").json()
    assert made["said"] == "“Clinton” in 2 articles: Bill Clinton"
    assert table.post("undo", {"change": made["change"]}).status_code == 200
    assert table.held() == before


def test_a_place_is_answered_alone(table: Table) -> None:
    [passage, _] = table.edition.prose(table.edition.article("2008-06-25-a")).passages
    made = answered(table, "bill-clinton", "2008-06-25-a", places=[{"passage": passage.id, "start": 0, "end": 7}])
    assert made.status_code == 200
    assert b"[Clinton]({filename}/actors/bill-clinton.md) opened" in table.held()["articles/2008-06-25-a.md"]


@pytest.mark.parametrize(
    ("who", "articles", "more", "problem"),
    [
        ("nobody-here", ["2008-06-25-a"], {}, "there is no actor nobody-here"),
        ("bill-clinton", [], {}, "nothing is chosen"),
        ("bill-clinton", ["../../x"], {}, "there is no article ../../x"),
        ("bill-clinton", ["2008-06-25-a", "2008-06-27-c"], {}, "speaks for somebody else"),
        ("bill-clinton", [], {"places": [{"passage": "p", "start": 0, "end": 1}]}, "one article at a time"),
        ("bill-clinton", ["2008-06-25-a"], {"places": [{"passage": "p", "start": 0, "end": 1}]}, "no such words"),
        ("bill-clinton", ["2008-06-25-a"], {"places": [{"passage": "p", "start": "x", "end": 1}]}, "Expected `int`"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_written(
    table: Table, who: str, articles: list[str], more: dict[str, Any], problem: str
) -> None:
    before = table.held()
    made = answered(table, who, *articles, **more)
    assert made.status_code == 422
    assert problem in made.json()["problem"]
    assert table.held() == before
