"""The pages of a built site, as they stand in its folder, or with a script that reloads them; the folder stays as it is."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache, partial
from html.parser import HTMLParser
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from dossier.server.asked import Refused, told
from dossier.server.events import Events
from dossier.server.guard import Door, Guard

AT_ONCE = 1_000_000  # bytes of a file that is read in one go
FILES = Path(__file__).with_name("files")  # what pages load besides the site's own


def application(output: Path, door: Door, events: Events | None = None, desk: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The site in the folder ``output``; with ``events`` its pages reload, and with the routes of a ``desk`` that is there."""
    live = [Route("/desk/events", events.stream), Mount("/desk/files", StaticFiles(directory=FILES))] if events else []
    pages = Mount("/", Pages(output, events, desk=bool(desk)))
    return Guard(
        Starlette(routes=[*live, *desk, pages], exception_handlers={Refused: told}), door, partial(site_policy, output)
    )


class Pages(StaticFiles):
    """The files of a site."""

    def __init__(self, output: Path, events: Events | None = None, *, desk: bool = False) -> None:
        """The files in the folder ``output``; pages get the script that listens to ``events``, and knows of a ``desk``."""
        super().__init__(directory=output, html=True, check_dir=False)
        self.events, self.desk = events, desk

    async def get_response(self, path: str, scope: Scope) -> Response:
        """What stands at a path: a file at once, for each turn in another thread has to wait for a build that is at work."""
        if scope["method"] in ("GET", "HEAD"):
            with suppress(OSError, ValueError):
                full_path, found = self.lookup_path(path)
                if found and stat.S_ISREG(found.st_mode):
                    return self.file_response(full_path, found, scope)
        return await super().get_response(path, scope)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file as it is, or a page with the script."""
        if not self.events or not str(full_path).endswith(".html"):
            whole = super().file_response(full_path, stat_result, scope, status_code)
            if stat_result.st_size > AT_ONCE or not isinstance(whole, FileResponse) or "range" in Headers(scope=scope):
                return whole
            headers = {name: value for name, value in whole.headers.items() if name != "content-length"}
            return Response(Path(full_path).read_bytes(), status_code, headers)
        shown = self.events.shown  # before the file is read: it may be written anew meanwhile
        return HTMLResponse(_injected(Path(full_path).read_bytes(), shown, desk=self.desk), status_code)


def _injected(page: bytes, shown: int, *, desk: bool) -> bytes:
    """A page with the script, and at a desk with that of its margin: from files, for the policy allows no others."""
    tag = f'<script defer src="/desk/files/live.js" data-shown="{shown}"{" data-desk" * desk}></script>'
    margin = '<script type="module" src="/desk/files/beside.js"></script>' * desk
    head, end, rest = page.partition(b"</head>")
    return head + f"{tag}{margin}".encode() + end + rest


def site_policy(output: Path) -> str:
    """The content policy that the pages of a site state, or nothing."""
    index = output / "index.html"
    with suppress(FileNotFoundError):
        stamp = index.stat()
        return _stated(index, (stamp.st_mtime_ns, stamp.st_size, stamp.st_ino))
    return ""


@lru_cache(4)
def _stated(page: Path, _stamp: tuple[int, ...]) -> str:
    head = _Head()
    head.feed(page.read_text(encoding="utf-8").partition("</head>")[0])
    return head.policy


class _Head(HTMLParser):
    """The content policy in a page's head."""

    policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the policy."""
        values = dict(attrs)
        if tag == "meta" and str(values.get("http-equiv")).lower() == "content-security-policy":
            self.policy = values.get("content") or ""
