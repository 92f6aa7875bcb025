"""A shop's settings: read from `<stem>.toml` beside its file, from the locale where they are missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tinycrm.errors import InvalidError
from tinycrm.files import replacing

WEEK_STARTS = {"monday": 0, "sunday": 6, "saturday": 5}
SYMBOLS = ("auto", "unicode", "ascii")
LEAP_DAYS = ("feb28", "mar1")
MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "PR"})
SUNDAY_FIRST = frozenset({"US", "CA", "MX", "BR", "JP", "IL", "IN", "ZA"})
NAME_LIMIT = 200
# an amount of 1234, with two or three digits behind the point or none, and a sign without controls around it
_SIGN = r"[^\d\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
MONEY = rf"({_SIGN}{{0,10}}?)1({_SIGN}?)234(?:({_SIGN})56\d?)?({_SIGN}{{0,10}})"
SHOWN = 60  # characters of a wrong value in a sentence

_JOINERS = "\u200c\u200d"
# what CLDR lists among the territories and is no country
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})

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
    daily_backup: bool = _setting(True, "a copy of the shop once a day: yes or no")
    today_limit: int = _setting(15, "how many of each group `tinycrm today` shows")
    cadences: tuple[str, ...] = _setting((), "how often people with a tag want to hear from you: vip 3w, regular 6w")
    money: str = _setting("", "how money is written, as an example: £1,234.56; empty: as in the country")
    theme: str = _setting("paper", "how the screen looks: paper, lamplight, plain, or another that its palette lists")
    symbols: str = _setting("auto", "signs on the screen: auto, unicode, or ascii where others are not shown")
    keys: Mapping[str, str] = field(
        default_factory=dict, metadata={"meaning": "keys of your own on the screen, by command: today.done x"}
    )

    @property
    def day_first(self) -> bool:
        """Whether 3/12 is a day in December."""
        return self.locale.partition("_")[2].upper() not in MONTH_FIRST

    @property
    def first_weekday(self) -> int:
        """The weekday that weeks start on, Monday being 0."""
        return WEEK_STARTS[self.week_start]


MEANINGS = {each.name: str(each.metadata["meaning"]) for each in fields(Config)}


def load(path: Path, environ: Mapping[str, str], but: str = "") -> Config:
    """The settings in a file; those it does not name, and the one called `but`, come from the locale.

    Raises InvalidError that names the line of a typo, an unknown setting or a value that makes no sense.
    """
    defaults = from_locale(environ)
    text = text_of(path)
    if not text:
        return defaults
    try:
        return parse(text, defaults, but)
    except InvalidError as error:
        raise InvalidError(f"{path}, {error} `tinycrm config edit` opens it.") from None


def text_of(path: Path) -> str:
    """The text of a settings file; bytes that are no UTF-8 become surrogates, "" when there is no file.

    Raises InvalidError when it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise InvalidError(f"{path} cannot be read: {error.strerror}.") from None


def parse(text: str, defaults: Config, but: str = "") -> Config:
    """The settings in a TOML text; what it says of the one called `but` is not looked at.

    Raises InvalidError that names the line.
    """
    checked = {}
    for key, value in toml(text).items():
        if key == but:
            continue
        try:
            checked[key] = check(key, value)
        except InvalidError as error:
            raise InvalidError(f"line {line_of(key, text)}: {error}") from None
    return Config(**{**vars(defaults), **checked})


def toml(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises InvalidError that names the line of a typo.
    """
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() and re.search("[\ud800-\udfff]", line):
            raise InvalidError(f"line {number}: this is not UTF-8 text; save it as UTF-8.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        found = re.search(r"line (\d+)", where)
        last = found[1] if found else len(text.rstrip("\n").split("\n"))
        raise InvalidError(f"line {last}: {what} (words stand between quotes).") from None


def line_of(key: str, text: str) -> int:
    """The line in which a sound TOML text sets `key`, counted from 1."""
    import tomllib

    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if re.match(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[]=.]""", line):
            try:
                tomllib.loads("\n".join(lines[: number - 1]))
            except tomllib.TOMLDecodeError:
                continue  # inside a long text
            return number
    return 1


def from_locale(environ: Mapping[str, str]) -> Config:
    """What the surroundings say about the settings: LC_ALL, LC_TIME, LANG."""
    spoken = next((environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if environ.get(name)), "")
    found = re.match(r"([a-z]{2,3})_([A-Z]{2})(?![A-Za-z])", spoken)
    if found is None:
        return Config()
    language, country = found.groups()
    return Config(
        country=country,
        currency=CURRENCIES.get(country, "EUR"),
        locale=f"{language}_{country}",
        languages=tuple(dict.fromkeys((language, "en"))),
        week_start="sunday" if country in SUNDAY_FIRST else "monday",
    )


def known(key: str) -> str:
    """The name of a setting.

    Raises InvalidError, with what may have been meant, when there is none of that name.
    """
    if key not in _CHECKS:
        raise InvalidError(f"There is no setting {_shown(key)}{_meant(key)}; the settings are {', '.join(_CHECKS)}.")
    return key


def check(key: str, value: Any) -> Any:
    """The value of a setting as it is kept; a list may be given as words with commas.

    Raises InvalidError when there is no such setting, or it cannot have that value.
    """
    return _CHECKS[known(key)](key, value)


def recognise(values: Mapping[str, Any]) -> None:
    """See that countries, currencies, locales and languages are real ones (CLDR, through babel).

    Raises InvalidError for the first that is not.
    """
    from babel import Locale, localedata

    english = Locale("en")
    spoken = _spoken() if "languages" in values else frozenset()
    real: dict[str, tuple[Callable[[str], bool], str]] = {
        "country": (lambda word: word in english.territories and word not in _NO_COUNTRIES, "GB"),
        "currency": (lambda word: word in english.currencies, "GBP"),
        "locale": (localedata.exists, "en_GB"),
        "languages": (lambda word: word in spoken, "en"),
    }
    for key, value in values.items():
        exists, example = real.get(key, (lambda _: True, ""))
        for word in value if isinstance(value, tuple) else (value,):
            if not exists(word):
                kind = "language" if key == "languages" else key
                raise InvalidError(f"There is no {kind} {_shown(word)} that tinycrm knows; one is like {example!r}.")


def write(path: Path, changes: Mapping[str, Any]) -> None:
    """Write settings into the file, leaving its other lines and comments as they are; made 0600 when it is missing.

    Raises InvalidError when the file has a typo and StoreError when it cannot be written.
    """
    import tomlkit

    text = text_of(path)
    toml(text)
    document = tomlkit.parse(text)
    for key, value in changes.items():
        document[key] = _as_toml(value)
    replace(path, tomlkit.dumps(document))


def written(settings: Config) -> str:
    """The text of a settings file that says what each setting means."""
    import tomlkit

    lines = []
    for key, meaning in MEANINGS.items():
        value = getattr(settings, key)
        if isinstance(value, Mapping):
            # a table ends what can be said without one, so it stands last
            head = f"[{key}]" if value else f"# [{key}]"
            lines += [f"# {meaning}", head, *tomlkit.item(dict(value)).as_string().splitlines()]
        else:
            lines += [f"# {meaning}", f"{key} = {tomlkit.item(_as_toml(value)).as_string()}"]
    return "\n".join(["# The settings of a tinycrm shop.", *lines, ""])


def _as_toml(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def replace(path: Path, text: str) -> None:
    """Put `text` in place of the file's, whole or not at all, readable by its owner alone.

    Raises StoreError when it cannot be written.
    """
    with replacing(path) as file:
        file.write(text)


def _code(pattern: str, example: str, shape: Callable[[str], str]) -> Callable[[str, Any], str]:
    def checked(key: str, value: Any) -> str:
        word = shape(value.strip()) if isinstance(value, str) else ""
        if not re.fullmatch(pattern, word):
            raise InvalidError(f"{key} is like {example!r}, not {_shown(value)}.")
        return word

    return checked


def _country(key: str, value: Any) -> str:
    word = _code("[A-Z]{2}", "GB", str.upper)(key, value)
    if word == "UK":
        raise InvalidError("UK is no country code; the United Kingdom is GB.")
    return word


def _locale(word: str) -> str:
    language, *rest = re.split("[-_]", word.partition(".")[0])
    return "_".join([language.lower(), *(part.upper() if len(part) == 2 else part.capitalize() for part in rest)])


def _name(key: str, value: Any) -> str:
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if not 1 <= len(name) <= NAME_LIMIT or not all(char.isprintable() or char in _JOINERS for char in name):
        raise InvalidError(
            f"{key} is a line of up to {NAME_LIMIT} letters like 'The Cozy Corner', not {_shown(value)}."
        )
    return name


def _money(key: str, value: Any) -> str:
    """An example that `domain.money.style` reads."""
    if not isinstance(value, str) or not re.fullmatch(f"({MONEY})?", value.strip()):
        raise InvalidError(f"{key} is an example like '£1,234.56' or '1.234,56 €', not {_shown(value)}.")
    return value.strip()


def _one_of(words: tuple[str, ...]) -> Callable[[str, Any], str]:
    def checked(key: str, value: Any) -> str:
        word = value.strip().lower() if isinstance(value, str) else value
        if word not in words:
            raise InvalidError(f"{key} is {' or '.join(words)}, not {_shown(value)}.")
        return str(word)

    return checked


def _yes_or_no(key: str, value: Any) -> bool:
    word = value.strip().lower() if isinstance(value, str) else value
    if isinstance(word, bool):
        return word
    if word not in ("yes", "no", "true", "false"):
        raise InvalidError(f"{key} is yes or no, not {_shown(value)}.")
    return word in ("yes", "true")


def _count(key: str, value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,4}", str(value).strip()) or int(value) < 1:
        raise InvalidError(f"{key} is a number from 1 to 9999, not {_shown(value)}.")
    return int(value)


def _cadences(key: str, value: Any) -> tuple[str, ...]:
    pairs = re.split(r"\s*,\s*|(?<=\d[dwmy])\s+", value.strip(", \t\n")) if isinstance(value, str) else value
    if not isinstance(pairs, list | tuple):
        raise InvalidError(f'{key} is a list like ["vip 3w", "regular 6w"], not {_shown(value)}.')
    return tuple(_cadence(key, pair) for pair in pairs if pair)


def _cadence(key: str, pair: Any) -> str:
    found = re.fullmatch(r"([^\s,:=]+)[\s:=]+([^\s,:=].*)", " ".join(str(pair).lower().split()))
    if found is None:
        raise InvalidError(f"{key} pairs a tag with a span, like vip 3w; {_shown(pair)} is none.")
    return f"{found[1]} {found[2]}"


def _keys(key: str, value: Any) -> dict[str, str]:
    if isinstance(value, str):
        pairs = [each.split() for each in value.split(",") if each.strip()]
        value = dict(pairs) if all(len(pair) == 2 for pair in pairs) else value
    if not isinstance(value, Mapping) or not all(_is_key(*pair) for pair in value.items()):
        raise InvalidError(f"{key} pairs commands with keys, like today.done x, not {_shown(value)}.")
    return dict(value)


def _is_key(command: Any, word: Any) -> bool:
    whole = re.fullmatch(r"[a-z]+([._-][a-z]+)*", command) if isinstance(command, str) else None
    return whole is not None and isinstance(word, str) and re.fullmatch(r"[a-z0-9_+]{1,40}|[A-Z]", word) is not None


def _languages(key: str, value: Any) -> tuple[str, ...]:
    words = re.split(r"[,\s]+", value.strip(", \t\n")) if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words or not all(_is_language(word) for word in words):
        raise InvalidError(f'{key} is a list like ["en", "fr"], not {_shown(value)}.')
    return tuple(dict.fromkeys(words))


def _is_language(word: Any) -> bool:
    return isinstance(word, str) and re.fullmatch("[a-z]{2,3}", word) is not None


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "shop": _name,
    "country": _country,
    "currency": _code("[A-Z]{3}", "GBP", str.upper),
    "locale": _code("[a-z]{2,3}(_[A-Z][a-z]{3})?_[A-Z]{2}", "en_GB", _locale),
    "languages": _languages,
    "week_start": _one_of(tuple(WEEK_STARTS)),
    "leap_day": _one_of(LEAP_DAYS),
    "daily_backup": _yes_or_no,
    "today_limit": _count,
    "cadences": _cadences,
    "money": _money,
    "theme": _code("[a-z0-9-]{1,40}", "paper", str.lower),
    "symbols": _one_of(SYMBOLS),
    "keys": _keys,
}


def _spoken() -> frozenset[str]:
    """The languages that typed dates are understood in."""
    from babel import Locale
    from dateparser.data.languages_info import language_order

    return frozenset(language_order) & frozenset(Locale("en").languages)


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"


def _meant(key: str) -> str:
    import difflib

    close = difflib.get_close_matches(key[:SHOWN], _CHECKS, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
