"""One form for all cases of a name: Лаврова and Лавровым are Лавров, Tuskiem is Tusk."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache

from dossier.candidates.terms import plain
from dossier.words import of

SHORTEST = 2  # letters of a stem
SOFT = ("a", "а", "я", "ь", "e", "ie")  # which a woman's given name ends in, and a few men's: Никита
INFLECTED = ("ru", "uk", "pl", "cs")

# Endings of the nominative, each with those that stand in its place in other cases.
Paradigms = Mapping[str, tuple[str, ...]]


@cache
def _endings(lang: str) -> tuple[str, ...]:
    return tuple(sorted((plain(e) for e in of(lang).candidates.endings), key=len, reverse=True))


@cache
def _alternations(lang: str) -> tuple[tuple[str, str], ...]:
    found = ((plain(change), plain(base[0])) for change, base in of(lang).candidates.alternations.items())
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=65536)
def stem(word: str, lang: str) -> str:
    """What all cases of a word have in common, folded and in small letters; the whole word in a language without cases."""
    rest = plain(word)
    while True:
        for change, base in _alternations(lang):
            if rest.endswith(change):
                return rest.removesuffix(change) + base
        ending = next((e for e in _endings(lang) if rest.endswith(e) and len(rest) - len(e) >= SHORTEST), "")
        if not ending:
            return rest
        rest = rest.removesuffix(ending)


def nominative(forms: Counter[str], lang: str) -> str:
    """A name in the nominative: the one of whose cases most of the forms are; without cases, the commonest of them."""
    if lang not in INFLECTED:
        return max(forms, key=lambda form: (forms[form], -len(form)))
    split = {tuple(form.split()): count for form, count in sorted(forms.items(), key=lambda item: (-item[1], len(item[0])))}
    width = len(next(iter(split)))
    split = {words: count for words, count in split.items() if len(words) == width}
    given = given_names(lang).get(stem(next(iter(split))[0], lang), ()) if width > 1 else ()
    persons = [_person(split, name, table) for name in given for table in _tables_of(name, lang)]
    if persons:
        return max(persons, key=lambda found: found[0])[1]
    columns = [_column(split, place) for place in range(width)]
    every = _merged(lang)
    return " ".join(_base(column, every) if len(column) > 1 else next(iter(column)) for column in columns)


@cache
def given_names(lang: str) -> Mapping[str, tuple[str, ...]]:
    """The given names of a language by their stems: Александр and Александра have one."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(of(lang).candidates.given, key=lambda name: name.endswith(SOFT)):
        found[stem(name, lang)].append(name.title())
    return {rest: tuple(names) for rest, names in found.items()}


@cache
def stems(words: frozenset[str], lang: str) -> frozenset[str]:
    """What all cases of these words have in common."""
    return frozenset(stem(word, lang) for word in words)


@lru_cache(maxsize=65536)
def in_a_case(name: str, nominative: str, lang: str) -> bool:
    """Whether a name is another in one of its cases, word by word."""
    words, bases = name.split(), nominative.split()
    pairs = zip(words, bases, strict=False)
    return len(words) == len(bases) and all(_folded(word) in _cases(base, _merged(lang)) for word, base in pairs)


def _tables_of(name: str, lang: str) -> tuple[Paradigms, ...]:
    """How the surname beside a given name may be declined."""
    candidates = of(lang).candidates
    return (candidates.feminine, candidates.masculine) if name.endswith(SOFT) else (candidates.masculine,)


@cache
def _merged(lang: str) -> Paradigms:
    """How any name may be declined."""
    candidates = of(lang).candidates
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for table in (candidates.masculine, candidates.feminine, candidates.others):
        for base, oblique in table.items():
            found[base] += oblique
    return dict(found)


def _person(forms: Mapping[tuple[str, ...], int], given: str, table: Paradigms) -> tuple[tuple[int, int], str]:
    """The name with this given name, and how well the forms fit it: how many are cases of it, how many it itself.

    Behind a given name in the nominative stands a surname in the nominative, and in no other case behind one that is in none.
    """
    shown = {words: count for words, count in forms.items() if _folded(words[0]) == _folded(given)}
    name = [next(iter(shown))[0] if shown else given]
    for place in range(1, len(next(iter(forms)))):
        name.append(_base(_column(shown or forms, place), table, oblique=not shown))
    fits = sum(_fit(word, _column(forms, place), table) for place, word in enumerate(name))
    return (fits, len(shown)), " ".join(name)


def _column(forms: Mapping[tuple[str, ...], int], place: int) -> Counter[str]:
    """The words that stand in one place of some names, with how often they do."""
    column = Counter[str]()
    for words, count in forms.items():
        column[words[place]] += count
    return column


def _base(column: Counter[str], table: Paradigms, *, oblique: bool = False) -> str:
    """The nominative of whose cases most of some forms are; one of them, unless all are ``oblique``."""
    bases = dict.fromkeys(base for form in column for base in (form, *_bases(form, table)))
    return max(bases, key=lambda base: (_fit(base, column, table), (base in column) != oblique, column[base]))


def _bases(form: str, table: Paradigms) -> Iterator[str]:
    """The nominatives of which a form may be another case."""
    for base, endings in table.items():
        for ending in endings:
            if form.endswith(ending) and len(form) - len(ending) >= SHORTEST:
                yield form.removesuffix(ending) + base


def _fit(base: str, forms: Collection[str], table: Paradigms) -> int:
    """How many of some forms are cases of a name."""
    cases = _cases(base, table)
    return sum(_folded(form) in cases for form in forms)


def _cases(base: str, table: Paradigms) -> frozenset[str]:
    found = {_folded(base)}
    for ending, others in table.items():
        if base.endswith(ending):
            found.update(_folded(base.removesuffix(ending) + other) for other in others)
    return frozenset(found)


def _folded(word: str) -> str:
    """A word in small letters, and as Russian mostly writes it."""
    return word.casefold().replace("ё", "е")
