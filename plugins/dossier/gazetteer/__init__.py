"""The gazetteer: which spellings stand for which actors, and one automaton that finds all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ahocorasick_rs import AhoCorasick

from dossier.gazetteer.names import Form, of_person, respelled, spelled, variants
from dossier.gazetteer.offices import Holder, Phrase, phrases
from dossier.model import Actor, ActorKind, Alias

__all__ = ["Gazetteer", "Holder", "Phrase", "Sense", "Spelling", "compile_gazetteer", "spelled"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One actor that a spelling can mean, the alias that says so, and which part of the name it is."""

    actor: str
    alias: Alias
    form: Form


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

    ``actor_at`` gives the actor of a content file; ``given`` the folded given names and initials of each person, and
    ``family`` the last words of its names; ``names`` each actor's own name as it is looked for;
    ``terms`` each actor's roles as (words of the title, holder).
    """

    spellings: tuple[Spelling, ...]
    actor_at: Mapping[str, str]
    kinds: Mapping[str, ActorKind]
    given: Mapping[str, tuple[str, ...]]
    family: Mapping[str, frozenset[str]]
    terms: Mapping[str, tuple[tuple[str, Holder], ...]]
    names: Mapping[str, str]
    automaton: AhoCorasick = field(compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Everything but the automaton, which is made anew: for a process that cannot inherit it."""
        return _with_automaton, ({item.name: getattr(self, item.name) for item in fields(self) if item.name != "automaton"},)


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
        family={actor.slug: frozenset(name.split()[-1] for name in _full_names(actor)) for actor in by_slug.values()},
        terms={
            actor.slug: tuple((r.title.casefold(), Holder(actor.slug, r.from_, r.to)) for r in actor.head.roles)
            for actor in by_slug.values()
        },
        names={actor.slug: spelled(actor.head.name)[0] for actor in by_slug.values()},
        automaton=_automaton(spellings),
    )


def _automaton(spellings: Iterable[Spelling]) -> AhoCorasick:
    return AhoCorasick([spelling.text for spelling in spellings])


def _with_automaton(parts: Mapping[str, Any]) -> Gazetteer:
    return Gazetteer(**parts, automaton=_automaton(parts["spellings"]))


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
            for text in variants(alias.text):
                yield Sense(actor.slug, replace(alias, text=text), form)
    written = [head.name, *(native.name for native in head.native)]
    written += [alias.text for alias in head.aliases if " " in alias.text and not alias.text.endswith("*")]
    written += [other for name in written for other in respelled(name)] if person else []
    for name in dict.fromkeys(written):
        yield Sense(actor.slug, Alias(text=name), "full")
        for derived in of_person(name) if person else ():
            yield Sense(actor.slug, Alias(text=derived.text), derived.form)


def _full_names(actor: Actor) -> list[str]:
    aliases = (alias.text for alias in actor.head.aliases if " " in alias.text)
    return [spelled(name)[0] for name in (actor.head.name, *aliases, *(native.name for native in actor.head.native))]


def _given(actor: Actor) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for name in _full_names(actor) for word in name.split()[:-1]))
