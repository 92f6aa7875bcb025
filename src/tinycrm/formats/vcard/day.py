"""Birthdays as vCards spell them: `YYYY-MM-DD` or `--MM-DD` where that is clear, else their own words."""

import re
from calendar import monthrange

APPLE_NO_YEAR = 1604  # what Apple writes for a birthday without its year
_LEAP_YEAR = 2000
_TIME = r"(?:[T ][\d:.,+\-Z ]*)?"
_FULL = re.compile(rf"(\d{{4}})([-/.]?)(\d\d?)\2(\d\d?){_TIME}", re.ASCII)
_NO_YEAR = re.compile(rf"--(\d\d)-?(\d\d){_TIME}|(\d\d)(\d\d)", re.ASCII)
_STORED = re.compile(r"(-|\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:[.,]\d+)?Z", re.ASCII)


def read(text: str, no_year: str = "") -> str:
    """A day from `19851210`, `1985-12-10T00:00:00Z`, `--0229`, `0229` and the like; the time of day is left out.

    `no_year` is X-APPLE-OMIT-YEAR: the year that stands for none. What is no day of the calendar stays as it is.
    """
    text = text.strip()
    if match := _FULL.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        compact = match[2] == ""
        if compact and len(match[3] + match[4]) < 4:
            return text
        if year in (0, APPLE_NO_YEAR) or match[1] == no_year:
            return f"--{month:02}-{day:02}" if _exists(_LEAP_YEAR, month, day) else text
        return f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else text
    if match := _NO_YEAR.fullmatch(text):
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        return f"--{month:02}-{day:02}" if _exists(_LEAP_YEAR, month, day) else text
    return text


def write(day: str, version: str) -> tuple[str, str]:
    """The parameters and the value of a property that holds a day as `read` gives it.

    vCard 3.0 has no days without a year: Apple's form is used, which phones understand.
    """
    match = _STORED.fullmatch(day)
    if match is None or not _exists(int(match[1]) if match[1] != "-" else _LEAP_YEAR, int(match[2]), int(match[3])):
        return ";VALUE=text", day
    year, month, number = match.groups()
    if version == "4.0":
        return "", f"{'--' if year == '-' else year}{month}{number}"
    if year == "-":
        return f";X-APPLE-OMIT-YEAR={APPLE_NO_YEAR}", f"{APPLE_NO_YEAR}-{month}-{number}"
    return "", day


def read_moment(text: str) -> str:
    """A REV: `YYYY-MM-DDTHH:MM:SSZ` where it is a moment in UTC, else its own words."""
    match = _MOMENT.fullmatch(text.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else text.strip()


def write_moment(moment: str, version: str) -> str:
    """A REV: in the basic format for 4.0 (RFC 6350 §4.3.5), extended for 3.0."""
    return re.sub("[-:]", "", moment) if version == "4.0" and _MOMENT.fullmatch(moment) else moment


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
