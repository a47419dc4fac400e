"""What a host needs of a site that has an address, and that none of it disturbs a reader who opens the site from disk."""

import io
import json
import re
import zipfile
from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page

from dossier.archive import pack
from dossier.cli import main
from dossier.links import dead_links
from dossier.pipeline import assemble, collect
from dossier.views.base import Site
from dossier.views.card import card, wrapped
from tests.conftest import HERE, Share, build
from tests.content import content

pytestmark = pytest.mark.slow

URL = "https://dossier.example.org/talks"


@pytest.fixture(scope="module")
def hosted(share: Share) -> Path:
    """The small site, as it is published at an address of its own."""

    def fill(folder: Path) -> None:
        build(HERE / "site" / "content", HERE / "site" / "pelican.conf.py", folder / "output", SITEURL=f"{URL}/")

    return share("hosted", fill) / "output"


def head(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("</head>")[0]


def test_each_page_states_the_address_that_counts(hosted: Path) -> None:
    assert f'<link rel="canonical" href="{URL}/">' in head(hosted / "index.html")
    assert f'<link rel="canonical" href="{URL}/actors/sergei-lavrov.html">' in head(hosted / "actors" / "sergei-lavrov.html")


def test_what_is_passed_on_shows_its_title_its_summary_and_a_picture(hosted: Path) -> None:
    text = head(hosted / "articles" / "2008-06-25-harbour-talks.html")
    told = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', text))
    assert (told["og:type"], told["og:site_name"], told["twitter:card"]) == (
        "article",
        "A small dossier",
        "summary_large_image",
    )
    assert told["og:title"] in text.partition("<title>")[2]
    assert told["og:image"] == f"{URL}/theme/card.png"
    assert (told["og:image:width"], told["og:image:height"], told["og:image:alt"]) == ("1200", "630", "A small dossier")
    with Image.open(hosted / "theme" / "card.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 10  # letters are there, not paper alone


def test_a_hidden_article_has_no_card(hosted: Path) -> None:
    hidden = [path for path in hosted.glob("articles/*.html") if 'name="robots"' in head(path)]
    assert hidden
    assert not [path for path in hidden if "og:" in head(path) or "canonical" in head(path)]


def test_the_page_of_lost_addresses_works_at_whatever_depth_it_is_shown(hosted: Path) -> None:
    text = (hosted / "404.html").read_text(encoding="utf-8")
    links = re.findall(r'(?:href|src|action|data-manifest)="([^"#][^"]*)"', text)
    assert links
    assert all(link.startswith(f"{URL}/") for link in links)
    assert all((hosted / unquote(link.removeprefix(f"{URL}/"))).is_file() for link in links)
    assert '<meta name="robots" content="noindex">' in text


def test_crawlers_are_told_of_the_map(hosted: Path) -> None:
    assert f"Sitemap: {URL}/sitemap.xml" in (hosted / "robots.txt").read_text(encoding="utf-8").splitlines()
    places = (hosted / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{URL}/</loc>" in places
    assert "404" not in places


def test_a_telephone_finds_icons_of_the_sizes_that_it_is_told(hosted: Path) -> None:
    told = json.loads((hosted / "site.webmanifest").read_text(encoding="utf-8"))
    assert (told["name"], told["start_url"], told["lang"]) == ("A small dossier", "index.html", "en")
    for icon in told["icons"]:
        data = (hosted / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            with Image.open(io.BytesIO(data)) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert 'rel="apple-touch-icon"' in head(hosted / "index.html")


def test_every_link_of_a_hosted_site_leads_somewhere(hosted: Path) -> None:
    assert dead_links(hosted)[1] == ()


def test_the_same_content_gives_the_same_picture(hosted: Path, tmp_path: Path) -> None:
    build(HERE / "site" / "content", HERE / "site" / "pelican.conf.py", tmp_path / "output", SITEURL=URL)
    for name in ("theme/card.png", "theme/icon-192.png", "404.html"):
        assert (tmp_path / "output" / name).read_bytes() == (hosted / name).read_bytes()


@pytest.mark.browser
def test_from_disk_no_page_asks_for_what_only_a_host_has(hosted: Path, page: Page) -> None:
    said = list[str]()
    asked = list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((hosted / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert said == []
    assert asked
    assert all(url.startswith("file:") and "webmanifest" not in url for url in asked)
    assert page.locator("link[rel=manifest]").count() == 0


def test_a_publisher_without_an_address_hears_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(HERE / "site", tmp_path, dirs_exist_ok=True)
    (tmp_path / "pelican.conf.py").write_text('SITENAME = "Talks"\nSITEURL = ""\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["publish"])
    assert done.exit_code == 0, done.output
    for word in ("SITEURL is empty", "feeds", "sitemap.xml", "404.html", 'SITEURL = "https://'):
        assert word in done.stderr
    assert not [name for name in ("404.html", "robots.txt", "site.webmanifest") if (tmp_path / "dist" / "site" / name).exists()]


@pytest.mark.parametrize("url", ["example.org", "/dossier", "ftp://example.org", "https://example.org/a?b=c", "https://"])
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"SITEURL is .*right is the whole address"):
        build(HERE / "site" / "content", HERE / "site" / "pelican.conf.py", tmp_path / "output", SITEURL=url)


def test_a_long_title_stands_in_smaller_letters_and_none_is_lost() -> None:
    name = "The long and winding story of a harbour that nobody wanted and that was built in the end all the same"
    drawn = card(assemble(content({})), Site(name, "", "", "en", "https://example.org", preview=False))
    lines = re.findall(r"<text [^>]*>([^<]*)</text>", drawn)
    assert " ".join(lines).startswith(name)
    assert 'font-size="54px"' in drawn


def test_a_title_with_marks_of_markup_is_text() -> None:
    drawn = card(assemble(content({})), Site("Mills & <Sons>", "", "", "ar", "https://example.org", preview=False))
    assert "Mills &amp; &lt;Sons&gt;" in drawn
    assert 'text-anchor="end"' in drawn


def test_lines_are_as_long_as_there_is_room_for() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("港口 的 故事", 8) == ["港口 的", "故事"]
    assert wrapped("", 8) == [""]


def test_what_speaks_to_hosts_alone_is_not_on_the_stick(hosted: Path, tmp_path: Path) -> None:
    root = HERE / "site" / "content"
    with zipfile.ZipFile(pack(assemble(collect(root)), root, hosted, tmp_path)) as archive:
        names = {name.partition("/data/site/")[2] for name in archive.namelist()}
    assert "index.html" in names
    assert not {"404.html", "robots.txt"} & names
