"""The tables of the story: what happened, who stood on which side, what is contested."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.analysis import grouped
from dossier.chronology import PartialDate, overlaps
from dossier.edition.table import Files
from dossier.model import WHOLE, Actor, Article, Camp, Contest, DossierHead, Event, Statement, Term, Topic

MANY = 200  # steps of a topic; above that an article does not tell its number, for with it each new one would change all pages


@dataclass(frozen=True, slots=True)
class Happening:
    """What an article is about, or an event that articles tell besides: then ``event`` is its title.

    ``article`` is the one that is about it, or tells it first; ``told`` are all that tell it.
    """

    date: PartialDate
    article: Article
    event: str | None = None
    told: tuple[Article, ...] = ()
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.event or self.article.head.title


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contested claim, by its id: as it is told first, and by which articles it is told."""

    id: str
    contest: Contest
    told: tuple[Article, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the articles that tell it."""
        return tuple(dict.fromkeys(topic for article in self.told for topic in article.head.topics))


class Step(NamedTuple):
    """An article among the steps of a topic: its number of ``total``, 0 where there are too many to count.

    ``previous`` and ``following`` are the steps before and after it that are articles, each with its number.
    """

    number: int
    total: int
    previous: tuple[int, Article] | None
    following: tuple[int, Article] | None


def dossier(files: Files) -> DossierHead:
    """What the compiler says of the dossier as a whole."""
    whole = files.get(WHOLE)
    return whole.head if whole else DossierHead()


def camps(actors: Mapping[str, Actor], dossier: DossierHead) -> dict[str, Camp]:
    """The camp of each actor that has one: that which lists it, or that of the actor which it is of, or a member of."""
    listed = {actor: camp for camp in dossier.camps for actor in camp.actors}
    return {slug: camp for slug in actors if (camp := _camp(slug, actors, listed, ()))}


def _camp(slug: str, actors: Mapping[str, Actor], listed: Mapping[str, Camp], seen: tuple[str, ...]) -> Camp | None:
    if slug in listed or slug in seen or slug not in actors:
        return listed.get(slug)
    above = (_camp(other, actors, listed, (*seen, slug)) for other in _above(actors[slug]))
    return next((camp for camp in above if camp), None)


def _above(actor: Actor) -> tuple[str, ...]:
    """The actors that one belongs to."""
    return (*filter(None, (actor.head.of,)), *actor.head.member_of)


def people(actors: Mapping[str, Actor]) -> dict[str, tuple[str, ...]]:
    """Those who belong to each actor, or held an office of it at some time."""
    return grouped((above, slug) for slug, actor in actors.items() for above in _served(actor) if above != slug)


def _served(actor: Actor) -> tuple[str, ...]:
    """The actors that one belongs to, and those of its offices."""
    return _once((*_above(actor), *filter(None, (role.of for role in actor.head.roles))))


def days(articles: tuple[Article, ...], originals: tuple[Article, ...]) -> tuple[Happening, ...]:
    """What happened, by date. Events of the same date and title are one, and one with the article that is about it."""
    about = {_name(article.head.date, article.head.title) for article in originals}
    events = grouped((_name(e.date, e.title), (article, e)) for article in originals for e in article.head.events)
    found = [_about(article, events.get(_name(article.head.date, article.head.title), ())) for article in articles]
    found += [_event(told) for name, told in events.items() if name not in about]
    return tuple(sorted(found, key=lambda h: (h.date, h.event is not None, h.article.slug)))


def _name(date: PartialDate, title: str) -> str:
    """What events have in common that are one."""
    return f"{date} {title.casefold()}"


def _about(article: Article, told: Sequence[tuple[Article, Event]]) -> Happening:
    """What an article is about, which others may tell as well."""
    if article.head.translation_of:
        told = ()
    topics = (*article.head.topics, *(topic for _, event in told for topic in event.topics))
    others = (other for other, _ in told if other.slug != article.slug)
    return Happening(article.head.date, article, None, (article, *others), _once(topics))


def _event(told: Sequence[tuple[Article, Event]]) -> Happening:
    """An event that no article is about."""
    first, event = told[0]
    tellers = {article.slug: article for article, _ in told}
    topics = _once(topic for _, one in told for topic in one.topics)
    actors = _once(actor for _, one in told for actor in one.actors)
    return Happening(event.date, first, event.title, tuple(tellers.values()), topics, actors)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def steps(days: tuple[Happening, ...], topics: Mapping[str, Topic]) -> dict[str, tuple[Happening, ...]]:
    """What happened on a topic or on one of those below it, by date."""
    return grouped(
        (topic, day)
        for day in days
        if not day.article.head.translation_of
        for topic in _once(name for topic in day.topics for name in _upwards(topic, topics))
    )


def _upwards(topic: str, topics: Mapping[str, Topic]) -> Iterator[str]:
    """A topic and those above it."""
    name: str | None = topic
    while name:
        yield name
        name = topics[name].head.broader


def said_under(shown: tuple[Statement, ...], topics: Mapping[str, Topic]) -> dict[str, tuple[Statement, ...]]:
    """The statements on a topic or on one of those below it, by date."""
    return grouped((topic, s) for s in shown for topic in _once(name for of in s.topics for name in _upwards(of, topics)))


def debated(said_under: Mapping[str, tuple[Statement, ...]]) -> tuple[str, ...]:
    """The topics on which two actors or more said something, that with the most statements first."""
    several = (topic for topic, said in said_under.items() if len({s.speaker for s in said if s.speaker}) > 1)
    return tuple(sorted(several, key=lambda topic: (-len(said_under[topic]), topic)))


def step_of(steps: Mapping[str, tuple[Happening, ...]]) -> dict[tuple[str, str], Step]:
    """Where an article stands among the steps of a topic, by the slugs of both."""
    found: dict[tuple[str, str], Step] = {}
    for topic, row in steps.items():
        counted = len(row) if len(row) <= MANY else 0
        told = [(number if counted else 0, one.article) for number, one in enumerate(row, 1) if one.event is None]
        for previous, (number, article), following in zip([None, *told], told, [*told[1:], None], strict=False):
            found[topic, article.slug] = Step(number, counted, previous, following)
    return found


def glossary(dossier: DossierHead) -> tuple[Term, ...]:
    """The terms that the dossier explains."""
    return dossier.glossary


def turning(days: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """The turning points of the story, by date."""
    return tuple(d for d in days if d.event is None and d.article.head.turning and not d.article.head.translation_of)


def disputes(originals: tuple[Article, ...]) -> dict[str, Dispute]:
    """The contested claims by id, in order of the articles that tell them first; one without an id is its article's own."""
    told = grouped(
        (contest.id or f"{article.slug}-{number}", (article, contest))
        for article in originals
        for number, contest in enumerate(article.head.contested, 1)
    )
    return {name: Dispute(name, several[0][1], tuple(article for article, _ in several)) for name, several in told.items()}


def disputes_on(disputes: Mapping[str, Dispute]) -> dict[str, tuple[Dispute, ...]]:
    """The contested claims of each topic."""
    return grouped((topic, dispute) for dispute in disputes.values() for topic in dispute.topics)


def voices(shown: tuple[Statement, ...], actors: Mapping[str, Actor]) -> dict[str, tuple[Statement, ...]]:
    """The statements of each actor and of its people, by date: those who were of it, or held an office of it, on that day."""
    return grouped((actor, s) for s in shown if s.speaker for actor in speaks_for(actors, s.speaker, s.date))


def speaks_for(actors: Mapping[str, Actor], slug: str, date: PartialDate, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
    """An actor and all those for whom it speaks on a date. A state is a member of much, and speaks for itself alone."""
    actor = actors.get(slug)
    if actor is None or slug in seen:
        return seen
    seen = (*seen, slug)
    if actor.head.kind == "state":
        return seen
    for other in _served(actor):
        terms = [role for role in actor.head.roles if role.of == other and (role.from_ or role.to)]
        if not terms or any(overlaps(date, role.from_, role.to) for role in terms):
            seen = speaks_for(actors, other, date, seen)
    return seen
