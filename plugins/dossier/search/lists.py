"""The index of some pages: for each word the places where it stands, as scripts that a browser loads from disk too.

Every word of every passage has a number: pages stand in order of date, those without one last, and passages as on their page.
Between two passages one number is left out, so words of two are never neighbours. Lists of such numbers stand in the order of
their words, in scripts of about the same size.
"""

import base64
import gzip
import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import sub
from typing import Any, NamedTuple

from dossier.search.passages import FIELDS, Leaf
from dossier.search.words import in_order as words_in_order
from dossier.search.words import stems, words

SIZE = 32_000  # bytes of lists that a script holds, before they are packed
SHOWN = 128  # pages of which a script tells what is shown of them
LABELS = {"": "p", "title": "t", "summary": "s", "name": "n", "claim": "c", "position": "o", "text": "x"}


Stems = dict[str, dict[str, str]]  # of the words of each language; empty where none is known


class Index(NamedTuple):
    """The index of some pages: its scripts by name, a line of a script that says what is in them, and words with stems."""

    scripts: dict[str, bytes]
    head: bytes
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
    for start in range(0, len(pages), SHOWN):
        files[f"pages-{start // SHOWN}"] = as_json([_page(page) for page in pages[start : start + SHOWN]])
    scripts = {f"{folder}/{name}.js": chunk(f"{folder}/{name}", data) for name, data in files.items()}
    head = chunk(f"{folder}/head", as_json(_head(pages, lengths) | {"first": first, "shown": SHOWN}))
    return Index(scripts, head, {lang: _stems(found, lang, known.get(lang, {})) for lang, found in langs.items()})


def _stems(found: set[str], lang: str, known: Mapping[str, str]) -> dict[str, str]:
    listed = sorted(found)
    new = stems((word for word in listed if word not in known), lang)
    return {word: known.get(word) or new.get(word, "") for word in listed}


def deltas(numbers: Sequence[int]) -> list[int]:
    """Rising numbers as the first one and what each is more than the one before."""
    return list(map(sub, numbers, chain((0,), numbers)))


class _Places(dict[str, "tuple[array[int], ...]"]):
    """For a text between two spaces the lists of its words' places: most such texts come again and again.

    ``words`` are all that are asked for, and ``lists`` are those of all words, of several languages if there are.
    """

    def __init__(self, lists: defaultdict[str, "array[int]"]) -> None:
        self.lists, self.words = lists, set[str]()

    def __missing__(self, text: str) -> "tuple[array[int], ...]":
        found = words(text)
        self.words.update(found)
        self[text] = lists = tuple(self.lists[word] for word in found)
        return lists


def _places(pages: Sequence[Leaf]) -> tuple[Mapping[str, "array[int]"], list[int], dict[str, set[str]]]:
    """The numbers of each word, the number of words of each passage, and the words of each language."""
    lists: defaultdict[str, array[int]] = defaultdict(partial(array, "i"))
    languages: defaultdict[str, _Places] = defaultdict(partial(_Places, lists))
    lengths, number = list[int](), 0
    for page in pages:
        places = languages[page.lang]
        for part in page.parts:
            begun = number
            for text in part.text.split():
                for place in places[text]:
                    place.append(number)
                    number += 1
            lengths.append(number - begun)
            number += 1
    return lists, lengths, {lang: places.words for lang, places in languages.items()}


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


def _lists(share: Sequence[str], places: Mapping[str, "array[int]"]) -> bytes:
    """Words, and after a zero how many places each of them has, and then all of these places.

    A place is told by what it is more than the one before, be that of another word. A number has four bytes; the lowest of all
    numbers come first and the highest last, which packs better than number by number, and no loop of Python's makes it.
    """
    every = array("i")
    for word in share:
        every.extend(places[word])
    numbers = array("i", (len(places[word]) for word in share)) + array("i", map(sub, every, chain((0,), every)))
    if sys.byteorder == "big":
        numbers.byteswap()
    data = numbers.tobytes()
    return "\n".join(share).encode() + b"\0" + b"".join(data[place::4] for place in range(4))


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
