"""Money: whole minor units and a currency, read from what was typed, and shown as the shop writes it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from tinycrm.config import CURRENCIES, MONEY, recognise
from tinycrm.domain import clean
from tinycrm.errors import InvalidError

LIMIT = 10**15 - 1  # minor units: so many digits a number of JSON keeps exactly (RFC 8259 §6)
EXAMPLE = 123456  # minor units of the amount that a setting writes as an example

# ISO 4217: currencies whose minor unit is no hundredth
_DIGITS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
_DIGITS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
_SIGNS = {
    "GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩", "PLN": "zł", "CZK": "Kč", "UAH": "₴",
    "TRY": "₺", "ILS": "₪", "RUB": "₽", "BRL": "R$", "AUD": "A$", "CAD": "CA$", "NZD": "NZ$", "MXN": "MX$",
}  # fmt: skip
_DOLLARS = frozenset("USD AUD CAD NZD MXN HKD SGD TWD".split())
_CROWNS = frozenset("SEK NOK DKK ISK CZK".split())
# countries that write 1,234.56, the sign first (CLDR); the others mostly 1.234,56 and the sign last
_COMMA_GROUPS = frozenset("AU CA CN GB HK IE IL IN JP KE KR MX MY NG NZ PH SG TH TW US".split())
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))  # of direction, which stand in for nothing here
_BLANKS = r"(?<=\d)[ \u00a0\u202f'’_](?=\d{3}(?!\d))"
_AMOUNT = r"(?P<whole>\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)(?:(?P<point>[.,])(?P<rest>\d*))?"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (pence) of a currency (ISO 4217)."""

    minor: int
    currency: str

    def as_json(self) -> dict[str, str]:
        """The amount as scripts get it."""
        return {"amount": decimal(self), "currency": self.currency}


class Style(NamedTuple):
    """How a shop writes money: its currency, what stands before and after the number, and the number's two signs."""

    currency: str
    before: str
    after: str
    group: str
    point: str


def read(text: str, currency: str) -> Money:
    """An amount as it was typed: "1,200", "1200.50", "£1,200", "1.200,50 €", "1200 EUR"; in `currency` unless it says.

    Raises InvalidError for what is no amount, is below nought, or has more digits than its currency.
    """
    typed = clean.line(text, "an amount")
    number, of = _parted(typed, currency)
    number = re.sub(_BLANKS, "", number)
    found = re.fullmatch(_AMOUNT, number, re.ASCII)
    if found is None:
        raise InvalidError(_unknown(typed, number))
    digits = _DIGITS.get(of, 2)
    whole, rest = re.sub("[.,]", "", found["whole"]), found["rest"] or ""
    # three digits behind the only sign are thousands, for no sum of most currencies has thousandths
    if len(rest) == 3 and "," not in found["whole"] and "." not in found["whole"] and len(whole) <= 3:
        if digits == 3:
            raise InvalidError(f"{_quoted(typed)} may be {whole}{rest} or {whole}.{rest}0; write the one you mean.")
        whole, rest = whole + rest, ""
    elif found["point"] and found["point"] in found["whole"]:
        raise InvalidError(_unknown(typed, number))
    if len(rest) > digits:
        most = f"at most {digits} digits behind the point" if digits else "no digits behind the point"
        raise InvalidError(f"{_quoted(typed)}: {of} has {most}.")
    minor = int(whole + rest.ljust(digits, "0"))
    if minor > LIMIT:
        raise InvalidError(f"{_quoted(typed)} is more than tinycrm can count.")
    return Money(minor, of)


def decimal(money: Money) -> str:
    """An amount in plain digits, as JSON and files have it: "1200.00"."""
    digits = _DIGITS.get(money.currency, 2)
    text = f"{abs(money.minor):0{digits + 1}}"
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"


def example(currency: str, locale: str) -> str:
    """How money is written where a locale is spoken (CLDR, through babel), as `style` reads it; "" for what is not."""
    from decimal import Decimal

    from babel import UnknownLocaleError
    from babel.numbers import format_currency

    amount = Decimal("1234.56") if _DIGITS.get(currency, 2) else Decimal(1234)
    try:
        written = format_currency(amount, currency, locale=locale).translate(_MARKS)
    except UnknownLocaleError:
        return ""
    return written if re.fullmatch(MONEY, written) else ""


def style(example: str, currency: str, country: str) -> Style:
    """How a shop writes money, from an example such as £1,234.56; without one as its country mostly does.

    An example with another currency's sign lends its form to this one.
    """
    found = re.fullmatch(MONEY, example)
    if found is None:
        sign = _SIGNS.get(currency)
        if country in _COMMA_GROUPS:
            return Style(currency, sign or f"{currency}\u00a0", "", ",", ".")
        return Style(currency, "", f"\u00a0{sign or currency}", ".", ",")
    before, group, point, after = (each or "" for each in found.groups())
    made = Style(currency, before, after, group, point or ("," if group == "." else "."))
    written = (before + after).strip()
    other_sign = written in _SIGNS.values() and written != _SIGNS.get(currency)
    if other_sign or (re.fullmatch("[A-Z]{3}", written) and written != currency):
        before, after = _foreign(currency, made)
    return made._replace(before=before, after=after)


def show(money: Money, style: Style, *, pence: bool | None = None) -> str:
    """An amount as the shop writes it; `pence` says whether with the digits behind the point, else where they say
    something. Another currency than the shop's stands in its place with its own sign.
    """
    digits = _DIGITS.get(money.currency, 2)
    minor, unit = abs(money.minor), 10**digits
    if pence is None:
        pence = minor % unit != 0
    whole, rest = divmod(minor, unit) if pence else ((minor + unit // 2) // unit, 0)
    number = f"{whole:,}".replace(",", style.group)
    if pence and digits:
        number += f"{style.point}{rest:0{digits}}"
    before, after = (style.before, style.after) if money.currency == style.currency else _foreign(money.currency, style)
    return f"{'-' if money.minor < 0 else ''}{before}{number}{after}"


def of(minor: int | None, currency: str) -> Money | None:
    """An amount from its columns; None when there is none."""
    return None if minor is None else Money(minor, currency)


def _foreign(currency: str, style: Style) -> tuple[str, str]:
    """What stands before and after an amount of another currency than the style's."""
    sign = _SIGNS.get(currency, "")
    if style.after.strip():
        return "", f"\u00a0{sign or currency}"
    return sign or f"{currency}\u00a0", ""


def _parted(typed: str, currency: str) -> tuple[str, str]:
    """The number in what was typed, and which currency stands beside it."""
    found = re.fullmatch(r"([^\d\s.,+-]*)\s*([+-]?[\d.,'’_\s]*?)\s*([^\d\s.,+-]*)\.?", typed)
    if found is None or (found[1] and found[3]):
        return typed, currency
    return found[2].removeprefix("+"), _currency(typed, found[1] or found[3], currency)


def _currency(typed: str, word: str, currency: str) -> str:
    if not word:
        return currency
    if word in ("$", "US$"):
        return currency if currency in _DOLLARS and word == "$" else "USD"
    if word.lower() == "kr" and currency in _CROWNS:
        return currency
    for code, sign in _SIGNS.items():
        if word == sign:
            return code
    code = word.upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise InvalidError(_unknown(typed, word))
    if code not in {currency, *CURRENCIES.values()}:
        recognise({"currency": code})
    return code


def _unknown(typed: str, number: str) -> str:
    if number.startswith("-"):
        return f"{_quoted(typed)} is below nought; an amount is not."
    return f"{_quoted(typed)} is no amount. Try 1200 or 1200.50."


def _quoted(typed: str) -> str:
    return f'"{clean.show_line(typed, 60)}"'
