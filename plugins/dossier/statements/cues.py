"""The words that say that somebody said something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

# Verbs whose complement is what was said. The first form takes the endings that English gives it.
REGULAR = """
accept acknowledge add admit affirm agree allege announce answer argue assert assure boast caution claim clarify comment
complain concede conclude confirm contend counter declare deny disclose elaborate emphasise emphasize estimate exclaim explain
hint imply indicate inform insist joke lament maintain mention note object observe pledge predict profess promise propose
protest quip reaffirm reason recall reckon recount reiterate remark remind repeat reply report respond reveal
signal speculate state stress suggest testify threaten underline underscore urge vow warn tweet
believe hope expect fear suspect doubt demand request recommend advise
""".split()
IRREGULAR = {
    "say": "says said", "tell": "tells told", "write": "writes wrote", "think": "thinks thought", "swear": "swears swore",
    "feel": "feels felt", "find": "found", "rule": "rules ruled", "show": "shows showed",
}  # fmt: skip
PHRASES = (
    "did not rule out|does not rule out|ruled out|rules out|made clear|makes clear|made it clear|pointed out|points out|"
    "went on to say|goes on to say|was quoted as saying|is quoted as saying|were quoted as saying|called for|calls for|"
    "took the view|takes the view|spoke of|speaks of|has it|put it|puts it|gave to understand|let it be known"
)
DIRECT = "asked|asks|called|calls|continued|described|describes|mocked|wondered|shouted|cried"
MENTAL = frozenset("believe hope expect fear suspect doubt think feel".split())
# Verbs that take a thing as readily as a clause: without `that`, a clause or a quotation nothing was said with them.
OF_THINGS = frozenset(
    """accept acknowledge advise agree answer assure boast claim clarify counter declare describe disclose emphasise
    emphasize estimate explain hint imply indicate mention note object observe pledge predict promise recall recommend recount
    report request reveal find rule show state comment signal stress suggest threaten underline underscore write tell""".split()
)
# With these a thing is what was said, too: Vilnius denied any talks.
THINGS_SAID = frozenset("deny confirm propose announce demand reiterate repeat reaffirm urge".split())
OTHER = {
    "ru": "сказал|сказала|сказали|заявил|заявила|заявили|отметил|отметила|подчеркнул|подчеркнула|добавил|добавила|сообщил|"
    "сообщила|сообщили|объяснил|пояснил|считает|признал|предупредил|напомнил|назвал|говорит|говорил|ответил",
    "pl": "powiedział|powiedziała|powiedzieli|oświadczył|oświadczyła|dodał|dodała|stwierdził|stwierdziła|podkreślił|"
    "podkreśliła|zapewnił|zapewniła|zaznaczył|przyznał|ostrzegł|wyjaśnił|poinformował|mówił|mówi|uważa|napisał",
    "cs": "řekl|řekla|uvedl|uvedla|dodal|dodala|prohlásil|prohlásila|zdůraznil|oznámil|varoval|připustil|vysvětlil",
    "de": "sagte|sagten|erklärte|erklärten|betonte|fügte hinzu|teilte mit|warnte|meinte|behauptete",
}  # fmt: skip


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    doubled = verb in ("admit", "quip", "rebut")
    return f"{verb}{verb[-1] if doubled else ''}ed"


def _present(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


def _participle(verb: str) -> str:
    doubled = verb in ("admit", "quip")
    return f"{verb.removesuffix('e')}{verb[-1] if doubled else ''}ing"


FINITE = {form: verb for verb in REGULAR for form in (_past(verb), _present(verb))} | {
    form: verb for verb, forms in IRREGULAR.items() for form in forms.split()
}
# In the first person and the plural a verb has its bare form: I think, they say, analysts believe.
BARE = frozenset(
    [
        *IRREGULAR,
        "believe",
        "suggest",
        "indicate",
        "hope",
        "expect",
        "fear",
        "argue",
        "insist",
        "claim",
        "add",
        "suspect",
        "doubt",
        "agree",
    ]
)
PARTICIPLES = {_participle(verb): verb for verb in (*REGULAR, "say", "tell", "write", "think")}
_CUES = (*PHRASES.split("|"), *DIRECT.split("|"), *FINITE, *BARE, *PARTICIPLES)
ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|[Ii]n the view of|[Bb]y his own account)\s+")
_ACCORDING = ("ccording to", "n the words of", "n the view of", "y his own account")  # one of which each of them holds
# All of them in one pass: twenty times as fast as an alternation, which most passages of an article don't match at all.
_SIGNS = AhoCorasick([*_CUES, *_ACCORDING], implementation=Implementation.DFA)
NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot|nobody|no one|neither|nor|without)|n['’]t|\b(?:declin|refus|fail)(?:ed|es|ing)?(?:\s+to)?|"
    r"\bunable to|\bstopped short of|\bavoid(?:ed|ing)?)\s+(?:\w+ly\s+|to\s+|even\s+|yet\s+|be\s+)*$",
    re.IGNORECASE,
)
# What stands before a cue where it is negated or no verb ends in one of these; to see that costs less than the patterns do.
_DOUBTFUL = tuple(
    """not never nobody one neither nor without n't n’t declin refus fail avoid ed es ing to of ly even yet be
    the a an its his her their our my your this these those any some such so-called""".split()
)
# A form of "be" right before makes it passive, an article or adjective makes it no verb.
PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)\s+(?:\w+ly\s+|also\s+|not\s+)*$")
NO_VERB = re.compile(
    r"\b(?:the|a|an|its|his|her|their|our|my|your|this|these|those|of|any|some|such|newly|so-called|to)\s+$", re.I
)


def doubtful(before: str) -> bool:
    """Whether the words before a cue may make it one that says nothing, or no verb."""
    return before.rstrip().casefold().endswith(_DOUBTFUL)


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
    found = _SIGNS.find_matches_as_indexes(text, overlapping=True)
    cues = list(_matches(_in_language(lang), text)) if lang in OTHER else list(_english(text, found))
    named = any(number >= len(_CUES) for number, _, _ in found)
    return Signs(cues, list(_matches(ACCORDING, text.rstrip())) if named else [])


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Cue]:
    return (Cue(match[0], *match.span()) for match in pattern.finditer(text))


def _english(text: str, found: Iterable[tuple[int, int, int]]) -> Iterator[Cue]:
    """Those of the sightings that are whole words, leftmost first and longest first: `called for` is one cue, not two."""
    reached = 0
    for start, end in sorted(
        ((start, end) for number, start, end in found if number < len(_CUES)), key=lambda s: (s[0], -s[1])
    ):
        if start >= reached and not _goes_on(text[start - 1 : start]) and not _goes_on(text[end : end + 1]):
            yield Cue(text[start:end], start, end)
            reached = end


def _goes_on(char: str) -> bool:
    """Whether a word goes on with a character; none is there at the end of a text."""
    return char.isalnum() or char in ("-", "_")


@cache
def _in_language(lang: str) -> re.Pattern[str]:
    """The cues of a language other than English, among those of ``OTHER``."""
    return re.compile(rf"(?<!\w)(?:{OTHER[lang]})(?!\w)")
