"""The rules by which a clipping becomes stories: a table of named functions, applied in this order.

Each rule takes from the sheet what it recognises and leaves the rest. Whatever it takes is in the story's ``removed`` under
the rule's name, and the words that are left and those that were taken are the words of the clipping.
"""

from collections.abc import Callable
from dataclasses import replace

from dossier.importing.clipping import Clipping, Line, Removed, Story, words
from dossier.importing.rules.dateline import dateline, dateline_at_end, stamp
from dossier.importing.rules.digest import stories
from dossier.importing.rules.furniture import addresses, banners, captions, related, sign_offs, signature
from dossier.importing.rules.head import heading, page_heads
from dossier.importing.rules.labels import labels
from dossier.importing.rules.marks import marks
from dossier.importing.rules.settle import date, language
from dossier.importing.rules.sheet import Sheet
from dossier.importing.rules.wrapping import paragraphs

TABLE: tuple[Callable[[Sheet], None], ...] = (
    signature,         # what a mail has below --
    addresses,         # Original url: <https://example.org/story>
    banners,           # Subscribe to our newsletter
    labels,            # Headline: …
    related,           # Related stories:
    captions,          # The delegations. Photo: Jan Nowak
    sign_offs,         # (Reporting by …)
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
    groups = stories(clipping.lines, clipping.wrapped)
    found = tuple(_story(clipping, group) for group in groups)
    before = words(line.text for line in clipping.lines)
    after = words(text for story in found for text in (*(b.text for b in story.body), *(r.text for r in story.removed)))
    if before != after:
        raise AssertionError(f"words lost or invented: {before - after}, {after - before}")
    return (_with(found[0], clipping.removed), *found[1:]) if clipping.removed else found


def _story(clipping: Clipping, lines: list[Line]) -> Story:
    sheet = Sheet.of(paragraphs(lines, clipping.wrapped), clipping.stated, clipping.marked)
    for rule in TABLE:
        rule(sheet)
    body = tuple(Line(p.text, p.number, p.kind) for p in sheet.left())
    removed = tuple(sorted((r for r in sheet.removed if r.text), key=lambda r: r.line))
    return Story(
        title=" ".join(sheet.title.split()),
        date=sheet.date,
        byline=sheet.byline,
        dateline=sheet.dateline,
        publisher=sheet.publisher,
        url=sheet.url,
        lang=sheet.lang,
        body=body,
        removed=removed,
        findings=tuple(sheet.findings),
    )


def _with(story: Story, removed: tuple[Removed, ...]) -> Story:
    return replace(story, removed=(*removed, *story.removed))
