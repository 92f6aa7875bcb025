from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import cadence
from tinycrm.domain.cadence import cutoff, due_on, in_words, shortest
from tinycrm.errors import InvalidError

DAY = timedelta(1)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
CADENCES = st.builds(lambda number, unit: f"{number}{unit}", st.integers(1, 50), st.sampled_from("dwmy"))


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
    ("last", "stored", "due"),
    [
        (date(2026, 11, 22), "6w", date(2027, 1, 3)),
        (date(2026, 11, 22), "90d", date(2027, 2, 20)),
        (date(2026, 11, 22), "1d", date(2026, 11, 23)),
        (date(2026, 11, 22), "3m", date(2027, 2, 22)),
        (date(2026, 11, 30), "3m", date(2027, 2, 28)),
        (date(2027, 11, 30), "3m", date(2028, 2, 29)),
        (date(2026, 12, 31), "2m", date(2027, 2, 28)),
        (date(2028, 2, 29), "1y", date(2029, 2, 28)),
        (date(2028, 2, 29), "4y", date(2032, 2, 29)),
    ],
)
def test_due_on(last: date, stored: str, due: date) -> None:
    assert due_on(last, stored) == due


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


@given(DAYS, st.integers(0, 800), CADENCES)
def test_who_was_heard_from_later_is_not_due_sooner(last: date, apart: int, stored: str) -> None:
    assert last < due_on(last, stored) <= due_on(last + timedelta(apart), stored)


@pytest.mark.parametrize(
    ("cadences", "last", "first"),
    [
        ([], date(2026, 11, 22), None),
        (["3m"], date(2026, 11, 22), "3m"),
        (["3m", "6w", "1y"], date(2026, 11, 22), "6w"),
        (["1m", "30d"], date(2027, 1, 31), "1m"),  # 28 days to the end of February
        (["1m", "30d"], date(2027, 3, 1), "30d"),  # 31 days to 1 April
        (["6w", "42d"], date(2026, 11, 22), "42d"),  # the same day
    ],
)
def test_shortest(cadences: list[str], last: date, first: str | None) -> None:
    assert {shortest(order, last) for order in permutations(cadences)} == {first}


def test_shortest_refuses_what_is_no_cadence() -> None:
    with pytest.raises(InvalidError):
        shortest(["6w", "often"], date(2026, 11, 22))


@given(st.lists(CADENCES, min_size=1, max_size=4), DAYS)
def test_nothing_falls_due_before_the_shortest(cadences: list[str], last: date) -> None:
    first = shortest(cadences, last)
    assert first in cadences
    assert all(due_on(last, first) <= due_on(last, other) for other in cadences)


def test_the_ends_of_the_calendar_are_a_sentence() -> None:
    with pytest.raises(InvalidError, match=r"^Every 6 weeks from Fri 31 Dec 9999 leaves the calendar\."):
        due_on(date(9999, 12, 31), "6w")
    with pytest.raises(InvalidError, match=r"^Every month from Mon 1 Jan 0001 leaves the calendar\."):
        cutoff(date(1, 1, 1), "1m")
