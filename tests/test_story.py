"""What the compiler says of the story: sources of claims, events, camps, stances, contested claims."""

import pytest

from dossier.errors import ContentErrors
from dossier.pipeline import assemble
from tests.content import Files, content, text

RUSSIA: Files = {"actors/russia.md": text("actors/x.md", {"name": "Russia", "kind": "state"})}
SOURCES = [
    {"id": "mill", "title": "Mill closes", "publisher": "The Courier", "url": "https://example.org/mill"},
    {"id": "post", "title": "Post opens", "publisher": "The Post", "url": "https://example.org/post"},
]


def article(slug: str, body: str = "A passage.", **head: object) -> Files:
    return {f"articles/{slug}.md": text("articles/x.md", {"title": slug, "date": slug[:10], **head}, body)}


def problems(files: Files) -> list[str]:
    with pytest.raises(ContentErrors) as failure:
        assemble(content(files))
    return [f"{error.path}:{error.line}: {error.problem}" for error in failure.value.errors]


def test_a_mark_that_names_no_source_is_an_error_in_its_line() -> None:
    found = problems(article("2008-06-25-x", "One.\n\nTwo,\nthree. [@mil]", sources=SOURCES))
    assert found == ["content/articles/2008-06-25-x.md:8: `[@mil]` names no source of this article"]


def test_two_sources_of_one_id_are_an_error() -> None:
    found = problems(article("2008-06-25-x", sources=[SOURCES[0], SOURCES[1] | {"id": "mill"}]))
    assert found == ["content/articles/2008-06-25-x.md:2: two sources have the id `mill`"]


def test_a_statement_has_the_sources_of_the_marks_that_cover_it() -> None:
    body = "Ivanov said that the mill was shut. [@mill] He said that the post was open. [@post] He said that the inn was full."
    actor: Files = {"actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Ivanov"]})}
    edition = assemble(content(actor | article("2008-06-25-x", body, sources=SOURCES)), proposed=True)
    assert [s.sources for s in edition.statements] == [("mill",), ("post",), ()]


def test_an_event_that_two_articles_tell_is_one() -> None:
    event = {"date": "2007-04-26", "title": "Ministers meet", "topics": ["talks"]}
    edition = assemble(content(article("2008-06-25-x", events=[event]) | article("2008-06-26-y", events=[event])))
    told = [(day.title, [a.slug for a in day.told]) for day in edition.days if day.event]
    assert told == [("Ministers meet", ["2008-06-25-x", "2008-06-26-y"])]


def test_an_event_that_an_article_is_about_is_that_article() -> None:
    event = {"date": "2008-06-25", "title": "2008-06-25-X"}
    edition = assemble(content(article("2008-06-25-x") | article("2008-06-26-y", events=[event])))
    assert [(day.title, len(day.told)) for day in edition.days] == [("2008-06-25-x", 2), ("2008-06-26-y", 1)]


def test_a_topic_has_the_steps_of_those_below_it_and_of_events() -> None:
    files: Files = {"topics/below.md": text("topics/x.md", {"label": "Below", "broader": "talks"})}
    files |= article("2008-06-25-x", topics=["below"], events=[{"date": "2009", "title": "Later", "topics": ["talks"]}])
    edition = assemble(content(files))
    assert [day.title for day in edition.steps["talks"]] == ["2008-06-25-x", "Later"]
    assert [day.title for day in edition.steps["below"]] == ["2008-06-25-x"]


def test_a_state_speaks_through_its_people_while_they_are_in_office() -> None:
    role = {"title": "President of Russia", "of": "russia", "from": "2008", "to": "2009"}
    files = RUSSIA | {"actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Ivanov"], "roles": [role]})}
    for day in ("2007-06-25-x", "2008-06-25-x"):
        files |= article(day, f"Ivanov said that the mill of {day[:4]} was shut.")
    edition = assemble(content(files), proposed=True)
    assert [s.article for s in edition.voices["russia"]] == ["2008-06-25-x"]
    assert len(edition.voices["ivanov"]) == 2


def test_an_actor_is_in_the_camp_of_what_it_belongs_to() -> None:
    whole = "camps: [{name: East, shape: square, colour: 1, actors: [russia]}]"
    files = RUSSIA | {
        "actors/duma.md": text("actors/x.md", {"name": "Duma", "kind": "body", "of": "russia"}),
        "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov", "member_of": ["duma"]}),
        "actors/other.md": text("actors/x.md", {"name": "Somebody Else"}),
    }
    camps = assemble(content(files | {"dossier.yml": whole})).camps
    assert {actor: camp.name for actor, camp in camps.items()} == {"russia": "East", "duma": "East", "ivanov": "East"}


def test_a_claim_told_in_two_articles_is_one_dispute() -> None:
    contest = {"id": "mill", "claim": "The mill was shut.", "by": "Ivanov", "denied_by": "Rice"}
    edition = assemble(content(article("2008-06-25-x", contested=[contest]) | article("2008-06-26-y", contested=[contest])))
    assert [(name, [a.slug for a in one.told]) for name, one in edition.disputes.items()] == [
        ("mill", ["2008-06-25-x", "2008-06-26-y"])
    ]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"dossier.yml": "briefing:\n  about:\n    - {text: It began., cite: [2008-06-25-y]}"},
            "dossier.yml:3: `briefing.about.0.cite`: there is no article or statement `2008-06-25-y`",
        ),
        (
            {"dossier.yml": "start_here: [{article: x, why: y}]"},
            "dossier.yml:1: `start_here.0.article`: there is no article `x`",
        ),
        (
            {"dossier.yml": "camps: [{name: East, shape: square, colour: 9, actors: []}]"},
            "dossier.yml:1: `colour` is none of the five slots of colour: 1, 2, 3, 4, 5",
        ),
        (
            {"dossier.yml": "briefing: {about: [{text: It began., cites: []}]}"},
            "dossier.yml:1: unknown key `cites`; did you mean `cite`?",
        ),
        (
            {"dossier.yml": "glossary: [{term: mill, definition: A house., alias: [mills]}]"},
            "dossier.yml:1: unknown key `alias`; did you mean `aliases`?",
        ),
        (
            {"topics/x.md": text("topics/x.md", {"wanted": [{"actr": "russia", "actor": "russia", "text": "Peace."}]})},
            "topics/x.md:2: unknown key `actr`; did you mean `actor`?",
        ),
        ({"dossier.yml": "camp: []"}, "dossier.yml:1: unknown key `camp`; did you mean `camps`?"),
        (
            {"dossier.yml": "camps: [{name: East, shape: square, colour: 1, actors: [russia], wants: []}]"},
            "dossier.yml:1: unknown key `wants`; did you mean `wanted`?",
        ),
        (
            {"topics/x.md": text("topics/x.md", {"outcome": {"text": "None.", "cite": "s-aaaaaaaa"}})},
            "topics/x.md:2: `outcome.cite`: there is no article or statement `s-aaaaaaaa`",
        ),
        (
            {"topics/x.md": text("topics/x.md", {"wanted": [{"actor": "rusia", "text": "Peace."}]})},
            "topics/x.md:2: `wanted.0.actor`: there is no actor `rusia`",
        ),
        (
            article("2008-06-25-x", sources=SOURCES, contested=[{"claim": "a", "by": "b [@mil]", "denied_by": "c"}]),
            "articles/2008-06-25-x.md:2: `[@mil]` names no source of this article",
        ),
        (
            article("2008-06-25-x", steps={"talk": "A step."}),
            "articles/2008-06-25-x.md:2: `steps.talk`: there is no topic `talk`",
        ),
        (
            article("2008-06-25-x", contested=[{"claim": "a", "by": "b", "denied_by": "c", "state": "closed"}]),
            "articles/2008-06-25-x.md:2: `state` is neither open nor `settled by …`",
        ),
    ],
)
def test_what_the_compiler_says_of_the_story_is_checked(files: Files, problem: str) -> None:
    assert problems(RUSSIA | files) == [f"content/{problem}"]


def test_an_id_stands_for_one_contested_claim() -> None:
    contest = {"id": "mill", "claim": "The mill was shut.", "by": "Ivanov", "denied_by": "Rice"}
    other = contest | {"claim": "The mill was open."}
    found = problems(article("2008-06-25-x", contested=[contest]) | article("2008-06-26-y", contested=[other]))
    assert found == ["content/articles/2008-06-26-y.md:2: the id `mill` stands for another claim in articles/2008-06-25-x.md"]
