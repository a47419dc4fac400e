"""A preview that runs: after each save first the page of what was saved, then the search, then all that follows."""

import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import watchfiles
from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop

from dossier.build import Making, Request
from dossier.build.making import found
from dossier.build.state import State, load, searched
from dossier.build.store import Store
from dossier.build.summary import unsearched
from dossier.errors import DossierError
from dossier.locks import locked
from dossier.search import shards
from dossier.server import Preview


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

            def first(pages: Mapping[str, str]) -> None:
                shown()
                print(f"the page after {time.perf_counter() - started:.2f} seconds", flush=True)
                aside.submit(self._index, pages, started)

            last = self.state
            making = Making(self.request, self.store, last, self.output, self.output)
            self.state = making.make(found(self.request, last.facts), first)
            for address in last.addresses - self.state.addresses:
                (self.output / address).unlink(missing_ok=True)
            shown()
            print(f"all pages after {time.perf_counter() - started:.2f} seconds", flush=True)
            aside.submit(self._index, searched(self.state.records), started).result()

    def _index(self, pages: Mapping[str, str], started: float) -> None:
        """Index the pages that are to be found, if these are others than before."""
        if pages == self.indexed:
            return
        fresh, old = (self.output.with_name(f".{self.output.name}.{name}") for name in ("search", "search.old"))
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        with suppress(FileNotFoundError):  # a page that was to be found is gone meanwhile: the next index is without it
            refused = shards.index(pages, [self.output], fresh, self.store.path.parent / "search")
            for line in unsearched(self.request.content, self.state.edition, refused):
                print(line, file=sys.stderr, flush=True)
            (self.output / "pagefind").rename(old)
            fresh.rename(self.output / "pagefind")
            shutil.rmtree(old)
            self.indexed = dict(pages)
            print(f"the search after {time.perf_counter() - started:.2f} seconds", flush=True)


def tell(live: Live, shown: Callable[[], None]) -> None:
    """Refresh a preview, and tell of what is wrong; the preview goes on, for the next save may mend it."""
    try:
        live.refresh(shown)
    except DossierError as error:
        print(error, file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()


def serve(live: Live, settings: Path, port: int) -> None:
    """Serve a preview until Ctrl+C, refresh it on every change of the content or of the site's own theme, and reload its pages.

    What has changed in the file of ``settings`` is told, and takes a new start. Raises ToolError where the port is taken.
    """
    loop, server = IOLoop.current(), Preview()
    watched = [path for path in (live.request.content, live.request.themes[0]) if path.is_dir()]

    def watch() -> None:
        for _ in watchfiles.watch(*watched, step=20, debounce=400):
            tell(live, lambda: loop.add_callback(LiveReloadHandler.reload_waiters))

    threading.Thread(target=watch, daemon=True).start()
    server.watch(str(settings), lambda: print(f"{settings.name} has changed: end this with Ctrl+C and start it again."))
    server.serve(host="localhost", port=port, root=str(live.request.output))
