"""Mentions and statements as W3C Web Annotations, each found in its page by its own words.

https://www.w3.org/TR/annotation-model/, with a TextQuoteSelector: the words, and those before and after them.
"""

from collections.abc import Iterator
from typing import Any

from dossier.edition import Edition
from dossier.exports.form import Format, Key, nothing
from dossier.exports.jsonl import Row, by_article
from dossier.language import noted
from dossier.model import Article, Mention, Passage, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after


def annotations(edition: Edition, article: Article) -> Iterator[Row]:
    """The annotations of an article: its mentions, then its statements but the rejected ones."""
    passages = {passage.id: passage for passage in edition.prose(article).passages}
    for mention in edition.mentions(article):
        if mention.actor:
            address = edition.actor_names[mention.actor].address
            body: Row = {"type": "SpecificResource", "source": address, "purpose": "identifying"}
            name = f"mention-{mention.start}"
            yield _annotation(name, "identifying", body, article, passages[mention.passage], mention)
    for statement in edition.statements_of(article.slug):
        if statement.status != "rejected":
            body = {
                "type": "TextualBody",
                "value": f"{statement.speaker_surface} {statement.cue}".strip(),
                "purpose": "describing",
            }
            if statement.speaker:
                body["creator"] = edition.actor_names[statement.speaker].address
            yield _annotation(statement.id, "describing", body, article, passages[statement.passage], statement)


def _annotation(  # noqa: PLR0913, PLR0917 - one argument a part of the annotation
    name: str, motivation: str, body: Row, article: Article, passage: Passage, item: Mention | Statement
) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"{article.address}#{item.passage}/{name}",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": {
            "source": f"{article.address}#{item.passage}",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": passage.text[item.start : item.end],
                "prefix": passage.text[max(0, item.start - AROUND) : item.start],
                "suffix": passage.text[item.end : item.end + AROUND],
            },
        },
    }


ANNOTATIONS = Format(
    "annotations.jsonl",
    noted("a mention or a statement as a W3C Web Annotation; addresses are from the site's root"),
    nothing,
    by_article(annotations),
    keys=(
        Key("@context", "the vocabulary of the Web Annotation model"),
        Key("id", "its own id"),
        Key("type", "Annotation"),
        Key("motivation", "identifying for a mention, describing for a statement"),
        Key("body", "the actor meant; or how the text says who spoke, and the actor as creator"),
        Key("target", "the passage, and a TextQuoteSelector: exact, prefix, suffix"),
    ),
)
