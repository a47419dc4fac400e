"""One form for all cases of a name: Лаврова and Лавровым are Лавров, Tuskiem is Tusk."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from dossier.candidates.terms import plain
from dossier.words import of

SHORTEST = 3  # letters of a stem
FEMININE = ("a", "а", "я")
INFLECTED = ("ru", "uk", "pl", "cs")


@cache
def _endings(lang: str) -> tuple[str, ...]:
    return tuple(sorted((plain(e) for e in of(lang).candidates.endings), key=len, reverse=True))


@lru_cache(maxsize=65536)
def stem(word: str, lang: str) -> str:
    """What all cases of a word have in common, folded and in small letters; the whole word in a language without cases."""
    rest = plain(word)
    endings = _endings(lang)
    while True:
        ending = next((e for e in endings if rest.endswith(e) and len(rest) - len(e) >= SHORTEST), "")
        if not ending:
            break
        rest = rest[: -len(ending)]
    for change, base in of(lang).candidates.alternations.items():
        if rest.endswith(change):
            return rest.removesuffix(change) + base[0]
    return rest


def nominative(forms: Counter[str], lang: str) -> str:
    """A name in the nominative, made of the forms that were seen, word by word; without cases, the commonest of them."""
    split = {tuple(form.split()): count for form, count in forms.items()}
    if lang not in INFLECTED or len({*map(len, split)}) != 1:
        return max(forms, key=lambda form: (forms[form], -len(form)))
    columns = [Counter[str]() for _ in next(iter(split))]
    for words, count in split.items():
        for column, word in zip(columns, words, strict=True):
            column[word] += count
    given = given_names(lang).get(stem(next(iter(columns[0])), lang)) if len(columns) > 1 else None
    feminine = given is not None and given.endswith(FEMININE)
    found = [_nominative(column, lang, masculine=given is not None and not feminine, feminine=feminine) for column in columns]
    return " ".join([given, *found[1:]] if given else found)


@cache
def given_names(lang: str) -> dict[str, str]:
    """The given names of a language by their stems, the men's first: Александра is the genitive of one, too."""
    names = sorted(of(lang).candidates.given, key=lambda name: name.endswith(FEMININE), reverse=True)
    return {stem(name, lang): name.title() for name in names}


def _nominative(column: Counter[str], lang: str, *, masculine: bool, feminine: bool) -> str:
    """The nominative of one word: a form that is one by its ending, or what is left of another without its ending."""
    shown = max(column, key=lambda form: (column[form], -len(form)))
    found = (*_adjective(column, shown, lang, feminine=feminine), *_bare(column, lang))
    if feminine:
        found += tuple(_woman(column, shown, lang))
    else:
        found += tuple(_man(column, lang, masculine=masculine))
    by_ending = (form for ending in of(lang).candidates.nominatives for form in column if form.endswith(ending))
    return next(iter(found), None) or next(by_ending, shown)


def _adjective(column: Iterable[str], shown: str, lang: str, *, feminine: bool) -> Iterator[str]:
    """Ярского: Ярский."""
    for oblique, (base, *_) in of(lang).candidates.adjectives.items():
        yield from (form for form in column if form.endswith(base))
        if shown.endswith(oblique) and not feminine:
            yield shown.removesuffix(oblique) + base


def _bare(column: Collection[str], lang: str) -> Iterator[str]:
    """A form that changes within where it takes an ending, Topolánek; one that all others begin with, Лавров."""
    changing = tuple(of(lang).candidates.alternations)
    yield from (form for form in column if plain(form).endswith(changing))
    if len(column) > 1:
        yield from (form for form in column if all(other.startswith(form) for other in column))


def _woman(column: Collection[str], shown: str, lang: str) -> Iterator[str]:
    """Ивановой: Иванова."""
    for oblique, (base, *_) in of(lang).candidates.feminine.items():
        if shown.endswith(oblique) and not any(form.endswith(base) for form in column):
            yield shown.removesuffix(oblique) + base


def _man(column: Iterable[str], lang: str, *, masculine: bool) -> Iterator[str]:
    """Лавровым: Лавров. Иванова may be a woman, if no given name says more."""
    for ending in of(lang).candidates.oblique:
        if masculine or len(ending) > 1:
            found = (form for form in column if form.endswith(ending) and len(form) - len(ending) >= SHORTEST)
            yield from (form.removesuffix(ending) for form in found)
