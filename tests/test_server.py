"""The server of this machine: whom it answers, and what it lets a browser do."""

import asyncio
import re
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dossier.errors import ToolError
from dossier.server import Door, Events, application, listening
from dossier.server.guard import fresh_token
from tests.conftest import Built
from tests.desks import leave
from tests.serving import TOKEN, Served, running, status

pytestmark = pytest.mark.slow

HOME = "http://127.0.0.1:8000"
NAMES = ("localhost", "127.0.0.1", "[::1]")


@pytest.fixture(scope="module", params=["serve", "preview"])
def server(request: pytest.FixtureRequest, small: Built) -> Iterator[Served]:
    """The small site as `dossier serve` and as `dossier preview` serve it."""
    token, events = (TOKEN, Events()) if request.param == "preview" else ("", None)
    names = ("localhost", "127.0.0.1") if token else NAMES
    with running(lambda port: application(small.folder, Door(port, token, names), events), token) as served:
        yield served


@pytest.fixture
def client(small: Built) -> TestClient:
    """A client of a preview, asked in this process, that has no cookie yet."""
    return TestClient(application(small.folder, Door(8000, TOKEN), Events()), HOME, follow_redirects=False)


@pytest.fixture
def known(client: TestClient) -> TestClient:
    """A client that was let in."""
    assert client.get(f"/?token={TOKEN}").status_code == 303
    return client


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "127.0.0.1"])
def test_each_name_of_this_machine_is_answered(server: Served, name: str) -> None:
    answer = server.answer("/", name + ":{port}")
    assert (status(answer), "A small dossier" in answer) == (200, True)


@pytest.mark.parametrize("host", ["evil.example:{port}", "localhost.evil.example:{port}", "localhost", "localhost:1", ""])
@pytest.mark.parametrize("address", ["/", "/data/passages.jsonl", "/desk/events", "/desk/files/live.js"])
def test_a_name_of_another_machine_is_not_answered(server: Served, host: str, address: str) -> None:
    answer = server.answer(address, host)
    assert status(answer) in {400, 421}
    assert len(answer) < 1000


@pytest.mark.parametrize("address", ["/%00", "/index.html%00", "/index.html%00.css", "/a/%00/b", "/index.html\0"])
def test_a_nul_in_an_address_is_a_bad_request(server: Served, address: str) -> None:
    assert status(server.answer(address)) == 400


@pytest.mark.parametrize(
    "address", ["/nowhere.html", "/..%2f..%2fetc/passwd", "/../../etc/passwd", "//etc/passwd", "/" + "x" * 5000, "/%ff"]
)
def test_what_is_not_of_the_site_is_not_found(server: Served, address: str) -> None:
    assert status(server.answer(address)) in {400, 403, 404}


def test_a_link_that_leads_out_of_the_site_is_not_followed(small: Built, tmp_path: Path) -> None:
    output = Path(shutil.copytree(small.folder, tmp_path / "output"))
    (tmp_path / "secret.txt").write_text("quagga")
    (output / "secret.txt").symlink_to(tmp_path / "secret.txt")
    answer = TestClient(application(output, Door(8000)), HOME).get("/secret.txt")
    assert (answer.status_code, "quagga" in answer.text) == (404, False)


@pytest.mark.parametrize("address", ["/", "/articles/2008-06-25-harbour-talks.html", "/images/harbour.svg", "/nowhere.html"])
def test_everything_comes_with_the_policy_of_the_pages(server: Served, address: str) -> None:
    page = server.answer("/")
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert stated
    head = server.answer(address).partition("\r\n\r\n")[0].lower().split("\r\n")
    assert f"content-security-policy: {unescape(stated[1])}" in head
    assert "cross-origin-resource-policy: same-origin" in head
    assert not [line for line in head if line.startswith("access-control-")]


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", "https://127.0.0.1:8000", "null"])
def test_what_another_site_asks_is_not_answered(known: TestClient, origin: str) -> None:
    assert known.get("/", headers={"Origin": HOME}).status_code == 200
    answer = known.get("/data/passages.jsonl", headers={"Origin": origin})
    assert (answer.status_code, len(answer.text) < 100) == (403, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_looking_and_changing_are_methods(known: TestClient, method: str) -> None:
    assert known.request(method, "/").status_code == 405


def test_nothing_of_a_site_is_changed_by_asking(known: TestClient) -> None:
    headers = {"Origin": HOME, "X-Dossier": "1", "Content-Type": "application/json"}
    assert known.post("/index.html", headers=headers, content=b"{}").status_code == 405


def test_no_socket_is_opened(known: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), known.websocket_connect("/desk/events"):
        pass


@pytest.mark.parametrize("address", ["/", "/drafts.html", "/data/passages.jsonl", "/desk/today", "/desk/files/live.js", "/%20"])
@pytest.mark.parametrize("shown", ["", "?token=", "?token=another", f"?token={TOKEN}x"])
def test_without_the_token_nothing_is_served(client: TestClient, address: str, shown: str) -> None:
    for cookies in ({}, {"dossier-8000": "another"}, {"dossier-8001": TOKEN}):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        answer = client.get(address + shown, headers=headers)
        assert answer.status_code == 403
        assert "holds a token" in answer.text
        assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_is_gone_from_the_address(client: TestClient) -> None:
    answer = client.get(f"/articles/index.html?token={TOKEN}&year=2008")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}/articles/index.html?year=2008")
    cookie = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert {f"dossier-8000={TOKEN}".lower(), "httponly", "samesite=strict", "path=/"} <= cookie
    assert client.get("/").status_code == 200


def test_a_start_address_leads_to_no_other_machine(client: TestClient) -> None:
    location = client.get(f"{HOME}//evil.example/?token={TOKEN}").headers["location"]
    assert location.startswith(HOME + "/")


def test_each_start_has_a_token_of_256_bits() -> None:
    tokens = {fresh_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_a_page_is_not_kept_by_the_browser_without_asking_again(known: TestClient) -> None:
    assert known.get("/").headers["cache-control"] == "no-cache"


def test_a_served_site_is_as_it_is_on_the_disk_and_a_preview_has_a_script_more(small: Built, known: TestClient) -> None:
    page = (small.folder / "index.html").read_bytes()
    assert TestClient(application(small.folder, Door(8000)), HOME).get("/").content == page
    previewed = known.get("/").content
    script = re.search(rb'<script defer src="(/desk/files/live.js)"[^>]*></script>', previewed)
    assert script
    assert previewed.replace(script[0], b"") == page
    assert known.get(script[1].decode()).status_code == 200


@pytest.fixture
def preview(small: Built, tmp_path: Path) -> Iterator[tuple[Path, Events, Served]]:
    """A copy of the small site whose pages reload."""
    output, events = Path(shutil.copytree(small.folder, tmp_path / "output")), Events()
    with running(lambda port: application(output, Door(port, TOKEN), events), TOKEN, events.close) as served:
        yield output, events, served


def heard(events: Events, since: str) -> list[str]:
    """The events that a page of the count ``since`` hears when it begins to listen."""

    async def listening_once() -> list[str]:
        stream, names = events.messages(since), []
        with suppress(TimeoutError):
            while True:
                message = await asyncio.wait_for(anext(stream), 0.2)
                names.append(message.split("event: ")[1].split("\n")[0])
        return names

    with ThreadPoolExecutor(1) as threads:  # in a thread of its own, for a browser's loop may run in this one
        return threads.submit(asyncio.run, listening_once()).result()


def test_a_page_learns_what_happened_before_it_listened() -> None:
    events = Events()
    assert heard(events, "0") == ["hello"]
    events.reload()
    assert heard(events, "0") == ["hello", "reload"]
    assert heard(events, "1") == ["hello"]
    events.error([{"problem": "no title"}])
    assert heard(events, "1") == ["hello", "error"]
    events.reload()
    assert heard(events, "2") == ["hello"]


def test_a_page_of_the_preview_reloads_under_the_policy(preview: tuple[Path, Events, Served], page: Page) -> None:
    output, events, served = preview
    page.goto(served.start)
    expect(page).to_have_url(f"http://127.0.0.1:{served.port}/")
    expect(page.locator("h1")).to_have_text("A small dossier")
    index = output / "index.html"
    index.write_text(index.read_text(encoding="utf-8").replace("<h1>A small dossier", "<h1>A zorilla"), encoding="utf-8")
    events.reload()  # the page may not listen yet: then it learns of it when it does
    expect(page.locator("h1")).to_have_text("A zorilla")
    leave(page)


def test_a_mistake_stands_above_the_page_as_text_until_it_is_mended(preview: tuple[Path, Events, Served], page: Page) -> None:
    _, events, served = preview
    page.goto(served.start)
    problem = {
        "path": "content/a.md",
        "line": 7,
        "file": "a.md",
        "problem": "<img src=x onerror=alert(1)>",
        "text": "",
        "example": "",
    }
    events.error([problem])
    box = page.get_by_role("alert")
    expect(box).to_contain_text("1 error: this is the last good edition")
    expect(box).to_contain_text("content/a.md:7")
    expect(box).to_contain_text("<img src=x onerror=alert(1)>")
    expect(box.locator("img")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("A small dossier")
    page.reload()
    expect(box).to_be_visible()
    events.reload()
    expect(box).to_have_count(0)
    leave(page)


def test_a_port_that_is_taken_is_told(server: Served) -> None:
    with pytest.raises(ToolError, match=rf"port {server.port} cannot be used .*--port={server.port + 1}"):
        listening(server.port)


def test_what_is_sent_waits_for_no_receipt_of_what_was_sent_before() -> None:
    (begun,) = listening(0)
    with begun, socket.create_connection(begun.getsockname()), begun.accept()[0] as accepted:
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
