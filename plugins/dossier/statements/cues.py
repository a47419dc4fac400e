"""The words that say that somebody said something."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dossier.words import capital, every, of, pattern, verbatim

ENGLISH = "en"
NEGATED = pattern(
    lambda w: rf"(?:\b{verbatim(w.speech.negations)}|n['’]t)\s+(?:(?:\w+ly|{verbatim(w.speech.negation_adverbs)})\s+)*$",
    re.IGNORECASE,
)
# A form of "be" right before makes it passive, an article or adjective makes it no verb.
PASSIVE = pattern(lambda w: rf"\b{verbatim(w.speech.passive)}\s+(?:\w+ly\s+|also\s+|not\s+)*$")
NO_VERB = pattern(lambda w: rf"\b{verbatim(w.speech.determiners)}\s+$", re.IGNORECASE)
_ACCORDING = pattern(lambda w: rf"\b{capital(w.speech.according)}\s+")


class Verbs(NamedTuple):
    """The forms of the English verbs that attribute words: finite ones and participles with their verbs, and bare ones."""

    finite: Mapping[str, str]
    participles: Mapping[str, str]
    bare: frozenset[str]

    def of(self, cue: str) -> str:
        """The verb of a form; the form itself where it is of none."""
        return self.finite.get(cue) or self.participles.get(cue) or cue


@cache
def verbs() -> Verbs:
    """The forms that follow from the lists of English."""
    speech = of(ENGLISH).speech
    irregular = [(form, verb) for verb, forms in speech.irregular.items() for form in forms]
    finite = {form: verb for verb in speech.regular for form in (_past(verb), _present(verb))}
    participles = {_participle(verb): verb for verb in speech.regular}
    return Verbs(
        finite | {form: verb for form, verb in irregular if not form.endswith("ing")},
        participles | {form: verb for form, verb in irregular if form.endswith("ing")},
        speech.bare.union(speech.irregular),
    )


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if _takes_i(verb) else f"{_doubled(verb)}ed"


def _present(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if _takes_i(verb) else f"{verb}s"


def _participle(verb: str) -> str:
    return f"{_doubled(verb).removesuffix('e')}ing"


def _takes_i(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in of(ENGLISH).speech.doubled else verb


def listed(lang: str) -> bool:
    """Whether a language has a list of its own for all of its cues; else those of English are looked for."""
    return lang != ENGLISH and bool(of(lang).speech.cues)


def doubtful(before: str) -> bool:
    """Whether the words before a cue may make it one that says nothing, or no verb.

    What they end in says so, and costs less to see than the patterns do.
    """
    return before.rstrip().casefold().endswith(_doubtful_ends())


@cache
def _doubtful_ends() -> tuple[str, ...]:
    speech = every().speech
    last = (phrase.split()[-1] for phrase in speech.negations)
    return tuple({*last, *speech.negation_adverbs, *speech.determiners, "n't", "n’t", "ly"})


class Cue(NamedTuple):
    """Words that say that somebody said something, and where in a text they stand."""

    words: str
    start: int
    end: int


class Signs(NamedTuple):
    """The cues of a text, and the phrases in it that name a speaker without a verb."""

    cues: Sequence[Cue]
    according: Sequence[Cue]

    def between(self, low: int, high: int) -> "Signs":
        """Those between two places; none stands in two sentences."""
        return Signs(*([cue for cue in cues if low <= cue.start < high] for cues in self))


def signs(text: str, lang: str) -> Signs:
    """All that says in a text, in the language that it is in, that somebody said something."""
    automaton, count = _english_signs()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    english = (place for place in found if place[0] < count)
    cues = list(_matches(_in_language(lang), text)) if listed(lang) else list(_whole_words(text, english))
    named = any(number >= count for number, _, _ in found)
    return Signs(cues, list(_matches(_ACCORDING(), text.rstrip())) if named else [])


@cache
def _english_signs() -> tuple[AhoCorasick, int]:
    """What finds all English cues and what names a speaker without a verb, in one pass, and how many of these are cues.

    It is twenty times as fast as an alternation, which most passages of an article don't match at all.
    """
    speech, forms = of(ENGLISH).speech, verbs()
    cues = (*speech.cues, *speech.direct, *forms.finite, *forms.bare, *forms.participles)
    according = (phrase[1:] for phrase in every().speech.according)  # without the letter that may be a capital
    return AhoCorasick([*cues, *according], implementation=Implementation.DFA), len(cues)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Cue]:
    return (Cue(match[0], *match.span()) for match in pattern.finditer(text))


def _whole_words(text: str, found: Iterable[tuple[int, int, int]]) -> Iterator[Cue]:
    """Those of the sightings that are whole words, leftmost first and longest first: `called for` is one cue, not two."""
    reached = 0
    for start, end in sorted(((start, end) for _, start, end in found), key=lambda s: (s[0], -s[1])):
        if start >= reached and not _goes_on(text[start - 1 : start]) and not _goes_on(text[end : end + 1]):
            yield Cue(text[start:end], start, end)
            reached = end


def _goes_on(char: str) -> bool:
    """Whether a word goes on with a character; none is there at the end of a text."""
    return char.isalnum() or char in ("-", "_")


@cache
def _in_language(lang: str) -> re.Pattern[str]:
    """The cues of a language that has a list of all of them."""
    return re.compile(rf"(?<!\w){verbatim(of(lang).speech.cues)}(?!\w)")
