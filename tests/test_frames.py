import pytest

from dossier.pipeline import assemble
from tests.content import Files, content, text


@pytest.mark.parametrize(
    ("body", "frame"),
    [
        ("It rained. Ivanov said that the mill was shut. It snowed.", ("Ivanov said that ", "the mill was shut", ".")),
        ("The mill, Ivanov said, was shut for good. It snowed.", ("", "The mill", ", Ivanov said, ", "was shut for good", ".")),
    ],
)
def test_a_statement_stands_in_its_sentence(body: str, frame: tuple[str, ...]) -> None:
    files: Files = {
        "actors/ivanov.md": text("actors/x.md", {"name": "Igor Ivanov", "aliases": ["Ivanov"]}),
        "articles/2008-06-25-x.md": text("articles/x.md", {}, body),
    }
    assert [statement.frame for statement in assemble(content(files), proposed=True).statements] == [frame]
