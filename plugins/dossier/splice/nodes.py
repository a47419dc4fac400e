"""A YAML text as nodes, which know where they stand, and as plain values."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

NOTHING = frozenset({"", "~", "null"})  # without quotation marks, no value


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # written in C where that was built
    """YAML's structure alone: what kind of value a scalar is, is not asked, for whoever reads it knows."""

    def resolve(self, *_: object) -> str:
        """No tag: nobody looks at it."""
        return ""


class Bare(str):
    """A scalar that stood in a file without quotation marks, and may again, whatever another program takes it for."""

    __slots__ = ()


class Child(NamedTuple):
    """A key, or the number of an item, with the node that it begins with and that of its value."""

    name: str
    first: yaml.Node
    node: yaml.Node


class Refused(Exception):
    """The text cannot be changed by position."""


def composed(source: str) -> Any:
    """The node of a text, None for one that holds nothing; raises Refused where it is not YAML."""
    try:
        return yaml.compose(source, Loader=Loader)
    except (yaml.YAMLError, ValueError) as error:  # of a character that is none: ValueError
        raise Refused(f"it is not YAML: {getattr(error, 'problem', None) or error}") from None


def plain(node: yaml.Node | None, seen: set[int] | None = None) -> Any:
    """A node as text, list and dict; what stood without quotation marks is :class:`Bare`."""
    seen = set() if seen is None else seen
    if node is None:
        return None
    if id(node) in seen:
        raise Refused("an alias of YAML (*) stands for another part of it")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, seen) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        found = {str(key.value): plain(value, seen) for key, value in node.value}
        if len(found) < len(node.value):
            raise Refused("a key is given twice")
        return found
    if getattr(node, "style", None):
        return node.value
    return None if node.value in NOTHING else Bare(node.value)


def children(node: yaml.Node | None) -> list[Child]:
    """The keys or the items of a node, in order; raises Refused where it can hold none."""
    if isinstance(node, yaml.MappingNode):
        return [Child(str(key.value), key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [Child(str(number), item, item) for number, item in enumerate(node.value)]
    raise Refused("the key above it holds no others")


def node_at(root: Any, place: Sequence[str]) -> Any:
    """The node at a place below another; raises Refused where there is none."""
    node = root
    for name in place:
        node = next((child.node for child in children(node) if child.name == name), None)
        if node is None:
            raise Refused(f"there is no `{'.'.join(place)}`")
    return node
