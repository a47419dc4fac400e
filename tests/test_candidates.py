"""Names that nobody described: of what kind, with what spellings and offices, and the files that are written."""

from typing import Any

import pytest

from dossier.candidates import Candidate, actors_of_states, candidates
from dossier.candidates.stub import stub
from dossier.edition import Edition
from dossier.pipeline import assemble
from tests.cases import load
from tests.content import content, text


def edition(texts: list[str], lang: str = "en", **files: dict[str, Any]) -> Edition:
    """Articles of these texts, each a day later, in a dossier of the language."""
    days = [f"2008-06-{day:02}" for day in range(1, len(texts) + 1)]
    made: dict[str, str | bytes] = {
        f"articles/{day}-x.md": text("articles/x.md", {"title": "Heading", "date": day}, body)
        for day, body in zip(days, texts, strict=True)
    }
    made |= described(files)
    return assemble(content(made), lang=lang)


def described(files: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The files of actors, by their slugs."""
    return {f"actors/{slug}.md": text("actors/x.md", head) for slug, head in files.items()}


def found(texts: list[str], lang: str = "en") -> dict[str, Candidate]:
    """The candidates of these texts, by name, those included that stand in one article."""
    return {candidate.name: candidate for candidate in candidates(edition(texts, lang), 1)}


@pytest.mark.parametrize(("behaviour", "case"), load("candidates"))
def test_candidates_are_those_that_the_case_names(behaviour: Any, case: Any) -> None:
    named = found(case["texts"], case.get("lang", "en"))
    kinds = [f"{candidate.name} is {candidate.kind or 'unknown'}" for candidate in named.values()]
    assert sorted(kinds) == sorted(case["finds"])
    for name, spelled in case.get("spelled", {}).items():
        assert sorted(f"{spelling} {count}" for spelling, count in named[name].spellings) == sorted(spelled.split(", "))
    for name, roles in case.get("roles", {}).items():
        assert [f"{o.title} of {o.state}" if o.state else o.title for o, _ in named[name].offices] == roles


def test_a_word_of_a_topic_hides_no_name() -> None:
    known = assemble(
        content(
            {
                "topics/x.md": text("topics/x.md", {"label": "Helen Brandt", "terms": ["Brandt"]}),
                "articles/x.md": text("articles/x.md", {"date": "2008-06-01"}, "They met Helen Brandt."),
            }
        )
    )
    assert [candidate.name for candidate in candidates(known, 1)] == ["Helen Brandt"]


def test_whom_a_file_describes_is_no_candidate() -> None:
    known = edition(["They met Helen Brandt and Karl Sommer; later Brandt left."], brandt={"name": "Helen Brandt"})
    assert [candidate.name for candidate in candidates(known, 1)] == ["Karl Sommer"]


def test_a_name_stands_in_as_many_articles_as_are_asked_for() -> None:
    three = edition(["They met Helen Brandt.", "They met Helen Brandt.", "They met Karl Sommer."])
    assert [candidate.name for candidate in candidates(three)] == ["Helen Brandt"]


def test_an_office_is_seen_from_the_first_day_to_the_last() -> None:
    named = found(["They met Mayor Helen Brandt.", "They met Helen Brandt.", "They met Helen Brandt, the mayor."])
    [(office, seen)] = named["Helen Brandt"].offices
    assert (office.title, seen.count, seen.first.iso, seen.last.iso) == ("Mayor", 2, "2008-06-01", "2008-06-03")


def written(texts: list[str], name: str, lang: str = "en", **files: dict[str, Any]) -> str:
    """The file of a candidate, which a build accepts."""
    known = edition(texts, lang, **files)
    candidate = next(one for one in candidates(known, 1) if one.name == name)
    file = stub(candidate, *actors_of_states(known))
    assemble(content({"actors/x.md": file, **described(files)}))
    return file


def test_a_file_holds_what_is_certain_and_the_rest_as_comments() -> None:
    meets = "They met Polish Foreign Minister Helen Brandt. HELEN BRANDT: Thank you."
    file = written(
        [meets, meets, meets + " They met Chairwoman Helen Brandt."], "Helen Brandt", poland={"name": "Poland", "kind": "state"}
    )
    assert file.splitlines()[:8] == [
        "---",
        "name: Helen Brandt",
        "kind: person  # the given name Helen",
        "aliases:",
        "  - HELEN BRANDT  # 3",
        "roles:",
        "  - {title: Foreign Minister, of: poland, from: 2008-06-01, to: 2008-06-03, note: seen}  # 3 times",
        "#  - {title: Chairwoman, from: 2008-06-03, to: 2008-06-03, note: seen}  # once",
    ]


def test_a_state_without_a_file_stands_in_the_title_of_an_office() -> None:
    file = written(["They met Polish Foreign Minister Helen Brandt."], "Helen Brandt")
    assert "#  - {title: Foreign Minister of Poland, from: 2008-06-01, to: 2008-06-01, note: seen}  # once" in file


def test_the_file_of_a_state_has_its_capital_as_a_metonym_and_its_adjectives() -> None:
    file = written(["They say that Warsaw objects, and Poland too."], "Poland")
    assert "  - {text: Warsaw, metonym: true}  # 1\ndemonyms: [Polish, Pole]\n" in file


def test_a_file_in_a_language_with_cases_finds_the_name_in_any_of_them() -> None:
    file = written(["Степан Зимин приехал. Без Степана Зимина не начали, а с Зиминым спорили."], "Степан Зимин", "ru")
    assert "  - Зимин*  # in any case\n" in file


def test_what_yaml_could_misread_is_quoted() -> None:
    name = "Anna Rimsky\N{NON-BREAKING HYPHEN}Sommer"
    assert f'name: "{name}"\n' in written([f"They met {name}."], name)
