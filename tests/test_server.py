"""The server of this machine: whom it answers, and what it lets a browser do."""

import asyncio
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from livereload.handlers import LiveReloadHandler
from playwright.sync_api import Page, expect
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from dossier.errors import ToolError
from dossier.server import Preview, application, listen
from tests.conftest import Built

pytestmark = pytest.mark.slow


class Running:
    """A server that runs in a thread of its own."""

    def __init__(self, output: Path, *, live: bool) -> None:
        sockets = bind_sockets(0, "127.0.0.1")
        self.output, self.port = output, sockets[0].getsockname()[1]
        self.loop, self.done = asyncio.new_event_loop(), asyncio.Event()
        LiveReloadHandler.watcher = Preview().watcher
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=[self.run(sockets, live)])
        self.thread.start()

    async def run(self, sockets: list[socket.socket], live: bool) -> None:
        server = HTTPServer(application(self.output, self.port, live=live))
        server.add_sockets(sockets)
        await self.done.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.done.set)
        self.thread.join()
        self.loop.close()

    def answer(self, address: str, host: str = "localhost:{port}", **headers: str) -> str:
        """What comes back to a request, head and body, by a socket and nothing else."""
        heads = {"Connection": "close"} | headers
        lines = [f"GET {address} HTTP/1.1", f"Host: {host}", *(f"{k.replace('_', '-')}: {v}" for k, v in heads.items())]
        text = "\r\n".join([*lines, "", ""]).format(port=self.port)
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(text.encode("latin-1"))
            received = b""
            while chunk := connection.recv(1 << 16):
                received += chunk
                if "Upgrade" in headers and b"\r\n\r\n" in received:  # what follows has no end
                    break
            return received.decode("utf-8", "replace")


@pytest.fixture(scope="module", params=["serve", "preview"])
def server(request: pytest.FixtureRequest, small: Built) -> Iterator[Running]:
    """The small site as `dossier serve` and as `dossier preview` serve it."""
    running = Running(small.folder, live=request.param == "preview")
    yield running
    running.stop()


@pytest.fixture
def preview(small: Built, tmp_path: Path) -> Iterator[Running]:
    """A copy of the small site whose pages reload."""
    running = Running(Path(shutil.copytree(small.folder, tmp_path / "output")), live=True)
    yield running
    running.stop()


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "127.0.0.1", "[::1]"])
def test_each_name_of_this_machine_is_answered(server: Running, name: str) -> None:
    answer = server.answer("/", name + ":{port}")
    assert (status(answer), "A small dossier" in answer) == (200, True)


@pytest.mark.parametrize("host", ["evil.example:{port}", "localhost.evil.example:{port}", "localhost", "localhost:1", ""])
@pytest.mark.parametrize("address", ["/", "/data/passages.jsonl", "/livereload.js", "/livereload"])
def test_a_name_of_another_machine_is_not_answered(server: Running, host: str, address: str) -> None:
    answer = server.answer(address, host)
    assert status(answer) in {400, 403}
    assert len(answer) < 1000


@pytest.mark.parametrize("address", ["/%00", "/index.html%00", "/index.html%00.css", "/a/%00/b", "/index.html\0"])
def test_a_nul_in_an_address_is_a_bad_request(server: Running, address: str) -> None:
    assert status(server.answer(address)) == 400


@pytest.mark.parametrize("address", ["/nowhere.html", "/..%2f..%2fetc/passwd", "/../../etc/passwd", "/" + "x" * 5000, "/%ff"])
def test_what_is_not_of_the_site_is_not_found(server: Running, address: str) -> None:
    assert status(server.answer(address)) in {400, 403, 404}


@pytest.mark.parametrize("address", ["/", "/articles/2008-06-25-harbour-talks.html", "/images/harbour.svg", "/nowhere.html"])
def test_everything_comes_with_the_policy_of_the_pages(server: Running, address: str) -> None:
    page = (server.output / "index.html").read_text(encoding="utf-8")
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert stated
    head = server.answer(address).partition("\r\n\r\n")[0]
    assert f"Content-Security-Policy: {unescape(stated[1])}" in head.split("\r\n")
    assert "Cross-Origin-Resource-Policy: same-origin" in head.split("\r\n")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("http://localhost:{port}", 101), ("http://evil.example", 403), ("http://localhost:1", 403), ("null", 403)],
)
def test_a_socket_is_opened_for_the_pages_of_the_site_alone(preview: Running, origin: str, expected: int) -> None:
    answer = preview.answer(
        "/livereload",
        Origin=origin,
        Upgrade="websocket",
        Connection="Upgrade",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAA==",
    )
    assert status(answer) == expected


def test_no_address_reloads_the_pages_of_everybody(preview: Running) -> None:
    assert status(preview.answer("/forcereload")) == 404


def test_a_page_of_the_preview_reloads_under_the_policy(preview: Running, page: Page) -> None:
    page.goto(f"http://localhost:{preview.port}/")
    expect(page.locator("h1")).to_have_text("A small dossier")
    while not LiveReloadHandler.waiters:  # the page has said that it listens
        page.wait_for_timeout(10)
    index = preview.output / "index.html"
    index.write_text(index.read_text(encoding="utf-8").replace("<h1>A small dossier", "<h1>A zorilla"), encoding="utf-8")
    preview.loop.call_soon_threadsafe(LiveReloadHandler.reload_waiters)
    expect(page.locator("h1")).to_have_text("A zorilla")


def test_a_port_that_is_taken_is_told(server: Running) -> None:
    with pytest.raises(ToolError, match=rf"port {server.port} cannot be used .*--port={server.port + 1}"):
        listen(application(server.output, server.port), server.port)
