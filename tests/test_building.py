"""The front door: what `dossier build` and the commands around it do in a dossier's folder, and say where they can't."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Page, expect

from dossier.build import folder_of
from dossier.cli import main
from tests.conftest import HERE, PROJECT, Built
from tests.content import text
from tests.desks import leave

pytestmark = pytest.mark.slow


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of one's own, which the commands find: the small site's content."""
    folder = tmp_path / "own"
    shutil.copytree(HERE / "site" / "content", folder / "content")
    settings = (HERE / "site" / "pelican.conf.py").read_text(encoding="utf-8").replace("../..", str(PROJECT))
    (folder / "pelican.conf.py").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of a clipping and a draft, which is built in no time."""
    folder = tmp_path / "little"
    clipping = text("articles/x.md", {"kind": "clipping"}, "The quay was opened. " + "It was night. " * 100 + "A zorilla came.")
    for path, written in (
        ("content/topics/talks.md", text("topics/talks.md")),
        ("content/articles/2008-06-25-x.md", clipping),
        (
            "content/articles/2008-06-26-y.md",
            text("articles/y.md", {"status": "draft", "date": "2008-06-26", "title": "A quagga"}),
        ),
        ("pelican.conf.py", 'SITENAME = "A little dossier"\nOUTPUT_RETENTION = [".git"]\n'),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(written, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_a_build_makes_byte_for_byte_what_pelican_makes(dossier: Path, small: Built) -> None:
    done = run("build")
    assert done.exit_code == 0, done.output
    assert tree(dossier / "output") == tree(small.folder)
    said, waiting, opened = done.stdout.splitlines()
    assert said.startswith(
        "4 articles, 6 actors with 10 mentions, 2 topics, 5 sources; 8 findings (`dossier check` lists them) in"
    )
    assert waiting.endswith("for you, not published; `dossier statements` lists them.")
    assert opened == f"Open {dossier / 'output' / 'index.html'} in a browser."


def test_a_build_that_has_nothing_to_do_leaves_the_output_and_says_the_same(little: Path) -> None:
    output, first = little / "output", run("build").stdout
    folder = output.stat().st_ino
    again = run("build").stdout
    assert output.stat().st_ino == folder
    assert [line.partition(" in ")[0] for line in again.splitlines()] == [
        line.partition(" in ")[0] for line in first.splitlines()
    ]
    (output / "statements.html").write_text("mine")
    run("build")
    assert (output / "statements.html").read_text() != "mine"
    settings, footer = little / "pelican.conf.py", little / "theme" / "templates" / "partials" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>One foot</footer>")
    settings.write_text(settings.read_text().replace("A little dossier", "Another one") + 'THEME = "theme"\n')
    run("build")
    assert "Another one" in (output / "index.html").read_text()
    footer.write_text("<footer>Two feet</footer>")
    run("build")
    assert "Two feet" in (output / "index.html").read_text()
    settings.write_text(settings.read_text() + 'DOSSIER_RIGHTS = "full"\n')
    assert "whole, for yourself" not in run("build").stdout


def test_building_imports_no_pelican(little: Path) -> None:
    code = (
        "import sys; from dossier.cli import main; main(['build'], standalone_mode=False); sys.exit('pelican' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
    assert (little / "output" / "index.html").is_file()


def test_the_program_is_a_module_too(little: Path) -> None:
    command = [sys.executable, "-m", "dossier", "build", "--output", "elsewhere"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert (little / "elsewhere" / "index.html").is_file()
    assert not (little / "output").exists()


def test_commands_find_their_dossier_from_any_folder_in_it(little: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(little / "content" / "articles")
    for command in ("build", "links", "check", "statements", "candidates"):
        done = run(command)
        assert done.exit_code == 0, done.output
    assert (little / "output" / "index.html").is_file()


@pytest.mark.parametrize("command", ["build", "preview", "publish", "pack", "check", "links", "clean", "import nothing"])
def test_where_there_is_no_dossier_they_say_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*command.split())
    assert done.exit_code == 1
    assert f"neither {tmp_path} nor a folder above holds pelican.conf.py: go to your dossier's folder first" in done.stderr


def test_a_mistake_exits_1_says_where_and_leaves_the_last_good_output(little: Path) -> None:
    assert run("build").exit_code == 0
    before = tree(little / "output")
    (little / "content" / "articles" / "broken.md").write_text("---\ntitel: Oops\n---\n\nWords.\n")
    done = run("build")
    assert done.exit_code == 1
    assert "content/articles/broken.md:2: unknown key `titel`; did you mean `title`?" in done.stderr
    assert tree(little / "output") == before


def test_an_edition_without_articles_is_an_error(little: Path) -> None:
    articles = little / "content" / "articles"
    (articles / "2008-06-27-z.md").write_text(text("articles/z.md", {"date": "2008-06-27"}), encoding="utf-8")
    run("build")
    before = tree(little / "output")
    articles.rename(little / "content" / "inbox")
    done = run("build")
    assert done.exit_code == 1
    assert "No article is published, where the last edition had 2" in done.stderr
    assert tree(little / "output") == before


def test_a_content_folder_that_is_not_there_is_named(little: Path) -> None:
    (little / "pelican.conf.py").write_text('PATH = "texts"\n')
    done = run("build")
    assert (done.exit_code, "texts, and there is no such folder" in done.stderr) == (1, True)


def test_what_the_operating_system_refuses_is_told_in_a_line(little: Path) -> None:
    (little / "note.txt").write_text("Words.\n")
    done = run("pack", "--single", "--dist", "note.txt/below")
    assert (done.exit_code, done.stderr) == (1, "note.txt/below: Not a directory\n")


def test_drafts_are_built_when_asked_for(little: Path) -> None:
    run("build")
    assert not [name for name, data in tree(little / "output").items() if b"quagga" in data]
    run("build", "--drafts")
    assert "quagga" in (little / "output" / "articles" / "2008-06-26-y.html").read_text(encoding="utf-8")


def test_what_is_published_has_excerpts_of_clippings_and_no_drafts(little: Path) -> None:
    with (little / "pelican.conf.py").open("a") as settings:
        settings.write("DOSSIER_PREVIEW = True\n")
    done = run("publish")
    assert done.exit_code == 0, done.output
    assert "1 clipping cut to excerpts" in done.stdout
    assert not [name for name, data in tree(little / "dist" / "site").items() if b"quagga" in data or b"zorilla" in data]
    assert not (little / "output").exists()


def test_publishing_to_a_place_without_rsync_says_what_is_missing(little: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(little))
    done = run("publish", "--to", "user@example.org:/var/www")
    assert done.exit_code == 1
    assert f"--to needs rsync, which is not installed here: copy {little / 'dist' / 'site'} in another way" in done.stderr


def test_publishing_to_a_folder_builds_it_there_and_leaves_a_folder_of_somebody_elses(little: Path) -> None:
    done = run("publish", "--to", str(little / "public"))
    assert done.exit_code == 0, done.output
    assert (little / "public" / "index.html").is_file()
    assert not (little / "dist").exists()
    (little / "mine").mkdir()
    (little / "mine" / "notes.txt").write_text("mine")
    done = run("publish", "--to", "mine")
    assert done.exit_code == 1
    assert [path.name for path in (little / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("user@example.org:/var/www", "rsync --archive --delete --compress {site}/ user@example.org:/var/www"),
        ("rclone:shelf:bucket/talks", "rclone sync {site} shelf:bucket/talks"),
    ],
)
def test_publishing_to_another_machine_calls_the_program_for_it(
    little: Path, monkeypatch: pytest.MonkeyPatch, place: str, wanted: str
) -> None:
    tool = little.parent / "bin" / wanted.split(maxsplit=1)[0]
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho {tool.name} "$@" > "{little}/called"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent), prepend=":")
    done = run("publish", "--to", place)
    assert done.exit_code == 0, done.output
    assert (little / "called").read_text().strip() == wanted.format(site=little / "dist" / "site")


def test_packing_builds_what_it_packs(little: Path) -> None:
    done = run("pack")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("1 clipping cut to excerpts") == 1
    [archive] = (little / "dist").glob("*.zip")
    assert archive.name == "a-little-dossier-2008-06-25.zip"
    assert run("verify", archive).exit_code == 0
    done = run("pack", "--single")
    assert (little / "dist" / "a-little-dossier-2008-06-25.html").is_file(), done.output


def test_a_key_that_is_none_is_told_before_anything_is_built(little: Path) -> None:
    (little / "wrong.key").write_text("no key")
    assert run("pack", "--sign", "wrong.key").exit_code == 1
    assert not (little / "dist").exists()


def test_a_book_builds_what_it_is_made_of(little: Path) -> None:
    done = run("book")
    assert done.exit_code == 0, done.output
    assert {path.suffix for path in (little / "dist").iterdir()} == {".epub", ".pdf"}


def test_cleaning_removes_what_builds_left_and_keeps_what_is_retained(little: Path) -> None:
    run("build")
    run("publish")
    (little / "output" / ".git").mkdir()
    (little / ".output.new-killed").mkdir()
    before = {name for name in tree(little) if not name.startswith(("output/", "dist/", "."))}
    done = run("clean")
    assert done.exit_code == 0, done.output
    assert set(tree(little)) == before
    assert sorted(path.name for path in little.iterdir()) == ["content", "dist", "output", "pelican.conf.py"]
    assert [path.name for path in (little / "output").iterdir()] == [".git"]
    assert not folder_of(little / "output").exists()


def test_cleaning_leaves_alone_what_no_build_made(little: Path) -> None:
    (little / "output").mkdir()
    (little / "output" / "notes.txt").write_text("mine")
    done = run("clean")
    assert (done.exit_code, "holds what no build of Dossier made" in done.stderr) == (1, True)
    assert (little / "output" / "notes.txt").read_text() == "mine"


def test_rebuilding_builds_anew(little: Path) -> None:
    run("build")
    page = little / "output" / "index.html"
    made, text_of_it = page.stat().st_mtime_ns, page.read_bytes()
    done = run("rebuild")
    assert done.exit_code == 0, done.output
    assert page.stat().st_mtime_ns > made
    assert page.read_bytes() == text_of_it


def test_there_is_nothing_to_serve_before_a_build(little: Path) -> None:
    done = run("serve")
    assert (done.exit_code, "holds no built site: run `dossier build` first" in done.stderr) == (1, True)


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def previewing(little: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A preview that runs."""
    with shown("preview", port) as process:
        yield process


@pytest.fixture
def desk(little: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A desk that runs."""
    with shown("desk", port, "--no-open") as process:
        yield process


@contextmanager
def shown(name: str, port: int, *options: str, patience: float = 60) -> Iterator[subprocess.Popen[str]]:
    """A command that serves until it is ended; one that hangs is, after so many seconds."""
    command = [sys.executable, "-u", "-m", "dossier", name, "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:
        watchdog = threading.Timer(patience, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def read_to(process: subprocess.Popen[str], words: str) -> str:
    """Read what a command says, to the line that holds these words; returns it."""
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return line
    raise AssertionError("".join(said))


def test_a_preview_shows_drafts_and_follows_what_is_saved(little: Path, port: int, previewing: subprocess.Popen[str]) -> None:
    start = read_to(previewing, "  (Ctrl+C ends it)").split()[0]
    assert start.startswith(f"http://127.0.0.1:{port}/?token=")
    let_in = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    let_in.open(start).close()

    def page() -> str:
        with let_in.open(f"http://127.0.0.1:{port}/articles/2008-06-26-y.html") as answer:
            return str(answer.read().decode())

    assert "quagga" in page()
    draft = little / "content" / "articles" / "2008-06-26-y.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\nAn okapi, too.\n", encoding="utf-8")
    read_to(previewing, "all pages after")
    assert "okapi" in page()
    previewing.send_signal(signal.SIGINT)
    assert previewing.wait(20) == 0


def test_the_desk_follows_what_is_saved_and_shows_mistakes_over_the_last_good_edition(
    little: Path, port: int, desk: subprocess.Popen[str], page: Page
) -> None:
    site, draft = f"http://127.0.0.1:{port}", little / "content" / "articles" / "2008-06-26-y.md"
    start, text_of_it = read_to(desk, "  (Ctrl+C ends it)").split()[0], draft.read_text(encoding="utf-8")
    assert page.request.get(f"{site}/articles/2008-06-26-y.html").status == 403
    page.goto(start)
    expect(page).to_have_url(f"{site}/desk/today")
    [cookie] = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    page.get_by_role("link", name="Page as readers see it: A quagga").click()
    draft.write_text(text_of_it + "\nAn okapi, too.\n", encoding="utf-8")
    expect(page.locator("article")).to_contain_text("An okapi, too.")
    draft.write_text(text_of_it.replace('"title"', '"titel"'), encoding="utf-8")
    expect(page.get_by_role("alert")).to_contain_text("content/articles/2008-06-26-y.md:2")
    expect(page.locator("article")).to_contain_text("An okapi, too.")
    page.goto(f"{site}/desk/today")
    expect(page.locator("main")).to_contain_text("unknown key `titel`")
    page.goto(f"{site}/desk/article/2008-06-26-y")
    expect(page.locator("#mistakes")).to_contain_text("unknown key `titel`")
    draft.write_text(text_of_it.replace("A quagga", "A zorilla"), encoding="utf-8")
    expect(page.locator("#mistakes")).not_to_contain_text("titel")
    page.goto(f"{site}/desk/today")
    expect(page.get_by_role("link", name="A zorilla", exact=True)).to_be_visible()
    leave(page)


def test_a_second_desk_says_where_the_first_is_and_both_end(little: Path, port: int, desk: subprocess.Popen[str]) -> None:
    read_to(desk, "  (Ctrl+C ends it)")
    second = run("desk", "--no-open", "--port", str(port))
    assert (second.exit_code, f"http://127.0.0.1:{port}/" in second.stderr, "token" in second.stderr) == (1, True, False)
    desk.send_signal(signal.SIGINT)
    assert desk.wait(20) == 0


@pytest.mark.parametrize("command", ["preview", "desk"])
def test_content_with_mistakes_is_shown_as_it_was_last(little: Path, port: int, command: str) -> None:
    draft = little / "content" / "articles" / "2008-06-26-y.md"
    text_of_it = draft.read_text(encoding="utf-8")
    draft.write_text(text_of_it.replace('"title"', '"titel"'), encoding="utf-8")
    assert run(command, "--port", str(port)).exit_code == 1  # there is no last one yet
    draft.write_text(text_of_it, encoding="utf-8")
    assert run("build").exit_code == 0
    draft.write_text(text_of_it.replace('"title"', '"titel"'), encoding="utf-8")
    with shown(command, port, *(["--no-open"] if command == "desk" else [])) as process:
        read_to(process, "The last good edition is shown until that is mended.")
        start = read_to(process, "  (Ctrl+C ends it)").split()[0]
        let_in = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with let_in.open(start) as answer:
            assert answer.status == 200
        draft.write_text(text_of_it, encoding="utf-8")
        read_to(process, "all pages after")
        with let_in.open(f"http://127.0.0.1:{port}/articles/2008-06-26-y.html") as answer:
            assert "quagga" in answer.read().decode()
