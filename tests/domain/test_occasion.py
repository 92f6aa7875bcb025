from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import occasion
from tinycrm.errors import InvalidError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("10 dec", "--12-10"),
        ("10 December 1815", "1815-12-10"),
        ("dec 10", "--12-10"),
        ("Dec 10, 1815", "1815-12-10"),
        ("1815-12-10", "1815-12-10"),
        ("--12-10", "--12-10"),
        ("--0229", "--02-29"),
        ("10/12/1815", "1815-12-10"),
        ("29 feb", "--02-29"),
        ("29 feb 2024", "2024-02-29"),
        ("22 nov 2026", "2026-11-22"),
        ("23 nov", "--11-23"),
    ],
)
def test_partial(typed: str, stored: str) -> None:
    assert occasion.partial(typed, today=TODAY) == stored


def test_partial_with_the_month_first() -> None:
    assert occasion.partial("10/12/1815", today=TODAY, day_first=False) == "1815-10-12"


def test_a_day_to_come_is_kept_only_when_asked_for() -> None:
    assert occasion.partial("3 dec 2027", today=TODAY, future=True) == "2027-12-03"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31 feb", "31 Feb is not a day. February has at most 29."),
        ("--02-30", "30 Feb is not a day. February has at most 29."),
        ("31 apr", "31 Apr is not a day. April has at most 30."),
        ("29 feb 2023", "29 Feb 2023 is not a day. February 2023 ends on Tue 28."),
        ("3 dec 2027", "Fri 3 Dec 2027 lies in the future."),
        ("smarch", '"smarch" is not a day. Try 10 dec, 10 dec 1986 or 1986-12-10.'),
        ("10/12/85", "10/12/85: write the year with four digits, as in 1986, or leave it out."),
        ("10 dec 85", "10 dec 85: write the year with four digits, as in 1986, or leave it out."),
        ("", "A date cannot be blank."),
    ],
)
def test_a_birthday_that_is_none(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        occasion.partial(typed, today=TODAY)
    assert str(caught.value) == sentence


def test_show() -> None:
    assert occasion.show("--12-10") == "10 Dec"
    assert occasion.show("1815-12-10") == "10 Dec 1815"


PARTIALS = st.one_of(
    st.dates(min_value=date(1000, 1, 1), max_value=TODAY).map(date.isoformat),
    st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 12, 31)).map(lambda day: f"-{day:-%m-%d}"),
)


@given(PARTIALS, st.booleans())
def test_what_is_shown_reads_as_itself(partial: str, day_first: bool) -> None:
    assert occasion.partial(occasion.show(partial), today=TODAY, day_first=day_first) == partial
    assert occasion.partial(partial, today=TODAY, day_first=day_first) == partial


@pytest.mark.parametrize("partial", ["--02-29", "2000-02-29"])
@pytest.mark.parametrize(
    ("year", "leap", "day"),
    [
        (2026, "feb28", date(2026, 2, 28)),
        (2026, "mar1", date(2026, 3, 1)),
        (2100, "feb28", date(2100, 2, 28)),
        (2028, "feb28", date(2028, 2, 29)),
        (2028, "mar1", date(2028, 2, 29)),
    ],
)
def test_the_29th_of_february_in_plain_years(partial: str, year: int, leap: str, day: date) -> None:
    assert occasion.on_year(partial, year, leap) == day


@pytest.mark.parametrize(
    ("partial", "today", "day"),
    [
        ("--11-22", TODAY, TODAY),
        ("1990-11-21", TODAY, date(2027, 11, 21)),
        ("--12-31", TODAY, date(2026, 12, 31)),
        ("--02-29", date(2026, 2, 28), date(2026, 2, 28)),
        ("--02-29", date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_next_on(partial: str, today: date, day: date) -> None:
    assert occasion.next_on(partial, today, "feb28") == day


@given(PARTIALS, st.dates(max_value=date(9990, 1, 1)), st.sampled_from(["feb28", "mar1"]))
def test_the_next_occasion_is_within_a_year_and_a_day(partial: str, today: date, leap: str) -> None:
    assert 0 <= (occasion.next_on(partial, today, leap) - today).days <= 366


@pytest.mark.parametrize(
    ("partial", "day", "leap", "age"),
    [
        ("1815-12-10", date(1852, 11, 27), "feb28", 36),
        ("1990-11-22", date(2026, 11, 21), "feb28", 35),
        ("1990-11-22", date(2026, 11, 22), "feb28", 36),
        ("2000-02-29", date(2027, 2, 28), "feb28", 27),
        ("2000-02-29", date(2027, 2, 28), "mar1", 26),
        ("2000-02-29", date(2027, 3, 1), "mar1", 27),
        ("2026-11-22", date(2026, 11, 22), "feb28", 0),
        ("2026-11-22", date(2025, 11, 22), "feb28", None),
        ("--11-22", TODAY, "feb28", None),
    ],
)
def test_age_on(partial: str, day: date, leap: str, age: int | None) -> None:
    assert occasion.age_on(partial, day, leap) == age
