"""One desk of a dossier at a time, and where it is; who was killed leaves nothing behind that counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.errors import DossierError
from dossier.locks import locked

FOLDER = ".desk"  # beside the settings; git ignores it


@contextmanager
def alone(home: Path, address: str) -> Iterator[None]:
    """Be the desk of the dossier in the folder ``home``, at an address; raises DossierError that says where another one is.

    The address is noted without its token. It counts while somebody holds the lock, which nobody does who was killed.
    """
    noted = home / FOLDER / "address"
    noted.parent.mkdir(exist_ok=True)

    def busy() -> None:
        where = noted.read_text(encoding="utf-8") if noted.is_file() else "another terminal"
        raise DossierError(f"the desk of this dossier is open already, at {where}: go there, or end it with Ctrl+C first")

    with locked(noted, busy):
        noted.write_text(address, encoding="utf-8")
        try:
            yield
        finally:
            noted.unlink(missing_ok=True)
