"""Actors, their roles and the articles that name them as FollowTheMoney entities, for OpenAleph: one a line.

https://followthemoney.tech/explorer/. The ids are made of slugs, so that a later edition updates what was loaded. A state
is a party here, and no schema of FollowTheMoney is a state: it becomes a public body, as ``classification`` tells.
"""

from collections.abc import Iterator, Sequence

from dossier.analysis import by_name
from dossier.edition import Edition
from dossier.exports.jsonl import Record, serialise
from dossier.model import ActorKind, Article, Role
from dossier.text import slug as slugify

SCHEMATA: dict[ActorKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "body": "PublicBody",
    "state": "PublicBody",
}
# FollowTheMoney has languages in ISO 639-3: those of this part of the world; an article in another one tells none.
LANGUAGES = {
    "be": "bel", "bg": "bul", "cs": "ces", "de": "deu", "en": "eng", "es": "spa", "et": "est", "fr": "fra", "hu": "hun",
    "it": "ita", "lt": "lit", "lv": "lav", "pl": "pol", "ro": "ron", "ru": "rus", "sk": "slk", "tr": "tur", "uk": "ukr",
}  # fmt: skip


def parties(edition: Edition) -> str:
    """The actors, then what points to them: their positions and what ties them to each other; in a stable order."""
    return serialise([*_actors(edition), *_roles(edition), *_links(edition)]).decode()


def documents(edition: Edition, article: Article) -> bytes:
    """An article, and a link from it to each actor that it names or declares."""
    return serialise([_article(edition, article), *_documented(edition, article)])


def _entity(id: str, schema: str, **properties: Sequence[str | None]) -> Record:  # noqa: A002 - what the format calls it
    values = {key: list(dict.fromkeys(filter(None, given))) for key, given in properties.items()}
    return {"id": id, "schema": schema, "properties": {key: kept for key, kept in values.items() if kept}}


def _actors(edition: Edition) -> Iterator[Record]:
    for slug, actor in sorted(edition.actors.items()):
        head = actor.head
        whole = [alias for alias in head.aliases if not alias.text.endswith("*")]
        sure = [alias.text for alias in whole if not (alias.metonym or alias.from_ or alias.to)]
        person = head.kind == "person"
        yield _entity(
            _actor(slug),
            SCHEMATA[head.kind],
            name=[head.name],
            alias=[name for name in (*sure, *(native.name for native in head.native)) if name != head.name],
            weakAlias=[alias.text for alias in whole if alias.text not in sure],
            classification=[head.kind],
            position=[role.title for role in head.roles] if person else [],
            wikidataId=[head.wikidata],
            notes=["\n\n".join(passage.text for passage in edition.prose(actor).passages)],
        )


def _actor(slug: str) -> str:
    return f"actor.{slug}"


def _roles(edition: Edition) -> Iterator[Record]:
    """The positions that persons held, each once, and who held them from when to when."""
    seen: set[str] = set()
    for slug, actor in sorted(edition.actors.items()):
        for number, role in enumerate(actor.head.roles if actor.head.kind == "person" else ()):
            post = f"position.{slugify(role.title)}" + (f".{role.of}" if role.of else "")
            if post not in seen:
                seen.add(post)
                yield _entity(post, "Position", name=[role.title], organization=[_office(edition, role)])
            yield _entity(
                f"occupancy.{slug}.{number}",
                "Occupancy",
                holder=[_actor(slug)],
                post=[post],
                startDate=[role.from_.iso if role.from_ else None],
                endDate=[role.to.iso if role.to else None],
                summary=[role.note],
            )


def _office(edition: Edition, role: Role) -> str | None:
    return _actor(role.of) if role.of and edition.actors[role.of].head.kind != "person" else None


def _links(edition: Edition) -> Iterator[Record]:
    """Memberships, and what belongs to what."""
    for slug, actor in sorted(edition.actors.items()):
        for whole in actor.head.member_of:
            if edition.actors[whole].head.kind == "person":
                yield _belongs(slug, whole, "member of")
            else:
                link = f"membership.{slug}.{whole}"
                yield _entity(link, "Membership", member=[_actor(slug)], organization=[_actor(whole)])
        if actor.head.of:
            yield _belongs(slug, actor.head.of, "belongs to")


def _belongs(slug: str, whole: str, role: str) -> Record:
    link = f"link.{slugify(role)}.{slug}.{whole}"
    return _entity(link, "UnknownLink", subject=[_actor(slug)], object=[_actor(whole)], role=[role])


def _article(edition: Edition, article: Article) -> Record:
    head = article.head
    return _entity(
        f"article.{article.slug}",
        "Article",
        fileName=[article.address.rpartition("/")[2]],
        title=[head.title],
        author=[*head.byline],
        publishedAt=[head.date.iso],
        language=[LANGUAGES.get((head.lang or edition.lang).split("-")[0])],
        summary=[head.summary],
        keywords=[edition.topics[topic].head.label for topic in head.topics],
        sourceUrl=[source.url for source in head.sources],
        bodyText=["\n\n".join(passage.text for passage in edition.prose(article).passages if passage.text)],
    )


def _documented(edition: Edition, article: Article) -> Iterator[Record]:
    """A link from an article to each actor that it names or declares, with the names as they stand there."""
    named = by_name(edition.mentions(article))
    for slug, count in sorted(edition.weights[article.slug].items()):
        yield _entity(
            f"documentation.{article.slug}.{slug}",
            "Documentation",
            document=[f"article.{article.slug}"],
            entity=[_actor(slug)],
            role=["named" if count else "declared"],
            date=[article.head.date.iso],
            namesMentioned=[mention.surface for mention in named.get(slug, ())],
        )
