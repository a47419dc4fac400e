"""Names that no file describes, answered: an actor, a spelling of one, states in one answer, nobody."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.candidates import Candidate, candidates
from dossier.candidates.nobody import not_actors
from dossier.cli import main
from dossier.desk import Changes
from dossier.desk.names import actor, asked, like, named, nobody, same, states
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.pipeline import assemble, collect
from tests.content import text, write

TOLD = (
    "Minister Ann Zorilla spoke in Quayford. Ann Zorilla left for Norway, and Norway and Portugal answered. Portugal said no."
)


@pytest.fixture
def desk(tmp_path: Path) -> Changes:
    """A dossier of two articles that name whom no file describes, and one actor with a similar name."""
    files = {
        "articles/2008-06-25-a.md": text("articles/x.md", {"title": "Talks"}, TOLD),
        "articles/2008-06-26-b.md": text("articles/x.md", {"title": "More talks"}, TOLD),
        "actors/anna-zorilla.md": "---\nname: Anna M. Zorilla  # of the port\nkind: person\naliases: [The Pilot]\n---\n",
    }
    write(tmp_path / "content", dict(files))
    return Changes.of(tmp_path / "content", tmp_path)


def edition(desk: Changes) -> Edition:
    return assemble(collect(desk.content), drafts=True)


def found(desk: Changes) -> tuple[Candidate, ...]:
    return candidates(edition(desk), 2, not_actors(desk.content))


def held(desk: Changes) -> dict[str, bytes]:
    return {path.relative_to(desk.content).as_posix(): path.read_bytes() for path in desk.content.rglob("*") if path.is_file()}


def test_states_are_one_answer_and_undo_takes_all_of_them_back(desk: Changes) -> None:
    before = held(desk)
    names = asked(found(desk))
    assert {one.name for one in names.states} == {"Norway", "Portugal"}
    assert names.decisions == 1 + len(names.others)
    done = desk.apply(states(desk.content, edition(desk), names.states))
    assert {actor.head.kind for slug, actor in edition(desk).actors.items() if slug in ("norway", "portugal")} == {"state"}
    assert asked(found(desk)).states == ()
    desk.undo(done.id)
    assert held(desk) == before


def test_a_candidate_becomes_an_actor_of_the_kind_that_the_compiler_says(desk: Changes) -> None:
    [norway] = [one for one in found(desk) if one.name == "Norway"]
    desk.apply(actor(desk.content, edition(desk), norway, "organisation"))
    assert edition(desk).actors["norway"].head.kind == "organisation"
    with pytest.raises(DossierError, match="is there already"):
        actor(desk.content, edition(desk), norway)


def test_the_same_as_an_actor_adds_an_alias_and_no_other_byte_moves(desk: Changes) -> None:
    before = held(desk)
    one = named(found(desk), "Portugal")
    done = desk.apply(same(desk.content, edition(desk), one, "anna-zorilla"))
    assert held(desk)["actors/anna-zorilla.md"] == before["actors/anna-zorilla.md"].replace(
        b"[The Pilot]", b"[The Pilot, Portugal]"
    )
    assert "Portugal" not in {one.name for one in found(desk)}
    with pytest.raises(DossierError, match="has these spellings already"):
        same(desk.content, edition(desk), one, "anna-zorilla")
    with pytest.raises(DossierError, match="there is no actor nobody"):
        same(desk.content, edition(desk), one, "nobody")
    desk.undo(done.id)
    assert held(desk) == before


def test_what_is_no_actor_is_listed_and_is_not_asked_for_again(desk: Changes) -> None:
    before = held(desk)
    ids = [desk.apply(nobody(desk.content, names)).id for names in (["Norway"], ["Portugal", "Norway"])]
    assert not_actors(desk.content) == ("Norway", "Portugal")
    assert not {"Norway", "Portugal"} & {one.name for one in found(desk)}
    told = CliRunner().invoke(main, ["candidates", str(desk.content)])
    assert told.exit_code == 0, told.output
    assert "Norway" not in [line.split(":")[0] for line in told.stdout.splitlines()]
    for number in reversed(ids):
        desk.undo(number)
    assert held(desk) == before


def test_a_list_of_names_keeps_its_comments(desk: Changes) -> None:
    path = desk.content / "names.yml"
    path.write_bytes(b"# mine\nnot_actors:\n  - Elsewhere  # a place\n")
    desk.apply(nobody(desk.content, ["Norway"]))
    assert path.read_bytes() == b"# mine\nnot_actors:\n  - Elsewhere  # a place\n  - Norway\n"


@pytest.mark.parametrize("data", [b"not_actors: Kyiv\n", b"- a\n", b"not_actors: [{a: b}]\n", b"not_actors: [\n"])
def test_a_file_of_names_that_is_none_says_so_and_stays(desk: Changes, data: bytes) -> None:
    (desk.content / "names.yml").write_bytes(data)
    with pytest.raises(ContentError, match=r"names\.yml"):
        nobody(desk.content, ["Norway"])
    assert (desk.content / "names.yml").read_bytes() == data


def test_actors_that_share_a_name_are_proposed_for_it(desk: Changes) -> None:
    one = Candidate("Ann Zorilla", "person", "", 2, (), (), (("Ann Zorilla", 2),), (), (), (), "en")
    assert like(edition(desk), one) == [("anna-zorilla", "Anna M. Zorilla")]


def test_what_is_not_asked_for_any_more_is_refused(desk: Changes) -> None:
    with pytest.raises(DossierError, match="Nowhere is not asked for any more"):
        named(found(desk), "Nowhere")
