"""What a file says, and what is found in an article: who is named in which passage, and who said what.

Of ten thousand articles the findings fit into memory and are looked at all the time; the texts don't, and most of them are
looked at once. So these are two things: an :class:`Analysis` is small, and a :class:`Text` is asked for by the path of its
file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar

from dossier.ledger import Stray
from dossier.model import Article, Mention, Prose, Statement

Item = TypeVar("Item")
Key = TypeVar("Key", str, str | None)

EXCERPT = 320  # characters of a passage that a list shows

# The id of a passage, and the HTML of what a list shows of it. A pair and no class: of these a dossier has the most.
Excerpt: TypeAlias = tuple[str, str]


class Text(NamedTuple):
    """What a file says.

    Of an article ``mentions`` are where it names actors, and ``excerpts`` the passages that name each of them, in reading
    order.
    """

    prose: Prose
    mentions: tuple[Mention, ...] = ()
    excerpts: Mapping[str, tuple[Excerpt, ...]] = {}

    @classmethod
    def of(cls, prose: Prose, mentions: tuple[Mention, ...]) -> "Text":
        """An article's text, with these mentions."""
        texts = {passage.id: passage.text for passage in prose.passages}
        named = by_name(mentions)
        return cls(prose, mentions, {actor: tuple(_excerpts(texts, found)) for actor, found in named.items() if actor})


class Analysis(NamedTuple):
    """What is found in one article.

    ``weights`` say how often each actor is mentioned, 0 for one that is only declared; ``named`` are the passages that name
    several actors, with these, names within longer ones left out; ``unsettled`` are the mentions that could be of several,
    ``strays`` the statements of the ledger that have lost their place.
    """

    weights: Mapping[str, int] = {}
    named: Mapping[str, tuple[str, ...]] = {}
    unsettled: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    strays: tuple[Stray, ...] = ()

    @classmethod
    def of(cls, article: Article, text: Text, statements: tuple[Statement, ...], strays: tuple[Stray, ...] = ()) -> "Analysis":
        """What the mentions and statements of an article come to."""
        named = Counter(mention.actor for mention in text.mentions if mention.actor)
        return cls(
            weights=dict.fromkeys(article.head.actors, 0) | named,
            named=dict(_together(text.mentions)),
            unsettled=tuple(mention for mention in text.mentions if mention.actor is None),
            statements=statements,
            strays=strays,
        )


def _together(mentions: Iterable[Mention]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The passages that name several actors, with these in the order in which they are named first."""
    by_passage = grouped((m.passage, m.actor) for m in mentions if m.actor and m.evidence != "within")
    each = ((passage, tuple(dict.fromkeys(actors))) for passage, actors in by_passage.items())
    return ((passage, actors) for passage, actors in each if len(actors) > 1)


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by their keys, in the order in which they come."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


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
