"""The language of a text, by its script and its commonest words, or by what a clipping says of it."""

import re
from collections import Counter
from functools import lru_cache

import langcodes
from babel import Locale

from dossier.language import is_language_tag

_COMMON = {
    "en": "the of and to in that is was for on with said has have it be by are not his from",
    "ru": "и в не на что по с о он как за из от сказал для это был также к",
    "uk": "і в не на що та з до за від це про як був також у є для його",
    "pl": "i w nie na że się z o do jest to po jak od za przez oraz został dla",
    "de": "der die und in den von zu das mit sich des auf für ist nicht ein dem eine als auch",
    "cs": "a v se na že je s z do o by pro jako k ale za byl ve po řekl",
    "fr": "le de la les et des en un une du que est pour dans qui par sur au pas avec",
    "es": "de la que el en y los del se las por un para con no una su al es lo",
    "it": "di e il la che in un a per una del della con non sono i dei si le è",
    "lt": "ir kad į su yra tai bet apie iš buvo kaip dėl už po ne per jis sakė nuo prie",
}
_WORDS = {name: frozenset(text.split()) for name, text in _COMMON.items()}
# Letters that no other language here has, or has as often.
_LETTERS = {
    "uk": re.compile("[іїєґ]"),
    "ru": re.compile("[а-яё]"),
    "pl": re.compile("[ąęłśźż]"),
    "cs": re.compile("[ěřů]"),
}
ENOUGH = 5  # common words that must be there before a language is named


def language(text: str) -> str:
    """The language of a text as its code, or nothing where that is not clear."""
    text = text[:20000].casefold()
    for name, letters in _LETTERS.items():
        if len(letters.findall(text)) > len(text) / 100:
            return name
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {name: sum(counts[word] for word in known) for name, known in _WORDS.items()}
    best, second, *_ = sorted(scores, key=lambda name: -scores[name])
    return best if scores[best] >= ENOUGH and scores[best] > 1.2 * scores[second] else ""


def named(text: str) -> str:
    """The language that a clipping names, as its code: by a tag such as ``en-GB`` or ``en_GB``, or by a name; else nothing."""
    tag = text.strip().replace("_", "-")
    if is_language_tag(tag):
        return langcodes.Language.get(tag).language or ""
    return _names().get(tag.casefold(), "")


@lru_cache
def _names() -> dict[str, str]:
    """The names of languages in each of the languages of news."""
    every = (Locale.parse(name).languages.items() for name in reversed(_COMMON))
    return {name.casefold(): code for names in every for code, name in names if is_language_tag(code)}
