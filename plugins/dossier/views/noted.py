"""What an article has its text from: its sources as it numbers them, and its contested claims with their marks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from dossier.citations import named, with_marks
from dossier.edition import Edition
from dossier.language import language
from dossier.model import Article, Source


class Numbered(NamedTuple):
    """A source as the article numbers it: the id that marks lead to, the passages with marks of it, by number and id.

    It is ``contested`` where the box of contested claims has such a mark; ``citation`` is empty where the article is hidden.
    """

    anchor: str
    source: Source
    passages: tuple[tuple[int, str], ...]
    contested: bool
    citation: str


class Contested(NamedTuple):
    """A contested claim with its marks of sources; ``settled`` is empty while it is open, ``address`` that of its place."""

    claim: Markup
    by: Markup
    denied_by: Markup
    settled: Markup
    address: str


def numbered(edition: Edition, article: Article) -> Iterator[Numbered]:
    """The sources of an article with the places that name them."""
    prose, head = edition.prose(article), article.head
    places: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, passage in enumerate(prose.passages, 1):
        for mark in passage.citations:
            places[mark.source][passage.id] = number
    boxed = {name for contest in head.contested for text in contest.texts for name in named(text)}
    for number, source in enumerate(head.sources, 1):
        passages = tuple((place, name) for name, place in places[source.id].items()) if source.id else ()
        citation = "" if head.status == "hidden" else edition.references[source.itself].sentence(edition.words)
        yield Numbered(f"source-{source.id or number}", source, passages, source.id in boxed, citation)


def contested(edition: Edition, article: Article) -> Iterator[Contested]:
    """The contested claims of an article, in its order."""
    head, label = article.head, language(article.head.lang or edition.lang).gettext("Source")
    numbers = {source.id: number for number, source in enumerate(head.sources, 1) if source.id}
    for number, contest in enumerate(head.contested, 1):
        state = contest.state.removeprefix("open").removeprefix("settled by ")
        name = contest.id or f"{head.translation_of or article.slug}-{number}"
        address = f"contested.html#{name}" if head.status != "hidden" else ""
        texts = (with_marks(text, numbers, label) for text in (contest.claim, contest.by, contest.denied_by, state))
        claim, by, denied_by, settled = map(Markup, texts)
        yield Contested(claim, by, denied_by, settled, address)
