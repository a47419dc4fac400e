"""Is Tony the same? Names that look like another spelling of somebody's: what is asked, what is written, what is remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dossier.candidates import Candidate, candidates
from dossier.candidates.nobody import others
from dossier.desk import Changes
from dossier.desk.alike import left, pairs
from dossier.desk.corrections import rename, texts_of
from dossier.desk.names import another, asked, joined, named, noted, same
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.pipeline import assemble, collect
from tests.content import Files, text, write
from tests.desks import Table, begun, leave
from tests.test_access import violations_shown

ACTOR = "---\nname: Oleksandr Brandenko  # of the port\nkind: person\n---\n"
FILES: Files = {
    "articles/2008-06-25-a.md": text(
        "articles/x.md", {}, "Brandenka waited, said Jennifer Zorilla. Later Brandenka left with Jenny Zorilla."
    ),
    "articles/2008-06-26-b.md": text("articles/x.md", {}, "Then Brandenka came, and Jennifer Zorilla. Jenny Zorilla left."),
    "articles/2008-06-27-c.md": text("articles/x.md", {}, "Jennifer Zorilla came. Oleksandr Brandenko left."),
    "actors/oleksandr-brandenko.md": ACTOR,
}


def candidate(name: str, kind: Any = "person", count: int = 2) -> Candidate:
    return Candidate(name, kind, "", count, ("x",), (), ((name, count),), (), (), (), "en")


def like(*names: Candidate, **actors: dict[str, Any]) -> dict[str, str]:
    """Whom each name is asked to be, by the names of candidates and the heads of actors."""
    files = {f"actors/{slug}.md": text("actors/x.md", head) for slug, head in actors.items()}
    made = assemble(_content(files))
    return {pair.name: pair.whole.name for pair in pairs(made, names)}


def _content(files: dict[str, str]) -> Any:
    from tests.content import content

    return content(dict(files))


@pytest.mark.parametrize(
    ("name", "kind", "whole", "of"),
    [
        ("Tony Blinken", "person", "Antony J. Blinken", "person"),
        ("BLINKEN", "person", "Antony J. Blinken", "person"),
        ("Di Maio", "person", "Luigi Di Maio", "person"),
        ("Lukashenka", None, "Alexander Lukashenko", "person"),
        ("Jenny Hansler", "person", "Jennifer Hansler", "person"),
        ("Security Council", "body", "UN Security Council", "body"),
        ("Department of Treasury", "body", "Department of the Treasury", "body"),
        ("NSC", "organisation", "National Security Council", "body"),
    ],
)
def test_a_short_or_another_spelling_is_asked_for(name: str, kind: Any, whole: str, of: str) -> None:
    assert like(candidate(name, kind), a={"name": whole, "kind": of}) == {name: whole}


@pytest.mark.parametrize(
    ("name", "kind", "whole", "of"),
    [
        ("Ann Berg", "person", "Bert Berg", "person"),
        ("European Union", "organisation", "Council of the European Union", "body"),
        ("United Nations", "organisation", "United Nations Security Council", "body"),
        ("Berg", "organisation", "Ann Berg", "person"),
        ("Norway", None, "Norwaya", "state"),
        ("Council", "body", "Arctic Council", "body"),
        ("Antony John Blinken", "person", "Blinken", "person"),
    ],
)
def test_what_only_shares_a_word_is_not(name: str, kind: Any, whole: str, of: str) -> None:
    assert like(candidate(name, kind), a={"name": whole, "kind": of}) == {}


def test_a_surname_that_two_bear_is_a_question_of_who_is_meant() -> None:
    assert like(candidate("Berg"), a={"name": "Ann Berg"}, b={"name": "Bert Berg"}) == {}


def test_of_two_names_without_a_file_the_rarer_is_asked_to_be_the_other() -> None:
    assert like(candidate("Jenny Hansler", count=9), candidate("Jennifer Hansler", count=3)) == {
        "Jennifer Hansler": "Jenny Hansler"
    }
    assert like(candidate("Jenny Hansler"), candidate("Jennifer Hansler")) == {"Jennifer Hansler": "Jenny Hansler"}


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    return Changes.of(write(tmp_path / "content", FILES), tmp_path)


def edition(desk: Changes) -> Edition:
    return assemble(collect(desk.content), drafts=True)


def found(desk: Changes) -> tuple[Candidate, ...]:
    return candidates(edition(desk), 2)


def open_pairs(desk: Changes) -> list[tuple[str, str]]:
    every = left(desk.content, pairs(edition(desk), found(desk)))
    return [(pair.name, pair.whole.slug) for pair in every]


def held(desk: Changes) -> dict[str, bytes]:
    return {path.relative_to(desk.content).as_posix(): path.read_bytes() for path in desk.content.rglob("*") if path.is_file()}


def test_a_name_that_is_alike_is_asked_first_and_nowhere_else(desk: Changes) -> None:
    every = pairs(edition(desk), found(desk))
    names = asked(found(desk), every)
    assert [pair.name for pair in names.alike] == ["Brandenka", "Jenny Zorilla"]
    assert [one.name for one in names.others] == ["Jennifer Zorilla"]
    assert names.decisions == 3


def test_the_same_adds_an_alias_and_its_places_are_mentions(desk: Changes) -> None:
    before = held(desk)
    every = pairs(edition(desk), found(desk))
    done = desk.apply(same(desk.content, edition(desk), named(found(desk), "Brandenka"), "oleksandr-brandenko"))
    assert held(desk)["actors/oleksandr-brandenko.md"].decode() == ACTOR.replace("person\n", "person\naliases: [Brandenka]\n")
    assert [pair.name for pair in left(desk.content, every)] == ["Jenny Zorilla"]  # before anything is counted anew
    assert open_pairs(desk) == [("Jenny Zorilla", "jennifer-zorilla")]
    assert edition(desk).total("oleksandr-brandenko") == 4
    desk.undo(done.id)
    assert held(desk) == before
    assert left(desk.content, every) == every


def test_two_names_without_a_file_become_one_actor(desk: Changes) -> None:
    every = pairs(edition(desk), found(desk))
    one, whole = named(found(desk), "Jenny Zorilla"), named(found(desk), "Jennifer Zorilla")
    change = joined(desk.content, edition(desk), one, whole)
    assert change.said == "Jenny Zorilla is Jennifer Zorilla: new actor jennifer-zorilla"
    desk.apply(change)
    assert [alias.text for alias in edition(desk).actors["jennifer-zorilla"].head.aliases] == ["Jenny Zorilla"]
    assert [pair.name for pair in left(desk.content, every)] == ["Brandenka"]
    with pytest.raises(DossierError, match="is there already"):
        joined(desk.content, edition(desk), one, whole)


def test_somebody_else_is_remembered_and_follows_a_new_slug(desk: Changes) -> None:
    (desk.content / "names.yml").write_text("# mine\nnot_actors: [Elsewhere]  # a place\n")
    before = held(desk)
    done = desk.apply(another(desk.content, edition(desk), candidate("Brandenka"), "oleksandr-brandenko"))
    desk.apply(noted(desk.content, candidate("Jenny Zorilla"), "jennifer-zorilla"))
    assert held(desk)["names.yml"].decode() == (
        "# mine\nnot_actors: [Elsewhere]  # a place\nsomebody_else:\n"
        "  - {name: Brandenka, actor: oleksandr-brandenko}\n  - {name: Jenny Zorilla, actor: jennifer-zorilla}\n"
    )
    assert open_pairs(desk) == []
    assert "Brandenka" in {one.name for one in asked(found(desk)).others}
    with pytest.raises(DossierError, match="is noted already"):
        noted(desk.content, candidate("Brandenka"), "oleksandr-brandenko")
    with pytest.raises(DossierError, match="there is no actor gone"):
        another(desk.content, edition(desk), candidate("Brandenka"), "gone")
    desk.apply(rename(texts_of(desk.content), "actor", "oleksandr-brandenko", "brandenko"))
    assert ("Brandenka", "brandenko") in others(desk.content)
    for _ in range(3):
        desk.undo()
    assert held(desk) == before
    assert done.id


@pytest.mark.parametrize(
    "data", [b"somebody_else: Tony\n", b"somebody_else: [Tony]\n", b"somebody_else: [{name: a}]\n", b"- a\n"]
)
def test_a_list_of_others_that_is_none_says_so_and_stays(desk: Changes, data: bytes) -> None:
    (desk.content / "names.yml").write_bytes(data)
    with pytest.raises(ContentError, match=r"names\.yml"):
        noted(desk.content, candidate("Brandenka"), "oleksandr-brandenko")
    assert (desk.content / "names.yml").read_bytes() == data


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with begun(tmp_path, FILES) as made:
        yield made


@pytest.mark.slow
def test_today_and_names_ask_it_first_and_propose_no_answer(table: Table) -> None:
    assert "Is Brandenka the same as Oleksandr Brandenko?" in table.counted("/desk/today")
    page = table.counted("/desk/names")
    assert "Is Brandenka the same as Oleksandr Brandenko?" in page
    assert 'class="go"' not in page
    body = {"kind": "name", "answer": "another", "names": ["Brandenka"], "who": "oleksandr-brandenko"}
    assert table.post("answer", body).json()["said"] == "Brandenka is somebody else than oleksandr-brandenko"
    page = table.counted("/desk/names")
    assert "Is Jenny Zorilla the same as Jennifer Zorilla?" in page
    assert "Brandenka" in page
    same_ = {"kind": "name", "answer": "same", "names": ["Jenny Zorilla"], "who": "jennifer-zorilla", "as": "person"}
    assert "new actor jennifer-zorilla" in table.post("answer", same_).json()["said"]
    assert "there is no actor gone" in table.post("answer", same_ | {"who": "gone"}).json()["problem"]


@pytest.mark.slow
@pytest.mark.browser
def test_the_keyboard_says_the_same_or_somebody_else(table: Table, page: Page) -> None:
    with table.served() as served:
        page.goto(served.start.replace("/?", "/desk/names?"))
        expect(page.locator("#asked")).to_have_text("Is Brandenka the same as Oleksandr Brandenko?")
        expect(page.locator("[data-writes] ins").filter(has_text="+aliases: [Brandenka]")).to_be_visible()
        before = table.held()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Nothing is proposed")
        assert table.held() == before
        assert violations_shown(page) == []
        page.keyboard.press("m")
        expect(page.get_by_role("status")).to_contain_text("Brandenka is Oleksandr Brandenko")
        expect(page.locator("#asked")).to_have_text("Is Jenny Zorilla the same as Jennifer Zorilla?")
        page.keyboard.press("M")
        expect(page.get_by_role("status")).to_contain_text("somebody else than jennifer-zorilla")
        expect(page.locator("#asked")).to_have_text("Jennifer Zorilla")
        page.keyboard.press("u")
        page.keyboard.press("u")
        expect(page.get_by_role("status")).to_contain_text("Taken back: Brandenka is Oleksandr Brandenko")
        assert table.held() == before
        leave(page)
