"""One key of a YAML text set, added or taken out, and no other byte moved.

PyYAML's marks say where a key and its value stand; that span is replaced, and the new text is read. Where anything but that key
has changed, an error asks for an edit by hand. The text is a file of YAML alone, or the front matter of one of Markdown.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dossier.errors import ContentError
from dossier.splice.edits import Edit, Name, edit_of
from dossier.splice.nodes import Bare, Loader, Refused, composed, plain
from dossier.splice.writing import Value

__all__ = ["Bare", "Changes", "Loader", "Name", "Value", "spliced", "values"]

Changes: TypeAlias = Mapping[Any, Value | Name | None]  # a key is a text or a tuple of them, which no one type of mapping says

ALONE = (".yml", ".yaml")
_BEGINS = re.compile(r"\ufeff?---[^\S\r\n]*\r?\n")
_ENDS = re.compile(r"^---[^\S\r\n]*\r?$", re.MULTILINE)


def values(path: str, data: bytes) -> Any:
    """What a file's YAML holds: text, lists and dicts; raises ContentError where there is none to be read."""
    text = _decoded(path, data)
    begin, end = _stretch(path, text)
    try:
        return plain(composed(text[begin:end])) or {}
    except Refused as error:
        raise _by_hand(path, str(error)) from None


def spliced(path: str, data: bytes, changes: Changes) -> bytes:
    """The bytes of a file with some keys set, added, named otherwise (:class:`Name`) or, for None, taken out.

    A key is written as ``roles.0.of``, or as a tuple where a part of it holds a point; the number behind the last item of a
    list adds one. All of them are keys of the file as it was. Raises ContentError where that cannot be done without moving what
    else the file holds.
    """
    text = _decoded(path, data)
    begin, end = _stretch(path, text)
    source = text[begin:end]
    try:
        root = composed(source)
        before = plain(root) or {}
        edits: list[tuple[Edit, tuple[str, ...], Value | None]] = []
        for key, value in changes.items():
            place = tuple(key.split(".")) if isinstance(key, str) else key
            if value is not None and not isinstance(value, Name) and _json(_at(before, place)) == _json(_read(value)):
                continue
            edits.append((edit_of(source, root, place, value), place, value))
        edits.sort(key=lambda one: one[0].start, reverse=True)
        after, wanted, last = source, before, len(source) + 1
        for edit, place, value in edits:  # from the last: so positions and numbers of items hold
            if edit.end > last or edit.start == last:
                raise Refused("two of its keys stand too close together")
            after, last = after[: edit.start] + edit.text + after[edit.end :], edit.start
            wanted = _changed(wanted, place, value)
        if edits and _json(plain(composed(after)) or {}) != _json(wanted):
            raise Refused("more than that key would be another")
    except Refused as error:
        raise _by_hand(path, str(error)) from None
    return (text[:begin] + after + text[end:]).encode()


def _by_hand(path: str, problem: str) -> ContentError:
    return ContentError(path, 1, f"cannot be changed without moving what else it holds: {problem}", example="edit it by hand")


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ContentError(path, data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from None


def _stretch(path: str, text: str) -> tuple[int, int]:
    """Where the YAML of a file's text stands."""
    if path.endswith(ALONE):
        return (1 if text.startswith("\ufeff") else 0), len(text)
    if not (begins := _BEGINS.match(text)) or not (ends := _ENDS.search(text, begins.end())):
        raise ContentError(path, 1, "has no front matter between two lines ---")
    return begins.end(), ends.start()


def _json(value: Any) -> str:
    """A value as text that is the same for what is the same, the order of keys too."""
    return json.dumps(value)


def _read(value: Value | None) -> Any:
    """A value as it will be read: all scalars are text."""
    if isinstance(value, bool | int):
        return str(value).lower()
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _read(item) for key, item in value.items()}
    return [_read(item) for item in value]


def _at(value: Any, place: Sequence[str]) -> Any:
    """What stands at a place of values, None where nothing does."""
    for name in place:
        if isinstance(value, list):
            value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _changed(value: Any, place: Sequence[str], new: Value | Name | None) -> Any:
    """Values of which one is another."""
    name, *rest = place
    if isinstance(value, list):
        number = int(name)
        inside = [_changed(value[number], rest, new)] if rest else [] if new is None else [_read(new)]
        return [*value[:number], *inside, *value[number + 1 :]]
    if rest:
        return value | {name: _changed(value[name], rest, new)}
    if isinstance(new, Name):
        return {(str(new) if key == name else key): item for key, item in value.items()}
    return {key: item for key, item in value.items() if key != name} if new is None else value | {name: _read(new)}
