from typing import Any

import pytest

from dossier.gazetteer import compile_gazetteer
from dossier.resolve import resolve
from tests.cases import load, unmark
from tests.content import entry, read_file


@pytest.mark.parametrize(("behaviour", "case"), load("resolve"))
def test_mentions_are_those_that_the_case_marks(behaviour: Any, case: Any) -> None:
    actors = [entry(f"actors/{slug}.md", head) for slug, head in behaviour["actors"].items()]
    marked = unmark(case["text"])
    head = {"date": "2008-06-25", **case.get("head", {})} | ({"date": str(case["date"])} if "date" in case else {})
    article, prose = read_file("articles/x.md", head, case.get("source", marked.text))

    resolved = resolve(article, prose, compile_gazetteer(actors))

    found = [mention for mention in resolved if mention.evidence != "within"]
    assert [[m.surface, m.actor] for m in resolved if m.evidence == "within"] == case.get("within", [])
    [passage] = prose.passages
    assert passage.text == case.get("plain", marked.text)
    assert [(m.start, m.end, m.actor) for m in found] == [mention[:3] for mention in marked.mentions]
    for mention, (*_, candidates, evidence) in zip(found, marked.mentions, strict=True):
        assert mention.surface == passage.text[mention.start : mention.end]
        assert mention.actor or mention.candidates == candidates
        assert evidence in (None, mention.evidence)
