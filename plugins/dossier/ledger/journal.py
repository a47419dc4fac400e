"""Changes of the ledger's file, each of which can be taken back."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from dossier.errors import DossierError
from dossier.ledger import LEDGER
from dossier.ledger.file import spliced
from dossier.model import Decision

STEPS = 50  # that can be taken back


def change(content: Path, changes: Mapping[str, Decision | None], journal: Path) -> None:
    """Write entries of the ledger in a content folder, or take those out that are None; ``journal`` keeps what it was.

    Raises ContentErrors where the file is no ledger; it is as it was then.
    """
    path = content / LEDGER
    before = path.read_bytes() if path.exists() else b""
    after = spliced(before.decode("utf-8-sig"), changes).encode()
    _write(path, after)
    journal.mkdir(mode=0o700, parents=True, exist_ok=True)
    steps = _steps(journal)
    number = int(steps[-1].name) + 1 if steps else 0
    (journal / f"{number:06}").write_bytes(blake2b(after, digest_size=16).digest() + before)
    for old in steps[: max(0, len(steps) + 1 - STEPS)]:
        old.unlink()


def undo(content: Path, journal: Path) -> Path:
    """Take the last change of the ledger back; returns the file.

    Raises DossierError where there is none, or the file has changed since.
    """
    path, steps = content / LEDGER, _steps(journal)
    if not steps:
        raise DossierError(f"no change of {path} is known that could be taken back")
    data = steps[-1].read_bytes()
    now = path.read_bytes() if path.exists() else b""
    if blake2b(now, digest_size=16).digest() != data[:16]:
        raise DossierError(f"{path} has changed since, so that the last change cannot be taken back; your version control can")
    if data[16:]:
        _write(path, data[16:])
    else:
        path.unlink()
    steps[-1].unlink()
    return path


def _steps(journal: Path) -> list[Path]:
    return sorted(journal.glob("[0-9]*")) if journal.is_dir() else []


def _write(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
