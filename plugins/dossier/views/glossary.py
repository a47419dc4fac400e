"""The glossary: a page of the terms that the dossier explains, and their first places in a text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dossier.edition import Edition
from dossier.model import Passage, Span, Term
from dossier.text import slug
from dossier.views.base import GLOSSARY, View


class Entry(NamedTuple):
    """A term with its definition, and the id that links lead to; ``aliases`` are those that do not begin with the term."""

    anchor: str
    term: str
    definition: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView(View):
    """All terms in the order of the alphabet."""

    template: ClassVar[str] = "glossary.html"
    entries: tuple[Entry, ...]


def glossary_view(edition: Edition) -> GlossaryView:
    """The page of the glossary."""
    words = edition.words
    return GlossaryView(
        address=GLOSSARY,
        title=words.gettext("Glossary"),
        summary=words.gettext("What the terms mean that the articles use."),
        lang=edition.lang,
        search={"kind": ("page",)},
        entries=tuple(
            Entry(anchor(term), term.term, term.definition, tuple(_others(term)))
            for term in sorted(edition.glossary, key=lambda term: words.sort_key(term.term))
        ),
    )


def anchor(term: Term) -> str:
    """The id of a term on the page of the glossary."""
    return f"term-{slug(term.term)}"


def _others(term: Term) -> Iterator[str]:
    return (alias for alias in term.aliases if not alias.casefold().startswith(term.term.casefold()))


def first_places(
    glossary: tuple[Term, ...], passages: Sequence[Passage], named: Mapping[str, Collection[Span]]
) -> Iterator[tuple[str, Span, Term]]:
    """Each term's first place in some passages, with the passage's id: none in a link, an address, code or a name.

    ``named`` are the spans of names, by the ids of passages.
    """
    if not glossary:
        return
    known = _known(glossary)
    seen: set[int] = set()
    for passage in passages:
        taken = [*((first, last) for first, last, _ in passage.links), *passage.opaque, *named.get(passage.id, ())]
        for number, span in known.found(passage.text):
            if number not in seen and _free(span, taken):
                seen.add(number)
                yield passage.id, span, glossary[number]


def _free(span: Span, taken: Collection[Span]) -> bool:
    """Whether a span overlaps none of some others."""
    return not any(first < span[1] and span[0] < last for first, last in taken)


class _Known:
    """The spellings of terms, as an automaton that finds all of them in one pass."""

    def __init__(self, glossary: tuple[Term, ...]) -> None:
        spelled = [
            (form, number)
            for number, term in enumerate(glossary)
            for text in (term.term, *term.aliases)
            for form in dict.fromkeys((text, text[0].upper() + text[1:]))  # at the beginning of a sentence
        ]
        self.terms = [number for _, number in spelled]
        self.automaton = AhoCorasick([form for form, _ in spelled], matchkind=MatchKind.LeftmostLongest)

    def found(self, text: str) -> Iterator[tuple[int, Span]]:
        """Where whole words of a text are a term, by its number."""
        for number, start, end in self.automaton.find_matches_as_indexes(text):
            if not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1]):
                yield self.terms[number], (start, end)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("-", "_")


@lru_cache(maxsize=2)
def _known(glossary: tuple[Term, ...]) -> _Known:
    return _Known(glossary)
