"""The words that say that somebody said something."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dossier.words import of

ENGLISH = "en"
_ENDS = frozenset((".", "!", "?", "…", "”", '"', "“", ":", "–", "—", "’", "»", ")"))  # what stands before a sentence
_START = attrgetter("start")
_GERUNDS = ("ив", "ув", "ąc")  # what ends in these, in another language, is adding and not added


class Verbs(NamedTuple):
    """The forms of the English verbs that attribute words: finite ones and participles with their verbs, and bare ones."""

    finite: Mapping[str, str]
    participles: Mapping[str, str]
    bare: Mapping[str, str]


@cache
def verbs() -> Verbs:
    """The forms that follow from the lists of English."""
    speech = of(ENGLISH).speech
    irregular = [(form, verb) for verb, forms in speech.irregular.items() for form in forms]
    finite = {form: verb for verb in speech.regular for form in (_past(verb), _present(verb))}
    participles = {_participle(verb): verb for verb in speech.regular}
    phrases = {phrase: phrase for phrase in speech.cues}
    return Verbs(
        finite
        | {form: verb for form, verb in irregular if not form.endswith("ing")}
        | {phrase: phrase for phrase in phrases if not phrase.split()[0].endswith("ing")},
        participles
        | {form: verb for form, verb in irregular if form.endswith("ing")}
        | {phrase: phrase for phrase in phrases if phrase.split()[0].endswith("ing")},
        {verb: verb for verb in (*speech.bare, *speech.irregular)},
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


class Cue(NamedTuple):
    """Words that say that somebody said something, where in a text they stand, and of which verb they are a form.

    ``letter`` is that of the form: V finite, B bare, G in -ing (see :mod:`dossier.statements.grammar`).
    """

    words: str
    start: int
    end: int
    letter: str = "V"
    verb: str = ""


class Signs(NamedTuple):
    """The cues of a text, the phrases that name a speaker without a verb, and the nouns and adjectives before `that`."""

    cues: Sequence[Cue]
    according: Sequence[Cue]
    nouns: Sequence[Cue]

    def between(self, low: int, high: int) -> "Signs":
        """Those between two places; none stands in two sentences."""
        return Signs(*(cues[bisect_left(cues, low, key=_START) : bisect_left(cues, high, key=_START)] for cues in self))

    def outside(self, quoted: Sequence[tuple[int, int, bool]]) -> "Signs":
        """Those that stand in no quotation."""
        starts = [start for start, _, _ in quoted]

        def free(cue: Cue) -> bool:
            number = bisect_right(starts, cue.start) - 1
            return number < 0 or cue.start >= quoted[number][1]

        return Signs(*([cue for cue in cues if free(cue)] for cues in self))

    def places(self) -> Iterator[int]:
        """Where each of them begins."""
        return (cue.start for cues in self for cue in cues)

    def __bool__(self) -> bool:
        return bool(self.cues or self.according or self.nouns)


def listed(lang: str) -> bool:
    """Whether a language has a list of its own for all of its cues; else those of English are looked for."""
    return lang != ENGLISH and bool(of(lang).speech.cues)


def signs(text: str, lang: str) -> Signs:
    """All that says in a text, in the language that it is in, that somebody said something."""
    automaton, forms = _automaton(lang if listed(lang) else ENGLISH)
    found: dict[str, list[Cue]] = {"cue": [], "according": [], "noun": []}
    for number, start, end in _whole_words(text, automaton.find_matches_as_indexes(text, overlapping=True)):
        kind, letter, verb = forms[number]
        if start and text[start].isupper() and text[start - 2 : start - 1] not in _ENDS:
            continue  # the United States
        if kind == "noun":
            end = text.rindex(" ", start, end)  # noqa: PLW2901 - without `that`
            if form := forms_of(lang).get(text[start:end]):
                found["cue"].append(Cue(text[start:end], start, end, *form))
        found[kind].append(Cue(text[start:end], start, end, letter, verb))
    return Signs(found["cue"], found["according"], found["noun"])


@cache
def forms_of(lang: str) -> Mapping[str, tuple[str, str]]:
    """The letter and the verb of each form that is a cue in a language."""
    if listed(lang):
        return {form: ("G" if form.endswith(_GERUNDS) else "V", form) for form in of(lang).speech.cues}
    forms = verbs()
    bare = {form: ("B", verb) for form, verb in forms.bare.items()}
    participles = {form: ("G", verb) for form, verb in forms.participles.items()}
    return bare | participles | {form: ("V", verb) for form, verb in forms.finite.items()}


@cache
def _automaton(lang: str) -> tuple[AhoCorasick, Sequence[tuple[str, str, str]]]:
    """What finds all signs of a language in one pass, and for each its kind, its letter and its verb.

    It is twenty times as fast as an alternation, which most passages of an article don't match at all.
    """
    speech, all_of_them = of(lang).speech, dict[str, tuple[str, str, str]]()
    all_of_them |= {form: ("cue", *about) for form, about in forms_of(lang).items()}
    for phrase in speech.according:
        all_of_them |= dict.fromkeys((phrase, phrase[0].upper() + phrase[1:]), ("according", "", ""))
    for noun in (*speech.nouns, *speech.convinced):
        all_of_them[f"{noun} {speech.that[0]}"] = ("noun", "j" if noun in speech.convinced else "n", noun)
    if lang != ENGLISH:  # in which a sentence begins with its subject
        all_of_them |= {form[0].upper() + form[1:]: about for form, about in all_of_them.items()}
    return AhoCorasick(list(all_of_them), implementation=Implementation.DFA), tuple(all_of_them.values())


def _whole_words(text: str, found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Those of the sightings that are whole words, leftmost first and longest first: `called for` is one cue, not two."""
    reached = 0
    for number, start, end in sorted(found, key=lambda s: (s[1], -s[2])):
        if start >= reached and not _goes_on(text[start - 1 : start]) and not _goes_on(text[end : end + 1]):
            yield number, start, end
            reached = end


def _goes_on(char: str) -> bool:
    """Whether a word goes on with a character; none is there at the end of a text."""
    return char.isalnum() or char in ("-", "_")
