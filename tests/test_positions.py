"""Positions: what actors said on a topic, year by year, and the pages that show it."""

from dossier.edition import Edition
from dossier.pipeline import assemble
from dossier.views import Site, pages
from dossier.views.grid import LINES, MOST, SPARE, Grid, grid
from dossier.views.positions import PositionsView, topic_views
from dossier.views.rows import rows
from dossier.views.statements import StatementsView, statements_views
from tests.content import Files, content, shipped_edition, text

MINISTERS = ("Petr Novak", "Adam Kowalski", "Ivan Orlov")


def actor(name: str, **head: object) -> Files:
    return {f"actors/{slug(name)}.md": text("actors/x.md", {"name": name, **head})}


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def said(day: str, name: str, words: str, **head: object) -> Files:
    """An article in which somebody says something."""
    path = f"articles/{day}-{slug(name)}-{len(words)}.md"
    return {path: text(path, {"title": f"{name} speaks", "date": day, **head}, f"{name} said that {words}.")}


def edition(*files: Files, whole: str = "") -> Edition:
    every: Files = {"dossier.yml": whole} if whole else {}
    for some in files:
        every |= some
    return assemble(content(every), proposed=True)


def table(found: Grid) -> dict[str, list[list[str]]]:
    """By actor and year, what the cells say."""
    return {r.actor.label: [[line.text for line in cell.lines] for cell in r.cells] for side in found.sides for r in side.rows}


def two() -> list[Files]:
    novak, orlov = MINISTERS[0], MINISTERS[2]
    return [
        actor(novak),
        actor(orlov),
        said("2007-05-01", novak, "the bridge was closed"),
        said("2008-05-01", orlov, "it was open"),
    ]


def test_each_actor_has_a_row_and_each_year_in_which_one_spoke_a_column() -> None:
    found = grid(edition(*two()), "talks", latest=False)
    assert found is not None
    assert [column.year for column in found.years] == [2007, 2008]
    assert table(found) == {
        "Ivan Orlov": [[], ["Ivan Orlov said that it was open."]],
        "Petr Novak": [["Petr Novak said that the bridge was closed."], []],
    }


def test_one_actor_alone_has_no_positions_to_be_compared() -> None:
    files = [actor(MINISTERS[0]), said("2007-05-01", MINISTERS[0], "the bridge was closed")]
    assert grid(edition(*files), "talks", latest=False) is None
    assert list(topic_views(edition(*files), "talks")) == []


def test_what_was_said_on_a_narrower_topic_counts_for_the_broader_one() -> None:
    below: Files = {"topics/harbour.md": text("topics/harbour.md", {"label": "Harbour", "broader": "talks"})}
    narrow = edition(*two(), below, said("2009-05-01", MINISTERS[0], "the harbour was deep", topics=["harbour"]))
    found = grid(narrow, "talks", latest=False)
    assert found is not None
    assert [column.year for column in found.years] == [2007, 2008, 2009]
    assert grid(narrow, "harbour", latest=False) is None


def test_the_latest_line_of_each_year_stands_alone_where_it_is_asked_for() -> None:
    files = [*two(), said("2007-06-01", MINISTERS[0], "the bridge was open again")]
    found = grid(edition(*files), "talks", latest=True)
    assert found is not None
    assert table(found)["Petr Novak"][0] == ["Petr Novak said that the bridge was open again."]


def test_what_a_cell_has_no_room_for_is_counted_and_led_to() -> None:
    more = [said(f"2007-06-{day:02}", MINISTERS[0], f"day {day} was long{'!' * day}") for day in range(1, LINES[0] + 3)]
    found = grid(edition(*two(), *more), "talks", latest=False)
    assert found is not None
    [cell] = [row.cells[0] for side in found.sides for row in side.rows if row.actor.label == "Petr Novak"]
    assert (len(cell.lines), cell.earlier) == (LINES[0], 3)
    assert cell.address == "actors/petr-novak.html?topic=talks&year=2007"


def test_actors_stand_by_camp_and_those_of_none_last() -> None:
    whole = "camps:\n  - {name: Hosts, shape: diamond, colour: 4, actors: [adam-kowalski]}\n"
    files = [*two(), actor(MINISTERS[1]), said("2008-06-01", MINISTERS[1], "the harbour was deep")]
    found = grid(edition(*files, whole=whole), "talks", latest=False)
    assert found is not None
    sides = [(side.mark.camp if side.mark else None, [row.actor.label for row in side.rows]) for side in found.sides]
    assert sides == [("Hosts", ["Adam Kowalski"]), (None, ["Ivan Orlov", "Petr Novak"])]


def test_a_row_names_the_offices_that_were_held_at_the_time_and_for_whom() -> None:
    roles = [{"title": "Minister", "of": "ruritania", "from": "2007", "to": "2007"}, {"title": "Judge", "from": "2009"}]
    state: Files = {"actors/ruritania.md": text("actors/x.md", {"name": "Ruritania", "kind": "state"})}
    found = grid(edition(*two(), state, actor(MINISTERS[0], roles=roles)), "talks", latest=False)
    assert found is not None
    [row] = [row for side in found.sides for row in side.rows if row.actor.label == "Petr Novak"]
    assert (row.offices, row.speaks_for) == (("Minister",), ("ruritania",))
    assert [voice.label for voice in found.peopled] == ["Ruritania"]


def test_a_table_of_many_actors_shows_those_who_said_most_and_leads_to_all() -> None:
    names = [f"Delegate {chr(65 + n)}{chr(97 + n) * 4}" for n in range(MOST + SPARE + 1)]
    files = [some for name in names for some in (actor(name), said("2007-05-01", name, "the bridge was closed"))]
    crowd = edition(*files, said("2007-06-01", names[-1], "it was open"))
    first, every = topic_views(crowd, "talks")
    assert (first.grid.shown, every.grid.shown, every.grid.actors) == (MOST, len(names), len(names))
    assert names[-1] in table(first.grid)
    assert (first.whole, every.address) == ("positions/talks/all.html",) * 2


def test_the_shipped_dossier_has_a_page_of_positions_for_each_topic_that_several_spoke_on() -> None:
    shipped = shipped_edition()
    site = Site("Shield", "", "", "en", "", preview=False)
    made = [v for name, maker in pages(shipped, site) if name.startswith("positions/") for v in maker(shipped)]
    topics = {v.grid.topic for v in made if isinstance(v, PositionsView)}
    assert topics == set(shipped.debated)
    assert "russia-nato-shield" in topics


def test_every_line_of_the_shipped_positions_is_in_the_dossiers_own_words() -> None:
    shipped = shipped_edition()
    lines = {s.line for s in shipped.shown}
    for topic in shipped.debated:
        found = grid(shipped, topic, latest=False)
        assert found is not None
        assert {text for cells in table(found).values() for cell in cells for text in cell} <= lines


def views(of: Edition) -> list[StatementsView]:
    return list(statements_views(of))


def test_the_page_of_statements_shows_the_last_part_which_has_an_address_of_its_own_too() -> None:
    first, *parts = views(shipped_edition())
    assert first.address == "statements.html"
    assert first.place == parts[-1].address
    assert first.rows == parts[-1].rows
    assert first.steps == ((parts[-1].parts[-2], None),)


def test_the_parts_hold_each_statement_once_and_begin_with_a_row_that_says_who() -> None:
    shipped = shipped_edition()
    _, *parts = views(shipped)
    shown = [row.id for part in parts for _, found in part.rows for row in found]
    assert sorted(shown) == sorted(s.id for s in shipped.shown)
    assert not any(part.rows[0][1][0].repeats for part in parts)


def test_a_few_statements_stand_on_one_page_under_their_years() -> None:
    [page] = views(edition(*two()))
    assert [year for year, _ in page.rows] == [2007, 2008]
    assert (page.years, page.parts, page.trail) == ((), (), ())


def test_the_filter_knows_how_many_statements_each_part_has_for_an_actor() -> None:
    shipped = shipped_edition()
    page, *parts = views(shipped)
    number = next(n for n, ref in enumerate(page.speakers, 1) if ref.address == "actors/sergei-lavrov.html")
    counted = {place: sum(speaker == number for speaker, _ in found) for place, found in page.elsewhere.items()}
    said = {
        part.address: sum(
            row.speaker is not None and row.speaker.slug == "sergei-lavrov" for _, found in part.rows for row in found
        )
        for part in parts
    }
    assert counted == said
    assert sum(said.values()) == len(shipped.said_by["sergei-lavrov"])


def test_the_picture_has_a_bar_for_each_month_and_a_place_for_each_part() -> None:
    page, *parts = views(shipped_edition())
    assert page.months is not None
    assert sum(bar.total for bar in page.months.bars) == page.total
    assert [stretch.part for stretch in page.months.stretches] == list(page.parts)
    assert all(0 <= bar.x < 100 and bar.height > 0 for bar in page.months.bars)
    assert sum(bar.here for bar in page.months.bars) < len(page.months.bars)
    assert len(parts) == len(page.parts)


def test_a_row_that_repeats_another_ones_day_and_speaker_says_so_where_its_sources_are_others() -> None:
    sources = [{"title": name, "publisher": name, "id": name.lower()} for name in ("Post", "Mail")]
    body = "Petr Novak said that the bridge was closed.[@post]\n\nPetr Novak said that it was old.[@mail]"
    path = "articles/2007-05-01-x.md"
    files: Files = {path: text(path, {"date": "2007-05-01", "sources": sources}, body)}
    first, second = rows(given := edition(actor(MINISTERS[0]), files), given.shown)
    assert (first.repeats, second.repeats, second.resourced) == (False, True, True)
    assert [report.publisher for report in second.reports] == ["Mail"]
