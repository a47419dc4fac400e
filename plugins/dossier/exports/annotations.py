"""Mentions and statements as W3C Web Annotations, each found in its page by its own words.

https://www.w3.org/TR/annotation-model/, with a TextQuoteSelector: the words, and those before and after them.
"""

from collections.abc import Iterator

from dossier.edition import Edition
from dossier.exports.jsonl import Row
from dossier.model import Article, Mention, Passage, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after


def annotations(edition: Edition, article: Article, root: str = "") -> Iterator[Row]:
    """The annotations of an article: its mentions, then its statements but the rejected ones.

    ``root`` is put before every address.
    """
    passages = {passage.id: passage for passage in edition.prose(article).passages}
    page = f"{root}{article.address}"
    for mention in edition.mentions(article):
        if mention.actor:
            address = f"{root}{edition.actor_names[mention.actor].address}"
            body: Row = {"type": "SpecificResource", "source": address, "purpose": "identifying"}
            yield _annotation(f"mention-{mention.start}", body, page, passages[mention.passage], mention)
    for statement in edition.statements_of(article.slug):
        if statement.status != "rejected":
            body = {
                "type": "TextualBody",
                "value": f"{statement.speaker_surface} {statement.cue}".strip(),
                "purpose": "describing",
            }
            if statement.speaker:
                body["creator"] = f"{root}{edition.actor_names[statement.speaker].address}"
            yield _annotation(statement.id, body, page, passages[statement.passage], statement)


def _annotation(name: str, body: Row, page: str, passage: Passage, item: Mention | Statement) -> Row:
    return {
        "@context": CONTEXT,
        "id": f"{page}#{item.passage}/{name}",
        "type": "Annotation",
        "motivation": body["purpose"],
        "body": body,
        "target": {
            "source": f"{page}#{item.passage}",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": passage.text[item.start : item.end],
                "prefix": passage.text[max(0, item.start - AROUND) : item.start],
                "suffix": passage.text[item.end : item.end + AROUND],
            },
        },
    }
