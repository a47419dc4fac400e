"""The page of all contested claims."""

from dataclasses import dataclass
from typing import ClassVar

from dossier.analysis import grouped
from dossier.edition import Edition
from dossier.views.base import Ref, View
from dossier.views.claims import Claim, claims


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedView(View):
    """Every claim that somebody denies, under the first topic of the article that tells it."""

    template: ClassVar[str] = "contested.html"
    section: ClassVar[str] = "contested"
    groups: tuple[tuple[Ref, tuple[Claim, ...]], ...]
    total: int
    open: int


def contested_view(edition: Edition) -> ContestedView:
    """The page of all contested claims."""
    every = list(claims(edition))
    by = grouped((claim.topics[0].address, claim) for claim in every if claim.topics)
    return ContestedView(
        address="contested.html",
        title=edition.words.gettext("Contested"),
        summary=edition.words.gettext(
            "Every claim in this dossier that somebody denies: who says it, who denies it, and where."
        ),
        lang=edition.lang,
        search={},
        groups=tuple((found[0].topics[0], found) for found in by.values()),
        total=len(every),
        open=sum(not claim.settled for claim in every),
    )
