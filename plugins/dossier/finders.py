"""Who proposes statements: the rules of this package, or a finder that somebody has installed beside it.

A finder is a function of an article and of the mentions in it. A package offers one by an entry point of the group
``dossier.finders``, and ``DOSSIER_FINDER`` in ``pelican.conf.py`` names it. Whatever it proposes waits for the compiler.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol, cast

from dossier.errors import DossierError
from dossier.model import ActorKind, Article, Mention, Proposal, Prose

RULES = "rules"
NOBODY = ""  # proposes nothing, to a command that asks for no statements
GROUP = "dossier.finders"


class Finder(Protocol):
    """Finds what an article attributes to somebody.

    A pure function: the article's front matter, its prose as passages, the mentions of actors in it that are settled, the kind
    of each actor by its slug, and the article's language (BCP 47). Returns proposals in reading order, whose spans lie in
    passages of the prose.

    >>> def find(article, prose, mentions, kinds, lang):
    ...     for passage in prose.passages:
    ...         if passage.text.startswith("Q: "):
    ...             spans = (Place(passage.id, 3, len(passage.text)),)
    ...             yield Proposal(spans, None, "Q", Place(passage.id, 0, 1), "", "direct", Said(Interval(), "open"))
    """

    def __call__(
        self, article: Article, prose: Prose, mentions: Sequence[Mention], kinds: Mapping[str, ActorKind], lang: str
    ) -> Iterable[Proposal]:
        """What the article attributes to somebody."""


@cache
def finder(name: str) -> Finder:
    """The finder of a name; raises DossierError where none of that name is installed."""
    if name == RULES:
        from dossier.statements import find  # noqa: PLC0415 - a build in which nothing has changed needs none

        return find
    if name == NOBODY:
        return lambda *_: ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - as above

    installed = entry_points(group=GROUP)
    if name not in installed.names:
        known = ", ".join(sorted({RULES, *installed.names}))
        raise DossierError(f"DOSSIER_FINDER is {name!r}, and no finder of that name is installed; there are: {known}")
    return cast(Finder, installed[name].load())
