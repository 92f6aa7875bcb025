from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import day
from tinycrm.domain.day import Written
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2026-12-03", Written(2026, 12, 3)),
        ("2026/12/3", Written(2026, 12, 3)),
        ("20261203", Written(2026, 12, 3)),
        ("--12-03", Written(None, 12, 3)),
        ("--1203", Written(None, 12, 3)),
        ("3/12", Written(None, 12, 3)),
        ("3.12.", Written(None, 12, 3)),
        ("3.12.2026", Written(2026, 12, 3)),
        ("3-12-26", Written(26, 12, 3)),
        ("3 dec", Written(None, 12, 3)),
        ("3rd of December 2026", Written(2026, 12, 3)),
        ("the 3rd of Dec", Written(None, 12, 3)),
        ("3. Dec 2026", Written(2026, 12, 3)),
        ("3-dec-2026", Written(2026, 12, 3)),
        ("3dec", Written(None, 12, 3)),
        ("Dec 3", Written(None, 12, 3)),
        ("december the 3rd", Written(None, 12, 3)),
        ("Dec. 3, 2026", Written(2026, 12, 3)),
        ("sept 1 2026", Written(2026, 9, 1)),
        ("smarch 3", None),
        ("3 smarch", None),
        ("dec", None),
        ("3/12-2026", None),
        ("15", None),
        ("dec 2026", None),
        ("", None),
    ],
)
def test_read(typed: str, written: Written | None) -> None:
    assert day.read(typed) == written


def test_the_order_of_day_and_month() -> None:
    assert day.read("3/12/2026", day_first=False) == Written(2026, 3, 12)
    assert day.read("2026-12-03", day_first=False) == Written(2026, 12, 3)


@pytest.mark.parametrize(
    ("typed", "day_first", "sentence"),
    [
        ("12/25", True, "12/25 is not a day. There is no month 25; here the day comes first."),
        ("25/12", False, "25/12 is not a day. There is no month 25; here the month comes first."),
        ("2026-13-01", True, "2026-13-01 is not a day. There is no month 13."),
    ],
)
def test_a_month_that_no_year_has(typed: str, day_first: bool, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        day.read(typed, day_first)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ((2027, 2, 31), "31 Feb 2027 is not a day. February 2027 ends on Sun 28."),
        ((2026, 4, 0), "0 Apr 2026 is not a day. April 2026 ends on Thu 30."),
        ((0, 1, 1), "0 is not a year."),
    ],
)
def test_a_day_that_is_none(parts: tuple[int, int, int], sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        day.on(*parts)
    assert str(caught.value) == sentence


def test_the_first_and_the_last_of_a_month_are_days() -> None:
    assert day.on(2026, 4, 1) == date(2026, 4, 1)
    assert day.on(2026, 4, 30) == date(2026, 4, 30)
    assert not day.exists(2026, 4, 31)


def test_a_year_that_was_not_said_is_not_blamed() -> None:
    with pytest.raises(InvalidError, match=r"^31 Feb is not a day\. February 2027 ends on Sun 28\.$"):
        day.on(2027, 2, 31, year_said=False)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 22), 2, date(2027, 1, 22)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_clamped(start: date, months: int, end: date) -> None:
    assert day.add_months(start, months) == end


def test_months_beyond_the_calendar() -> None:
    with pytest.raises(OverflowError):
        day.add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("fri", 4),
        ("Friday", 4),
        ("thurs", 3),
        ("thur", 3),
        ("tues", 1),
        ("weds", 2),
        ("frid", None),
        ("", None),
    ],
)
def test_weekday(word: str, number: int | None) -> None:
    assert day.weekday(word) == number


def test_month() -> None:
    assert [day.month(word) for word in ("jan", "Sept.", "december", "smarch")] == [1, 9, 12, None]


@given(st.dates())
def test_a_shown_day_reads_as_itself(value: date) -> None:
    weekday, rest = day.show_day(value).split(" ", 1)
    assert day.read(rest) == Written(*value.timetuple()[:3])
    assert day.weekday(weekday) == value.weekday()
