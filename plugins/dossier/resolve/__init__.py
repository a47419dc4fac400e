"""Whom a mention means: one candidate, or nobody.

``names`` decides by what stands beside a name and what the article has said, ``bodies`` whose Senate a Senate is, ``offices``
by who held a role that day, ``places`` whether the name of a capital acts. What they leave open stays open.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dossier.gazetteer import Gazetteer, Meaning, Sense, spelled
from dossier.mentions import PLACE, Sighting, sight
from dossier.model import Alias, Article, Mention, Passage, Prose
from dossier.resolve.decision import Reading, Resolution
from dossier.resolve.names import behind_title, decide, within
from dossier.resolve.offices import holder
from dossier.walk import destination

__all__ = ["resolve", "standing"]

# "the Joint Data Exchange Centre (JDEC)": from here on the short form means the same.
_SHORT = re.compile(r"\s+\((?:the\s+|or\s+)?[\"“]?([A-Z][A-Za-z.&-]{0,6}[A-Z.])[\"”]?\)")


def resolve(article: Article, prose: Prose, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All mentions of an article, in reading order: a pure function of the file and the gazetteer.

    They don't overlap, but for a name that stands ``within`` another's name, which follows the longer one.
    """
    sightings = [sight(passage, gazetteer) for passage in prose.passages]
    pairs = list(zip(prose.passages, sightings, strict=True))
    short = _short_forms(pairs)
    reading = Reading(
        article=article,
        passages=prose.passages,
        gazetteer=gazetteer,
        denied=frozenset(spelled(text)[0] for text in article.head.not_mentions),
        anywhere=frozenset(actor for passage, found in pairs for actor in _fully_named(passage, found)),
        alone=Counter(s.surface for found in sightings for s in found if s.meaning.given),
    )
    mentions: list[Mention] = []
    for passage, found in pairs:
        reading.passage = passage
        mentions += _of_passage(reading, [*found, *_again(passage, found, short)])
    return tuple(mentions)


def standing(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that stand by themselves and don't overlap: those within the name of somebody else are left out."""
    return tuple(mention for mention in mentions if mention.evidence != "within")


def _fully_named(passage: Passage, sightings: Iterable[Sighting]) -> Iterator[str]:
    for sighting in sightings:
        if len(sighting.meaning.full) == 1 and not behind_title(passage.text, sighting):
            yield from sighting.meaning.full


def _short_forms(pairs: Iterable[tuple[Passage, Sequence[Sighting]]]) -> dict[str, str]:
    """The short forms that an article introduces in brackets after a name in full, with the actor of each."""
    short: dict[str, str] = {}
    for passage, found in pairs:
        for sighting in found if "(" in passage.text else ():
            actors = sighting.meaning.full
            match = _SHORT.match(passage.text, sighting.end) if len(actors) == 1 else None
            if match and match[1][0] == sighting.surface.removeprefix("the ")[0]:
                [short[match[1]]] = actors
    return short


def _again(passage: Passage, found: Sequence[Sighting], short: dict[str, str]) -> Iterator[Sighting]:
    for text, actor in short.items():
        for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", passage.text):
            if not any(s.start < match.end() and match.start() < s.end for s in found):
                yield Sighting(*match.span(), text, Meaning.of([Sense(actor, Alias(text=text), "full")]))


def _of_passage(reading: Reading, sightings: Iterable[Sighting]) -> Iterator[Mention]:
    article, passage = reading.article, reading.passage
    found: list[tuple[int, int, Resolution]] = []
    for start, end, link in passage.links:
        actor = reading.gazetteer.actor_at.get(destination(article.path, link.target)) if link.kind == "filename" else None
        if actor:
            found.append((start, end, Resolution(actor, (actor,), "linked", start)))
            reading.named[actor] = None
    linked = [(start, end) for start, end, _ in found]
    reached = 0
    for sighting in sorted(sightings, key=PLACE):
        if sighting.start < reached or any(a < sighting.end and sighting.start < b for a, b in linked):
            continue
        if reading.denied and spelled(sighting.surface)[0] in reading.denied:
            continue
        resolution = (holder if sighting.office else decide)(sighting, reading)
        if resolution and resolution.start >= reached:
            found.append((resolution.start, sighting.end, resolution))
            for inner in sighting.inside:
                if named := within(inner, resolution, reading):
                    found.append((inner.start, inner.end, named))
            reached = sighting.end
    for start, end, resolution in sorted(found, key=lambda item: (item[0], -item[1])):
        yield Mention(article.slug, passage.id, start, end, passage.text[start:end], *resolution[:3])
