"""Who is meant: names that several actors bear, asked once an article, and what an answer writes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.desk import Changes, shown
from dossier.desk.linking import linked
from dossier.desk.meaning import meant, meant_here
from dossier.desk.meant import Question, contradicted, likely, open_questions, questions
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.model import Place
from dossier.pipeline import assemble, collect
from tests.content import Files, read_file, text, write

BOTH = ("bill-clinton", "hillary-clinton")
QUAY = "Clinton opened the quay.\n\nThe crane, said *Clinton*, was late; Mr Clinton\nleft."
HEAD = "---\ntitle: A  # the quay\ndate: 2008-06-25\nsources: [{title: R, publisher: P}]\ntopics: [talks]\n---\n\n"
FILES: Files = {
    "actors/bill-clinton.md": text("actors/x.md", {"name": "Bill Clinton"}),
    "actors/hillary-clinton.md": text("actors/x.md", {"name": "Hillary Clinton"}),
    "actors/ann-other.md": text("actors/x.md", {"name": "Ann Other"}),
    "articles/2008-06-25-a.md": HEAD + QUAY + "\n",
    "articles/2008-06-26-b.md": text("articles/x.md", {"date": "2008-06-26"}, "Clinton waited."),
    "articles/2008-06-27-c.md": text(
        "articles/x.md", {"date": "2008-06-27"}, "Clinton waited, and Clinton left. Ann Other stayed."
    ),
    "articles/2008-06-28-d.md": text("articles/x.md", {"date": "2008-06-28"}, "Hillary Clinton waited, and Clinton left."),
}


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    return made(tmp_path, FILES)


def made(folder: Path, files: Files) -> Changes:
    return Changes.of(write(folder / "content", files), folder)


def edition(desk: Changes) -> Edition:
    return assemble(collect(desk.content), drafts=True)


def held(desk: Changes) -> dict[str, bytes]:
    return {path.relative_to(desk.content).as_posix(): path.read_bytes() for path in desk.content.rglob("*") if path.is_file()}


def asked(desk: Changes) -> dict[str, Question]:
    return {one.article: one for one in questions(edition(desk))}


def named(desk: Changes, article: str) -> list[str | None]:
    found = edition(desk)
    return [mention.actor for mention in found.mentions(found.article(article))]


def test_a_name_that_two_bear_is_asked_once_an_article_and_one_that_is_clear_is_not(desk: Changes) -> None:
    found = asked(desk)
    assert sorted(found) == ["2008-06-25-a", "2008-06-26-b", "2008-06-27-c"]
    assert found["2008-06-25-a"].candidates == BOTH
    assert len(found["2008-06-25-a"].places) == 3
    assert open_questions(edition(desk)) == questions(edition(desk))


def test_whose_office_alone_settled_it_is_asked_too_and_said(tmp_path: Path) -> None:
    role = {"title": "Secretary of State", "from": "2008-01-01", "to": "2008-12-31"}
    desk = made(
        tmp_path, FILES | {"actors/hillary-clinton.md": text("actors/x.md", {"name": "Hillary Clinton", "roles": [role]})}
    )
    question = asked(desk)["2008-06-26-b"]
    assert question.read == ("hillary-clinton",)
    assert not open_questions(edition(desk))
    first, second = likely(edition(desk), question)
    assert first.actor == "hillary-clinton"
    assert first.grounds == ("read so for now", "Secretary of State on that day", "in 4 articles")
    assert second.grounds == ("in no article yet",)
    assert contradicted(edition(desk), question, "bill-clinton")
    desk.apply(meant(desk.content, edition(desk), "hillary-clinton", [("2008-06-26-b", BOTH)]))
    assert "2008-06-26-b" not in asked(desk)


def test_an_answer_declares_the_actor_and_no_other_byte_moves(desk: Changes) -> None:
    before = held(desk)
    change = meant(desk.content, edition(desk), "hillary-clinton", [("2008-06-25-a", BOTH)])
    assert change.said == "“Clinton” in articles/2008-06-25-a.md: Hillary Clinton"
    assert [line for line in shown(change).splitlines() if line[:1] in "+-"][2:] == ["+actors: [hillary-clinton]"]
    done = desk.apply(change)
    assert named(desk, "2008-06-25-a") == ["hillary-clinton"] * 3
    assert "2008-06-25-a" not in asked(desk)
    desk.undo(done.id)
    assert held(desk) == before


def test_neither_lists_the_name_as_nobodys(desk: Changes) -> None:
    change = meant(desk.content, edition(desk), "", [("2008-06-25-a", BOTH)])
    assert "+not_mentions: [Clinton]" in shown(change)
    assert "nobody who has a file" in change.said
    desk.apply(change)
    assert named(desk, "2008-06-25-a") == []


def test_several_articles_are_answered_together(desk: Changes) -> None:
    both = [("2008-06-25-a", BOTH), ("2008-06-26-b", BOTH)]
    desk.apply(meant(desk.content, edition(desk), "bill-clinton", both))
    assert named(desk, "2008-06-26-b") == ["bill-clinton"]
    assert sorted(asked(desk)) == ["2008-06-27-c"]
    with pytest.raises(DossierError, match="does not ask any more"):
        meant(desk.content, edition(desk), "bill-clinton", [("2008-06-27-c", BOTH), *both])


def test_an_article_that_speaks_for_the_other_is_not_answered_with_the_rest(tmp_path: Path) -> None:
    files = FILES | {
        "actors/clinton-senior.md": text("actors/x.md", {"name": "George Clinton"}),
        "articles/2008-06-26-b.md": text(
            "articles/x.md",
            {"date": "2008-06-26", "actors": ["bill-clinton", "clinton-senior"]},
            "Bill Clinton, George Clinton; Clinton left.",
        ),
    }
    desk = made(tmp_path, files)
    three = ("bill-clinton", "clinton-senior", "hillary-clinton")
    with pytest.raises(DossierError, match="speaks for somebody else"):
        meant(desk.content, edition(desk), "hillary-clinton", [("2008-06-25-a", three), ("2008-06-26-b", three)])
    # by itself it is a link, for who is declared there says nothing of this place
    change = meant(desk.content, edition(desk), "hillary-clinton", [("2008-06-26-b", three)])
    assert "; [Clinton]({filename}/actors/hillary-clinton.md) left." in shown(change)
    desk.apply(change)
    assert named(desk, "2008-06-26-b") == ["bill-clinton", "clinton-senior", "hillary-clinton"]


def test_one_place_becomes_a_link_and_the_others_are_asked_still(desk: Changes) -> None:
    before = held(desk)
    question = asked(desk)["2008-06-25-a"]
    place = Place(*(getattr(question.places[2], name) for name in ("passage", "start", "end")))
    done = desk.apply(meant_here(desk.content, edition(desk), "bill-clinton", "2008-06-25-a", [place]))
    after = before["articles/2008-06-25-a.md"].replace(b"Mr Clinton", b"Mr [Clinton]({filename}/actors/bill-clinton.md)")
    assert held(desk)["articles/2008-06-25-a.md"] == after
    left = asked(desk)["2008-06-25-a"]
    assert [place.start for place in left.places] == [place.start for place in question.places[:2]]
    desk.apply(meant(desk.content, edition(desk), "hillary-clinton", [("2008-06-25-a", BOTH)]))
    assert named(desk, "2008-06-25-a") == ["hillary-clinton", "hillary-clinton", "bill-clinton"]
    desk.undo()
    desk.undo(done.id)
    assert held(desk) == before


def test_a_place_means_somebody_whom_nobody_proposed(desk: Changes) -> None:
    place = asked(desk)["2008-06-26-b"].places[0]
    change = meant_here(
        desk.content, edition(desk), "ann-other", "2008-06-26-b", [Place(place.passage, place.start, place.end)]
    )
    assert "[Clinton]({filename}/actors/ann-other.md) waited" in shown(change)


def test_what_does_not_fit_is_refused_and_nothing_is_written(desk: Changes) -> None:
    before, found = held(desk), edition(desk)
    for message, who, slug, candidates in (
        ("there is no actor nobody", "nobody", "2008-06-25-a", BOTH),
        ("there is no article gone", "bill-clinton", "gone", BOTH),
        ("does not ask any more", "bill-clinton", "2008-06-28-d", BOTH),
        ("does not ask any more", "bill-clinton", "2008-06-25-a", ("bill-clinton", "ann-other")),
    ):
        with pytest.raises(DossierError, match=message):
            meant(desk.content, found, who, [(slug, candidates)])
    with pytest.raises(DossierError, match="nothing is chosen"):
        meant(desk.content, found, "bill-clinton", [])
    with pytest.raises(DossierError, match="one place cannot say"):
        meant_here(desk.content, found, "", "2008-06-25-a", [Place("p-x", 0, 3)])
    with pytest.raises(ContentError, match="has no such words any more"):
        meant_here(desk.content, found, "bill-clinton", "2008-06-25-a", [Place("p-x", 0, 3)])
    path = desk.content / "articles" / "2008-06-25-a.md"
    path.write_bytes(before["articles/2008-06-25-a.md"].replace(b"date:", b"dat:"))
    with pytest.raises(ContentError, match="2008-06-25-a"):
        meant(desk.content, found, "bill-clinton", [("2008-06-25-a", BOTH)])
    path.unlink()
    with pytest.raises(DossierError, match="is not there any more"):
        meant(desk.content, found, "bill-clinton", [("2008-06-25-a", BOTH)])


def test_a_name_that_means_somebody_elsewhere_in_the_article_is_not_denied(tmp_path: Path) -> None:
    body = "Bill Clinton came. Clinton left. Hillary Clinton came. Then Clinton spoke."
    desk = made(tmp_path, FILES | {"articles/2008-06-25-a.md": text("articles/x.md", {}, body)})
    assert named(desk, "2008-06-25-a") == ["bill-clinton", "bill-clinton", "hillary-clinton", None]
    with pytest.raises(DossierError, match="would name “Clinton” otherwise then, too: say it place by place"):
        meant(desk.content, edition(desk), "", [("2008-06-25-a", BOTH)])


@pytest.mark.parametrize(
    ("body", "words", "number", "wanted"),
    [
        ("Ann met Ann.", "Ann", 1, "Ann met [Ann](L)."),
        ("> Quoted by Ann\n> Other here.", "Ann Other", 0, "> Quoted by [Ann\n> Other](L) here."),
        ("- one Ann\n- two Ann", "Ann", 1, "- one Ann\n- two [Ann](L)"),
        ("| A | B |\n|---|---|\n| x | Ann |", "Ann", 0, "| A | B |\n|---|---|\n| x | [Ann](L) |"),
        (
            "*Ann* and `Ann` and [Ann](https://example.org) and Ann",
            "Ann",
            3,
            "*Ann* and `Ann` and [Ann](https://example.org) and [Ann](L)",
        ),
        ('A "quote" by O\'Hara.', "O’Hara", 0, 'A "quote" by [O\'Hara](L).'),
        ("R\\_D and A&amp;B.", "R_D", 0, "[R\\_D](L) and A&amp;B."),
        ("R and A&amp;B.", "A&B", 0, "R and [A&amp;B](L)."),
        ("Text[^1].\n\n[^1]: Ann said.", "Ann", 0, "Text[^1].\n\n[^1]: [Ann](L) said."),
    ],
)
def test_words_become_a_link_at_their_place(body: str, words: str, number: int, wanted: str) -> None:
    _, prose = read_file("articles/x.md", body=body)
    places = [
        Place(passage.id, at, at + len(words))
        for passage in prose.passages
        for at in range(len(passage.text))
        if passage.text.startswith(words, at)
    ]
    before = text("articles/x.md", body=body).encode()
    after = linked("articles/x.md", before, places[number], "actors/ann.md", "en")
    assert after.decode() == text("articles/x.md", body=wanted.replace("L", "{filename}/actors/ann.md"))


@pytest.mark.parametrize(
    ("body", "words"), [("`Ann`", "Ann"), ("[Ann Other](https://example.org)", "Ann"), ("A*nn* b", "Ann b")]
)
def test_words_that_cannot_be_a_link_alone_are_refused(body: str, words: str) -> None:
    _, prose = read_file("articles/x.md", body=body)
    place = Place(prose.passages[0].id, 0, len(words))
    with pytest.raises(ContentError, match="cannot be made a link"):
        linked("articles/x.md", text("articles/x.md", body=body).encode(), place, "actors/ann.md", "en")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ann ", "*Ann* ", "[Ann](u) ", "`Ann` ", "\n", "\n\n", "> ", "- ", '"', "'", "\\", "A\\nn ", "|", "_"])
    ),
    st.data(),
)
def test_whatever_a_text_holds_a_link_changes_nothing_else(pieces: list[str], data: st.DataObject) -> None:
    body = "".join(pieces) + "\n\nAnn"
    _, prose = read_file("articles/x.md", body=body)
    every = [Place(p.id, at, at + 3) for p in prose.passages for at in range(len(p.text)) if p.text.startswith("Ann", at)]
    place = data.draw(st.sampled_from(every))
    before = text("articles/x.md", body=body).encode()
    try:
        after = linked("articles/x.md", before, place, "actors/ann.md", "en")
    except ContentError:
        return
    begin, found, rest = after.partition(b"Ann]({filename}/actors/ann.md)")
    assert found
    assert begin.endswith(b"[")
    assert begin.removesuffix(b"[") + b"Ann" + rest == before
