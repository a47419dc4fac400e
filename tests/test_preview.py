"""The preview that runs: what was saved is shown first, and in the end everything is what a build makes."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from dossier.build import build as whole
from dossier.build import forget
from dossier.build.making import LIMIT
from dossier.errors import ContentErrors
from dossier.preview import Live
from dossier.settings import read, request_of
from tests.conftest import HERE, PROJECT, build

pytestmark = pytest.mark.slow


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of one's own, with a preview."""
    copytree(HERE / "site" / "content", tmp_path / "content")
    settings = (HERE / "site" / "pelican.conf.py").read_text(encoding="utf-8").replace("../..", str(PROJECT))
    (tmp_path / "pelican.conf.py").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    previewed(tmp_path, "output")
    return tmp_path


def previewed(folder: Path, name: str) -> dict[str, bytes]:
    build(folder / "content", folder / "pelican.conf.py", folder / name, DOSSIER_PREVIEW=True)
    return tree(folder / name)


def started(dossier: Path) -> Live:
    return Live(request_of(read(dossier / "pelican.conf.py") | {"DOSSIER_PREVIEW": True}))


def articles(dossier: Path) -> list[Path]:
    return sorted((dossier / "content" / "articles").rglob("*.md"))


def test_the_page_of_the_article_that_was_saved_is_shown_before_all_others(dossier: Path) -> None:
    live, article = started(dossier), articles(dossier)[0]
    page = dossier / "output" / live.state.readings.files[article.relative_to(dossier / "content").as_posix()].entry.address
    article.write_text(article.read_text(encoding="utf-8") + "\nA zorilla was seen.\n", encoding="utf-8")
    shown = []
    live.refresh(lambda: shown.append(("zorilla" in page.read_text(encoding="utf-8"), tree(dossier / "output"))))
    passages = [files["data/passages.jsonl"] for _, files in shown]
    assert [found for found, _ in shown] == [True, True]
    assert [b"zorilla" in text for text in passages] == [False, True]
    assert tree(dossier / "output") == previewed(dossier, "cold")


def test_what_comes_and_goes_is_there_and_gone(dossier: Path) -> None:
    live, (first, *_) = started(dossier), articles(dossier)
    second = first.with_name("another-story.md")
    second.write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    actor = dossier / "content" / "actors" / "igor-ivanov.md"
    actor.write_text(actor.read_text(encoding="utf-8").replace("[Ivanov]", "[Ivanov, radar]"), encoding="utf-8")
    live.refresh(lambda: None)
    assert tree(dossier / "output") == previewed(dossier, "cold")
    second.unlink()
    live.refresh(lambda: None)
    assert tree(dossier / "output") == previewed(dossier, "cold")


def test_a_picture_that_is_linked_is_there_without_its_metadata_and_gone_when_no_link_leads_to_it(dossier: Path) -> None:
    live, article = started(dossier), articles(dossier)[0]
    text = article.read_text(encoding="utf-8")
    (dossier / "content" / "images" / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>')
    article.write_text(f"{text}\n![A crane]({{static}}/images/x.svg)\n", encoding="utf-8")
    live.refresh(lambda: None)
    assert "script" not in (dossier / "output" / "images" / "x.svg").read_text(encoding="utf-8")
    (dossier / "content" / "images" / "x.svg").write_text("no picture")
    with pytest.raises(ContentErrors, match=r"x.svg:1: is no SVG"):
        live.refresh(lambda: None)
    article.write_text(text, encoding="utf-8")
    live.refresh(lambda: None)
    assert tree(dossier / "output") == previewed(dossier, "cold")


def test_a_mistake_leaves_the_preview_as_it_was_and_the_next_save_mends_it(dossier: Path) -> None:
    live, article = started(dossier), articles(dossier)[0]
    before, text = tree(dossier / "output"), article.read_text(encoding="utf-8")
    article.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    with pytest.raises(ContentErrors, match="titel"):
        live.refresh(lambda: None)
    assert tree(dossier / "output") == before
    article.write_text(text + "\nSee [there]({filename}/articles/nowhere.md).\n", encoding="utf-8")
    with pytest.raises(ContentErrors, match="nowhere"):
        live.refresh(lambda: None)
    assert tree(dossier / "output") == before
    article.write_text(text + "\nA zorilla was seen.\n", encoding="utf-8")
    live.refresh(lambda: None)
    assert tree(dossier / "output") == previewed(dossier, "cold")


def test_a_large_data_file_goes_by_year_in_its_place_and_back(dossier: Path) -> None:
    live, article = started(dossier), articles(dossier)[0]
    text = article.read_text(encoding="utf-8")
    assert "date: 2008-" in text
    cold = dossier / "cold"
    for limit, year in ((0, 2008), (0, 2009), (0, 2007), (LIMIT, 2007), (0, 2008)):
        article.write_text(text.replace("date: 2008-", f"date: {year}-"), encoding="utf-8")
        live.request = replace(live.request, limit=limit)
        live.refresh(lambda: None)
        forget(cold)
        rmtree(cold, ignore_errors=True)
        whole(replace(live.request, output=cold))
        assert tree(dossier / "output") == tree(cold)
        assert (dossier / "output" / "data" / "passages" / f"{year}.jsonl").exists() == (limit == 0)
