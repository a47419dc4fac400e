"""Parts of an index that are kept from one build to the next, each in a folder under a digest of all that it was made of.

What is kept only ever saves time: what is wrong with it is passed over. The index has the same files, by other names.
"""

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from hashlib import sha256
from pathlib import Path
from typing import Any

ENTRY, NEW = "entry.json", ".new"
HOUR = 3600  # seconds

Made = tuple[Any, Mapping[str, bytes]]  # what is to be known of a part, as JSON has it, and its files by name


def divided(pages: Mapping[str, str], most: int) -> list[list[tuple[str, str]]]:
    """Pages with their fingerprints, by the part that their address alone puts them in: ``most`` in each, on average."""
    count = 1 << max(0, -(-len(pages) // most) - 1).bit_length()
    parts: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    for address, digest in sorted(pages.items()):
        parts[int.from_bytes(sha256(address.encode()).digest()[:4]) % count].append((address, digest))
    return [part for part in parts if part] or [[]]


def placed(target: Path, kept: Path, make: Callable[[], Made]) -> Any:
    """Put the files of a part into the index: from where it is kept, or make and keep them; returns what is known of it."""
    found = _taken_from(kept, target)
    if found is None:
        found, files = make()
        with contextlib.suppress(OSError):  # a full disk: the index is complete without it
            _keep(kept, found, files)
        if _taken_from(kept, target) is None:
            _write(target, files)
    return found


def drop(cache: Path, used: Set[str]) -> None:
    """Drop what is no longer used; as many more are left as there are, for the other build: with drafts, for others."""
    with contextlib.suppress(OSError):
        last = sorted(((path.stat().st_mtime, path) for path in cache.iterdir() if path.name not in used), reverse=True)
        for _, path in [entry for entry in last if entry[1].suffix != NEW][len(used) :]:
            shutil.rmtree(path, ignore_errors=True)
        for changed, path in last:
            if path.suffix == NEW and changed < time.time() - HOUR:  # of a build that was killed
                shutil.rmtree(path, ignore_errors=True)


def digest_of(modules: Sequence[str], made_of: object) -> str:
    """What a part is kept by: a digest of the code that makes it, and of what it is made of, as JSON has it."""
    code = b"".join(Path(module).read_bytes() for module in modules)
    return sha256(json.dumps([sha256(code).hexdigest(), made_of]).encode()).hexdigest()[:20]


def _taken_from(kept: Path, target: Path) -> Any:
    """Put the files of a part into the index from where it is kept; None where it is not there as it was left."""
    try:
        found, stamps = json.loads((kept / ENTRY).read_bytes())
        if any(_stamp(kept / name) != stamp for name, stamp in stamps.items()):
            return None
        _link(kept, target, stamps)
        os.utime(kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return found


def _keep(kept: Path, found: Any, files: Mapping[str, bytes]) -> None:
    """Keep a part: beside, then by its name, so that it is there whole or not at all."""
    fresh = Path(tempfile.mkdtemp(suffix=NEW, dir=kept.parent))
    try:
        _write(fresh, files)
        stamps = {name: _stamp(fresh / name) for name in files}
        (fresh / ENTRY).write_text(json.dumps([found, stamps]), encoding="utf-8")
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder; parts share some, so these may be there."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), path.open("xb") as file:
            file.write(data)


def _link(source: Path, target: Path, names: Iterable[str]) -> None:
    """Give files a second name in another folder, or copy them there; those that have it stay."""
    for folder in {str(Path(name).parent) for name in names}:
        (target / folder).mkdir(parents=True, exist_ok=True)
    for name in names:
        try:
            os.link(f"{source}/{name}", f"{target}/{name}")
        except OSError:  # it has it; or another disk, or one that knows no second name of a file
            if not (target / name).exists():
                shutil.copy2(source / name, target / name)


def _stamp(path: Path) -> list[int]:
    """A file's size, and when it was last written: other bytes bear another."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
