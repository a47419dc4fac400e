"""A server that runs in a thread of the test, and what is asked of it by a socket and nothing else."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from dossier.server import Running, listening

TOKEN = "a-token-that-nobody-guesses"  # noqa: S105 - of the tests


class Served:
    """A server on some port."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.start = f"http://127.0.0.1:{port}/" + (f"?token={token}" if token else "")

    def answer(self, address: str, host: str = "localhost:{port}", **headers: str) -> str:
        """What comes back to a request, head and body."""
        heads = {"Connection": "close"} | ({"Cookie": f"dossier-{self.port}={self.token}"} if self.token else {}) | headers
        lines = [f"GET {address} HTTP/1.1", f"Host: {host}", *(f"{k.replace('_', '-')}: {v}" for k, v in heads.items())]
        text = "\r\n".join([*lines, "", ""]).format(port=self.port)
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(text.encode("latin-1"))
            received = b""
            while chunk := connection.recv(1 << 16):
                received += chunk
        return received.decode("utf-8", "replace")


@contextmanager
def running(made: Callable[[int], ASGIApp], token: str = "", ending: Callable[[], None] = lambda: None) -> Iterator[Served]:
    """Run the application that is made for a port."""
    sockets = listening(0)
    port = sockets[0].getsockname()[1]
    server = Running(made(port), ending)
    thread = threading.Thread(target=server.run, args=[sockets])
    thread.start()
    yield Served(port, token)
    server.stop()
    thread.join()


def status(answer: str) -> int:
    """The status of an answer."""
    return int(answer.split(" ", 2)[1])
