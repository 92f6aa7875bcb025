"""Book numbers (ISO 2108): ten digits or thirteen, checked, and made one of thirteen."""

import re

from tinycrm.domain import clean
from tinycrm.errors import InvalidError

BOOKLAND = ("978", "979")  # the prefixes that EAN keeps for books
_PARTS = r"[\s\-‐‑‒–−.]+"
_LABEL = r"(?i)^isbn(?:[ -]?1[03])?[:\s]*"


def isbn(text: str) -> str:
    """A book number as it is stored, thirteen digits, from either form with or without hyphens.

    Raises InvalidError for what is none, and for one whose check digit does not fit.
    """
    typed = clean.line(text, "an ISBN", 40)
    number = re.sub(_PARTS, "", re.sub(_LABEL, "", typed)).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", number, re.ASCII):
        raise InvalidError(f'"{clean.show_line(typed, 40)}" is no ISBN; one has 10 or 13 digits.')
    if len(number) == 10:
        if number[9] != _check_of_ten(number[:9]):
            raise InvalidError(_mistyped(typed))
        number = BOOKLAND[0] + number[:9]
        return number + _check_of_thirteen(number)
    if not number.startswith(BOOKLAND):
        raise InvalidError(f'"{clean.show_line(typed, 40)}" is no ISBN; one of 13 digits begins with 978 or 979.')
    if number[12] != _check_of_thirteen(number[:12]):
        raise InvalidError(_mistyped(typed))
    return number


def looks_like_isbn(text: str) -> bool:
    """Whether a text is meant as a book number: its digits alone, with a fitting check digit or called ISBN."""
    number = re.sub(_PARTS, "", re.sub(_LABEL, "", text.strip())).upper()
    if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", number, re.ASCII):
        return False
    return len(number) == 13 or number[9] == _check_of_ten(number[:9]) or re.match(_LABEL, text.strip()) is not None


def _check_of_ten(digits: str) -> str:
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    return "0123456789X"[-rest % 11]


def _check_of_thirteen(digits: str) -> str:
    return str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10)


def _mistyped(typed: str) -> str:
    return f'The ISBN "{clean.show_line(typed, 40)}" is mistyped: its last digit does not fit the others.'
