"""A built site over HTTP, for whoever sits at this machine: as it is, or as a preview that reloads.

Any page that is open in the same browser can send requests here. So only those are answered that were sent to a name of
this machine: a name of another's that leads here is none (DNS rebinding). What is answered says that no other site may
use it, not even as a script, which a browser would let it; and a socket is opened for the site's own pages alone.
"""

from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from dossier.errors import ToolError

NAMES = ("localhost", "127.0.0.1", "[::1]")


class Guarded(RequestHandler):
    """Answers what was sent to this machine by its own name, with the policy of the site's pages."""

    def set_default_headers(self) -> None:
        """Say what a browser may do with the answer, whatever it is."""
        if policy := stated_policy(self.settings["output"] / "index.html"):
            self.set_header("Content-Security-Policy", policy)
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        """Refuse a request to another name or port, and an address that holds what no file's name can."""
        if self.request.headers.get("Host", "").lower() not in self.settings["hosts"]:
            raise HTTPError(403, reason="Not a name of this machine")
        if "%00" in self.request.path:
            raise HTTPError(400, reason="NUL in the address")


class File(Guarded, StaticFileHandler):  # type: ignore[misc]  # livereload has no types
    """A file of the site."""


class Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """The script that reloads a page."""


class Reloading(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """The socket over which a page is told to reload."""

    def check_origin(self, origin: str) -> bool:
        """Open it for pages of this very site."""
        return WebSocketHandler.check_origin(self, origin)


class Injected(LiveScriptInjector):  # type: ignore[misc]
    """A page with the script that reloads it: one from a file, for the policy allows no other."""

    script = b'<script defer src="/livereload.js"></script>'


class Preview(Server):  # type: ignore[misc]
    """The server of livereload, with the site of this module."""

    def application(self, port: int, *_: Any, live_css: bool = True, **__: Any) -> None:
        """Serve on a port, as livereload asks its server to."""
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, live_css
        listen(application(Path(self.root), port, live=True), port)
        _tell(port)


def application(output: Path, port: int, *, live: bool = False) -> Application:
    """The site in the folder ``output``, for requests to this port; where it is ``live``, its pages reload."""
    reloading = [("/livereload", Reloading), ("/livereload.js", Script)] if live else []
    return Application(
        [*reloading, ("/(.*)", File, {"path": str(output), "default_filename": "index.html"})],
        transforms=[Injected] if live else None,
        output=output,
        hosts={f"{name}:{port}" for name in NAMES} | ({*NAMES} if port == 80 else set()),  # which is then left out
    )


def serve(output: Path, port: int) -> None:
    """Serve a built site until Ctrl+C; raises ToolError where the port is taken."""
    listen(application(output, port), port)
    _tell(port)
    with suppress(KeyboardInterrupt):
        IOLoop.current().start()


def listen(site: Application, port: int) -> None:
    """Answer on a port of this machine alone; raises ToolError where it is taken."""
    try:
        HTTPServer(site).add_sockets(bind_sockets(port, "localhost"))
    except OSError as error:
        raise ToolError(f"port {port} cannot be used ({error.strerror}): `--port={port + 1}` takes another") from None


def _tell(port: int) -> None:
    print(f"http://localhost:{port}/  (Ctrl+C ends it)", flush=True)


class _Head(HTMLParser):
    """The content policy in a page's head."""

    policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the policy."""
        values = dict(attrs)
        if tag == "meta" and str(values.get("http-equiv")).lower() == "content-security-policy":
            self.policy = values.get("content") or ""


def stated_policy(page: Path) -> str:
    """The content policy that a page states, or nothing."""
    head = _Head()
    with suppress(FileNotFoundError):
        head.feed(page.read_text(encoding="utf-8").partition("</head>")[0])
    return head.policy
