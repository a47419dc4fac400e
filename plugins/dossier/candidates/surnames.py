"""Whom a surname alone stands for: the one who has it in the same article, else the one who has it everywhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.candidates.group import Group
from dossier.candidates.guide import Guide
from dossier.candidates.terms import UPPER, plain

TWICE, CLEARLY = 2, 3  # times as often as any other of the same surname, in an article or in all: the surname means this one
_ACRONYM = re.compile(rf"[{UPPER}]{{1,4}}")


class _Owners:
    """The full names that a word alone may stand for, as they were counted before any of these was given to them."""

    def __init__(self, full: Sequence[Group], guide: Guide) -> None:
        self.guide = guide
        self.by_word: defaultdict[str, list[Group]] = defaultdict(list)
        for group in full:
            shouted = all(spelled.isupper() for spelled in group.spellings)  # nobody sees there where the name begins
            if group.state or shouted or any(word.islower() for word in next(iter(group.spellings)).split()[1:]):
                continue
            given = {plain(spelled.split()[0]) for spelled in group.spellings} & guide.terms.given
            for word in (group.surname, *sorted(given)):
                self.by_word[word].append(group)
        self.totals = {id(group): group.count for group in full}
        self.within = {id(group): dict(group.articles) for group in full}

    def of(self, word: str, article: str) -> Group | None:
        """Whom a word means in an article: the one of this name there, or the one who has it everywhere."""
        every = self.by_word[word]
        here = [group for group in every if article in self.within[id(group)]]
        owner = clearly(here, {id(group): self.within[id(group)][article] for group in here}, TWICE)
        owner = owner or clearly(here or every, self.totals, CLEARLY)
        return owner if owner and (here or self._personal(owner)) else None

    def _personal(self, group: Group) -> bool:
        return self.guide.personal(group.key, group.lang) or group.signs["titled"] > 0 or group.signs["short"] > 0


def clearly(groups: Sequence[Group], counts: Mapping[int, int], times: int) -> Group | None:
    """The one group, or the one that stands there so many times as often as any other."""
    ranked = sorted(groups, key=lambda group: -counts[id(group)])
    if len(ranked) == 1 or (ranked and counts[id(ranked[0])] >= times * counts[id(ranked[1])]):
        return ranked[0]
    return None


def shortened(full: Sequence[Group], single: Sequence[Group], guide: Guide) -> list[Group]:
    """Give each surname alone to the full name of its article; what stands for nobody's, or could for several, is returned."""
    owners = _Owners(full, guide)
    left = []
    for group in single:
        word, shown = group.key[0], group.shown
        if word not in owners.by_word:
            if not (word.endswith("s") and word[:-1] in owners.by_word):  # the Brandts
                left.append(group)
        elif (
            plain(shown) in guide.terms.known
            or plain(shown) in guide.terms.regions
            or all(map(_ACRONYM.fullmatch, group.spellings))
        ):
            left.append(group)
        elif rest := _handed_over(group, owners):
            left.append(rest)
    return left


def _handed_over(group: Group, owners: _Owners) -> Group | None:
    """What is left of a word's group when each article's share is given to whom it means there."""
    moved: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rest = Counter[str]()
    for article, count in group.articles.items():
        owner = owners.of(group.key[0], article)
        if owner:
            moved[id(owner)][article] = count
        else:
            rest[article] = count
    for owner in owners.by_word[group.key[0]]:
        if id(owner) in moved:
            owner.part(group, moved[id(owner)], alone=len(moved) == 1)
    if not rest:
        return None
    contexts = {article: context for article, context in group.contexts.items() if article in rest}
    offices = {} if moved else group.offices  # of the one or the other: nobody can tell
    return replace(group, articles=rest, spellings=Counter({group.shown: rest.total()}), contexts=contexts, offices=offices)
