from datetime import date

import pytest

from tinycrm.tui import words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 27), "Fri 27 Nov"),
        (date(2027, 1, 4), "Mon 4 Jan"),
        (date(2027, 7, 1), "1 Jul 2027"),
        (date(2024, 5, 3), "3 May 2024"),
    ],
)
def test_days(day: date, shown: str) -> None:
    assert words.day(day, TODAY) == shown


def test_other_words() -> None:
    assert words.late(date(2026, 11, 23), TODAY) == "1 day late"
    assert words.late(date(2026, 11, 20), TODAY) == "4 days late"
    assert words.span(date(2026, 9, 1), TODAY) == "12 weeks"
    assert words.near(date(2026, 11, 22), TODAY) == "2 days ago"
    assert words.near(date(2026, 11, 27), TODAY) == "Fri 27 Nov"
    assert words.date_line(TODAY, short=False) == "Tuesday 24 November 2026"
    assert words.date_line(TODAY, short=True) == "Tue 24 Nov"
    assert [words.people(count) for count in (1, 3, 13)] == ["one person", "three people", "13 people"]
    assert [words.plural(count, "talk") for count in (1, 1200)] == ["1 talk", "1,200 talks"]
    assert words.listed(["Ada", "Jun", "Tomás"]) == "Ada, Jun and Tomás"
    assert words.listed(["Ada"]) == "Ada"
    assert words.listed([]) == ""
