from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.formats.presets.day import Order, read, trouble

YEARS = st.dates(min_value=date(1700, 1, 1))


def order(*texts: str) -> Order:
    weighed = Order()
    for text in texts:
        weighed.add(text)
    return weighed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-12-10", "1985-12-10"),
        ("1985/12/10", "1985-12-10"),
        ("19851210", "1985-12-10"),
        ("1985-12-10 00:00:00", "1985-12-10"),
        ("1985-12-10T08:30:00Z", "1985-12-10"),
        ("--12-10", "--12-10"),
        ("--1210", "--12-10"),
        ("1604-12-10", "--12-10"),
        ("0000-12-10", "--12-10"),
        ("31/12/1985", "1985-12-31"),
        ("12/31/1985", "1985-12-31"),
        ("12/31/1985 0:00", "1985-12-31"),
        ("5/5/1985", "1985-05-05"),
        ("3.4.1985", "1985-04-03"),
        ("3.4.", "--04-03"),
        ("31-12", "--12-31"),
        ("10 Dec 1985", "1985-12-10"),
        ("10. Dezember 1985", "1985-12-10"),
        ("10 décembre 1985", "1985-12-10"),
        ("10 de diciembre de 1985", "1985-12-10"),
        ("1er mai 1985", "1985-05-01"),
        ("3rd March", "--03-03"),
        ("Dec 10, 1985", "1985-12-10"),
        ("December 10", "--12-10"),
        ("29.2.", "--02-29"),
        ("0/0/00", ""),
        ("00/00/0000", ""),
        ("0000-00-00", ""),
        ("1/0/1900", ""),
        ("30/12/1899", ""),
        ("-", ""),
        ("3/4/1985", "3/4/1985"),
        ("3/4/85", "3/4/85"),
        ("31/12/85", "31/12/85"),
        ("1985-02-30", "1985-02-30"),
        ("29/2/1985", "29/2/1985"),
        ("TBD", "TBD"),
        ("10 jui 1985", "10 jui 1985"),
        ("31391", "31391"),
    ],
)
def test_what_is_clear_is_read_and_the_rest_stays(text: str, expected: str) -> None:
    assert read(text, None) == expected


def test_the_order_decides_what_could_be_both() -> None:
    assert (read("3/4/1985", True), read("3/4/1985", False)) == ("1985-04-03", "1985-03-04")
    assert (read("3-4", True), read("3-4", False)) == ("--04-03", "--03-04")
    assert (read("31/4/1985", False), read("4/31/1985", True)) == ("31/4/1985", "4/31/1985")


@given(YEARS, st.booleans(), st.sampled_from("/-"))
def test_every_day_is_read_in_its_order(day: date, day_first: bool, between: str) -> None:
    parts = (day.day, day.month) if day_first else (day.month, day.day)
    assert read(between.join(map(str, (*parts, f"{day.year:04}"))), day_first) == day.isoformat()
    assert read(day.isoformat(), day_first) == day.isoformat()


@given(st.text(), st.sampled_from([True, False, None]))
def test_no_text_is_too_strange(text: str, day_first: bool | None) -> None:
    assert isinstance(read(text, day_first), str)
    trouble(text)


def test_a_column_says_its_order() -> None:
    assert order("1/2/1990", "13/2/1990").known is True
    assert order("1/2/1990", "2/13/1990").known is False
    assert order("1/2/1990", "3/3/1990", "1990-12-31", "31.12.1990", "x", "0/0/00").known is None
    assert order("1/2/1990", "3/3/1990").either == 1


def test_a_column_may_have_both_orders() -> None:
    both = order("13/2/1990", "2/13/1990", "1/2/1990")
    assert (both.is_mixed, both.known) == (True, None)
    assert (both.day_first, both.month_first, both.either) == (1, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-12-10", None),
        ("3/4/1985", None),
        ("0/0/00", None),
        ("TBD", "not a day"),
        ("31391", "a number of a spreadsheet, not a day"),
        ("3/4/85", "a year of two digits"),
        ("1985-02-30", "not in the calendar"),
        ("45/12/1985", "not in the calendar"),
    ],
)
def test_what_is_wrong_is_said(text: str, expected: str | None) -> None:
    assert trouble(text) == expected
