"""The content folder as a disk may hold it: links, and names in any alphabet."""

import os
from pathlib import Path
from unicodedata import normalize

import pytest

from dossier import walk
from dossier.edition import Edition
from dossier.errors import ContentErrors
from dossier.pipeline import assemble, collect
from dossier.views import Site, pages
from tests.content import content, text

ARTICLE = "articles/2008-06-25-x.md"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder of one article, and a text and a picture outside of it."""
    write(tmp_path, {"outside/2008-06-26-y.md": text("articles/y.md"), "outside/secret.txt": "secret"})
    return write(tmp_path / "content", {"topics/talks.md": text("topics/talks.md"), ARTICLE: text(ARTICLE)})


def link(place: Path, target: str | Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def published(folder: Path) -> Edition:
    return assemble(collect(folder))


def errors_of(folder: Path) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        published(folder)
    return [str(error).removeprefix(f"{folder}/").split("\n")[0] for error in caught.value.errors]


def test_a_folder_that_is_a_link_within_the_content_folder_is_read(folder: Path) -> None:
    (folder / "articles").rename(folder / "texts")
    link(folder / "articles", "texts")
    assert [article.path for article in published(folder).articles] == [ARTICLE]


@pytest.mark.parametrize("place", ["articles", "articles/more", "articles/y.md", "images", "images/y.txt", "statements.yml"])
def test_a_link_out_of_the_content_folder_is_an_error(folder: Path, place: str) -> None:
    if place == "articles":
        (folder / ARTICLE).unlink()
        (folder / place).rmdir()
    target = folder.parent / "outside" / ("" if "." not in place else "2008-06-26-y.md" if "md" in place else "secret.txt")
    link(folder / place, target)
    assert errors_of(folder) == [f"{place}:1: is a link that leads out of the content folder"]


def test_the_error_says_where_a_link_leads_and_what_would_be_right(folder: Path) -> None:
    link(folder / "images" / "x.txt", "../../outside/secret.txt")
    with pytest.raises(
        ContentErrors, match=r"found:  a link to \.\./\.\./outside/secret.txt\n    right:  a link to a place within"
    ):
        published(folder)


def test_a_linked_file_within_the_content_folder_is_handed_on_by_both_names(folder: Path) -> None:
    write(
        folder, {"pictures/a.txt": "a", ARTICLE: text(ARTICLE, {}, "[A]({static}/images/b.txt), [a]({static}/pictures/a.txt).")}
    )
    link(folder / "images" / "b.txt", "../pictures/a.txt")
    assert published(folder).statics == ("images/b.txt", "pictures/a.txt")


@pytest.mark.parametrize("target", ["..", ".", "../..", "/"])
def test_a_link_that_leads_in_a_circle_is_an_error(folder: Path, target: str) -> None:
    link(folder / "articles" / "more", target)
    problem = "back to a folder which holds it" if target in ("..", ".") else "out of the content folder"
    assert errors_of(folder) == [f"articles/more:1: is a link that leads {problem}"]


def test_folders_that_link_to_each_other_are_an_error(folder: Path) -> None:
    link(folder / "one" / "other", "../two")
    link(folder / "two" / "other", "../one")
    assert errors_of(folder) == [
        f"{name}/other/other:1: is a link that leads back to a folder which holds it" for name in ("one", "two")
    ]


def test_folders_with_many_links_among_them_come_to_an_end(folder: Path) -> None:
    for name in (names := [f"images/{number}" for number in range(12)]):
        for other in range(12):
            link(folder / name / f"to-{other}", f"../{other}")
    assert any("is one of more than 1,000 links to folders" in error for error in errors_of(folder)), names


def test_a_link_that_leads_nowhere_is_an_error(folder: Path) -> None:
    link(folder / "articles" / "y.md", "z.md")
    link(folder / "images" / "loop.png", "loop.png")
    assert errors_of(folder) == [f"{name}:1: is a link that leads nowhere" for name in ("articles/y.md", "images/loop.png")]


def test_clippings_may_lie_elsewhere_but_are_not_published_from_there(folder: Path) -> None:
    link(folder / "clippings", folder.parent / "outside")
    assert len(published(folder).articles) == 1
    write(folder, {ARTICLE: text(ARTICLE, {}, "[A clipping]({static}/clippings/secret.txt)")})
    assert errors_of(folder) == [f"{ARTICLE}:5: link to a file that is not there: clippings/secret.txt"]


def test_a_clipping_has_no_other_name_to_be_published_by(folder: Path) -> None:
    write(folder, {"clippings/original.txt": "original"})
    link(folder / "images" / "x.txt", "../clippings/original.txt")
    assert errors_of(folder) == ["images/x.txt:1: is a link to a clipping, which would be published by another name"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_name_is_found_however_its_letters_are_composed(folder: Path, form: str, written: str) -> None:
    picture, other = normalize(form, "images/Żółw.txt"), normalize(form, "articles/2008-06-25-zürich.md")  # type: ignore[arg-type]
    body = "[A]({static}/images/Żółw.txt) and [b]({filename}2008-06-25-zürich.md)."
    files = {picture: "a", other: text(ARTICLE), ARTICLE: text(ARTICLE, {}, normalize(written, body))}  # type: ignore[arg-type]
    edition = published(write(folder, files))
    assert edition.statics == (normalize("NFC", "images/Żółw.txt"),)
    assert walk.on_disk(folder, edition.statics[0]).read_text() == "a"
    assert [article.slug for article in edition.articles] == ["2008-06-25-x", "2008-06-25-zurich"]


def test_two_names_of_the_same_letters_are_an_error(folder: Path) -> None:
    name = "images/Żółw.txt"
    write(folder, {normalize("NFC", name): "a", normalize("NFD", name): "b"})
    assert errors_of(folder) == [f"{name}:1: has the name of another file, its letters composed otherwise"]


@pytest.mark.parametrize("name", [b"articles/caf\xe9.md", b"images/caf\xe9.png", b"caf\xe9/x.md"])
def test_a_name_that_is_not_utf_8_is_an_error(folder: Path, name: bytes) -> None:
    path = os.fsencode(folder) + b"/" + name
    Path(os.fsdecode(path)).parent.mkdir(exist_ok=True)
    Path(os.fsdecode(path)).write_text(text(ARTICLE))
    assert errors_of(folder) == [f"{name.decode('utf-8', 'backslashreplace')}:1: has a name that is not UTF-8"]


def test_a_clipping_may_have_a_name_that_is_not_utf_8(folder: Path) -> None:
    (folder / "clippings").mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/clippings/caf\xe9.txt")).write_text("kept")
    assert len(published(folder).articles) == 1


def test_a_name_that_is_too_long_for_an_address_is_an_error(folder: Path) -> None:
    write(folder, {f"articles/{'a' * 250}.md": text(ARTICLE), f"actors/{'b' * 201}.md": text("actors/x.md")})
    first, second = errors_of(folder)
    assert first == f"actors/{'b' * 201}.md:1: has a name that makes an address of 201 characters"
    assert second.endswith("has a name that makes an address of 261 characters")


def test_a_name_without_a_letter_is_an_error(folder: Path) -> None:
    write(folder, {"actors/!!!.md": text("actors/x.md")})
    assert errors_of(folder) == ["actors/!!!.md:1: has a name without a letter or digit, which gives its page no address"]


def test_a_publisher_of_many_sources_has_a_page_however_long_its_name_is() -> None:
    sources = [{"title": f"Report {number}", "publisher": "Gazette " * 60} for number in range(300)]
    edition = assemble(content({ARTICLE: text(ARTICLE, {"sources": sources})}))
    site = Site("Talks", "", "", "en", "", False)
    addresses = [view.address for name, make in pages(edition, site) if name == "sources" for view in make(edition)]
    assert len(addresses) > 1
    assert max(len(Path(address).name) for address in addresses) <= 255 - len(".new")
