import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dossier.build import Request, making
from dossier.build import build as make
from dossier.errors import ContentErrors, DossierError, ToolError
from dossier.pipeline import assemble, collect
from dossier.render import theme
from dossier.search import lists, segments
from dossier.views import Site
from dossier.workers import VARIABLE, divided, jobs, spread
from tests import corpus
from tests.conftest import HERE, pelican

pytestmark = pytest.mark.slow

SETTINGS = HERE / "site" / "pelican.conf.py"
SITE = Site("Dossier", "", "", "en", "", preview=False)
ARTICLES = 130  # more than one process takes at a time


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with statements that several processes have work with."""
    folder = tmp_path_factory.mktemp("made-up") / "content"
    corpus.write(folder, ARTICLES, actors=30, said=0.2)
    return folder


def built(content: Path, output: Path, monkeypatch: pytest.MonkeyPatch, count: str) -> dict[str, bytes]:
    monkeypatch.setenv(VARIABLE, count)
    done = pelican(content, SETTINGS, output, "-e", 'SITEURL="https://example.org"')
    assert done.returncode == 0, done.stderr
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_any_number_of_processes_builds_the_same_bytes(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (built(made_up, tmp_path / count, monkeypatch, count) for count in "123")
    assert len(one) > ARTICLES
    assert "sitemap.xml" in one
    assert one == two == three


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_new_process_reads_as_one_that_forks(made_up: Path, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.workers.METHOD", method)
    found = collect(made_up)
    alone, together = assemble(found, proposed=True), assemble(found, proposed=True, jobs=2)
    assert alone.statements
    assert [together.mentions(article) for article in together.articles] == [
        alone.mentions(article) for article in alone.articles
    ]
    assert together.statements == alone.statements
    assert together.files == alone.files


def test_a_new_process_prints_as_one_that_forks(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for method in ("fork", "spawn"):
        monkeypatch.setattr("dossier.workers.METHOD", method)
        make(Request(made_up, tmp_path / method, SITE, (theme(),), jobs=2, readers=2))
        made.append({path.relative_to(tmp_path / method): path.read_bytes() for path in (tmp_path / method).rglob("*.*")})
    assert len(made[0]) > ARTICLES
    assert made[0] == made[1]


def test_a_process_beside_makes_the_index_of_passages_and_where_it_fails_the_build_does(
    made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, makers = lists.index, tmp_path / "makers"

    def noted(*args: Any) -> lists.Index:
        with makers.open("a") as file:
            print(os.getpid(), file=file)
        return index(*args)

    monkeypatch.setattr(lists, "index", noted)
    made = []
    for name, change in {
        "beside": (making, "MANY", 1),
        "alone": (making, "MANY", 1000),
        "killed": (segments, "ahead", lambda *_: os.kill(os.getpid(), signal.SIGKILL)),
    }.items():
        makers.write_text("")
        with monkeypatch.context() as context:
            context.setattr(making, "MANY", 1)
            context.setattr(*change)
            make(Request(made_up, tmp_path / name, SITE, (theme(),), jobs=2))
        own = set(makers.read_text().split()) == {str(os.getpid())}
        assert own == (name in {"alone", "killed"})
        made.append({path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")})
    assert len(made[0]) > ARTICLES
    assert made[0] == made[1] == made[2]


def test_the_errors_of_all_processes_come_together(made_up: Path, tmp_path: Path) -> None:
    broken = sorted((made_up / "articles").rglob("*.md"))[:: ARTICLES // 3]
    kept = {path: path.read_text() for path in broken}
    try:
        for path in broken:
            path.write_text("---\ntitel: Oops\n---\n\nWords.\n")
        said = []
        for count in (1, 3):
            with pytest.raises(ContentErrors) as caught:
                assemble(collect(made_up), jobs=count)
            said.append(str(caught.value))
    finally:
        for path, text in kept.items():
            path.write_text(text)
    assert said[0] == said[1]
    assert all(f"{path}:2: unknown key `titel`" in said[0] for path in broken)


def test_a_number_of_processes_that_is_none_is_refused(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "many")
    done = pelican(made_up, SETTINGS, tmp_path / "output")
    assert done.returncode == 1
    assert "DOSSIER_JOBS is `many`; it is the number of processes" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


def test_without_a_number_there_are_as_many_as_processors() -> None:
    assert jobs({}) == jobs({VARIABLE: " "}) == os.cpu_count()
    assert jobs({VARIABLE: "3"}) == 3
    for wrong in ("0", "-1", "1.5", "²"):
        with pytest.raises(DossierError):
            jobs({VARIABLE: wrong})


def add(base: int, numbers: Sequence[int]) -> int:
    return base + sum(numbers)


def fall(_: object, number: int) -> int:
    if number == 2:
        raise ValueError("two")
    return number


def vanish(_: object, number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_the_order_of_the_work() -> None:
    shares = divided(list(range(100)), 7)
    assert [len(share) for share in shares] == [*[7] * 14, 2]
    assert list(spread(add, 1000, shares, 3)) == [1000 + sum(share) for share in shares]
    assert list(spread(add, 1000, [], 3)) == []


@pytest.mark.parametrize("count", [1, 2])
def test_what_goes_wrong_in_a_process_goes_wrong_in_the_build(count: int) -> None:
    with pytest.raises(ValueError, match="two"):
        list(spread(fall, None, [1, 2, 3], count))


def test_a_process_that_is_killed_ends_the_build_with_a_message() -> None:
    with pytest.raises(ToolError, match="ended from outside"):
        list(spread(vanish, None, [1, 2, 3], 2))


HANGING = """
import os, time
from dossier.workers import spread

def work(_, share):
    os.write(1, b"at ")
    time.sleep(600)

if __name__ == "__main__":
    list(spread(work, None, [1, 2], 2))
"""


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    (tmp_path / "hanging.py").write_text(HANGING)
    program = subprocess.Popen([sys.executable, str(tmp_path / "hanging.py")], stdout=subprocess.PIPE)
    assert program.stdout
    assert program.stdout.read(6) == b"at at "
    program.kill()
    program.communicate(timeout=10)  # its output ends when the last process that holds it is gone
