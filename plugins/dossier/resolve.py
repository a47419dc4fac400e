"""Whom a mention means: one candidate, or nobody."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.chronology import overlaps
from dossier.gazetteer import Gazetteer, Sense, spelled
from dossier.mentions import Sighting, sight
from dossier.model import Article, Evidence, Link, Mention, Passage

# After one of these words the name of a capital is a place: "in Moscow" is nobody's doing.
_PLACE = re.compile(
    r"\b(?:in|from|to|at|near|outside|inside|around|into|through|via|of|for|towards?|left|visit(?:ed|s|ing)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class Verdict(NamedTuple):
    """What the evidence says of a sighting: the actor, or None and those it could be."""

    actor: str | None
    candidates: tuple[str, ...]
    evidence: Evidence


def destination(path: str, link: Link) -> str:
    """The content file that an internal link of the file at ``path`` leads to, both below the content folder."""
    if link.target.startswith("/"):
        return posixpath.normpath(link.target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link.target))


def resolve(article: Article, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of an article, in reading order."""
    return tuple(mention for passage in article.prose.passages for mention in _of_passage(article, passage, gazetteer))


def _of_passage(article: Article, passage: Passage, gazetteer: Gazetteer) -> Iterator[Mention]:
    linked = [
        (start, end, gazetteer.actor_at[destination(article.path, link)])
        for start, end, link in passage.links
        if link.kind == "filename" and destination(article.path, link) in gazetteer.actor_at
    ]
    found: list[tuple[int, int, Verdict]] = [(a, b, Verdict(actor, (actor,), "linked")) for a, b, actor in linked]
    for sighting in sight(passage, gazetteer):
        if any(start < sighting.end and sighting.start < end for start, end, _ in linked):
            continue
        verdict = _judge(article, passage, sighting)
        if verdict:
            found.append((sighting.start, sighting.end, verdict))
    for start, end, verdict in sorted(found, key=lambda item: item[:2]):
        yield Mention(article.slug, passage.id, start, end, passage.text[start:end], *verdict)


def _judge(article: Article, passage: Passage, sighting: Sighting) -> Verdict | None:
    """One candidate, or an open mention with its candidates; None where the name is no mention at all."""
    denied = {spelled(text)[0] for text in article.head.not_mentions}
    if spelled(sighting.surface)[0] in denied:
        return None
    place = _PLACE.search(passage.text, 0, sighting.start) is not None
    actors = sorted(
        {
            sense.actor
            for sense in sighting.senses
            if sense.actor not in denied and _holds(sense, article) and not (sense.alias.metonym and place)
        }
    )
    if not actors:
        return None
    if len(actors) == 1:
        return Verdict(actors[0], tuple(actors), "named")
    declared = [actor for actor in actors if actor in article.head.actors]
    if len(declared) == 1:
        return Verdict(declared[0], tuple(actors), "declared")
    return Verdict(None, tuple(actors), "named")


def _holds(sense: Sense, article: Article) -> bool:
    return overlaps(article.head.date, sense.alias.from_, sense.alias.to)
