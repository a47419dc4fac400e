"""The desk over HTTP: its screens, and what they ask of the server."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dossier.desk import Changes
from dossier.desk.later import Later
from dossier.desk.names import Names, like
from dossier.edition import Edition
from dossier.server.answers import Answers
from dossier.server.article import article_at, held, passages
from dossier.server.asked import asked, inside
from dossier.server.beside import beside
from dossier.server.clippings import chosen, sheet
from dossier.server.editor import Editor
from dossier.server.events import Events
from dossier.server.guard import LARGEST_FORM
from dossier.server.importing import Imports
from dossier.server.made import made
from dossier.server.meant import screen as who
from dossier.server.names import KINDS, every, left, listed, look, put_last
from dossier.server.putting import putting
from dossier.server.splitting import screen as places_of
from dossier.server.statements import Filters, same, screen
from dossier.server.today import asked as first
from dossier.server.today import way
from dossier.server.waiting import ROWS, Counting, kinds, page

PAGES = Path(__file__).with_name("pages")
START = "/desk/today"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Opening(msgspec.Struct, forbid_unknown_fields=True):
    """A line of a file of the content, to be opened in the editor."""

    path: str
    line: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] = 1


class Desk:
    """The desk of a dossier, whose edition is the one that the preview shows."""

    def __init__(self, name: str, changes: Changes, edition: Callable[[], Edition], events: Events) -> None:
        """The desk of the dossier of this ``name``, which makes its ``changes``."""
        self.name, self.changes, self.content, self.events = name, changes, changes.content, events
        self.edition, self.editor, self.later = edition, Editor(), Later(changes.home)
        self.counting = Counting(self.content, edition, lambda: events.tell("recounted", events.shown), self.later)
        self.answers = Answers(changes, edition, self.counting.counts)
        self.imports = Imports(changes, lambda: edition().lang, events.tell)

    @property
    def routes(self) -> list[Route]:
        """What can be asked."""
        return [
            Route("/desk", self.start),
            Route("/desk/", self.start),
            Route(START, self.today),
            Route("/desk/clippings", self.clippings),
            Route("/desk/names", self.names),
            Route("/desk/findings", self.findings),
            Route("/desk/mentions", self.mentions),
            Route("/desk/split", self.split),
            Route("/desk/statements", self.statements),
            Route("/desk/statements/same", self.same),
            Route("/desk/changes", self.done),
            Route("/desk/article/{slug}", self.article),
            Route("/desk/beside", self.beside),
            Route("/desk/open", self.open, methods=["POST"]),
            *self.answers.routes,
            *self.imports.routes,
            putting(self.later),
        ]

    async def start(self, _: Request) -> Response:
        """The first screen."""
        return RedirectResponse(START)

    async def today(self, _: Request) -> Response:
        """What waits, and what can be published."""
        waiting = await run_in_threadpool(self.counting.waiting)
        stages = await run_in_threadpool(way, waiting, self.edition())
        return self._screen("today", waiting=waiting, asked=msgspec.to_builtins(first(waiting, self.edition())), way=stages)

    async def clippings(self, request: Request) -> Response:
        """A question on clippings, and which others there are."""
        waiting = await run_in_threadpool(self.counting.waiting)
        question = chosen(waiting.questions, request.query_params.get("question", ""))
        shown, files = sheet(self.content, question), self.edition().files
        return self._screen("clippings", waiting=waiting, question=question, sheet=shown, files=files)

    async def names(self, request: Request) -> Response:
        """A name that no file describes, or the states, and which others there are."""
        waiting = await run_in_threadpool(self.counting.waiting)
        found = await run_in_threadpool(left, self.content)
        asked_for = put_last(found or Names((), ()), waiting.later)
        chosen, alike = look(asked_for, await run_in_threadpool(every, self.content), request.query_params)
        likely = like(self.edition(), chosen) if chosen and not alike else []
        unclear = listed(asked_for, request.query_params) and "unclear" in request.query_params
        shown: dict[str, Any] = {"names": asked_for, "one": chosen, "alike": alike, "likely": likely, "unclear": unclear}
        return self._screen("names", waiting=waiting, kinds=KINDS, **shown)

    async def findings(self, request: Request) -> Response:
        """What to look at, of one kind."""
        waiting = await run_in_threadpool(self.counting.waiting)
        found = waiting.slow.findings if waiting.slow else ()
        known = kinds(found)
        code = request.query_params.get("code") or (known[0].code if known else "")
        rows, more = page(found, code, request.query_params.get("after", ""))
        kind = next((kind for kind in known if kind.code == code), None)
        files = self.edition().files
        return self._screen("findings", waiting=waiting, kinds=known, kind=kind, rows=rows, more=more, files=files)

    async def mentions(self, request: Request) -> Response:
        """Names that several actors bear."""
        waiting = await run_in_threadpool(self.counting.waiting)
        edition, asked_for = self.edition(), request.query_params
        found = await run_in_threadpool(who, edition, waiting.meant, asked_for.get("name", ""), asked_for.get("after", ""))
        return self._screen("mentions", waiting=waiting, found=found, actors=edition.actor_names)

    async def split(self, request: Request) -> Response:
        """Where an actor is named that is to become two."""
        waiting = await run_in_threadpool(self.counting.waiting)
        edition, asked_for = self.edition(), request.query_params
        found = await run_in_threadpool(places_of, edition, asked_for.get("actor", ""), asked_for.get("after", ""))
        return self._screen("split", waiting=waiting, found=found, actors=edition.actor_names, kinds=KINDS)

    async def statements(self, request: Request) -> Response:
        """Statements that wait for a decision."""
        asked_for = {name: request.query_params.get(name, "") for name in Filters.__struct_fields__}
        filters, after = Filters(**asked_for), request.query_params.get("after", "")
        waiting = await run_in_threadpool(self.counting.waiting)
        edition = self.edition()
        found = await run_in_threadpool(screen, edition, filters, after, self.later)
        return self._screen(
            "statements", waiting=waiting, found=found, filters=msgspec.structs.asdict(filters), actors=edition.actor_names
        )

    async def same(self, request: Request) -> Response:
        """The statements that may report the same utterance as one."""
        name, speaker = (request.query_params.get(name, "") for name in ("id", "speaker"))
        return JSONResponse(await run_in_threadpool(same, self.edition(), name, speaker))

    async def article(self, request: Request) -> Response:
        """An article: its file to be written in, its passages, and beside them what stands there."""
        waiting = await run_in_threadpool(self.counting.waiting)
        edition = self.edition()
        article = article_at(edition, request.path_params["slug"])
        file = await run_in_threadpool(held, self.content, article) if article else None
        shown = await run_in_threadpool(passages, edition, article) if article else []
        values = {"article": article, "file": file, "passages": shown, "lang": edition.lang}
        return self._screen("article", 200 if article else 404, waiting=waiting, **values)

    async def beside(self, request: Request) -> Response:
        """What stands beside the text of a page, or beside the statements of some ids, as data."""
        page, ids = request.query_params.get("page", ""), request.query_params.getlist("id")[:ROWS]
        return JSONResponse(await run_in_threadpool(beside, self.edition(), page, ids))

    async def done(self, request: Request) -> Response:
        """What was changed, and one of it file by file."""
        waiting = await run_in_threadpool(self.counting.waiting)
        rows, chosen = await run_in_threadpool(made, self.changes, request.query_params.get("change", ""))
        return self._screen("changes", waiting=waiting, rows=rows, chosen=chosen)

    async def open(self, request: Request) -> Response:
        """A file of the content in the compiler's editor."""
        opening = await asked(request, Opening)
        self.editor.open(inside(self.content, opening.path), opening.line)
        return Response(status_code=204)

    def close(self) -> None:
        """Begin nothing more beside what is asked."""
        self.counting.close()
        self.imports.close()

    def _screen(self, name: str, status: int = 200, **values: Any) -> Response:
        values |= {"desk": self.name, "content": self.content, "problems": self.events.problems, "shown": self.events.shown}
        values["largest"] = LARGEST_FORM
        html = _pages().get_template(f"{name}.html").render(screen=name, **values)
        return HTMLResponse(html, status, headers={"Content-Security-Policy": POLICY, "X-Frame-Options": "DENY"})


@cache
def _pages() -> Environment:
    """The templates of the screens."""
    return Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
