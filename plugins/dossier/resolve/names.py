"""Whom a name means, by what the article has said, by what stands beside the name, and by who was in office."""

import re
from collections.abc import Sequence

from dossier.chronology import overlaps
from dossier.gazetteer import Meaning, Sense, spelled
from dossier.gazetteer.names import INITIALS, common, given_last, titles
from dossier.mentions import Sighting
from dossier.model import Alias
from dossier.resolve import bodies
from dossier.resolve.context import Left, days, joined, left_of, named_after, right_word, same_given
from dossier.resolve.decision import Reading, Resolution
from dossier.resolve.offices import held
from dossier.resolve.places import acts
from dossier.text import fold
from dossier.words import every, pattern, verbatim

LONG = 7  # letters of a word that is no given name where the article writes it small, too: Will and Mark are
OFTEN = 3  # times that a given name stands alone in an article before it is taken for what somebody is called
# "South Korea" is not Korea, "New England" is not England.
_OTHER_PLACE = pattern(lambda w: rf"\b{verbatim(w.names.compass)}[ -]$")
_DAY = re.compile(r"\.?\s+\d")  # Jan 5
_PART_OF = re.compile(r"(?:,|\bof|\bof the) $")
_BEARING = pattern(lambda w: rf"(?:.*{verbatim(w.names.description_endings)}|{verbatim(w.names.descriptions)})s?$")


def decide(sighting: Sighting, reading: Reading) -> Resolution | None:
    """One candidate, or an open mention with its candidates; None where the name is no mention at all."""
    meaning = sighting.meaning
    if reading.denied or meaning.bounded:
        date = reading.article.head.date
        meaning = Meaning.of(
            s for s in meaning.senses if s.actor not in reading.denied and overlaps(date, s.alias.from_, s.alias.to)
        )
    if meaning.full:
        return _whole(sighting, meaning, reading)
    return _part(sighting, meaning, reading) if meaning.senses else None


def _whole(sighting: Sighting, meaning: Meaning, reading: Reading) -> Resolution | None:
    """A name in full, or an alias."""
    text, start, end = reading.text, sighting.start, sighting.end
    kinds = reading.gazetteer.kinds
    if joined(text, start, end) and " " not in sighting.surface and not sighting.surface.isupper():
        meaning = Meaning.of(sense for sense in meaning.senses if kinds[sense.actor] != "person")
    actors = meaning.plain
    if not actors:
        if right_word(text, end) or not acts(text, start, end):
            return None
        return _choose(meaning.full, reading, start, Left(start, (), ()), metonym=True)
    if not any(kinds[actor] == "person" for actor in actors):
        return _of_no_person(actors, sighting, reading)
    left = left_of(text, start)
    if behind_title(text, sighting):
        return _by_surname(sighting, reading)
    reading.named.update(dict.fromkeys(actors if len(actors) == 1 else ()))
    if left.given and " " in sighting.surface:
        reading.styles.update(left.given)
    return _choose(actors, reading, start, left)


def _of_no_person(actors: Sequence[str], sighting: Sighting, reading: Reading) -> Resolution | None:
    start = sighting.start
    if _OTHER_PLACE().search(reading.text, max(0, start - 12), start):
        return None
    if not reading.gazetteer.owners.keys().isdisjoint(actors):
        actors = bodies.left(actors, sighting, reading)
        if not actors:
            return None
        if len(actors) == 1 and bodies.doubtful(actors[0], sighting, reading):
            return Resolution(None, tuple(actors), "named", start)
    reading.named.update(dict.fromkeys(actors if len(actors) == 1 else ()))
    return _choose(actors, reading, start, Left(start, (), ()))


def behind_title(text: str, sighting: Sighting) -> bool:
    """Whether an alias with a title stands behind more of one: no Prime Minister Berg is in Deputy Prime Minister Berg."""
    first, space, _ = sighting.surface.partition(" ")
    return bool(space) and first.casefold() in titles() and bool(left_of(text, sighting.start).titles)


def _by_surname(sighting: Sighting, reading: Reading) -> Resolution | None:
    """Whom the last word of an alias means by itself."""
    surname = sighting.surface.split()[-1]
    known = reading.gazetteer.family.items()
    senses = [Sense(actor, Alias(text=surname), "surname") for actor, family in known if spelled(surname)[0] in family]
    behind = Sighting(sighting.end - len(surname), sighting.end, surname)
    return _part(behind, Meaning.of(senses), reading)


def within(sighting: Sighting, outer: Resolution, reading: Reading) -> Resolution | None:
    """Whose name stands within the longer name of somebody else: Copenhagen in the University of Copenhagen.

    A person's name is only its own. One word must be an actor's authorised name, and an organisation's in capitals, for
    "People" in "People Power" is no magazine; a state's in another state's needs a comma or an "of" before it, for
    "Washington D.C." lies in no other Washington.
    """
    kinds, text = reading.gazetteer.kinds, spelled(sighting.surface)[0]
    if len(sighting.meaning.plain) != 1:
        return None
    [actor] = sighting.meaning.plain
    if outer.actor in {None, actor} or kinds[outer.actor or ""] == "person":
        return None
    if kinds[actor] == kinds[outer.actor or ""] == "state" and not _PART_OF.search(reading.text, outer.start, sighting.start):
        return None
    own = text == reading.gazetteer.names[actor] and (text.isupper() or kinds[actor] != "organisation")
    if not (own or " " in text) or _OTHER_PLACE().search(reading.text, max(0, sighting.start - 12), sighting.start):
        return None
    return Resolution(actor, (actor,), "within", sighting.start)


def _part(sighting: Sighting, meaning: Meaning, reading: Reading) -> Resolution | None:
    """A surname or a given name alone, or with words of the name that the gazetteer does not know."""
    text, start, end = reading.text, sighting.start, sighting.end
    actors: Sequence[str] = meaning.surname
    follower = right_word(text, end)
    longer = follower and follower.casefold() not in every().names.titles and not reading.anywhere.intersection(actors)
    if longer or named_after(follower) or given_last(follower) or joined(text, start, end):
        return None
    left = left_of(text, start)
    if left.given and _are_names(left.given) and not _is_style(left.given, actors, reading):
        actors = [actor for actor in actors if _bears(actor, left.given, reading)]
        reading.named.update(dict.fromkeys(actors if len(actors) == 1 else ()))
        return _choose(actors, reading, left.start, left) if actors else None
    if actors and _is_of_another(sighting.surface, actors, reading):
        return None
    return _choose(actors, reading, start, left) if actors else _given_alone(sighting, meaning, reading)


def _are_names(given: Sequence[str]) -> bool:
    return not _BEARING().match(given[-1].casefold())


def _is_of_another(surname: str, actors: Sequence[str], reading: Reading) -> bool:
    """Whether an article that names none of some actors in full gives their surname to somebody else, with a given name.

    Where more than names have capitals, or the order of words is free, a word before a surname tells less than in English.
    """
    head = reading.article.head
    if any(actor in reading.anywhere or actor in reading.named or actor in head.actors for actor in actors):
        return False
    if head.lang and not head.lang.startswith("en"):
        return False
    if surname not in reading.before:
        name = re.compile(rf"(?<![\w-]){re.escape(fold(surname)[0])}(?![\w-])")
        reading.before[surname] = tuple({left_of(reading.words, match.start())[1:] for match in name.finditer(reading.words)})
    before = reading.before[surname]
    if any(not given and _in_office(actors, titles, reading) for given, titles in before):
        return False
    return any(given and _are_names(given) and not any(_bears(a, given, reading) for a in actors) for given, _ in before)


def _in_office(actors: Sequence[str], titles: Sequence[str], reading: Reading) -> list[str]:
    """Those of some actors who held an office on the day that goes by these words."""
    title, date, terms = set(titles) - {"of", "the"}, reading.article.head.date, reading.gazetteer.terms
    return [a for a in actors if title and any(title <= set(role.split()) and held(term, date) for role, term in terms[a])]


def _bears(actor: str, given: Sequence[str], reading: Reading) -> bool:
    """Whether somebody may have these given names: one of them is, and no initial is another than his."""
    book = reading.gazetteer
    initials, known = book.initials.get(actor), book.given.get(actor, ())
    if initials and any(INITIALS.fullmatch(word) and word[0] not in initials for word in given[1:]):
        return False
    return any(same_given(word, name) for word in given for name in known)


def _is_style(given: Sequence[str], actors: Sequence[str], reading: Reading) -> bool:
    """Whether the words before a surname are no given name: they stood before a full name, or the article writes them small."""
    known = [word for actor in actors for word in reading.gazetteer.given.get(actor, ())]
    if any(same_given(given[-1], word) for word in known):
        return False
    if reading.styles.issuperset(given):
        return True
    return len(given) == 1 and len(given[0]) >= LONG and fold(given[0])[0].lower() in reading.vocabulary


def _given_alone(sighting: Sighting, meaning: Meaning, reading: Reading) -> Resolution | None:
    """A given name alone: of the one whom the article has named in full, or of the only one, if it is what he is called."""
    actors = {sense.actor for sense in meaning.senses}
    if sighting.surface.casefold() in days() and _DAY.match(reading.text, sighting.end):
        return None
    known = actors.intersection(reading.named)
    if not known and reading.alone[sighting.surface] >= OFTEN and len(actors) == 1:
        known = set() if _has_namesake(sighting.surface, min(actors), reading) else actors
    return Resolution(min(known), tuple(known), "named", sighting.start) if len(known) == 1 else None


def _has_namesake(given: str, actor: str, reading: Reading) -> bool:
    """Whether the article calls somebody else by a given name, too: with another surname behind it."""
    if given not in reading.behind:
        longer = re.compile(rf"(?<!\w){re.escape(fold(given)[0])}(?: [^\W\d_]\.)* ([^\W\d_a-zа-я][\w'-]*)")
        words = (match[1].removesuffix("'s") for match in longer.finditer(reading.words))
        reading.behind[given] = frozenset(word for word in words if word.casefold() not in days() | common())
    return not reading.behind[given] <= reading.gazetteer.family[actor]


def _choose(actors: Sequence[str], reading: Reading, start: int, left: Left, *, metonym: bool = False) -> Resolution | None:
    """The one candidate, or the one whom the first of these leaves: declared, beside, said, in office; else nobody."""
    evidence = "metonym" if metonym else "named"
    if len(actors) == 1:
        return Resolution(actors[0], tuple(actors), evidence, start)  # type: ignore[arg-type]
    head, terms = reading.article.head, reading.gazetteer.terms
    declared = [actor for actor in actors if actor in head.actors]
    declared = declared or [actor for actor in actors if reading.gazetteer.owners.get(actor) in head.actors]
    if len(declared) == 1:
        return Resolution(declared[0], tuple(actors), "declared", start)
    beside = _in_office(actors, left.titles, reading)
    named = [actor for actor in actors if actor in reading.named]
    anywhere = [actor for actor in actors if actor in reading.anywhere and not named]
    in_office = [actor for actor in actors if any(held(term, head.date) for _, term in terms[actor])]
    for left_over in (beside, named, anywhere, in_office if not named else ()):
        if len(left_over) == 1:
            return Resolution(left_over[0], tuple(actors), evidence, start)  # type: ignore[arg-type]
    return Resolution(bodies.subject(actors, reading), tuple(actors), evidence, start)  # type: ignore[arg-type]
