"""The words for a day and a time that a shop types: "fri", "+3d", "3 dec", "tomorrow 9am", "in 2 weeks"."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tinycrm.domain import clean
from tinycrm.domain import day as days
from tinycrm.errors import InvalidError

show_day = days.show_day

_LIMIT = 100
_WEEK = 7
_LEAP_CYCLE = 8  # years at most between two 29 Februaries (1896 and 1904)

_NUMBERS = {
    word: at
    for at, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}  # fmt: skip
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a few": 3}
_UNITS = {
    word: unit
    for unit, words in {
        "minute": "min mins minute minutes",
        "hour": "h hr hrs hour hours",
        "day": "d day days",
        "week": "w wk wks week weeks",
        "fortnight": "fortnight fortnights",
        "month": "m mo month months",
        "year": "y yr yrs year years",
    }.items()
    for word in words.split()
}
_NAMED_DAYS = {
    "today": 0, "now": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "tomorrow": 1, "tmr": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
    "yesterday": -1, "last night": -1, "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip

# Compiled at their first use: most days are a word that needs none of them.
_SPAN = r"(in |\+ ?|- ?|)(?:(\d{1,5}) ?|(a couple of|a few|[a-z]+) )([a-z]+)( ago| from now| from today|)"
_END = r"(?:the )?end of (?:(the |this |next |last |)(week|month|year)|([a-z]{3,9}))"
_ORDINAL = r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)"
_PART_OF_DAY = r"(?: in the)? (?:morning|afternoon|evening|night)$"
_CLOCK_WORDS = (
    r"(noon|midday|midnight|(\d{1,2}):(\d{2})(?::\d{2})? ?(?:([ap])\.?m\.?)?"
    r"|(\d{1,2})(?:\.(\d{2}))? ?([ap])\.?m\.?)"
)
_TIME_LAST = rf"(?:(.+?)[ ,]+(?:at )?|at |){_CLOCK_WORDS}"
_TIME_FIRST = rf"(?:at )?{_CLOCK_WORDS}[ ,]+(.+)"
_STAMP = r"\d{4}-\d{2}-\d{2}[ t]\d{2}:\d{2}.*"
_TIME_SIGNS = frozenset("0123456789")
_TIME_NAMES = ("noon", "midday", "midnight")
# A text with one of these was meant for our own grammar; dateparser would make "next friday at 10" the 10th.
_OWN_WORDS = frozenset("today tomorrow yesterday next last this ago of and".split())


class When(NamedTuple):
    """A day and, only if it was said, a time of day ("15:30")."""

    day: date
    time: str | None


class _Frame(NamedTuple):
    """What a text is read against."""

    now: datetime
    future: bool
    day_first: bool
    week_start: int

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def week(self) -> date:
        return self.today - timedelta((self.today.weekday() - self.week_start) % _WEEK)


def when(
    text: str,
    *,
    now: datetime,
    future: bool,
    day_first: bool = True,
    languages: Sequence[str] = ("en",),
    week_start: int = 0,
) -> When:
    """The day and time meant by `text`, read at `now` in the shop's local time.

    With `future` a day without year or a weekday lies ahead ("fri" is the first Friday after today), else
    behind. `week_start` is 0 for Monday to 6. A bare time means today. What our own English words do not know
    goes to dateparser, in `languages` only. Raises InvalidError for an unknown text, an impossible day, and a
    day or time on the wrong side of `now`.
    """
    typed = clean.line(text, "a day", _LIMIT)
    frame = _Frame(now, future, day_first, week_start)
    try:
        found = _own(typed.lower(), frame) or _foreign(typed, frame, languages)
    except OverflowError:
        raise InvalidError(f'"{typed}" is too far away.') from None
    if found is None:
        raise InvalidError(f'"{clean.show_line(typed, 60)}" is not a day I know. {_examples(frame)}')
    return _on_the_right_side(found, frame)


def show_when(when: When) -> str:
    """A day and its time as every answer echoes it: "Fri 27 Nov 2026, 15:30"."""
    return show_day(when.day) if when.time is None else f"{show_day(when.day)}, {when.time}"


def since(day: date, today: date) -> str:
    """How long ago: "today", "yesterday", "5 days ago", or "tomorrow" and "in 5 days" for a day to come.

    Weeks from 14 days, months from three full calendar months, years from two.
    """
    apart = abs((today - day).days)
    if apart == 0:
        return "today"
    if apart == 1:
        return "yesterday" if day < today else "tomorrow"
    return f"{_span(day, today)} ago" if day < today else f"in {_span(today, day)}"


def _span(start: date, end: date) -> str:
    apart = (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if apart < 2 * _WEEK:
        return f"{apart} days"
    if months < 3:
        return f"{apart // _WEEK} weeks"
    return f"{months} months" if months < 24 else f"{months // 12} years"


def _own(text: str, frame: _Frame) -> When | None:
    if _may_hold_time(text):
        if re.fullmatch(_STAMP, text, re.ASCII):
            return _stamp(text, frame)
        if match := re.fullmatch(_TIME_LAST, text, re.ASCII):
            return _timed(match[1], _clock(text, match.groups()[1:]), frame)
        if match := re.fullmatch(_TIME_FIRST, text, re.ASCII):
            return _timed(match[8], _clock(text, match.groups()[:7]), frame)
    found = _day(text, frame)
    return _hours(text, frame) if found is None else When(found, None)


def _may_hold_time(text: str) -> bool:
    return not _TIME_SIGNS.isdisjoint(text) or any(name in text for name in _TIME_NAMES)


def _timed(rest: str | None, clock: str, frame: _Frame) -> When | None:
    found = frame.today if rest is None else _day(rest.strip(" ,"), frame)
    return None if found is None else When(found, clock)


def _day(text: str, frame: _Frame) -> date | None:
    text = " ".join(text.replace(",", " ").split())
    for reader in (_named, _weekday, _period, _relative, _end, _nth, _dated, _doubly):
        if (found := reader(text, frame)) is not None:
            return found
    bare = re.sub(_PART_OF_DAY, "", text)
    return None if bare == text else _day(bare, frame)


def _named(text: str, frame: _Frame) -> date | None:
    return frame.today + timedelta(_NAMED_DAYS[text]) if text in _NAMED_DAYS else None


def _weekday(text: str, frame: _Frame) -> date | None:
    first, _, rest = text.partition(" ")
    which, word = (first, rest) if first in ("next", "last", "this", "on") else ("", text)
    in_a_week = word.endswith(" week")
    number = days.weekday(word.removesuffix(" week"))
    if number is None:
        return None
    in_week = (number - frame.week_start) % _WEEK
    if which == "next":
        return frame.week + timedelta(_WEEK + in_week)
    if which == "this":
        return frame.week + timedelta(in_week)
    if which == "last" or (not frame.future and not in_a_week):
        return frame.today - timedelta((frame.today.weekday() - number - 1) % _WEEK + 1)
    return frame.today + timedelta((number - frame.today.weekday() - 1) % _WEEK + 1 + _WEEK * in_a_week)


def _relative(text: str, frame: _Frame) -> date | None:
    count, unit = _span_in(text, frame)
    if unit in ("month", "year"):
        return days.add_months(frame.today, count * (12 if unit == "year" else 1))
    length = {"day": 1, "week": _WEEK, "fortnight": 2 * _WEEK}.get(unit)
    return None if length is None else frame.today + timedelta(count * length)


def _hours(text: str, frame: _Frame) -> When | None:
    count, unit = _span_in(text, frame)
    if unit not in ("minute", "hour"):
        return None
    moment = frame.now + timedelta(minutes=count * (60 if unit == "hour" else 1))
    return When(moment.date(), f"{moment:%H:%M}")


def _span_in(text: str, frame: _Frame) -> tuple[int, str]:
    match = re.fullmatch(_SPAN, text, re.ASCII)
    unit = _UNITS.get(match[4]) if match else None
    number = (int(match[2]) if match[2] else _NUMBERS.get(match[3])) if match else None
    if match is None or unit is None or number is None:
        return 0, ""
    sign, after = match[1].strip(), match[5].strip()
    if sign == "-" or after == "ago":
        return -number, unit
    return number if sign or after or frame.future else -number, unit


def _period(text: str, frame: _Frame) -> date | None:
    which, _, unit = text.partition(" ")
    if which not in ("next", "last") or unit not in ("week", "month", "year"):
        return None
    step = 1 if which == "next" else -1
    if unit == "week":
        return frame.week + timedelta(step * _WEEK)
    first = frame.today.replace(day=1)
    if unit == "month":
        return days.add_months(first, step)
    return days.add_months(first.replace(month=1), 12 * step)


def _end(text: str, frame: _Frame) -> date | None:
    if text in ("eow", "eom", "eoy"):
        return _end_of(text[2], 0, frame)
    match = re.fullmatch(_END, text, re.ASCII)
    if match is None:
        return None
    if match[3] is None:
        return _end_of(match[2][0], {"next": 1, "last": -1}.get(match[1].strip(), 0), frame)
    month = days.month(match[3])
    return None if month is None else _nearest(frame, lambda year: days.month_end(date(year, month, 1)))


def _end_of(unit: str, step: int, frame: _Frame) -> date:
    if unit == "w":
        return frame.week + timedelta(_WEEK * (step + 1) - 1)
    if unit == "m":
        return days.month_end(days.add_months(frame.today.replace(day=1), step))
    return date(frame.today.year + step, 12, 31)


def _nth(text: str, frame: _Frame) -> date | None:
    match = re.fullmatch(_ORDINAL, text, re.ASCII)
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    first, number = frame.today.replace(day=1), int(match[1])
    for months in range(3):  # even a 31st comes once in any two months, this one may be over
        start = days.add_months(first, months if frame.future else -months)
        if days.exists(start.year, start.month, number):
            found = start.replace(day=number)
            if found >= frame.today if frame.future else found <= frame.today:
                return found
    return None


def _dated(text: str, frame: _Frame) -> date | None:
    written = days.read(text.removeprefix("on "), frame.day_first)
    if written is None:
        return None
    year, month, day = written
    if year is not None:
        return days.on(year if year > 99 else frame.today.year // 100 * 100 + year, month, day)
    found = _nearest(frame, lambda year: date(year, month, day) if days.exists(year, month, day) else None)
    ends = _nearest(frame, lambda year: days.month_end(date(year, month, 1))) or frame.today
    return found or days.on(ends.year, month, day, year_said=False)


def _doubly(text: str, frame: _Frame) -> date | None:
    word, _, rest = text.removeprefix("on ").partition(" ")
    found = None if days.weekday(word) is None else _nth(rest, frame) or _dated(rest, frame)
    if found is not None and found.weekday() != days.weekday(word):
        raise InvalidError(f'"{text}" is no day: {show_day(found)} is another weekday.')
    return found


def _nearest(frame: _Frame, on: Callable[[int], date | None]) -> date | None:
    for years in range(_LEAP_CYCLE + 1):
        found = on(frame.today.year + (years if frame.future else -years))
        if found is not None and (found >= frame.today if frame.future else found <= frame.today):
            return found
    return None


def _clock(text: str, groups: Sequence[str | None]) -> str:
    word, hour24, minute24, half24, hour12, minute12, half12 = groups
    if word in ("noon", "midday", "midnight"):
        return "00:00" if word == "midnight" else "12:00"
    hour, minute, half = int(hour24 or hour12 or 0), int(minute24 or minute12 or 0), half24 or half12
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise InvalidError(f'"{text}" holds no time of day. Try 15:30 or 3pm.')
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}"


def _stamp(text: str, frame: _Frame) -> When:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        example = f"{frame.now:%Y-%m-%d %H:%M}"
        raise InvalidError(f'"{text}" is not a day and time. Write it as {example}.') from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(frame.now.tzinfo)
    return When(moment.date(), f"{moment:%H:%M}")


def _foreign(text: str, frame: _Frame, languages: Sequence[str]) -> When | None:
    words = text.lower().replace(",", " ").split()
    if sum(map(str.isalpha, text)) < 2 or text.lower() in _NUMBERS:
        return None
    if any(word in _OWN_WORDS or days.weekday(word) is not None for word in words):
        return None

    from dateparser.date import DateDataParser

    base = frame.now.replace(tzinfo=None, second=0, microsecond=0)
    settings = {
        "PREFER_DATES_FROM": "future" if frame.future else "past",
        "RELATIVE_BASE": base,
        "DATE_ORDER": "DMY" if frame.day_first else "MDY",
        "PARSERS": ["relative-time", "absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "RETURN_TIME_AS_PERIOD": True,
    }
    # Asked for a day it knows no weekdays; not asked it takes "décembre" for a day, but calls that a month.
    for required, vague in ((["day"], ()), ([], ("month", "year"))):
        try:
            asked = settings | {"REQUIRE_PARTS": required}
            found = DateDataParser(languages=list(languages), settings=asked).get_date_data(text)
        except ValueError as error:
            raise InvalidError(f"The shop's languages: {clean.show_line(str(error), 80)}.") from None
        if found is not None and found.date_obj is not None and found.period not in vague:
            moment = found.date_obj
            timed = found.period == "time" or moment.time() not in (time.min, base.time())
            return When(moment.date(), f"{moment:%H:%M}" if timed else None)
    return None


def _on_the_right_side(found: When, frame: _Frame) -> When:
    now = f"{frame.now:%H:%M}" if found.time else None
    meant, present = (found.day, found.time or ""), (frame.today, now or "")
    if meant == present or (meant > present) == frame.future:
        return found
    where, other_day = ("past", "tomorrow") if frame.future else ("future", "yesterday")
    hint = f"Try {other_day} {found.time}." if found.day == frame.today else _examples(frame)
    raise InvalidError(f"{show_when(found)} lies in the {where}. {hint}")


def _examples(frame: _Frame) -> str:
    sign = 1 if frame.future else -1
    week, month = frame.today + timedelta(5 * sign), frame.today + timedelta(11 * sign)
    weekday = days.WEEKDAYS[week.weekday()].lower()
    return f"Try {weekday}, {month.day} {days.MONTHS[month.month - 1].lower()} or {month.isoformat()}."
