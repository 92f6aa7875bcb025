"""Days as sheets have them: what is clear is read, and the rest of the column says whether the day comes first."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

_LEAP_YEAR = 2000
_LONGEST = 60  # characters of a day, with its time
_NO_YEAR = (0, 1604)  # what some programs write for a birthday without its year
_TIME = r"(?:[T ]\d\d?:\d\d.*)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d\d?)\2(\d\d?){_TIME}|(\d{{4}})(\d\d)(\d\d)", re.ASCII)
_CLEAR = re.compile(r"(?:(\d{4})|-)-(\d\d)-(\d\d)", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)
_NUMBERS = re.compile(rf"(\d\d?)([-/.])(\d\d?)(?:\2(\d{{4}}|\d\d)?)?{_TIME}", re.ASCII)
_DAY_WORD = re.compile(r"(\d\d?)(?:st|nd|rd|th|er|\.|º)?[ -]*(?:of |de )?([^\W\d_]{3,})\.?,?[ -]*(?:de )?(\d{4})?")
_WORD_DAY = re.compile(r"([^\W\d_]{3,})\.? *(\d\d?)(?:st|nd|rd|th)?(?:,? +(\d{4}))?")
_EMPTY = re.compile(r"[0\s/.:T-]*|1/0/(?:19)?00|1899-12-3[01].*|(?:30/12|12/30|31/12|12/31)/1899")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTHS = (
    "january januar janvier enero januari gennaio jaenner",
    "february februar fevrier febrero februari febbraio feber",
    "march maerz marz mars marzo maart mrt",
    "april avril abril aprile",
    "may mai mayo mei maggio",
    "june juni juin junio giugno",
    "july juli juillet julio luglio",
    "august aout agosto augustus",
    "september septembre septiembre settembre",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember decembre diciembre dicembre",
)


@dataclass
class Order:
    """What the numbers of a column say about their order: how many can only be read one way, or both ways."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    def add(self, text: str) -> None:
        """Weighs one more cell."""
        match = _NUMBERS.fullmatch(text)
        if match is None or match[2] == "." or _EMPTY.fullmatch(text):
            return
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            self.day_first += 1
        elif second > 12 >= first:
            self.month_first += 1
        elif first != second:
            self.either += 1

    @property
    def is_mixed(self) -> bool:
        """Whether both orders are surely there."""
        return bool(self.day_first and self.month_first)

    @property
    def known(self) -> bool | None:
        """Whether the day comes first; None where the column does not say, or says both."""
        return None if self.is_mixed or not (self.day_first or self.month_first) else bool(self.day_first)


def read(text: str, day_first: bool | None) -> str:
    """`YYYY-MM-DD` or `--MM-DD` where it is clear, "" for an empty date such as `0/0/00`, else the text as it stands.

    `day_first` decides 3/4/1990; None leaves it. So are years of two digits: the century would be invented.
    """
    return _read(text, day_first) if len(text) <= _LONGEST else text


@lru_cache(maxsize=10_000)
def _read(text: str, day_first: bool | None) -> str:
    if match := _ISO.fullmatch(text):
        year, month, day = (int(match[at]) for at in ((1, 3, 4) if match[1] else (5, 6, 7)))
        return _shown(year, month, day) or ("" if _EMPTY.fullmatch(text) else text)
    if _EMPTY.fullmatch(text):
        return ""
    if match := _YEARLESS.fullmatch(text):
        return _shown(0, int(match[1]), int(match[2])) or text
    if match := _NUMBERS.fullmatch(text):
        return _numbers(match, day_first) or text
    if match := _DAY_WORD.fullmatch(text):
        return _worded(match[3], match[2], match[1]) or text
    if match := _WORD_DAY.fullmatch(text):
        return _worded(match[3], match[1], match[2]) or text
    return text


def trouble(text: str) -> str | None:
    """What keeps a text from being read as a day, whatever the order of its column; None when nothing does."""
    if any(_is_clear(read(text, order)) for order in (True, False)):
        return None
    if _SERIAL.fullmatch(text):
        return "a number of a spreadsheet, not a day"
    match = _NUMBERS.fullmatch(text)
    if match and match[4] and len(match[4]) == 2:
        return "a year of two digits"
    return "not in the calendar" if match or _ISO.fullmatch(text) else "not a day"


def _is_clear(day: str) -> bool:
    match = _CLEAR.fullmatch(day)
    return not day or (match is not None and _exists(int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3])))


def _numbers(match: re.Match[str], day_first: bool | None) -> str | None:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if year is not None and len(year) == 2:
        return None
    if match[2] == ".":
        day_first = True
    elif max(first, second) > 12 or first == second:
        day_first = first > 12
    if day_first is None:
        return None
    return _shown(int(year or 0), *((second, first) if day_first else (first, second)))


def _worded(year: str | None, month: str, day: str) -> str | None:
    number = _month(month)
    return None if number is None else _shown(int(year or 0), number, int(day))


@lru_cache(maxsize=200)
def _month(word: str) -> int | None:
    plain = "".join(char for char in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(char))
    found = {at for at, names in enumerate(_MONTHS, 1) if any(name.startswith(plain) for name in names.split())}
    return found.pop() if len(found) == 1 else None


def _shown(year: int, month: int, day: int) -> str | None:
    if year in _NO_YEAR:
        return f"--{month:02}-{day:02}" if _exists(_LEAP_YEAR, month, day) else None
    return f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
