"""Words as the index of passages has them: what is one, and which are forms of each other.

A word is a run of letters and digits in small letters; ``theme/static/js/query.js`` takes a query apart by the same rule. A
sign of a script without spaces is a word by itself. Forms are found when the index is made, so that a browser needs no stemmer.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana, and what Chinese characters are
_MARKS = "".join(char for char in map(chr, range(0x300, 0xFE30)) if unicodedata.category(char).startswith("M"))
_LETTERS = rf"[^\W_{_SIGNS}]"
_WORD = re.compile(rf"[{_SIGNS}]|{_LETTERS}+(?:[{_MARKS}]+{_LETTERS}*)*")
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    return _WORD.findall((text if text.isascii() else unicodedata.normalize("NFC", text)).lower())


def in_order(found: Iterable[str]) -> list[str]:
    """Words in the order in which a browser compares texts: by units of UTF-16."""
    return sorted(found, key=lambda word: word.encode("utf-16-be"))


def stems(found: Iterable[str], lang: str) -> dict[str, str]:
    """Words of one language with their stems; empty where none is known for that language."""
    stemmer = _stemmer(lang.partition("-")[0].lower())
    return {word: stemmer.stemWord(word) for word in found} if stemmer else {}


def families(stems: Mapping[str, Mapping[str, str]]) -> set[tuple[str, ...]]:
    """Words that are forms of one: in any of the languages they have the same stem; an empty one is none."""
    found: set[tuple[str, ...]] = set()
    for of_language in stems.values():
        kin: defaultdict[str, list[str]] = defaultdict(list)
        for word, stem in of_language.items():
            kin[stem].append(word)
        found.update(tuple(sorted(some)) for stem, some in kin.items() if stem and len(some) > 1)
    return found


@cache
def _stemmer(lang: str) -> "BaseStemmer | None":
    import snowballstemmer  # noqa: PLC0415 - of no use where no word is new

    return snowballstemmer.stemmer(STEMMERS[lang]) if lang in STEMMERS else None
