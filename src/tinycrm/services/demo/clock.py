"""Days and moments of the demo shop, all counted from the day it is filled for."""

from datetime import date, timedelta

from tinycrm.domain import day as days
from tinycrm.services.demo.cast import Birthday

OPENING = 9 * 60
CLOSING = 17 * 60 + 30


def before(today: date, ago: int) -> date:
    """The day `ago` days before today."""
    return today - timedelta(days=ago)


def moment(day: date, minutes: int) -> str:
    """A moment as the file writes it; `minutes` since midnight, UTC."""
    return f"{day.isoformat()}T{minutes // 60:02}:{minutes % 60:02}:00Z"


def opening(day: date, today: date) -> str:
    """When someone was written down whom the shop knows since `day`: as it opened, today as the day began."""
    return moment(day, OPENING if day < today else 0)


def closing(day: date, today: date) -> str:
    """When what happened without an hour was written down: as the shop closed, today as the day began."""
    return moment(day, CLOSING if day < today else 0)


def minutes(hour: str) -> int:
    """Minutes since midnight of "14:30"."""
    hours, _, rest = hour.partition(":")
    return int(hours) * 60 + int(rest)


def season(day: date) -> str:
    """The season of a day north of the equator, by whole months."""
    return ("winter", "spring", "summer", "autumn")[day.month % 12 // 3]


def birthday(given: str | Birthday | None, today: date) -> str | None:
    """A birthday as it is stored, from one that is, or from when it comes next."""
    if not isinstance(given, Birthday):
        return given
    coming = today + timedelta(days=given.within)
    if given.age is None:
        return f"--{coming:%m-%d}"
    return days.add_months(coming, -12 * given.age).isoformat()
