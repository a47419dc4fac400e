"""One test a code: what the compiler should look at."""

from dataclasses import replace
from pathlib import Path

import pytest

from dossier.checks import findings as checks
from dossier.ledger import Ledger
from dossier.ledger.deciding import decision
from dossier.ledger.file import read
from dossier.model import Finding
from dossier.pipeline import assemble
from tests.content import Files, content, text

PROJECT = Path(__file__).parent.parent


def findings(files: Files) -> list[Finding]:
    return list(checks.findings(assemble(content(files))))


def article(body: str, **head: object) -> Files:
    return {"articles/2008-06-25-x.md": text("articles/x.md", head, body)}


IVANOVS: Files = {
    "actors/igor.md": text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Ivanov"]}),
    "actors/sergei.md": text("actors/x.md", {"name": "Sergei Ivanov", "aliases": ["Ivanov"]}),
}


def test_an_alias_of_two_actors_is_a_finding_and_resolves_to_nobody() -> None:
    found = findings(IVANOVS | article("One.\n\nIgor Ivanov, Sergei Ivanov, Ivanov."))
    assert [(f.code, f.path, f.message) for f in found] == [
        ("alias-shared", "actors/sergei.md", "`Ivanov` also names igor"),
        ("mention-open", "articles/2008-06-25-x.md", "`Ivanov` could be igor or sergei"),
    ]
    assert found[1].line == 7


def test_an_actor_that_no_article_mentions_is_a_finding() -> None:
    found = findings(article("Nobody.") | {"actors/x.md": text("actors/x.md", {"name": "Igor Ivanov"})})
    assert [(f.code, f.path) for f in found] == [("actor-unmentioned", "actors/x.md")]


def test_a_declared_actor_is_not_unmentioned() -> None:
    found = findings(article("Nobody.", actors=["x"]) | {"actors/x.md": text("actors/x.md")})
    assert "actor-unmentioned" not in {f.code for f in found}


def test_a_topic_without_articles_is_a_finding_but_not_one_with_narrower_topics() -> None:
    found = findings(
        article("Nobody.")
        | {"topics/above.md": text("topics/x.md"), "topics/below.md": text("topics/x.md", {"broader": "above"})}
    )
    assert [(f.code, f.path) for f in found] == [("topic-empty", "topics/below.md")]


def test_a_name_in_double_brackets_is_a_finding_that_says_what_to_write() -> None:
    actor: Files = {"actors/igor.md": text("actors/x.md", {"name": "Igor Ivanov"})}
    found = findings(article("One.\n\n[[Igor Ivanov]] met [[Ann Lee|her]], not `[[x]]`.") | actor)
    assert [(f.code, f.line, f.message.partition("; ")[2]) for f in found] == [
        ("name-in-brackets", 7, "write Ann Lee, or [Ann Lee]({filename}/actors/SLUG.md)"),
        ("name-in-brackets", 7, "write Igor Ivanov, which links to Igor Ivanov by itself"),
    ]


def test_a_note_to_oneself_is_a_finding() -> None:
    found = findings({"pages/about.md": text("pages/about.md", {}, "# What\n\nTODO: say what it covers.\n\nTo do it well.")})
    assert [(f.code, f.path, f.message) for f in found if f.code != "topic-empty"] == [
        ("todo", "pages/about.md", "readers would see this note to yourself: TODO: say what it covers.")
    ]


def test_an_address_that_no_page_may_use_is_a_finding() -> None:
    found = findings(article("One.\n\n[words](javascript:x) and ![picture](https://example.org/x.png)"))
    assert [(f.code, f.line) for f in found] == [("address-refused", 7), ("address-refused", 7)]


def test_a_link_to_a_passage_that_is_gone_is_a_finding() -> None:
    found = findings(article("[here](#p-aaaaaaaa) and [there]({filename}2008-06-25-x.md#p-bbbbbbbb)"))
    assert {f.code for f in found} == {"fragment-gone"}
    assert [f.message for f in found] == [
        "`#p-aaaaaaaa` is no passage of articles/2008-06-25-x.md",
        "`#p-bbbbbbbb` is no passage of articles/2008-06-25-x.md",
    ]


def test_a_name_in_not_mentions_that_nobody_bears_is_a_finding() -> None:
    found = findings(IVANOVS | article("Igor Ivanov, Sergei Ivanov.", not_mentions=["Ivanov", "Ivanow"]))
    assert [f.code for f in found] == ["alias-shared", "not-mention-unknown"]


def test_an_alias_that_no_article_uses_is_a_hint() -> None:
    actor = text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Ivanov", "Iwanow", "Ivanof*"]})
    found = findings(article("Ivanov and Ivanoff.") | {"actors/x.md": actor})
    assert [(f.code, f.message) for f in found] == [("alias-unmatched", "no article writes Igor Ivanov as `Iwanow`")]
    assert "alias-unmatched" in checks.HINTS


def test_an_actor_that_is_declared_and_not_named_is_a_finding() -> None:
    found = findings(article("Nobody.", actors=["x"]) | {"actors/x.md": text("actors/x.md")})
    assert [(f.code, f.message) for f in found] == [
        ("declared-unmentioned", "Somebody is declared, and the text does not name it")
    ]


def test_a_source_that_nothing_says_where_to_find_is_a_finding() -> None:
    found = findings({"articles/2008-06-25-x.md": text("articles/x.md", {"sources": [{"title": "R", "publisher": "P"}]})})
    assert [f.code for f in found] == ["source-unlocated"]


def test_an_address_that_is_not_https_is_a_hint() -> None:
    sources = [{"title": "R", "publisher": "P", "url": "http://example.org"}]
    assert [f.code for f in findings(article("Nobody.", sources=sources))] == ["source-insecure"]
    assert "source-insecure" in checks.HINTS


def test_a_copy_at_somebody_elses_is_a_hint_until_it_is_archived() -> None:
    source = {"title": "R", "publisher": "P", "via": "A mirror", "url": "https://mirror.example.org"}
    assert [f.code for f in findings(article("Nobody.", sources=[source]))] == ["source-copied"]
    assert not findings(article("Nobody.", sources=[source | {"archived": "https://archive.example.org/mirror"}]))
    assert "source-copied" in checks.HINTS


def test_a_passage_without_a_mark_is_a_hint_where_the_sources_have_ids() -> None:
    source = {"title": "R", "publisher": "P", "url": "https://example.org"}
    body = "The pier was shut. [@r]\n\nThe mill burnt."
    found = findings(article(body, sources=[source | {"id": "r"}]))
    assert [(f.code, f.line) for f in found] == [("passage-uncited", 7)]
    assert not findings(article("The mill burnt.", sources=[source]))
    assert not findings(article(body, sources=[source | {"id": "r"}], kind="clipping"))
    assert "passage-uncited" in checks.HINTS


def test_an_article_of_another_week_than_its_sources_is_a_finding() -> None:
    sources = [{"title": "R", "publisher": "P", "url": "https://example.org", "date": "2008-05-25"}]
    assert [f.code for f in findings(article("Nobody.", sources=sources))] == ["date-differs"]
    sources[0]["date"] = "2008-06"
    assert not findings(article("Nobody.", sources=sources))


def test_offices_that_two_hold_or_nobody_does_are_told() -> None:
    def minister(name: str, start: str, end: str | None) -> str:
        role = {"title": "Foreign Minister", "of": "land", "from": start} | ({"to": end} if end else {})
        return text("actors/x.md", {"name": name, "roles": [role]})

    files: Files = article("Aa Bb, Cc Dd, Ee Ff, Land.") | {
        "actors/land.md": text("actors/x.md", {"name": "Land", "kind": "state"})
    }
    files |= {
        "actors/a.md": minister("Aa Bb", "2001-01-01", "2003-05-01"),
        "actors/c.md": minister("Cc Dd", "2003-01-01", "2004-01-01"),
    }
    files |= {"actors/e.md": minister("Ee Ff", "2005-01-01", None)}
    assert [(f.code, f.path) for f in findings(files)] == [("role-overlap", "actors/c.md"), ("role-gap", "actors/e.md")]


def test_a_decision_on_a_statement_that_is_gone_is_a_finding() -> None:
    for head in ("words: It is so., article: 2008-06-25-x", "text: It is so."):
        ledger = read(f"s-aaaaaaaa: {{status: rejected, {head}}}".encode())
        assert isinstance(ledger, Ledger)
        edition = assemble(replace(content(article("Nobody.")), ledger=ledger))
        assert [(f.code, f.path, f.line) for f in checks.findings(edition)] == [("statement-lost", "statements.yml", 1)]


def test_a_statement_whose_words_have_changed_is_a_finding_with_the_command_that_takes_them() -> None:
    said = "Igor Ivanov said that the {} pier was rotten."
    [statement] = assemble(content(article(said.format("old"))), proposed=True).statements
    ledger = Ledger({statement.id: decision(statement, "confirmed")}, {statement.id: 7})
    edition = assemble(replace(content(article(said.format("new"))), ledger=ledger))
    [found] = [finding for finding in checks.findings(edition) if finding.code == "statement-moved"]
    assert (found.path, found.line) == ("statements.yml", 7)
    assert f"`dossier statements move {statement.id}`" in found.message


def test_a_page_that_the_search_cannot_hold_is_a_finding() -> None:
    edition = assemble(content(article("Nobody.")))
    found = list(checks.unsearched(edition.files, {"articles/2008-06-25-x.html": "a panic", "statements.html": ""}))
    assert [(f.code, f.path) for f in found] == [
        ("page-unsearched", "articles/2008-06-25-x.md"),
        ("page-unsearched", "statements.html"),
    ]


@pytest.mark.parametrize("code", sorted(checks.CODES))
def test_every_code_has_a_test_and_a_line_in_the_documentation(code: str) -> None:
    assert f'"{code}"' in Path(__file__).read_text(encoding="utf-8")
    assert f"\n| `{code}` | " in (PROJECT / "docs" / "findings.md").read_text(encoding="utf-8")


def test_every_code_that_is_found_is_described() -> None:
    source = (PROJECT / "plugins" / "dossier" / "checks" / "findings.py").read_text(encoding="utf-8")
    assert {part.split('"')[0] for part in source.split('Finding("')[1:]} == set(checks.CODES)
