"""One actor that was two: a file more, what is chosen names it, and all else stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from dossier.cli import main
from dossier.desk import Changes, shown
from dossier.desk.corrections import texts_of
from dossier.desk.splitting import Part, split
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.pipeline import assemble, collect
from tests.content import Files, text, write
from tests.desks import Table, leave
from tests.test_access import violations_shown

BERG = """\
---
name: Ann Berg  # both of them
kind: person
aliases: [The Pilot, Annie Berg, {text: Bergie, exact: true}]
---

She flies.
"""
LEDGER = """\
# decided
s-aaaaaaaa:
  article: 2008-06-25-a
  status: confirmed   # by hand
  words: ["the quay was old"]
  speaker: ann-berg
s-bbbbbbbb:
  article: 2008-06-26-b
  status: confirmed
  words: ["the crane was new"]
  speaker: ann-berg
"""
QUAY = """\
---
title: A
date: 2008-06-25
sources: [{title: R, publisher: P}]
topics: [talks]
actors: [ann-berg, port]   # two
---

Ann Berg said that the quay was old. [She]({filename}/actors/ann-berg.md) left, as did The Pilot.
"""
FILES: Files = {
    "actors/ann-berg.md": BERG,
    "actors/port.md": text("actors/x.md", {"name": "Port", "kind": "body"}),
    "articles/2008-06-25-a.md": QUAY,
    "articles/2008-06-26-b.md": text(
        "articles/x.md", {}, "Ann Berg said that the crane was new.\n\nMs Berg left. The Port closed."
    ),
    "articles/2008-06-27-c.md": text("articles/x.md", {}, "Annie Berg came."),
    "statements.yml": LEDGER,
}
ANNA = Part("anna", "Anna", "person")
SENIOR = Part("ann-berg-senior", "Ann Berg", "person", ("Annie Berg",))


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    return Changes.of(write(tmp_path / "content", FILES), tmp_path)


def edition(desk: Changes) -> Edition:
    return assemble(collect(desk.content), drafts=True)


def named(desk: Changes, article: str) -> list[str | None]:
    found = edition(desk)
    return [mention.actor for mention in found.mentions(found.article(article))]


def held(desk: Changes) -> dict[str, str]:
    return {
        path.relative_to(desk.content).as_posix(): path.read_text()
        for path in desk.content.rglob("*.*")
        if ".desk" not in path.parts and path.is_file()
    }


def test_chosen_articles_name_the_new_one_with_their_references_and_decisions_and_the_rest_stays(desk: Changes) -> None:
    before = held(desk)
    change = split(texts_of(desk.content), edition(desk), "ann-berg", SENIOR, {"2008-06-25-a": ()})
    assert change.said == "actor ann-berg-senior is split from ann-berg: named in 1 article"
    done = desk.apply(change)
    after = held(desk)
    assert after["actors/ann-berg-senior.md"] == "---\nname: Ann Berg\nkind: person\naliases: [Annie Berg]\n---\n"
    assert after["actors/ann-berg.md"] == BERG.replace("Annie Berg, ", "")
    assert "actors: [ann-berg-senior, port]   # two" in after["articles/2008-06-25-a.md"]
    assert "[She]({filename}/actors/ann-berg-senior.md)" in after["articles/2008-06-25-a.md"]
    assert after["statements.yml"] == LEDGER.replace("speaker: ann-berg\ns-b", "speaker: ann-berg-senior\ns-b")
    assert named(desk, "2008-06-25-a") == ["ann-berg-senior"] * 3
    assert named(desk, "2008-06-26-b") == ["ann-berg", "ann-berg", "port"]
    assert named(desk, "2008-06-27-c") == ["ann-berg-senior"]  # by the alias that is hers
    desk.undo(done.id)
    assert held(desk) == before


def test_chosen_passages_are_linked_and_the_others_of_the_article_stay(desk: Changes) -> None:
    found = edition(desk)
    [first, _] = found.prose(found.article("2008-06-26-b")).passages
    part = Part("bertha-berg", "Bertha Berg", "person")
    change = split(texts_of(desk.content), found, "ann-berg", part, {"2008-06-26-b": [first.id]})
    assert "+[Ann Berg]({filename}/actors/bertha-berg.md) said" in shown(change)
    desk.apply(change)
    assert named(desk, "2008-06-26-b") == ["bertha-berg", "ann-berg", "port"]
    assert named(desk, "2008-06-25-a") == ["ann-berg"] * 3


@pytest.mark.parametrize(
    ("part", "articles", "problem"),
    [
        (Part("ann-berg", "Ann", "person"), ["2008-06-25-a"], "is called ann-berg already"),
        (Part("port", "Ann", "body"), ["2008-06-25-a"], "has the slug port"),
        (Part("Ann Berg", "Ann", "person"), ["2008-06-25-a"], "is no slug"),
        (Part("anna", " ", "person"), ["2008-06-25-a"], "has no name"),
        (Part("anna", "Anna", "person", ("Nobody",)), ["2008-06-25-a"], "has no alias `Nobody`"),
        (ANNA, [], "no article is chosen"),
        (ANNA, ["gone"], "there is no article gone"),
        (ANNA, ["2008-06-28-d"], "does not name ann-berg"),
    ],
)
def test_what_cannot_be_split_is_refused(desk: Changes, part: Part, articles: list[str], problem: str) -> None:
    (desk.content / "articles" / "2008-06-28-d.md").write_text(text("articles/x.md", {}, "The Port closed."))
    before = held(desk)
    with pytest.raises(DossierError, match=problem):
        split(texts_of(desk.content), edition(desk), "ann-berg", part, dict.fromkeys(articles, ()))
    with pytest.raises(DossierError, match="does not name ann-berg in p-gone"):
        split(texts_of(desk.content), edition(desk), "ann-berg", ANNA, {"2008-06-26-b": ["p-gone"]})
    assert held(desk) == before


def test_the_terminal_shows_makes_and_takes_back(desk: Changes) -> None:
    before = held(desk)
    command = [
        "split",
        "actor",
        "ann-berg",
        "ann-berg-senior",
        "--name",
        "Ann Berg",
        "--article",
        "2008-06-25-a",
        "--content",
        str(desk.content),
    ]
    shown_ = CliRunner().invoke(main, [*command, "--dry-run"])
    assert shown_.exit_code == 0, shown_.output
    assert "+++ actors/ann-berg-senior.md" in shown_.stdout
    assert held(desk) == before
    made = CliRunner().invoke(main, command)
    assert made.exit_code == 0, made.output
    assert named(desk, "2008-06-25-a") == ["ann-berg-senior"] * 3
    assert "actors" in held(desk)["articles/2008-06-26-b.md"]
    for wrong in (["--passage", "x"], ["--article", "gone"]):
        refused = CliRunner().invoke(
            main, ["split", "actor", "port", "port-two", "--name", "Port", *wrong, "--content", str(desk.content)]
        )
        assert refused.exit_code == 1, refused.output


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path, FILES)
    yield made
    made.desk.counting.close()


@pytest.mark.slow
def test_the_desk_shows_where_the_actor_is_named_and_refuses_what_does_not_fit(table: Table) -> None:
    before = table.held()
    page = table.client.get("/desk/split?actor=ann-berg").text
    assert "<mark>Ann Berg</mark> said that the crane was new." in page
    assert 'name="aliases" value="Annie Berg"' in page
    assert "The actor that is two" in table.client.get("/desk/split?actor=gone").text
    for body, problem in (
        ({"actor": "gone", "name": "Anna"}, "there is no actor gone"),
        ({"actor": "ann-berg", "name": "Anna"}, "no article is chosen"),
        ({"actor": "ann-berg", "name": "", "articles": ["2008-06-25-a"]}, "is no slug"),
        ({"actor": "ann-berg", "name": " ", "slug": "anna", "articles": ["2008-06-25-a"]}, "has no name"),
    ):
        assert problem in table.post("answer", {"kind": "split"} | body).json()["problem"]
    assert table.held() == before


@pytest.mark.slow
@pytest.mark.browser
def test_the_keyboard_splits_once_it_has_shown_what_it_writes(table: Table, page: Page) -> None:
    with table.served() as served:
        page.goto(served.start.replace("/?", "/desk/split?actor=ann-berg&"))
        expect(page.locator("body:not([data-counting])")).to_have_count(1)
        before = table.held()
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("n")
        page.keyboard.type("Ann Berg")
        page.keyboard.press("Escape")
        page.locator("#slug").fill("ann-berg-senior")
        page.keyboard.press("Enter")
        expect(page.locator("#writes")).to_contain_text("+++ actors/ann-berg-senior.md")
        assert table.held() == before
        assert violations_shown(page) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/split")
        assert "actors/ann-berg-senior.md" in table.held()
        page.keyboard.press("u")
        expect(page.get_by_role("status")).to_contain_text("Taken back: actor ann-berg-senior is split")
        assert table.held() == before
        leave(page)
