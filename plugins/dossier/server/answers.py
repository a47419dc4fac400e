"""What the compiler answers on the desk: a function for each kind of answer says which change it is, and one route makes it.

``KINDS`` is the one place where a screen enters its own kinds. The guard has let a request in before it comes here.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.desk import Change, Changes, Conflict, Done, shown
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.server.article import alias, article, new_actor, reopen, taken_from
from dossier.server.asked import Refused, asked, problem_of, sentence
from dossier.server.clippings import clipping
from dossier.server.deciding import decide, reject
from dossier.server.meant import mean
from dossier.server.names import name
from dossier.server.splitting import divide

REST = 0.4  # seconds after an answer in which the next one may come: what takes the processor has to wait for them
LONGEST_REST = 4.0  # seconds after which it goes on, however fast they come
Made = TypeVar("Made")
Body: TypeAlias = dict[str, Any]
Handler: TypeAlias = Callable[[Path, Edition, Body], Change]
"""Makes a change of an answer, in the content folder and the edition that is shown.

It takes the answer without its kind, and writes nothing itself. It may raise Refused, Conflict or any other DossierError, and
what msgspec raises where the answer is none of its kind: nothing is written then, and the page is told why.
"""

KINDS: dict[str, Handler] = {
    "actor": new_actor,
    "alias": alias,
    "article": article,
    "clipping": clipping,
    "meant": mean,
    "name": name,
    "said": taken_from,
    "split": divide,
    "statement": decide,
    "statements": reject,
    "undecided": reopen,
}


class Numbered(msgspec.Struct, forbid_unknown_fields=True):
    """A change of the journal; None for the last one."""

    change: int | None = None


class Answers:
    """Makes the changes of answers, one at a time."""

    def __init__(
        self, changes: Changes, edition: Callable[[], Edition], counts: Callable[[], Mapping[str, int | None]]
    ) -> None:
        """Answers on the edition that is shown; ``counts`` says what waits after one."""
        self.changes, self.edition, self.counts = changes, edition, counts
        self._alone = threading.Lock()
        self._last = -LONGEST_REST

    def rest(self) -> None:
        """Wait until no answer has come for a while: whoever gives many wants the next line, and then the page."""
        latest = time.monotonic() + LONGEST_REST
        while (left := min(self._last + REST, latest) - time.monotonic()) > 0:
            time.sleep(left)

    @property
    def routes(self) -> list[Route]:
        """What can be asked."""
        return [
            Route("/desk/answer", self.answer, methods=["POST"]),
            Route("/desk/preview", self.preview, methods=["POST"]),
            Route("/desk/article/{slug}", self.article, methods=["POST"]),
            Route("/desk/undo", self.undo, methods=["POST"]),
            Route("/desk/redo", self.redo, methods=["POST"]),
        ]

    async def answer(self, request: Request) -> Response:
        """Make the change of an answer: ``kind`` and what this kind takes."""
        change = await _change_of(request)
        return await self._made(lambda: self.changes.apply(change(self.changes.content, self.edition())))

    async def article(self, request: Request) -> Response:
        """Write an article anew: the answer ``article`` at its own address."""
        body = await asked(request, Body) | {"article": request.path_params["slug"]}
        return await self._made(lambda: self.changes.apply(article(self.changes.content, self.edition(), body)))

    async def preview(self, request: Request) -> Response:
        """What an answer would write, as a diff; nothing is written."""
        change = await _change_of(request)
        try:
            made = await self._tried(lambda: change(self.changes.content, self.edition()))
        except Refused as refused:  # which is what would become of it, and no mistake of the page's
            return JSONResponse(problem_of(refused))
        return made if isinstance(made, Response) else JSONResponse({"said": made.said, "diff": shown(made)})

    async def undo(self, request: Request) -> Response:
        """Take a change back."""
        number = (await asked(request, Numbered)).change
        return await self._made(lambda: self.changes.undo(number))

    async def redo(self, request: Request) -> Response:
        """Make a change again that was taken back."""
        number = (await asked(request, Numbered)).change
        return await self._made(lambda: self.changes.redo(number))

    async def _made(self, make: Callable[[], Done]) -> Response:
        """A change that is made: its number, its sentence and what waits now."""
        done = await self._tried(make)
        if isinstance(done, Response):
            return done
        counts = await run_in_threadpool(self.counts)
        return JSONResponse({"change": done.id, "said": done.change.said, "counts": dict(counts)})

    async def _tried(self, make: Callable[[], Made]) -> Made | Response:
        """What a function makes, or both versions of a file in conflict; raises Refused where it cannot be made."""
        try:
            return await run_in_threadpool(self._one, make)
        except Conflict as conflict:
            told = {"path": conflict.path, "theirs": _text(conflict.theirs), "ours": _text(conflict.ours)}
            return JSONResponse(told | {"problem": "It has changed meanwhile in the same place. Nothing was written."}, 409)
        except DossierError as error:
            raise Refused("", sentence(error)) from None
        except msgspec.ValidationError as error:
            raise Refused("", f"That is no answer of this kind: {error}.") from None

    def _one(self, make: Callable[[], Made]) -> Made:
        with self._alone:
            try:
                return make()
            finally:
                self._last = time.monotonic()


async def _change_of(request: Request) -> Callable[[Path, Edition], Change]:
    """The function that makes the change of an answer, of a content folder and an edition."""
    body = await asked(request, Body)
    handler = KINDS.get(str(body.pop("kind", "")))
    if not handler:
        raise Refused("kind", f"No kind of answer is called so; there are: {', '.join(sorted(KINDS))}.")
    return lambda content, edition: handler(content, edition, body)


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
