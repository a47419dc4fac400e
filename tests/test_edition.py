from dossier.pipeline import assemble
from dossier.views.base import body
from tests.content import content, text


def article(title: str, date: str, body: str, **head: object) -> str:
    return text("articles/x.md", {"title": title, "date": date, **head}, body)


EDITION = assemble(
    content(
        {
            "actors/lavrov.md": text("actors/x.md", {"name": "Sergei Lavrov", "aliases": ["Lavrov"]}),
            "actors/rice.md": text("actors/x.md", {"name": "Condoleezza Rice", "aliases": ["Rice"]}),
            "actors/quiet.md": text("actors/x.md", {"name": "Quiet Man"}),
            "articles/b.md": article("Second", "2008-07", "Lavrov.\n\nLavrov met Rice.", topics=["talks"]),
            "articles/a.md": article("First", "2008-06-25", "Rice.", actors=["quiet"], events=[{"date": "2007", "title": "E"}]),
            "articles/h.md": article("Hidden", "2008-06-26", "Lavrov.", status="hidden"),
            "articles/d.md": article("Draft", "2008-06-27", "Lavrov.", status="draft"),
        }
    )
)


def test_articles_stand_in_order_of_date_and_slugs_start_with_it() -> None:
    assert [a.slug for a in EDITION.articles] == ["2008-06-25-a", "2008-07-b"]


def test_hidden_articles_and_drafts_are_counted_nowhere() -> None:
    assert [a.slug for a in EDITION.by_actor["lavrov"]] == ["2008-07-b"]
    assert EDITION.total("lavrov") == 2
    assert [a.slug for a in EDITION.hidden] == ["2008-06-26-h"]
    assert "articles/d.md" not in EDITION.files


def test_a_declared_actor_appears_without_a_mention() -> None:
    assert EDITION.weights["2008-06-25-a"] == {"quiet": 0, "rice": 1}
    assert [a.slug for a in EDITION.by_actor["quiet"]] == ["2008-06-25-a"]


def test_actors_of_one_article_appear_together_once_for_it() -> None:
    assert EDITION.together["lavrov"] == {"rice": 1}
    assert EDITION.together["rice"] == {"lavrov": 1, "quiet": 1}


def test_actors_of_one_passage_are_named_beside_each_other_and_those_of_another_are_not() -> None:
    files: dict[str, str | bytes] = {
        "actors/russia.md": text("actors/x.md", {"name": "Russia", "kind": "state"}),
        "actors/council.md": text("actors/x.md", {"name": "NATO-Russia Council", "kind": "body"}),
        "actors/rice.md": text("actors/x.md", {"name": "Condoleezza Rice", "aliases": ["Rice"]}),
        "articles/a.md": article("First", "2008-06-25", "Rice left. Rice met the NATO-Russia Council.\n\nRussia did not."),
    }
    edition = assemble(content(files))
    assert edition.beside == {"rice": {"council": 1}, "council": {"rice": 1}}


def test_an_actor_has_the_people_of_its_offices_and_those_who_belong_to_it() -> None:
    role = {"title": "Envoy", "of": "russia", "from": "2008"}
    edition = assemble(
        content(
            {
                "actors/russia.md": text("actors/x.md", {"name": "Russia", "kind": "state"}),
                "actors/duma.md": text("actors/x.md", {"name": "Duma", "kind": "body", "of": "russia"}),
                "actors/rogozin.md": text("actors/x.md", {"name": "Dmitry Rogozin", "member_of": ["duma"], "roles": [role]}),
            }
        )
    )
    assert edition.people == {"russia": ("duma", "rogozin"), "duma": ("rogozin",)}


def test_declared_events_stand_on_the_timeline_among_the_articles() -> None:
    assert [(h.date.iso, h.event) for h in EDITION.days] == [("2007", "E"), ("2008-06-25", None), ("2008-07", None)]


def test_a_name_within_a_longer_one_counts_for_both_and_only_the_longer_one_links() -> None:
    files: dict[str, str | bytes] = {
        "actors/russia.md": text("actors/x.md", {"name": "Russia", "kind": "state"}),
        "actors/council.md": text("actors/x.md", {"name": "NATO-Russia Council", "kind": "body"}),
        "articles/a.md": article("First", "2008-06-25", "The NATO-Russia Council met."),
    }
    edition = assemble(content(files))
    assert edition.weights["2008-06-25-a"] == {"council": 1, "russia": 1}
    html = body(edition, edition.articles[0], edition.mentions(edition.articles[0]))
    assert "council.html" in html
    assert ">NATO-Russia Council</a>" in html
    assert "russia.html" not in html
