"""A build: the one way from a content folder to an output.

What the last build kept is loaded, the files that have changed are read, the jobs that could make something else are done, and
everything that is as it was is carried over into the new output. At the end it takes the place of the last one, byte for byte
what a build from nothing makes.
"""

import gc
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from dossier import raster, rights, statics, workers
from dossier.assets import joined
from dossier.build.jobs import Done, Jobs, Record, standing
from dossier.build.pieces import put_together, stretches
from dossier.build.staging import Staging
from dossier.build.state import Facts, State, keep, load, searched, told
from dossier.build.store import Store, shared
from dossier.build.summary import published, shrunk, summary, unsearched, waits
from dossier.build.untouched import theme_stamps, untouched
from dossier.build.writer import Made, Stamp, Stretch, Writer, stamp
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.finders import RULES
from dossier.pipeline import Content, closing, collect, edit, jobs_of
from dossier.readings import Readings, read_all
from dossier.render import Theme, assets
from dossier.rights import Rights
from dossier.views import Site, completed

ICON = "theme/icon.svg"
SPOOL = ".pieces"  # in the output, while it is made
UNSETTLED = (0, 0, 0, 0)  # the stamp of a file that changed so lately that it could change again and keep its own
BEGINNING = 4096  # bytes of a data file that its description may show an example from
MANY = 500  # pages whose index takes longer than it takes to start a process
LIMIT = 8_000_000  # bytes of a data file that is not divided, which a browser and an editor still open

Pages = Mapping[str, str]  # the pages that a search is to find: their fingerprints, by address
First = Callable[[Pages, Edition], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a build.

    ``content`` is a folder as messages name it, ``themes`` are the folders of themes, the first of which counts; where it is to
    be ``published``, clippings are cut as ``rights`` say. So many ``jobs`` work at once, or a cluster reads. ``retained`` are
    names in the output that a build leaves there; where it is ``strict``, an edition without articles does not take the place
    of one with some. A data file of more than ``limit`` bytes is divided, and the ``finder``
    of that name proposes statements.
    """

    content: Path
    output: Path
    site: Site
    themes: tuple[Path, ...]
    published: bool = False
    rights: Rights = "excerpt"
    jobs: int = 1
    readers: int | workers.Cluster = 1
    retained: tuple[str, ...] = ()
    strict: bool = False
    limit: int = LIMIT
    finder: str = RULES

    def opened(self, path: str) -> bytes:
        """The bytes of a file of the content."""
        return (self.content / path).read_bytes()


class Report(NamedTuple):
    """What became of a build: how many articles there are, what is to be said, a line each, and how many seconds it took."""

    articles: int
    said: tuple[str, ...]
    seconds: float

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be printed: what was built and how long it took, then all else."""
        first, *more = self.said
        return (f"{first} in {self.seconds:.1f} seconds.", *more)


def build(request: Request) -> Report:
    """Build a dossier.

    Raises DossierError where the content cannot be published, a template is wrong, a program is missing, or the output
    cannot be put where it is asked for; the last output is as it was then.
    """
    started = time.perf_counter()
    gc.disable()  # all that a build makes lives to its end, and need not be looked through again and again
    try:
        with Staging(request.output, request.content, request.retained) as staging, Store(staging.output) as store:
            facts = store.load("facts", Facts).get("facts")
            content = found(request, facts)
            if facts and untouched(request, facts, content, staging.output):
                return Report(facts.articles, facts.said, time.perf_counter() - started)
            making = Making(request, store, load(store), staging.fresh, staging.output)
            state = making.make(content)
            staging.exchange()
            said = (*state.facts.said, *making.said)
            try:
                keep(store, state)
            except sqlite3.Error as error:
                said += (f"The next build does everything anew, for this one could not be kept: {error}",)
    finally:
        gc.enable()
    return Report(state.facts.articles, said, time.perf_counter() - started)


def found(request: Request, facts: Facts | None) -> Content:
    """The content folder, in which no file is opened that is as it was when the last build, with these facts, read it."""
    return collect(request.content, *((facts.kept(request.site.lang), facts.ledger) if facts else ()))


class Making:
    """The making of an output in the folder ``output``, of the last one in ``before``, which may be the same folder.

    ``said`` is what is to be said of this build alone.
    """

    def __init__(self, request: Request, store: Store, last: State | None, output: Path, before: Path) -> None:
        """Make what is asked for; ``last`` is what the last build left."""
        self.request, self.store, self.last = request, store, last
        self.output, self.before = output, before
        self.writer = Writer(output, before)
        self.said: list[str] = []

    def make(self, content: Content, first: First | None = None) -> State:
        """Make the output of a content folder, and return what the next build has to know of it.

        Where ``first`` is to be told, the pages of articles that were read anew are made before all others; then it is called,
        and the search index is left to it. Raises DossierError as :func:`build`.
        """
        themes = theme_stamps(self.request)
        readings = self._read(content)
        edition = self._edition(content, readings)
        site = completed(self.request.site, edition)
        theme = Theme([folder / "templates" for folder in self.request.themes], site.lang, shared("templates"))
        jobs = Jobs(edition, site, theme, self.writer, self.output / SPOOL, jobs_of(edition, site), theme.closures)
        kept, sources = self._standing(jobs), assets(self.request.themes)
        stamps = {f.path: (content.stamps.get(f.path, UNSETTLED), f.digest) for f in content.markdown}
        inputs = (stamps, content.statics, content.ledger, self.request.finder, site, self.cut, jobs.templates)
        facts = Facts(*inputs, self.request.limit, themes=themes, rights=self.request.rights)
        shutil.rmtree(jobs.spool, ignore_errors=True)  # of a build that was killed
        jobs.spool.mkdir(parents=True)
        done = self._do(jobs, kept, self._anew(readings) if first else frozenset(), first)
        records = {job.name: kept.get(job.name) or done[job.name].record for job in jobs.jobs}
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - of no use where nothing has changed

        pages = searched(records)
        with self._ahead({} if first else pages, edition) as ready, ThreadPoolExecutor(1) as aside:
            index = aside.submit(self._index, pages, edition, ready) if not first else None  # it need not wait for data files
            for name in kept:
                for made in records[name].made:
                    self.writer.carry(made.address)
            data = put_together(self.writer, records, done, self._stretches(), self.request.limit)
            copied = {address: self._copied(address, paths) for address, paths in sources.items()}
            copied |= {address: self._copied(address, sources[ICON], size) for size, address in _icons(site)}
            handed = self._hand_on(edition)
            shutil.rmtree(jobs.spool)
            facts = facts._replace(order=tuple(records), data=data, copied=copied, handed=handed)
            facts = facts._replace(end=tuple(map(jobs.file, closing(edition, site, *told(records, data), self._beginning))))
        said = (summary(self.whole), *self._notices(edition), *(index.result() if index else ()))
        state = State(readings, edition, records, facts._replace(articles=len(edition.articles), said=said))
        files = {
            address: stamp(f"{self.output}/{address}") or (0, 0) for address in sorted(state.addresses - {*edition.statics})
        }
        return replace(state, facts=state.facts._replace(files=files))

    def _read(self, content: Content) -> Readings:
        request, last = self.request, self.last
        readings, self.errors = read_all(
            content.markdown,
            request.site.lang,
            jobs=request.readers,
            last=last.readings if last else None,
            blobs=self.store,
            opened=request.opened,
            ledger=content.ledger,
            propose=request.finder,
        )
        self.store.settle()
        return readings

    def _edition(self, content: Content, readings: Readings) -> Edition:
        """The edition, its clippings cut if that is asked for; what it was before that is the ``whole``."""
        request, last = self.request, self.last
        checked = bool(
            last
            and last.facts.statics == content.statics
            and last.facts.ledger == content.ledger
            and last.site.preview == request.site.preview
            and {path: one.entry for path, one in last.readings.files.items()}
            == {path: one.entry for path, one in readings.files.items()}
        )
        site = request.site
        self.whole = edit(content, readings, self.errors, drafts=site.preview, proposed=site.proposed, checked=checked)
        self.cut = request.published and request.rights == "excerpt"
        edition = rights.excerpts(self.whole) if self.cut else self.whole
        before = published(self.before)
        if small := shrunk(edition, readings, content, before):
            if request.strict and before > 1 and not edition.articles:  # the example of a new dossier may go
                stays = "The last output stays; `pelican content -s pelican.conf.py` puts an empty one in its place."
                raise DossierError(f"{small} {stays}")
            self.said.append(small)
        return edition

    def _beginning(self, address: str) -> str:
        """How a file of the output begins."""
        with (self.output / address).open("rb") as file:
            return file.read(BEGINNING).decode(errors="ignore")

    def _notices(self, edition: Edition) -> Iterable[str]:
        """What is to be said of the content, whatever the build."""
        notice = rights.notice(rights.cut(edition), rights.whole(edition), self.request.rights)
        return filter(None, (notice, waits(self.whole)))

    def _standing(self, jobs: Jobs) -> dict[str, Record]:
        """The records of the jobs that need not be done again."""
        last = self.last
        if not last or last.facts.site != jobs.site:
            return {}
        templates = {
            name
            for name in {**jobs.templates, **last.facts.templates}
            if jobs.templates.get(name) != last.facts.templates.get(name)
        }
        kept = standing(last.records, self.before, last.edition, jobs.edition, templates=templates, lost=self._lost)
        return {job.name: kept[job.name] for job in jobs.jobs if job.name in kept}

    @cached_property
    def _lost(self) -> frozenset[str]:
        """The data files that go by article and are not as the last build left them."""
        data = self.last.facts.data if self.last else {}
        return frozenset(address for address, files in data.items() if not all(map(self._stands, files)))

    def _stretches(self) -> dict[tuple[str, str], Stretch]:
        """Where the pieces of data files stand in the last output."""
        return stretches(self.last.records, self.last.facts.data, self._lost, str(self.before)) if self.last else {}

    def _stands(self, made: Made) -> bool:
        return stamp(f"{self.before}/{made.address}") == made.stamp

    def _anew(self, readings: Readings) -> frozenset[str]:
        """The jobs of the articles that were read anew."""
        before = self.last.readings.files if self.last else {}
        return frozenset(one.entry.address for path, one in readings.files.items() if before.get(path) is not one)

    def _do(self, jobs: Jobs, kept: Mapping[str, Record], urgent: Set[str], first: First | None) -> dict[str, Done]:
        numbers = [number for number, job in enumerate(jobs.jobs) if job.name not in kept]
        done: dict[str, Done] = {}
        if first:
            done = jobs.do_all([number for number in numbers if jobs.jobs[number].name in urgent], 1)
            records = {**(self.last.records if self.last else {}), **{name: one.record for name, one in done.items()}}
            first(searched(records), jobs.edition)
        return done | jobs.do_all([number for number in numbers if jobs.jobs[number].name not in done], self.request.jobs)

    def _ahead(self, pages: Pages, edition: Edition) -> AbstractContextManager[Callable[[], None]]:
        """Have a part of the index of many pages made in a process of its own; gives what waits for that."""
        from dossier.search import indexing  # noqa: PLC0415 - as above

        work = partial(indexing.ahead, pages, edition, self.store.path.parent)
        return workers.beside(work, self.request.jobs if len(pages) >= MANY else 1)

    def _index(self, pages: Pages, edition: Edition, ready: Callable[[], None]) -> tuple[str, ...]:
        """Index the pages; returns what is to be said of those that could not be."""
        from dossier.search import indexing  # noqa: PLC0415 - as above

        target, cache = self.output / "pagefind", self.store.path.parent
        refused = indexing.index(pages, edition, [self.output, self.before], target, cache, ready=ready)
        return tuple(unsearched(self.request.content, self.whole, refused))

    def _hand_on(self, edition: Edition) -> dict[str, statics.Handed]:
        """Write the files that entries link to."""
        known = (self.before, self.last.facts.handed) if self.last else None
        return statics.hand_on(self.request.content, edition.statics, self.output, jobs=self.request.jobs, last=known)

    def _copied(self, address: str, paths: tuple[Path, ...], size: int = 0) -> tuple[Made, tuple[Stamp, ...]]:
        """Copy files into one of the output, or carry that over where they are as they were; an icon is drawn in a ``size``."""
        now = _stamps(paths)
        old = self.last.facts.copied.get(address) if self.last else None
        if old and old[1] == now and self._stands(old[0]):
            return old[0]._replace(stamp=self.writer.carry(address)), now
        data = joined(paths)
        return Made(address, self.writer.write(address, raster.png(data.decode(), size) if size else data), 0), now


def _icons(site: Site) -> Iterable[tuple[int, str]]:
    """The sizes and addresses of the icons that telephones ask for."""
    if not (site.url and site.cards):
        return ()
    from dossier.views.hosting import ICONS  # noqa: PLC0415 - most sites have none

    return ICONS.items()


def _stamps(paths: tuple[Path, ...]) -> tuple[Stamp, ...]:
    return tuple(stamp(str(path)) or (0, 0) for path in paths)
