"""Mentions and statements as W3C Web Annotations, each found in its page by its own words.

https://www.w3.org/TR/annotation-model/, with a TextQuoteSelector: the words, and those before and after them.
"""

from collections.abc import Iterator, Mapping, Sequence

from dossier.edition import Edition
from dossier.exports.jsonl import Record
from dossier.model import Article, Passage, Place

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after


def annotations(edition: Edition, article: Article, root: str = "") -> Iterator[Record]:
    """The annotations of an article: its mentions, then its statements but the rejected ones.

    ``root`` is put before every address.
    """
    passages = {passage.id: passage for passage in edition.prose(article).passages}
    page = f"{root}{article.address}"
    for mention in edition.mentions(article):
        if mention.actor:
            address = f"{root}{edition.actor_names[mention.actor].address}"
            body: Record = {"type": "SpecificResource", "source": address, "purpose": "identifying"}
            place = Place(mention.passage, mention.start, mention.end)
            yield _annotation(f"mention-{mention.start}", body, page, passages, [place])
    for statement in edition.statements_of(article.slug):
        if statement.status != "rejected":
            body = {
                "type": "TextualBody",
                "value": f"{statement.speaker_surface} {statement.cue}".strip(),
                "purpose": "describing",
            }
            if statement.speaker:
                body["creator"] = f"{root}{edition.actor_names[statement.speaker].address}"
            yield _annotation(statement.id, body, page, passages, statement.spans)


def _annotation(name: str, body: Record, page: str, passages: Mapping[str, Passage], places: Sequence[Place]) -> Record:
    """An annotation of some words; of those that stand in several places each has a target of its own."""
    targets = [_target(page, passages[place.passage], place) for place in places]
    return {
        "@context": CONTEXT,
        "id": f"{page}#{places[0].passage}/{name}",
        "type": "Annotation",
        "motivation": body["purpose"],
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(page: str, passage: Passage, place: Place) -> Record:
    return {
        "source": f"{page}#{place.passage}",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": passage.text[place.start : place.end],
            "prefix": passage.text[max(0, place.start - AROUND) : place.start],
            "suffix": passage.text[place.end : place.end + AROUND],
        },
    }
