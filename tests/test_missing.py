"""What readers would miss, and in which order."""

from dossier.checks.missing import missing
from dossier.pipeline import assemble
from tests.content import Files, content, text

ARTICLES: Files = {
    f"articles/2008-06-{day:02}-x.md": text("articles/x.md", {"date": f"2008-06-{day:02}"}) for day in range(1, 13)
}
WHOLE = "briefing: {about: [It began.]}\ncamps: [{name: East, shape: square, colour: 1, actors: []}]\nstart_here: []\n"


def codes(files: Files) -> list[str]:
    return [finding.code for finding in missing(assemble(content(files)))]


def test_what_would_be_missed_most_comes_first() -> None:
    assert codes(ARTICLES) == ["briefing-missing", "outcome-missing", "camps-missing", "turning-missing", "start-missing"]


def test_a_small_dossier_misses_nothing() -> None:
    assert not codes(dict(list(ARTICLES.items())[:3]))


def test_what_is_there_is_not_missed() -> None:
    turning = {"label": "It turns", "lines": ["It turns"]}
    head = {"date": "2008-06-01", "turning": turning, "steps": {"talks": "They begin."}}
    files = ARTICLES | {"dossier.yml": WHOLE, "articles/2008-06-01-x.md": text("articles/x.md", head)}
    files |= {"topics/talks.md": text("topics/x.md", {"outcome": "They ended."})}
    assert codes(files) == ["step-missing", "start-missing"]
