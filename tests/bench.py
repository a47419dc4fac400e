"""What a build costs: reading by the gazetteer's size, each step by the dossier's size, and all of it beside Hugo and Pelican.

`inv bench` runs it. The made-up dossier is the same each time; peers.py installs the other two once.
"""

import gc
import random
import tempfile
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dossier import checks
from dossier.adapter.generator import Press
from dossier.edition import assemble, collect, read, works
from dossier.gazetteer import compile_gazetteer
from dossier.model import Article, Entry
from dossier.render import environment
from dossier.resolve import resolve
from dossier.statements import find
from dossier.views import Site, page_refs
from tests import corpus, peers
from tests.content import entry

ARTICLES, ACTORS, ROUNDS = 200, 500, 5
SAID = 0.1  # of the names are a speaker's
PROJECT = Path(__file__).parent.parent


def _milliseconds(started: int, count: int) -> float:
    return (time.process_time_ns() - started) / 1e6 / count


def reading() -> Table:
    """What reading costs, and how it grows with the gazetteer: the least of several rounds."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), ARTICLES, actors=ACTORS)
        content = collect(Path(folder))
    files = [file for file in content.markdown if file.path.startswith("articles/")]
    words = sum(len(file.data.split()) for file in files) / len(files)
    people = [
        e for e in (read(file, "en") for file in content.markdown if file.path.startswith("actors/")) if isinstance(e, Entry)
    ]
    table = Table(title=f"{ARTICLES} articles of {words:.0f} words, {ACTORS} actors: ms an article")
    for column in ("aliases", "spellings", "read", "find and resolve", "statements", "together"):
        table.add_column(column, justify="right")
    for aliases in (500, 1500, 5000, 25000):
        actors = [
            entry(person.path, {"name": person.head.name, "aliases": [_name(rng) for _ in range(aliases // ACTORS)]})
            for person in people
        ]
        gazetteer = compile_gazetteer(actors)
        rounds = []
        for _ in range(ROUNDS):
            started = time.process_time_ns()
            articles: list[Article] = [e for e in (read(file, "en") for file in files) if isinstance(e, Entry)]
            reading = _milliseconds(started, len(articles))
            started = time.process_time_ns()
            mentions = [resolve(article, gazetteer) for article in articles]
            resolving = _milliseconds(started, len(articles))
            started = time.process_time_ns()
            for article, found in zip(articles, mentions, strict=True):
                find(article, found, gazetteer.kinds, "en", {})
            rounds.append((reading, resolving, _milliseconds(started, len(articles))))
        least = [min(column) for column in zip(*rounds, strict=True)]
        table.add_row(str(aliases), str(len(gazetteer.spellings)), *(f"{value:.2f}" for value in (*least, sum(least))))
    return table


def _name(rng: random.Random) -> str:
    return f"{corpus.word(rng, 2).title()} {corpus.word(rng, 3).title()}"


def steps(articles: int) -> Table:
    """What each step costs in one process, for dossiers of several sizes: milliseconds of processor time an article."""
    sizes = [size for size in (1000, 3000, 10_000, 30_000) if size <= articles] or [articles]
    columns = [_steps(size) for size in sizes]
    table = Table(title="one process, processor time: ms an article")
    table.add_column("articles")
    for size in sizes:
        table.add_column(f"{size:,}", justify="right")
    table.add_column("grows", justify="right")
    for step in (*columns[0], "together"):
        values = [column[step] if step in column else sum(column.values()) for column in columns]
        table.add_row(step, *(f"{value:.3f}" for value in values), f"{values[-1] / values[0]:.2f} ×")
    return table


def _steps(size: int) -> dict[str, float]:
    """The steps of a build, each with its processor time an article, in milliseconds."""
    gc.collect()
    gc.disable()  # as a build does
    spent: dict[str, float] = {}

    def lap(step: str, started: int) -> int:
        spent[step] = spent.get(step, 0) + _milliseconds(started, size)
        return time.process_time_ns()

    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "content", Path(name) / "output"
        corpus.write(folder, size, said=SAID)
        now = time.process_time_ns()
        found = collect(folder)
        now = lap("collect", now)
        edition = assemble(found)
        now = lap("read, find, resolve, gather", now)
        list(checks.findings(edition))
        now = lap("check", now)
        site = Site("Bench", "", "", "en", "https://example.org", preview=False, pages=page_refs(edition))
        press = Press(site, environment([PROJECT / "theme" / "templates"]), output, works(edition, site))
        now = lap("templates", now)
        for work in press.works:
            for item in work():
                kind = "data and feeds" if isinstance(item, tuple) else KINDS.get(item.template, "other pages")
                now = lap(f"{kind}: make", now)
                press.write(item)
                now = lap(f"{kind}: write", now)
    gc.enable()
    return spent


KINDS = {
    "article.html": "articles", "actor.html": "actors", "actor_part.html": "actors", "topic.html": "topics",
    "topic_part.html": "topics", "statements.html": "statements", "position.html": "statements",
}  # fmt: skip


@click.command()
@click.argument("articles", default=10_000)
def main(articles: int) -> None:
    """Print the tables."""
    console = Console()
    console.print(reading())
    console.print(steps(articles))
    console.print(peers.builds(articles, SAID))


if __name__ == "__main__":
    main()
