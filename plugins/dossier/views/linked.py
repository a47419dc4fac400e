"""Articles, actors and topics in schema.org's words, for search engines and reference managers.

An actor's kind is a type of schema.org; a state is a party here, so it is an Organization besides a Country. Offices of
a state are occupations there, those of an organisation or a body are memberships with a role. Nothing is inferred:
what an actor merely belongs to (``of``) is its parent organisation or its affiliation, never a nationality.
"""

from collections.abc import Iterator
from typing import Any

from dossier.edition import Edition
from dossier.model import Actor, ActorKind, Article, ArticleHead, Role, Topic
from dossier.views.base import Site, first_sentences

CONTEXT = "https://schema.org"
TYPES: dict[ActorKind, str | list[str]] = {
    "person": "Person",
    "organisation": "Organization",
    "body": "GovernmentOrganization",
    "state": ["Country", "Organization"],
}
WIKIDATA = "http://www.wikidata.org/entity/"  # the form of the identifier itself

Data = dict[str, Any]


def linked_article(edition: Edition, site: Site, article: Article) -> Data:
    """An article: what it is about, whom it mentions and what it is based on."""
    head, base = article.head, _base(site, article.address)
    data: Data = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": base + article.address,
        "headline": head.title,
        **_dated(head),
        "inLanguage": head.lang or edition.lang,
        "isPartOf": {"@type": "CreativeWork", "name": site.name, "url": f"{base}index.html"},
        "about": [_term(edition, base, slug) for slug in head.topics],
        "mentions": [_party(edition, base, slug) for slug in edition.weights[article.slug]],
        "isBasedOn": [
            _kept({"@type": "CreativeWork", "name": s.title, "publisher": s.publisher, "author": s.author, "url": s.url})
            for s in head.sources
        ],
    }
    if head.byline:
        return data | {"author": [{"@type": "Person", "name": name} for name in head.byline]}
    return data | ({"author": {"@type": "Organization", "name": site.author}} if site.author else {})


def _dated(head: ArticleHead) -> Data:
    """When an article was published, or, where its text was revised later, what time it tells of and when it was revised."""
    if not head.revised:
        return {"datePublished": head.date.iso}
    tells = {"datePublished": head.date.iso} if head.kind == "clipping" else {"temporalCoverage": head.date.iso}
    return tells | {"dateModified": head.revised.iso}


def linked_actor(edition: Edition, site: Site, actor: Actor) -> Data:
    """An actor: its names, its offices with their dates, and what it is part of."""
    head, base = actor.head, _base(site, actor.address)
    names = [alias.text for alias in head.aliases if not alias.metonym and not alias.text.endswith("*")]
    others = dict.fromkeys([*names, *(native.name for native in head.native)])
    above = _party(edition, base, head.of) if head.of else None
    person = head.kind == "person"
    return {"@context": CONTEXT} | _kept(
        _party(edition, base, actor.slug)
        | {
            "@id": base + actor.address,
            "alternateName": [name for name in others if name != head.name],
            "description": first_sentences(edition, actor),
            "jobTitle": list(dict.fromkeys(role.title for role in head.roles)) if person else [],
            "hasOccupation": [_occupation(edition, base, r) for r in head.roles if not _member(edition, r)] if person else [],
            "memberOf": [
                *(_party(edition, base, slug) for slug in head.member_of),
                *(_membership(edition, base, role) for role in head.roles if _member(edition, role)),
            ],
            ("affiliation" if person else "parentOrganization"): above,
        }
    )


def linked_topic(edition: Edition, site: Site, topic: Topic) -> Data:
    """A topic as a term of the dossier's set of terms; ``dossier export skos`` has the tree."""
    base = _base(site, topic.address)
    terms = {
        "@type": "DefinedTermSet",
        "name": f"{site.words.gettext('Topics')} – {site.name}",
        "url": f"{base}topics/index.html",
    }
    return {"@context": CONTEXT} | _kept(
        _term(edition, base, topic.slug)
        | {"@id": base + topic.address, "description": first_sentences(edition, topic), "inDefinedTermSet": terms}
    )


def _base(site: Site, address: str) -> str:
    """What stands before an address from the site's root: the way there where the site has no address of its own."""
    return f"{site.url.rstrip('/')}/" if site.url else "../" * address.count("/")


def _kept(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}


def _term(edition: Edition, base: str, slug: str) -> Data:
    topic = edition.topic_names[slug]
    return {"@type": "DefinedTerm", "name": topic.name, "url": base + topic.address}


def _party(edition: Edition, base: str, slug: str) -> Data:
    actor = edition.actors[slug]
    data: Data = {"@type": TYPES[actor.head.kind], "name": actor.head.name, "url": base + actor.address}
    return data | ({"sameAs": WIKIDATA + actor.head.wikidata} if actor.head.wikidata else {})


def _member(edition: Edition, role: Role) -> bool:
    """Whether an office is one of an organisation or a body, which schema.org has as a membership."""
    return bool(role.of) and edition.actors[str(role.of)].head.kind in ("organisation", "body")


def _membership(edition: Edition, base: str, role: Role) -> Data:
    party = _party(edition, base, str(role.of))
    return {"@type": "OrganizationRole", "roleName": role.title, "memberOf": party, **dict(_dates(role))}


def _occupation(edition: Edition, base: str, role: Role) -> Data:
    held: Data = {"@type": "Occupation", "name": role.title}
    if role.of and edition.actors[role.of].head.kind == "state":
        held["occupationLocation"] = _party(edition, base, role.of)
    return {"@type": "Role", "hasOccupation": held, **dict(_dates(role))}


def _dates(role: Role) -> Iterator[tuple[str, str]]:
    for key, date in (("startDate", role.from_), ("endDate", role.to)):
        if date:
            yield key, date.iso
