"""The build as a user runs it: exit codes, messages, and what is left in the output folder."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dossier.errors import ContentError, ContentErrors
from tests.conftest import HERE, PROJECT, Built, build, pelican
from tests.content import text

pytestmark = pytest.mark.slow

SETTINGS = HERE / "site" / "pelican.conf.py"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the small site's content, to be changed."""
    return Path(shutil.copytree(HERE / "site" / "content", tmp_path / "content"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(folder).items() if not name.startswith("pagefind")}


def test_the_same_content_gives_the_same_bytes_on_another_disk(small: Built) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - where Linux has a disk of another kind, which lists folders in another order
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        content = Path(folder, "content")
        for path in sorted((HERE / "site" / "content").rglob("*"), reverse=True):
            if path.is_file():
                target = content / path.relative_to(HERE / "site" / "content")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        build(content, SETTINGS, Path(folder, "output"))
        assert tree(Path(folder, "output")) == tree(small.folder)


def test_a_mistake_exits_1_says_where_and_leaves_the_last_good_output(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(content, SETTINGS, output)
    before = tree(output)
    (content / "articles" / "2008" / "broken.md").write_text("---\ntitel: Oops\n---\n\nWords.\n")

    done = pelican(content, SETTINGS, output)

    assert done.returncode == 1
    assert "articles/2008/broken.md:2: unknown key `titel`; did you mean `title`?" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert tree(output) == before


def test_a_language_in_the_settings_that_is_no_tag_ends_the_build(content: Path, tmp_path: Path) -> None:
    done = pelican(content, SETTINGS, tmp_path / "output", "-e", 'DEFAULT_LANG="x\\""')
    assert done.returncode == 1
    assert "DEFAULT_LANG is 'x\"', which is no language tag of BCP 47: write `en`" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "output").exists()


def test_a_dossier_may_be_in_a_language_that_no_library_of_pelican_knows(content: Path, tmp_path: Path) -> None:
    done = pelican(content, SETTINGS, tmp_path / "output", "-e", 'DEFAULT_LANG="bg"')
    assert done.returncode == 0, done.stdout
    assert '<html lang="bg"' in (tmp_path / "output" / "index.html").read_text(encoding="utf-8")


def test_an_article_that_no_search_can_find_is_named_and_the_others_are_found(content: Path, tmp_path: Path) -> None:
    article = content / "articles" / "2008" / "2008-07-02-tarcza.md"
    article.write_text(article.read_text("utf-8").replace("lang: pl", "lang: pl-x-abcdefgh-abcdefgh-abcdefgh-ab"), "utf-8")
    for _ in ("cold", "warm"):
        [said] = [line for line in build(content, SETTINGS, tmp_path / "output").lines if "page-unsearched" in line]
        assert said.startswith(f"{article}:1: page-unsearched: articles/2008-07-02-tarcza.html is")
    assert list((tmp_path / "output" / "pagefind").rglob("en_*"))


def test_a_first_build_with_a_mistake_leaves_no_output(content: Path, tmp_path: Path) -> None:
    (content / "articles" / "broken.md").write_text("")
    with pytest.raises(ContentErrors):
        build(content, SETTINGS, tmp_path / "output")
    assert not (tmp_path / "output").exists()


def test_the_next_build_clears_away_what_a_killed_one_left(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(content, SETTINGS, output)
    before = pages(output)
    output.rename(tmp_path / ".output.old")  # killed between the two steps of the exchange
    (tmp_path / ".output.new-x1").mkdir()
    (tmp_path / ".output.new-x1" / "half.html").write_text("half")
    (content / "articles" / "broken.md").write_text("")

    with pytest.raises(ContentErrors):
        build(content, SETTINGS, output)
    assert pages(output) == before, "the last good output is back"

    (content / "articles" / "broken.md").unlink()
    build(content, SETTINGS, output)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".output.lock", "content", "output"]


def test_the_page_of_a_deleted_article_is_gone(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(content, SETTINGS, output)
    (content / "articles" / "2008" / "2008-07-02-tarcza.md").unlink()
    build(content, SETTINGS, output)
    assert not [name for name in tree(output) if "tarcza" in name]
    assert not list((output / "pagefind").rglob("pl_*")), "nor is its language in the search index"


def test_the_build_says_what_it_built(content: Path, tmp_path: Path) -> None:
    said = pelican(content, SETTINGS, tmp_path / "output").stdout
    assert "4 articles, 6 actors with 10 mentions, 2 topics, 5 sources; 8 findings" in said
    assert "seconds" in said


def five_articles(folder: Path, status: str = "published") -> Path:
    """A dossier of five articles, four of which have a status."""
    (folder / "topics").mkdir(parents=True, exist_ok=True)
    (folder / "topics" / "talks.md").write_text(text("topics/talks.md"))
    for number in range(5):
        head = {"title": f"News {number}", "date": f"2008-06-0{number + 1}", "status": status if number else "published"}
        path = folder / "articles" / f"2008-06-0{number + 1}-news.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text("articles/news.md", head), encoding="utf-8")
    return folder


def test_a_build_of_much_less_than_the_last_one_says_so_and_why_in_its_last_lines(tmp_path: Path) -> None:
    assert "published" not in "".join(build(five_articles(tmp_path / "news"), SETTINGS, tmp_path / "output").lines)
    said = pelican(five_articles(tmp_path / "news", "draft"), SETTINGS, tmp_path / "output").stdout.replace("\n", " ")
    assert (
        "1 article is published, where the last edition had 5: news/articles holds 5 Markdown files; 4 of them are drafts"
        in said
    )


def test_an_edition_without_articles_takes_no_place_where_that_is_fatal(tmp_path: Path) -> None:
    content, output = five_articles(tmp_path / "news"), tmp_path / "output"
    build(content, SETTINGS, output)
    before = tree(output)
    (content / "articles").rename(tmp_path / "elsewhere")
    (content / "inbox").mkdir()
    (content / "inbox" / "waiting.md").write_text("Words.\n")
    done = pelican(content, SETTINGS, output)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "No article is published, where the last edition had 5: news/articles holds no Markdown file; 1 waits in news/inbox."
    )
    assert tree(output) == before


def test_drafts_are_in_a_preview_only(content: Path, tmp_path: Path) -> None:
    for name in ("plain", "preview"):
        build(content, SETTINGS, tmp_path / name, DOSSIER_PREVIEW=name == "preview")
    assert not [name for name, data in tree(tmp_path / "plain").items() if b"quagga" in data or "draft" in name]
    assert (tmp_path / "preview" / "articles" / "2008-08-01-draft.html").exists()


def test_a_hidden_article_has_a_page_and_stands_in_no_list(content: Path, tmp_path: Path) -> None:
    build(content, SETTINGS, tmp_path / "output")
    holding = [name for name, data in tree(tmp_path / "output").items() if b"okapi" in data or b"A hidden article" in data]
    assert holding == ["articles/2008-08-02-hidden.html"]
    assert b"data-pagefind-body" not in (tmp_path / "output" / holding[0]).read_bytes()


def test_importing_the_core_does_not_import_pelican() -> None:
    code = "import sys, dossier, dossier.cli, dossier.pipeline; sys.exit('pelican' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def test_a_plain_pelican_site_reads_its_pages_with_our_reader(tmp_path: Path) -> None:
    """Pelican's own generators, told to read a folder, get CommonMark and metadata from the reader."""
    from pelican.settings import DEFAULT_CONFIG

    from dossier.adapter import MarkdownReader

    page = tmp_path / "page.md"
    page.write_text('---\ntitle: Words\ndate: 2008-06-25\n---\n\nA "quoted" [link]({filename}/other.md) <b>raw</b>\n')
    html, metadata = MarkdownReader(DEFAULT_CONFIG).read(str(page))
    assert 'A “quoted” <a href="{filename}/other.md">link</a> &lt;b&gt;raw&lt;/b&gt;' in html
    assert metadata["title"] == "Words"
    assert metadata["date"].year == 2008
    page.write_text("---\ntitle: Words\nlang: ../x\n---\n\nWords.\n")
    with pytest.raises(ContentError, match=r"page.md:3: `lang` is no language tag"):
        MarkdownReader(DEFAULT_CONFIG).read(str(page))


PELICANCONF = """
AUTHOR = "Ann"
SITENAME = "Ann writes"
SITEURL = ""
PATH = "content"
TIMEZONE = "Europe/Rome"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
LINKS = (("Pelican", "https://getpelican.example/"),)
SOCIAL = (("You can add links in your config file", "#"),)
DEFAULT_PAGINATION = 10
PLUGINS = ["dossier"]
"""


@pytest.fixture
def blog(tmp_path: Path, content: Path) -> Path:
    """A site as pelican-quickstart makes it, with Pelican's default theme, around the content of a dossier."""
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(PELICANCONF)
    return settings


@pytest.mark.parametrize("theme", [[], ["--theme-path", "simple"]], ids=["default", "simple"])
def test_a_pelican_site_adds_the_plugin_by_its_name_alone(blog: Path, content: Path, tmp_path: Path, theme: list[str]) -> None:
    done = pelican(content, blog, tmp_path / "output", *theme)
    assert done.returncode == 0, done.stdout + done.stderr
    front = (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    assert "<title>Ann writes</title>" in front
    assert (tmp_path / "output" / "articles" / "2008-06-25-harbour-talks.html").is_file()
    assert not list((tmp_path / "output").glob("author*")), "Pelican's own pages are off"


def test_posts_that_a_dossier_would_leave_out_end_the_build(blog: Path, content: Path, tmp_path: Path) -> None:
    (content / "first.md").write_text("Title: First post\nDate: 2024-05-01\n\nHello.\n")
    (content / "news").mkdir()
    (content / "news" / "second.rst").write_text("Second\n######\n\nHello.\n")
    done = pelican(content, blog, tmp_path / "output")
    assert done.returncode == 1
    for name in ("first.md", "news/second.rst"):
        assert f"content/{name}:1: lies in no folder that a build reads: articles, actors, topics, pages" in done.stderr
    assert not (tmp_path / "output").exists()


def test_texts_that_are_linked_kept_or_waiting_may_lie_beside_the_articles(blog: Path, content: Path, tmp_path: Path) -> None:
    for name in ("inbox/waiting.md", "clippings/kept.md", "extra/linked.md", "README.md"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("Words.\n")
    (content / "pages" / "more.md").write_text("---\ntitle: More\n---\n\n[A file]({static}/extra/linked.md).\n")
    done = pelican(content, blog, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "extra" / "linked.md").is_file()


def test_a_theme_that_is_not_made_for_dossier_is_named(blog: Path, content: Path, tmp_path: Path) -> None:
    import pelican as host

    foreign = Path(shutil.copytree(Path(host.__file__).parent / "themes" / "notmyidea", tmp_path / "foreign"))
    done = pelican(content, blog, tmp_path / "output", "--theme-path", str(foreign))
    assert done.returncode == 1
    assert "base.html:2: 'DEFAULT_LANG' is undefined" in done.stderr
    assert "a template that knows `view`, `site` and `frame`" in done.stderr
