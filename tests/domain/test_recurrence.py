from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import recurrence
from tinycrm.domain.recurrence import Every, following, following_done, in_words, occurrence, show
from tinycrm.errors import InvalidError

DAY = timedelta(1)
WEEKLY, MONTHLY, YEARLY = Every(1, "w"), Every(1, "m"), Every(1, "y")

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
EVERYS = st.one_of(
    st.builds(Every, st.integers(1, 999), st.sampled_from("dw")),
    st.builds(Every, st.integers(1, 600), st.just("m")),
    st.builds(Every, st.integers(1, 50), st.just("y")),
)
TURNS = st.integers(0, 150)  # of 50 years at most: they stay below the year 9999


def stepped(anchor: date, every: Every, n: int) -> date:
    """What another calendar library says of the n-th occurrence."""
    names = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
    return anchor + relativedelta(**{names[every.unit]: n * every.number})  # type: ignore[arg-type]


def dues(anchor: date, every: Every, done_after: int, times: int) -> list[date]:
    """The days a follow-up is moved to when it is always done so many days after it was due."""
    found = [anchor]
    for _ in range(times):
        done_on = found[-1] + timedelta(done_after)
        found.append(following(anchor, every, max(found[-1], done_on)))
    return found


@pytest.mark.parametrize(
    ("typed", "every"),
    [
        ("2w", Every(2, "w")),
        ("3m", Every(3, "m")),
        ("10d", Every(10, "d")),
        ("1y", Every(1, "y")),
        ("10 days", Every(10, "d")),
        ("2wks", Every(2, "w")),
        ("6 mo", Every(6, "m")),
        ("Every 2 Weeks", Every(2, "w")),
        ("every  2   weeks", Every(2, "w")),
        ("every two weeks", Every(2, "w")),
        ("every other week", Every(2, "w")),
        ("every second month", Every(2, "m")),
        ("each month", Every(1, "m")),
        ("every month", Every(1, "m")),
        ("week", Every(1, "w")),
        ("a year", Every(1, "y")),
        ("once a month", Every(1, "m")),
        ("once every 3 months", Every(3, "m")),
        ("daily", Every(1, "d")),
        ("weekly", Every(1, "w")),
        ("fortnightly", Every(2, "w")),
        ("every fortnight", Every(2, "w")),
        ("2 fortnights", Every(4, "w")),
        ("monthly", Every(1, "m")),
        ("quarterly", Every(3, "m")),
        ("every quarter", Every(3, "m")),
        ("half-yearly", Every(6, "m")),
        ("yearly", Every(1, "y")),
        ("annually", Every(1, "y")),
        ("12m", Every(12, "m")),
        ("002w", Every(2, "w")),
        ("999d", Every(999, "d")),
        ("999w", Every(999, "w")),
        ("600m", Every(600, "m")),
        ("50y", Every(50, "y")),
    ],
)
def test_every(typed: str, every: Every) -> None:
    assert recurrence.every(typed) == every


UNKNOWN = '"{}" is not an interval I know. Try 2w, 10 days, monthly or every 3 months.'
TOO_MUCH = '"{}" is out of range. An interval has 1 to 999 days or weeks, 1 to 600 months or 1 to 50 years.'


@pytest.mark.parametrize(
    "typed",
    [
        "soonish", "biweekly", "-2w", "+2w", "1.5 months", "2w 3d", "2 x", "x weeks", "every", "2 hours", "٢w",
        "every every week", "1" * 70,
    ],
)  # fmt: skip
def test_what_is_no_interval(typed: str) -> None:
    with pytest.raises(InvalidError) as caught:
        recurrence.every(typed)
    assert str(caught.value) == UNKNOWN.format(typed if len(typed) <= 60 else typed[:59] + "…")


@pytest.mark.parametrize(
    "typed", ["0w", "0 days", "1000d", "1000 weeks", "601m", "201 quarters", "51y", "9" * 50 + "d"]
)
def test_an_interval_out_of_range(typed: str) -> None:
    with pytest.raises(InvalidError) as caught:
        recurrence.every(typed)
    assert str(caught.value) == TOO_MUCH.format(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("30", "30 has no unit: 30d is days, 30w weeks, 30m months."),
        ("every 3", "3 has no unit: 3d is days, 3w weeks, 3m months."),
        ("every friday", '"every friday" is a day, not an interval. Start on a Fri and repeat it 1w.'),
        ("Tues", '"Tues" is a day, not an interval. Start on a Tue and repeat it 1w.'),
        ("", "An interval cannot be blank."),
        ("2w" * 60, "An interval has at most 100 characters; this one has 120."),
    ],
)
def test_what_is_missing_is_told(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        recurrence.every(typed)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("every", "stored", "words"),
    [
        (Every(2, "w"), "2w", "every 2 weeks"),
        (Every(1, "w"), "1w", "every week"),
        (Every(10, "d"), "10d", "every 10 days"),
        (Every(1, "d"), "1d", "every day"),
        (Every(3, "m"), "3m", "every 3 months"),
        (Every(1, "y"), "1y", "every year"),
    ],
)
def test_show(every: Every, stored: str, words: str) -> None:
    assert (show(every), in_words(every)) == (stored, words)


@given(EVERYS)
def test_what_is_shown_reads_as_itself(every: Every) -> None:
    assert recurrence.every(show(every)) == every
    assert recurrence.every(in_words(every)) == every


PLAIN = {
    29: [29, 28, 29, 29, 29, 29, 29, 29, 29, 29, 29, 29],
    30: [30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    31: [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
}


@pytest.mark.parametrize("day", [29, 30, 31])
def test_monthly_keeps_its_day_over_four_years(day: int) -> None:
    leap = PLAIN[day].copy()
    leap[1] = 29
    found = [occurrence(date(2025, 1, day), MONTHLY, n) for n in range(48)]
    assert [(on.year, on.month) for on in found] == [(2025 + n // 12, n % 12 + 1) for n in range(48)]
    assert [on.day for on in found] == PLAIN[day] * 3 + leap


def test_quarterly_from_the_31st_over_four_years() -> None:
    found = [occurrence(date(2026, 8, 31), Every(3, "m"), n) for n in range(17)]
    plain = ["31 Aug", "30 Nov", "28 Feb", "31 May"]
    leap = ["31 Aug", "30 Nov", "29 Feb", "31 May"]
    assert [f"{on.day} {on:%b}" for on in found] == [*plain, *leap, *plain, *plain, "31 Aug"]
    assert found[-1] == date(2030, 8, 31)


def test_months_run_over_the_new_year() -> None:
    found = [occurrence(date(2026, 11, 15), MONTHLY, n).isoformat() for n in range(3)]
    assert found == ["2026-11-15", "2026-12-15", "2027-01-15"]


def test_yearly_returns_to_29_february() -> None:
    found = [occurrence(date(2024, 2, 29), YEARLY, n) for n in range(13)]
    assert [on.year for on in found] == list(range(2024, 2037))
    assert [(on.month, on.day) for on in found] == ([(2, 29)] + [(2, 28)] * 3) * 3 + [(2, 29)]


def test_yearly_from_29_february_over_a_century_without_leap_day() -> None:
    found = [occurrence(date(2096, 2, 29), YEARLY, n).day for n in range(9)]
    assert found == [29, 28, 28, 28, 28, 28, 28, 28, 29]
    assert occurrence(date(2000, 2, 29), Every(4, "y"), 25) == date(2100, 2, 28)


@pytest.mark.parametrize(("every", "step"), [(Every(2, "w"), 14), (Every(10, "d"), 10), (WEEKLY, 7)])
def test_days_and_weeks_are_counted_over_four_years(every: Every, step: int) -> None:
    anchor = date(2025, 1, 31)
    found = dues(anchor, every, 0, 4 * 366 // step + 1)
    assert found[-1] - anchor >= timedelta(4 * 366)
    assert {later - sooner for sooner, later in pairwise(found)} == {timedelta(step)}


def test_the_day_before_the_anchor() -> None:
    assert occurrence(date(2026, 3, 31), MONTHLY, -1) == date(2026, 2, 28)
    assert occurrence(date(2026, 3, 31), WEEKLY, -1) == date(2026, 3, 24)


@pytest.mark.parametrize("day", [29, 30, 31])
@pytest.mark.parametrize("done_after", [-27, -3, 0, 1, 27])
def test_monthly_does_not_drift_however_early_or_late_it_is_done(day: int, done_after: int) -> None:
    anchor = date(2025, 1, day)
    assert dues(anchor, MONTHLY, done_after, 48) == [stepped(anchor, MONTHLY, n) for n in range(49)]


@pytest.mark.parametrize("done_after", [-300, 0, 300])
def test_yearly_from_29_february_does_not_drift_either(done_after: int) -> None:
    anchor = date(2024, 2, 29)
    assert dues(anchor, YEARLY, done_after, 9) == [stepped(anchor, YEARLY, n) for n in range(10)]


@pytest.mark.parametrize(
    ("every", "done_after", "kept"),
    [
        (Every(2, "w"), 13, 1),
        (Every(2, "w"), 14, 2),
        (Every(2, "w"), 27, 2),
        (Every(2, "w"), 28, 3),
        (Every(10, "d"), -40, 1),
        (Every(10, "d"), 9, 1),
        (Every(10, "d"), 10, 2),
    ],
)
def test_done_so_late_that_some_are_left_out(every: Every, done_after: int, kept: int) -> None:
    anchor = date(2025, 1, 31)
    step = timedelta(14 if every.unit == "w" else 10)
    assert dues(anchor, every, done_after, 60) == [anchor + n * kept * step for n in range(61)]


@pytest.mark.parametrize(
    ("after", "next_on"),
    [
        ("2025-12-01", "2026-01-31"),  # before it began
        ("2026-01-30", "2026-01-31"),
        ("2026-01-31", "2026-02-28"),  # on the day
        ("2026-02-27", "2026-02-28"),
        ("2026-02-28", "2026-03-31"),
        ("2026-03-30", "2026-03-31"),
        ("2026-04-15", "2026-04-30"),  # months late
        ("2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-03-31"),
        ("2093-12-31", "2094-01-31"),
    ],
)
def test_following_the_31st(after: str, next_on: str) -> None:
    assert following(date(2026, 1, 31), MONTHLY, date.fromisoformat(after)) == date.fromisoformat(next_on)


@pytest.mark.parametrize("from_day", [date(2025, 1, 29), date(2025, 1, 30), date(2025, 1, 31)])
def test_after_done_counts_from_the_day_it_was_done(from_day: date) -> None:
    for day in (from_day + timedelta(n) for n in range(4 * 366)):
        assert following_done(day, Every(10, "d")) - day == timedelta(10)
        assert following_done(day, Every(2, "w")) - day == timedelta(14)
        assert following_done(day, MONTHLY) == stepped(day, MONTHLY, 1)


def test_after_done_keeps_no_anchor() -> None:
    found = [date(2026, 1, 31)]
    for _ in range(48):
        found.append(following_done(found[-1], MONTHLY))
    assert [on.day for on in found] == [31] + [28] * 48
    assert found[-1] == date(2030, 1, 28)


def test_after_done_on_29_february() -> None:
    assert following_done(date(2028, 2, 29), YEARLY) == date(2029, 2, 28)
    assert following_done(date(2028, 2, 29), Every(4, "y")) == date(2032, 2, 29)


@pytest.mark.parametrize("every", [Every(10, "d"), Every(2, "w"), MONTHLY, YEARLY])
def test_the_end_of_the_calendar_is_a_sentence(every: Every) -> None:
    with pytest.raises(InvalidError) as caught:
        following(date(9999, 12, 31), every, date(9999, 12, 31))
    expected = f"{in_words(every).capitalize()} from Fri 31 Dec 9999 leaves the calendar. Choose a nearer day."
    assert str(caught.value) == expected


def test_the_last_day_of_the_calendar_is_reached() -> None:
    assert following(date(9999, 11, 30), MONTHLY, date(9999, 12, 29)) == date(9999, 12, 30)
    assert following(date(9999, 12, 24), WEEKLY, date(9999, 12, 30)) == date(9999, 12, 31)


@given(DAYS, EVERYS, TURNS)
def test_an_occurrence_is_the_calendars(anchor: date, every: Every, n: int) -> None:
    assert occurrence(anchor, every, n) == stepped(anchor, every, n)


@given(DAYS, EVERYS, TURNS)
def test_occurrences_rise(anchor: date, every: Every, n: int) -> None:
    assert occurrence(anchor, every, n) < occurrence(anchor, every, n + 1)


@given(DAYS, EVERYS, st.integers(-1000, 1500))
def test_following_is_the_first_occurrence_after(anchor: date, every: Every, apart: int) -> None:
    after = anchor + timedelta(apart)
    first = next(day for n in range(1502) if (day := stepped(anchor, every, n)) > after)
    assert following(anchor, every, after) == first


@given(DAYS, EVERYS, TURNS, st.data())
def test_following_finds_the_next_from_any_day_between(anchor: date, every: Every, n: int, data: st.DataObject) -> None:
    this, coming = stepped(anchor, every, n), stepped(anchor, every, n + 1)
    after = data.draw(st.dates(this, coming - DAY))
    assert following(anchor, every, after) == coming
    assert following(anchor, every, this - DAY) == this


@given(DAYS, EVERYS, DAYS, st.integers(0, 1000))
def test_following_lies_ahead_and_never_steps_back(anchor: date, every: Every, after: date, later: int) -> None:
    found = following(anchor, every, after)
    assert after < found <= following(anchor, every, after + timedelta(later))


@given(DAYS, EVERYS)
def test_after_done_is_the_first_after_that_day(done_on: date, every: Every) -> None:
    assert following_done(done_on, every) == following(done_on, every, done_on)
