"""The topics as a SKOS concept scheme, in JSON-LD: https://www.w3.org/TR/skos-reference/.

The context stands in the file, so that reading it asks nobody for anything; addresses are relative to the file's own.
A topic's terms signal it in a text and need not mean the same, so they are hidden labels, which SKOS has for searching.
"""

import json
from typing import Any

from dossier.edition import Edition
from dossier.model import Topic

SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEME = "../topics/index.html"


def skos(edition: Edition) -> str:
    """The scheme and a concept a topic, by slug."""
    terms: dict[str, Any] = {
        key: {"@id": f"skos:{key}", "@type": "@id"}
        for key in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower")
    }
    terms |= {key: f"skos:{key}" for key in ("ConceptScheme", "Concept", "prefLabel", "hiddenLabel", "definition")}
    context = {"skos": SKOS, "id": "@id", "type": "@type", **terms, "@language": edition.lang}
    topics = [topic for _, topic in sorted(edition.topics.items())]
    scheme = {
        "id": SCHEME,
        "type": "ConceptScheme",
        "prefLabel": edition.words.gettext("Topics"),
        "hasTopConcept": [_id(topic.slug) for topic in topics if not topic.head.broader],
    }
    graph = [scheme, *(_concept(edition, topic) for topic in topics)]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _id(slug: str) -> str:
    return f"../topics/{slug}.html"


def _concept(edition: Edition, topic: Topic) -> dict[str, Any]:
    head = topic.head
    narrower = sorted(slug for slug, other in edition.topics.items() if other.head.broader == topic.slug)
    concept = {
        "id": _id(topic.slug),
        "type": "Concept",
        "inScheme": SCHEME,
        "topConceptOf": None if head.broader else SCHEME,
        "prefLabel": head.label,
        "hiddenLabel": [term for term in head.terms if term != head.label],
        "definition": "\n\n".join(passage.text for passage in edition.prose(topic).passages if passage.text),
        "broader": _id(head.broader) if head.broader else None,
        "narrower": [_id(slug) for slug in narrower],
    }
    return {key: value for key, value in concept.items() if value}
