"""What the compiler decides on statements, as a change of the ledger's file: by a command or on the desk, the same."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import yaml

from dossier import checks
from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.edition import Edition
from dossier.errors import ContentErrors, DossierError
from dossier.ledger import LEDGER, Ledger
from dossier.ledger.deciding import decision
from dossier.ledger.file import read, spliced, written
from dossier.model import Decision, Statement

NOBODY = "none"  # for a speaker who is nobody of the dossier
_MARK = "\ufeff"  # that some editors put before a text


def decided(content: Path, decisions: Mapping[str, Decision | None], said: str) -> Change:
    """The change that writes entries of the ledger of a content folder, or takes those out that are None.

    Raises ContentErrors where the file is no ledger.
    """
    before = files.read(content, LEDGER)
    text = (before or b"").decode()
    mark = _MARK if text.startswith(_MARK) else ""
    return Change(said, (Edit(LEDGER, before, (mark + spliced(text.removeprefix(mark), decisions)).encode()),))


def settled(content: Path, edition: Edition, changes: Mapping[str, Decision], what: str) -> Change:
    """The change that writes decisions on statements of an edition; ``what`` became of them is said with their number.

    Entries of a time when the file named no articles are written anew with them. Raises ContentErrors where a decision names
    what is not there, and as :func:`decided`.
    """
    ledger, known = edition.known.ledger, edition.by_id
    nameless = {name: one for name, one in ledger.by_article.get("", {}).items() if name in known}
    of_old = {name: decision(known[name], one.status) for name, one in nameless.items()}
    after = Ledger({**ledger.decisions, **of_old, **changes}, ledger.lines)
    if wrong := list(checks.decisions(after, edition.files.values(), ())):
        raise ContentErrors(wrong)
    return decided(content, of_old | dict(changes), f"statements: {len(changes)} {what}")


def as_it_stands(edition: Edition, statement: Statement, status: Literal["confirmed", "rejected"]) -> Decision:
    """The decision on a statement as it stands, with what the ledger may hold of it already."""
    before = edition.known.ledger.decisions.get(statement.id)
    return replace(before, status=status) if before and before.article else decision(statement, status)


def corrected(edition: Edition, statement: Statement, given: Mapping[str, Any]) -> Decision:
    """The decision that confirms a statement with some keys of its entry put right; a speaker ``none`` is nobody.

    Raises DossierError that says which is none that the ledger can hold.
    """
    keys = written(as_it_stands(edition, statement, "confirmed")) | {
        key: list(value) if isinstance(value, tuple) else value for key, value in given.items() if value
    }
    if given.get("speaker") == NOBODY:
        del keys["speaker"]
    found = read(yaml.safe_dump({statement.id: keys}, allow_unicode=True).encode())
    if isinstance(found, list):
        raise DossierError("; ".join(e.problem + (f" (right would be {e.right()})" * bool(e.example)) for e in found))
    return found.decisions[statement.id]
