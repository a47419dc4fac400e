"""Spellings of one candidate: capitals and cases, with and without initials, the surname alone, the acronym."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dossier.candidates.endings import stem
from dossier.candidates.gather import Name
from dossier.candidates.guide import Guide
from dossier.candidates.offices import Office, Seen
from dossier.candidates.states import State, demonym
from dossier.candidates.terms import JUNIOR, plain
from dossier.resolve.context import same_given
from dossier.words import every

TWICE, CLEARLY = 2, 3  # times as often as any other of the same surname, in an article or in all: the surname means this one
_APART = re.compile(r"[^\w]+")
_INITIAL = re.compile(r"\w{1,2}")
_ACRONYM = re.compile(r"[^\W\d_a-z]{1,4}")


@dataclass(slots=True)
class Group:
    """The spellings of one candidate, the first of which began it, and what is known of them together.

    ``capitals`` are those of the state's capital.
    """

    key: tuple[str, ...]
    lang: str
    state: State | None = None
    spellings: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, str] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)
    offices: dict[Office, Seen] = field(default_factory=dict)
    acronyms: Counter[str] = field(default_factory=Counter)
    capitals: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How often it stands in all articles."""
        return self.articles.total()

    def take(self, other: "Group | Name") -> None:
        """Take in a spelling, or all those of another group."""
        self.spellings.update({other.text: other.count} if isinstance(other, Name) else other.spellings)
        self.articles.update(other.articles)
        self.signs.update(other.signs)
        self.acronyms.update(other.acronyms)
        if isinstance(other, Name) and " " not in other.text and "-" in other.text:
            self.signs["hyphen"] += other.count
        for article, context in other.contexts.items():
            self.contexts.setdefault(article, context)
        self._hold(other.offices)

    def _hold(self, offices: Mapping[Office, Seen]) -> None:
        for office, seen in offices.items():
            self.offices.setdefault(office, Seen(0, seen.first, seen.last)).more(seen)

    @property
    def shown(self) -> str:
        """The commonest spelling."""
        return self.spellings.most_common(1)[0][0]

    def part(self, other: "Group", articles: Mapping[str, int], *, alone: bool) -> None:
        """Take in the places in some articles where a shorter name stands; ``alone`` where it is nobody else's elsewhere."""
        count = sum(articles.values())
        self.spellings.update(other.spellings if count == other.count else {next(iter(other.spellings)): count})
        self.articles.update(articles)
        self.signs["short"] += count
        self.signs.update({sign: other.signs[sign] for sign in ("titled", "speaks", "who", "called")})
        if alone:
            self._hold(other.offices)


def grouped(names: Iterable[Name], guide: Guide) -> list[Group]:
    """The names, each with its other spellings; a surname alone belongs to the full name of its article."""
    groups = _without_state(_same(names, guide), guide)
    full, single = [g for g in groups if len(g.key) > 1 or g.state], [g for g in groups if len(g.key) == 1 and not g.state]
    full = _persons(full, guide)
    left = _shortened(full, single, guide)
    return _acronyms(full, left)


def _same(names: Iterable[Name], guide: Guide) -> list[Group]:
    """Names that differ in case, points, hyphens and capitals alone, and the names of one state."""
    groups: dict[object, Group] = {}
    for name in names:
        state = guide.states.get(name.text, name.lang)
        words = tuple(stem(word, name.lang) for word in _APART.sub(" ", name.text.replace(".", "")).split())
        key: object = state.code if state else words
        if not words:
            continue
        group = groups.setdefault(key, Group(words, name.lang, state and State(state.code)))
        group.take(name)
        if state and state.capital:
            group.capitals.add(name.text)
    return list(groups.values())


def _without_state(groups: Sequence[Group], guide: Guide) -> list[Group]:
    """Groups of which none is another with a state's adjective before it: the US Senate is the Senate of the same dossier."""
    by_key = {group.key: group for group in groups}
    kept = []
    for group in groups:
        first, *rest = next(iter(group.spellings)).split()
        shorter = by_key.get(group.key[1:]) if rest and (demonym(first) or guide.state(first)) and not group.state else None
        if shorter and (len(rest) > 1 or plain(rest[0]) in guide.terms.bodies) and shorter.count > group.count:
            shorter.take(group)
        else:
            kept.append(group)
    return kept


def _persons(groups: Sequence[Group], guide: Guide) -> list[Group]:
    """Names with one surname whose given names may be spellings of one: Antony J. Blinken, Tony Blinken."""
    leaders: defaultdict[str, list[Group]] = defaultdict(list)
    kept = []
    for group in sorted(groups, key=lambda group: (-group.count, group.key)):
        surname = _surname(group.key)
        like = [other for other in leaders[surname] if not group.state and _alike(group.key, other.key, guide)]
        if like:
            like[0].take(group)
        else:
            leaders[surname].append(group)
            kept.append(group)
    return kept


def _surname(key: tuple[str, ...]) -> str:
    return next((word for word in reversed(key) if word not in JUNIOR), key[-1])


def _alike(one: tuple[str, ...], other: tuple[str, ...], guide: Guide) -> bool:
    """Whether two names of one surname may be the same person's."""
    if len(one) < 2 or len(other) < 2 or bool(JUNIOR & {*one}) != bool(JUNIOR & {*other}):
        return False
    given = guide.terms.given
    if one[0] != other[0]:
        known = one[0] in given or other[0] in given
        if not known or min(len(one[0]), len(other[0])) < 2 or not same_given(one[0], other[0]):
            return False
        if one[0] in given and other[0] in given and not _short(one[0], other[0]):
            return False
    between = [tuple(word for word in name[1:-1] if word not in JUNIOR) for name in (one, other)]
    if all(between):
        return all(a == b or (a[0] == b[0] and min(len(a), len(b)) < 3) for a, b in zip(*between, strict=False))
    longer = between[0] or between[1]
    return one[0] in given or all(_INITIAL.fullmatch(word) for word in longer)


def _short(one: str, other: str) -> bool:
    """Whether two given names are spellings of one: Tom and Thomas, Ben and Benjamin, Sergei and Sergey; not Eric and Erica."""
    if frozenset((one, other)) in _nicknames():
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return len(longer) > len(shorter) + 1
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


@cache
def _nicknames() -> frozenset[frozenset[str]]:
    pairs = ((name, short) for name, shorts in every().names.nicknames.items() for short in shorts)
    return frozenset(frozenset(map(plain, pair)) for pair in pairs)


class _Owners:
    """The full names that a word alone may stand for, as they were counted before any of these was given to them."""

    def __init__(self, full: Sequence[Group], guide: Guide) -> None:
        self.guide = guide
        self.by_word: defaultdict[str, list[Group]] = defaultdict(list)
        for group in full:
            if group.state or any(word.islower() for word in next(iter(group.spellings)).split()[1:]):
                continue
            given = {plain(spelled.split()[0]) for spelled in group.spellings} & guide.terms.given
            for word in (_surname(group.key), *sorted(given)):
                self.by_word[word].append(group)
        self.totals = {id(group): group.count for group in full}
        self.within = {id(group): dict(group.articles) for group in full}

    def of(self, word: str, article: str) -> Group | None:
        """Whom a word means in an article: the one of this name there, or the one who has it everywhere."""
        every = self.by_word[word]
        here = [group for group in every if article in self.within[id(group)]]
        owner = _clearly(here, {id(group): self.within[id(group)][article] for group in here}, TWICE)
        owner = owner or _clearly(here or every, self.totals, CLEARLY)
        return owner if owner and (here or self._personal(owner)) else None

    def _personal(self, group: Group) -> bool:
        return group.key[0] in self.guide.terms.given or group.signs["titled"] > 0 or group.signs["short"] > 0


def _clearly(groups: Sequence[Group], counts: Mapping[int, int], times: int) -> Group | None:
    """The one group, or the one that stands there so many times as often as any other."""
    ranked = sorted(groups, key=lambda group: -counts[id(group)])
    if len(ranked) == 1 or (ranked and counts[id(ranked[0])] >= times * counts[id(ranked[1])]):
        return ranked[0]
    return None


def _shortened(full: Sequence[Group], single: Sequence[Group], guide: Guide) -> list[Group]:
    """Give each surname alone to the full name of its article; what stands for nobody's, or could for several, is returned."""
    owners = _Owners(full, guide)
    left = []
    for group in single:
        word, shown = group.key[0], group.shown
        if word not in owners.by_word:
            if not (word.endswith("s") and word[:-1] in owners.by_word):  # the Brandts
                left.append(group)
        elif plain(shown) in guide.terms.known or plain(shown) in guide.terms.regions or _ACRONYM.fullmatch(shown):
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
    return replace(group, articles=rest, spellings=Counter({group.shown: rest.total()}), contexts=contexts)


def _acronyms(full: Sequence[Group], single: Sequence[Group]) -> list[Group]:
    """Acronyms join the one name that a text explains them by, or whose words begin with their letters."""
    by_letters: defaultdict[str, list[Group]] = defaultdict(list)
    for group in full:
        for acronym, _ in group.acronyms.most_common():
            by_letters[acronym].append(group)
        shown = group.shown
        letters = "".join(word[0] for word in re.findall(r"\w+", shown) if word[0].isupper())
        if len(letters) > 2 and letters not in group.acronyms:
            by_letters[letters].append(group)
    kept = list(full)
    for group in single:
        shown = group.shown
        meant = by_letters.get(shown.replace(".", ""), [])
        explained = [other for other in meant if shown in other.acronyms]
        owners = explained or [other for other in meant if other.articles.keys() & group.articles.keys()]
        if len(owners) == 1:
            owners[0].acronyms[shown] += 1
            owners[0].take(group)
        else:
            kept.append(group)
    return kept
