"""A file that waits, in the inbox or as a draft: what it lacks, and which of its lines could tell that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from dossier.desk.inbox import INBOX
from dossier.errors import ContentError
from dossier.importing import dates
from dossier.importing.article import SUMMARY, host_of
from dossier.importing.rules.known import is_prose
from dossier.splice import values
from dossier.text import shorten

DAY = "‹date›"
HEAD, FOOT = 6, 3  # paragraphs at the beginning and the end of a text, among which stand lines that are none of the story
LONGEST = 120  # characters of such a line
DOUBTS = ("may be the story of", "is a source of")  # what an import notes of a story that is told already, perhaps
NOTES = {
    "title": ("no heading found", "the heading can be"),
    "date": ("no date found", "the date can be"),
    "publisher": ("no publisher found",),
    "topics": ("no topic's terms",),
    "doubt": DOUBTS,
}  # with what the notes of an import begin, by what settles them
_FRONT = re.compile(r"\A\ufeff?---[^\n]*\n(?P<notes>(?:#[^\n]*\n)*).*?^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_BLANK = re.compile(r"(?:[^\S\n]*\n)*")
_ESCAPED = re.compile(r"\\([^\w\s])")
_AROUND = " \t,;:.|·–—-()[]"


class Line(NamedTuple):
    """A paragraph of a text: its words, and where it begins and ends in the file."""

    text: str
    start: int
    end: int


class Told(NamedTuple):
    """A line as it may stand in other clippings too, with a mark for its day; what it says besides, and which days."""

    key: str
    rest: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A file that waits, by its path below the content folder; ``problem`` says why it cannot be read."""

    path: str
    data: bytes
    head: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    problem: str = ""

    @property
    def in_inbox(self) -> bool:
        """Whether it waits in the inbox, and is no draft yet."""
        return self.path.startswith(f"{INBOX}/")

    @property
    def title(self) -> str:
        """Its title, or its path where it has none."""
        return self.head.get("title") or self.path

    @property
    def sources(self) -> Sequence[Mapping[str, Any]]:
        """Its sources, as far as they are any."""
        found = self.head.get("sources")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    @property
    def publisher(self) -> str:
        """Who published it, where its sources agree; nothing for the host of an address, which is nobody's name."""
        names = {str(one.get("publisher") or "") for one in self.sources}
        hosts = {host_of(str(one.get("url") or "")) for one in self.sources}
        return names.pop() if len(names) == 1 and not names & hosts else ""

    @cached_property
    def lacks(self) -> tuple[str, ...]:
        """What an article needs and it has not."""
        has = {
            "title": self.head.get("title"),
            "date": self.head.get("date"),
            "publisher": any(one.get("publisher") for one in self.sources),
            "text": self.lines,
        }
        return tuple(name for name, value in has.items() if not value)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it may be told already."""
        return tuple(note for note in self.notes if note.startswith(DOUBTS))

    @cached_property
    def told(self) -> Mapping[str, tuple[Line, Told]]:
        """The lines at the head and foot of its text that are none of the story, by what they are in other clippings too."""
        short = [line for line in {*self.lines[:HEAD], *self.lines[-FOOT:]} if len(line.text) <= LONGEST]
        found = ((line, _told(line.text)) for line in sorted(short, key=lambda line: line.start) if not is_prose(line.text))
        return {told.key: (line, told) for line, told in reversed([*found])}

    def without(self, line: Line) -> "Waiting":
        """The same file without a line; a summary that began with it begins with what comes next."""
        text = self.data.decode()
        blank = _BLANK.match(text, line.end)
        cut = text[: line.start] + text[blank.end() if blank else line.end :]
        return read(self.path, cut.encode())


def read(path: str, data: bytes) -> Waiting:
    """A file that waits, as it can be read."""
    try:
        head = values(path, data)
    except ContentError as error:
        return Waiting(path, data, {}, problem=error.problem)
    text = data.decode()
    front = _FRONT.match(text)
    if not front or not isinstance(head, dict):
        return Waiting(path, data, {}, problem="has no front matter")
    notes = tuple(note.removeprefix("#").strip() for note in front["notes"].splitlines())
    lines = (Line(_plain(match[0]), *match.span()) for match in _PARAGRAPH.finditer(text, front.end()))
    return Waiting(path, data, head, notes, tuple(lines))


def summary_of(waiting: Waiting) -> str:
    """What its summary would be by its text: its first prose, else its first line."""
    lines = waiting.lines
    first = next((line for line in lines if is_prose(line.text)), lines[0] if lines else None)
    return shorten(first.text, SUMMARY) if first else ""


def noted(data: bytes, settled: Sequence[str]) -> bytes:
    """A file's bytes without the notes of an import that are settled; all else stays."""
    text = data.decode()
    front = _FRONT.match(text)
    if not front:
        return data
    begun = tuple(f"# {start}" for name in settled for start in NOTES.get(name, ()))
    start, end = front.span("notes")
    kept = [line for line in text[start:end].splitlines(keepends=True) if not line.startswith(begun or ("\0",))]
    return (text[:start] + "".join(kept) + text[end:]).encode()


def _told(text: str) -> Told:
    """A line as it may stand in other clippings too."""
    found = [*dates.find(text)]
    if len(found) != 1 or not (days := tuple(day.iso for day in found[0].readings if day.day)):
        return Told(text, text, ())
    date = found[0]
    rest = f"{text[: date.start].rstrip(_AROUND)} {text[date.end :].lstrip(_AROUND)}".strip(" \t,;:|·–—-")
    return Told(text[: date.start] + DAY + text[date.end :], rest, days)


def _plain(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", " ".join(markdown.split()))
