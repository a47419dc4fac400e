"""What is handed on: the archive, its verification, and the single file."""

import base64
import gzip
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, expect

from dossier.archive import verify
from dossier.archive.section import Section
from dossier.cli import main
from tests.checkers import check_html
from tests.conftest import HERE, NAME, PROJECT, Built, build

pytestmark = pytest.mark.slow

CONTENT = HERE / "site" / "content"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def problems(path: Path) -> list[str]:
    return [f"{problem.path}: {problem.what}" for problem in verify(path)]


def test_the_archive_holds_the_site_its_sources_and_a_bag(unpacked: Path) -> None:
    assert sorted(path.name for path in unpacked.iterdir()) == [
        "READ ME FIRST.html",
        "bag-info.txt",
        "bagit.txt",
        "data",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]
    assert sorted(path.name for path in (unpacked / "data").iterdir()) == ["content", "site"]
    bagit.Bag(str(unpacked)).validate()
    assert (unpacked / "data" / "content" / "images" / "harbour.svg").exists()


def test_drafts_and_hidden_articles_are_not_in_the_archive(unpacked: Path) -> None:
    holding = [p for p in unpacked.rglob("*") if p.is_file() and (b"quagga" in p.read_bytes() or b"okapi" in p.read_bytes())]
    assert not holding


def test_read_me_first_leads_to_the_dossier(unpacked: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((unpacked / "READ ME FIRST.html").as_uri())
        page.click("text=Open the dossier")
        expect(page.locator("h1")).to_have_text("A small dossier")


def test_the_same_inputs_give_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    archives = []
    for number, (zone, seed, umask) in enumerate((("Asia/Kathmandu", "1", 0o022), ("America/St_Johns", "77", 0o077))):
        folder = tmp_path / ("x" * (number + 1)) / "deep é"
        content = Path(shutil.copytree(CONTENT, folder / "content"))
        for place, path in enumerate(sorted(content.rglob("*"), reverse=bool(number))):
            os.utime(path, (1e9 + place, 1e9 * (number + 1)))
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8" if number else "C"}
        before = os.umask(umask)
        try:
            settings = HERE / "site" / "pelican.conf.py"
            for command in (
                ["-m", "pelican", str(content), "-s", str(settings), "-o", str(folder / "output"), "--fatal", "warnings"],
                [
                    "-c",
                    "from dossier.cli import main; main()",
                    "pack",
                    *"--content content --output output --dist dist".split(),
                ],
            ):
                subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, capture_output=True)
        finally:
            os.umask(before)
        archives.append((folder / "dist" / f"{NAME}.zip").read_bytes())
    assert archives[0] == archives[1]


def test_an_archive_and_its_folder_verify_as_packed(archive: Path, unpacked: Path) -> None:
    for path in (archive, unpacked):
        done = run("verify", path)
        assert done.exit_code == 0, done.output
        assert "every file is as the manifest says" in done.stderr


def change_byte(folder: Path) -> str:
    path = folder / "data" / "site" / "index.html"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    return "data/site/index.html: altered"


def remove(folder: Path) -> str:
    (folder / "data" / "site" / "timeline.html").unlink()
    return "data/site/timeline.html: missing"


def add(folder: Path) -> str:
    (folder / "data" / "site" / "more.html").write_text("more")
    return "data/site/more.html: added"


def change_manifest(folder: Path) -> str:
    manifest = folder / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text() + f"{'0' * 64}  data/site/ghost.html\n")
    return "manifest-sha256.txt: altered"


def change_read_me(folder: Path) -> str:
    (folder / "READ ME FIRST.html").write_text("Send money")
    return "READ ME FIRST.html: altered"


def link(folder: Path) -> str:
    (folder / "data" / "site" / "etc").symlink_to("/etc")
    return "data/site/etc: unsafe: a link"


def rezip(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            name = f"{NAME}/{path.relative_to(folder).as_posix()}"
            if path.is_symlink():
                entry = zipfile.ZipInfo(name)
                entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
                file.writestr(entry, str(path.readlink()))
            elif path.is_file():
                file.write(path, name)
    return target


@pytest.mark.parametrize("harm", [change_byte, remove, add, change_manifest, change_read_me, link])
@pytest.mark.parametrize("zipped", [False, True])
def test_every_file_that_is_not_as_packed_is_named(
    unpacked: Path, tmp_path: Path, harm: Callable[[Path], str], zipped: bool
) -> None:
    expected = harm(unpacked)
    path = rezip(unpacked, tmp_path / "changed.zip") if zipped else unpacked
    done = run("verify", path)
    assert done.exit_code == 1
    assert expected in done.stdout.splitlines()
    others = {"manifest-sha256.txt: altered", "data/site/ghost.html: missing"} if harm is change_manifest else {expected}
    assert set(done.stdout.splitlines()) == others


def hostile(archive: Path, target: Path, *entries: tuple[str, bytes]) -> Path:
    shutil.copy(archive, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/evil", "../etc/evil: unsafe: leads out of the archive"),
        ("../evil", "../../evil: unsafe: leads out of the archive"),
        (f"{NAME}/data/../../evil", "data/../../evil: unsafe: leads out of the archive"),
        (f"{NAME}/data\\..\\evil", "data\\..\\evil: unsafe: leads out of the archive"),
        ("C:/evil", "../C:/evil: unsafe: leads out of the archive"),
        ("data/site/index.html", "../data/site/index.html: added"),
    ],
)
def test_a_name_that_leads_elsewhere_is_named_and_not_followed(archive: Path, tmp_path: Path, name: str, said: str) -> None:
    assert [line.replace("..//", "../") for line in problems(hostile(archive, tmp_path / "evil.zip", (name, b"x")))] == [said]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_unsafe(archive: Path, tmp_path: Path) -> None:
    evil = hostile(archive, tmp_path / "evil.zip", (f"{NAME}/data/site/index.html", b"another"))
    assert problems(evil) == ["data/site/index.html: unsafe: stands twice in the archive"]


def test_a_bomb_is_named_and_not_unpacked(archive: Path, tmp_path: Path) -> None:
    evil = hostile(archive, tmp_path / "bomb.zip", (f"{NAME}/data/site/bomb", bytes(300 << 20)))
    found = problems(evil)
    assert any(line.startswith("data/site/bomb: unsafe:") and "314,572,800" in line for line in found)


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_file_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    done = run("verify", tmp_path / "x.zip")
    assert done.exit_code == 1
    assert "is no sound zip file" in done.stderr


def test_a_truncated_archive_is_not_whole(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(archive.read_bytes()[:-2000])
    assert run("verify", tmp_path / "x.zip").exit_code == 1


def test_a_folder_without_a_manifest_cannot_be_verified(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert problems(tmp_path) == ["manifest-sha256.txt: missing: nothing can be verified without it"]


def test_what_is_not_built_or_a_preview_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    done = run("pack", "--content", CONTENT, "--output", tmp_path / "output", "--dist", tmp_path / "dist")
    assert (done.exit_code, "holds no built site" in done.stderr) == (1, True)
    build(CONTENT, HERE / "site" / "pelican.conf.py", tmp_path / "preview", DOSSIER_PREVIEW=True)
    done = run("pack", "--content", CONTENT, "--output", tmp_path / "preview", "--dist", tmp_path / "dist")
    assert (done.exit_code, "is a preview" in done.stderr) == (1, True)
    assert not (tmp_path / "dist").exists()


def test_a_site_that_is_older_than_its_content_is_not_packed(small: Built, tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    (content / "articles" / "2008" / "2008-07-02-tarcza.md").unlink()
    done = run("pack", "--content", content, "--output", small.folder, "--dist", tmp_path / "dist")
    assert (done.exit_code, "build it again" in done.stderr) == (1, True)


def packed_into(dist: Path, output: Path, content: Path, room: int | None = None) -> Path:
    """A site as one file, in whose document so many bytes of pages have room."""
    with pytest.MonkeyPatch.context() as patch:
        if room is not None:
            patch.setattr(import_module("dossier.archive.single"), "OPEN", room)
        done = run("pack", "--single", "--content", content, "--output", output, "--dist", dist)
    assert done.exit_code == 0, done.output
    [path] = dist.iterdir()
    return path


@pytest.fixture(scope="module", params=[None, 0], ids=["open", "packed"])
def one_file(small: Built, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The small site as one file: all pages stand in the document, or as few as possible."""
    path = packed_into(tmp_path_factory.mktemp("single"), small.folder, CONTENT, request.param)
    assert path.name == f"{NAME}.html"
    return path


@pytest.fixture(scope="module")
def few_open(small: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as one file, with as few pages as possible in the document."""
    return packed_into(tmp_path_factory.mktemp("few"), small.folder, CONTENT, 0)


@pytest.fixture(scope="module")
def shipped_file(shipped: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of this repository as one file."""
    return packed_into(tmp_path_factory.mktemp("shipped"), shipped.folder, PROJECT / "content")


def unpacked_pages(path: Path) -> str:
    """All pages of a single file, those too that are packed in it."""
    text = path.read_text(encoding="utf-8")
    pages = [text[text.index("<body>") :]]
    for group, body in re.findall(r'<script type="text/plain" data-file="pages/(\w+)">([^<]*)</script>', text):
        if group != "kept":
            pages += json.loads(gzip.decompress(base64.b64decode(body))).values()
    return "\n".join(pages)


def dead_places(path: Path) -> set[str]:
    """The places to which links of a single file lead, and which are not in it."""
    pages = unpacked_pages(path)
    places = {unquote(unescape(place)).split("?")[0] for place in re.findall(r'<a [^>]*?href="#([^"]*)"', pages)}
    assert len(places) > 50
    return places - set(map(unescape, re.findall(r' id="([^"]*)"', pages)))


def test_the_single_file_is_valid_html(one_file: Path) -> None:
    check_html(one_file)


def test_the_single_file_shows_every_page_searches_and_asks_for_nothing(one_file: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto(one_file.as_uri())
        expect(page.locator("section[data-title]:visible")).to_have_count(1)
        page.click("text=Harbour talks")
        expect(page.locator("section.current h1")).to_contain_text("Harbour talks")
        page.click("section.current .mention >> nth=0")
        expect(page.locator("section.current h1")).to_have_text("Sergei Lavrov")
        page.keyboard.press("/")
        page.keyboard.type("zeppelin")
        page.click("dialog .passages h3 a")
        expect(page.locator("section.current p:target mark")).to_have_text("zeppelin")
        page.keyboard.press("/")
        page.keyboard.type("переговорах")
        page.keyboard.press("Enter")
        expect(page.locator("section.current .results h3 a")).to_have_text("Лавров о переговорах")
        page.go_back()
        expect(page.locator("section.current h1")).to_contain_text("Harbour talks")
        assert not errors
        assert not [address for address in asked if not address.startswith((one_file.as_uri(), "data:", "blob:"))]


def test_every_link_of_the_single_file_leads_to_a_place_in_it(one_file: Path, shipped_file: Path) -> None:
    assert (dead_places(one_file), dead_places(shipped_file)) == (set(), set())


def test_every_page_of_the_site_is_in_the_single_file(shipped: Built, shipped_file: Path) -> None:
    pages = unpacked_pages(shipped_file)
    addresses = [path.relative_to(shipped.folder).as_posix() for path in shipped.folder.rglob("*.html")]
    assert any(address.startswith("network/") for address in addresses)
    assert not [address for address in addresses if f'<section id="{address}" data-title=' not in pages]


def test_the_single_file_of_the_shipped_dossier_is_no_larger_than_a_mail_takes(shipped_file: Path) -> None:
    assert shipped_file.stat().st_size <= 5_000_000


def test_the_same_site_gives_the_same_single_file(small: Built, few_open: Path, tmp_path: Path) -> None:
    assert packed_into(tmp_path, small.folder, CONTENT, 0).read_bytes() == few_open.read_bytes()


def test_a_filter_works_on_a_page_that_was_packed(shipped_file: Path, page: Page) -> None:
    page.goto(f"{shipped_file.as_uri()}#actors/index.html")
    shown = page.locator("section.current")
    shown.locator("form[data-actors] [name=words]").fill("lavrov")
    expect(shown.locator("tbody tr:visible")).to_have_count(1)
    page.evaluate("location.hash = '#statements.html?actor=sergei-lavrov'")
    expect(shown.locator("form[data-statements] output")).to_contain_text("Statements shown: ")
    shown.locator("form[data-statements] [name=words]").fill("zeppelin")
    expect(shown.locator("tr[data-speaker]:visible")).to_have_count(0)


def test_the_scripts_see_to_each_page_of_the_single_file_once(few_open: Path, page: Page) -> None:
    page.goto(f"{few_open.as_uri()}#sources/index.html")  # which has a button for each column
    buttons = page.locator("section.current thead button")
    expect(buttons.first).to_be_visible()
    count = buttons.count()
    page.evaluate("location.hash = '#timeline.html'")
    expect(page.locator("section.current h1")).to_have_text("Timeline")
    page.go_back()
    expect(buttons.first).to_be_visible()
    assert buttons.count() == count


def test_the_citation_of_an_article_comes_as_a_file_out_of_the_single_file(one_file: Path, page: Page) -> None:
    page.goto(f"{one_file.as_uri()}#articles/2008-06-25-harbour-talks.html")
    with page.expect_download() as got:
        page.locator("section.current .cite").get_by_text("BibTeX").click()
    assert got.value.suggested_filename == "2008-06-25-harbour-talks.bib"
    assert got.value.path().read_text(encoding="utf-8").startswith("@misc{2008-06-25-harbour-talks,")


def test_data_files_come_packed_out_of_the_single_file(small: Built, few_open: Path, page: Page) -> None:
    page.goto(f"{few_open.as_uri()}#data/index.html")
    with page.expect_download() as got:
        page.locator("section.current a[download='articles.jsonl.gz']").click()
    assert gzip.decompress(got.value.path().read_bytes()) == (small.folder / "data" / "articles.jsonl").read_bytes()


def test_without_scripts_the_single_file_says_what_is_packed(shipped_file: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(shipped_file.as_uri())
        expect(page.locator("p.packed")).to_contain_text("Network, Statements, Actors")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        assert page.locator("section.page-article h1").count() > 50


def test_a_browser_that_cannot_unpack_says_what_is_packed(few_open: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(few_open.as_uri())
        expect(page.locator("p.packed")).to_be_hidden()
        page.add_init_script("delete window.DecompressionStream")
        page.goto("about:blank")
        page.goto(f"{few_open.as_uri()}#actors/index.html")
        expect(page.locator("p.packed")).to_be_visible()
        expect(page.locator("section[data-title]:visible")).to_have_id("index.html")


def test_the_menu_of_the_single_file_is_that_of_the_page_which_is_shown(few_open: Path, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{few_open.as_uri()}#actors/index.html")
    expect(page.locator("section.current h1")).to_have_text("Actors")
    page.locator(".to-menu").click()
    expect(page.locator("footer.site-footer nav")).to_be_in_viewport()
    expect(page.locator("section.current h1")).to_have_text("Actors")


def test_a_title_stands_in_the_single_file_to_the_letter(small: Built, tmp_path: Path) -> None:
    title = r"C:\users \1 \g<0> &amp; &quot;x&quot;"
    output = Path(shutil.copytree(small.folder, tmp_path / "output"))
    page = output / "articles" / "2008-06-25-harbour-talks.html"
    page.write_text(re.sub("<title>.*</title>", lambda _: f"<title>{title}</title>", page.read_text("utf-8")), "utf-8")
    done = run("pack", "--single", "--content", CONTENT, "--output", output, "--dist", tmp_path)
    assert done.exit_code == 0, done.output
    text = (tmp_path / f"{NAME}.html").read_text(encoding="utf-8")
    assert (
        f'<section id="articles/{page.name}" data-title="{title.replace("<", "&lt;").replace(">", "&gt;")}" lang="en"' in text
    )


def test_the_single_file_sends_no_form_anywhere(one_file: Path) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', one_file.read_text(encoding="utf-8"))
    assert policy
    assert "form-action 'none'" in policy[1].split("; ")


def test_a_dossier_too_large_for_one_file_is_told_so(small: Built, tmp_path: Path) -> None:
    output = Path(shutil.copytree(small.folder, tmp_path / "output"))
    facts = json.loads((output / "data" / "dossier.json").read_text(encoding="utf-8"))
    facts["articles"] = [f"2008-01-01-{number}" for number in range(501)]
    (output / "data" / "dossier.json").write_text(json.dumps(facts), encoding="utf-8")
    done = run("pack", "--single", "--content", CONTENT, "--output", output, "--dist", tmp_path / "dist")
    assert done.exit_code == 1
    assert "one file holds up to 500 articles, and this dossier has 501" in done.stderr
    assert not list((tmp_path / "dist").glob("*"))


def test_no_attribute_of_a_page_ends_its_section_early_in_the_single_file(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<html lang="x&quot; onload=&quot;alert(1)"><title>T</title><main>Words</main></html>')
    assert ' lang="x&quot; onload=&quot;alert(1)" ' in Section(tmp_path, "x.html").html
