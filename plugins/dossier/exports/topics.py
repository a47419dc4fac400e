"""The topics as a SKOS concept scheme, in JSON-LD: https://www.w3.org/TR/skos-reference/.

The context stands in the file, so that reading it asks nobody for anything.
A topic's terms signal it in a text and need not mean the same, so they are hidden labels, which SKOS has for searching.
"""

import json
from typing import Any

from dossier.edition import Edition
from dossier.model import Topic

SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEME = "topics/index.html"


def skos(edition: Edition, root: str = "") -> str:
    """The scheme and a concept a topic, by slug; ``root`` is put before every address."""
    terms: dict[str, Any] = {
        key: {"@id": f"skos:{key}", "@type": "@id"}
        for key in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower")
    }
    terms |= {key: f"skos:{key}" for key in ("ConceptScheme", "Concept", "prefLabel", "hiddenLabel", "definition")}
    context = {"skos": SKOS, "id": "@id", "type": "@type", **terms, "@language": edition.lang}
    topics = [topic for _, topic in sorted(edition.topics.items())]
    scheme = {
        "id": f"{root}{SCHEME}",
        "type": "ConceptScheme",
        "prefLabel": edition.words.gettext("Topics"),
        "hasTopConcept": [root + topic.address for topic in topics if not topic.head.broader],
    }
    graph = [scheme, *(_concept(edition, topic, root) for topic in topics)]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _concept(edition: Edition, topic: Topic, root: str) -> dict[str, Any]:
    head = topic.head
    scheme = f"{root}{SCHEME}"
    narrower = [other.address for _, other in sorted(edition.topics.items()) if other.head.broader == topic.slug]
    concept = {
        "id": root + topic.address,
        "type": "Concept",
        "inScheme": scheme,
        "topConceptOf": None if head.broader else scheme,
        "prefLabel": head.label,
        "hiddenLabel": [term for term in head.terms if term != head.label],
        "definition": "\n\n".join(passage.text for passage in edition.prose(topic).passages if passage.text),
        "broader": root + edition.topics[head.broader].address if head.broader else None,
        "narrower": [root + address for address in narrower],
    }
    return {key: value for key, value in concept.items() if value}
