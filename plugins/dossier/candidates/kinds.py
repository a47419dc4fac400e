"""What a candidate is likely to be, and what says so."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from dossier.candidates.endings import INFLECTED, stem, stems
from dossier.candidates.group import Group
from dossier.candidates.guide import Guide
from dossier.candidates.states import demonym
from dossier.candidates.terms import UPPER, plain
from dossier.model import ActorKind

ACRONYM = "an acronym"
NOUNS = ("de",)  # languages in which every noun has a capital
PERSONAL = 4  # words at most that a person's name has
_INITIAL = re.compile(rf" [{UPPER}]\. ")
_JOINTS = frozenset(("of", "for", "on", "de", "at"))


class Kind(NamedTuple):
    """The kind of actor, or that it is none, or None where nothing says which; and the reason."""

    kind: ActorKind | Literal["none"] | None
    reason: str = ""


def kind_of(group: Group, name: str, guide: Guide) -> Kind:
    """The kind of a candidate by its words first, then by what stands beside it."""
    words = name.split()
    rules = (_known(group, name, guide), _by_words(words, group.lang, guide), _by_signs(group, words, guide))
    return next((kind for rule in rules for kind in rule), Kind(None))


def _known(group: Group, name: str, guide: Guide) -> Iterator[Kind]:
    """What a list says of a name; not where it is a person's who has the title."""
    terms = guide.terms
    if group.state:
        named = group.spellings.keys() - group.capitals
        acts = (
            Kind("state", "the capital of a state, which speaks")
            if group.signs["speaks"]
            else Kind(None, "the capital of a state")
        )
        yield Kind("state", "the name of a state") if named else acts
    elif plain(name) in terms.regions:
        yield Kind("none", "a part of a state")
    elif group.signs["titled"] * 2 < group.count:
        for spelled in (name, *group.spellings):
            known = terms.known.get(plain(spelled))
            if known:
                yield Kind(known, "known by its name")


def _by_words(words: Sequence[str], lang: str, guide: Guide) -> Iterator[Kind]:
    """What the word says that a name hangs on, the last or the one before `of`; else any of its words."""
    terms = guide.terms
    joint = next((place for place, word in enumerate(words) if word in _JOINTS and place), len(words))
    head, alone = words[joint - 1], len(words) == 1
    place = plain(head) in terms.places and len(words) > 2  # Helen Harbour Hotel; but Helen Hill is somebody
    if _personal(words, terms.given) and plain(head) not in terms.heads and plain(head) not in terms.things and not place:
        return
    if plain(head) in terms.things or (alone and _is(head, lang, terms.heads)):
        yield Kind("none", f"`{head}` is no actor")
    if joint < len(words) and plain(head) in terms.titles:
        yield Kind("none", f"`{head}` is an office")
    if plain(head) in terms.places:
        yield Kind("none", f"`{head}` is a place")
    for word in (head, *words):
        if _is(word, lang, terms.bodies):
            yield Kind("body", f"`{word}` in its name")
        if _is(word, lang, terms.organisations):
            yield Kind("organisation", f"`{word}` in its name")
    if not alone and plain(words[0]) in terms.places:
        yield Kind("none", f"`{words[0]}` is a place")
    if any(plain(word) in terms.groups or demonym(word) for word in words):
        yield Kind(None)


def _personal(words: Sequence[str], given: frozenset[str]) -> bool:
    """Whether a name is one of few words that begins with a given name."""
    return 1 < len(words) <= PERSONAL and plain(words[0]) in given and _JOINTS.isdisjoint(words[:-1])


def _is(word: str, lang: str, terms: frozenset[str]) -> bool:
    """Whether a word is one of these, in any case of it."""
    return plain(word) in terms or (lang in INFLECTED and stem(word, lang) in stems(terms, lang))


def _by_signs(group: Group, words: Sequence[str], guide: Guide) -> Iterator[Kind]:
    """What stands beside a name, and where it stands."""
    signs, count, vocabulary = group.signs, group.count, guide.vocabulary
    last, alone = words[-1], len(words) == 1
    named = signs["hyphen"] * 2 <= count and len(words) <= PERSONAL and _JOINTS.isdisjoint(words)
    place, definite = signs["where"] >= 0.25 * count, signs["definite"] >= 0.25 * count
    called = named and not definite and not place and not alone
    rules = (
        (alone and signs["begins"] >= count, Kind("none", "nowhere but at the beginning of a sentence")),
        (not alone and all(map(str.isupper, group.spellings)), Kind("none", "in capitals alone")),
        (alone and group.lang in NOUNS and not signs["titled"] and not _acronym(last), Kind("none", "a noun")),
        (alone and vocabulary.small[last.casefold()] > vocabulary.capital[last], Kind("none", "a common word")),
        (named and _personal(words, guide.terms.given), Kind("person", f"the given name {words[0]}")),
        (named and not definite and signs["titled"] > max(int(alone), count // 10), Kind("person", "a title before it")),
        (called and any(map(_INITIAL.search, group.spellings)), Kind("person", "an initial in it")),
        (called and signs["called"], Kind("person", "what it is called by stands beside it")),
        (called and signs["short"] and signs["speaks"], Kind("person", f"{last} alone stands there, and speaks")),
        (called and signs["short"] > 2, Kind("person", f"{last} alone stands there, too")),
        (called and signs["who"] > 1, Kind("person", "`who` behind it")),
        (alone and _acronym(last) and signs["thing"] * 5 > count, Kind(None, "an acronym, as of a treaty")),
        (alone and _acronym(last), Kind("organisation", ACRONYM)),
        (place, Kind("none", "a place: in, near, across")),
        (
            alone and named and not definite and signs["speaks"] > 1 and signs["who"],
            Kind("person", "speaks, and `who` behind it"),
        ),
    )
    return (kind for holds, kind in rules if holds)


def _acronym(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 < len(letters) < 7
