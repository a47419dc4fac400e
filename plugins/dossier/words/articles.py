"""The lists for what stands in articles: names, and who said what. What belongs into each is said in the files, above it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from dossier.words.shapes import Table, Terms, Words, filed

NOTHING: frozenset[str] = frozenset()
NONE: Mapping[Any, Any] = MappingProxyType({})


class Names(NamedTuple):
    """What stands in names and beside them."""

    common: Words = NOTHING
    days: Words = NOTHING
    months: Words = NOTHING
    short_months: Words = NOTHING
    titles: Words = NOTHING
    title_parts: Words = NOTHING
    honours: Words = NOTHING
    particles: Words = NOTHING
    suffixes: Terms = ()
    nicknames: Table = NONE
    compass: Terms = ()
    descriptions: Terms = ()
    description_endings: Terms = ()
    joints: Terms = ()
    bodies: Terms = ()
    organisations: Terms = ()
    named_after: Terms = ()
    generic: Words = NOTHING
    elsewhere: Words = NOTHING
    elsewhere_endings: Terms = ()


class Candidates(NamedTuple):
    """What tells who somebody is whom no file describes."""

    given: Words = NOTHING
    courtesies: Words = NOTHING
    ranks: Words = NOTHING
    offices: Words = NOTHING
    callings: Words = NOTHING
    shortened: Table = NONE
    pointed: Terms = ()
    articles: Terms = ()
    lists: Words = NOTHING
    groups: Terms = ()
    things: Words = NOTHING
    places: Words = NOTHING
    regions: Terms = ()
    where: Words = NOTHING
    bodies: Terms = ()
    organisations: Terms = ()
    endings: Terms = ()
    alternations: Table = NONE
    adjectives: Terms = ()
    masculine: Table = NONE
    feminine: Table = NONE
    others: Table = NONE
    introductions: Terms = ()
    proclitics: Terms = ()


class States(NamedTuple):
    """States, their capitals and their adjectives, by the codes of ISO 3166."""

    shown: Table = NONE
    names: Table = NONE
    capitals: Table = NONE
    demonyms: Table = NONE


class Offices(NamedTuple):
    """Other words for offices, and what stands beside an office that its holder of the day does not hold."""

    synonyms: Table = NONE
    small: Words = NOTHING
    before: Terms = ()
    after: Terms = ()
    chosen: Terms = ()
    being: Terms = ()


class Places(NamedTuple):
    """What stands beside the name of a capital, and says whether a government is meant or the place."""

    before_place: Terms = ()
    before_actor: Terms = ()
    parts: Words = NOTHING
    verbs: Terms = ()
    no_verbs: Terms = ()
    adverbs: Terms = ()
    compounds: Terms = ()
    kinds: Words = NOTHING
    followers: Terms = ()


class Speech(NamedTuple):
    """Who said what: the cues, and what stands beside them."""

    regular: Terms = ()
    irregular: Table = NONE
    doubled: Words = NOTHING
    bare: Words = NOTHING
    cues: Terms = ()
    direct: Terms = ()
    framing: Terms = ()
    mental: Words = NOTHING
    of_things: Words = NOTHING
    things_said: Terms = ()
    about: Table = NONE
    willed: Words = NOTHING
    addressing: Words = NOTHING
    requesting: Terms = ()
    judging: Words = NOTHING
    grounds: Words = NOTHING
    convinced: Terms = ()
    nouns_too: Words = NOTHING
    nouns: Words = NOTHING
    according: Terms = ()
    as_said: Words = NOTHING
    negations: Terms = ()
    none: Words = NOTHING
    be: Terms = ()
    auxiliaries: Terms = ()
    finite: Terms = ()
    articles: Terms = ()
    quantities: Terms = ()
    prepositions: Terms = ()
    to: Terms = ()
    conjunctions: Terms = ()
    subordinators: Terms = ()
    relatives: Terms = ()
    contrasts: Words = NOTHING
    questions: Words = NOTHING
    asked: Words = NOTHING
    asking: Words = NOTHING
    unsaid: Words = NOTHING
    temporal: Words = NOTHING
    that: Terms = ()
    addressees: Terms = ()
    objects: Terms = ()
    pronouns: Annotated[Mapping[str, str], filed("person", "thing", "several", "relative")] = NONE
    expletives: Terms = ()
    means: Words = NOTHING
    possessives: Table = NONE
    adverbs: Terms = ()
    times: Terms = ()
    numbers: Terms = ()
    whose: Terms = ()
    abbreviations: Terms = ()
