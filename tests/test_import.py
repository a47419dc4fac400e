"""Clippings become articles: the rules by their cases, each format, and what the command does with a folder."""

from typing import Any

import pytest

from dossier.importing import rules
from dossier.importing.clipping import Story
from dossier.importing.formats import RawFile, read
from tests.cases import load


def stories(text: str, name: str = "clipping.txt") -> list[Story]:
    return [story for clipping in read(RawFile(name, text.encode())) for story in rules.read(clipping)]


@pytest.mark.parametrize(("behaviour", "case"), load("import"))
def test_the_rules_find(behaviour: dict[str, Any], case: dict[str, Any]) -> None:
    found = stories(case["clipping"])
    seen = {
        "titles": [story.title for story in found],
        "dates": [story.date.first if story.date else None for story in found],
        "title": found[0].title,
        "date": found[0].date.first if found[0].date else None,
        "byline": list(found[0].byline),
        "dateline": found[0].dateline or None,
        "publisher": found[0].publisher or None,
        "url": found[0].url or None,
        "lang": found[0].lang,
        "body": [line.text for line in found[0].body],
        "findings": list(found[0].findings),
    }
    removed = [{"rule": part.rule, "text": part.text} for part in found[0].removed]
    expected = {key: value for key, value in case.items() if key not in ("clipping", "removed")}
    assert {key: seen[key] for key in expected} == expected, removed
    assert not [part for part in case.get("removed", ()) if part not in removed], removed
