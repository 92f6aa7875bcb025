"""The time, the machine's zone, and who is there: what each edge finds before anything else is loaded."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.store import Author

FIRST_YEAR, LAST_YEAR = 1900, 2200  # so far from the calendar's ends that no interval leaves it


class LocalZone(tzinfo):
    """The zone of this machine, whose distance to UTC depends on the day."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far local time is ahead of UTC at a local time."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _moment: datetime | None) -> timedelta | None:
        """Not known apart: `utcoffset` has it."""
        return None

    def tzname(self, _moment: datetime | None) -> str:
        """What the zone is called."""
        return "local"

    def fromutc(self, moment: datetime) -> datetime:
        """A moment in UTC as local time."""
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def now(environ: Mapping[str, str]) -> datetime:
    """The time, with the machine's zone; TINYCRM_NOW (an ISO date or time) replaces it.

    Raises InvalidError when that is none, or outside the years 1900 to 2200.
    """
    said = environ.get("TINYCRM_NOW")
    if not said:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise InvalidError(f"TINYCRM_NOW is {said!r}; it takes an ISO date or time like 2026-12-03T09:30.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise InvalidError(f"TINYCRM_NOW is {said!r}; it takes a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return (moment.replace(hour=12) if len(said) == 10 else moment).astimezone()


def author(source: str, environ: Mapping[str, str]) -> Author:
    """Who is writing, through which edge: TINYCRM_USER, else the login."""
    import getpass

    name = environ.get("TINYCRM_USER")
    if not name:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = "somebody"
    return Author(source, show_line(name, 200))
