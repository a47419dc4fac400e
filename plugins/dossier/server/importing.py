"""Clippings that are dropped on the desk: they are imported as `dossier import` does, and pages are told how far it is."""

import secrets
import shutil
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.desk import Changes
from dossier.errors import DossierError
from dossier.server.asked import Refused
from dossier.server.guard import FORM
from dossier.server.receiving import received

if TYPE_CHECKING:
    from dossier.importing.outcome import ReportLine
    from dossier.importing.reading import Reading

NOTES = 200  # sentences on files that are told
FOLDER = "dropped"  # in the desk's own folder, for as long as it takes


class Imports:
    """Imports what is dropped, one drop after the other.

    A drop is told as a job: its name, how many of how many files are read, and at the end what became of them in sentences.
    """

    def __init__(self, changes: Changes, lang: Callable[[], str], tell: Callable[[str, object], None]) -> None:
        """Import into the content folder of ``changes``; ``lang`` is the language of what names none."""
        self.content, self.lang, self.tell = changes.content, lang, tell
        self.journal = changes.journal
        self.folder = changes.home / FOLDER
        self.last: dict[str, Any] = {}
        self._aside, self._closing = ThreadPoolExecutor(1), threading.Event()
        shutil.rmtree(self.folder, ignore_errors=True)  # of a desk that was killed

    @property
    def routes(self) -> list[Route]:
        """What can be asked."""
        return [Route(FORM, self.told), Route(FORM, self.receive, methods=["POST"])]

    async def told(self, _: Request) -> Response:
        """The last job, for a page that was not there to be told."""
        return JSONResponse(self.last)

    async def receive(self, request: Request) -> Response:
        """Take files, and begin to import them."""
        try:
            self.journal.prepare()
            self.folder.mkdir(exist_ok=True)
            folder = Path(tempfile.mkdtemp(dir=self.folder))
        except OSError as error:
            raise Refused("files", f"Nothing was imported: {self.folder}: {error.strerror}.", 507) from None
        try:
            count = await received(request, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        job = secrets.token_hex(4)
        self._aside.submit(self._run, job, folder, count)
        return JSONResponse({"job": job, "files": count}, 202)

    def idle(self) -> None:
        """Wait until all that was dropped is imported."""
        self._aside.submit(lambda: None).result()

    def close(self) -> None:
        """Begin nothing more, and end with what is at hand."""
        self._closing.set()
        self._aside.shutdown(cancel_futures=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, job: str, folder: Path, count: int) -> None:
        def at(done: int, said: str = "") -> None:
            self._say({"job": job, "files": count, "done": done, "said": said, "notes": [], "ended": False})

        at(0)
        try:
            rows, problem = self._import(folder / "files", at)
            said, notes = _sentences(rows)
            notes += [problem] * bool(problem)
        except DossierError as error:
            said, notes = f"Nothing was imported: {str(error).removesuffix('.')}.", []
        except Exception as error:
            traceback.print_exc()
            said, notes = f"This is a mistake of Dossier's own, which the terminal shows: {error!r}", []
        shutil.rmtree(folder, ignore_errors=True)
        more = [f"And {len(notes) - NOTES} more."] if len(notes) > NOTES else []
        told = {"job": job, "files": count, "done": count, "said": said, "notes": notes[:NOTES] + more, "ended": True}
        self._say(told)

    def _import(self, folder: Path, at: Callable[..., None]) -> "tuple[list[ReportLine], str]":
        try:  # its libraries are an extra, and take their time
            from dossier.importing.run import Options, import_clippings  # noqa: PLC0415
        except ImportError as error:
            raise DossierError(f"import needs {error.name or error}: pip install 'pelican-dossier[import]'") from error

        def track(readings: "Iterable[tuple[Reading, ...]]", total: int) -> "Iterator[tuple[Reading, ...]]":
            for count, reading in enumerate(readings, 1):
                yield reading
                if count * 100 // total > (count - 1) * 100 // total:
                    at(count)

        @contextmanager
        def heed() -> Iterator[Callable[[], bool]]:
            yield self._closing.is_set

        options = Options(self.content, self.lang())
        rows, problem = import_clippings(
            sorted(folder.iterdir()), options, track, lambda: at(0, "Another import into this dossier is under way."), heed
        )
        return [replace(row, clipping=row.clipping.removeprefix(f"{folder}/")) for row in rows], problem

    def _say(self, told: dict[str, Any]) -> None:
        self.last = told
        self.tell("job", told)


def _sentences(rows: "list[ReportLine]") -> tuple[str, list[str]]:
    """What became of the files, all in all and one by one where there is something to say."""
    from dossier.importing.summary import notes, summary  # noqa: PLC0415 - as above

    known = [f"{row.clipping}: is in the dossier already, as {row.article}" for row in rows if row.outcome == "known"]
    return summary(rows), notes(rows, Path()) + known
