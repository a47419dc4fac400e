"""What a build keeps saves time, and never shows: killed, crossed, spoilt or forged, the next build is right."""

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from dossier import walk
from dossier.build import folder_of, making
from dossier.build.store import Store, code, shared
from dossier.build.writer import Writer
from dossier.locks import locked
from dossier.search import shards
from dossier.sums import summed
from tests.conftest import HERE, build

pytestmark = pytest.mark.slow

SETTINGS = HERE / "site" / "pelican.conf.py"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier of one's own that was built once."""
    copytree(HERE / "site" / "content", tmp_path / "content")
    built(tmp_path)
    return tmp_path


def built(folder: Path, name: str = "output", jobs: int = 1) -> Path:
    """Build a dossier in this process, or in so many; returns the folder of its output."""
    build(folder / "content", SETTINGS, folder / name, jobs=jobs)
    return folder / name


def from_nothing(folder: Path) -> dict[str, bytes]:
    return tree(built(folder, "cold"))


def change(folder: Path) -> None:
    article = sorted((folder / "content" / "articles").rglob("*.md"))[0]
    article.write_text(article.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")


def test_a_build_with_nothing_changed_leaves_every_file_as_it_was(dossier: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (dossier / "output").rglob("*.html")}
    built(dossier)
    assert {path: path.stat().st_mtime_ns for path in (dossier / "output").rglob("*.html")} == before


def test_a_file_that_hides_its_change_is_read_all_the_same(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = sorted((dossier / "content" / "articles").rglob("*.md"))[0]
    monkeypatch.setattr(walk, "YOUNG", 0)  # a file that was written just now is always read else
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


# What a build is about to do when it is killed: whose function, which one, and which call of it.
MOMENTS: dict[str, tuple[object, str, Callable[..., bool]]] = {
    "keep what it read": (Store, "settle", lambda *_: True),
    "write a page": (Writer, "write", lambda _, address, __: address.startswith("articles/")),
    "put data files together": (making, "put_together", lambda *_: True),
    "index the pages": (shards, "index", lambda *_: True),
    "move the last output aside": (Path, "rename", lambda path, _: path.name == "output"),
    "move the new output into its place": (Path, "rename", lambda path, _: path.name.startswith(".output.new")),
    "keep what it knows": (making, "keep", lambda *_: True),
}


def killed(folder: Path, moment: str) -> None:
    """Build a dossier up to a moment, and be killed with all processes that come of this one."""
    owner, name, now = MOMENTS[moment]
    function = getattr(owner, name)

    def called(*arguments: Any) -> Any:
        if now(*arguments):
            os.killpg(0, signal.SIGKILL)
        return function(*arguments)

    os.setsid()
    setattr(owner, name, called)
    built(folder)


@pytest.mark.parametrize("moment", MOMENTS)
def test_after_a_build_that_is_killed_the_next_one_is_right(dossier: Path, moment: str) -> None:
    change(dossier)
    process = get_context("fork").Process(target=killed, args=(dossier, moment))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
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


def rows(folder: Path) -> sqlite3.Connection:
    """The rows that the last build kept."""
    return sqlite3.connect(folder_of(folder / "output") / "store.db", isolation_level=None)


def test_a_store_that_is_spoilt_is_put_aside(dossier: Path) -> None:
    change(dossier)
    file = folder_of(dossier / "output") / "store.db"
    file.write_bytes(b"no database" * 1000)
    assert tree(built(dossier)) == from_nothing(dossier)
    before = file.stat().st_size
    assert before > 20_000
    with sqlite3.connect(file) as database:
        database.execute("UPDATE rows SET value = ? WHERE kind = 'facts'", (summed(b"half"),))
    assert tree(built(dossier)) == from_nothing(dossier)


@pytest.mark.parametrize("kind", ["reading", "job", "facts", "program", "texts"])
def test_rows_that_are_damaged_are_void_and_the_others_stand(dossier: Path, kind: str) -> None:
    with rows(dossier) as database:
        table, key = ("texts", "digest") if kind == "texts" else ("rows", "name")
        where = "" if kind == "texts" else f" WHERE kind = '{kind}'"
        for name, value in database.execute(f"SELECT {key}, value FROM {table}{where}").fetchall():  # noqa: S608
            at = len(value) * 2 // 3
            damaged = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
            database.execute(f"UPDATE {table} SET value = ? WHERE {key} = ?", (damaged, name))  # noqa: S608
    topic = dossier / "content" / "topics" / "harbour.md"  # the pages of its articles tell its name
    topic.write_text(topic.read_text(encoding="utf-8").replace("label: ", "label: New ", 1), encoding="utf-8")
    assert tree(built(dossier)) == from_nothing(dossier)


def test_a_template_that_was_compiled_and_is_damaged_is_compiled_anew(dossier: Path) -> None:
    before = from_nothing(dossier)
    compiled = [path for path in (shared("templates") or dossier).iterdir() if path.is_file()]
    assert len(compiled) > 20
    for path in compiled:
        path.write_bytes(path.read_bytes().replace(b"<header", b"<haeder"))
    damaged = [path for path in compiled if b"<haeder" in path.read_bytes()]
    assert tree(built(dossier, "another")) == before
    assert len([path for path in damaged if b"<haeder" in path.read_bytes()]) < len(damaged)


def test_what_others_could_have_compiled_is_not_read(dossier: Path) -> None:
    before = from_nothing(dossier)
    folder = shared("templates")
    assert folder
    folder.chmod(0o777)
    assert shared("templates") is None
    assert tree(built(dossier, "another")) == before
    folder.chmod(0o700)


def test_a_row_that_is_damaged_costs_no_other_its_place(dossier: Path) -> None:
    with rows(dossier) as database:
        (name,) = database.execute("SELECT name FROM rows WHERE kind = 'reading' AND name LIKE 'articles/%'").fetchone()
        database.execute("UPDATE rows SET value = x'00' WHERE kind = 'reading' AND name = ?", (name,))
    with Store(dossier / "output") as store:
        found = store.load("reading", list)
    assert name not in found
    assert len(found) > 10


@pytest.mark.parametrize("kept", ["rows", "texts"])
def test_a_damaged_letter_is_never_published(dossier: Path, kept: str) -> None:
    with rows(dossier) as database:
        word, other = (b"Harbour talks", b"Harbour walks") if kept == "rows" else (b"zeppelin", b"zeppelim")
        found = database.execute(
            "SELECT digest, value FROM texts" if kept == "texts" else "SELECT name, value FROM rows"
        ).fetchall()
        hit = [(value.replace(word, other), key) for key, value in found if word in value]
        assert hit
        key = "digest" if kept == "texts" else "name"
        database.executemany(f"UPDATE {kept} SET value = ? WHERE {key} = ?", hit)  # noqa: S608
    topic = dossier / "content" / "topics" / "harbour.md"
    topic.write_text(topic.read_text(encoding="utf-8").replace("label: ", "label: New ", 1), encoding="utf-8")
    assert tree(built(dossier)) == from_nothing(dossier)


def test_texts_that_no_article_has_any_more_are_dropped(dossier: Path) -> None:
    def count() -> int:
        return int(rows(dossier).execute("SELECT count(*) FROM texts").fetchone()[0])

    before = count()
    for _ in range(3):
        change(dossier)
        built(dossier)
    assert count() == before


def test_reading_the_store_runs_nothing(dossier: Path) -> None:
    """A row that would be code as a pickle is void."""
    with rows(dossier) as database:
        forged = summed(pickle.dumps(Forged(dossier / "mark")))
        database.execute("UPDATE rows SET value = ? WHERE kind IN ('reading', 'job', 'facts')", (forged,))
    built(dossier)
    assert not (dossier / "mark").exists()


class Forged:
    """A pickle that makes a folder."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.mark),)


def test_a_store_that_others_can_write_is_not_read(dossier: Path) -> None:
    folder = folder_of(dossier / "output")
    before = (folder / "store.db").read_bytes()
    folder.chmod(0o777)
    change(dossier)
    assert tree(built(dossier)) == from_nothing(dossier)
    assert (folder / "store.db").read_bytes() == before


def test_many_articles_are_looked_at_again_by_several_processes_at_once(dossier: Path) -> None:
    for number in range(240):  # six shares of them
        day = f"2008-{1 + number % 12:02}-{1 + number % 28:02}"
        head = f"title: Article {number}\ndate: {day}\nsources: [{{title: Report, publisher: Interfax}}]\ntopics: [talks]"
        article = f"---\n{head}\n---\n\nLavrov came, the Helmsman said {'so ' * (number % 90)}.\n"
        (dossier / "content" / "articles" / f"{day}-article-{number}.md").write_text(article, encoding="utf-8")
    built(dossier, jobs=2)
    actor = dossier / "content" / "actors" / "sergei-lavrov.md"
    actor.write_text(actor.read_text(encoding="utf-8").replace("[Lavrov,", "[Helmsman, Lavrov,"), encoding="utf-8")
    assert tree(built(dossier, jobs=2)) == from_nothing(dossier)


def test_where_nothing_can_be_remembered_a_build_is_whole(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = dossier / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    change(dossier)
    made = tree(built(dossier))
    monkeypatch.undo()
    assert made == from_nothing(dossier)


def test_a_library_of_another_version_makes_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "letters-1.0.dist-info").mkdir()
    before = code.__wrapped__()
    assert code.__wrapped__() == before
    (tmp_path / "letters-1.0.dist-info").rename(tmp_path / "letters-1.1.dist-info")
    assert code.__wrapped__() != before
