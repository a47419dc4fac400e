"""What the search for names goes by: the terms, the dossier's own vocabulary, and the states."""

from collections.abc import Sequence
from typing import NamedTuple

from dossier.candidates.endings import INFLECTED, given_names, stem
from dossier.candidates.states import State, States
from dossier.candidates.terms import Terms, plain
from dossier.candidates.vocabulary import Vocabulary


class Guide(NamedTuple):
    """The lists of words, what follows from the texts and languages of one dossier, and the language that is read."""

    terms: Terms
    vocabulary: Vocabulary
    states: States
    lang: str = ""

    def state(self, name: str) -> State | None:
        """The state of a name, in any case of it in the language that is read."""
        return self.states.get(name, self.lang)

    def personal(self, key: Sequence[str], lang: str) -> bool:
        """Whether a name begins with a given name; ``key`` is what all of its cases have in common."""
        return key[0] in self.terms.given or (lang in INFLECTED and key[0] in given_names(lang))

    def given(self, word: str) -> bool:
        """Whether a word is a given name, in any case of it."""
        if plain(word) in self.terms.given:
            return True
        return self.lang in INFLECTED and stem(word, self.lang) in given_names(self.lang)
