"""The shapes of a list of words: each with the type of its value, and what makes it of YAML or says what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, NewType

import yaml

Phrase = NewType("Phrase", str)
Says = Callable[[yaml.Node, str, str], None]  # takes down what is wrong with a node, and what would be right
EXAMPLE = "[one, another]"
_SIGNS = re.compile(r"[^()]*(?:\([^()]+\)[^()]*)*")  # brackets in pairs, none of them within another


def _entries(node: yaml.Node, says: Says, example: str = EXAMPLE) -> Iterator[tuple[str, yaml.Node]]:
    """The texts of a list with their nodes, each text once."""
    if not isinstance(node, yaml.SequenceNode):
        says(node, "must be a list", example)
        return
    seen = set[str]()
    for item in node.value:
        text = item.value.strip() if isinstance(item, yaml.ScalarNode) else ""
        if isinstance(item, yaml.MappingNode):
            says(item, "has an entry with a colon in it, which wants quotation marks around it", '["share:"]')
        elif isinstance(item, yaml.SequenceNode):
            says(item, "has a list for an entry", example)
        elif not text:
            says(item, "has an empty entry", example)
        elif text in seen:
            says(item, f"has `{text}` twice", "each of them once")
        else:
            seen.add(text)
            yield text, item


def pairs(node: yaml.Node, says: Says, example: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """The keys of a mapping with their nodes and those of their values, each key once."""
    if not isinstance(node, yaml.MappingNode):
        says(node, "must hold keys, each with a list", example)
        return
    seen = set[str]()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            says(key, "has a key that is no word", example)
        elif key.value in seen:
            says(key, f"has the key `{key.value}` twice", example)
        else:
            seen.add(key.value)
            yield key.value, key, value


def plain(word: str) -> str:
    """A word as :data:`Words` are compared: in lower case, without a point at its end."""
    return word.casefold().rstrip(".")


def words(node: yaml.Node, says: Says) -> frozenset[str]:
    """Single words, which a text's words are compared with as :func:`plain` makes them."""
    found = set[str]()
    for text, item in _entries(node, says):
        if len(text.split()) > 1:
            says(item, f"is compared with single words, and `{text}` is several", EXAMPLE)
        elif plain(text) in found:
            says(item, f"has `{plain(text)}` twice", "each of them once, in small letters")
        else:
            found.add(plain(text))
    return frozenset(found)


def terms(node: yaml.Node, says: Says) -> tuple[str, ...]:
    """Words, and several words together, that stand in a text just so."""
    return tuple(text for text, _ in _entries(node, says))


def phrases(node: yaml.Node, says: Says) -> tuple[Phrase, ...]:
    """Words with signs for what may differ, as :func:`dossier.words.patterns.either` reads them."""
    found = []
    for text, item in _entries(node, says):
        if not _SIGNS.fullmatch(text):
            says(item, f"has brackets that don't match, or stand within others, in `{text}`", "[newsletter(s), (please) join]")
        else:
            found.append(Phrase(text))
    return tuple(found)


def table(node: yaml.Node, says: Says) -> Mapping[str, tuple[str, ...]]:
    """Terms by a word that they belong to."""
    return {key: terms(value, says) for key, _, value in pairs(node, says, "robert: [bob, bobby]")}


def reach(node: yaml.Node, says: Says) -> Mapping[int, tuple[Phrase, ...]]:
    """Phrases by a number of characters."""
    found = {}
    for key, place, value in pairs(node, says, "40: [find us on]"):
        if key.isascii() and key.isdigit():
            found[int(key)] = phrases(value, says)
        else:
            says(place, f"has the key `{key}`, which is no number of characters", "40: [find us on]")
    return found


def filed(*names: str) -> Callable[[yaml.Node, Says], Mapping[str, str]]:
    """What reads lists under these names: the value gives the name for each of their entries, in lower case."""

    def read(node: yaml.Node, says: Says) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, place, value in pairs(node, says, f"{names[0]}: {EXAMPLE}"):
            if name not in names:
                says(place, f"has the unknown key `{name}`; known here: {', '.join(names)}", f"{names[0]}: {EXAMPLE}")
                continue
            for text, item in _entries(value, says):
                if text.casefold() in found:
                    says(item, f"has `{text}` twice, under `{found[text.casefold()]}` and `{name}`", "each of them once")
                found[text.casefold()] = name
        return found

    return read


Words = Annotated[frozenset[str], words]
Terms = Annotated[tuple[str, ...], terms]
Phrases = Annotated[tuple[Phrase, ...], phrases]
Table = Annotated[Mapping[str, tuple[str, ...]], table]
Reach = Annotated[Mapping[int, tuple[Phrase, ...]], reach]
