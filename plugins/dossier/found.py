"""What is found in an article: who is named in which passage, and who said what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from dossier.drawn import grouped
from dossier.model import Article, Mention, Packed, Statement

EXCERPT = 320  # characters of a passage that a list shows

# The id of a passage, and the HTML of what a list shows of it. A pair and no class: of these a dossier has the most.
Excerpt: TypeAlias = tuple[str, str]


class Found(NamedTuple):
    """What is found in one article.

    All ``mentions`` are packed, and so are the ``excerpts``: for each actor, of the passages that name it, in reading order.
    At hand are the passage that names an actor ``first``, how often each is mentioned (``weights``: 0 for one that is only
    declared), which mentions are ``unsettled``, and the ``statements``.
    """

    mentions: Packed[tuple[Mention, ...]] = Packed(())
    excerpts: Packed[Mapping[str, tuple[Excerpt, ...]]] = Packed({})
    first: Mapping[str, str] = {}
    weights: Mapping[str, int] = {}
    unsettled: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()

    @classmethod
    def of(cls, article: Article, mentions: tuple[Mention, ...], statements: tuple[Statement, ...]) -> "Found":
        """What these mentions and statements of an article come to."""
        texts = {passage.id: passage.text for passage in article.prose.passages}
        named = {actor: tuple(_excerpts(texts, found)) for actor, found in by_name(mentions).items() if actor}
        return cls(
            mentions=Packed(mentions),
            excerpts=Packed(named),
            first={actor: excerpts[0][0] for actor, excerpts in named.items()},
            weights=dict.fromkeys(article.head.actors, 0) | Counter(mention.actor for mention in mentions if mention.actor),
            unsettled=tuple(mention for mention in mentions if mention.actor is None),
            statements=statements,
        )


def by_name(mentions: Iterable[Mention]) -> dict[str | None, tuple[Mention, ...]]:
    """The mentions of an article by the actor that is meant, None where that is open."""
    return grouped((mention.actor, mention) for mention in mentions)


def _excerpts(texts: Mapping[str, str], mentions: Iterable[Mention]) -> Iterable[Excerpt]:
    for passage, found in groupby(mentions, key=attrgetter("passage")):
        yield passage, _excerpt(texts[passage], list(found))


def _excerpt(text: str, mentions: Sequence[Mention]) -> str:
    """The part of a passage around its first mention, as HTML, with those mentions marked that fall into it."""
    low, high = 0, len(text)
    if high > EXCERPT:
        low = max(0, min(mentions[0].start - EXCERPT // 3, high - EXCERPT)) if mentions else 0
        low = text.find(" ", low) + 1 if low else 0
        high = low + EXCERPT
        high = text.rfind(" ", low, high) if high < len(text) else len(text)
    html = ["… " if low else ""]
    for mention in mentions:
        if low <= mention.start and mention.end <= high:
            html += [escape(text[low : mention.start]), f"<mark>{escape(text[mention.start : mention.end])}</mark>"]
            low = mention.end
    return "".join([*html, escape(text[low:high]), " …" if high < len(text) else ""])
