"""The dossier that this repository ships: its figures, its references, its languages."""

import re
from typing import Any

import pytest
import yaml

from dossier.checks import findings as checks
from tests.conftest import HERE
from tests.content import shipped_edition as edition

pytestmark = [pytest.mark.slow, pytest.mark.content]

FIGURES: list[dict[str, Any]] = yaml.safe_load((HERE / "figures.yml").read_text(encoding="utf-8"))
MAIN = ("russia-nato-shield", "us-third-site", "new-start")


def words(slug: str) -> str:
    return " ".join(" ".join(passage.text.split()) for passage in edition().prose(edition().article(slug)).passages)


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: row["article"])
def test_the_figures_of_an_article_are_right(row: dict[str, Any]) -> None:
    text = words(row["article"])
    assert not [figure for figure in row["holds"] if not re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d]|,\d)", text)]


def test_there_is_nothing_that_the_compiler_should_look_at() -> None:
    assert not [finding for finding in checks.findings(edition()) if finding.code not in checks.HINTS]


def test_the_dossier_is_whole() -> None:
    originals = [article for article in edition().articles if not article.head.translation_of]
    assert (len(originals), len(edition().actors), len(edition().topics)) == (70, 80, 20)
    assert len({source.itself for article in originals for source in article.head.sources}) == 205


def test_every_paragraph_of_an_article_ends_with_a_mark_of_its_sources() -> None:
    for article in edition().articles:
        for passage in edition().prose(article).passages:
            assert passage.citations, f"{article.path}:{passage.line}"
            assert not passage.text[passage.citations[-1].offset :].strip(), f"{article.path}:{passage.line}"


def test_every_article_is_as_long_as_it_should_be() -> None:
    lengths = {article.slug: len(words(article.slug).split()) for article in edition().articles}
    assert {slug: length for slug, length in lengths.items() if not 150 <= length <= 350} == {}


@pytest.mark.parametrize("topic", MAIN)
def test_a_main_topic_leads_through_its_articles(topic: str) -> None:
    entry = edition().topics[topic]
    assert entry.head.main
    passages = edition().prose(entry).passages
    links = {item.link.target for passage in passages for item in passage.markup if item.link}
    assert len(links) >= 10
    overview = [passage.text for passage in passages[1:]]
    assert 400 <= sum(len(text.split()) for text in overview) <= 700


def test_translations_stand_beside_their_originals_and_name_the_same_actors() -> None:
    translations = [article for article in edition().articles if article.head.translation_of]
    assert {article.head.lang for article in translations} == {"ru", "pl"}
    for article in translations:
        [original] = edition().versions(article)
        assert article.head.sources == original.head.sources
        persons = {slug for slug in edition().weights[original.slug] if edition().actors[slug].head.kind == "person"}
        here = set(edition().weights[article.slug])
        assert len(persons & here) >= len(persons) - 1, persons - here


def test_dates_of_roles_that_are_general_knowledge_say_so() -> None:
    noted = [role for actor in edition().actors.values() for role in actor.head.roles if role.note]
    assert len(noted) > 50
