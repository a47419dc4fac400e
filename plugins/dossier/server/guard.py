"""Who is answered: what was sent to this machine by its own name, with the token where there is one, and from no other site.

A name of another's that leads here is none of this machine (DNS rebinding). What is answered says that no other site may use
it, not even as a script, which a browser would let it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

NAMES = ("127.0.0.1", "localhost")
METHODS = ("GET", "HEAD", "POST")
HEADER, JSON = "X-Dossier", "application/json"
FORM, FORM_DATA = "/desk/import", "multipart/form-data"  # the one address that files are sent to, and as what
LARGEST_FORM = 500_000_000  # bytes of all files that are sent at once
TOKEN = "token"  # noqa: S105 - the name of a parameter
FOR_ALL = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",  # the next answer to the same address may be another
}


def fresh_token() -> str:
    """A token that nobody guesses: 256 bits, in letters that an address may have."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server is asked: its port, the names that lead to it, and what one has to know if there is a ``token``."""

    port: int
    token: str = ""
    names: tuple[str, ...] = NAMES

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may say that it was sent to; browsers leave out port 80."""
        bare = self.names if self.port == 80 else ()
        return frozenset((*(f"{name}:{self.port}" for name in self.names), *bare))

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token: browsers keep one jar for all ports of a machine."""
        return f"dossier-{self.port}"

    def start(self, path: str = "/") -> str:
        """The address to begin at."""
        return f"http://{self.names[0]}:{self.port}{path}" + (f"?{TOKEN}={self.token}" if self.token else "")


class Guard:
    """An application that answers whom its door lets in."""

    def __init__(self, app: ASGIApp, door: Door, policy: Callable[[], str]) -> None:
        """Guard ``app``; ``policy`` is the content policy of what states none itself."""
        self.app, self.door, self.policy = app, door, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; a socket is opened for nobody."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refused(Request(scope)) or self._admitted(Request(scope)) or self.app
            await answer(scope, receive, self._with_headers(send))
        else:
            await self.app(scope, receive, send)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FOR_ALL.items():
                    headers.setdefault(name, value)
                if "Content-Security-Policy" not in headers and (policy := self.policy()):
                    headers["Content-Security-Policy"] = policy
            await send(message)

        return sending

    def _refused(self, request: Request) -> Response | None:
        """Why a request is not answered, whoever sent it."""
        host = request.headers.get("host", "").lower()
        if host not in self.door.hosts:
            return PlainTextResponse("This is no name of this machine.", 421)
        if "\0" in request.url.path or b"%00" in request.scope.get("raw_path", b""):
            return PlainTextResponse("No address holds NUL.", 400)
        if request.method not in METHODS:
            return PlainTextResponse("Not done here.", 405, {"Allow": ", ".join(METHODS)})
        origin = request.headers.get("origin")
        if origin != f"http://{host}" and (origin is not None or request.method == "POST"):
            return PlainTextResponse("Asked by another site.", 403)
        return None

    def _admitted(self, request: Request) -> Response | None:
        """What to answer whoever does not show the token, or shows it in the address; None where the request may pass."""
        if self.door.token:
            if TOKEN in request.query_params and request.method != "POST":
                return self._welcome(request)
            if not self._known(request.cookies.get(self.door.cookie, "")):
                return _closed()
        if request.method == "POST":
            if HEADER not in request.headers:
                return PlainTextResponse(f"What changes something says so by the header {HEADER}.", 403)
            kind = FORM_DATA if request.url.path == FORM else JSON
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
                return PlainTextResponse(f"What is sent here is {kind}.", 415)
            if kind == FORM_DATA:
                return _too_large(request.headers.get("content-length", ""))
        return None

    def _welcome(self, request: Request) -> Response:
        """Let the browser keep the token, and lead on to the address without it."""
        if not self._known(request.query_params[TOKEN]):
            return _closed()
        answer = RedirectResponse(request.url.remove_query_params(TOKEN), 303)
        answer.set_cookie(self.door.cookie, self.door.token, httponly=True, samesite="strict")
        return answer

    def _known(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self.door.token.encode())


def _closed() -> Response:
    said = "Open the address that the terminal shows: it holds a token, without which nothing is shown here."
    return PlainTextResponse(said, 403)


def _too_large(length: str) -> Response | None:
    """What to answer whoever sends more than is taken, or does not say how much it is."""
    if not (length.isascii() and length.isdecimal()):
        return PlainTextResponse("What is sent says how long it is.", 411)
    if int(length) > LARGEST_FORM:
        mega = LARGEST_FORM // 1_000_000
        said = f"More than {mega} MB cannot be taken at once: drop fewer, or use `dossier import` in the terminal."
        return PlainTextResponse(said, 413)
    return None
