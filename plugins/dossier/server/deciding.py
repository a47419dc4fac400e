"""What is answered on statements: the changes of the ledger that it means."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import msgspec

from dossier.desk import Change, Conflict, files
from dossier.desk.decisions import as_it_stands, corrected, settled
from dossier.edition import Edition
from dossier.errors import ContentErrors
from dossier.ledger import LEDGER
from dossier.ledger.file import entry, ledger_of
from dossier.ledger.places import placed
from dossier.model import Decision, Statement
from dossier.server.asked import Refused
from dossier.server.statements import Filters, by_of, waiting


class Given(msgspec.Struct, forbid_unknown_fields=True):
    """A statement, and what the compiler put right in it; what is empty stays as it was found."""

    id: str
    speaker: str = ""
    words: tuple[str, ...] = ()
    said: str = ""
    same_as: str = ""

    @property
    def corrections(self) -> dict[str, Any]:
        """The keys of its entry that are put right."""
        words = tuple(" ".join(span.split()) for span in self.words)
        given = {"speaker": self.speaker, "words": words, "said": self.said.strip(), "same_as": self.same_as}
        return {key: value for key, value in given.items() if value}


class Decided(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided on some statements."""

    status: Literal["confirmed", "rejected"]
    rows: tuple[Given, ...]


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """All statements that filters choose, of which there were so many, without some."""

    filters: Filters
    number: int
    without: tuple[str, ...] = ()


def decide(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that confirms or rejects statements one by one, with what is put right in them."""
    decided = msgspec.convert(body, Decided)
    there = _there(content, edition)
    changes = {given.id: _decision(edition, there, decided.status, given) for given in decided.rows}
    right = decided.status == "confirmed" and any(given.corrections for given in decided.rows)
    return _change(content, edition, there, changes, "corrected" if right else decided.status)


def reject(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that rejects what filters choose, where its number is the one that was shown: not all of it was in sight."""
    batch = msgspec.convert(body, Batch)
    chosen = [one for one in waiting(edition, batch.filters) if one.id not in batch.without]
    if len(chosen) != batch.number:
        raise Refused("number", f"There are {len(chosen)} by now and not {batch.number}: look at them again.")
    changes = {one.id: as_it_stands(edition, one, "rejected") for one in chosen}
    return _change(content, edition, _there(content, edition), changes, "rejected")


def _decision(
    edition: Edition, there: Mapping[str, Decision], status: Literal["confirmed", "rejected"], given: Given
) -> Decision:
    statement = edition.by_id.get(given.id)
    if not statement or (statement.status != "auto" and given.id in there):  # what was just taken back waits again
        raise Refused("rows", f"{given.id} does not wait any more: its article has changed, or it is decided.")
    if status == "rejected":
        return as_it_stands(edition, statement, status)
    if not given.speaker and by_of(statement) != "named":
        raise Refused("speaker", f"“{statement.speaker_surface}” names nobody by itself: say who said it.")
    if not given.corrections:
        return as_it_stands(edition, statement, status)
    if given.words and not placed(_texts(edition, statement), given.corrections["words"]):
        raise Refused("words", "The article does not have these words in this order.")
    return corrected(edition, statement, given.corrections)


def _change(
    content: Path, edition: Edition, there: Mapping[str, Decision], changes: Mapping[str, Decision], what: str
) -> Change:
    """The change of the ledger; raises Conflict where another decision is ``there`` by now than the edition knows."""
    if not changes:
        raise Refused("rows", "That is no statement.")
    known = edition.known.ledger.decisions
    if there is not known:
        for name, ours in changes.items():
            theirs = there.get(name)
            if theirs not in (None, ours, known.get(name)):
                raise Conflict(LEDGER, entry(name, theirs).encode(), entry(name, ours).encode())
    return settled(content, edition, changes, what)


def _there(content: Path, edition: Edition) -> Mapping[str, Decision]:
    """What the ledger holds now, of which the edition may not know yet."""
    data = files.read(content, LEDGER) or b""
    if blake2b(data, digest_size=16).digest() == edition.known.ledger.digest:
        return edition.known.ledger.decisions
    with suppress(ContentErrors):  # what is wrong with it is told when it is to be changed
        return ledger_of(data.decode("utf-8", "replace")).decisions
    return {}


def _texts(edition: Edition, statement: Statement) -> dict[str, str]:
    return {passage.id: passage.text for passage in edition.prose(edition.article(statement.article)).passages}
