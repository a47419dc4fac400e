"""A sentence as a string with one letter for each word, over which the forms of attribution are regular expressions.

========  =========================================================================================
``Q``     words in quotation marks, all of them together; ``q`` a few of them within a clause
``V``     a cue in a finite form: said, have warned; ``B`` in its first form: say; ``G`` in -ing: adding
``A``     an auxiliary: has, did, would; ``b`` a form of be; ``M`` another finite verb; ``F`` a word in -ed
``P``     a pronoun that is a subject; ``K`` one with its verb: he's; ``o`` one that is an object: them
``N``     a name, a word with a capital; ``n`` another word; ``E`` whose: Poland's; ``#`` a number
``a``     to whom something is said: reporters; ``g`` a word in -ing that is no cue
``d``     what needs a noun behind it: the, his; ``D`` what may stand alone, too: many, both, others
``U``     a time: Wednesday, week; ``R`` an adverb; ``X`` a negation; ``j`` adamant, sure
``I``     a preposition; ``O`` to; ``H`` that; ``W`` who, which, what; ``S`` because, while; ``C`` and, or, but
others    ``,`` ``;`` ``:`` ``-`` ``(`` ``)`` as they stand
========  =========================================================================================
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from dossier.model import Span
from dossier.statements.cues import ENGLISH, Cue, listed
from dossier.statements.quotes import Quotation
from dossier.words import every, of

FINITE = "AbMXVBK"  # what makes a clause of words
_TOKEN = re.compile(r"\w+(?:[.,’'&@-]\w+)*[’']?|[,;:()–—]|--+|(?:^|(?<=\s))-(?=\s)")
FRAGMENT = 4  # words that a fragment has at most
_MARKS = "’'”\"»“«"
_SHORT = 200  # characters of a quotation that are looked at to see that it is a fragment
_PARTS = frozenset(",–—-")  # what parts a quotation from its cue
_STOPS = frozenset(".,!?…;—–-")
_ABOUT = frozenset(("about", "over", "under", "around", "nearly", "almost", "than"))
_SIGNS = {"–": "-", "—": "-"}
_POSSESSIVE = re.compile(r".*(?:['’]s|s['’])")


class Words(NamedTuple):
    """The words of a sentence: a letter for each, and where each begins and ends in the text."""

    text: str
    tags: str
    starts: Sequence[int]
    ends: Sequence[int]
    cues: Mapping[int, Cue]
    english: bool

    def at(self, place: int) -> int:
        """The number of the first word that begins at a place of the text or after it."""
        return bisect_left(self.starts, place)

    def span(self, low: int, high: int) -> str:
        """The words from one number up to another, as they stand in the text."""
        return self.text[self.starts[low] : self.ends[high - 1]]


NO_WORDS = Words("", "", (), (), {}, english=True)  # of a sentence that is a quotation, which nobody looks into


def words_of(text: str, span: Span, quoted: Sequence[Quotation], cues: Sequence[Cue], lang: str) -> Words:
    """The words of a sentence, which is a stretch of a text."""
    low, high = span
    table, tags, spans, found = _table(lang), list[str](), list[Span](), dict[int, Cue]()
    at, later = low, table.later
    for letter, start, end, cue in [*_fixed(text, low, high, quoted, cues), ("", high, high, None)]:
        matches = list(_TOKEN.finditer(text, at, start))
        if matches and not tags:
            tags.append(table.first[matches[0][0]])
            tags += [later[match[0]] for match in matches[1:]]
        else:
            tags += [later[match[0]] for match in matches]
        spans += [match.span() for match in matches]
        if cue:
            found[len(tags)] = cue
        if letter:
            before = tags[-1] if tags else ""
            within = letter == "Q" and text[end - 2 : end - 1] == "," and before in ("d", "E", "j", "I", "b")
            whole = letter == "q" and (before in (",", ":") or (not before and text[end : end + 2].lstrip()[:1] in _PARTS))
            letter = "q" if within else "Q" if whole else letter  # noqa: PLW2901 - the letter that the words get
            tags.append(letter)
            spans.append((start, end))
            if within:  # who calls it a “sham,” said: the comma belongs to the clause
                tags.append(",")
                spans.append((end - 2, end - 1))
        at = end
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    english = not listed(lang)
    if not english:
        return Words(text, "".join(tags), starts, ends, found, english)
    for number in [number for number, cue in found.items() if _is_noun(tags, number, cue.words)]:
        tags[number] = "N" if text[starts[number]].isupper() else "n"
        del found[number]
    letters_of_all = "".join(tags)
    settled = _settled(text, letters_of_all, starts, ends) if _BESIDE.search(letters_of_all) else letters_of_all
    return Words(text, settled, starts, ends, found, english)


def _fixed(
    text: str, low: int, high: int, quoted: Sequence[Quotation], cues: Sequence[Cue]
) -> list[tuple[str, int, int, Cue | None]]:
    """The quotations and the cues of a sentence with their letters, in their order; no cue stands in a quotation."""
    fixed: list[tuple[str, int, int, Cue | None]] = [
        (_of_quotation(text, q), max(low, q.start), min(high, q.end), None) for q in quoted
    ]
    if not fixed:
        return [(cue.letter, cue.start, cue.end, cue) for cue in cues]
    return sorted([*fixed, *((cue.letter, cue.start, cue.end, cue) for cue in cues)], key=itemgetter(1))


# Words that get another letter for what stands beside them: about ten, the cost, spends his time, the White House.
_BESIDE = re.compile(r"I(?=[#D])|(?<=[dEj])M|(?<=[NPWa])n(?=[dDPoO])|(?<=N)a|P(?=[HIVQ,;:]|$)")


def _settled(text: str, tags: str, starts: Sequence[int], ends: Sequence[int]) -> str:
    """The letters of words, with another one for some of them for what stands beside them."""
    letters = list(tags)
    for match in _BESIDE.finditer(tags):
        number = match.start()
        word = text[starts[number] : ends[number]]
        if match[0] == "I" and word in _ABOUT:
            letters[number] = "R"
        elif match[0] == "P" and word in every().speech.expletives:
            letters[number] = "R"  # said there that
        elif match[0] == "M":
            letters[number] = "n"
        elif match[0] == "n" and word.endswith("s") and not word.endswith("ss"):
            letters[number] = "M"
        elif match[0] == "a" and word[0].isupper():
            letters[number] = "N"
    return "".join(letters)


def _is_noun(tags: Sequence[str], number: int, word: str) -> bool:  # noqa: PLR0911 - one return a reason
    """Whether a word that looks like a cue is a noun or describes one: the claim, Polish claims about it, newly announced."""
    if word[0].isupper() and number and tags[number - 1] not in "-(:Q":
        return True
    letter, before = tags[number], tags[number - 1] if number else ""
    last = tags[number - 2] if number > 1 else ""
    if before in ("d", "E") or (before in ("R", "F") and last in ("d", "E")):
        return True
    if before == "#" and letter == "V" and word.endswith("ed") and tags[number + 1 : number + 2] == ["n"]:
        return True  # four hundred pledged delegates
    if before in ("I", "O") and letter != "G":
        return letter == "V" or before == "I"
    if word.casefold() in every().speech.nouns_too:
        return _is_likely_noun(tags, number)
    if letter == "G":
        return before == "D" or (before in ("n", "F") and tags[number + 1 : number + 2] == ["n"])
    return False


def _is_likely_noun(tags: Sequence[str], number: int) -> bool:
    """The same of a word that is a noun more often: a unique light show that; Polish claims about it."""
    letter, before = tags[number], tags[number - 1] if number else ""
    last, after = tags[number - 2] if number > 1 else "", tags[number + 1] if number + 1 < len(tags) else ""
    if before in ("", "D", "#", "g", "F", "j") or (before in ("n", "R", ",", "C") and after not in tuple("HPKdQ:")):
        return True
    if letter == "B" and (
        (before == "n" and last in ("d", "n", "E", "F", "g")) or (before in ("Q", "C") and after in ("n", "N"))
    ):
        return True
    return before not in ("P", "W") and (after in ("I", "-", "(", ";") or (after in (",", "") and before != "N"))


def _of_quotation(text: str, quotation: Quotation) -> str:
    """``Q``, or ``q`` for a term or a fragment, at the end of which nothing ends."""
    words = text[quotation.start : quotation.end]
    return "q" if quotation.closed and last_of(words) not in _STOPS and words.count(" ", 0, _SHORT) < FRAGMENT else "Q"


def last_of(words: str) -> str:
    """The last character of words in quotation marks, before the marks."""
    return words.rstrip(_MARKS)[-1:]


class _Letters(dict[str, str]):
    """The letter of each word that was ever asked for."""

    def __init__(self, listed: Mapping[str, str], *, first: bool) -> None:
        super().__init__()
        self.listed, self.begins = listed, first

    def __missing__(self, word: str) -> str:
        letter = self._of(word)
        if len(self) < 50_000:  # words of a dossier come up again and again; of a very large one not all
            self[word] = letter
        return letter

    def _of(self, word: str) -> str:  # noqa: PLR0911 - one return a letter
        if not word[0].isalnum():
            return _SIGNS.get(word, "-" if word[0] == "-" else word)
        small = word.casefold().replace("’", "'")
        letter = self.listed.get(small, "")
        if letter and (self.begins or word[0].islower() or letter not in "AbMRnjg"):
            return letter
        if small.endswith("n't"):
            return "X"
        if small.partition("'")[0] in _contracted() and "'" in small:
            return "K"
        if _POSSESSIVE.fullmatch(small):
            return "E"
        if word[0].isdigit():
            return "#"
        shape = _shape(small)
        return "N" if word[0].isupper() and not (self.begins and shape in "gF") else shape


@cache
def _contracted() -> frozenset[str]:
    return frozenset({*every().speech.pronouns, "that", "there", "what", "here"})


def _shape(word: str) -> str:
    """The letter of an English word by its ending."""
    if word.endswith("ly"):
        return "R"
    if word.endswith("ed") and len(word) > 4:
        return "F"
    return "g" if word.endswith("ing") and len(word) > 5 else "n"


class _Table(NamedTuple):
    first: _Letters
    later: _Letters


@cache
def _table(lang: str) -> _Table:
    """The letters of a language's words, at the beginning of a sentence and elsewhere."""
    lexicon = of(lang) if listed(lang) else of(ENGLISH)
    speech, letters = lexicon.speech, dict[str, str]()
    by_letter = {
        "H": speech.that,
        "P": [*speech.expletives, *(word for word, meant in speech.pronouns.items() if meant != "relative")],
        "o": speech.objects,
        "d": speech.articles,
        "D": speech.quantities,
        "O": speech.to,
        "I": speech.prepositions,
        "C": speech.conjunctions,
        "S": speech.subordinators,
        "W": speech.relatives,
        "b": speech.be,
        "A": speech.auxiliaries,
        "M": speech.finite,
        "X": speech.negations,
        "R": speech.adverbs,
        "U": (*speech.times, *lexicon.names.days, *lexicon.names.months),
        "#": speech.numbers,
        "j": speech.convinced,
        "a": (*every().speech.addressees,),
    }
    for letter, words in by_letter.items():
        for word in words:
            letters.setdefault(word.casefold(), letter)
    return _Table(_Letters(letters, first=True), _Letters(letters, first=False))
