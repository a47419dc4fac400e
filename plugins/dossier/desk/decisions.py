"""What the compiler decides on statements, as a change of the ledger's file: by a command or on the desk, the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import yaml

from dossier import checks
from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.edition import Edition
from dossier.errors import ContentErrors, DossierError
from dossier.frontmatter import decode
from dossier.ledger import LEDGER, Ledger, statement_id
from dossier.ledger.deciding import decision
from dossier.ledger.file import read, spliced, written
from dossier.ledger.places import placed
from dossier.model import BETWEEN, Article, Decision, Statement

NOBODY = "none"  # for a speaker who is nobody of the dossier
_MARK = "\ufeff"  # that some editors put before a text


def decided(content: Path, decisions: Mapping[str, Decision | None], said: str) -> Change:
    """The change that writes entries of the ledger of a content folder, or takes those out that are None.

    Raises ContentErrors where the file is no ledger, and ContentError where it is no text.
    """
    before = files.read(content, LEDGER)
    try:
        text = (before or b"").decode()
    except UnicodeDecodeError:
        text = decode(LEDGER, before or b"")  # which says where it is no UTF-8
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
    if wrong := list(checks.decisions(after, _slugs(edition))):
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
    return _decision(statement.id, keys)


def taken(content: Path, edition: Edition, article: Article, given: Mapping[str, Any]) -> Change:
    """The change that takes a statement from an article, which no rule found: ``given`` are the keys of its entry.

    Its words stand in the article, and somebody says them, who is nobody of the dossier where the speaker is ``none``.
    Raises DossierError where it is decided on already, or a key cannot be held.
    """
    words = tuple(given["words"])
    texts = {passage.id: passage.text for passage in edition.prose(article).passages}
    if not words or not placed(texts, words):
        raise DossierError("the article does not have these words in this order")
    if not given.get("speaker"):
        raise DossierError("nobody says who said it")
    ledger = edition.known.ledger.decisions
    name = statement_id(article.slug, BETWEEN.join(words), set())
    if name in ledger:
        raise DossierError(f"{name}, of these words, is decided on already")
    keys: dict[str, Any] = {"article": article.slug, "status": "confirmed", "cue": ""}
    keys |= {key: list(value) if isinstance(value, tuple) else value for key, value in given.items() if value}
    if keys["speaker"] == NOBODY:
        del keys["speaker"]
    return settled(content, edition, {name: _decision(name, keys)}, "taken from the text")


def undecided(content: Path, edition: Edition, names: Sequence[str]) -> Change:
    """The change that takes decisions back, so that what a rule finds there waits again.

    Raises DossierError where one is none, ContentErrors where something names it, or the file is no ledger.
    """
    ledger, gone = read(files.read(content, LEDGER) or b""), set(names)
    if isinstance(ledger, list):
        raise ContentErrors(ledger)
    if missing := sorted(gone - ledger.decisions.keys()) or ([] if names else ["that"]):
        raise DossierError(f"{missing[0]} is not decided on")
    after = Ledger({name: one for name, one in ledger.decisions.items() if name not in gone}, ledger.lines)
    references = checks.references(edition.files.values(), edition.files, after, ())
    if wrong := [*checks.decisions(after, _slugs(edition)), *references]:
        raise ContentErrors(wrong)
    return decided(content, dict.fromkeys(names), f"statements: {len(gone)} no longer decided")


def _slugs(edition: Edition) -> dict[str, Collection[str]]:
    """What a decision may name."""
    articles = edition.slugs.keys() | {article.slug for article in edition.hidden}
    return {"articles": articles, "actors": edition.actors, "topics": edition.topics}


def _decision(name: str, keys: Mapping[str, Any]) -> Decision:
    """The decision of an entry's keys; raises DossierError that says which is none that the ledger can hold."""
    found = read(yaml.safe_dump({name: dict(keys)}, allow_unicode=True).encode())
    if isinstance(found, list):
        right = (" ".join(error.right().split()) for error in found)  # in the terminal it stands in a column of its own
        told = (error.problem + f" (right would be {one})" * bool(one) for error, one in zip(found, right, strict=True))
        raise DossierError("; ".join(told))
    return found.decisions[name]
