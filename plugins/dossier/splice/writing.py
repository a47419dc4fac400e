"""Values as YAML, in a line or in several: the same value always the same bytes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import yaml

from dossier.splice.nodes import NOTHING, Bare, Loader

Value: TypeAlias = str | bool | int | Sequence[Any] | Mapping[str, Any]

WIDTH = 100  # letters of a list or of keys and values that stand in one line
_SIMPLE = re.compile(r"[A-Za-z][\w./-]*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ODD = re.compile("[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")


def entry(head: str, value: Value) -> list[str]:
    """The lines of a key or an item in a block."""
    if fits(value):
        return [f"{head} {inline(value, False)}"]
    lines = below(value)
    if head == "-":
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    return [head, *(f"  {line}" for line in lines)]


def below(value: Value) -> list[str]:
    """The lines of a list, or of keys and values, in a block."""
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in entry(f"{key_of(key)}:", item)]
    return [line for item in cast(Sequence[Value], value) for line in entry("-", item)]


def fits(value: Value) -> bool:
    """Whether a value stands in one line: a scalar, or what holds some and is short."""
    if isinstance(value, str | bool | int):
        return True
    items = value.values() if isinstance(value, Mapping) else value
    return all(isinstance(item, str | bool | int) for item in items) and len(inline(value, True)) <= WIDTH


def inline(value: Value, flow: bool) -> str:
    """A value in one line; ``flow`` where brackets are around it."""
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, str):
        return _scalar(value, flow)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_of(key)}: {inline(item, True)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(inline(item, True) for item in value) + "]"


def key_of(name: str) -> str:
    """A key, with quotation marks where it needs them."""
    return _scalar(Bare(name), True)


def _scalar(text: str, flow: bool) -> str:
    """A text without quotation marks where it is read as that text, and by other programs too; else with them."""
    if text not in NOTHING and (isinstance(text, Bare) or _is_text(text)):
        if _SIMPLE.fullmatch(text):
            return str(text)
        frame = "[{}]" if flow else "k: {}"
        try:
            node: Any = yaml.compose(frame.format(text), Loader=Loader)
            found = node.value[0] if flow else node.value[0][1]
            if len(node.value) == 1 and isinstance(found, yaml.ScalarNode) and found.value == text and not found.style:
                return str(text)
        except (yaml.YAMLError, ValueError, IndexError):
            pass  # with quotation marks, then
    if '"' in text and not _ODD.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ODD.sub(_escaped, text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _escaped(match: re.Match[str]) -> str:
    return "\\n" if match[0] == "\n" else "\\t" if match[0] == "\t" else f"\\u{ord(match[0]):04x}"


def _is_text(text: str) -> bool:
    """Whether YAML takes a scalar without quotation marks for a text, or for a date, which the dossier's files hold so."""
    resolver: Any = yaml.resolver.Resolver()
    kind = resolver.resolve(yaml.ScalarNode, text, (True, False))
    return kind == "tag:yaml.org,2002:str" or bool(_DATE.fullmatch(text))
