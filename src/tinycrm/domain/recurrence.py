"""What repeats: an interval in words ("2w", "every 3 months") and its days, counted from an anchor."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from tinycrm.domain import clean
from tinycrm.domain import day as days
from tinycrm.errors import InvalidError

_LIMIT = 100
_WEEK = 7
_YEAR = 12  # months
_MOST = {"d": 999, "w": 999, "m": 600, "y": 50}
_NAMES = {"d": "day", "w": "week", "m": "month", "y": "year"}

# "biweekly" and "bimonthly" are left out on purpose: half of those who say them mean twice.
_ADVERBS = {
    "daily": "1d", "weekly": "1w", "fortnightly": "2w", "monthly": "1m", "quarterly": "3m",
    "half-yearly": "6m", "yearly": "1y", "annually": "1y",
}  # fmt: skip
_UNITS = {
    word: (times, unit)
    for times, unit, words in (
        (1, "d", "d day days"),
        (1, "w", "w wk wks week weeks"),
        (2, "w", "fortnight fortnights"),
        (1, "m", "m mo month months"),
        (3, "m", "quarter quarters"),
        (1, "y", "y yr yrs year years"),
    )
    for word in words.split()
}
_NUMBERS = {
    word: at
    for at, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}  # fmt: skip
_NUMBERS |= {"a": 1, "an": 1, "other": 2, "second": 2}

# Compiled at their first use: most commands repeat nothing.
_EVERY = r"(?:once )?(?:every |each )?"
_SPAN = r"(?:(\d+) ?|([a-z]+) |)([a-z]+)"


class Every(NamedTuple):
    """An interval: `number` days ("d"), weeks ("w"), months ("m") or years ("y") of the calendar."""

    number: int
    unit: str


def every(text: str) -> Every:
    """The interval in "2w", "10 days", "every 3 months", "every other week", "once a year" or "monthly".

    Raises InvalidError for what is none, and beyond 999 days or weeks, 600 months or 50 years.
    """
    typed = clean.line(text, "an interval", _LIMIT)
    words = re.sub(_EVERY, "", typed.lower(), count=1)
    match = re.fullmatch(_SPAN, _ADVERBS.get(words, words), re.ASCII)
    number = _number(match) if match else None
    if match is None or number is None or match[3] not in _UNITS:
        raise InvalidError(_unknown(clean.show_line(typed, 60), words))
    times, unit = _UNITS[match[3]]
    if not 1 <= number * times <= _MOST[unit]:
        raise InvalidError(
            f'"{clean.show_line(typed, 60)}" is out of range. '
            "An interval has 1 to 999 days or weeks, 1 to 600 months or 1 to 50 years."
        )
    return Every(number * times, unit)


def show(every: Every) -> str:
    """An interval as it is stored: "2w"."""
    return f"{every.number}{every.unit}"


def in_words(every: Every) -> str:
    """An interval as answers echo it: "every 2 weeks", "every month"."""
    name = _NAMES[every.unit]
    return f"every {name}" if every.number == 1 else f"every {every.number} {name}s"


def occurrence(anchor: date, every: Every, n: int) -> date:
    """The n-th day after the anchor (0 is the anchor itself, -1 the one before it).

    A month without the anchor's day gives its last day; 31 Jan, monthly, is 28 Feb and then 31 Mar again.
    Raises InvalidError beyond the years 1 to 9999.
    """
    try:
        if months := _months(every):
            return days.add_months(anchor, n * months)
        return anchor + timedelta(n * _days(every))
    except OverflowError:
        said = f"{in_words(every).capitalize()} from {days.show_day(anchor)}"
        raise InvalidError(f"{said} leaves the calendar. Choose a nearer day.") from None


def following(anchor: date, every: Every, after: date) -> date:
    """The first occurrence, the anchor included, strictly after `after`.

    Finishing a follow-up asks for the one after both its due day and today. Raises InvalidError beyond the
    year 9999.
    """
    if months := _months(every):
        n = max(0, (after.year - anchor.year) * _YEAR + after.month - anchor.month) // months
        # The n-th lies in the month of `after` or an earlier one, the next in a later one.
        found = occurrence(anchor, every, n)
        return found if found > after else occurrence(anchor, every, n + 1)
    return occurrence(anchor, every, max(0, (after - anchor).days // _days(every) + 1))


def following_done(done_on: date, every: Every) -> date:
    """The next day of what "counts from when it was done": one interval after `done_on`.

    Raises InvalidError beyond the year 9999.
    """
    return occurrence(done_on, every, 1)


def _number(match: re.Match[str]) -> int | None:
    if match[1]:
        return int(match[1])
    return _NUMBERS.get(match[2]) if match[2] else 1


def _unknown(typed: str, words: str) -> str:
    if re.fullmatch(r"\d{1,9}", words, re.ASCII):
        return f"{words} has no unit: {words}d is days, {words}w weeks, {words}m months."
    if (weekday := days.weekday(words)) is not None:
        name = days.WEEKDAYS[weekday]
        return f'"{typed}" is a day, not an interval. Start on a {name} and repeat it 1w.'
    return f'"{typed}" is not an interval I know. Try 2w, 10 days, monthly or every 3 months.'


def _months(every: Every) -> int:
    return every.number * {"m": 1, "y": _YEAR}.get(every.unit, 0)


def _days(every: Every) -> int:
    return every.number * {"d": 1, "w": _WEEK}[every.unit]
