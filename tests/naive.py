"""What a query finds, worked out passage by passage and word by word: to hold the index of passages to.

A query is a tree of tuples: `("or", …)`, `("and", …)`, `("not", node)`, `("near", left, right, distance)`,
`("exact", word, …)`, `("form", word)`, `("prefix", letters)`, `("field", name, value)`, `("date", since, till)`.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from dossier.search.passages import Leaf
from dossier.search.words import stems, words

Tree: TypeAlias = tuple[Any, ...]
Place: TypeAlias = tuple[int, int]  # the first word and the last
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ß": "ss"})


def fold(word: str) -> str:
    """A word without diacritics."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not 0x300 <= ord(char) <= 0x36F).translate(LETTERS)


def text(tree: Tree) -> str:
    """The query as somebody types it."""
    kind, *rest = tree
    says: dict[str, Callable[[], str]] = {
        "or": lambda: f"({' OR '.join(map(text, rest))})",
        "and": lambda: f"({' '.join(map(text, rest))})",
        "not": lambda: f"-{text(rest[0])}",
        "near": lambda: f"({text(rest[0])} NEAR/{rest[2]} {text(rest[1])})",
        "exact": lambda: f'"{" ".join(rest)}"',
        "form": lambda: str(rest[0]),
        "prefix": lambda: f"{rest[0]}*",
        "field": lambda: f'{rest[0]}:"{rest[1]}"',
        "date": lambda: f"date:{rest[0]}..{rest[1]}",
    }
    return says[kind]()


class Naive:
    """Pages, and what queries find in them."""

    def __init__(self, pages: Sequence[Leaf]) -> None:
        self.pages = pages
        self.read = {(page.address, number): words(part.text) for page in pages for number, part in enumerate(page.parts)}
        self.sets = {key: set(found) for key, found in self.read.items()}
        by_language: defaultdict[str, set[str]] = defaultdict(set)
        for page in pages:
            by_language[page.lang].update(word for number in range(len(page.parts)) for word in self.read[page.address, number])
        self.stems = {lang: stems(found, lang) for lang, found in by_language.items()}
        self.known = {word: fold(word) for found in by_language.values() for word in found}
        self.forms: dict[str, set[str]] = {}
        self.prefixes: dict[Tree, set[str]] = {}

    def find(self, tree: Tree, wide: bool = False) -> dict[str, list[int]]:
        """The passages of each page that a query finds, by the page's address."""
        found = {}
        for page in self.pages:
            every = range(len(page.parts))
            if not wide:
                hits = [number for number in every if self._holds(tree, page, [number])]
            elif not self._holds(tree, page, list(every)):
                hits = []
            else:
                asked = list(_asked(tree))
                hits = [n for n in every if not asked or any(self._holds(one, page, [n]) for one in asked)]
            if hits:
                found[page.address] = hits
        return found

    def _holds(self, tree: Tree, page: Leaf, passages: list[int]) -> bool:
        kind, *rest = tree
        if kind in ("or", "and"):
            return {"or": any, "and": all}[kind](self._holds(one, page, passages) for one in rest)
        if kind == "not":
            return not self._holds(rest[0], page, passages)
        if kind == "date":
            return bool(page.iso) and all(
                one[: len(other)] <= other[: len(one)] for one, other in ((rest[0], page.iso), (page.iso, rest[1]))
            )
        if kind == "field" and rest[0] in ("actor", "speaker"):
            return any(rest[1] in getattr(page.parts[number], rest[0]) for number in passages)
        if kind == "field":
            return rest[1] in page.values.get(rest[0], ())
        return any(self._places(tree, page, number) for number in passages)

    def _places(self, tree: Tree, page: Leaf, number: int) -> list[Place]:
        kind, *rest = tree
        read = self.read[page.address, number]
        if kind in ("or", "and"):
            held = rest if self._holds(tree, page, [number]) else []
            return [place for one in held for place in self._places(one, page, number)]
        if kind == "near":
            left, right = (self._places(one, page, number) for one in rest[:2])
            return [here for here in right if any(0 < _gap(there, here) <= rest[2] for there in left)]
        if kind in ("not", "field", "date"):
            return []
        parts = [{word} for word in rest] if kind == "exact" else [self._forms(tree)]
        if any(some.isdisjoint(self.sets[page.address, number]) for some in parts):
            return []
        starts = range(len(read) - len(parts) + 1)
        return [(at, at + len(parts) - 1) for at in starts if all(read[at + n] in some for n, some in enumerate(parts))]

    def _forms(self, tree: Tree) -> set[str]:
        kind, word = tree
        if kind == "prefix" and tree not in self.prefixes:
            self.prefixes[tree] = {one for one, folded in self.known.items() if folded.startswith(fold(word))}
        if kind == "prefix":
            return self.prefixes[tree]
        if word not in self.forms:
            same = {one for one, folded in self.known.items() if folded == fold(word)}
            kin = {
                other
                for of_language in self.stems.values()
                for one in same & of_language.keys()
                for other, stem in of_language.items()
                if stem == of_language[one]
            }
            self.forms[word] = same | kin
        return self.forms[word]


def _gap(one: Place, other: Place) -> int:
    """How many words lie from the one place to the other; 0 where they overlap."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def _asked(tree: Tree, asked: bool = True) -> Iterator[Tree]:
    """What a query wants to be there: words, phrases, words near each other, and who is named or speaks."""
    kind, *rest = tree
    if kind == "not":
        yield from _asked(rest[0], not asked)
    elif kind in ("or", "and"):
        for one in rest:
            yield from _asked(one, asked)
    elif asked and (kind in ("near", "exact", "form", "prefix") or (kind == "field" and rest[0] in ("actor", "speaker"))):
        yield tree
