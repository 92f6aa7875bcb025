"""Days in words: names of months and weekdays, reading a written date, clamped months."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from tinycrm.errors import InvalidError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LONG_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH_WORDS = {word: at for at, name in enumerate(LONG_MONTHS, 1) for word in (name.lower(), name[:3].lower())}
_MONTH_WORDS["sept"] = 9
_WEEKDAY_WORDS = {word: at for at, name in enumerate(_LONG_WEEKDAYS) for word in (name, name[:3])}
_WEEKDAY_WORDS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

_YEAR_FIRST = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})"
_NO_YEAR = r"--(\d{2})-?(\d{2})"
_YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4})?)?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH = rf"(?:the )?{_ORDINAL}[ .-]*(?:of )?([a-z]+)\.?(?:[ ,-]*(\d{{4}}|\d{{2}}))?"
_MONTH_DAY = rf"([a-z]+)\.?[ -]*(?:the )?{_ORDINAL}(?:(?:, ?| |-)(\d{{4}}|\d{{2}}))?"


class Written(NamedTuple):
    """A date as somebody wrote it: the year may be missing, or have two digits only."""

    year: int | None
    month: int
    day: int


def weekday(word: str) -> int | None:
    """0 for "mon", "Monday" … 6 for "sun"; None for any other word."""
    return _WEEKDAY_WORDS.get(word.lower())


def month(word: str) -> int | None:
    """1 for "jan", "January" … 12 for "dec"; None for any other word."""
    return _MONTH_WORDS.get(word.lower().rstrip("."))


def read(text: str, day_first: bool = True) -> Written | None:
    """The date in "2026-12-03", "--12-03", "3/12", "3.12.2026", "3 dec 2026" or "Dec 3rd"; else None.

    `day_first` decides "3/12". Raises InvalidError for a month that no year has; the day is not judged here.
    """
    text = text.strip().lower()
    if match := re.fullmatch(_YEAR_FIRST, text, re.ASCII):
        year, month_, day = (match[5], match[6], match[7]) if match[5] else (match[1], match[3], match[4])
        return _checked(text, int(year), int(month_), int(day))
    if match := re.fullmatch(_NO_YEAR, text, re.ASCII):
        return _checked(text, None, int(match[1]), int(match[2]))
    if match := re.fullmatch(_YEAR_LAST, text, re.ASCII):
        first, second = int(match[1]), int(match[3])
        day, month_ = (first, second) if day_first else (second, first)
        year_, order = int(match[4]) if match[4] else None, "day" if day_first else "month"
        return _checked(text, year_, month_, day, order)
    if match := re.fullmatch(_DAY_MONTH, text, re.ASCII):
        return _named(text, match[2], match[1], match[3])
    if match := re.fullmatch(_MONTH_DAY, text, re.ASCII):
        return _named(text, match[1], match[2], match[3])
    return None


def on(year: int, month: int, day: int, *, year_said: bool = True) -> date:
    """The date; raises InvalidError when there is none, and tells the month's last day."""
    if not date.min.year <= year <= date.max.year:
        raise InvalidError(f"{year} is not a year.")
    if exists(year, month, day):
        return date(year, month, day)
    last = month_end(date(year, month, 1))
    said = f"{day} {MONTHS[month - 1]} {year:04}" if year_said else f"{day} {MONTHS[month - 1]}"
    ends = f"{WEEKDAYS[last.weekday()]} {last.day}"
    raise InvalidError(f"{said} is not a day. {LONG_MONTHS[month - 1]} {year:04} ends on {ends}.")


def exists(year: int, month: int, day: int) -> bool:
    """Whether that year has that day."""
    return 1 <= day <= monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` on (or back), or the last day of a shorter month.

    Raises OverflowError beyond the years 1 to 9999.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("year out of range")
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def month_end(day: date) -> date:
    """The last day of that day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def show_day(day: date) -> str:
    """A day as every answer echoes it: "Fri 27 Nov 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year:04}"


def _named(text: str, word: str, day: str, year: str | None) -> Written | None:
    number = month(word)
    return None if number is None else _checked(text, int(year) if year else None, number, int(day))


def _checked(text: str, year: int | None, month: int, day: int, order: str | None = None) -> Written:
    if not 1 <= month <= 12:
        rule = f"; here the {order} comes first" if order else ""
        raise InvalidError(f"{text} is not a day. There is no month {month}{rule}.")
    return Written(year, month, day)
