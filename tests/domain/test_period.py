from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinycrm.domain.period import Calendar, period, yearly
from tinycrm.errors import InvalidError

TODAY = date(2026, 11, 24)  # a Tuesday
PAST, AHEAD = Calendar(TODAY), Calendar(TODAY, future=True)


def shown(text: str, calendar: Calendar) -> str:
    return "..".join("" if day is None else day.isoformat() for day in period(text, calendar))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90d", "2026-08-26..2026-11-24"),
        ("0d", "2026-11-24..2026-11-24"),
        ("6w", "2026-10-13..2026-11-24"),
        ("3m", "2026-08-24..2026-11-24"),
        ("1y", "2025-11-24..2026-11-24"),
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-02", "2026-02-01..2026-02-28"),
        ("2026-1", "2026-01-01..2026-01-31"),
        ("2026-02-03", "2026-02-03..2026-02-03"),
        ("3.2.2026", "2026-02-03..2026-02-03"),
        ("3-feb-2026", "2026-02-03..2026-02-03"),
        ("3-feb", "2026-02-03..2026-02-03"),
        ("10-dec", "2025-12-10..2025-12-10"),
        ("24-nov", "2026-11-24..2026-11-24"),
        ("29-feb", "2024-02-29..2024-02-29"),
        ("feb", "2026-02-01..2026-02-28"),
        ("nov", "2026-11-01..2026-11-30"),
        ("Dec", "2025-12-01..2025-12-31"),
        ("feb-2024", "2024-02-01..2024-02-29"),
        ("today", "2026-11-24..2026-11-24"),
        ("yesterday", "2026-11-23..2026-11-23"),
        ("fri", "2026-11-20..2026-11-20"),
        ("tue", "2026-11-17..2026-11-17"),
        ("last-fri", "2026-11-20..2026-11-20"),
        ("3rd", "2026-11-03..2026-11-03"),
        ("31st", "2026-10-31..2026-10-31"),
        ("week", "2026-11-23..2026-11-29"),
        ("last-week", "2026-11-16..2026-11-22"),
        ("month", "2026-11-01..2026-11-30"),
        ("last-month", "2026-10-01..2026-10-31"),
        ("this-year", "2026-01-01..2026-12-31"),
        ("last-year", "2025-01-01..2025-12-31"),
        ("2025..2026-02", "2025-01-01..2026-02-28"),
        ("2026-01-01..", "2026-01-01.."),
        ("..2025", "..2025-12-31"),
        ("6m..3m", "2026-05-24..2026-08-24"),
        ("90d..", "2026-08-26.."),
        ("..90d", "..2026-08-26"),
        (">2025", "2026-01-01.."),
        ("<2025", "..2024-12-31"),
        (">2026-02", "2026-03-01.."),
    ],
)
def test_a_time_gone_by(text: str, expected: str) -> None:
    assert shown(text, PAST) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", "2026-11-24..2026-12-01"),
        ("3m", "2026-11-24..2027-02-24"),
        ("tomorrow", "2026-11-25..2026-11-25"),
        ("yesterday", "2026-11-23..2026-11-23"),
        ("fri", "2026-11-27..2026-11-27"),
        ("next-fri", "2026-12-04..2026-12-04"),
        ("10-dec", "2026-12-10..2026-12-10"),
        ("3-feb", "2027-02-03..2027-02-03"),
        ("feb", "2027-02-01..2027-02-28"),
        ("nov", "2026-11-01..2026-11-30"),
        ("eom", "2026-11-30..2026-11-30"),
        ("1st", "2026-12-01..2026-12-01"),
        ("next-month", "2026-12-01..2026-12-31"),
        ("..7d", "..2026-12-01"),
        ("7d..14d", "2026-12-01..2026-12-08"),
        (">7d", "2026-12-02.."),
        ("<fri", "..2026-11-26"),
    ],
)
def test_a_time_to_come(text: str, expected: str) -> None:
    assert shown(text, AHEAD) == expected


def test_the_shop_says_when_weeks_start_and_what_stands_first() -> None:
    assert shown("week", Calendar(TODAY, week_start=6)) == "2026-11-22..2026-11-28"
    assert shown("3/2/2026", Calendar(TODAY, day_first=False)) == "2026-03-02..2026-03-02"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", '"soon" is no time I know. Try 90d, 2026-01 or 2026-01-01..'),
        ("2026-02-30", "30 Feb 2026 is not a day"),
        ("2026-13", "There is no month 13"),
        ("2026-13-01", "There is no month 13"),
        ("30-feb", "30 Feb is not a day. February has at most 29."),
        ("0026", "0026 is not a year to search in."),
        ("9999", "9999 is not a year to search in."),
        ("99999y", "too far away"),
        ("1200y", "0826 is not a year to search in."),
        ("2026..2025", '"2026..2025" ends before it starts.'),
        ("3m..6m", '"3m..6m" ends before it starts.'),
        (">90d", '">90d" can be read both ways; 90d is the time since, ..90d the time before.'),
        ("a..b..c", "no time I know"),
        ("7d..soon", '"soon" is no time I know'),
        ("", "no time I know"),
    ],
)
def test_what_is_no_time(text: str, words: str) -> None:
    with pytest.raises(InvalidError) as caught:
        period(text, PAST)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("feb", ("02-01", "02-29")),
        ("december", ("12-01", "12-31")),
        ("month", ("11-01", "11-30")),
        ("today", ("11-24", "11-24")),
        ("tomorrow", ("11-25", "11-25")),
        ("7d", ("11-24", "12-01")),
        ("60d", ("11-24", "01-23")),
        ("10-dec", ("12-10", "12-10")),
        ("--12-10", ("12-10", "12-10")),
        ("29-feb", ("02-29", "02-29")),
        ("10-dec..24-dec", ("12-10", "12-24")),
        ("nov..feb", ("11-01", "02-29")),
        ("..feb", ("01-01", "02-29")),
        ("10-dec..", ("12-10", "12-31")),
        ("1y", ("01-01", "12-31")),
        ("next-week", ("11-30", "12-06")),
    ],
)
def test_days_that_come_back_each_year(text: str, expected: tuple[str, str]) -> None:
    assert yearly(text, PAST, "feb28") == expected


@pytest.mark.parametrize(
    ("today", "text", "leap", "expected"),
    [
        ("2027-02-28", "today", "feb28", ("02-28", "02-29")),
        ("2027-02-28", "today", "mar1", ("02-28", "02-28")),
        ("2027-03-01", "today", "mar1", ("02-29", "03-01")),
        ("2027-03-01", "today", "feb28", ("03-01", "03-01")),
        ("2028-02-28", "today", "feb28", ("02-28", "02-28")),
        ("2028-02-29", "today", "feb28", ("02-29", "02-29")),
        ("2028-03-01", "today", "mar1", ("03-01", "03-01")),
        ("2027-02-25", "3d", "feb28", ("02-25", "02-29")),
        ("2027-02-25", "3d", "mar1", ("02-25", "02-28")),
    ],
)
def test_29_february_is_kept_where_the_shop_says(today: str, text: str, leap: str, expected: tuple[str, str]) -> None:
    assert yearly(text, Calendar(date.fromisoformat(today)), leap) == expected


@pytest.mark.parametrize("text", ["30-feb", "soon", ">10-dec", "feb..soon", "99999y"])
def test_what_is_no_day_of_a_year(text: str) -> None:
    with pytest.raises(InvalidError):
        yearly(text, PAST, "feb28")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 900), st.booleans())
def test_a_span_holds_today_and_so_many_days(today: date, count: int, future: bool) -> None:
    first, last = period(f"{count}d", Calendar(today, future))
    assert first is not None
    assert last is not None
    assert (last - first) == timedelta(count)
    assert (first if future else last) == today


@given(
    st.one_of(st.text(max_size=20), st.text(st.sampled_from("0123456789dwmy.-/<> febnxtkrsho"), max_size=14)),
    st.dates(),
    st.booleans(),
)
@example("9998-12-31", date(2026, 1, 1), True)
@example("next-year", date.max, True)
@example("last-week", date.min, False)
@example("fri", date.max, True)
@example("29-feb", date.max, True)
def test_any_text_is_a_period_or_an_invalid_value(text: str, today: date, future: bool) -> None:
    calendar = Calendar(today, future)
    with suppress(InvalidError):
        low, high = yearly(text, calendar, "mar1")
        assert len(low) == len(high) == 5
    with suppress(InvalidError):
        first, last = period(text, calendar)
        assert first is None or last is None or first <= last
