from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import cadence
from tinycrm.domain.cadence import cutoff, in_words
from tinycrm.errors import InvalidError

DAY = timedelta(1)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
CADENCES = st.builds(lambda number, unit: f"{number}{unit}", st.integers(1, 50), st.sampled_from("dwmy"))
UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def due_on(last: date, stored: str) -> date:
    """From which day on somebody counts as slipping away, by another library's months."""
    return last + relativedelta(**{UNITS[stored[-1]]: int(stored[:-1])})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        ("6w", "6w", "every 6 weeks"),
        ("90 days", "90d", "every 90 days"),
        ("3 months", "3m", "every 3 months"),
        ("Every 3 Months", "3m", "every 3 months"),
        ("quarterly", "3m", "every 3 months"),
        ("monthly", "1m", "every month"),
        ("yearly", "1y", "every year"),
    ],
)
def test_cadence(typed: str, stored: str, words: str) -> None:
    assert cadence.cadence(typed) == stored
    assert in_words(stored) == words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("often", '"often" is not an interval I know. Try 2w, 10 days, monthly or every 3 months.'),
        ("90", "90 has no unit: 90d is days, 90w weeks, 90m months."),
        ("  ", "An interval cannot be blank."),
    ],
)
def test_what_is_no_cadence(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        cadence.cadence(typed)
    assert str(caught.value) == sentence


@given(CADENCES)
def test_a_stored_cadence_reads_as_itself(stored: str) -> None:
    assert cadence.cadence(stored) == stored
    assert cadence.cadence(in_words(stored)) == stored


@pytest.mark.parametrize(
    ("today", "stored", "last"),
    [
        (date(2027, 1, 3), "6w", date(2026, 11, 22)),
        (date(2027, 2, 20), "90d", date(2026, 11, 22)),
        (date(2027, 2, 27), "1m", date(2027, 1, 27)),
        (date(2027, 2, 28), "1m", date(2027, 1, 31)),
        (date(2028, 2, 28), "1m", date(2028, 1, 28)),
        (date(2028, 2, 29), "1m", date(2028, 1, 31)),
        (date(2027, 3, 30), "1m", date(2027, 2, 28)),
        (date(2027, 3, 31), "1m", date(2027, 2, 28)),
        (date(2027, 4, 30), "1m", date(2027, 3, 31)),
        (date(2029, 2, 28), "1y", date(2028, 2, 29)),
    ],
)
def test_cutoff(today: date, stored: str, last: date) -> None:
    assert cutoff(today, stored) == last


@pytest.mark.parametrize("stored", ["10d", "6w", "1m", "3m", "1y"])
def test_the_two_ways_to_ask_agree_on_every_day_of_four_years(stored: str) -> None:
    for today in (date(2025, 1, 1) + timedelta(n) for n in range(4 * 366)):
        last = cutoff(today, stored)
        assert due_on(last, stored) <= today < due_on(last + DAY, stored)


@given(DAYS, CADENCES)
def test_the_two_ways_to_ask_agree(today: date, stored: str) -> None:
    last = cutoff(today, stored)
    assert due_on(last, stored) <= today < due_on(last + DAY, stored)


def test_the_beginning_of_the_calendar_is_a_sentence() -> None:
    with pytest.raises(InvalidError, match=r"^Every month from Mon 1 Jan 0001 leaves the calendar\."):
        cutoff(date(1, 1, 1), "1m")


def test_a_pair_is_a_tag_and_a_span() -> None:
    assert cadence.pair("#VIP every 2 fortnights") == ("vip", "4w")
    with pytest.raises(InvalidError, match='cadences, "vip fri": "fri" is a day'):
        cadence.pair("vip fri")


def test_pairs_that_make_no_sense_are_told_and_left_out() -> None:
    found, wrong = cadence.by_tag(["vip 999y", "regular monthly", "regular 6w"])
    assert found == {"regular": "6w"}
    assert [str(error).partition(":")[0] for error in wrong] == ['cadences, "vip 999y"']
