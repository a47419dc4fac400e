"""What a text says of the office that somebody has: Russian Foreign Minister Sergei Lavrov; Helen Brandt, mayor of the town."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dossier.candidates.guide import Guide
from dossier.candidates.states import demonym
from dossier.candidates.terms import UPPER, plain
from dossier.chronology import PartialDate
from dossier.words import every

LONGEST = 9  # words of an office
MOST_BEFORE = 4  # words of it before the word that says that it is one
_OF = ("of", "for", "to")
_GO_ON = ([], *([of] for of in _OF))
_ARTICLES = ("the", "a", "an", "The")
_CLAUSE = ("and", "who", "which", "is", "was")
_KEPT = ("deputy", "vice", "assistant", "under", "first")  # which say elsewhere that somebody else is meant
_AFTER = re.compile(r"(?:(?:the|a|an)\s+)?([^,.;:()“”\"\n–—?!]{3,90})(?=[,.;)\n]|$)")
_POSSESSIVE = re.compile(rf"((?:[{UPPER}][^\s,;]* )*[{UPPER}][^\s,;’']*)['’]s?$")


@dataclass(slots=True)
class Seen:
    """An office that a text says somebody has: how often, and on the first and the last day of the articles that say so."""

    count: int
    first: PartialDate
    last: PartialDate

    def more(self, other: "Seen") -> None:
        """Take in what was seen elsewhere."""
        self.count += other.count
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)


class Office(NamedTuple):
    """An office as a text names it, and whose it is: the code of a state, or nothing."""

    title: str
    state: str = ""


def office_before(title: str, before: str, guide: Guide) -> Office | None:
    """The office in what stands right before a name; ``before`` is the text up to it."""
    found = _office(title.split(), guide)
    if not found or "-" in title.split(maxsplit=1)[0] or _past(before.rsplit(" ", 1)[-1], guide):
        return None
    owner = _POSSESSIVE.search(before)
    state = _state(owner[1], guide) if owner else ""
    return found._replace(state=found.state or state)


def office_after(text: str, start: int, guide: Guide) -> Office | None:
    """The office in what stands behind a comma after a name, if that is one and nothing else."""
    match = _AFTER.match(text, start)
    words = match[1].split() if match else []
    if not match or len(words) > LONGEST or (text.startswith(".", match.end()) and plain(words[-1]) in _shortened()):
        return None  # Helen Brandt, Gov. Joan Miller
    head = _head(words, guide)
    if head is None or head > MOST_BEFORE:
        return None
    before, after = words[:head], words[head + 1 :]
    while after and plain(after[0]) in guide.terms.titles:
        after = after[1:]
    whole = not after or after[0] in (*_OF, "at", "in")
    named = all(word[0].isupper() or plain(word) in guide.terms.ranks or demonym(word) for word in before)
    told = any(plain(word) in guide.terms.cues or word in _CLAUSE for word in after)
    return _office(words, guide) if whole and named and not told else None


def _head(words: Sequence[str], guide: Guide) -> int | None:
    return next((place for place, word in enumerate(words) if plain(word) in guide.terms.titles), None)


def _office(words: Sequence[str], guide: Guide) -> Office | None:
    """The office that some words name, without whose it is where that is a state; None where it is held no more."""
    terms, state = guide.terms, ""
    possessive = next((place for place, word in enumerate(words) if word.endswith(("’s", "'s", "s’"))), None)
    if possessive is not None:
        state, words = _state(words[possessive][:-2], guide), words[possessive + 1 :]
    words = [word for word in words if word not in _ARTICLES]
    for length in (2, 1):
        while len(words) > length and _of_people(words, length, guide):
            state, words = state or _state(" ".join(words[:length]), guide), words[length:]
    for place in range(len(words) - 1, 0, -1):
        if words[place] in _OF and (found := guide.state(" ".join(words[place + 1 :]))):
            state, words = found.code, words[:place]
            break
    last = max((place for place, word in enumerate(words) if plain(word) in terms.titles), default=None)
    if last is None or _past(words[0], guide) or {words[0], words[-1]} & {*_OF} or words[last + 1 : last + 2] not in _GO_ON:
        return None
    if plain(words[0]) in terms.courtesies or plain(words[last]) in terms.courtesies:
        return None
    return Office(" ".join(map(_whole, words)), state)


def _of_people(words: Sequence[str], length: int, guide: Guide) -> bool:
    """Whether an office begins with the adjective of a state or a party: Costa Rican President, Republican Senator."""
    terms, first = guide.terms, " ".join(words[:length])
    following = [plain(" ".join(words[length : length + several])) for several in (1, 2)]
    goes_on = following[0] in terms.office or any(region in terms.regions for region in following)
    return goes_on and (plain(first) in terms.groups or _state(first, guide) != "")


def _past(word: str, guide: Guide) -> bool:
    """Whether a word before an office says that somebody does not hold it that day."""
    if word.casefold().startswith(("ex-", "then-")):
        return True
    return plain(word).rstrip("-") in guide.terms.past and plain(word) not in _KEPT


def held(office: Office, guide: Guide) -> bool:
    """Whether it is an office that somebody holds, and not what anybody may be called: candidate, rival."""
    return not any(plain(word) in guide.terms.callings for word in office.title.split())


def settled(offices: Mapping[Office, Seen]) -> dict[Office, Seen]:
    """The offices, each of which takes in what is a part of it: Secretary stands for Secretary of State, too."""
    kept: dict[Office, Seen] = {}
    for office, seen in sorted(offices.items(), key=lambda item: (-len(item[0].title), not item[0].state, item[0])):
        longer = [o for o in kept if _within(office, o) and (o.title == office.title or kept[o].count * 6 >= seen.count)]
        if longer:
            kept[max(longer, key=lambda other: kept[other].count)].more(seen)
        else:
            kept[office] = Seen(seen.count, seen.first, seen.last)
    return kept


def _within(office: Office, other: Office) -> bool:
    """Whether an office may be another that is named in full: the Minister of Foreign Minister, the state left out."""
    title, whole = office.title.casefold(), other.title.casefold()
    same = title == whole or whole.startswith(f"{title} of ") or whole.endswith(f" {title}")
    return same and office.state in ("", other.state)


def _state(word: str, guide: Guide) -> str:
    """The state that a word is the name or the adjective of, by its code; nothing where it is neither."""
    found = guide.state(word)
    return demonym(word) or (found.code if found else "")


def _whole(word: str) -> str:
    """A word of an office with its capital, and not shortened."""
    if word.isupper() and len(word) > 3:
        word = word.capitalize()
    whole = _shortened().get(plain(word), word.rstrip("."))
    return whole if whole in _small() or not whole.islower() else whole[0].upper() + whole[1:]


@cache
def _small() -> frozenset[str]:
    return every().offices.small | {"and", "in", "at"}


@cache
def _shortened() -> dict[str, str]:
    return {plain(short): whole for whole, shorts in every().candidates.shortened.items() for short in shorts}
