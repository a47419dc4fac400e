"""What the rules have found, settled: the story's date among the readings, and what stays open."""

import re

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing import language as languages
from dossier.importing.dates import Dated
from dossier.importing.rules.draft import Draft
from dossier.language import is_language_tag
from dossier.text import shorten

_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?!\d)")
_YEAR_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?:(?P<month>\d{1,2})[/-])?")
REMEMBERED = 1950  # a text's days before it are what it tells of: a centenary says nothing of the century it is told in
_DAY_FIRST = frozenset({"ru", "uk", "pl", "de", "cs", "sk", "lt", "fr", "es", "it"})


def language(draft: Draft) -> None:
    """The language that the clipping names, else the text's, where its letters and its commonest words leave no doubt."""
    told, draft.lang = draft.lang.strip(), languages.named(draft.lang)
    if told and not draft.lang and not is_language_tag(told):
        draft.findings.append(f"`{shorten(told, 40)}`, which the clipping gives as its language, is no language tag")
    draft.lang = draft.lang or languages.language(" ".join((draft.title, *draft.body())))


def date(draft: Draft) -> None:
    """Decide the date; one that could be either way round, or of either century, only by what else the clipping says."""
    if draft.date:
        return
    for dated in sorted([*draft.dated, *draft.heard], key=lambda one: min(not one.readings[0].day, 1)):
        readings = dated.readings if len(dated.readings) == 1 else _narrowed(draft, dated)
        if len(readings) == 1:
            draft.date = readings[0]
            return
        either = " or ".join(reading.iso for reading in readings[:4])
        draft.findings.append(f"the date can be {either}; nothing else in the clipping says which")
        return
    if draft.day and (known := draft.sent or draft.digest):
        draft.date = _before(draft.day, known)
        if draft.date:
            return
    if draft.sent:
        draft.date = draft.sent
        return
    draft.date = _from_address(draft)
    if draft.date:
        draft.findings.append(f"the date {draft.date.iso} is from the address; the text gives none")
    elif draft.day:
        month, day = draft.day
        draft.findings.append(f"no date found: the dateline gives day and month ({day:02}.{month:02}.), and no year")
    elif draft.digest:
        draft.findings.append(f"no date found: the digest that it is from is of {draft.digest.iso}")
    else:
        draft.findings.append("no date found")


def _before(day: tuple[int, int], known: PartialDate) -> PartialDate | None:
    """The last day of this month and day before a day that is known, or on it."""
    for year in (known.year, known.year - 1):
        try:
            found = PartialDate(year, *day)
        except ValueError:
            continue
        if found.iso <= known.iso and known.day:
            return found
    return None


def _narrowed(draft: Draft, dated: Dated) -> tuple[PartialDate, ...]:
    """The readings that agree with the rest of the clipping: each kind of evidence counts where it leaves one or more."""
    readings = dated.readings
    others = [other for text in (r.text for r in draft.removed) for other in dates.find(text)]
    others += [other for text in draft.body() for other in dates.find(text) if other.readings[0].year >= REMEMBERED]
    whole = {other.readings[0] for other in others if len(other.readings) == 1}
    orders = {other.day_first for other in others if other.day_first is not None}
    address = _IN_ADDRESS.search(draft.url)
    around = draft.sent or draft.digest
    evidence = (
        {r for r in readings if draft.day == (r.month, r.day)},
        {r for r in readings if address and (r.year, r.month, r.day) == tuple(map(int, address.groups()))},
        {r for r in readings if around and r.year in (around.year, around.year - 1) and r.iso <= around.iso},
        {r for r in readings if r in whole},
        {r for r in readings if r.year in {date.year for date in whole}},
        {r for r in readings if len(orders) == 1 and _in_order(dated, r, orders.copy().pop())},
        {r for r in readings if draft.lang in _DAY_FIRST and _in_order(dated, r, True)},
    )
    for agreeing in evidence:
        if agreeing and set(readings) & agreeing:
            readings = tuple(r for r in readings if r in agreeing)
    return readings


def _in_order(dated: Dated, reading: PartialDate, day_first: bool) -> bool:
    """Whether a reading takes the figures in this order; the first reading of the two is the one with the day first."""
    same_year = [r for r in dated.readings if r.year == reading.year]
    return len(same_year) < 2 or (same_year.index(reading) == 0) == day_first


def _from_address(draft: Draft) -> PartialDate | None:
    """The date that the story's address gives, alone or with the dateline's day."""
    whole = _IN_ADDRESS.search(draft.url)
    part = _YEAR_IN_ADDRESS.search(draft.url)
    try:
        if whole:
            return PartialDate.parse(f"{whole['year']}-{int(whole['month']):02}-{int(whole['day']):02}")
        if part and draft.day and part["month"] and int(part["month"]) == draft.day[0]:
            return PartialDate.parse(f"{part['year']}-{draft.day[0]:02}-{draft.day[1]:02}")
    except ValueError:
        return None
    return None
