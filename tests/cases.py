"""The case files below tests/cases: one behaviour a file, readable by somebody who edits news.

Names in a text are marked as ``[surface|actor]``, ``[surface|?first,second]`` where the mention stays open, and
``[surface|actor|evidence]`` where the evidence matters.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

FOLDER = Path(__file__).parent / "cases"
_MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|([a-z]+))?\]")


class Marked(NamedTuple):
    """A text without its marks, and what they said: start, end, actor or None, candidates, evidence or None."""

    text: str
    mentions: list[tuple[int, int, str | None, tuple[str, ...], str | None]]


def load(module: str) -> list[Any]:
    """A pytest parameter for each case of a module, named for its file and its number."""
    files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (FOLDER / module).glob("*.yml")}
    return [
        pytest.param(behaviour, case, id=f"{name}-{number}")
        for name, behaviour in sorted(files.items())
        for number, case in enumerate(behaviour["cases"], 1)
    ]


def unmark(marked: str) -> Marked:
    """Take the marks out of a text."""
    text, at, mentions = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        who = match[2]
        actor = None if who.startswith("?") else who
        candidates = tuple(who.lstrip("?").split(","))
        mentions.append((len(text), len(text) + len(match[1]), actor, candidates, match[3]))
        text += match[1]
        at = match.end()
    return Marked(text + marked[at:], mentions)
