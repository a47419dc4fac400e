"""What the tests share: the small site and the shipped dossier, each built once, and a browser."""

import http.server
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, ViewportSize, sync_playwright

from dossier.build import Report
from dossier.build import build as make
from dossier.cli import main
from dossier.settings import read, request_of
from tests import tools

hypothesis.settings.register_profile("unhurried", deadline=None)  # what a test takes, a bench measures
hypothesis.settings.load_profile("unhurried")

HERE = Path(__file__).parent
PROJECT = HERE.parent
NAME = "a-small-dossier-2008-07-02"  # what the small site is called when it is handed on
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The files that take longest, the first of them first: at the end no process has one before it while the others have none.
LONG = "book project store rights search disk guide cluster browser import_run language adapter".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files; `--no-loadscope-reorder` lets it stand where several processes share the files."""
    places = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONG)))


@dataclass(frozen=True)
class Built:
    """A site as built: its folder."""

    folder: Path


def build(content: Path, settings: Path, output: Path, *, jobs: int = 1, **more: object) -> Report:
    """Build a site, with ``more`` settings, in this process, which has the program at hand; raises as `dossier.build`."""
    own = {"PATH": str(content), "OUTPUT_PATH": str(output)}
    return make(replace(request_of(read(settings) | own | more, strict=True), jobs=jobs, readers=jobs))


def pelican(content: Path, settings: Path, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run Pelican, as a site of Pelican's does."""
    command = [sys.executable, "-m", "pelican", str(content), "-s", str(settings), "-o", str(output)]
    return subprocess.run(
        [*command, "--fatal", "warnings", *more], capture_output=True, encoding="utf-8", cwd=output.parent, check=False
    )


def package(project: Path, folder: Path, kind: str) -> Path:
    """Make a project's `wheel` or `sdist` in a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return next(path for path in folder.iterdir() if path.is_file())


@pytest.fixture(scope="session", autouse=True)
def memories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's cache folder, where builds remember: one for the tests, which is gone after them."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


Share = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def share(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Share:
    """Gives a folder by its name, which the first process of a run that asks has filled and no test changes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared"
    folder.mkdir(exist_ok=True)

    def shared(name: str, fill: Callable[[Path], object]) -> Path:
        place, filling = folder / name, folder / f"{name}.filling"
        with FileLock(folder / f"{name}.lock"):
            if not place.exists():
                shutil.rmtree(filling, ignore_errors=True)
                filling.mkdir()
                fill(filling)
                filling.rename(place)
        return place

    return shared


def built_by_pelican(project: Path, folder: Path) -> None:
    """Build a project's site, as somebody with Pelican does, into `output` in a folder."""
    done = pelican(project / "content", project / "pelican.conf.py", folder / "output")
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.fixture(scope="session")
def small(share: Share) -> Built:
    """The small site of tests/site."""
    return Built(share("small", partial(built_by_pelican, HERE / "site")) / "output")


@pytest.fixture(scope="session")
def archive(small: Built, share: Share) -> Path:
    """The small site's archive."""

    def pack(dist: Path) -> None:
        arguments = ["pack", "--content", str(HERE / "site" / "content"), "--output", str(small.folder), "--dist", str(dist)]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output
        assert [path.name for path in dist.iterdir()] == [f"{NAME}.zip"]

    return share("archive", pack) / f"{NAME}.zip"


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    """The small site's archive, unpacked."""
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path)
    return tmp_path / NAME


@pytest.fixture(scope="session")
def shipped(share: Share) -> Built:
    """The dossier that this repository ships."""
    return Built(share("shipped", partial(built_by_pelican, PROJECT)) / "output")


@pytest.fixture(scope="session")
def wheel(share: Share) -> Path:
    """The package as others install it."""
    [path] = share("wheel", lambda folder: package(PROJECT, folder, "wheel")).iterdir()
    return path


@pytest.fixture(scope="session", params=["small", "shipped"])
def site(request: pytest.FixtureRequest) -> Built:
    """Each of the two sites in turn, for what must hold of any site."""
    built: Built = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Page:
    """A page for all tests, for a new one takes longer than most of them: Chromium makes a whole window for it."""
    return browser.new_context(viewport=VIEWPORT).new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page that is as good as new, of a site that leaves nothing in a browser; an error in a script fails the test."""
    errors: list[str] = []

    def thrown(error: Error) -> None:
        errors.append(str(error))

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    tab.on("pageerror", thrown)
    tab.on("console", told)
    yield tab
    tab.remove_listener("pageerror", thrown)
    tab.remove_listener("console", told)
    tab.goto("about:blank")
    tab.context.clear_permissions()
    tab.set_viewport_size(VIEWPORT)
    tab.emulate_media(media="null", color_scheme="null")
    assert not errors, errors
    assert not tab.context.cookies()


@pytest.fixture(scope="session")
def served(small: Built) -> Iterator[str]:
    """The small site over http, from a folder of that server."""
    yield from serve(small.folder.parent, f"{small.folder.name}/")


def serve(folder: Path, below: str = "") -> Iterator[str]:
    """Serve a folder on this machine while the test runs; gives the address of ``below``."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{below}"
    server.shutdown()
    server.server_close()
