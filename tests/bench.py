"""What a build costs: reading by the gazetteer's size, each step and the index of passages by the dossier's size, all of it
beside Hugo and Pelican, and what the desk takes to answer.

`inv bench` runs it. The made-up dossier is the same each time; peers.py installs the other two once.
"""

import functools
import gc
import inspect
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.table import Table

from dossier import gazetteer, pipeline, readings, render, resolve, statements, texts
from dossier.build import jobs, making, staging, store, trace, writer
from dossier.pipeline import collect
from dossier.readings import read
from dossier.settings import read as read_settings
from dossier.settings import request_of
from tests import answering, corpus, indexed, peers
from tests.content import entry
from tests.measured import leave_out_the_index

ARTICLES, ACTORS = 200, 500
DESKS = (1000, 10_000)
SIZES = (1000, 3000, 10_000, 30_000)
ROUNDS = 5
SAID = 0.1  # of the names are a speaker's
WIDTH = 160  # characters of a line, where no terminal says otherwise


def _milliseconds(started: int, count: int) -> float:
    return (time.process_time_ns() - started) / 1e6 / count


def reading() -> Table:
    """What reading costs, and how it grows with the gazetteer: the least of several rounds."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), ARTICLES, actors=ACTORS)
        content = collect(Path(folder))
    files = [file for file in content.markdown if file.path.startswith("articles/")]
    words = sum(len((file.data or b"").split()) for file in files) / len(files)
    people = [
        found[0]
        for file in content.markdown
        if file.path.startswith("actors/") and isinstance(found := read(file, "en"), tuple)
    ]
    table = Table(title=f"{ARTICLES} articles of {words:.0f} words, {ACTORS} actors: ms an article")
    for column in ("aliases", "spellings", "read", "find and resolve", "statements", "together"):
        table.add_column(column, justify="right")
    for aliases in (500, 1500, 5000, 25000):
        actors = [
            entry(person.path, {"name": person.head.name, "aliases": [_name(rng) for _ in range(aliases // ACTORS)]})
            for person in people
        ]
        book = gazetteer.compile_gazetteer(actors)
        rounds = []
        for _ in range(ROUNDS):
            started = time.process_time_ns()
            articles = [found for file in files if isinstance(found := read(file, "en"), tuple)]
            reading = _milliseconds(started, len(articles))
            started = time.process_time_ns()
            mentions = [resolve.standing(resolve.resolve(article, prose, book)) for article, prose in articles]
            resolving = _milliseconds(started, len(articles))
            started = time.process_time_ns()
            for (article, prose), named in zip(articles, mentions, strict=True):
                statements.find(article, prose, named, book.kinds, "en")
            rounds.append((reading, resolving, _milliseconds(started, len(articles))))
        least = [min(column) for column in zip(*rounds, strict=True)]
        table.add_row(str(aliases), str(len(book.spellings)), *(f"{value:.2f}" for value in (*least, sum(least))))
    return table


def _name(rng: random.Random) -> str:
    return f"{corpus.word(rng, 2).title()} {corpus.word(rng, 3).title()}"


class Spent(NamedTuple):
    """What a build in one process took: of each step the processor time, in ns, and how often it was called."""

    time: Counter[str]
    calls: Counter[str]


class Meter:
    """Tells of each step of a build what it takes by itself, without the steps that it calls."""

    def __init__(self) -> None:
        self.spent = Spent(Counter(), Counter())
        self.running = ["everything else"]
        self.since = time.process_time_ns()

    def lap(self) -> Spent:
        """What was spent since the last time."""
        self._account()
        spent, self.spent = self.spent, Spent(Counter(), Counter())
        return spent

    def watch(self, owner: Any, name: str, step: str | Callable[..., str]) -> None:
        """Count what a function takes for a step, which may depend on the arguments; what a generator yields, at once."""
        function = getattr(owner, name)
        lazy = inspect.isgeneratorfunction(function)

        @functools.wraps(function)
        def watched(*arguments: Any, **options: Any) -> Any:
            self._account()
            self.running.append(step if isinstance(step, str) else step(*arguments))
            self.spent.calls[self.running[-1]] += 1
            try:
                found = function(*arguments, **options)
                return list(found) if lazy else found
            finally:
                self._account()
                self.running.pop()

        setattr(owner, name, watched)

    def _account(self) -> None:
        now = time.process_time_ns()
        self.spent.time[self.running[-1]] += now - self.since
        self.since = now


KINDS = {"articles": "articles", "actors": "actors", "topics": "topics", "statements": "statements", "timeline": "timeline"}
KINDS |= {"data": "data files", "feeds": "data files"}


def _kind(name: str) -> str:
    """The kind of page or file that a job, or an address, stands for."""
    return KINDS.get(name.replace(".", "/").replace(":", "/").split("/")[0], "other pages")


def _making(_jobs: object, job: pipeline.Job) -> str:
    # the page of an article is watched by itself; what is left are the article's lines in the data files
    return "data files: make" if job.name.startswith("articles/") else f"{_kind(job.name)}: make"


STEPS: tuple[tuple[Any, str, str | Callable[..., str]], ...] = (
    (staging.Staging, "__init__", "exchange the outputs"),
    (store.Store, "__init__", "store: open"),
    (making, "load", "store: load"),
    (making, "collect", "collect"),
    (readings, "_standing", "what was read and stands"),
    (gazetteer, "compile_gazetteer", "read: the gazetteer"),
    (readings, "read", lambda file, _lang: "read: articles" if file.path.startswith("articles/") else "read: other files"),
    (resolve, "resolve", "find and resolve the names"),
    (statements, "find", "find statements"),
    (readings, "pack", "texts: pack"),
    (store.Store, "__setitem__", "texts: put into the store"),
    (store.Store, "__getitem__", "texts: get from the store"),
    (texts, "unpack", "texts: unpack"),
    (trace, "unpack", "texts: unpack"),
    (making, "edit", "the edition, and errors in it"),
    (making, "summary", "check: findings"),
    (render.Theme, "__init__", "templates"),
    (making, "jobs_of", "jobs: the list"),
    (jobs, "changes", "jobs: what has changed"),
    (making, "standing", "jobs: which stand"),
    (jobs.Jobs, "do", _making),
    (pipeline, "article_page", "articles: make"),
    (render.Theme, "render", lambda _theme, view, *_: f"{_kind(view.address)}: render"),
    (jobs.Jobs, "file", lambda _jobs, item: f"{_kind(item.address)}: write"),
    (jobs, "fingerprint", "search: fingerprints"),
    (jobs.Jobs, "_spooled", "data files: write"),
    (making, "put_together", "data files: put together"),
    (writer.Writer, "carry", "carry over"),
    (making, "closing", "what tells of all"),
    (staging.Staging, "exchange", "exchange the outputs"),
    (making, "keep", "store: keep"),
)
BUILDS: dict[str, Callable[[Path], dict[Path, str]]] = {
    "from nothing": lambda folder: {},
    "a word added to an article": corpus.with_word,
    "a word added to a statement": functools.partial(corpus.with_word, said=True),
    "an alias added to an actor": corpus.with_alias,
}


def steps(articles: int) -> Iterator[Table]:
    """What each step costs in one process, for dossiers of several sizes, from nothing and after an edit."""
    sizes = [size for size in SIZES if size <= articles] or [articles]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        columns = list(pool.map(_steps, sizes))
    for build in BUILDS:
        yield _table(build, sizes, [column[build] for column in columns])


def _table(build: str, sizes: list[int], columns: list[list[Spent]]) -> Table:
    table = Table(title=f"{build}, one process: ms an article of processor time, the least of {peers.RUNS} runs")
    table.add_column("articles")
    for size in sizes:
        table.add_column(f"{size:,}", justify="right")
    table.add_column("grows", justify="right")
    table.add_column("times", justify="right")
    least = [
        {step: min(spent.time[step] for spent in runs) / 1e6 / size for step in runs[0].time}
        for size, runs in zip(sizes, columns, strict=True)
    ]
    together = [min(spent.time.total() for spent in runs) / 1e6 / size for size, runs in zip(sizes, columns, strict=True)]
    for step in least[-1]:
        values = [column.get(step, 0) for column in least]
        table.add_row(step, *_row(values), f"{columns[-1][0].calls[step]:,}")
    table.add_section()
    table.add_row("together", *_row(together))
    return table


def _row(values: list[float]) -> list[str]:
    growth = f"{values[-1] / values[0]:.2f} ×" if min(values) >= 0.0005 else ""
    return [*(f"{value:.3f}" for value in values), growth]


def _steps(size: int) -> dict[str, list[Spent]]:
    """What the builds of a dossier of this size take, several times, in a process of its own."""
    meter = Meter()
    leave_out_the_index()
    for owner, name, step in STEPS:
        meter.watch(owner, name, step)
    os.environ["DOSSIER_JOBS"] = "1"
    spent: dict[str, list[Spent]] = {build: [] for build in BUILDS}
    with tempfile.TemporaryDirectory() as folder:
        small, whole = Path(folder) / "small", Path(folder) / "whole"
        for root, articles in ((small, 100), (whole, size)):
            corpus.write(root / "content", articles, said=SAID)
        edits = {build: edit(whole / "content") for build, edit in BUILDS.items()}
        plain = {path: (whole / "content" / path).read_text() for files in edits.values() for path in files}
        _build(small, "warm")  # what is imported, compiled and looked up once
        for number in range(peers.RUNS):
            _write(whole / "content", plain)
            for build, files in edits.items():
                _write(whole / "content", files)
                gc.collect()  # what the last build leaves is not this one's to clear away
                meter.lap()
                _build(whole, str(number))
                spent[build].append(meter.lap())
    return spent


def _build(root: Path, series: str) -> None:
    """Build the dossier below a folder, without a search index; builds of one series know of each other."""
    os.environ["XDG_CACHE_HOME"] = str(root / f"cache-{series}")
    request = request_of(read_settings(peers.settings(root)))
    making.build(replace(request, output=root / f"output-{series}"))


def _write(folder: Path, files: dict[Path, str]) -> None:
    for path, text in files.items():
        (folder / path).write_text(text)


@click.command()
@click.argument("articles", default=10_000)
@click.option("--search", is_flag=True, help="Build with a search index too, which takes long.")
def main(articles: int, search: bool) -> None:
    """Print the tables."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(reading())
    console.print(indexed.index([size for size in SIZES if size <= articles] or [articles], SAID))
    desks = answering.desk(size for size in DESKS if size <= articles)
    for table in chain(steps(articles), peers.builds(articles, SAID, search=search), desks):
        console.print(table)


if __name__ == "__main__":
    main()
