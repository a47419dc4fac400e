"""What is handed on of the files that the content links to: no script, and of a picture nothing but the picture.

Whoever opens such a file by itself opens it without the policy of our pages, in a browser that runs what it holds.
"""

import os
import shutil
import threading
import time
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dossier.errors import ContentError, ContentErrors, DossierError
from dossier.walk import Stamp, is_settled, on_disk, stamp_of

TEXTS = frozenset({".csv", ".json", ".jsonl", ".tsv", ".txt"})  # what every browser shows as text, whatever stands in it


class Handed(NamedTuple):
    """A file that was handed on: the stamp of what it was made from, and the size and time of what was made.

    What was made gets and loses other names, at which its whole stamp would change.
    """

    source: Stamp
    target: tuple[int, ...]


def hand_on(
    content: Path,
    paths: Iterable[str],
    output: Path,
    *,
    jobs: int = 1,
    last: tuple[Path, Mapping[str, Handed]] | None = None,
) -> dict[str, Handed]:
    """Write the files at some paths below a content folder to an output, and say what is to be known of them the next time.

    ``last`` is where they were written the last time, and what was known then: what has not changed is carried over. So many
    ``jobs`` are done at once. Raises ContentErrors with every file that cannot be handed on, DossierError where one cannot be
    written.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - of no use where nothing has changed, as what is below

    folder, known = last or (output, {})
    work, paths, now = partial(_hand_on, content, output, folder, known), list(paths), time.time_ns()
    with _quietly(), ThreadPoolExecutor(jobs) as threads:  # Pillow works without Python's lock
        done = list(threads.map(work, paths))
    if errors := [one for one in done if isinstance(one, ContentError)]:
        raise ContentErrors(_under(content, error) for error in errors)
    made = ((path, one) for path, one in zip(paths, done, strict=True) if isinstance(one, Handed))
    return {path: one for path, one in made if is_settled(one.source, now)}


def stand(content: Path, paths: Collection[str], output: Path, known: Mapping[str, Handed]) -> bool:
    """Whether an output holds all that :func:`hand_on` would write, as it was written."""
    try:
        return known.keys() == set(paths) and all(
            stamp_of(str(on_disk(content, path))) == one.source and _made(output / path) == one.target
            for path, one in known.items()
        )
    except OSError:
        return False


def check(content: Path, paths: Iterable[str]) -> None:
    """Raise ContentErrors with every file that :func:`hand_on` would not write."""
    errors = []
    with _quietly():
        for path in paths:
            try:
                changed(path, on_disk(content, path))
            except ContentError as error:
                errors.append(_under(content, error))
    if errors:
        raise ContentErrors(errors)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep to itself what Pillow warns of: what matters of it is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def changed(path: str, source: Path) -> bytes | None:
    """What is handed on in the place of a file, or None where that is the file as it is.

    ``path`` is its name below the content folder. Raises ContentError where it is nothing to be handed on.
    """
    from dossier.statics import markup, svg  # noqa: PLC0415 - see above

    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".svg":
        return svg.cleaned(path, source.read_bytes())
    if suffix in TEXTS:
        return None
    with source.open("rb") as file:
        if markup.begins(file.read(markup.HEAD)):
            file.seek(0)
            markup.check(path, file.read())
            return None
    from dossier.statics import pictures  # noqa: PLC0415 - Pillow takes a twentieth of a second, and not every dossier needs it

    return pictures.plain(path, source)


def _hand_on(content: Path, output: Path, folder: Path, known: Mapping[str, Handed], path: str) -> Handed | ContentError:
    """Write one file, or carry it over from ``folder``."""
    source, target, old = on_disk(content, path), output / path, known.get(path)
    try:
        stamp = stamp_of(str(source))
        target.parent.mkdir(parents=True, exist_ok=True)
        if old and old.source == stamp and (folder / path).is_file() and _made(folder / path) == old.target:
            _carry(folder / path, target)
        else:
            _write(changed(path, source), source, target)
        return Handed(stamp, _made(target))
    except ContentError as error:
        return error
    except OSError as error:
        raise DossierError(f"{source} cannot be handed on: {error.strerror}") from error


def _made(path: Path) -> tuple[int, ...]:
    return stamp_of(str(path))[:2]


def _carry(last: Path, target: Path) -> None:
    """Give a file a second name, if it is to have another; a disk may know no such thing."""
    if last != target:
        try:
            os.link(last, target)
        except OSError:
            shutil.copy2(last, target)


def _write(data: bytes | None, source: Path, target: Path) -> None:
    """Write a file beside its predecessor, which it then replaces: that may have a second name in another output."""
    unfinished = target.with_name(f".{threading.get_ident()}")
    if data is None:
        shutil.copyfile(source, unfinished)
    else:
        unfinished.write_bytes(data)
    unfinished.replace(target)


def _under(content: Path, error: ContentError) -> ContentError:
    return ContentError(str(content / error.path), error.line, error.problem, error.text, error.example)
