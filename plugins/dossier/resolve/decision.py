"""What resolving passes on: the resolution of a sighting, and what the article has said so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dossier.gazetteer import Gazetteer
from dossier.model import Article, Evidence, Passage
from dossier.text import fold


class Resolution(NamedTuple):
    """The actor meant, or None and those it could be; why; and where in the passage the name begins."""

    actor: str | None
    candidates: tuple[str, ...]
    evidence: Evidence
    start: int


@dataclass
class Reading:
    """An article while it is read: who has been named in full so far and who is so named anywhere.

    ``alone`` counts how often each given name stands by itself; nobody who is ``denied`` is meant; ``styles`` are the words
    that the article has written right before a person's full name, ``weights`` say how much of a state it names, and
    ``before`` and ``behind`` what stands before a surname and behind a given name.
    """

    article: Article
    passages: Sequence[Passage]
    gazetteer: Gazetteer
    denied: frozenset[str]
    anywhere: frozenset[str]
    alone: Mapping[str, int]
    named: dict[str, None] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)
    weights: dict[str, int] = field(default_factory=dict)
    before: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = field(default_factory=dict)
    behind: dict[str, frozenset[str]] = field(default_factory=dict)
    passage: Passage = field(init=False)

    @property
    def text(self) -> str:
        """The text of the passage that is being read."""
        return self.passage.text

    @cached_property
    def words(self) -> str:
        """All that the article says, folded: title, summary and passages, a point between them."""
        head = self.article.head
        return "\n.\n".join(fold(text)[0] for text in (head.title, head.summary or "", *(p.text for p in self.passages)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the article, as they are written."""
        return frozenset(self.words.split())
