"""An article written anew by hand: its front matter, its text, or both, beside what others wrote meanwhile.

Whatever an editor of text makes of line breaks, a line that stays keeps its own, so that a change shows what was written.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from dossier import checks
from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.desk.merging import merged
from dossier.edition import Edition
from dossier.errors import ContentError, ContentErrors, DossierError
from dossier.model import Article, Entry
from dossier.readings import HEADS, File, read
from dossier.walk import walk

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FENCE = "---"


class Parts(NamedTuple):
    """A file's text taken apart: the line before its front matter, that, what stands between it and its text, and that."""

    opening: str
    front: str
    between: str
    text: str

    @property
    def text_line(self) -> int:
        """The line of the file in which the text begins."""
        return len(_LINE.findall(self.opening + self.front + self.between)) + 1

    def field_of(self, line: int) -> str:
        """Which of its fields a line of the file stands in: ``front`` or ``text``."""
        return "front" if line < self.text_line else "text"


def parts(path: str, data: bytes) -> Parts:
    """A file taken apart; raises ContentError where it has no front matter, or is not UTF-8."""
    try:
        lines = _LINE.findall(data.decode())
    except UnicodeDecodeError as error:
        raise ContentError(path, data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from None
    fences = [number for number, line in enumerate(lines) if line.removeprefix("\ufeff").rstrip() == _FENCE]
    if fences[:1] != [0] or len(fences) < 2:
        raise ContentError(path, 1, "has no front matter between two lines ---")
    end = begin = fences[1]
    while begin + 1 < len(lines) and not lines[begin + 1].strip():
        begin += 1
    return Parts(lines[0], "".join(lines[1:end]), "".join(lines[end : begin + 1]), "".join(lines[begin + 1 :]))


class Fields(NamedTuple):
    """What somebody wrote of an article; None for what stays as it was."""

    front: str | None = None
    text: str | None = None


def rewritten(content: Path, edition: Edition, article: Article, base: bytes, fields: Fields) -> Change:
    """The change that writes an article's front matter or text, which stood in the file as ``base`` when they were begun.

    What was written to the file since stays where the places differ, else Conflict is raised. Raises ContentErrors with what
    would be wrong then, in this file and in those that name it, and DossierError where the file is gone. The article keeps its
    address: one whose file bears no date is named by its slug where its date is corrected.
    """
    now = files.read(content, article.path)
    if now is None:
        raise DossierError(f"{article.path} is not there any more")
    ours = _with(article.path, base, *fields)
    after = merged(article.path, base, ours, now) or b""
    entry, to = _entry(article, after), ""
    if entry.slug != article.slug:
        to = str(PurePosixPath(article.path).with_name(f"{article.slug}{PurePosixPath(article.path).suffix}"))
        entry = _entry(article, after, to)
    if wrong := list(_wrong(content, edition, article, entry)):
        raise ContentErrors(wrong)
    what = " and ".join(noun for noun, given in zip(("front matter", "text"), fields, strict=True) if given is not None)
    return Change(f"article {article.slug}: {what or 'nothing'}", (Edit(article.path, now, after, to),))


def _with(path: str, base: bytes, front: str | None, text: str | None) -> bytes:
    """A file with another front matter, another text, or both."""
    was = parts(path, base)
    for number, line in enumerate(_LINE.findall(front or ""), 2):
        if line.rstrip() == _FENCE:
            raise ContentErrors([ContentError(path, number, "a line --- ends the front matter, and cannot stand within it")])
    fresh = was.front if front is None else _lines_of(was.front, front)
    said = was.text if text is None else _lines_of(was.text, text)
    between = was.between if was.between.endswith(("\n", "\r")) or not said else f"{was.between}\n"
    return (was.opening + fresh + between + said).encode()


def _lines_of(before: str, after: str) -> str:
    """A text whose lines have the breaks that they had before; new ones have those that are usual there."""
    had, have = (_LINE.findall(text) for text in (before, after))
    usual = "\r\n" if "\r\n" in before else "\n"
    old, new = ([line.rstrip("\r\n") for line in lines] for lines in (had, have))
    lines: list[str] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        lines += had[start:end] if tag == "equal" else [f"{line}{usual}" for line in new[first:last]]
    return "".join(line if line.endswith(("\r", "\n")) else f"{line}{usual}" for line in lines[:-1]) + "".join(lines[-1:])


def _entry(article: Article, data: bytes, path: str = "") -> Entry[Any]:
    """The article as the file would hold it; raises ContentErrors with what is wrong in it."""
    found = read(File(path or article.path, data), "en")
    if isinstance(found, list):
        raise ContentErrors(found)
    return found[0]


def _wrong(content: Path, edition: Edition, article: Article, entry: Entry[Any]) -> Iterator[ContentError]:
    """What would be wrong across files with an article as it is to be, and is not now.

    Files that the edition does not have yet may be named.
    """
    names = [place.name for place in walk(content)[0]]
    texts = {name for name in names if name.endswith((".md", ".markdown")) and name.partition("/")[0] in HEADS}
    others = {path: one for path, one in edition.files.items() if path != article.path}
    unread = texts - others.keys() - {article.path}

    def errors(every: Mapping[str, Entry[Any]]) -> Iterator[ContentError]:
        ledger = edition.known.ledger
        yield from checks.errors(every.values(), every, unread, [name for name in names if name not in texts], frozenset())
        yield from checks.decisions(ledger, checks.slugs(every.values(), unread))
        yield from checks.references(every.values(), every, ledger, unread)

    after = list(errors(others | {entry.path: entry}))
    before = {(error.path, error.problem) for error in errors(edition.files)} if after else set()
    yield from (error for error in after if (error.path, error.problem) not in before)
