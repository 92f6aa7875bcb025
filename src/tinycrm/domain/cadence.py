"""Keeping in touch: how often somebody should be heard from, and from which day on they are slipping away.

Days and weeks are counted, months and years go by the calendar, from the day of the last interaction.
"""

from collections.abc import Iterable
from datetime import date

from tinycrm.domain import day as days
from tinycrm.domain import recurrence
from tinycrm.domain.clean import show_line
from tinycrm.domain.tag import tag
from tinycrm.errors import InvalidError

_SHOWN = 60


def cadence(text: str) -> str:
    """A cadence as it is stored, "6w", from "6w", "90 days", "every 3 months" or "monthly".

    Raises InvalidError as an interval that repeats does.
    """
    return recurrence.show(recurrence.every(text))


def pair(text: str) -> tuple[str, str]:
    """A tag and how often people with it want to be heard from, as they are kept: ("vip", "1m") from "VIP monthly".

    Raises InvalidError for a tag or a span that is none.
    """
    name, _, span = text.partition(" ")
    try:
        return tag(name), cadence(span)
    except InvalidError as error:
        raise InvalidError(f'cadences, "{show_line(text, _SHOWN)}": {error}') from None


def by_tag(pairs: Iterable[str]) -> tuple[dict[str, str], list[InvalidError]]:
    """Cadences by their tags ("vip 3w"), so far as the pairs make sense, and what is wrong with the others."""
    found, wrong = {}, []
    for each in pairs:
        try:
            name, span = pair(each)
        except InvalidError as error:
            wrong.append(error)
        else:
            found[name] = span
    return found, wrong


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
