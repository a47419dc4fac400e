"""What the index of passages costs for dossiers of several sizes: from nothing, with nothing changed, and after a word."""

import gc
import tempfile
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from rich.table import Table

from dossier.edition import Edition
from dossier.pipeline import assemble, collect
from dossier.search import passages, segments
from tests import corpus

MEGABYTE = 1_000_000


def index(sizes: Iterable[int], said: float) -> Table:
    """The seconds of processor time, and what is then on the disk."""
    table = Table(title="the index of passages, one process: seconds of processor time, and MB")
    for column in ("articles", "from nothing", "nothing changed", "a word added to an article", "MB", "scripts"):
        table.add_column(column, justify="right")
    for articles in sizes:
        with tempfile.TemporaryDirectory() as folder:
            table.add_row(f"{articles:,}", *_measured(Path(folder), articles, said))
    return table


def _measured(root: Path, articles: int, said: float) -> Iterable[str]:
    content = root / "content"
    corpus.write(content, articles, said=said)
    edition = assemble(collect(content), proposed=True)
    seen = {
        address: sha256(repr(passages.leaf(edition, entry)).encode()).hexdigest()
        for address, entry in passages.known(edition).items()
    }
    yield from (f"{_taken(root, name, edition, seen):.2f}" for name in ("first", "second"))
    for path, text in corpus.with_word(content).items():
        (content / path).write_text(text)
        address = edition.files[path.as_posix()].address
    edited = assemble(collect(content), proposed=True)
    yield f"{_taken(root, 'third', edited, seen | {address: 'another'}):.2f}"
    made = [path.stat().st_size for path in (root / "third").rglob("*.js")]
    yield from (f"{sum(made) / MEGABYTE:.1f}", f"{len(made):,}")


def _taken(root: Path, name: str, edition: Edition, seen: dict[str, str]) -> float:
    """Index an edition into a folder of this name; what was made before is kept beside."""
    (root / name / segments.FOLDER).mkdir(parents=True)
    fragments = {address: f"abc/en_{number}" for number, address in enumerate(seen)}
    gc.collect()
    gc.disable()  # as a build has it
    begun = time.process_time()
    segments.index(seen, edition, lambda: fragments, root / name, root / "kept")
    taken = time.process_time() - begun
    gc.enable()
    return taken
