"""The rules by which a clipping becomes stories: a table of named functions, applied in this order.

Each rule takes from the draft what it recognises and leaves the rest. Whatever it takes is in the story's ``removed`` under
the rule's name, and the words that are left and those that were taken are the words of the clipping.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing.clipping import Clipping, Line, Removed, Stated, Story, words
from dossier.importing.rules.authors import standfirst_authors
from dossier.importing.rules.database import codes, monitored, numbers
from dossier.importing.rules.date import date, language
from dossier.importing.rules.dateline import dateline, dateline_at_end, stamp
from dossier.importing.rules.digest import Parts, parts
from dossier.importing.rules.draft import Draft
from dossier.importing.rules.endings import sign_offs, signature
from dossier.importing.rules.furniture import addresses, banners, captions, related
from dossier.importing.rules.handed import archived, chats, notes, print_outs
from dossier.importing.rules.head import heading, page_heads
from dossier.importing.rules.labels import labels
from dossier.importing.rules.marks import marks
from dossier.importing.rules.quoting import forwarded, plain, unparted
from dossier.importing.rules.wrapping import paragraphs

TABLE: tuple[Callable[[Draft], None], ...] = (
    signature,         # what a mail has below --
    numbers,           # #21, 3 of 41 DOCUMENTS
    codes,             # HD  Harbour to open
    forwarded,         # ----- Forwarded message -----
    monitored,         # Text of report by …; [Description of Source: …]
    chats,             # [04/03/2015, 10:12:33] Tom:
    print_outs,        # 3/6/2015 Pier vote splits the council
    archived,          # The Wayback Machine - https://web.archive.org/…
    addresses,         # Original url: <https://example.org/story>
    banners,           # Subscribe to our newsletter
    notes,             # Hi Tom, for your file
    labels,            # Headline: …
    related,           # Related stories:
    captions,          # The delegations. Photo: Jan Nowak
    sign_offs,         # (Reporting by …)
    standfirst_authors,  # The council is split. By Anna Kowal
    heading,           # the heading, By Anna Kowal, January 13, 2011
    page_heads,        # what a page has between its heading and its text
    stamp,             # 25/06/2008 10:06
    dateline,          # MOSCOW, June 25 (RIA Novosti) -
    dateline_at_end,   # (Brussels, 26 January 2011)
    marks,             # [words](address), **words**
    language,          # which language this is
    date,              # 05/06/2008 by what else the clipping says
)  # fmt: skip


def read(clipping: Clipping) -> tuple[Story, ...]:
    """The stories of a clipping; raises AssertionError where a word would have been lost."""
    lines = plain(clipping.lines)
    lines = unparted(lines) if clipping.wrapped else lines
    divided = parts(lines, clipping.wrapped)
    day = clipping.stated.sent or _day(divided)
    if len(divided.stories) > 1:
        clipping = replace(clipping, stated=_of_digest(clipping.stated))
    preface = tuple(Removed(line.text.strip(), "digest's head", line.number) for line in divided.preface)
    found = tuple(_story(clipping, group, day if len(divided.stories) > 1 else None) for group in divided.stories)
    before = words(line.text for line in lines)
    kept = chain.from_iterable((*(b.text for b in story.body), *(r.text for r in story.removed)) for story in found)
    after = words([*kept, *(part.text for part in preface)])
    if before != after:
        raise AssertionError(f"words lost or invented: {before - after}, {after - before}")
    outside = (*clipping.removed, *preface)
    return (_with(found[0], outside), *found[1:]) if outside else found


def _of_digest(stated: Stated) -> Stated:
    """What a format states of a clipping that holds several stories, as far as it holds for each: who sent it, and not when."""
    return Stated(publisher=stated.publisher, lang=stated.lang, sender=stated.sender)


def _day(divided: Parts) -> PartialDate | None:
    """The day of a digest: the first that its own head gives."""
    found = (day for line in divided.preface for day in dates.find(line.text) if len(day.readings) == 1)
    return next((day.readings[0] for day in found if day.readings[0].day), None)


def _story(clipping: Clipping, lines: list[Line], digest: PartialDate | None) -> Story:
    draft = Draft.of(paragraphs(lines, clipping.wrapped), clipping.stated, clipping.marked)
    draft.digest = digest
    for rule in TABLE:
        rule(draft)
    body = tuple(Line(p.text, p.number, p.kind) for p in draft.left())
    removed = tuple(sorted((r for r in draft.removed if r.text), key=lambda r: r.line))
    return Story(
        title=" ".join(draft.title.split()),
        date=draft.date,
        byline=draft.byline,
        dateline=draft.dateline,
        publisher=draft.publisher or draft.origin,
        url=draft.url,
        lang=draft.lang,
        body=body,
        removed=removed,
        findings=tuple(draft.findings),
    )


def _with(story: Story, removed: tuple[Removed, ...]) -> Story:
    return replace(story, removed=(*removed, *story.removed))
