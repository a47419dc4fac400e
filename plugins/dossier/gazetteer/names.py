"""The spellings that follow from a name without anybody listing them: surnames, given names, acronyms with points."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from dossier.text import fold
from dossier.words import every, pattern, verbatim

# Which part of a name a spelling is; short is a body's name without that of its state.
Form = Literal["full", "short", "surname", "given"]

_SUFFIXES = pattern(lambda w: rf",?\s+{verbatim(w.names.suffixes)}\.?$|\s+\([^)]*\)$", re.IGNORECASE)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*|[A-Z]{1,2}")
NUMERAL = re.compile(r"[IVX]{1,5}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "å": "aa"})
_HYPHEN = re.compile(r"-(\w)")
_POINTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?\.?")
_CAPITALS = re.compile(r"[A-Z]{2,4}")


class Derived(NamedTuple):
    """A spelling that follows from a name, and which part of the name it is."""

    text: str
    form: Form


@cache
def common() -> frozenset[str]:
    """Words that begin a sentence with a capital and are no part of a name, in lower case."""
    names = every().names
    return names.common | names.days | names.months


def of_person(name: str) -> Iterator[Derived]:
    """What a person's name gives, as :func:`_parts` takes it apart, without words that are no name by themselves."""
    for derived in _parts(name):
        if " " in derived.text or (derived.text[0].isupper() and derived.text.casefold() not in common()):
            yield derived


def _parts(name: str) -> Iterator[Derived]:
    """What a person's name gives: the whole, the surname with and without what belongs to it, the given name.

    ``Jaap de Hoop Scheffer`` is also de Hoop Scheffer, De Hoop Scheffer, Scheffer and Jaap; ``Benedict XVI`` is also
    Benedict. A name of one word gives itself alone.
    """
    words = _SUFFIXES().sub("", name).split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in every().names.honours:
        words = words[1:]
        yield Derived(" ".join(words), "full")
    if len(words) < 2:
        return
    if NUMERAL.fullmatch(words[-1]):
        yield Derived(" ".join(words[:-1]), "surname")
        return
    if given_last(words[-1]):
        yield Derived(words[0] if len(words) == 2 else words[1], "surname")
        if len(words) > 2:  # Raymond Chan Chi-chuen
            yield Derived(" ".join(words[:2]), "full")
        return
    particle = next((place for place, word in enumerate(words[1:], 1) if word.casefold() in every().names.particles), 0)
    start = particle or len(words) - 1
    if len(words) - start > 1:
        whole = " ".join(words[start:])
        yield Derived(whole, "surname")
        yield Derived(whole[0].upper() + whole[1:], "surname")
    elif len(words) > 2 and len(words[-2]) > 2:
        yield Derived(" ".join(words[-2:]), "surname")
    yield Derived(words[-1], "surname")
    if len(words) > 2 and not particle:
        yield Derived(f"{words[0]} {words[-1]}", "full")
    if len(words[0].rstrip(".")) > 2:
        yield Derived(words[0], "given")


def given_last(word: str) -> bool:
    """Whether a word is a given name that its surname stands before: the Ki-moon of Ban Ki-moon."""
    return word.partition("-")[2].islower()


@cache
def titles() -> frozenset[str]:
    """The words of titles, in lower case."""
    return every().names.titles | every().names.title_parts


def titled(alias: str) -> bool:
    """Whether another spelling of a person's name begins with a title: it names her as a whole, and gives no other spelling."""
    first, _, rest = alias.partition(" ")
    word = first.casefold().rstrip(".")
    return bool(rest) and word in titles() and word not in every().names.honours


def respelled(name: str) -> Iterator[str]:
    """Other ways to write a person's name: Grün as Gruen, Joo-ho as Joo-Ho and Joo Ho, al-Maeena as Al-Maeena."""
    if name.translate(_UMLAUTS) != name:
        yield name.translate(_UMLAUTS)
    if "-" in name:
        yield _HYPHEN.sub(lambda match: f"-{match[1].upper()}", name)
        yield _HYPHEN.sub(lambda match: f"-{match[1].lower()}", name)
        yield _HYPHEN.sub(lambda match: f" {match[1].upper()}", name)
        yield re.sub(r"\b([ae]l)-", lambda match: f"{match[1].title()}-", name)
    if " al " in name.casefold():
        yield re.sub(r"\b([AEae]l) ", lambda match: f"{match[1].title()}-", name)


def recased(name: str) -> Iterator[str]:
    """Other ways to write the generic words of a name: Republican party, Obama Administration, Russian foreign ministry."""
    words = name.rstrip("*").split()
    if len(words) < 2 or name.endswith("*"):
        return
    generic = [place for place, word in enumerate(words) if place and word.casefold() in every().names.generic]
    for turn in (str.lower, str.capitalize) if generic else ():
        yield " ".join(turn(word) if place in generic else word for place, word in enumerate(words))
    if len(words) > 2 and generic and generic[-1] == len(words) - 1:
        yield " ".join([words[0], *(word.lower() for word in words[1:])])


def variants(text: str) -> Iterator[str]:
    """An acronym with and without its points: US, U.S. and U.S; a name with its hyphen or a space is not one of these."""
    yield text
    if _POINTED.fullmatch(text):
        yield text.replace(".", "")
        yield text.rstrip(".")
    elif _CAPITALS.fullmatch(text):
        pointed = ".".join(text)
        yield f"{pointed}."
        yield pointed


def spelled(alias: str) -> tuple[str, bool]:
    """An alias as it is looked for: folded, without its article, and whether it ends open (``Лавров*``)."""
    text = fold(alias)[0].strip()
    if text[:4] in ("the ", "The "):
        text = text[4:]
    return text.rstrip("*"), text.endswith("*")
