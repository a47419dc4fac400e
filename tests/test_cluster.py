"""Reading on a Dask cluster: a scheduler and workers as programs of their own, on this machine's loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossier import __version__
from dossier.errors import DossierError, ToolError
from dossier.workers import EXECUTOR, VARIABLE, Cluster, readers, spread
from tests import corpus
from tests.conftest import HERE, PROJECT, build, pelican
from tests.test_workers import add, fall

pytestmark = [pytest.mark.slow, pytest.mark.cluster]

SETTINGS = HERE / "site" / "pelican.conf.py"
ARTICLES = 130  # four shares, so that one of two workers has a second one
DASK = Path(sys.executable).parent / "dask"

# What both workers load at their start, so that one is ended, as the system does it for want of memory: the first to have
# a second share, over that share, or with it done and about to hand on what it found.
MORTAL = """
import os, signal
from pathlib import Path
from distributed.protocol import dask_serialize
from dossier import cluster

work, shares = cluster._work, []

class Last(bytes):
    pass

def end(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def first():
    try:
        Path("ended").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

def mortal(*arguments):
    shares.append(arguments)
    if len(shares) != 2 or not first():
        return work(*arguments)
    if "{moment}" == "over a share":
        end()
    return Last(work(*arguments))

def dask_setup(worker):
    dask_serialize.register(Last)(end)
    cluster._work = mortal
"""


class Machines:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--port", "0", "--scheduler-file", str(file))
        wait_until(lambda: file.exists() and file.read_text().endswith("}"), self.scheduler)
        self.address: str = json.loads(file.read_text())["address"]

    def start(self, *arguments: str, path: str = "") -> subprocess.Popen[bytes]:
        name = f"{arguments[0]}-{len(self.running)}"
        command = [str(DASK), *arguments, "--host", "127.0.0.1", "--no-dashboard"]
        code = filter(None, [path, str(PROJECT), str(PROJECT / "plugins")])
        environ = os.environ | {"PYTHONPATH": os.pathsep.join(code)}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environ, cwd=self.folder)
        self.running.append(process)
        return process

    def worker(self, *arguments: str, path: str = "") -> subprocess.Popen[bytes]:
        own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        return self.start("worker", self.address, *own, *arguments, path=path)

    def ready(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    def end_workers(self) -> None:
        while self.running[1:]:
            process = self.running.pop()
            process.kill()
            process.wait()

    def end(self) -> None:
        self.end_workers()
        self.scheduler.kill()
        self.scheduler.wait()


def wait_until(done: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while not done():
        assert process.poll() is None
        time.sleep(0.02)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler for all tests but the one that ends it."""
    machines = Machines(tmp_path_factory.mktemp("machines"))
    yield machines
    machines.end()


@pytest.fixture
def machines(started: Machines, tmp_path: Path) -> Iterator[Machines]:
    """A scheduler whose workers end with the test."""
    from distributed import Client  # here, for no other test should wait for it

    started.folder = tmp_path
    yield started
    started.end_workers()
    with Client(started.address, set_as_default=False) as client:
        wait_until(lambda: not client.nthreads(), started.scheduler)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up") / "content"
    corpus.write(folder, ARTICLES, actors=30, said=0.2)
    return folder


@pytest.fixture(scope="module")
def alone(content: Path) -> dict[str, bytes]:
    """What this process makes of it."""
    build(content, SETTINGS, content.parent / "output")
    return files(content.parent / "output")


def files(output: Path) -> dict[str, bytes]:
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize("moment", ["over a share", "with a share done"])
def test_a_worker_is_killed_half_way_and_the_bytes_are_the_same(
    machines: Machines, content: Path, alone: dict[str, bytes], tmp_path: Path, moment: str
) -> None:
    (tmp_path / "mortal.py").write_text(MORTAL.replace("{moment}", moment))
    workers = [machines.worker("--preload", str(tmp_path / "mortal.py")) for _ in range(2)]
    machines.ready(2)
    done = pelican(content, SETTINGS, tmp_path / "output", "-e", f'{EXECUTOR}="{machines.address}"')
    assert done.returncode == 0, done.stderr
    assert {worker.poll() for worker in workers} == {None, -signal.SIGKILL}
    assert len(alone) > ARTICLES
    assert files(tmp_path / "output") == alone
    assert not done.stderr


def test_results_come_in_the_order_of_the_work_whatever_their_number(machines: Machines) -> None:
    from dossier.cluster import UNDER_WAY

    machines.worker("--nthreads", "2")
    shares = [list(range(number)) for number in range(2 * UNDER_WAY)]
    assert list(spread(add, 1000, shares, Cluster(machines.address))) == [1000 + sum(share) for share in shares]
    with pytest.raises(ValueError, match="two"):
        list(spread(fall, None, [1, 2, 3], Cluster(machines.address)))
    with pytest.raises(RecursionError):
        list(spread(fall_deep, None, [1, 2], Cluster(machines.address)))


def test_workers_that_have_another_dossier_are_named(machines: Machines, tmp_path: Path) -> None:
    for name, text in (("old", "__version__ = '0.0.9'"), ("none", "raise ImportError")):
        (tmp_path / name / "dossier").mkdir(parents=True)
        (tmp_path / name / "dossier" / "__init__.py").write_text(text)
        machines.worker(path=str(tmp_path / name))
    machines.ready(2)
    with pytest.raises(ToolError) as caught:
        list(spread(add, 0, [[1], [2]], Cluster(machines.address)))
    said = str(caught.value)
    assert said.startswith(f"this build is Dossier {__version__}, but tcp://127.0.0.1:")
    assert " has 0.0.9" in said
    assert " has none" in said
    assert "the scheduler has" not in said
    assert "pip install 'pelican-dossier[distributed]'" in said


def test_a_build_whose_workers_are_all_lost_ends_with_a_message(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.cluster.PATIENCE", 0.1)
    monkeypatch.setattr("dossier.cluster.STEP", 0.1)
    with pytest.raises(ToolError, match=r"has had no worker for 0\.1 seconds"):
        list(spread(add, 0, [[1], [2]], Cluster(machines.address)))
    only = machines.worker()
    machines.ready(1)
    with pytest.raises(ToolError, match=r"has had no worker for 0\.1 seconds"):
        list(spread(end_worker, only.pid, [1, 2], Cluster(machines.address)))


def test_a_build_whose_scheduler_is_lost_ends_with_a_message(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    machines.worker()
    with pytest.raises(ToolError, match="the Dask scheduler was lost"):
        list(spread(end_worker, machines.scheduler.pid, [1, 2], Cluster(machines.address)))
    machines.end()


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:  # nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        done = pelican(PROJECT / "content", SETTINGS, tmp_path / "output", "-e", f'{EXECUTOR}="{address}"')
    assert done.returncode == 1
    assert f"no Dask scheduler answers at {address}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


def test_the_environment_goes_before_the_setting() -> None:
    assert readers({VARIABLE: "3"}) == 3
    assert readers({VARIABLE: "3"}, "tcp://one:8786") == Cluster("tcp://one:8786")
    assert readers({EXECUTOR: "tls://two:8786"}, "tcp://one:8786") == Cluster("tls://two:8786")
    for wrong in ("scheduler:8786", "tcp://scheduler", 8786):
        with pytest.raises(DossierError, match="it is the address of a Dask scheduler: tcp://scheduler:8786"):
            readers({}, wrong)


def test_a_build_without_dask_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "dossier.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolError, match=r"DOSSIER_EXECUTOR needs distributed: pip install '.*\[distributed\]'"):
        list(spread(add, 0, [[1], [2]], Cluster("tcp://127.0.0.1:8786")))


def test_a_build_that_names_no_cluster_does_not_need_dask() -> None:
    script = "import sys; sys.modules['distributed'] = None; import dossier.pipeline, dossier.cli, dossier.adapter"
    subprocess.run([sys.executable, "-c", script], check=True)


def fall_deep(_: object, number: int) -> int:
    return fall_deep(_, number)


def end_worker(process: int, number: int) -> int:
    os.kill(process, signal.SIGKILL)
    time.sleep(60)
    return number
