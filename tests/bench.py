"""What reading costs, and how it grows: processor time of one article, for gazetteers of several sizes. `inv bench` runs it."""

import random
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dossier.edition import collect, read
from dossier.gazetteer import compile_gazetteer
from dossier.model import Article, Entry
from dossier.resolve import resolve
from dossier.statements import find
from tests import corpus
from tests.content import entry

ARTICLES, ACTORS, ROUNDS = 200, 500, 5


def _milliseconds(started: int, count: int) -> float:
    return (time.process_time_ns() - started) / 1e6 / count


def main() -> None:
    """Print the table: the least of several rounds, in milliseconds of processor time an article."""
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
    Console().print(table)


def _name(rng: random.Random) -> str:
    return f"{corpus.word(rng, 2).title()} {corpus.word(rng, 3).title()}"


if __name__ == "__main__":
    main()
