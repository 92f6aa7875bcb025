"""Days and numbers as the screens say them."""

from collections.abc import Sequence
from datetime import date

from tinycrm.domain import day as days
from tinycrm.domain.when import since

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
WEEK = 7


def day(day: date, today: date) -> str:
    """A day in a list: "today", "tomorrow", "Fri 27 Nov" in this year, "3 May 2024" in another."""
    apart = (day - today).days
    if apart in (0, 1):
        return ("today", "tomorrow")[apart]
    if day.year == today.year or 0 < apart < 90:
        return f"{days.WEEKDAYS[day.weekday()]} {day.day} {days.MONTHS[day.month - 1]}"
    return f"{day.day} {days.MONTHS[day.month - 1]} {day.year:04}"


def date_line(day: date, *, short: bool) -> str:
    """The day as the header says it: "Tuesday 24 November 2026", or "Tue 24 Nov"."""
    if short:
        return f"{days.WEEKDAYS[day.weekday()]} {day.day} {days.MONTHS[day.month - 1]}"
    return f"{day:%A} {day.day} {days.LONG_MONTHS[day.month - 1]} {day.year:04}"


def late(day: date, today: date) -> str:
    """How late a day is: "4 days late"."""
    apart = (today - day).days
    return f"{apart:,} day{'s' if apart != 1 else ''} late"


def span(day: date, today: date) -> str:
    """How long ago, without saying that it is: "7 days", "11 weeks"; "today" and "yesterday" as they are."""
    return since(day, today).removesuffix(" ago")


def number(count: int) -> str:
    """A small number in words, a larger one in digits."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun: "1 person", "12 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int) -> str:
    """How many people: "one person", "twelve people"."""
    return "one person" if count == 1 else f"{number(count)} people"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Ada", "Ada and Jun", "Ada, Jun and Tomás"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def near(day: date, today: date) -> str:
    """A day within a few of today: "today", "tomorrow", "yesterday", "2 days ago", else the day."""
    apart = (day - today).days
    return since(day, today) if apart < 2 else f"{days.WEEKDAYS[day.weekday()]} {day.day} {days.MONTHS[day.month - 1]}"
