"""An ordinary Pelican site as content: what its texts become, what is told of them, and that nothing is lost."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossier.adopting import Adopted, adopt
from dossier.cli import main
from dossier.pipeline import assemble, collect

VOTE = """Title: The vote: seven to two
Date: 2024-05-14 10:20
Modified: 2024-05-20
Tags: Quay, dredging
Authors: Ann Lee; Bo Kim
Summary: Seven of nine
    want it.

See [the tender]({filename}../tender.md#what), ![a map]({static}/images/map.png) and [nothing]({filename}/gone.md).
"""
TENDER = """---
title: A tender
date: 2024-06-01
tags: [Quay]
---

Back to [the vote](|filename|/harbour/vote.md).
"""
SITE = {
    "pelicanconf.py": "SITENAME = 'The harbour blog'\nARTICLE_PATHS = ['']\nimport os\n",
    "content/harbour/vote.md": VOTE,
    "content/tender.md": TENDER,
    "content/2024-07-01-untagged.md": "Title: Untagged\n\n<div>Raw</div>\n",
    "content/plan.md": "Title: A plan\nDate: 2024-07-02\nStatus: draft\nCategory: Harbour\n\nWords.\n",
    "content/undated.md": "Title: Undated\n\nWords.\n",
    "content/pages/who.md": "Title: Who we are\n\nWe are.\n",
    "content/old.rst": "Old\n===\n",
    "content/images/map.png": "no picture",
}


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A site of Pelican's."""
    return laid(tmp_path / "blog", SITE)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier that has a topic."""
    topic = "---\nlabel: Quay\n---\n\nMine.\n"
    folder = laid(tmp_path / "own", {"pelican.conf.py": "SITENAME = 'Own'\n", "content/topics/q.md": topic})
    monkeypatch.chdir(folder)
    return folder


def laid(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def adopted(blog: Path) -> Adopted:
    return adopt(blog / "content", "The harbour blog", {"quay": "q", "q": "q"}, "en")


def test_an_article_keeps_what_is_said_of_it_and_has_the_site_as_its_source(blog: Path) -> None:
    assert adopted(blog).files["articles/2024/2024-05-14-the-vote-seven-to-two.md"].decode() == (
        '---\ntitle: "The vote: seven to two"\ndate: 2024-05-14\nrevised: 2024-05-20\nsummary: Seven of nine want it.\n'
        'byline: [Ann Lee, Bo Kim]\nsources:\n  - title: "The vote: seven to two"\n    publisher: The harbour blog\n'
        "    date: 2024-05-14\n    locator: harbour/vote.md\ntopics: [harbour, q, dredging]\n---\n\n"
        "See [the tender]({filename}/articles/2024/2024-06-01-a-tender.md#what), ![a map]({static}/images/map.png) "
        "and [nothing]({filename}/gone.md).\n"
    )


def test_categories_and_tags_become_topics_but_for_those_that_are_there(blog: Path) -> None:
    topics = {name: data.decode() for name, data in adopted(blog).files.items() if name.startswith("topics/")}
    assert topics == {
        "topics/harbour.md": "---\nlabel: harbour\nmain: true\n---\n",
        "topics/dredging.md": "---\nlabel: dredging\n---\n",
    }


def test_each_text_is_accounted_for(blog: Path) -> None:
    told = {row.path: (row.target, row.notes) for row in adopted(blog).rows}
    assert set(told) == {name.removeprefix("content/") for name in SITE if name.endswith((".md", ".rst"))}
    assert told["undated.md"] == ("", ("gives no day: a line `Date: 2024-05-14` at its head",))
    assert told["old.rst"] == ("", ("is .rst, which a dossier does not read: save it as Markdown",))
    assert told["harbour/vote.md"][1] == ("links to /gone.md, which is not there",)
    assert told["2024-07-01-untagged.md"] == (
        "articles/2024/2024-07-01-untagged.md",
        ("has no tag and no category: a draft, until it is filed under a topic", "holds raw HTML, which readers see as text"),
    )


def test_two_texts_of_one_day_and_title_stand_beside_each_other(tmp_path: Path) -> None:
    text = "Title: One\nDate: 2024-05-14\nTags: x\n\nWords.\n"
    blog = laid(tmp_path, {"a.md": text, "b.md": text})
    assert len({row.target for row in adopt(blog, "B", {}, "en").rows}) == 2


def test_what_was_adopted_is_a_dossier_and_is_taken_back_by_one_undo(blog: Path, own: Path) -> None:
    text = VOTE.replace(" and [nothing]({filename}/gone.md)", "").replace("![a map]({static}/images/map.png)", "a map")
    laid(blog, {"content/harbour/vote.md": text})
    before = {path: path.read_bytes() for path in (own / "content").rglob("*.md")}
    dry = run("adopt", blog / "content", "--dry-run")
    assert "5 texts and 2 topics would be adopted, 2 texts not." in dry.stderr
    assert {path: path.read_bytes() for path in (own / "content").rglob("*.md")} == before
    done = run("adopt", blog / "content")
    assert done.exit_code == 1  # for what could not be adopted
    edition = assemble(collect(own / "content"))
    assert [article.head.title for article in edition.articles] == ["The vote: seven to two", "A tender"]
    assert edition.topics["q"].head.label == "Quay"
    assert "who-we-are" in edition.pages
    again = run("adopt", blog / "content")
    assert again.stdout.count("is there already, and stays as it is") == 5
    assert run("undo").exit_code == 0
    assert {path: path.read_bytes() for path in (own / "content").rglob("*.md")} == before


def test_a_site_within_the_dossier_or_without_a_name_is_refused(blog: Path, own: Path) -> None:
    assert "lie in one another" in run("adopt", own / "content").stderr
    (blog / "pelicanconf.py").unlink()
    done = run("adopt", blog / "content")
    assert done.exit_code == 1
    assert '--publisher "The harbour blog"' in done.stderr
    assert "5 texts" in run("adopt", blog / "content", "--publisher", "B", "--dry-run").stderr
