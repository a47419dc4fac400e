"""What resolving passes on: the resolution of a sighting, and what the article has said so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dossier.gazetteer import Gazetteer
from dossier.model import Article, Evidence, Passage


class Resolution(NamedTuple):
    """The actor meant, or None and those it could be; why; and where in the passage the name begins."""

    actor: str | None
    candidates: tuple[str, ...]
    evidence: Evidence
    start: int


@dataclass(slots=True)
class Reading:
    """An article while it is read: who has been named in full so far and who is so named anywhere.

    ``alone`` counts how often each given name stands by itself; nobody who is ``denied`` is meant.
    """

    article: Article
    gazetteer: Gazetteer
    denied: frozenset[str]
    anywhere: frozenset[str]
    alone: Mapping[str, int]
    named: dict[str, None] = field(default_factory=dict)
    passage: Passage = field(init=False)

    @property
    def text(self) -> str:
        """The text of the passage that is being read."""
        return self.passage.text
