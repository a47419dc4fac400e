"""The lists for what stands in clippings beside the story. What belongs into each is said in the files, above it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from dossier.words.shapes import Phrases, Reach, Table, Terms, Words, filed

NOTHING: frozenset[str] = frozenset()
NONE: Mapping[Any, Any] = MappingProxyType({})
FIELDS = ("title", "byline", "date", "publisher", "dateline", "url", "lang", "nothing")
CODES = ("title", "byline", "date", "publisher", "text", "nothing")


class Text(NamedTuple):
    """What tells a clipping's language, and how its lines belong together."""

    frequent: Words = NOTHING
    letters: Table = NONE
    compounds: Words = NOTHING
    tails: Words = NOTHING
    joining: Words = NOTHING
    heading_abbreviations: Terms = ()


class Dates(NamedTuple):
    """What stands beside a date. The names of months and days are Babel's."""

    year: Terms = ()
    clock: Terms = ()
    time_of: Phrases = ()
    zones: Terms = ()
    months: Table = NONE


class Press(NamedTuple):
    """Who publishes news, and how its people are named."""

    agencies: Terms = ()
    outlets: Phrases = ()
    small: Words = NOTHING
    no_names: Words = NOTHING
    particles: Words = NOTHING
    joining: Terms = ()
    placed: Terms = ()
    besides: Phrases = ()


class Heads(NamedTuple):
    """What the lines of a story's head say: who wrote it, and when."""

    by: Phrases = ()
    author: Phrases = ()
    published: Phrases = ()
    changed: Phrases = ()
    day: Terms = ()
    languages: Terms = ()
    nothing: Phrases = ()
    length: Terms = ()
    counted: Phrases = ()
    page: Terms = ()
    edition: Terms = ()
    amended: Terms = ()
    placed: Terms = ()
    posts: Phrases = ()
    posts_of: Phrases = ()
    posts_at: Phrases = ()
    papers: Terms = ()
    recent: Phrases = ()


class Datelines(NamedTuple):
    """What is the name of a place, and what is none."""

    no_place: Words = NOTHING
    small: Words = NOTHING
    places: Terms = ()
    before: Terms = ()


class Labels(NamedTuple):
    """Lines that say themselves what they are."""

    fields: Annotated[Mapping[str, str], filed(*FIELDS)] = NONE
    bare: Phrases = ()


class Mail(NamedTuple):
    """What a mail says of itself."""

    headers: Annotated[Mapping[str, str], filed("subject", "sent", "other")] = NONE
    forwarded: Terms = ()
    greetings: Phrases = ()
    closings: Phrases = ()
    replies: Terms = ()


class Banners(NamedTuple):
    """Lines of a page that are no part of the story."""

    lines: Phrases = ()
    subscribed: Phrases = ()
    newsletters: Phrases = ()
    home: Phrases = ()
    begins: Reach = NONE
    holds: Reach = NONE
    ask: Phrases = ()
    ask_for: Phrases = ()
    advertising: Phrases = ()
    menu: Phrases = ()
    tags: Phrases = ()
    comments: Phrases = ()
    reading_time: Phrases = ()
    minutes: Phrases = ()
    sharing: Words = NOTHING
    sharing_alone: Words = NOTHING


class Stories(NamedTuple):
    """What leads to other stories, and to this one's own page."""

    related: Phrases = ()
    related_whole: Phrases = ()
    address: Phrases = ()
    retrieved: Phrases = ()


class Pictures(NamedTuple):
    """Whose a picture is, and what it shows."""

    credits: Phrases = ()
    captions: Phrases = ()
    agencies: Terms = ()


class Endings(NamedTuple):
    """How an item ends."""

    by: Phrases = ()
    contributed: Phrases = ()
    reporting: Phrases = ()
    editor: Phrases = ()
    lines: Phrases = ()
    placed: Terms = ()
    desks: Terms = ()


class Digests(NamedTuple):
    """What counts the stories of a clipping that holds several."""

    item: Terms = ()
    of: Terms = ()
    items: Phrases = ()


class Issues(NamedTuple):
    """Where a story stood in print."""

    signs: Terms = ()
    dated: Phrases = ()


class Monitoring(NamedTuple):
    """What a service that monitors broadcasts and newspapers says of what it heard and read."""

    extracts: Phrases = ()
    reports: Phrases = ()
    language_endings: Terms = ()
    languages: Terms = ()
    monitors: Terms = ()


class Databases(NamedTuple):
    """How a press database begins its lines."""

    codes: Annotated[Mapping[str, str], filed(*CODES)] = NONE
