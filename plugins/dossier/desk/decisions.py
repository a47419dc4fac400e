"""What the compiler decides on statements, as a change of the ledger's file."""

from collections.abc import Mapping
from pathlib import Path

from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.ledger import LEDGER
from dossier.ledger.file import spliced
from dossier.model import Decision

_MARK = "\ufeff"  # that some editors put before a text


def decided(content: Path, decisions: Mapping[str, Decision | None], said: str) -> Change:
    """The change that writes entries of the ledger of a content folder, or takes those out that are None.

    Raises ContentErrors where the file is no ledger.
    """
    before = files.read(content, LEDGER)
    text = (before or b"").decode()
    mark = _MARK if text.startswith(_MARK) else ""
    return Change(said, (Edit(LEDGER, before, (mark + spliced(text.removeprefix(mark), decisions)).encode()),))
