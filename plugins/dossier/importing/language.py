"""The language of a text, by its script and its commonest words, or by what a clipping says of it."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import langcodes
from babel import Locale

from dossier.language import is_language_tag
from dossier.words import every, languages, of

ENOUGH = 5  # common words that must be there before a language is named


def language(text: str) -> str:
    """The language of a text as its code, or nothing where that is not clear."""
    text = text[:20000].casefold()
    for name, letters in every().text.letters.items():
        if sum(map(text.count, letters)) > len(text) / 100:
            return name
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {name: sum(counts[word] for word in known) for name, known in _frequent().items()}
    best, second, *_ = sorted(scores, key=lambda name: -scores[name])
    return best if scores[best] >= ENOUGH and scores[best] > 1.2 * scores[second] else ""


def named(text: str) -> str:
    """The language that a clipping names, as its code: by a tag such as ``en-GB`` or ``en_GB``, or by a name; else nothing."""
    tag = text.strip().replace("_", "-")
    if is_language_tag(tag):
        return langcodes.Language.get(tag).language or ""
    return _names().get(tag.casefold(), "")


@cache
def _names() -> dict[str, str]:
    """The names of languages in each of the languages of news."""
    known = (Locale.parse(name).languages.items() for name in reversed([*_frequent()]))
    return {name.casefold(): code for names in known for code, name in names if is_language_tag(code)}


@cache
def _frequent() -> Mapping[str, frozenset[str]]:
    """The commonest words of each language that has a list of them."""
    found = {lang: of(lang).text.frequent for lang in languages()}
    return {lang: words for lang, words in found.items() if words}
