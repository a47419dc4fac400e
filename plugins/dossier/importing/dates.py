"""Dates as news writes them. What can be read in two ways gives two readings, for somebody else to decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from dossier.chronology import PartialDate
from dossier.words import either, every, pattern, verbatim

LANGUAGES = ("en", "ru", "pl", "de", "cs", "fr", "es", "it", "uk", "sk", "lt", "ar")
_YEAR = r"(?P<year>\d{4}|['’]?\d{2}(?!:\d))(?!\d|[^\W\d_]{2})"  # 2011г., and no part of 2011MOSCOW
_WORD = re.compile(r"\w+")
_CLOCK = pattern(
    lambda w: (
        rf"[,\s|–-]*(?:(?:T|{verbatim(w.dates.clock)} )\s*)?"
        r"\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d)\s*(?:[ap]\.?m\.?(?!\w))?"
        rf"\s*(?:{verbatim(w.dates.zones)}\b|{either(w.dates.time_of)})?"
        r"\s*(?:[+-]\d{1,2}(?::?\d{2})?(?!\d))?(?:\s*\((?-i:[A-Z]{3,4})\))?"
    ),
    re.IGNORECASE,
)
_DAY_NAME = re.compile(r"[,\s]*\(?(?P<name>[^\W\d_]{2,12})\.?\)?(?=[\s,]|$)")
_MONTH_DAY = (
    re.compile(r"(?P<name>[^\W\d]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\.?\s+(?P<name>[^\W\d]{3,})\.?"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: its range, and every date that it can mean; ``day_first`` where the figures settle their order."""

    start: int
    end: int
    readings: tuple[PartialDate, ...]
    day_first: bool | None = None


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """The shapes of a date, those that say most first."""
    tail = rf"(?:\s?{verbatim(every().dates.year)}(?!\w))?"
    return tuple(re.compile(shape) for shape in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d.])(?P<first>\d{1,2})(?P<mark>[-/.]|/ )(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d])",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s(?P<month>\d{1,2})\.\s(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|\.|-го)?\s+(?:of\s+|de\s+)?(?P<name>[^\W\d]{3,})\.?,?\s+"
        rf"(?:de\s+)?{_YEAR}{tail}",
        rf"(?P<name>[^\W\d]{{3,}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        r"(?P<name>[^\W\d]{3,})\.?,?\s+(?P<year>\d{4})(?!\d)",
    ))  # fmt: skip


@cache
def _months() -> dict[str, int]:
    """The names of months in the languages of European news, and their beginnings that mean one month alone."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        tables = Locale.parse(language).months
        wide = {(name.casefold(), month) for context in tables.values() for month, name in context["wide"].items()}
        short = {(name.casefold().rstrip("."), m) for context in tables.values() for m, name in context["abbreviated"].items()}
        begun: dict[str, set[int]] = {}
        for name, month in wide:
            for length in range(3, len(name)):
                begun.setdefault(name[:length], set()).add(month)
        found = {name: months.copy().pop() for name, months in begun.items() if len(months) == 1}
        for name, month in (*found.items(), *short, *wide):
            if len(name) >= 3 and name.isalpha():
                names.setdefault(name, month)
    names.update({name.casefold(): int(month) for month, short in every().dates.months.items() for name in short})
    return names


def month_of(name: str) -> int:
    """The month of this name or abbreviation, or 0."""
    return _months().get(name.casefold().rstrip("."), 0)


def find(text: str) -> Iterator[Dated]:
    """Every date in a text, the most exact reading of each place; a time beside it belongs to it."""
    taken: list[tuple[int, int]] = []
    for shape in _shapes():
        for match in _matches(shape, text):
            start, end = match.span()
            if any(low < end and start < high for low, high in taken):
                continue
            found = _read(match)
            if found:
                taken.append((start, end))
                yield Dated(start, _with_time(text, end), *found)


def _with_time(text: str, end: int) -> int:
    """Where a date ends that a weekday and a time may follow."""
    weekday = _DAY_NAME.match(text, end)
    after = weekday.end() if weekday and is_weekday(weekday["name"]) else end
    time = _CLOCK().match(text, after)
    return time.end() if time else end


def _matches(shape: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every place where a text has this shape; what turns out to be no date does not hide one that begins within it."""
    place = 0
    while match := shape.search(text, place):
        yield match
        first = _WORD.match(text, match.start())
        place = match.end() if _read(match) or not first else max(first.end(), match.start() + 1)


def whole(text: str) -> Dated | None:
    """The date that a text is, a weekday, a time, and brackets apart."""
    stripped = text.strip(" \t()[].,|–-")
    for found in find(stripped):
        rest = stripped[: found.start] + " " + stripped[found.end :]
        if _is_time(rest):
            return found
    return None


def _is_time(text: str) -> bool:
    """Whether a text is nothing but a time and a weekday, or one of them, or empty."""
    rest = _CLOCK().sub(" ", text.strip(), count=1).strip(" ,.|–-()")
    return not rest or is_weekday(rest)


def day_and_time(text: str) -> tuple[int, int] | None:
    """The month and the day of a line like ``Wed Jun 25, 10:06 AM ET``, which gives no year."""
    time = _CLOCK().search(text)
    if not time:
        return None
    day = text[: time.start()]
    weekday = _DAY_NAME.match(day)
    day = day[weekday.end() :] if weekday and is_weekday(weekday["name"]) else day
    return month_day(day) if not text[time.end() :].strip(" .") else None


def month_day(text: str) -> tuple[int, int] | None:
    """The month and the day of a text like ``June 25`` or ``25 июня``."""
    for shape in _MONTH_DAY:
        match = shape.fullmatch(text.strip(" ,."))
        if match and (month := month_of(match["name"])) and 1 <= int(match["day"]) <= 31:
            return month, int(match["day"])
    return None


@cache
def _weekdays() -> frozenset[str]:
    tables = [Locale.parse(language).days for language in LANGUAGES]
    return frozenset(
        name.casefold().rstrip(".")
        for table in tables
        for context in table.values()
        for width in ("wide", "abbreviated")
        for name in context.get(width, {}).values()
    )


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week, or its abbreviation."""
    return text.strip(" ,.").casefold() in _weekdays()


def _read(match: re.Match[str]) -> tuple[tuple[PartialDate, ...], bool | None] | None:
    """Every date that a match can mean, and whether its figures say that the day stands first; None if it is no date."""
    part = match.groupdict()
    years = _years(part["year"])
    if "first" in part:
        first, second = int(part["first"]), int(part["second"])
        readings = _dates(years, second, first), _dates(years, first, second)
        both = tuple(dict.fromkeys((*readings[0], *readings[1])))
        return (both, bool(readings[0]) if bool(readings[0]) != bool(readings[1]) else None) if both else None
    month = int(part["month"]) if "month" in part else month_of(part["name"])
    found = _dates(years, month, int(part.get("day") or 0)) if month else ()
    return (found, None) if found else None


def _years(text: str) -> tuple[int, ...]:
    figures = int(text.strip("'’"))
    return (figures,) if figures >= 100 else (1900 + figures, 2000 + figures)


def _dates(years: tuple[int, ...], month: int, day: int) -> tuple[PartialDate, ...]:
    """The dates of these figures that a calendar holds, in years that news clippings are from."""
    found = []
    for year in years:
        try:
            found.append(PartialDate.parse(f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"))
        except ValueError:
            continue
    return tuple(date for date in found if 1700 <= date.year <= 2100)
