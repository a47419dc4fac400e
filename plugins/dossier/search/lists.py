"""The index of some pages: for each word the places where it stands, as scripts that a browser loads from disk too.

Every word of every passage has a number: pages stand in order of date, those without one last, and passages as on their page.
Between two passages one number is left out, so words of two are never neighbours. The places of a word are the differences of
its numbers as varints; such lists stand in the order of their words in scripts of about the same size.
"""

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub
from typing import Any, NamedTuple

from dossier.search.passages import FIELDS, Leaf
from dossier.search.words import Words, stems
from dossier.search.words import in_order as words_in_order

SIZE = 32_000  # bytes of lists that a script holds, before they are packed
LABELS = {"": "p", "title": "t", "summary": "s", "name": "n", "claim": "c", "position": "o", "text": "x"}


class Index(NamedTuple):
    """The index of some pages: its scripts by name, and the words of each language with their stems."""

    scripts: dict[str, bytes]
    stems: dict[str, dict[str, str]]


def chunk(name: str, data: bytes) -> bytes:
    """A script that hands data to the loader of a page, by a name."""
    packed = base64.b64encode(gzip.compress(data, 6, mtime=0))
    return b"dossier.chunk(" + json.dumps(name).encode() + b',"' + packed + b'");\n'


def in_order(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Pages in the order that they have in an index: by date, those without one last."""
    return sorted(leaves, key=lambda page: (not page.iso, page.iso, page.address))


def index(pages: Sequence[Leaf], folder: str) -> Index:
    """The index of some pages in their order, its scripts in a folder of that name."""
    places, lengths, langs = _places(pages)
    listed = words_in_order(places)
    files: dict[str, bytes] = {}
    first: list[str] = []
    for number, words in enumerate(_shares(listed, places)):
        first.append(words[0])
        files[str(number)] = _lists(words, places)
    files["head"] = as_json(_head(pages, lengths) | {"first": first})
    files["pages"] = as_json([_page(page) for page in pages])
    scripts = {f"{folder}/{name}.js": chunk(f"{folder}/{name}", data) for name, data in files.items()}
    return Index(scripts, {lang: dict.fromkeys(found, "") | stems(found, lang) for lang, found in langs.items()})


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
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def _places(pages: Sequence[Leaf]) -> tuple[dict[str, list[int]], list[int], dict[str, set[str]]]:
    """The numbers of each word, the number of words of each passage, and the words of each language."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    lengths: list[int] = []
    words = Words()
    langs: defaultdict[str, set[str]] = defaultdict(set)
    number = 0
    for page in pages:
        seen: set[str] = set()
        for part in page.parts:
            begun = number
            for token in part.text.split():
                for word in words[token]:
                    places[word].append(number)
                    number += 1
            lengths.append(number - begun)
            number += 1
            seen.update(part.text.split())
        langs[page.lang].update(word for token in seen for word in words[token])
    return places, lengths, langs


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


def _lists(words: Sequence[str], places: Mapping[str, Sequence[int]]) -> bytes:
    """Words, how many bytes the list of each has, and the lists."""
    names, lists = "\n".join(words).encode(), [_varint(deltas(places[word])) for word in words]
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
