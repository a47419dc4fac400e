"""Names of several words in any case, of which not each has a capital: Государственной думы, Prawa i Sprawiedliwości."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dossier.candidates.chains import begins
from dossier.candidates.endings import in_a_case, stem, stems
from dossier.candidates.guide import Guide
from dossier.candidates.states import demonym, names_in
from dossier.candidates.terms import UPPER
from dossier.words import of

# A word with a capital and up to four behind it; looked at from each such word on.
_WORDS = re.compile(rf"(?<![\w-])(?=([{UPPER}]\w+(?:[ \n]\w+){{1,4}}))")


def declined(text: str, guide: Guide) -> Iterator[tuple[int, int]]:
    """Where such names begin and end: those that a list has, and an adjective before the word of a body."""
    end = 0
    for match in _WORDS.finditer(text):
        start, words = match.start(), match[1].split()
        length = len(listed(words, guide.lang).split()) or 2 * (
            _is_body(words, guide) and not _ordinary(words, text, start, guide)
        )
        if length and start >= end:
            end = start + len(" ".join(words[:length]))
            yield start, end


def listed(words: Sequence[str], lang: str) -> str:
    """The name in the lists of a language that some words begin with in any case, in the nominative; nothing without one."""
    names = _names(lang).get(stem(words[0], lang), ())
    return max((name for name in names if in_a_case(" ".join(words[: len(name.split())]), name, lang)), key=len, default="")


@cache
def _names(lang: str) -> Mapping[str, tuple[str, ...]]:
    lists = of(lang).candidates
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in (*lists.bodies, *lists.organisations, *names_in(lang)):
        if " " in name:
            found[stem(name.split()[0], lang)] += (name,)
    return found


def _is_body(words: Sequence[str], guide: Guide) -> bool:
    """Whether an adjective stands before the word of a body in small letters: Верховный суд."""
    first, following = words[:2]
    body = following.islower() and stem(following, guide.lang) in stems(guide.terms.heads, guide.lang)
    return body and first.endswith(of(guide.lang).candidates.adjectives) and not demonym(first)


def _ordinary(words: Sequence[str], text: str, start: int, guide: Guide) -> bool:
    """Whether the first word has its capital from the sentence that it begins."""
    return begins(text, start) and guide.vocabulary.ordinary(words[0], words[1])
