"""What can go wrong, in words for the compiler of a dossier."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

# What an example says where the dossier has no word of its own for it: examples hold these names in single guillemets.
NEUTRAL: Mapping[str, str] = {
    "title": "The council votes for the harbour",
    "publisher": "The Courier",
    "topic": "new-harbour",
    "actor": "ann-lee",
    "name": "Ann Lee",
    "article": "2024-05-14-council-votes",
}
MANY, EACH = 20, 3  # errors above which they are summed up by kind, and how many of each kind are told in full then
_WORD = re.compile("‹([a-z]+)›")
_OWN = re.compile(r"`[^`]*`|\d+")  # what differs between two errors of one kind


class DossierError(Exception):
    """Base of everything that this package raises on purpose."""


class ContentError(DossierError):
    """Content that the dossier cannot accept: where it stands, what is wrong, and what would be right."""

    def __init__(self, path: str, line: int, problem: str, text: str = "", example: str = "") -> None:
        super().__init__(path, line, problem, text, example)
        self.path, self.line, self.problem, self.text, self.example = path, line, problem, text, example

    def right(self, words: Mapping[str, str] = MappingProxyType({})) -> str:
        """What would be right, in the ``words`` of a dossier where it has them."""
        return _WORD.sub(lambda found: words.get(found[1], NEUTRAL.get(found[1], found[0])), self.example)

    @property
    def kind(self) -> str:
        """What it has in common with others."""
        return _OWN.sub("…", self.problem.partition(": ")[0])

    def __str__(self) -> str:
        parts = [f"{self.path}:{self.line}: {self.problem}"]
        if self.text:
            parts.append(f"    found:  {self.text}")
        if self.example:
            parts.append(f"    right:  {self.right()}")
        return "\n".join(parts)


class ContentErrors(DossierError):
    """Every content error of one build, by file and line."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.path, error.line, error.problem)))
        super().__init__(self.errors)

    def __str__(self) -> str:
        count = len(self.errors)
        listing = "\n".join(map(str, self.errors) if count <= MANY else self._by_kind())
        return f"{listing}\n\n{count} {'error' if count == 1 else 'errors'}; nothing was published."

    def _by_kind(self) -> Iterator[str]:
        """The first errors of each kind in full, the most frequent kind first, and how many more there are."""
        kinds: dict[str, list[ContentError]] = {}
        for error in self.errors:
            kinds.setdefault(error.kind, []).append(error)
        for errors in sorted(kinds.values(), key=len, reverse=True):
            yield from map(str, errors[:EACH])
            if (more := len(errors) - EACH) > 0:
                yield f"    and {more} more of this kind; `dossier check --json` lists all"


class ToolError(DossierError):
    """A program that the build calls is missing, failed, or is not the version that it was written for."""
