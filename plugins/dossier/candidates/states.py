"""States, by their names and capitals in the languages of a dossier, and by their adjectives."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dossier.candidates.endings import INFLECTED, in_a_case, stem
from dossier.candidates.terms import plain
from dossier.words import every, of

# Of Babel's codes of two letters: groups of states, places where nobody lives, and what is no territory.
_NO_STATES = frozenset("AC AQ BV CP CQ DG EA EU EZ HM IC IO QO TA UM UN XA XB ZZ".split())


class State(NamedTuple):
    """A state by its code, and whether a name is that of its capital."""

    code: str
    capital: bool = False


class States(NamedTuple):
    """What names stand for which states: by :func:`plain`, and by their stems in languages with cases.

    ``name`` is what each is called in the dossier's language.
    """

    names: dict[str, State]
    stems: dict[tuple[str, str], tuple[str, State]]
    called: dict[str, str]

    def get(self, name: str, lang: str = "") -> State | None:
        """The state of a name, in any case of it."""
        key = plain(name).removeprefix("the ")
        if found := self.names.get(key):
            return found
        nominative, found = self.stems.get((lang, _stem(name, lang)), ("", None)) if lang in INFLECTED else ("", None)
        return found if found and in_a_case(name, nominative, lang) else None


def _stem(name: str, lang: str) -> str:
    return " ".join(stem(word, lang) for word in name.split())


@cache
def states(lang: str, langs: tuple[str, ...]) -> States:
    """The states as a dossier in one language may name them in several."""
    names: dict[str, State] = {}
    stems: dict[tuple[str, str], tuple[str, State]] = {}
    for spoken, name, state in _written((lang, *langs)):
        names.setdefault(plain(name), state)
        if spoken in INFLECTED:
            stems.setdefault((spoken, _stem(name, spoken)), (name, state))
    called = dict(_territories(lang))
    called |= {code: shown[0] for code, shown in of(lang).states.shown.items()}
    return States(names, stems, called)


def names_in(lang: str) -> tuple[str, ...]:
    """The names of states and capitals in a language alone."""
    return tuple(name for spoken, name, _ in _written((lang,)) if spoken == lang)


def _written(langs: Iterable[str]) -> Iterator[tuple[str, str, State]]:
    """Each name of a state or a capital, with its language, the surest first."""
    spoken = list(dict.fromkeys((*langs, "en")))
    for lang in spoken:
        listed = ((code, name) for code, names in of(lang).states.names.items() for name in names)
        for code, name in (*_territories(lang), *listed):
            yield lang, name, State(code)
    english = {plain(name): code for code, names in of("en").states.capitals.items() for name in names}
    for lang in spoken:
        listed = ((code, name) for code, names in of(lang).states.capitals.items() for name in names)
        for code, name in (*listed, *_cities(lang, english)):
            yield lang, name, State(code, capital=True)


def _territories(lang: str) -> Iterator[tuple[str, str]]:
    """Babel's names of states."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - its data is read where names of states are asked for

    try:
        territories = Locale.parse(lang, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return
    for code, name in territories.items():
        if len(code) == 2 and code.isalpha() and code not in _NO_STATES:
            yield code, name.partition(" (")[0]


def _cities(lang: str, capitals: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Babel's names of capitals that give a time zone its name: Европа/Москва."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    try:
        zones = Locale.parse(lang, sep="-").time_zones
    except (UnknownLocaleError, ValueError):
        return
    for zone, data in zones.items():
        code = capitals.get(plain(zone.rpartition("/")[2].replace("_", " ")))
        if code and "city" in data:
            yield code, data["city"]


@cache
def _demonyms() -> dict[str, str]:
    return {
        plain(form): code
        for code, words in every().states.demonyms.items()
        for word in words
        for form in (word, f"{word}s", f"{word}-American")
    }


def demonym(word: str) -> str | None:
    """The state whose adjective or people a word is, by its code."""
    return _demonyms().get(plain(word))
