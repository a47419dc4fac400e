import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.chronology import PartialDate, overlaps


@pytest.mark.parametrize(
    ("written", "read"),
    [("2008-06-25", "25 June 2008"), ("2008-06", "June 2008"), ("2008", "2008"), ("2008-02-29", "29 February 2008")],
)
def test_a_date_keeps_the_precision_it_was_written_with(written: str, read: str) -> None:
    date = PartialDate.parse(written)
    assert date.iso == written
    assert date.text == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2007-02-29", "February 2007 has no day 29"),
        ("2008-13", "no month 13"),
        ("2008-00-10", "no month 00"),
        ("0000", "no year 0000"),
        ("25/06/2008", "no date"),
        ("June 2008", "no date"),
    ],
)
def test_an_impossible_date_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        PartialDate.parse(written)


def test_dates_sort_as_their_iso_text_does() -> None:
    written = ["2007-12-31", "2008", "2008-06", "2008-06-25", "2008-07-01"]
    assert sorted(map(PartialDate.parse, reversed(written))) == [PartialDate.parse(text) for text in written]


@given(st.dates())
def test_a_day_is_its_own_first_and_last(day: datetime.date) -> None:
    date = PartialDate.parse(day.isoformat())
    assert date.first == date.last == day
    assert date.iso == day.isoformat()


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_lies_in_its_year(year: int, month: int) -> None:
    whole, part = PartialDate(year), PartialDate(year, month)
    assert whole.first <= part.first <= part.last <= whole.last
    assert overlaps(part, whole, whole)


def test_a_month_overlaps_a_term_that_ends_within_it() -> None:
    may = PartialDate.parse("2008-05")
    assert overlaps(may, None, PartialDate.parse("2008-05-07"))
    assert overlaps(may, PartialDate.parse("2008-05-07"), None)
    assert not overlaps(may, None, PartialDate.parse("2008-04-30"))
