"""The ledger's file, ``content/statements.yml``: read with the line of everything that is wrong, and changed entry by entry."""

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import yaml

from dossier.chronology import Interval
from dossier.errors import ContentError, ContentErrors
from dossier.frontmatter import LEDGER as SCHEMA
from dossier.frontmatter import decode, entries, validate
from dossier.ledger import LEDGER, Ledger
from dossier.model import Decision

_BEGINS = re.compile(r"\n(?=[^\s#])")  # before each line but the first that is neither indented, nor empty, nor a comment
_OTHER_BREAKS = "\r\x85\u2028\u2029"
_ENTRY = re.compile(r"\w[\w-]*:\s")  # `s-3fk2:`; neither `---` nor `"a": 1` nor `{a: 1}`
_NOTHING = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*#[^\n]*)?")  # comments and empty lines

HEAD = """\
# What the compiler decided on statements, by their ids; `dossier statements` writes it, and so may you.
# words: of each span, as the article has them · speaker: an actor · surface: how the article names the speaker
# said: a date, a stretch (2008-06-16/2008-06-22) or open · same_as: the statement that the same words were first reported in
# line: the same in your own words, at most 70 letters, for tables · source: an id of the article's sources
"""


def read(data: bytes) -> Ledger | list[ContentError]:
    """The ledger of a file's bytes, or everything that is wrong with it."""
    digest = blake2b(data, digest_size=16).digest()
    if not data.strip():
        return Ledger(digest=digest)
    try:
        text = decode(LEDGER, data)
        found = _by_parts(text) or _whole(text)
    except ContentError as error:
        return [error]
    return found if isinstance(found, list) else replace(found, digest=digest)


def _whole(text: str) -> Ledger | list[ContentError]:
    """The ledger of a text; raises ContentError where it is no mapping of entries."""
    decisions, lines = dict[str, Decision](), dict[str, int]()
    errors: list[ContentError] = []
    for name, document in entries(LEDGER, text).items():
        lines[name] = document.top
        old = "text" in document.mapping and "article" not in document.mapping
        found = validate(SCHEMA, LEDGER, document._replace(mapping=_of_old(document.mapping)) if old else document)
        if isinstance(found, list):
            errors += (_named(error, name) for error in found)
        else:
            decisions[name] = replace(found, article="") if old else found
    return errors or Ledger(decisions, lines)


def _by_parts(text: str) -> Ledger | None:
    """The same ledger, of entries known from the last time; None where they do not simply stand one below the other.

    What is wrong with a file, and in which line, the reading of the whole says.
    """
    if any(char in text for char in _OTHER_BREAKS):  # YAML counts them as lines
        return None
    decisions, lines = dict[str, Decision](), dict[str, int]()
    line = 1
    begins = [0, *(found.end() for found in _BEGINS.finditer(text)), len(text)]
    for start, stop in pairwise(begins):
        part = _part(text[start:stop])
        if not part or part.name in decisions:
            return None
        if part.decision:
            decisions[part.name], lines[part.name] = part.decision, line
        line += part.lines
    return Ledger(decisions, lines)


class _Part(NamedTuple):
    """What begins at a line's first letter: an entry, or comments and empty lines alone."""

    lines: int
    name: str = ""
    decision: Decision | None = None


@lru_cache(maxsize=32_768)  # of 400 bytes each
def _part(text: str) -> _Part | None:
    """What a text is; None where it is neither one entry nor nothing."""
    lines = text.count("\n")
    if _NOTHING.fullmatch(text):
        return _Part(lines)
    with suppress(ContentError):
        found = _whole(text) if _ENTRY.match(text) else None
        if isinstance(found, Ledger) and len(found.decisions) == 1:
            return _Part(lines, *next(iter(found.decisions.items())))
    return None


def _of_old(mapping: Mapping[str, object]) -> dict[str, object]:
    """An entry as it was written before it named its article: the words that it was about stand in ``text``."""
    return {"article": "-"} | {"words" if key == "text" else key: value for key, value in mapping.items()}


def _named(error: ContentError, name: str) -> ContentError:
    return ContentError(error.path, error.line, f"`{name}`: {error.problem}", error.text, error.example)


def written(decision: Decision) -> dict[str, object]:
    """A decision as the file holds it: keys that say nothing are left out."""
    said = "open" if decision.said == Interval() else decision.said.iso
    keys: dict[str, object] = {
        "article": decision.article,
        "status": decision.status,
        "words": list(decision.words),
        "speaker": decision.speaker,
        "surface": decision.surface,
        "cue": decision.cue,
        "said": said,
        "line": decision.line,
        "source": decision.source,
        "topics": list(decision.topics),
        "same_as": decision.same_as,
        "note": decision.note,
    }
    return {key: value for key, value in keys.items() if value or key == "cue"}


def spliced(text: str, changes: Mapping[str, Decision | None]) -> str:
    """The file's text with some entries written anew, added at its end, or, for None, taken out; no other byte moves.

    Raises ContentErrors where the text, or what it would be, is no ledger.
    """
    before = ledger_of(text)
    moved = changes.keys() & before.decisions.keys()  # or all is added at the end, and nothing has to be taken apart
    lines = text.splitlines(keepends=True) if moved else [text] if text else []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    for name, (start, stop) in reversed(list(_stretches(lines, before.lines, changes))):
        lines[start:stop] = _lines(name, changes[name])
    added = [line for name, one in changes.items() if name not in before.decisions for line in _lines(name, one)]
    after = "".join([*(lines or [HEAD]), *added])
    wanted = {**before.decisions, **changes}
    if ledger_of(after).decisions != {name: one for name, one in wanted.items() if one is not None}:
        raise ContentErrors(
            [ContentError(LEDGER, 1, "cannot be changed without moving what else it holds", example="edit it by hand")]
        )
    return after


@lru_cache(maxsize=2)  # what one change left is what the next one begins with
def ledger_of(text: str) -> Ledger:
    """The ledger of a file's text; raises ContentErrors where it is none."""
    found = read(text.encode())
    if isinstance(found, list):
        raise ContentErrors(found)
    return found


def _stretches(lines: list[str], begins: Mapping[str, int], wanted: Container[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The lines of each wanted entry, from 0, without the comments and empty lines that stand before the next one."""
    starts = sorted((line - 1, name) for name, line in begins.items())
    for (start, name), (after, _) in pairwise([*starts, (len(lines), "")]):
        if name in wanted:
            stop = after
            while stop > start + 1 and re.match(r"\s*(#|$)", lines[stop - 1]):
                stop -= 1
            yield name, (start, stop)


@lru_cache(maxsize=4096)  # a screen shows what each of its statements would be, again and again
def entry(name: str, decision: Decision) -> str:
    """A decision as it stands in the file."""
    return yaml.safe_dump({name: written(decision)}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)


def _lines(name: str, decision: Decision | None) -> list[str]:
    return entry(name, decision).splitlines(keepends=True) if decision else []
