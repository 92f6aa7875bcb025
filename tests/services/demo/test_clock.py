from datetime import date

import pytest

from tinycrm.services.demo.cast import Birthday
from tinycrm.services.demo.clock import before, birthday, closing, minutes, moment, season

TODAY = date(2026, 11, 24)


def test_moments_are_written_as_the_file_writes_them() -> None:
    assert moment(TODAY, minutes("09:05")) == "2026-11-24T09:05:00Z"
    assert before(TODAY, 24) == date(2026, 10, 31)


def test_what_has_no_hour_is_written_down_at_closing_time_but_today_already() -> None:
    assert closing(before(TODAY, 1), TODAY) == "2026-11-23T17:30:00Z"
    assert closing(TODAY, TODAY) == "2026-11-24T00:00:00Z"


@pytest.mark.parametrize(
    ("given", "today", "stored"),
    [
        (None, TODAY, None),
        ("--12-10", TODAY, "--12-10"),
        (Birthday(0, 70), TODAY, "1956-11-24"),
        (Birthday(1), TODAY, "--11-25"),
        (Birthday(0, 70), date(2028, 2, 29), "1958-02-28"),
        (Birthday(0), date(2028, 2, 29), "--02-29"),
    ],
)
def test_birthdays(given: str | Birthday | None, today: date, stored: str | None) -> None:
    assert birthday(given, today) == stored


@pytest.mark.parametrize(
    ("month", "name"), [(1, "winter"), (3, "spring"), (8, "summer"), (9, "autumn"), (12, "winter")]
)
def test_seasons(month: int, name: str) -> None:
    assert season(date(2026, month, 1)) == name
