"""Stretches of time as a filter names them: `90d`, `2026-01`, `feb`, `last-month`, `2026-01-01..`, `..fri`."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tinycrm.domain import clean
from tinycrm.domain import day as days
from tinycrm.domain.filter import Limits, limits
from tinycrm.domain.when import when
from tinycrm.errors import InvalidError

FIRST_YEAR, LAST_YEAR = 1000, 9998

_WEEK = 7
_LEAP_YEAR = 2000
_NAMED_DAYS = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"": 0, "this": 0, "last": -1, "next": 1}

_SPAN = r"(\d{1,5})(d|w|m|y)"
_MONTH = r"(\d{4})[-/](\d{1,2})"
_RUN = r"(?:(this|last|next) )?(week|month|year)"
# only what domain.when is sure to know by itself: anything else would load a large library to be told so
_WHEN = r"eo[wmy]|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"


class Period(NamedTuple):
    """The first and the last day, None where it is open."""

    first: date | None
    last: date | None


class Calendar(NamedTuple):
    """What days are read against: the day it is, which way they lie, and the shop's habits (weeks start on 0: Monday).

    Ahead, `7d` is from today on and "fri" the next one; else `90d` is up to today and "fri" the last one.
    """

    today: date
    future: bool = False
    day_first: bool = True
    week_start: int = 0


def period(text: str, calendar: Calendar) -> Period:
    """The days from the first to the last that a value means; in a range `90d` is the one day that far away.

    Raises InvalidError for what is no time, and for a range that ends before it starts.
    """
    try:
        return _period(text.lower(), calendar)
    except OverflowError:
        raise InvalidError(f'"{clean.show_line(text, 60)}" is too far away.') from None


def yearly(text: str, calendar: Calendar, leap: str) -> tuple[str, str]:
    """The days of any year, as `MM-DD` from and to, that a value means for birthdays; from December into January the
    second is the smaller one.

    `leap` ("feb28" or "mar1") says where 29 February is kept in plain years. Raises InvalidError.
    """
    typed = text.lower()
    ends = limits(typed)
    try:
        if ends is None:
            return _in_a_year(typed, calendar, leap)
        if ends.strict:
            raise InvalidError("Days that come back each year take a range, as in 10-dec..24-dec.")
        low = _in_a_year(ends.low, calendar, leap)[0] if ends.low else "01-01"
        return low, _in_a_year(ends.high, calendar, leap)[1] if ends.high else "12-31"
    except OverflowError:
        raise InvalidError(f'"{clean.show_line(text, 60)}" is too far away.') from None


def _period(text: str, calendar: Calendar) -> Period:
    ends = limits(text)
    if ends is not None:
        return _between(text, ends, calendar)
    there = _span(text, calendar)
    if there is None:
        return _named(text, calendar)
    return Period(min(there, calendar.today), max(there, calendar.today))


def _between(text: str, ends: Limits, calendar: Calendar) -> Period:
    if ends.strict and not calendar.future and _span(ends.low or ends.high, calendar):
        raise InvalidError(
            f'"{text}" can be read both ways; {text[1:]} is the time since, ..{text[1:]} the time before.'
        )
    low = _named(ends.low, calendar) if ends.low else None
    high = _named(ends.high, calendar) if ends.high else None
    if ends.strict:
        return Period(low and low.last and low.last + timedelta(1), high and high.first and high.first - timedelta(1))
    found = Period(low and low.first, high and high.last)
    if found.first and found.last and found.first > found.last:
        raise InvalidError(f'"{clean.show_line(text, 60)}" ends before it starts.')
    return found


def _named(text: str, calendar: Calendar) -> Period:
    words = text.replace("-", " ")
    there = _span(text, calendar)
    if there is not None:
        return Period(there, there)
    for found in (_year(text), _month(text), _run(words, calendar), _named_month(words, calendar)):
        if found is not None:
            return found
    day = _day(text, words, calendar)
    if day is None:
        year = calendar.today.year
        raise InvalidError(f'"{clean.show_line(text, 60)}" is no time I know. Try 90d, {year}-01 or {year}-01-01..')
    return Period(_known(day), day)


def _span(text: str, calendar: Calendar) -> date | None:
    found = re.fullmatch(_SPAN, text, re.ASCII)
    if found is None:
        return None
    count, unit = int(found[1]) * (1 if calendar.future else -1), found[2]
    if unit in "my":
        return _known(days.add_months(calendar.today, count * (12 if unit == "y" else 1)))
    return _known(calendar.today + timedelta(count * (_WEEK if unit == "w" else 1)))


def _year(text: str) -> Period | None:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        return None
    first = _known(days.on(int(text), 1, 1))
    return Period(first, first.replace(month=12, day=31))


def _month(text: str) -> Period | None:
    found = re.fullmatch(_MONTH, text, re.ASCII)
    if found is None:
        return None
    if not 1 <= int(found[2]) <= 12:
        raise InvalidError(f"{text} is not a month. There is no month {int(found[2])}.")
    return _whole_month(int(found[1]), int(found[2]))


def _named_month(words: str, calendar: Calendar) -> Period | None:
    name, _, year = words.partition(" ")
    number = days.month(name)
    if number is None or (year and not re.fullmatch(r"\d{4}", year, re.ASCII)):
        return None
    today = calendar.today
    passed = number < today.month if calendar.future else number > today.month
    return _whole_month(int(year) if year else today.year + passed * (1 if calendar.future else -1), number)


def _whole_month(year: int, month: int) -> Period:
    first = _known(days.on(year, month, 1))
    return Period(first, days.month_end(first))


def _run(words: str, calendar: Calendar) -> Period | None:
    found = re.fullmatch(_RUN, words)
    if found is None:
        return None
    step, today = _STEPS[found[1] or ""], calendar.today
    if found[2] == "week":
        first = today + timedelta(_WEEK * step - (today.weekday() - calendar.week_start) % _WEEK)
        return Period(first, first + timedelta(_WEEK - 1))
    if found[2] == "year":
        return _year(f"{today.year + step:04}")
    first = days.add_months(today.replace(day=1), step)
    return Period(first, days.month_end(first))


def _day(text: str, words: str, calendar: Calendar) -> date | None:
    if text in _NAMED_DAYS:
        return calendar.today + timedelta(_NAMED_DAYS[text])
    if days.weekday(words.rpartition(" ")[2]) is not None and words.partition(" ")[0] in (words, *_STEPS):
        return _when(words, calendar)
    if re.fullmatch(_WHEN, text, re.ASCII):
        return _when(text, calendar)
    written = days.read(text, calendar.day_first) or days.read(words, calendar.day_first)
    if written is None:
        return None
    if written.year is not None:
        century = calendar.today.year // 100 * 100 if written.year < 100 else 0
        return days.on(century + written.year, written.month, written.day)
    return _nearest(written.month, written.day, calendar)


def _when(text: str, calendar: Calendar) -> date:
    noon = datetime.combine(calendar.today, time(12))
    return when(text, now=noon, future=calendar.future, week_start=calendar.week_start).day


def _nearest(month: int, day: int, calendar: Calendar) -> date:
    _check_any_year(month, day)
    step, year = (1 if calendar.future else -1), calendar.today.year
    for each in range(year, year + 9 * step, step):
        if date.min.year <= each <= date.max.year and days.exists(each, month, day):
            found = date(each, month, day)
            if found == calendar.today or (found > calendar.today) == calendar.future:
                return found
    raise OverflowError


def _known(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidError(f"{day.year:04} is not a year to search in.")
    return day


def _in_a_year(text: str, calendar: Calendar, leap: str) -> tuple[str, str]:
    month = days.month(text)
    if month is not None:
        return f"{month:02}-01", f"{month:02}-{days.month_end(date(_LEAP_YEAR, month, 1)).day}"
    written = days.read(text, calendar.day_first) or days.read(text.replace("-", " "), calendar.day_first)
    if written is not None and written.year is None:
        _check_any_year(written.month, written.day)
        return (f"{written.month:02}-{written.day:02}",) * 2
    first, last = _period(text, calendar._replace(future=True))
    if first is None or last is None:
        return "01-01", "12-31"
    if (last - first).days >= 365:
        return "01-01", "12-31"
    plain_first, plain_last = (not days.exists(day.year, 2, 29) for day in (first, last))
    starts = "02-29" if leap == "mar1" and plain_first and (first.month, first.day) == (3, 1) else f"{first:%m-%d}"
    ends = "02-29" if leap == "feb28" and plain_last and (last.month, last.day) == (2, 28) else f"{last:%m-%d}"
    return starts, ends


def _check_any_year(month: int, day: int) -> None:
    if not days.exists(_LEAP_YEAR, month, day):
        name = days.LONG_MONTHS[month - 1]
        last = days.month_end(date(_LEAP_YEAR, month, 1)).day
        raise InvalidError(f"{day} {name[:3]} is not a day. {name} has at most {last}.")
