"""How long the desk takes to start and to answer, asked over HTTP as a browser does, for dossiers of several sizes."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from rich.table import Table

from dossier.desk import Changes
from dossier.desk.decisions import decided
from dossier.ledger.deciding import decision
from dossier.pipeline import assemble, collect
from tests import corpus, peers

SAID = 0.3  # of the names are a speaker's
DECIDED = 1000  # statements that the ledger holds when it begins
TIMES = 40
SCREENS = ("today", "clippings", "names", "statements", "findings", "changes")


class Asking:
    """Asks a desk that runs, with one connection that stays open."""

    def __init__(self, start: str) -> None:
        """Come in by the address that the desk printed, and take its cookie."""
        parts = urlsplit(start)
        self.origin, self.line = f"http://{parts.netloc}", HTTPConnection(parts.netloc, timeout=600)
        self.line.request("GET", f"{parts.path}?{parts.query}")
        answer = self.line.getresponse()
        answer.read()
        self.sent = {"Cookie": (answer.getheader("Set-Cookie") or "").partition(";")[0]}

    def get(self, path: str) -> str:
        """A page."""
        return self._answer("GET", path, None, self.sent)

    def confirm(self, statement: str) -> str:
        """Confirm a statement, as the screen does."""
        body = {"kind": "statement", "status": "confirmed", "rows": [{"id": statement}]}
        sent = self.sent | {"Origin": self.origin, "X-Dossier": "1", "Content-Type": "application/json"}
        return self._answer("POST", "/desk/answer", json.dumps(body), sent)

    def _answer(self, method: str, path: str, body: str | None, sent: dict[str, str]) -> str:
        self.line.request(method, path, body, sent)
        answer = self.line.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]}")
        return text


def desk(sizes: Iterable[int]) -> Iterator[Table]:
    """What a start, each screen and an answer take, and how many times as long as a file that is only sent."""
    for articles in sizes:
        table = Table(title=f"the desk with {articles:,} articles and {DECIDED:,} decisions, of {TIMES} requests: ms")
        for column in ("asked for", "median", "95 of 100", "times a file"):
            table.add_column(column, justify="right" if column != "asked for" else "left")
        with tempfile.TemporaryDirectory() as folder:
            for name, values, sent in _measured(Path(folder), articles):
                table.add_row(name, *(f"{value:.1f}" for value in values), f"{values[-1] / sent:.1f} ×" if sent else "")
        yield table


def _measured(root: Path, articles: int) -> Iterator[tuple[str, list[float], float]]:
    corpus.write(root / "content", articles, said=SAID)
    peers.settings(root)
    statements = [one for one in assemble(collect(root / "content"), proposed=True).statements if one.speaker]
    entries = {one.id: decision(one, "confirmed") for one in statements[:DECIDED]}
    Changes.of(root / "content", root).apply(decided(root / "content", entries, "begun with"))
    for name in ("start, the first time", "start"):
        with _running(root) as (address, begun):
            asking = Asking(address)
            asking.get("/desk/today")
            yield name, [(time.perf_counter() - begun) * 1000], 0
            if name == "start":
                yield from _answers(asking)


def _answers(asking: Asking) -> Iterator[tuple[str, list[float], float]]:
    while "data-counting" in asking.get("/desk/today"):  # what is begun at the start is not the first file's
        time.sleep(0.1)
    sent = _times(lambda _: asking.get("/desk/files/desk.css"))
    yield "a file", sent, sent[-1]
    for screen in SCREENS:
        yield f"the screen {screen}", _times(partial(_screen, asking, screen)), sent[-1]
    page = unescape(asking.get("/desk/statements?by=named"))
    waiting = re.findall(r'<li class="row"[^>]* data-id="([^"]+)"', page)
    yield "an answer on a statement", _times(lambda number: asking.confirm(waiting[number])), sent[-1]


def _screen(asking: Asking, name: str, _: int) -> str:
    return asking.get(f"/desk/{name}")


def _times(ask: Callable[[int], object]) -> list[float]:
    """The median of several requests, and what 95 of 100 take at most, in ms."""
    taken = []
    for number in range(TIMES):
        begun = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - begun) * 1000)
    return [median(taken), quantiles(taken, n=20, method="inclusive")[-1]]


@contextmanager
def _running(root: Path) -> Iterator[tuple[str, float]]:
    """Run the desk of a dossier: the address that it prints, and when it was started."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun = time.perf_counter()
    command = [sys.executable, "-m", "dossier", "desk", "--no-open", "--port", str(port)]
    known = os.environ | {"XDG_CACHE_HOME": str(root / "cache")}
    with subprocess.Popen(command, cwd=root, env=known, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = next(match[0] for line in process.stdout if (match := re.search(r"http://\S+", line)))
            yield address, begun
        finally:
            process.terminate()
