"""Spellings of one candidate: capitals and cases, with and without initials, the surname alone, the acronym."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dossier.candidates.endings import INFLECTED, nominative, stem
from dossier.candidates.gather import Name
from dossier.candidates.group import Group
from dossier.candidates.guide import Guide
from dossier.candidates.states import State, demonym
from dossier.candidates.surnames import CLEARLY, clearly, shortened
from dossier.candidates.terms import JUNIOR, plain
from dossier.resolve.context import nicknames, same_given
from dossier.words import of

_APART = re.compile(r"[^\w]+")
_INITIAL = re.compile(r"\w{1,2}")


def grouped(names: Iterable[Name], guide: Guide) -> list[Group]:
    """The names, each with its other spellings; a surname alone belongs to the full name of its article."""
    groups = _without_state(_same(names, guide), guide)
    full, single = [g for g in groups if len(g.key) > 1 or g.state], [g for g in groups if len(g.key) == 1 and not g.state]
    full = _persons(_begun(_headless(full, single, guide), guide), guide)
    left = shortened(full, single, guide)
    return _acronyms(full, left, guide)


def _same(names: Iterable[Name], guide: Guide) -> list[Group]:
    """Names that differ in case, points, hyphens and capitals alone, and the names of one state."""
    groups: dict[object, Group] = {}
    for name in names:
        state = guide.states.get(name.text, name.lang)
        words = tuple(stem(word, name.lang) for word in _APART.sub(" ", name.text.replace(".", "")).split())
        key: object = state.code if state else _turned(words, guide)
        if not words:
            continue
        group = groups.setdefault(key, Group(_turned(words, guide), name.lang, state and State(state.code)))
        group.take(name)
        if state and state.capital:
            group.capitals.add(name.text)
    return list(groups.values())


def _turned(words: tuple[str, ...], guide: Guide) -> tuple[str, ...]:
    """A key in the order without `of`: Ministry of Salt is the Salt Ministry."""
    if len(words) > 2 and words[1] == "of" and words[0] in guide.terms.bodies and "of" not in words[2:]:
        return (*words[2:], words[0])
    return words


def _without_state(groups: Sequence[Group], guide: Guide) -> list[Group]:
    """Groups of which none is another with a state's adjective before it: the US Senate is the Senate of the same dossier."""
    by_key = {group.key: group for group in groups}
    kept = []
    for group in groups:
        first, *rest = next(iter(group.spellings)).split()
        shorter = (
            by_key.get(_turned(group.key[1:], guide))
            if rest and (demonym(first) or guide.state(first)) and not group.state
            else None
        )
        if shorter and (len(rest) > 1 or plain(rest[0]) in guide.terms.bodies) and shorter.count >= group.count:
            shorter.take(group)
        else:
            kept.append(group)
    return kept


def _begun(groups: Sequence[Group], guide: Guide) -> list[Group]:
    """Groups without a word that only begins their sentences, before the surname of somebody else: Selon Brandt."""
    owners = {group.surname: group for group in sorted(groups, key=lambda g: g.count) if guide.personal(group.key, group.lang)}
    kept = []
    for group in groups:
        begun = len(group.key) == 2 and _begins(group, guide)
        if begun and group.surname in owners and not group.state:
            _behead(group, owners[group.surname])
        else:
            kept.append(group)
    return kept


def _begins(group: Group, guide: Guide) -> bool:
    """Whether the first word of a name stands there because it begins a sentence, as far as anybody sees."""
    firsts = {spelled.split()[0] for spelled in group.spellings}
    first, *rest = group.shown.split()
    whole = len(rest) == len(group.key) - 1 and not guide.personal(group.key, group.lang)
    return whole and len(firsts) == 1 and group.signs["begins"] >= group.count and not guide.vocabulary.capital[first]


def _behead(group: Group, owner: Group) -> None:
    """Give a name without its first word to whom that is."""
    group.spellings = Counter({spelled.split(maxsplit=1)[1]: n for spelled, n in group.spellings.items()})
    owner.take(group)


def _on_noun(group: Group, owner: Group) -> bool:
    """Whether a name stands behind a noun, in one case that is not the nominative; what is declined with it is a given name."""
    first, *_ = group.shown.split()
    rests = {spelled.split(maxsplit=1)[1] for spelled in group.spellings}
    adjective = first.endswith(of(group.lang).candidates.adjectives)
    return len(rests) == 1 and not adjective and nominative(owner.spellings, group.lang) not in rests


def _headless(groups: Sequence[Group], single: Sequence[Group], guide: Guide) -> list[Group]:
    """Groups without a noun that begins their sentences, before the genitive of another name: Акции Газпрома."""
    by_key = {group.key: group for group in (*groups, *single)}
    kept = []
    for group in groups:
        owner = by_key.get(group.key[1:]) if group.lang in INFLECTED and not group.state else None
        if owner and _begins(group, guide) and _on_noun(group, owner):
            _behead(group, owner)
        else:
            kept.append(group)
    return kept


def _persons(groups: Sequence[Group], guide: Guide) -> list[Group]:
    """Names with one surname whose given names may be spellings of one: Antonia J. Brandt, Toni Brandt."""
    leaders: defaultdict[str, list[Group]] = defaultdict(list)
    kept = []
    for group in sorted(groups, key=lambda group: (-group.count, group.key)):
        surname = group.surname
        like = [other for other in leaders[surname] if not group.state and _alike(group.key, other.key, guide)]
        if like:
            like[0].take(group)
        else:
            leaders[surname].append(group)
            kept.append(group)
    return kept


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
    if frozenset((one, other)) in nicknames():
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter):
        return len(longer) > len(shorter) + 1
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _acronyms(full: Sequence[Group], single: Sequence[Group], guide: Guide) -> list[Group]:
    """Acronyms join the one name that a text explains them by, or whose words begin with their letters."""
    by_letters: defaultdict[str, list[Group]] = defaultdict(list)
    for group in full:
        for acronym, _ in group.acronyms.most_common():
            by_letters[acronym].append(group)
        shown = group.shown
        letters = "".join(word[0] for word in re.findall(r"\w+", shown) if word[0].isupper())
        if len(letters) > 1 and letters not in group.acronyms and group.key[-1] not in guide.terms.things:
            by_letters[letters].append(group)
    kept = list(full)
    for group in single:
        shown = group.shown
        meant = by_letters.get(shown.replace(".", ""), [])
        explained = [other for other in meant if shown in other.acronyms]
        known = plain(shown) in guide.terms.known
        owners = explained or [other for other in meant if known or other.articles.keys() & group.articles.keys()]
        owner = clearly(owners, {id(other): other.count for other in owners}, CLEARLY)
        if owner:
            owner.acronyms[shown] += 1
            owner.take(group)
        else:
            kept.append(group)
    return kept
