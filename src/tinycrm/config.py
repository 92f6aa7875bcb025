"""A shop's settings: read from `<stem>.toml` beside its file, from the locale where they are missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tinycrm.errors import InvalidError

WEEK_STARTS = {"monday": 0, "sunday": 6, "saturday": 5}
LEAP_DAYS = ("feb28", "mar1")
MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "PR"})

_EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
CURRENCIES = dict.fromkeys(_EURO.split(), "EUR") | {
    "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CN": "CNY", "CZ": "CZK", "DK": "DKK", "GB": "GBP",
    "HU": "HUF", "IL": "ILS", "IN": "INR", "IS": "ISK", "JP": "JPY", "KR": "KRW", "MX": "MXN", "NO": "NOK",
    "NZ": "NZD", "PL": "PLN", "RO": "RON", "RU": "RUB", "SE": "SEK", "TR": "TRY", "UA": "UAH", "US": "USD",
    "ZA": "ZAR",
}  # fmt: skip


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Config:
    """The settings of one shop."""

    shop: str = _setting("My shop", "the shop's name")
    country: str = _setting("GB", "two letters; phone numbers without a country belong to it")
    currency: str = _setting("GBP", "three letters")
    locale: str = _setting("en_GB", "how money, numbers and dates are written")
    languages: tuple[str, ...] = _setting(("en",), "languages that dates may be typed in")
    week_start: str = _setting("monday", " or ".join(WEEK_STARTS))
    leap_day: str = _setting("feb28", "29 February in plain years: feb28 or mar1")

    @property
    def day_first(self) -> bool:
        """Whether 3/12 is a day in December."""
        return self.locale.partition("_")[2].upper() not in MONTH_FIRST

    @property
    def first_weekday(self) -> int:
        """The weekday that weeks start on, Monday being 0."""
        return WEEK_STARTS[self.week_start]


MEANINGS = {each.name: str(each.metadata["meaning"]) for each in fields(Config)}


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """The settings in a file; those it does not name come from the locale.

    Raises InvalidError that names the line of a typo, an unknown setting or a value that makes no sense.
    """
    defaults = from_locale(environ)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return defaults
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(f"{path} cannot be read: {error}.") from None
    return parse(text, str(path), defaults)


def parse(text: str, name: str, defaults: Config) -> Config:
    """The settings in a TOML text called `name`.

    Raises InvalidError that names the line.
    """
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidError(f"{name}: {error}. `tinycrm config edit` opens it.") from None
    checked = {}
    for key, value in values.items():
        try:
            checked[key] = check(key, value)
        except InvalidError as error:
            raise InvalidError(f"{name}, line {_line_of(key, text)}: {error}") from None
    return Config(**{**vars(defaults), **checked})


def from_locale(environ: Mapping[str, str]) -> Config:
    """What the surroundings say about the settings: LC_ALL, LC_TIME, LANG."""
    spoken = next((environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if environ.get(name)), "")
    found = re.match(r"([a-z]{2,3})_([A-Z]{2})\b", spoken)
    if found is None:
        return Config()
    language, country = found.groups()
    return Config(
        country=country,
        currency=CURRENCIES.get(country, "EUR"),
        locale=f"{language}_{country}",
        languages=tuple(dict.fromkeys((language, "en"))),
        week_start="sunday" if country in {"US", "CA", "MX", "BR", "JP", "IL", "IN", "ZA"} else "monday",
    )


def check(key: str, value: Any) -> Any:
    """The value of a setting as it is kept; a list may be given as words with commas.

    Raises InvalidError when there is no such setting, or it cannot have that value.
    """
    if key not in _CHECKS:
        raise InvalidError(f"There is no setting {key!r}{_meant(key)}; the settings are {', '.join(_CHECKS)}.")
    return _CHECKS[key](key, value)


def write(path: Path, changes: Mapping[str, Any]) -> None:
    """Write settings into the file, leaving its other lines and comments as they are; made 0600 when it is missing."""
    import tomlkit

    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    for key, value in changes.items():
        document[key] = list(value) if isinstance(value, tuple) else value
    replace(path, tomlkit.dumps(document))


def replace(path: Path, text: str) -> None:
    """Put `text` in place of the file's, whole or not at all, readable by its owner alone."""
    import os
    import tempfile

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(path)


def _word(pattern: str, example: str) -> Callable[[str, Any], str]:
    def checked(key: str, value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value.strip()):
            raise InvalidError(f"{key} is like {example!r}, not {value!r}.")
        return value.strip()

    return checked


def _one_of(words: tuple[str, ...]) -> Callable[[str, Any], str]:
    def checked(key: str, value: Any) -> str:
        if value not in words:
            raise InvalidError(f"{key} is {' or '.join(words)}, not {value!r}.")
        return str(value)

    return checked


def _languages(key: str, value: Any) -> tuple[str, ...]:
    words = re.split(r"[,\s]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(re.fullmatch("[a-z]{2,3}", str(word)) for word in words):
        raise InvalidError(f'{key} is a list like ["en", "fr"], not {value!r}.')
    return tuple(words)


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "shop": _word(r"[^\x00-\x1f\x7f-\x9f]{1,200}", "The Cozy Corner"),
    "country": _word("(?!UK)[A-Z]{2}", "GB"),
    "currency": _word("[A-Z]{3}", "GBP"),
    "locale": _word("[a-z]{2,3}(_[A-Z][a-z]{3})?_[A-Z]{2}", "en_GB"),
    "languages": _languages,
    "week_start": _one_of(tuple(WEEK_STARTS)),
    "leap_day": _one_of(LEAP_DAYS),
}


def _meant(key: str) -> str:
    import difflib

    close = difflib.get_close_matches(key, _CHECKS, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _line_of(key: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*["'\[]?{re.escape(key)}\b""", line):
            return number
    return 1
