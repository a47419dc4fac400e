"""Who is meant: a name that several actors bear is asked once an article, where nothing or little says which of them it is.

What is asked is worked out anew of the mentions each time; :mod:`dossier.desk.meaning` makes changes of answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.chronology import overlaps
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import Article, Mention, Prose
from dossier.resolve.context import left_of

Candidates = tuple[str, ...]
LITTLE = ("named", "metonym")  # the evidence of names that were read as one of several by the day or by the state around


@dataclass(frozen=True, slots=True)
class Question:
    """Whom the names in an article mean that these actors bear, and where they stand."""

    article: str
    candidates: Candidates
    places: tuple[Mention, ...]

    @property
    def id(self) -> str:
        """What names it, for as long as it is asked."""
        return f"{self.article}:{'+'.join(self.candidates)}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names as they are written there, each once."""
        return tuple(dict.fromkeys(place.surface for place in self.places))

    @property
    def read(self) -> tuple[str, ...]:
        """As whom they are read for now; nobody where that is open."""
        return tuple(dict.fromkeys(place.actor for place in self.places if place.actor))


class Likely(NamedTuple):
    """Somebody who may be meant, and what speaks for that."""

    actor: str
    name: str
    grounds: tuple[str, ...]


def questions(edition: Edition) -> list[Question]:
    """What is asked of an edition: those of the same candidates together, the most places first. It looks at every text."""
    texts = ((article, edition.texts[article.path]) for article in edition.articles)
    return _ordered(one for article, text in texts for one in questions_of(article, text.prose, text.mentions))


def open_questions(edition: Edition) -> list[Question]:
    """The same of names alone that were read as nobody, which looks at no text."""
    return _ordered(
        Question(article, candidates, places)
        for article, mentions in edition.unsettled.items()
        if article in edition.slugs
        for candidates, places in _grouped(mentions)
    )


def questions_of(article: Article, prose: Prose, mentions: Sequence[Mention]) -> list[Question]:
    """What is asked of one article."""
    sure = {*article.head.actors} | {m.actor for m in mentions if m.evidence == "named" and len(m.candidates) == 1}
    several = [m for m in mentions if len(m.candidates) > 1 and (m.actor is None or m.evidence in LITTLE)]
    texts = {passage.id: passage.text for passage in prose.passages} if several else {}
    asked = (m for m in several if m.actor is None or not (m.actor in sure or left_of(texts[m.passage], m.start).titles))
    return [Question(article.slug, candidates, places) for candidates, places in _grouped(asked)]


def _grouped(mentions: Iterable[Mention]) -> Iterator[tuple[Candidates, tuple[Mention, ...]]]:
    groups: defaultdict[Candidates, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.candidates].append(mention)
    return ((candidates, tuple(places)) for candidates, places in groups.items())


def _ordered(found: Iterable[Question]) -> list[Question]:
    every = list(found)
    places: defaultdict[Candidates, int] = defaultdict(int)
    for one in every:
        places[one.candidates] += len(one.places)
    return sorted(every, key=lambda one: (-places[one.candidates], one.candidates, one.article))


def likely(edition: Edition, question: Question) -> list[Likely]:
    """Those who may be meant, the one first for whom most speaks: named there, in office that day, named in most articles."""
    ranked = sorted(question.candidates, key=lambda actor: _rank(edition, question, actor))
    return [
        Likely(actor, edition.actor_names[actor].name, tuple(_grounds(edition, question, actor)))
        for actor in ranked
        if actor in edition.actors
    ]


def spoken_for(edition: Edition, question: Question) -> frozenset[str]:
    """The candidates for whom the article itself speaks: it names them otherwise, or what is asked is read as them for now."""
    named = (actor for actor in question.candidates if _named(edition, question, actor))
    return frozenset((*named, *question.read))


def contradicted(edition: Edition, question: Question, who: str) -> bool:
    """Whether an article speaks for another one than who is to be meant; for any, where that is nobody."""
    return bool(spoken_for(edition, question) - {who})


def article_of(edition: Edition, slug: str) -> Article:
    """The article of a slug, hidden ones too; raises DossierError where there is none."""
    found = edition.slugs.get(slug) or next((article for article in edition.hidden if article.slug == slug), None)
    if not found:
        raise DossierError(f"there is no article {slug}")
    return found


def _named(edition: Edition, question: Question, actor: str) -> int:
    """How often the article names an actor besides the places that are asked for."""
    weights = edition.weights.get(question.article, {})
    return weights.get(actor, 0) - sum(place.actor == actor for place in question.places)


def _rank(edition: Edition, question: Question, actor: str) -> tuple[int, bool, int, str]:
    number = len(edition.by_actor.get(actor, ()))
    return -_named(edition, question, actor), not _held(edition, question, actor), -number, actor


def _grounds(edition: Edition, question: Question, actor: str) -> Iterator[str]:
    if actor in question.read:
        yield "read so for now"
    if named := _named(edition, question, actor):
        yield f"named otherwise here {'once' if named == 1 else f'{named} times'}"
    yield from (f"{title} on that day" for title in _held(edition, question, actor)[:2])
    number = len(edition.by_actor.get(actor, ()))
    yield f"in {number} {'article' if number == 1 else 'articles'}" if number else "in no article yet"


def _held(edition: Edition, question: Question, actor: str) -> list[str]:
    """The offices that an actor held on the day of the article."""
    date = article_of(edition, question.article).head.date
    roles = edition.actors[actor].head.roles if actor in edition.actors else ()
    return [role.title for role in roles if (role.from_ or role.to) and overlaps(date, role.from_, role.to)]
