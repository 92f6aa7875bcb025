"""Postal addresses: the seven components of an ADR, and the address that some programs put whole into one of them."""

import re

from tinycrm.formats.person import Postal

_CITY_REGION_CODE = re.compile(r"(?P<city>.+),\s*(?P<region>[^\d,]+?)\s+(?P<code>\d[\d -]*)")  # Leeds, AL 35094
_CODE_CITY = re.compile(r"(?P<code>\d{4} [A-Z]{2}|[A-Z]{0,2}-?\d{4,6})\s+(?P<city>\D+)")  # 50667 Köln
_CITY_CODE = re.compile(r"(?P<city>\D+?),?\s+(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6})")  # Leeds LS1 4AB
_CODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d[\d -]{2,}")
_NO_PARTS = [""] * 7
_WHOLE_LINES = 2
_LINE_LENGTH = 200  # what is longer is not looked at closely


def read(parts: list[str], country_code: str, label: str | None) -> Postal | None:
    """An ADR's components (RFC 6350 §6.3.1: box, extension, street, city, region, code, country) as an address.

    `country_code` (X-ABADR) stands in for a country that is not named. None when nothing is said.
    """
    box, extension, street, city, region, code, country = map(lines, [*parts, *_NO_PARTS][:7])
    if not (city or region or code or country):
        alone = [each for each in (box, extension, street) if each]
        if len(alone) == 1 and len(alone[0]) >= _WHOLE_LINES:
            return whole(alone[0], label)
    street = [*street, *extension, *(f"PO Box {line}" if line.isdecimal() else line for line in box)]
    named = [_joined(rows) for rows in (street, city, region, code, country)]
    if not any(named):
        return None
    if named[4] is None and re.fullmatch("[A-Za-z]{2}", country_code):
        named[4] = country_code.upper()
    return Postal(label, *named)


def whole(rows: list[str], label: str | None) -> Postal:
    """An address as it stands on a letter: from its end the country, the city with region and code, the street.

    What is no country, code or city by its looks stays with the street; nothing is lost.
    """
    street = list(rows)
    country = code = None
    if len(street) > _WHOLE_LINES and not _has_digit(street[-1]) and any(map(_has_digit, street[1:])):
        country = street.pop()
    if len(street) > 1 and _CODE.fullmatch(street[-1]):
        code = street.pop()
    if len(street) > 1 and not _has_digit(street[-1]):
        return Postal(label, _joined(street[:-1]), street[-1], None, code, country)
    found = _city(street[-1]) if code is None else {}
    if found:
        street.pop()
    code = code or found.get("code")
    return Postal(label, _joined(street), found.get("city"), found.get("region"), code, country)


def lines(text: str) -> list[str]:
    """The lines of an address, without the commas that end them."""
    if not text:
        return []
    stripped = (line.strip().rstrip(",").rstrip() for line in text.split("\n"))
    return [line for line in stripped if line]


def _joined(rows: list[str]) -> str | None:
    return ", ".join(rows) or None


def _city(line: str) -> dict[str, str]:
    if len(line) <= _LINE_LENGTH:
        for pattern in (_CITY_REGION_CODE, _CODE_CITY, _CITY_CODE):
            if match := pattern.fullmatch(line):
                return match.groupdict()
    return {}


def _has_digit(line: str) -> bool:
    return any(map(str.isdecimal, line))
