"""What is to be written where, so that one key of a YAML text becomes another."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

import yaml

from dossier.splice.nodes import Child, Refused, children, node_at
from dossier.splice.writing import Value, below, entry, fits, inline, key_of

_LINE_ENDS = re.compile(r"[^\r\n]*")


class Name(str):
    """Another name for a key; what it holds stays."""

    __slots__ = ()


class Edit(NamedTuple):
    """What is to stand in a stretch of the text."""

    start: int
    end: int
    text: str


def edit_of(source: str, root: Any, place: tuple[str, ...], value: Value | Name | None) -> Edit:
    """What is to be written where for one key."""
    above = node_at(root, place[:-1])
    if above is None:
        if value is None or isinstance(value, Name):
            raise Refused(f"there is no `{place[-1]}`")
        gap = "" if not source or source.endswith("\n") else _break(source)
        return Edit(len(source), len(source), gap + _joined(source, entry(f"{key_of(place[-1])}:", value), 0) + _break(source))
    row = children(above)
    number = next((n for n, child in enumerate(row) if child.name == place[-1]), None)
    if number is None:
        if value is None or isinstance(value, Name) or (isinstance(above, yaml.SequenceNode) and place[-1] != str(len(row))):
            raise Refused(f"there is no `{'.'.join(place)}`")
        return _addition(source, above, row, place[-1], value)
    if value is None:
        if len(row) == 1 and not above.flow_style and above is not root:
            return _replacement(source, node_at(root, place[:-2]), place[-2], {} if isinstance(above, yaml.MappingNode) else [])
        return _removal(source, above, row, number)
    if isinstance(value, Name):
        first = row[number].first
        if not isinstance(above, yaml.MappingNode):
            raise Refused("an item of a list has no name")
        return Edit(first.start_mark.index, first.end_mark.index, key_of(value))
    return _replacement(source, above, place[-1], value)


def _addition(source: str, above: Any, row: list[Child], name: str, value: Value) -> Edit:
    """A key more, or an item, behind the last one."""
    listed = isinstance(above, yaml.SequenceNode)
    if above.flow_style:
        text = inline(value, True) if listed else f"{key_of(name)}: {inline(value, True)}"
        at = _end(source, row[-1].node) if row else above.start_mark.index + 1
        return Edit(at, at, f", {text}" if row else text)
    at = _line_end(source, _end(source, row[-1].node))
    column = row[0].first.start_mark.column if not listed else above.start_mark.column
    lines = entry("-" if listed else f"{key_of(name)}:", value)
    return Edit(at, at, _break(source) + " " * column + _joined(source, lines, column))


def _replacement(source: str, above: Any, name: str, value: Value) -> Edit:
    """Another value for a key that is there, or for an item."""
    child = next(child for child in children(above) if child.name == name)
    node, flow = child.node, bool(above and above.flow_style)
    start, end = node.start_mark.index, _end(source, node)
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block and _remarks(source, node):
        raise Refused("a comment stands within it")
    whole = not isinstance(value, str | bool | int) and bool(value)
    if block and whole:
        return Edit(start, end, _joined(source, below(value), node.start_mark.column))
    begin = _behind(source, above, child)
    if block and source[begin:start].strip():
        raise Refused("a comment stands within it")
    if flow or not whole or isinstance(node, yaml.CollectionNode) or fits(value):
        gap = " " if block or source[start - 1 : start] in (":", "-") else ""
        return Edit(begin if block else start, end, gap + inline(value, flow))
    column = child.first.start_mark.column + 2 * isinstance(above, yaml.MappingNode)
    lines = _joined(source, below(value), column)
    return Edit(begin, end, (_break(source) + " " * column if isinstance(above, yaml.MappingNode) else " ") + lines)


def _removal(source: str, above: Any, row: list[Child], number: int) -> Edit:
    """A key or an item less: its lines, or its place in a line."""
    child, more = row[number], row[number + 1 : number + 2]
    end = _end(source, child.node)
    if above.flow_style:
        start = child.first.start_mark.index
        if more:
            return Edit(start, more[0].first.start_mark.index, "")
        return Edit(_end(source, row[number - 1].node) if number else start, end, "")
    start = _start(source, above, child)
    begins, ends = source.rfind("\n", 0, start) + 1, _line_end(source, end)
    if not source[begins:start].strip():
        more_lines, length = ends < len(source), len(_break(source))
        return Edit(begins if more_lines else max(0, begins - length), ends + length * more_lines, "")
    if not more or source[end : (following := _start(source, above, more[0]))].strip():
        raise Refused("something else stands in its line")
    return Edit(start, following, "")


def _start(source: str, above: Any, child: Child) -> int:
    """Where a key, or the dash of an item, stands in a block."""
    start: int = child.first.start_mark.index
    return source.rindex("-", 0, start) if isinstance(above, yaml.SequenceNode) else start


def _behind(source: str, above: Any, child: Child) -> int:
    """Where the colon of a key, or the dash of an item, ends; the value itself in a line that holds several."""
    if above is not None and above.flow_style and isinstance(above, yaml.SequenceNode):
        return cast(int, child.node.start_mark.index)
    return (
        source.index(":", child.first.end_mark.index) + 1 if child.first is not child.node else _start(source, above, child) + 1
    )


def _end(source: str, node: yaml.Node) -> int:
    """Where a value ends, without the breaks and comments that stand behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        return _end(source, children(node)[-1].node)
    if getattr(node, "style", None) in ("|", ">"):
        return len(source[: node.end_mark.index].rstrip())
    return cast(int, node.end_mark.index)


def _remarks(source: str, node: yaml.Node) -> bool:
    """Whether comments stand between the scalars of a value."""
    at, end = node.start_mark.index, _end(source, node)
    for scalar in _scalars(node):
        if "#" in source[at : scalar.start_mark.index]:
            return True
        at = max(at, _end(source, scalar))
    return "#" in source[at:end]


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for child in children(node):
            if child.first is not child.node:
                yield from _scalars(child.first)
            yield from _scalars(child.node)


def _line_end(source: str, at: int) -> int:
    found = _LINE_ENDS.match(source, at)
    return found.end() if found else at


def _break(source: str) -> str:
    return "\r\n" if "\r\n" in source else "\n"


def _joined(source: str, lines: Sequence[str], column: int) -> str:
    return (_break(source) + " " * column).join(lines)
