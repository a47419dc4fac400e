"""What a build remembers saves time, and never shows: killed, crossed, spoilt or forged, the next build is right."""

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree

import pytest

from dossier.locks import locked
from dossier.memory import folder_of, summed
from tests.conftest import HERE, build

SETTINGS = HERE / "site" / "pelican.conf.py"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier of one's own that was built once."""
    copytree(HERE / "site" / "content", tmp_path / "content")
    built(tmp_path)
    return tmp_path


def built(folder: Path) -> Path:
    output = folder / "output"
    done = build(folder / "content", SETTINGS, output)
    assert done.returncode == 0, done.stderr
    return output


def from_nothing(folder: Path) -> dict[str, bytes]:
    output = folder / "cold"
    done = build(folder / "content", SETTINGS, output)
    assert done.returncode == 0, done.stderr
    return tree(output)


def change(folder: Path) -> None:
    article = sorted((folder / "content" / "articles").rglob("*.md"))[0]
    article.write_text(article.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")


def test_a_build_with_nothing_changed_leaves_every_file_as_it_was(dossier: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (dossier / "output").rglob("*.html")}
    built(dossier)
    assert {path: path.stat().st_mtime_ns for path in (dossier / "output").rglob("*.html")} == before


def test_a_file_that_hides_its_change_is_read_all_the_same(dossier: Path) -> None:
    article = sorted((dossier / "content" / "articles").rglob("*.md"))[0]
    time.sleep(2.1)  # a file that was written just now is always read
    built(dossier)
    before = article.stat()
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("early", "later"), encoding="utf-8")
    os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert article.read_text(encoding="utf-8") != text
    assert article.stat().st_size == before.st_size
    assert article.stat().st_mtime_ns == before.st_mtime_ns
    assert tree(built(dossier)) == from_nothing(dossier)


def test_a_file_that_an_edited_text_links_to_is_published(dossier: Path) -> None:
    (dossier / "content" / "notes.pdf").write_bytes(b"notes")
    article = sorted((dossier / "content" / "articles").rglob("*.md"))[0]
    article.write_text(article.read_text(encoding="utf-8") + "\n[Notes]({static}/notes.pdf)\n", encoding="utf-8")
    made = tree(built(dossier))
    assert made == from_nothing(dossier)
    assert made["notes.pdf"] == b"notes"


@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2, 1.6])
def test_after_a_build_that_is_killed_the_next_one_is_right(dossier: Path, seconds: float) -> None:
    change(dossier)
    command = [sys.executable, "-m", "pelican", "content", "-s", str(SETTINGS), "-o", "output", "--fatal", "warnings"]
    build = subprocess.Popen(command, cwd=dossier, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert tree(built(dossier)) == from_nothing(dossier)


def started(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pelican", "content", "-s", str(SETTINGS), "-o", "output", "--fatal", "warnings"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_builds_at_once_do_not_cross(dossier: Path) -> None:
    change(dossier)
    builds = [started(dossier) for _ in range(3)]
    said = [build.communicate() for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    assert tree(dossier / "output") == from_nothing(dossier)


def test_a_build_waits_for_another_one_of_the_same_output_and_says_so(dossier: Path) -> None:
    change(dossier)
    with locked(dossier / "output", lambda: None):
        build = started(dossier)
        assert build.stdout
        assert build.stdout.readline() == f"Waiting for another build of {dossier / 'output'}.\n"
        assert build.poll() is None
    assert build.communicate()[1] == ""
    assert build.returncode == 0
    assert tree(dossier / "output") == from_nothing(dossier)


def test_builds_at_once_do_not_cross_where_they_share_no_cache_folder(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(dossier)
    (dossier / "file").write_text("no folder")
    builds = []
    for home in ("file", "one", "two", "three"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(dossier / home))
        builds.append(started(dossier))
    said = [build.communicate() for build in builds]
    assert [build.returncode for build in builds] == [0] * 4, said
    assert tree(dossier / "output") == from_nothing(dossier)


def test_a_memory_that_is_spoilt_is_put_aside(dossier: Path) -> None:
    change(dossier)
    file = folder_of(dossier / "output") / "memory.db"
    file.write_bytes(b"no database" * 1000)
    assert tree(built(dossier)) == from_nothing(dossier)
    before = file.stat().st_size
    built(dossier)
    assert before > 20_000
    with sqlite3.connect(file) as database:
        database.execute("UPDATE memory SET value = ? WHERE name = 'whole'", (summed(pickle.dumps(("half",))[:-3]),))
    assert tree(built(dossier)) == from_nothing(dossier)


def texts(folder: Path) -> Path:
    [file] = folder_of(folder / "output").glob("texts-*")
    return file


@pytest.mark.parametrize("left", [None, 0, 0.5])
def test_texts_that_are_lost_are_read_again(dossier: Path, left: float | None) -> None:
    file = texts(dossier)
    if left is None:
        file.unlink()
    else:
        os.truncate(file, int(file.stat().st_size * left))
    change(dossier)
    assert tree(built(dossier)) == from_nothing(dossier)
    assert texts(dossier).stat().st_size > 1000


def test_texts_that_are_damaged_are_read_anew_and_never_published(dossier: Path) -> None:
    file = texts(dossier)
    data = file.read_bytes()
    assert b"zeppelin" in data
    file.write_bytes(data.replace(b"zeppelin", b"zeppelim"))
    topic = dossier / "content" / "topics" / "harbour.md"  # the pages of its articles tell its name
    topic.write_text(topic.read_text(encoding="utf-8").replace("label: ", "label: New ", 1), encoding="utf-8")
    assert tree(built(dossier)) == from_nothing(dossier)


def test_of_a_memory_with_a_damaged_letter_nothing_is_published(dossier: Path) -> None:
    with sqlite3.connect(folder_of(dossier / "output") / "memory.db") as database:
        [value] = database.execute("SELECT value FROM memory WHERE name = 'whole'").fetchone()
        assert b"Harbour talks" in value
        damaged = value.replace(b"Harbour talks", b"Harbour walks")
        database.execute("UPDATE memory SET value = ? WHERE name = 'whole'", (damaged,))
    change(dossier)
    assert tree(built(dossier)) == from_nothing(dossier)


def test_many_articles_are_looked_at_again_by_several_processes_at_once(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_JOBS", "2")
    for number in range(1200):
        day = f"2008-{1 + number % 12:02}-{1 + number % 28:02}"
        head = f"title: Article {number}\ndate: {day}\nsources: [{{title: Report, publisher: Interfax}}]\ntopics: [talks]"
        article = f"---\n{head}\n---\n\nLavrov came, the Helmsman said {'so ' * (number % 90)}.\n"
        (dossier / "content" / "articles" / f"{day}-article-{number}.md").write_text(article, encoding="utf-8")
    built(dossier)
    actor = dossier / "content" / "actors" / "sergei-lavrov.md"
    actor.write_text(actor.read_text(encoding="utf-8").replace("[Lavrov,", "[Helmsman, Lavrov,"), encoding="utf-8")
    assert tree(built(dossier)) == from_nothing(dossier)


def test_texts_of_which_most_are_of_no_use_are_dropped(dossier: Path) -> None:
    first, size = texts(dossier), texts(dossier).stat().st_size
    for _ in range(4):
        for article in (dossier / "content" / "articles").rglob("*.md"):
            article.write_text(article.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        built(dossier)
    assert texts(dossier) != first
    assert texts(dossier).stat().st_size < 2.5 * size
    assert tree(dossier / "output") == from_nothing(dossier)
    change(dossier)
    assert tree(built(dossier)) == from_nothing(dossier)


class Forged:
    """A pickle that writes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.mark),)


def test_a_memory_that_others_can_write_is_not_read(dossier: Path) -> None:
    folder, mark = folder_of(dossier / "output"), dossier / "mark"
    with sqlite3.connect(folder / "memory.db") as database:
        database.execute("UPDATE memory SET value = ? WHERE name = 'whole'", (summed(pickle.dumps(Forged(mark))),))
    folder.chmod(0o777)
    built(dossier)
    assert not mark.exists()
    folder.chmod(0o700)  # what would have happened: the test can fail
    built(dossier)
    assert mark.exists()


def test_where_nothing_can_be_remembered_a_build_is_whole(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = dossier / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    change(dossier)
    made = tree(built(dossier))
    monkeypatch.undo()
    assert made == from_nothing(dossier)
