"""A preview that runs: after each save first the page of what was saved, then the search, then all that follows."""

import gc
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment
from pelican.settings import read_settings

from dossier import checks, search, statics
from dossier.adapter.generator import site_of, tell_unsearched
from dossier.adapter.settings import themes
from dossier.concordance import Edition, renewed
from dossier.edition import NAMES, Content, collect, edit
from dossier.errors import DossierError
from dossier.locks import locked
from dossier.memory import Memory, Past, folder_of
from dossier.printing import print_edition
from dossier.readings import Reading, Readings, read_all
from dossier.render import environment, render
from dossier.views import article_view, page_refs


class Live:
    """A previewed dossier, whose output is brought up to date in its place after each change of the content or the theme."""

    def __init__(self, settings: Path, output: Path) -> None:
        """Begin with the preview that stands in ``output``; raises DossierError where none does."""
        self.settings = read_settings(str(settings), override={"DOSSIER_PREVIEW": True})
        self.site, self.output = site_of(self.settings), output
        self.templates: tuple[dict[Path, int], Environment] | None = None
        with locked(output.resolve(), lambda: print(f"Waiting for a build of {output}.", flush=True)):
            memory = Memory(output)
            memory.close()
        if memory.past is None or not output.is_dir():
            raise DossierError(f"{output} holds no preview of this dossier")
        self.past, self.indexed = memory.past, memory.past.printed.searched
        self.content = Path(os.path.relpath(self.settings["PATH"]))
        gc.freeze()  # it lives as long as the preview

    def refresh(self, shown: Callable[[], None]) -> None:
        """Bring the output up to date; call ``shown`` whenever there is something new to look at.

        Raises DossierError where the content cannot be published or a template is wrong; the output stays as it was.
        """
        with locked(self.output.resolve(), lambda: print(f"Waiting for a build of {self.output}.", flush=True)):
            self._refresh(shown, time.perf_counter())

    def _refresh(self, shown: Callable[[], None], started: float) -> None:
        folders = [folder / "templates" for folder in themes(self.settings["THEME"])]
        content = collect(self.content, self.past.kept(self.site.lang))
        readings, errors = read_all(content.markdown, self.site.lang, last=self.past.readings)
        if not errors and (reading := self._only(readings)) and self._fits(content, reading):
            searched = self._meanwhile(reading, folders)
            shown()
            print(f"{reading.entry.path} after {time.perf_counter() - started:.2f} seconds", flush=True)
            self._index(searched, started)
        edition = edit(content, readings, errors, drafts=True, last=self.past.printed.edition)
        self._print(content, readings, edition, folders)
        shown()
        print(f"all pages after {time.perf_counter() - started:.2f} seconds", flush=True)
        self._index(self.past.printed.searched, started)

    def _print(self, content: Content, readings: Readings, edition: Edition, folders: list[Path]) -> None:
        last = self.past.printed
        site = replace(self.site, pages=page_refs(edition))
        handed = statics.hand_on(content.root, edition.statics, self.output, last=(self.output, self.past.handed))
        printed = print_edition(edition, site, folders, self.output, last=(self.output, last))
        self.past = Past(readings, content.stamps, handed, False, printed)
        for address in {*last.addresses, *last.edition.statics} - {*printed.addresses, *edition.statics}:
            (self.output / address).unlink(missing_ok=True)
        themed: dict[Path, Path] = {}
        for folder in reversed(themes(self.settings["THEME"])):
            found = [path for path in (folder / "static").rglob("*") if path.is_file()]
            themed |= {self.output / "theme" / path.relative_to(folder / "static"): path for path in found}
        for target, path in themed.items():
            if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)

    def _only(self, readings: Readings) -> Reading | None:
        """The only article that was read anew, if it has the page that it had."""
        before = self.past.readings.files
        fresh = [reading for path, reading in readings.files.items() if before.get(path) is not reading]
        again = [reading for reading in fresh if before.get(reading.entry.path) != reading]
        old = before.get(again[0].entry.path) if len(again) == 1 else None
        same = old and again[0].entry.path in self.past.printed.edition.files and old.entry.address == again[0].entry.address
        return again[0] if same and again[0].entry.path.startswith("articles/") else None

    def _fits(self, content: Content, reading: Reading) -> bool:
        """Whether all that an article refers to is there; if not, the check of the whole edition will say so."""
        files = {**self.past.printed.edition.files, reading.entry.path: reading.entry}
        return not any(checks.errors([reading.entry], files, (), content.statics, NAMES))

    def _meanwhile(self, reading: Reading, folders: list[Path]) -> dict[str, str]:
        """Write an article's page ahead of the others; returns what is to be found by a search with it."""
        site, address = self.past.printed.site, reading.entry.address
        edition = renewed(self.past.printed.edition, reading.entry, reading.found)
        page = render(article_view(edition, site, reading.entry), site, self._compiled(folders))
        fresh = self.output / f"{address}.new"
        fresh.write_text(page, encoding="utf-8", newline="\n")
        fresh.replace(self.output / address)
        seen = search.fingerprint(page)
        return {**self.past.printed.searched, **({address: seen} if seen else {})}

    def _compiled(self, folders: list[Path]) -> Environment:
        """The templates, compiled anew only where one of them was written since."""
        written = {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*.html")}
        if self.templates is None or self.templates[0] != written:
            self.templates = (written, environment(folders, self.site.lang))
        return self.templates[1]

    def _index(self, searched: dict[str, str], started: float) -> None:
        """Index the pages that are to be found, if these are others than before."""
        if searched == self.indexed:
            return
        fresh, old = (self.output.with_name(f".{self.output.name}.{name}") for name in ("search", "search.old"))
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        refused = search.index(searched, [self.output], fresh, folder_of(self.output) / "search")
        tell_unsearched(self.content, self.past.printed.edition, refused)
        (self.output / "pagefind").rename(old)
        fresh.rename(self.output / "pagefind")
        shutil.rmtree(old)
        self.indexed = searched
        print(f"the search after {time.perf_counter() - started:.2f} seconds", flush=True)


def tell(live: Live, shown: Callable[[], None]) -> None:
    """Refresh a preview, and tell of what is wrong; the preview goes on, for the next save may mend it."""
    try:
        live.refresh(shown)
    except DossierError as error:
        print(error, file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()
