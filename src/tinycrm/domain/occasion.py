"""Birthdays and other days that come back each year: `YYYY-MM-DD` or `--MM-DD` (RFC 6350 §4.3.1)."""

from calendar import monthrange
from datetime import date

from tinycrm.domain import clean
from tinycrm.domain import day as days
from tinycrm.errors import InvalidError

_EARLIEST_YEAR = 1000
_LEAP_YEAR = 2000
_LEAP_DAY = (2, 29)


def partial(text: str, *, today: date, day_first: bool = True, future: bool = False) -> str:
    """A date with or without its year, as stored, from "10 dec", "Dec 10, 1815", "10/12/1815", "--12-10".

    Raises InvalidError for what is no day, for a year of two digits (the century would be invented) and,
    unless `future`, for a day after `today`.
    """
    typed = clean.line(text, "a date")
    written = days.read(typed, day_first)
    if written is None:
        year = today.year - 40
        shown = clean.show_line(typed, 60)
        raise InvalidError(f'"{shown}" is not a day. Try 10 dec, 10 dec {year} or {year}-12-10.')
    if written.year is None:
        if not days.exists(_LEAP_YEAR, written.month, written.day):
            month, longest = days.LONG_MONTHS[written.month - 1], monthrange(_LEAP_YEAR, written.month)[1]
            raise InvalidError(f"{written.day} {month[:3]} is not a day. {month} has at most {longest}.")
        return f"--{written.month:02}-{written.day:02}"
    if written.year < _EARLIEST_YEAR:
        raise InvalidError(f"{typed}: write the year with four digits, as in {today.year - 40}, or leave it out.")
    day = days.on(written.year, written.month, written.day)
    if day > today and not future:
        raise InvalidError(f"{days.show_day(day)} lies in the future.")
    return day.isoformat()


def show(partial: str) -> str:
    """A partial date in words: "10 Dec 1815", or "10 Dec" where the year is not known."""
    year, month, day = _parts(partial)
    words = f"{day} {days.MONTHS[month - 1]}"
    return words if year is None else f"{words} {year:04}"


def on_year(partial: str, year: int, leap: str) -> date:
    """The day it is kept in `year`; `leap` ("feb28" or "mar1") says where 29 February goes in plain years."""
    _, month, day = _parts(partial)
    if (month, day) == _LEAP_DAY and not days.exists(year, month, day):
        return date(year, 3, 1) if leap == "mar1" else date(year, 2, 28)
    return date(year, month, day)


def next_on(partial: str, today: date, leap: str) -> date:
    """The next day it is kept, today included."""
    day = on_year(partial, today.year, leap)
    return day if day >= today else on_year(partial, today.year + 1, leap)


def age_on(partial: str, day: date, leap: str = "feb28") -> int | None:
    """Full years on that day, counted up on the day it is kept; None without a year, or before it began."""
    year = _parts(partial)[0]
    if year is None:
        return None
    age = day.year - year - (day < on_year(partial, day.year, leap))
    return age if age >= 0 else None


def _parts(partial: str) -> tuple[int | None, int, int]:
    year, month, day = partial[:-6], partial[-5:-3], partial[-2:]
    return (None if year == "-" else int(year)), int(month), int(day)
