"""A preview that runs: after each save first the page of what was saved, then the search, then all that follows."""

import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import watchfiles

from dossier.build import Making, Request
from dossier.build.making import found
from dossier.build.state import State, load, searched
from dossier.build.store import Store
from dossier.build.summary import unsearched
from dossier.edition import Edition
from dossier.errors import ContentError, ContentErrors, DossierError
from dossier.locks import locked
from dossier.search import indexing
from dossier.server import Events


class Live:
    """A previewed dossier, whose output is brought up to date in its place after each change of the content or the theme."""

    def __init__(self, request: Request) -> None:
        """Begin with the preview that a build left; raises DossierError where there is none."""
        self.request = replace(request, jobs=1)
        self.output = request.output.resolve()
        self.store = Store(self.output)
        state = load(self.store)
        if state is None or not self.output.is_dir():
            raise DossierError(f"{request.output} holds no preview of this dossier")
        self.state: State = state
        self.indexed = searched(state.records)

    def refresh(self, shown: Callable[[], None]) -> None:
        """Bring the output up to date; call ``shown`` whenever there is something new to look at.

        Raises DossierError where the content cannot be published or a template is wrong; the output stays as it was.
        """
        started = time.perf_counter()
        with (
            locked(self.output, lambda: print(f"Waiting for a build of {self.output}.", flush=True)),
            ThreadPoolExecutor(1) as aside,
        ):

            def first(pages: Mapping[str, str], edition: Edition) -> None:
                shown()
                print(f"the page after {time.perf_counter() - started:.2f} seconds", flush=True)
                aside.submit(self._index, pages, edition, started)

            last = self.state
            making = Making(self.request, self.store, last, self.output, self.output)
            self.state = making.make(found(self.request, last.facts), first)
            for address in last.addresses - self.state.addresses:
                (self.output / address).unlink(missing_ok=True)
            shown()
            print(f"all pages after {time.perf_counter() - started:.2f} seconds", flush=True)
            aside.submit(self._index, searched(self.state.records), self.state.edition, started).result()

    def _index(self, pages: Mapping[str, str], edition: Edition, started: float) -> None:
        """Index the pages that are to be found, if these are others than before."""
        if pages == self.indexed:
            return
        fresh, old = (self.output.with_name(f".{self.output.name}.{name}") for name in ("search", "search.old"))
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        with suppress(FileNotFoundError):  # a page that was to be found is gone meanwhile: the next index is without it
            refused = indexing.index(pages, edition, [self.output], fresh, self.store.path.parent)
            for line in unsearched(self.request.content, self.state.edition, refused):
                print(line, file=sys.stderr, flush=True)
            (self.output / "pagefind").rename(old)
            fresh.rename(self.output / "pagefind")
            shutil.rmtree(old)
            self.indexed = dict(pages)
            print(f"the search after {time.perf_counter() - started:.2f} seconds", flush=True)


def tell(live: Live, events: Events) -> None:
    """Refresh a preview, and tell of what is wrong; the preview goes on, for the next save may mend it."""
    try:
        live.refresh(events.reload)
    except DossierError as error:
        print(error, file=sys.stderr, flush=True)
        events.error(problems(error, live.request.content))
    except Exception as error:
        traceback.print_exc()
        events.error([_problem(f"This is a mistake of Dossier's own, which the terminal shows: {error!r}")])


def problems(error: DossierError, content: Path) -> list[dict[str, Any]]:
    """What is wrong, as pages show it; ``file`` is the path below the content folder of a mistake that lies in a file there."""
    errors = error.errors if isinstance(error, ContentErrors) else (error,)
    return [_placed(one, content) if isinstance(one, ContentError) else _problem(str(one)) for one in errors]


def _placed(error: ContentError, content: Path) -> dict[str, Any]:
    path = Path(error.path)
    below = path.relative_to(content).as_posix() if path.is_relative_to(content) else ""
    place = {"path": error.path, "line": error.line, "file": below if path.is_file() else ""}
    return _problem(error.problem) | place | {"text": error.text, "example": error.right()}


def _problem(problem: str) -> dict[str, Any]:
    return {"path": "", "line": 0, "file": "", "problem": problem, "text": "", "example": ""}


def follow(live: Live, settings: Path, events: Events, rest: Callable[[], None]) -> None:
    """Follow each change from now on, in threads that end with the program.

    After a change of the content or of the site's own theme the preview is refreshed, and its pages reload; ``rest`` returns
    when there is time for that. What has changed in the file of ``settings`` is told, and takes a new start.
    """
    threading.Thread(target=_follow_content, args=(live, events, rest), daemon=True).start()
    threading.Thread(target=_follow_settings, args=(settings,), daemon=True).start()


def _follow_content(live: Live, events: Events, rest: Callable[[], None]) -> None:
    content = live.request.content.resolve()
    for changes in watchfiles.watch(*_watched(live), step=20, debounce=400):
        rest()
        events.changed(list(_below(content, (path for _, path in changes))))
        tell(live, events)


def _watched(live: Live) -> list[Path]:
    return [path for path in (live.request.content, live.request.themes[0]) if path.is_dir()]


def _below(folder: Path, paths: Iterable[str]) -> Iterable[str]:
    found = sorted({Path(path) for path in paths})
    return (path.relative_to(folder).as_posix() for path in found if path.is_relative_to(folder))


def _follow_settings(settings: Path) -> None:
    for _changes in watchfiles.watch(
        settings.parent, recursive=False, watch_filter=lambda _, path: Path(path).name == settings.name
    ):
        print(f"{settings.name} has changed: end this with Ctrl+C and start it again.", flush=True)
