"""What open pages are told while it happens, as server-sent events.

``hello`` comes first, ``changed`` names the files that were saved, ``reload`` says that there is something new to look at,
``error`` what is wrong with the content, and ``recounted`` that the desk has counted what waits.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

STILL_HERE = 15.0  # seconds after which something is sent, for only so a server learns that a page is gone
Listener = tuple[asyncio.AbstractEventLoop, "asyncio.Queue[str | None]"]


class Events:
    """What is told to all open pages, from any thread.

    ``shown`` counts what there was to look at: a page knows the count that it was made at, so that none misses a change that
    comes before it listens. ``problems`` are those of the content as it is now, while the last good edition is shown.
    """

    def __init__(self) -> None:
        """Nothing has happened yet, and nobody listens."""
        self.shown = 0
        self.problems: Sequence[dict[str, Any]] = ()
        self._listeners = set[Listener]()
        self._lock = threading.Lock()

    def changed(self, paths: Sequence[str]) -> None:
        """Tell which files of the content were saved."""
        self.tell("changed", list(paths))

    def reload(self) -> None:
        """Tell that there is something new to look at; what was wrong is not any more."""
        self.shown, self.problems = self.shown + 1, ()
        self.tell("reload", self.shown)

    def error(self, problems: Sequence[dict[str, Any]]) -> None:
        """Tell what is wrong with the content."""
        self.problems = problems
        self.tell("error", problems)

    def tell(self, name: str, value: object) -> None:
        """Tell all who listen."""
        self._send(_event(name, value, self.shown))

    def close(self) -> None:
        """Let all go who listen."""
        self._send(None)

    def _send(self, message: str | None) -> None:
        with self._lock:
            for loop, queue in self._listeners:
                with suppress(RuntimeError):  # a loop that has ended, with all who listened there
                    loop.call_soon_threadsafe(queue.put_nowait, message)

    async def stream(self, request: Request) -> Response:
        """The events from now on, and first what a page has missed that was made at the count ``since``."""
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        return StreamingResponse(self.messages(since), media_type="text/event-stream")

    async def messages(self, since: str) -> AsyncIterator[str]:
        """The events as they are sent."""
        listener: Listener = asyncio.get_running_loop(), asyncio.Queue()
        with self._lock:
            self._listeners.add(listener)
        try:
            yield _event("hello", self.shown, self.shown)
            if since != str(self.shown):
                yield _event("reload", self.shown, self.shown)
            if self.problems:
                yield _event("error", self.problems, self.shown)
            while True:
                try:
                    message = await asyncio.wait_for(listener[1].get(), STILL_HERE)
                except TimeoutError:
                    message = ": still here\n\n"
                if message is None:
                    return
                yield message
        finally:
            with self._lock:
                self._listeners.discard(listener)


def _event(name: str, value: object, number: int) -> str:
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
