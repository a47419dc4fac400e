"""The screen on which one actor becomes two: where it is named, and the change that an answer means."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dossier.desk import Change
from dossier.desk.corrections import texts_of
from dossier.desk.splitting import Part, split
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import Actor, ActorKind, Article
from dossier.text import slug

ROWS = 200  # articles on one page


class Spot(msgspec.Struct, forbid_unknown_fields=True):
    """A passage of an article."""

    article: str
    passage: str


class Split(msgspec.Struct, forbid_unknown_fields=True):
    """The actor that holds two, what the second is called, and where it is named."""

    actor: str
    name: str
    articles: tuple[str, ...] = ()
    passages: tuple[Spot, ...] = ()
    aliases: tuple[str, ...] = ()
    slug: str = ""
    kind: ActorKind | None = msgspec.field(default=None, name="as")


def divide(content: Path, edition: Edition, body: Mapping[str, Any]) -> Change:
    """The change that makes two of one actor."""
    given = msgspec.convert(body, Split)
    if given.actor not in edition.actors:
        raise DossierError(f"there is no actor {given.actor}")
    chosen: dict[str, set[str]] = {article: set() for article in given.articles}
    for spot in given.passages:
        if spot.article not in given.articles:
            chosen.setdefault(spot.article, set()).add(spot.passage)
    name = " ".join(given.name.split())
    part = Part(given.slug.strip() or slug(name), name, given.kind or edition.actors[given.actor].head.kind, given.aliases)
    return split(texts_of(content), edition, given.actor, part, chosen)


class Screen(NamedTuple):
    """An actor, and the articles that name it with the passages that do, each as its id and HTML."""

    actor: Actor | None
    rows: list[tuple[Article, tuple[tuple[str, str], ...]]]
    more: str


def screen(edition: Edition, actor: str, after: str) -> Screen:
    """Where an actor is named; ``after`` is the article that the page before ended with."""
    if actor not in edition.actors:
        return Screen(None, [], "")
    left = sorted((a for a in edition.by_actor.get(actor, ()) if a.slug > after), key=lambda article: article.slug)
    rows = [(article, edition.excerpts(article, actor)) for article in left[:ROWS]]
    return Screen(edition.actors[actor], rows, rows[-1][0].slug if len(left) > ROWS else "")
