from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.gazetteer import compile_gazetteer
from dossier.ledger import Ledger, settle
from dossier.model import Passage, Prose, Statement
from dossier.resolve import resolve
from dossier.statements import find
from tests.cases import load
from tests.content import entry, read_file

ACTORS: Mapping[str, Mapping[str, Any]] = {
    "sergei-lavrov": {"name": "Sergei Lavrov", "kind": "person", "aliases": ["Лавров*"]},
    "rose-gottemoeller": {"name": "Rose Gottemoeller", "kind": "person"},
    "vladimir-putin": {
        "name": "Vladimir Putin",
        "kind": "person",
        "roles": [{"title": "President of Russia", "of": "russia", "from": "2000-05-07", "to": "2008-05-07"}],
    },
    "dmitry-medvedev": {
        "name": "Dmitry Medvedev",
        "kind": "person",
        "roles": [{"title": "President of Russia", "of": "russia", "from": "2008-05-07", "to": "2012-05-07"}],
    },
    "george-w-bush": {"name": "George W. Bush", "kind": "person"},
    "robert-gates": {"name": "Robert Gates", "kind": "person"},
    "donald-tusk": {"name": "Donald Tusk", "kind": "person", "aliases": ["Tusk*"]},
    "russia": {"name": "Russia", "kind": "state", "aliases": [{"text": "Moscow", "metonym": True}], "demonyms": ["Russian"]},
}
GAZETTEER = compile_gazetteer([entry(f"actors/{slug}.md", dict(head)) for slug, head in ACTORS.items()])
ARTICLE = "articles/2008-06-25-x.md"


def said(text: str, lang: str = "en", date: str = "2008-06-25") -> tuple[Statement, ...]:
    article, prose = read_file(ARTICLE, {"lang": lang, "date": date}, text)
    proposals = find(article, prose, resolve(article, prose, GAZETTEER), GAZETTEER.kinds, lang)
    return settle(article, prose, proposals, {}, Ledger()).statements


CASES = load("statements")


@pytest.mark.parametrize(("behaviour", "case"), CASES)
def test_statements_are_those_that_the_case_names(behaviour: Any, case: Any) -> None:
    found = said(case["text"], case.get("lang", "en"), str(case.get("date", "2008-06-25")))
    assert [{"words": s.text, "by": s.speaker, "kind": s.kind} for s in found] == [
        {key: value for key, value in one.items() if key != "named"} for one in case["said"]
    ]
    for statement, one in zip(found, case["said"], strict=True):
        assert statement.speaker_surface == one.get("named", statement.speaker_surface)


def test_there_are_two_hundred_cases_and_twenty_of_each_language() -> None:
    languages = Counter(case.values[1].get("lang", "en") for case in CASES)
    assert languages.total() >= 200
    assert all(languages[lang] >= 20 for lang in ("ru", "pl", "cs", "de"))


@pytest.mark.parametrize(("behaviour", "case"), load("said"))
def test_a_statement_was_said_when_the_words_beside_it_tell(behaviour: Any, case: Any) -> None:
    head = {"date": str(case["date"]), "kind": case.get("kind", "clipping")}
    article, prose = read_file(ARTICLE, head, case["text"])
    found = find(article, prose, resolve(article, prose, GAZETTEER), GAZETTEER.kinds, "en")
    assert [f"{one.said.origin} {one.said.date}" for one in found] == case["said"]


@pytest.mark.parametrize(("behaviour", "case"), CASES)
def test_every_statement_has_the_place_of_its_speaker(behaviour: Any, case: Any) -> None:
    article, prose = read_file(ARTICLE, {"lang": case.get("lang", "en")}, case["text"])
    texts = {passage.id: passage.text for passage in prose.passages}
    for one in find(article, prose, resolve(article, prose, GAZETTEER), GAZETTEER.kinds, case.get("lang", "en")):
        assert one.speaker_span
        assert texts[one.speaker_span.passage][one.speaker_span.start : one.speaker_span.end] == one.speaker_surface


PIECES = (
    "he she the mayor Lavrov Mr. said says told asked that and but while who which what to of in by not according adamant "
    "claim his , ; : - — ( ) . ? ! “ ” \" '' ‘ ’ « » „ said, there is was has “x,” 12 May Wednesday reporters As adding "
    "whether urged for promise NAME: Q: powiedział że сказал что sagte dass"
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(("en", "ru", "pl", "cs", "de")))
def test_whatever_a_text_holds_each_statement_has_words_in_it(pieces: list[str], lang: str) -> None:
    text = " ".join(pieces)
    passage = Passage("p", text, 1)
    article, _ = read_file(ARTICLE)
    prose = Prose(("", ""), (passage,), (), ())
    for one in find(article, prose, (), {}, lang):
        assert one.spans
        assert all(0 <= start < end <= len(text) for _, start, end in one.spans)


def test_a_statements_span_holds_its_words() -> None:
    [statement] = said("So it was. “We wait,” Lavrov said.")
    _, prose = read_file(ARTICLE, {}, "So it was. “We wait,” Lavrov said.")
    [(passage, start, end)] = statement.spans
    assert passage == prose.passages[0].id
    assert prose.passages[0].text[start:end] == statement.text == "“We wait,”"


def test_a_statement_keeps_its_id_when_the_article_changes_around_it() -> None:
    before = said("One.\n\nLavrov said that time was short.")
    after = said("Quite another beginning.\n\nMore.\n\nYesterday, Lavrov said that time was short. And so on.")
    assert before[0].id == after[0].id


def test_two_statements_of_the_same_words_have_ids_of_their_own() -> None:
    assert len({s.id for s in said("Lavrov said that time was short. Gates said that time was short.")}) == 2


def test_a_statement_has_the_topics_that_its_passage_signals() -> None:
    text = "Lavrov said the radar was a threat.\n\nLavrov said he was tired."
    article, prose = read_file(ARTICLE, {"topics": ["radar", "talks"]}, text)
    terms = {"radar": ("radar",), "talks": ("talks",)}
    proposals = find(article, prose, resolve(article, prose, GAZETTEER), GAZETTEER.kinds, "en")
    found = settle(article, prose, proposals, terms, Ledger()).statements
    assert [s.topics for s in found] == [("radar",), ("radar", "talks")]
