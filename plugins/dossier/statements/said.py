"""When something was said: what the words beside a cue say of it, counted from the article's date. Never a guess."""

import calendar
import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from dossier.chronology import MONTHS, Interval, PartialDate
from dossier.model import Said

DAYS = tuple(calendar.day_name)
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HALF = 6  # months
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|Sept)\.)"
_COUNT = rf"(?P<count>\d{{1,3}}|an?|one|{'|'.join(_NUMBERS[1:])}|(?:an?\s+)?few|several|some)"
_UNIT = r"(?P<unit>day|week|month|year)"
# Each with what it comes to; the first that stands in the words decides.
_SINCE = re.compile(r"\b[Ss]ince\s+(?:early\s+|late\s+|mid-)?", re.ASCII)
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>[12]\d{{3}}))?")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year>[12]\d{{3}}))?")
_MONTH_ALONE = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|early|late|mid|of|[Bb]y|[Uu]ntil)[\s-]+{_MONTH}(?:,?\s+(?P<year>[12]\d{{3}}))?"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?P<year>[12]\d{{3}})")
_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|during|of|early|late)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:-|percent|people))")
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(DAYS)})\b(?!['’]s)")
_NEAR = re.compile(
    r"\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|(?:the same|that) day|the day before|the (?:previous|next|following) day)\b"
)
_DAY_BEFORE = frozenset(("yesterday", "the day before", "the previous day"))
_THIS = re.compile(
    rf"\b(?P<which>[Ll]ast|[Tt]his|[Ee]arlier this|[Ll]ater (?:that|this)|[Tt]he (?:previous|following|next)) {_UNIT}\b"
)
_AWAY = re.compile(rf"\b{_COUNT}\s+{_UNIT}s?\s+(?P<way>earlier|before|ago|previously|later|after)\b", re.IGNORECASE)
_BEFORE = frozenset(
    ("earlier", "previously", "formerly", "once", "long", "recently", "repeatedly", "often", "always", "before", "ago")
)
_PERFECT, _STANDING = frozenset(("had", "'d")), frozenset(("has", "have", "'ve"))


class Frame(NamedTuple):
    """What tells when something was said: the words of its sentence around what was said, its cue, and the article's date.

    ``words`` are those that may tell a time, ``verbs`` those right beside the cue. ``dated`` is what the words before tell of
    the same speaker; ``direct`` words in quotation marks, and the words of a speaker of the day (``anchored``), are of the
    article's day.
    """

    words: str
    verbs: str
    cue: str
    reported: PartialDate
    clipping: bool
    direct: bool
    anchored: bool
    dated: Said | None = None


def said(frame: Frame) -> Said:
    """When the words of a frame were said, as far as the article tells."""
    told = told_in(frame.words, frame.reported, clipping=frame.clipping) if frame.words else None
    if told:
        return Said(told, "text")
    verbs = frozenset(frame.verbs.casefold().replace("’", "'").replace("'", " '").replace(",", " ").split())
    if verbs & _PERFECT or (verbs & _BEFORE and not frame.dated):
        return Said(Interval(None, _day_before(frame.reported)), "open")
    if verbs & _STANDING or (_present(frame.cue) and not frame.direct):
        return Said(Interval(None, frame.reported), "open")
    if frame.dated:
        return frame.dated
    if not (frame.direct or frame.anchored):
        return Said(Interval(), "open")
    return Said(Interval.of(frame.reported), "article")


def _present(cue: str) -> bool:
    return cue.split(" ", maxsplit=1)[0] in ("says", "say", "tells", "thinks", "writes") or (
        cue.endswith("s") and not cue.endswith("ss")
    )


def told_in(words: str, reported: PartialDate, *, clipping: bool) -> Interval | None:
    """The time that words tell, counted from a date; the first one of them."""
    hints = {_hints()[1][number] for number, _, _ in _hints()[0].find_matches_as_indexes(words)}
    likely = ((pattern, reading) for hint, pattern, reading in _READINGS if hint in hints)
    found = [(match.start(), -match.end(), reading, match) for pattern, reading in likely if (match := pattern.search(words))]
    for start, _, reading, match in sorted(found, key=lambda one: one[:2]):
        interval = reading(match, reported) if reading else _explicit(match, reported, clipping=clipping)
        if interval and (since := _SINCE.search(words)) and since.start() <= start <= since.end():
            return Interval(interval.start, reported)
        if interval:
            return interval
    return None


def _explicit(match: re.Match[str], reported: PartialDate, *, clipping: bool) -> Interval | None:
    """A day, a month or a year by its name.

    One without its year is the last of the name before a clipping, and the nearest one to the event that a brief tells.
    """
    groups = match.groupdict()
    month = _month(groups["month"]) if groups.get("month") else 0
    day, year = int(groups.get("day") or 0), int(groups.get("year") or 0)
    if not year:
        months = month - (reported.month or 12)
        if clipping:
            year = reported.year - ((month, day) > (reported.month or 12, reported.day or 31))
        else:
            year = reported.year + (months < -_HALF) - (months > _HALF)
        if match[0].casefold().startswith("last ") and month == reported.month:
            year -= 1
    try:
        return Interval.of(PartialDate.parse("-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])))
    except ValueError:
        return None  # 31 June


def _month(name: str) -> int:
    return next(number for number, full in enumerate(MONTHS, 1) if full[:3] == name[:3])


def _weekday(match: re.Match[str], reported: PartialDate) -> Interval | None:
    """The last day of that name, the article's own day included."""
    if not reported.day:
        return None
    back = (reported.first.weekday() - DAYS.index(match["weekday"])) % 7
    return _of_day(reported.first - datetime.timedelta(days=back))


def _near(match: re.Match[str], reported: PartialDate) -> Interval | None:
    if not reported.day:
        return None
    words = match["near"].casefold()
    days = 1 if "next" in words or "following" in words else -1 if words in _DAY_BEFORE else 0
    return _of_day(reported.first + datetime.timedelta(days=days))


def _this(match: re.Match[str], reported: PartialDate) -> Interval | None:
    """Last week, this month, the previous year; earlier this month is what has passed of it."""
    which = match["which"].casefold()
    number = -1 if which in ("last", "the previous") else 1 if which in ("the following", "the next") else 0
    away = _away_by(reported, match["unit"], number)
    if away and not number and away.start:
        start = PartialDate.parse(away.start.first.isoformat())
        return Interval(start, reported) if away.start != reported and reported.day else away
    return away


def _away(match: re.Match[str], reported: PartialDate) -> Interval | None:
    """Ten days earlier, eleven months later."""
    count = match["count"].casefold()
    if count.isdigit():
        number = int(count)
    elif count in ("an", "one"):
        number = 1
    elif count in _NUMBERS:
        number = _NUMBERS.index(count) + 1
    else:
        return None  # a few days later
    return _away_by(reported, match["unit"], number if match["way"].casefold() in ("later", "after") else -number)


def _away_by(reported: PartialDate, unit: str, number: int) -> Interval | None:
    if unit == "year":
        return Interval.of(PartialDate(reported.year + number))
    if unit == "month" and reported.month:
        months = reported.year * 12 + reported.month - 1 + number
        return Interval.of(PartialDate(months // 12, months % 12 + 1))
    if not reported.day:
        return None
    if unit == "day":
        return _of_day(reported.first + datetime.timedelta(days=number))
    monday = reported.first + datetime.timedelta(weeks=number, days=-reported.first.weekday())
    return Interval(_date(monday), _date(monday + datetime.timedelta(days=6)))


def _date(day: datetime.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _of_day(day: datetime.date) -> Interval:
    return Interval.of(_date(day))


def _day_before(date: PartialDate) -> PartialDate:
    return _date(date.first - datetime.timedelta(days=1)) if date.day else date


# The words that may tell a time, by what they hint at, and what reads them; of a name of a month or a year `_explicit` does.
_READINGS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], PartialDate], Interval | None] | None], ...] = (
    ("month", _DAY_MONTH, None),
    ("month", _MONTH_DAY, None),
    ("month", _MONTH_YEAR, None),
    ("month", _MONTH_ALONE, None),
    ("year", _YEAR, None),
    ("unit", _AWAY, _away),
    ("unit", _THIS, _this),
    ("near", _NEAR, _near),
    ("weekday", _WEEKDAY, _weekday),
)


def may_tell(text: str) -> list[int]:
    """Where in a text words stand that may tell a time, which costs less to see than what time they tell."""
    return [start for _, start, _ in _hints()[0].find_matches_as_indexes(text)]


@cache
def _hints() -> tuple[AhoCorasick, Sequence[str]]:
    """What finds the words that may tell a time, and for each of them what it may be."""
    hints = {name[:3]: "month" for name in MONTHS} | dict.fromkeys(DAYS, "weekday") | dict.fromkeys(("19", "20"), "year")
    hints |= dict.fromkeys(("week", "month", "year", " day"), "unit")
    hints |= dict.fromkeys(
        ("esterday", "oday", "onight", "same day", "that day", "day before", "vious day", "next day", "ing day"), "near"
    )
    return AhoCorasick(list(hints), implementation=Implementation.DFA), tuple(hints.values())


def other_day(words: str, reported: PartialDate, *, clipping: bool) -> bool | None:
    """Whether words tell of another day than the article's; None where they tell of none."""
    told = told_in(words, reported, clipping=clipping)
    return None if told is None else not told.meets(Interval.of(reported))


def parts(text: str, low: int, high: int, spans: Iterator[tuple[int, int]]) -> str:
    """A stretch of a text without what was said in it."""
    kept, at = [], low
    for start, end in sorted(spans):
        if start > at:
            kept.append(text[at : min(start, high)])
        at = max(at, end)
    return " ".join([*kept, text[at:high]] if at < high else kept)
