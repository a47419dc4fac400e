"""One candidate: its spellings, and what is known of them together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.candidates.gather import Name, Tally
from dossier.candidates.states import State
from dossier.candidates.terms import JUNIOR


@dataclass(slots=True)
class Group(Tally):
    """The spellings of one candidate, the first of which began it, and what is known of them together.

    ``capitals`` are those of the state's capital.
    """

    key: tuple[str, ...]
    lang: str
    state: State | None = None
    spellings: Counter[str] = field(default_factory=Counter)
    capitals: set[str] = field(default_factory=set)

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
        self.hold(other.offices)

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
            self.hold(other.offices)

    @property
    def surname(self) -> str:
        """The word of its key that stands for it alone, if it is a person."""
        return next((word for word in reversed(self.key) if word not in JUNIOR), self.key[-1])
