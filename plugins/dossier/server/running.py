"""A server that runs: on a port of this machine alone, until Ctrl+C."""

import errno
import os
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from dossier.errors import ToolError

ADDRESS, OTHER = "127.0.0.1", "::1"
ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT}  # a machine without IPv6
# seconds that a thread which computes may keep Python: an answer passes through a dozen hands, and each would wait so long
SWITCH = 0.0005
PATIENCE = 2  # seconds that answers under way have when the server ends


def listening(port: int, *addresses: str) -> list[socket.socket]:
    """Sockets that listen on a port of this machine alone; raises ToolError where it is taken."""
    sockets: list[socket.socket] = []
    for address in addresses or (ADDRESS,):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            sockets.append(one := socket.create_server((address, port), family=family))
            # what is accepted inherits it: asyncio asks for it only where a socket names its protocol, and then a page's body
            # waits 40 ms for the browser to say that it has the head
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            if sockets and error.errno in ABSENT:
                continue
            for one in sockets:
                one.close()
            raise ToolError(
                f"port {port} cannot be used ({os.strerror(error.errno or 0)}): `--port={port + 1}` takes another"
            ) from None
    return sockets


class Running(uvicorn.Server):
    """A server of one application, which can be told to end from any thread."""

    def __init__(self, app: ASGIApp, ending: Callable[[], None] = lambda: None) -> None:
        """Serve ``app``; ``ending`` is called before the server waits for answers under way, some of which have no end."""
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self.ending = ending

    def stop(self) -> None:
        """End, once answers under way are done."""
        self.should_exit = True
        self.ending()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End at a signal."""
        super().handle_exit(sig, frame)
        self.ending()


def run(app: ASGIApp, sockets: Sequence[socket.socket], ending: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl+C; other threads may build and count meanwhile."""
    sys.setswitchinterval(SWITCH)
    with suppress(KeyboardInterrupt):
        Running(app, ending).run(list(sockets))
