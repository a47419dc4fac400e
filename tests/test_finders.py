import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.cli import main
from dossier.errors import DossierError
from dossier.finders import finder
from dossier.pipeline import collect, edit
from dossier.readings import read_all
from dossier.settings import finder_of
from tests.content import text, write

FINDER = """
from dossier.chronology import Interval
from dossier.model import Place, Proposal, Said

def find(article, prose, mentions, kinds, lang):
    for passage in prose.passages:
        if passage.text.startswith("Q: "):
            spans = (Place(passage.id, 3, len(passage.text)),)
            yield Proposal(spans, None, "Q", Place(passage.id, 0, 1), "", "direct", Said(Interval(), "open"))
"""


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path of modules with an installed finder of its own."""
    (tmp_path / "questions_finder.py").write_text(FINDER)
    about = tmp_path / "questions_finder-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: questions-finder\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[dossier.finders]\nquestions = questions_finder:find\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    finder.cache_clear()
    sys.modules.pop("questions_finder", None)


def test_an_installed_finder_proposes_in_place_of_the_rules(questions: Path) -> None:
    body = "Q: Is the pier open?\n\nIgor Ivanov said that it was shut."
    files = {"actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov"}), "articles/x.md": text("articles/x.md", {}, body)}
    found = collect(write(questions / "content", {**files}))
    read = read_all(found.markdown, "en", propose="questions")
    assert [s.text for s in edit(found, *read, proposed=True).statements] == ["Is the pier open?"]
    again = read_all(found.markdown, "en", last=read[0])
    assert [s.text for s in edit(found, *again, proposed=True).statements] == ["it was shut"]


def test_a_finder_that_is_not_installed_is_an_error_that_names_those_that_are(questions: Path) -> None:
    (questions / "pelican.conf.py").write_text('DOSSIER_FINDER = "parser"\n')
    with pytest.raises(DossierError, match=r"'parser', and no finder of that name is installed; there are: questions, rules"):
        finder_of(questions / "content")
    (questions / "pelican.conf.py").write_text('DOSSIER_FINDER = "questions"\n')
    assert finder_of(questions / "content") == "questions"


def test_candidates_are_listed_without_asking_a_finder(questions: Path) -> None:
    (questions / "pelican.conf.py").write_text('DOSSIER_FINDER = "parser"\n')
    met = text("articles/x.md", {}, "They met Helen Brandt.")
    content = write(questions / "content", {"articles/x.md": met, "articles/y.md": met})
    assert CliRunner().invoke(main, ["candidates", str(content)]).stdout.startswith("Helen Brandt: person")
