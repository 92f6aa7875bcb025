"""Keeping in touch: how often somebody should be heard from, and from which day on they are slipping away.

Days and weeks are counted, months and years go by the calendar, from the day of the last interaction.
"""

from datetime import date

from tinycrm.domain import day as days
from tinycrm.domain import recurrence


def cadence(text: str) -> str:
    """A cadence as it is stored, "6w", from "6w", "90 days", "every 3 months" or "monthly".

    Raises InvalidError as an interval that repeats does.
    """
    return recurrence.show(recurrence.every(text))


def in_words(cadence: str) -> str:
    """A stored cadence as answers echo it: "every 6 weeks"."""
    return recurrence.in_words(recurrence.every(cadence))


def cutoff(today: date, cadence: str) -> date:
    """The latest day of a last interaction with which somebody counts as slipping away today.

    With it one comparison of days picks them all, however many people there are. Raises InvalidError for a
    cadence that is none, and before the year 1.
    """
    every = recurrence.every(cadence)
    day = recurrence.occurrence(today, every, -1)
    # On the last day of a short month all the longer days of the earlier month fall due at once.
    clamped = every.unit in ("m", "y") and today == days.month_end(today)
    return days.month_end(day) if clamped else day
