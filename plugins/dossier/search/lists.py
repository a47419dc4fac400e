"""The index of some pages: for each word the places where it stands, as scripts that a browser loads from disk too.

Every word of every passage has a number: pages stand in order of date, those without one last, and passages as on their page.
Between two passages one number is left out, so words of two are never neighbours. The places of a word are the differences of
its numbers as varints; such lists stand in the order of their words in scripts of about the same size.
"""

import base64
import gzip
import json
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count
from operator import call, sub
from typing import Any, NamedTuple

from dossier.search.passages import FIELDS, Leaf
from dossier.search.words import in_order as words_in_order
from dossier.search.words import stems, words

SIZE = 32_000  # bytes of lists that a script holds, before they are packed
LABELS = {"": "p", "title": "t", "summary": "s", "name": "n", "claim": "c", "position": "o", "text": "x"}


Stems = dict[str, dict[str, str]]  # of the words of each language; empty where none is known


class Index(NamedTuple):
    """The index of some pages: its scripts by name, and the words with their stems."""

    scripts: dict[str, bytes]
    stems: Stems


def chunk(name: str, data: bytes) -> bytes:
    """A script that hands data to the loader of a page, by a name."""
    packed = base64.b64encode(gzip.compress(data, 6, mtime=0))
    return b"dossier.chunk(" + json.dumps(name).encode() + b',"' + packed + b'");\n'


def in_order(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Pages in the order that they have in an index: by date, those without one last."""
    return sorted(leaves, key=lambda page: (not page.iso, page.iso, page.address))


def index(pages: Sequence[Leaf], folder: str, known: Mapping[str, Mapping[str, str]] = {}) -> Index:
    """The index of some pages in their order, its scripts in a folder of that name; stems that are ``known`` stay."""
    places, lengths, langs = _places(pages)
    listed = words_in_order(places)
    files: dict[str, bytes] = {}
    first: list[str] = []
    for number, share in enumerate(_shares(listed, places)):
        first.append(share[0])
        files[str(number)] = _lists(share, places)
    files["head"] = as_json(_head(pages, lengths) | {"first": first})
    files["pages"] = as_json([_page(page) for page in pages])
    scripts = {f"{folder}/{name}.js": chunk(f"{folder}/{name}", data) for name, data in files.items()}
    return Index(scripts, {lang: _stems(found, lang, known.get(lang, {})) for lang, found in langs.items()})


def _stems(found: set[str], lang: str, known: Mapping[str, str]) -> dict[str, str]:
    listed = sorted(found)
    new = stems((word for word in listed if word not in known), lang)
    return {word: known.get(word) or new.get(word, "") for word in listed}


class _Varints(dict[int, bytes]):
    """Numbers as varints: seven bits a byte, the lowest first, and the eighth bit in all but the last."""

    def __missing__(self, number: int) -> bytes:
        left, made = number, bytearray()
        while left > 127:
            made.append(left & 127 | 128)
            left >>= 7
        made.append(left)
        if number < 1 << 14:
            self[number] = bytes(made)
        return bytes(made)


_varints = _Varints()


def _varint(numbers: Iterable[int]) -> bytes:
    return b"".join(map(_varints.__getitem__, numbers))


def deltas(numbers: Sequence[int]) -> list[int]:
    """Rising numbers as the first one and what each is more than the one before."""
    return list(_differences(numbers))


def _differences(numbers: Sequence[int]) -> Iterator[int]:
    return chain(numbers[:1], map(sub, numbers[1:], numbers))


class _Places(dict[str, tuple[Callable[[int], None], ...]]):
    """For a text between two spaces what notes the place of each of its words: most such texts come again and again."""

    def __init__(self) -> None:
        self.lists: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))

    def __missing__(self, text: str) -> tuple[Callable[[int], None], ...]:
        self[text] = found = tuple(self.lists[word].append for word in words(text))
        return found


def _places(pages: Sequence[Leaf]) -> tuple[Mapping[str, Sequence[int]], list[int], dict[str, set[str]]]:
    """The numbers of each word, the number of words of each passage, and the words of each language."""
    places, lengths, numbers, begun = _Places(), list[int](), count(), 0
    tokens: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        seen = tokens[page.lang]
        for part in page.parts:
            split = part.text.split()
            seen.update(split)
            noting = chain.from_iterable(map(places.__getitem__, split))
            deque(map(call, noting, numbers), 0)  # calls each with the next number: of millions, so no loop of Python's
            number = next(numbers)
            lengths.append(number - begun)
            begun = number + 1
    langs = {lang: {word for token in found for word in words(token)} for lang, found in tokens.items()}
    return places.lists, lengths, langs


def _shares(listed: Sequence[str], places: Mapping[str, Sequence[int]]) -> Iterator[list[str]]:
    """Words in stretches whose lists take about the size of a script."""
    share: list[str] = []
    size = 0
    for word in listed:
        share.append(word)
        size += len(word) + 2 + len(places[word]) * 5 // 4
        if size >= SIZE:
            yield share
            share, size = [], 0
    if share:
        yield share


def _lists(share: Sequence[str], places: Mapping[str, Sequence[int]]) -> bytes:
    """Words, how many bytes the list of each has, and the lists."""
    names, lists = "\n".join(share).encode(), [_varint(_differences(places[word])) for word in share]
    return _varint([len(names)]) + names + _varint(map(len, lists)) + b"".join(lists)


def _head(pages: Sequence[Leaf], lengths: Sequence[int]) -> dict[str, Any]:
    """What is known of pages and passages before a list is loaded: a value's pages, or passages, are numbers that differ."""
    values: dict[str, defaultdict[str, list[int]]] = {field: defaultdict(list) for field in FIELDS}
    passage = 0
    for number, page in enumerate(pages):
        for field, found in page.values.items():
            for value in found:
                values[field][value].append(number)
        for part in page.parts:
            for field, found in (("actor", part.actor), ("speaker", part.speaker)):
                for value in found:
                    values[field][value].append(passage)
            passage += 1
    return {
        "parts": [len(page.parts) for page in pages],
        "labels": "".join(LABELS[part.label] for page in pages for part in page.parts),
        "words": lengths,
        "dates": [page.iso for page in pages],
        "values": {field: {value: deltas(found[value]) for value in sorted(found)} for field, found in values.items()},
    }


def _page(page: Leaf) -> list[Any]:
    """What is shown of a page: of a paragraph of an article neither text nor id, which Pagefind's fragment has."""
    return [page.address, page.lang, page.day, [[part.anchor, part.text] for part in page.parts if part.label]]


def as_json(value: object) -> bytes:
    """A value as JSON, as short as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
