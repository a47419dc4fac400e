"""What a dossier's own texts tell of words: which of them stand in small letters, which pairs with capitals amid a sentence."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from dossier.candidates.terms import UPPER

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(rf"(?<=[^\W\d_{UPPER},;] |[,;] )[{UPPER}]\w+(?: [{UPPER}]\w+)*")


class Vocabulary(NamedTuple):
    """How often words stand in small letters, and with a capital amid a sentence; ``pairs`` are two of these together."""

    small: Counter[str]
    capital: Counter[str]
    pairs: frozenset[tuple[str, str]]

    def ordinary(self, word: str, following: str) -> bool:
        """Whether a capital at the beginning of a sentence is that of the sentence alone, and of no name."""
        if (word, following) in self.pairs:
            return False
        return self.small[word.casefold()] > self.capital[word]


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of some texts."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        small.update(filter(str.islower, _WORD.findall(text)))
        for match in _NAME.finditer(text):
            words = match[0].split(" ")
            capital.update(words)
            if not text.endswith("and", 0, match.start() - 1):
                pairs.update(pairwise(words))
    return Vocabulary(small, capital, frozenset(pairs))
