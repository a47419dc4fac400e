"""The gazetteer: which spellings stand for which actors, and one automaton that finds all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from dossier.gazetteer.bodies import called, owners, short_names
from dossier.gazetteer.names import INITIALS, Form, of_person, recased, respelled, spelled, titled, variants
from dossier.gazetteer.offices import Holder, Phrase, phrases
from dossier.model import Actor, ActorKind, Alias

__all__ = ["Gazetteer", "Holder", "Meaning", "Phrase", "Sense", "Spelling", "compile_gazetteer", "spelled"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One actor that a spelling can mean, the alias that says so, and which part of the name it is."""

    actor: str
    alias: Alias
    form: Form


class Meaning(NamedTuple):
    """The senses of a spelling, with the actors whom it means by each part of a name, in order.

    ``full`` is a name or an alias, or a body's name without its state; ``plain`` is one that is no metonym. ``given`` where it
    is a given name and nothing else; ``bounded`` where a sense counts only from or to a date.
    """

    senses: tuple[Sense, ...]
    full: tuple[str, ...]
    plain: tuple[str, ...]
    surname: tuple[str, ...]
    given: bool
    bounded: bool

    @classmethod
    def of(cls, senses: Iterable[Sense]) -> "Meaning":
        """What some senses come to."""
        senses = tuple(senses)
        full = [sense for sense in senses if sense.form in {"full", "short"}]
        return cls(
            senses,
            full=_actors(full),
            plain=_actors(sense for sense in full if not sense.alias.metonym),
            surname=_actors(sense for sense in senses if sense.form == "surname"),
            given={sense.form for sense in senses} == {"given"},
            bounded=any(sense.alias.from_ or sense.alias.to for sense in senses),
        )


def _actors(senses: Iterable[Sense]) -> tuple[str, ...]:
    return tuple(sorted({sense.actor for sense in senses}))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded spelling; ``open`` where any ending of its last word counts, ``office`` where it names an office.

    ``exact`` where a sense of it is matched to the letter.
    """

    text: str
    open: bool = False
    senses: tuple[Sense, ...] = ()
    office: Phrase | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All spellings of an edition's actors, with what is known of each actor that helps to tell them apart.

    ``actor_at`` gives the actor of a content file; ``given`` the folded given names of each person, ``initials`` the
    letters of those in the middle, and ``family`` the last words of its names; ``names`` each actor's own name as it is sought;
    ``terms`` each actor's roles as (words of the title, holder); ``owners`` the state of each actor of one, and ``called`` what
    a state and its people are called. What follows from these alone is made with them: the ``meanings`` of each spelling, the
    ``automaton`` that finds them, and in ``states`` the state that each word of ``called`` means.
    """

    spellings: tuple[Spelling, ...]
    actor_at: Mapping[str, str]
    kinds: Mapping[str, ActorKind]
    given: Mapping[str, tuple[str, ...]]
    initials: Mapping[str, frozenset[str]]
    family: Mapping[str, frozenset[str]]
    terms: Mapping[str, tuple[tuple[str, Holder], ...]]
    names: Mapping[str, str]
    owners: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]
    states: Mapping[str, str] = field(init=False, compare=False, repr=False)
    meanings: tuple[Meaning, ...] = field(init=False, compare=False, repr=False)
    automaton: AhoCorasick = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", {text: state for state, texts in self.called.items() for text in texts})
        object.__setattr__(self, "meanings", tuple(Meaning.of(spelling.senses) for spelling in self.spellings))
        object.__setattr__(self, "automaton", AhoCorasick([spelling.text for spelling in self.spellings]))

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of: a process that cannot inherit it makes it anew."""
        return Gazetteer, tuple(getattr(self, item.name) for item in fields(self) if item.init)


def compile_gazetteer(actors: Iterable[Actor]) -> Gazetteer:
    """Gather every name, alias, native name and office of the actors, and what follows from them, into a gazetteer."""
    by_slug = {actor.slug: actor for actor in actors}
    senses: defaultdict[tuple[str, bool], list[Sense]] = defaultdict(list)
    for actor in by_slug.values():
        for sense in _senses(actor):
            text, is_open = spelled(sense.alias.text)
            known = senses[text, is_open]
            if text and all(other.actor != actor.slug for other in known):
                known.append(sense)
    of_state = owners(by_slug)
    _shorten(senses, by_slug, of_state)
    spellings = [
        Spelling(text, is_open, tuple(found), exact=any(sense.alias.exact for sense in found))
        for (text, is_open), found in sorted(senses.items())
    ]
    spellings += [Spelling(phrase.text, office=phrase) for phrase in sorted(phrases(by_slug))]
    return Gazetteer(
        spellings=tuple(spellings),
        actor_at={actor.path: actor.slug for actor in by_slug.values()},
        kinds={actor.slug: actor.head.kind for actor in by_slug.values()},
        given={actor.slug: _given(actor) for actor in by_slug.values() if actor.head.kind == "person"},
        initials={actor.slug: frozenset(_initials(actor)) for actor in by_slug.values() if actor.head.kind == "person"},
        family={actor.slug: frozenset(name.split()[-1] for name in _full_names(actor)) for actor in by_slug.values()},
        terms={
            actor.slug: tuple((r.title.casefold(), Holder(actor.slug, r.from_, r.to)) for r in actor.head.roles)
            for actor in by_slug.values()
        },
        names={actor.slug: spelled(actor.head.name)[0] for actor in by_slug.values()},
        owners=of_state,
        called={actor.slug: called(actor) for actor in by_slug.values() if actor.head.kind == "state"},
    )


def _shorten(senses: Mapping[tuple[str, bool], list[Sense]], actors: Mapping[str, Actor], of_state: Mapping[str, str]) -> None:
    """Where a body's name is left without its state's and another body bears what is left, either can be meant."""
    bodies = {slug: state for slug, state in sorted(of_state.items()) if actors[slug].head.kind == "body"}
    for body, state in bodies.items():
        for text in short_names(actors[body], actors[state]):
            known = senses.get((text, False), [])
            if any(other.actor in bodies for other in known) and all(other.actor != body for other in known):
                known.append(Sense(body, Alias(text=text), "short"))


def _senses(actor: Actor) -> Iterator[Sense]:
    """Every spelling of an actor: what the file gives first, then what follows from it."""
    head = actor.head
    person = head.kind == "person"
    parts = {spelled(d.text)[0]: d.form for d in of_person(head.name)} if person else {}
    yield Sense(actor.slug, Alias(text=head.name), "full")
    for alias in head.aliases:
        form = parts.get(spelled(alias.text)[0], "surname" if person and " " not in alias.text else "full")
        yield Sense(actor.slug, alias, form)
        if not alias.exact:
            for text in [*variants(alias.text), *(() if person else recased(alias.text))]:
                yield Sense(actor.slug, replace(alias, text=text), form)
    written = [head.name, *(native.name for native in head.native)]
    written += [a.text for a in head.aliases if " " in a.text and not a.text.endswith("*") and not (person and titled(a.text))]
    written += [other for name in written for other in respelled(name)] if person else []
    for name in dict.fromkeys(written):
        yield Sense(actor.slug, Alias(text=name), "full")
        for derived in of_person(name) if person else ():
            yield Sense(actor.slug, Alias(text=derived.text), derived.form)
    for text in () if person else recased(head.name):
        yield Sense(actor.slug, Alias(text=text), "full")


def _full_names(actor: Actor) -> list[str]:
    aliases = (alias.text for alias in actor.head.aliases if " " in alias.text and not titled(alias.text))
    return [spelled(name)[0] for name in (actor.head.name, *aliases, *(native.name for native in actor.head.native))]


def _given(actor: Actor) -> tuple[str, ...]:
    names = (name.split()[:-1] for name in _full_names(actor))
    return tuple(dict.fromkeys(w for words in names for place, w in enumerate(words) if not place or not INITIALS.fullmatch(w)))


def _initials(actor: Actor) -> Iterator[str]:
    for name in _full_names(actor):
        yield from (word[0] for word in name.split()[1:-1] if INITIALS.fullmatch(word))
