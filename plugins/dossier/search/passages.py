"""What the pages of an edition hold for a search that finds passages: their texts, and of each page and passage what it is.

It is made from the edition, so nothing is there that a page does not show. The passages of articles are known to Pagefind too,
whose fragments hold their texts; of all else the texts are few and short, and stand in the index of passages itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier.citations import unmarked
from dossier.edition import Edition
from dossier.model import Actor, Article, Entry, Page, Topic
from dossier.views.base import GLOSSARY
from dossier.views.glossary import anchor

FIELDS = ("actor", "speaker", "topic", "publisher", "kind")  # that have values; `year` and `date` follow from the page's date
Values = Mapping[str, tuple[str, ...]]  # what is known of a page or a passage, by the field


@dataclass(frozen=True, slots=True)
class Part:
    """A passage: what it is called where it is no paragraph of an article's text, its id, its text, and who is in it.

    ``label`` is `title`, `summary`, `name`, `claim`, `position` or `text`; empty for a paragraph of an article.
    """

    label: str
    anchor: str
    text: str
    actor: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its address, its language, its date in ISO 8601 and as a reader writes it, what it is, and its passages."""

    address: str
    lang: str
    iso: str
    day: str
    values: Values
    parts: tuple[Part, ...] = field(repr=False)


def known(edition: Edition) -> dict[str, Entry[Any] | None]:
    """The entries that a search may find, by the address of their page; None for the glossary."""
    listed: list[Entry[Any]] = [*edition.articles, *edition.actors.values(), *edition.topics.values()]
    listed += [page for page in edition.pages.values() if page.head.status != "hidden" and page.slug != "index"]
    found: dict[str, Entry[Any] | None] = {entry.address: entry for entry in listed}
    return found | ({GLOSSARY: None} if edition.glossary else {})


def said(edition: Edition, entry: Entry[Any] | None) -> list[tuple[str, str]]:
    """The passages in which an article tells what somebody said, each with who it was."""
    if entry is None or not entry.path.startswith("articles/"):
        return []
    spoken = [one for one in edition.statements_of(entry.slug) if one.status != "rejected" and one.speaker]
    return list(dict.fromkeys((span.passage, one.speaker or "") for one in spoken for span in one.spans))


def leaf(edition: Edition, entry: Entry[Any] | None) -> Leaf:
    """The page of an entry, or of None, as :func:`known` gives them."""
    if entry is None:
        return _glossary(edition)
    return MAKERS[entry.path.partition("/")[0]](edition, entry)


def _article(edition: Edition, article: Article) -> Leaf:
    head, text = article.head, edition.texts[article.path]
    names = edition.actor_names
    named, speaking = defaultdict[str, dict[str, None]](dict), defaultdict[str, dict[str, None]](dict)
    for mention in text.mentions:
        if mention.actor:
            named[mention.passage][names[mention.actor].name] = None
    for passage, speaker in said(edition, article):
        speaking[passage][names[speaker].name] = None
    shown = {name for found in named.values() for name in found}
    elsewhere = {names[actor].name: None for actor in edition.weights[article.slug]}.keys() - shown  # declared, or cut away
    parts = [Part("title", "", head.title, tuple(sorted(elsewhere)))]
    parts += [Part("summary", "", head.summary)] if head.summary else []
    for claim in head.contested:
        parts += [Part("claim", "contested", unmarked(" · ".join((claim.claim, claim.by, claim.denied_by))))]
    parts += [Part("", one.id, one.text, (*named[one.id],), (*speaking[one.id],)) for one in text.prose.passages]
    values = {
        "topic": tuple(edition.topic_names[topic].name for topic in head.topics),
        "publisher": tuple(dict.fromkeys(source.publisher for source in head.sources)),
        "kind": (head.kind,),
    }
    lang = head.lang or edition.lang
    return Leaf(article.address, lang, head.date.iso, edition.words.date(head.date), values, tuple(parts))


def _actor(edition: Edition, actor: Actor) -> Leaf:
    head, itself = actor.head, (actor.head.name,)
    texts = [("title", "", head.name)]
    texts += [("name", "", native.name) for native in head.native if native.name != head.name]
    texts += [("position", "position", stance.text) for stance in head.stance]
    texts += [] if head.stance else _prose(edition, actor)  # its page shows the one or the other
    parts = tuple(Part(*text, actor=itself) for text in texts)
    return Leaf(actor.address, edition.lang, "", "", {"kind": ("actor",)}, parts)


def _topic(edition: Edition, topic: Topic) -> Leaf:
    head = topic.head
    texts = [("title", "", head.label)]
    texts += [("summary", "", head.question)] if head.question else []
    texts += [("position", name, end.text) for name, end in (("outcome", head.outcome), ("open", head.open)) if end]
    parts = tuple(Part(*text) for text in (*texts, *_prose(edition, topic)))
    return Leaf(topic.address, edition.lang, "", "", {"kind": ("topic",), "topic": (head.label,)}, parts)


def _page(edition: Edition, page: Page) -> Leaf:
    parts = tuple(Part(*text) for text in (("title", "", page.head.title), *_prose(edition, page)))
    return Leaf(page.address, page.head.lang or edition.lang, "", "", {"kind": ("page",)}, parts)


def _glossary(edition: Edition) -> Leaf:
    terms = (Part("text", anchor(term), f"{term.term}: {term.definition}") for term in edition.glossary)
    title = Part("title", "", edition.words.gettext("Glossary"))
    return Leaf(GLOSSARY, edition.lang, "", "", {"kind": ("page",)}, (title, *terms))


def _prose(edition: Edition, entry: Entry[Any]) -> Iterator[tuple[str, str, str]]:
    return (("text", passage.id, passage.text) for passage in edition.prose(entry).passages)


Maker = Callable[[Edition, Any], Leaf]
MAKERS: Mapping[str, Maker] = {"articles": _article, "actors": _actor, "topics": _topic, "pages": _page}


def names(edition: Edition) -> dict[str, dict[str, list[str]]]:
    """How else each value of a field may be called, by the field: an actor by its slug and its other spellings."""
    actors = {
        actor.head.name: [slug, *(native.name for native in actor.head.native), *(alias.text for alias in actor.head.aliases)]
        for slug, actor in edition.actors.items()
    }
    topics = {topic.head.label: [slug, *topic.head.terms] for slug, topic in edition.topics.items()}
    kinds = {kind: [edition.words.gettext(kind)] for kind in ("brief", "clipping", "actor", "topic", "page")}
    return {"actor": actors, "topic": topics, "kind": kinds}
