"""Dates with precision: a day, a month or a year, as news and archives give them, and stretches between two of them."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Self

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year.

    ``month`` and ``day`` are 0 where they are not known. A coarser date sorts before the finer ones that it contains,
    as its ISO 8601 text does.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """Read ``2008-06-25``, ``2008-06`` or ``2008``; raises ValueError with the reason."""
        return value if isinstance(value, cls) else _parsed(str(value).strip())

    @property
    def iso(self) -> str:
        """The ISO 8601 text at this precision."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def text(self) -> str:
        """The date as a reader writes it: 25 June 2008, June 2008, 2008."""
        if self.day:
            return f"{self.day} {MONTHS[self.month - 1]} {self.year}"
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)

    @property
    def first(self) -> datetime.date:
        """The first day that this date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that this date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return self.iso

    def __lt__(self, other: Self) -> bool:
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time from one date to another, the same where it is one date; an end that is None is not known.

    Its text is that of the Extended Date/Time Format (ISO 8601-2): ``2008-06-16/2008-06-22``, ``../2008-06-24``, ``2008-06``.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None

    @classmethod
    def of(cls, date: PartialDate) -> "Interval":
        """The stretch of one date."""
        return cls(date, date)

    @classmethod
    def parse(cls, value: object) -> "Interval":
        """Read a date or a stretch; raises ValueError with the reason."""
        if isinstance(value, cls):
            return value
        start, slash, end = str(value).strip().partition("/")
        if not slash:
            return cls.of(PartialDate.parse(start))
        found = cls(*(None if text == ".." else PartialDate.parse(text) for text in (start, end)))
        if found.start and found.end and found.end.last < found.start.first:
            raise ValueError("ends before it begins")
        return found

    @property
    def iso(self) -> str:
        """The text of the Extended Date/Time Format."""
        return self.start.iso if self.start and self.start == self.end else f"{self.start or '..'}/{self.end or '..'}"

    def __str__(self) -> str:
        return self.iso

    def meets(self, other: "Interval") -> bool:
        """Whether both can mean the same day."""
        return all(not (a.end and b.start) or b.start.first <= a.end.last for a, b in ((self, other), (other, self)))


@lru_cache(maxsize=16384)  # the days of a dossier come up again and again
def _parsed(text: str) -> PartialDate:
    match = _SHAPE.fullmatch(text)
    if not match:
        raise ValueError("is no date")
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"is an impossible date: there is no month {match[2]}")
    if year == 0:
        raise ValueError("is an impossible date: there is no year 0000")
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"is an impossible date: {MONTHS[month - 1]} {year} has no day {match[3]}")
    return PartialDate(year, month, day)


def overlaps(date: PartialDate, start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether any day that ``date`` can mean lies between ``start`` and ``end``, both included; None is open."""
    return (start is None or start.first <= date.last) and (end is None or date.first <= end.last)
