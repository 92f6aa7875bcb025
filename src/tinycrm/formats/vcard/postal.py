"""Postal addresses: the seven components of an ADR, and the address that some programs put whole into one of them."""

import re

from tinycrm.formats.person import Postal

_CITY_REGION_CODE = re.compile(r"(.+?),\s*(\D+?)\s+([\d][\d -]*)")  # Leeds, AL 35094
_CODE_CITY = re.compile(r"([A-Z]{0,2}-?\d{4,6})\s+(\D+)")  # 50667 Köln
_CITY_CODE = re.compile(r"(\D+?),?\s+([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6})")  # Leeds LS1 4AB
_CODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[\d -]{3,}")
_WHOLE_LINES = 2


def read(parts: list[str], country_code: str, label: str | None) -> Postal | None:
    """An ADR's components (RFC 6350 §6.3.1: box, extension, street, city, region, code, country) as an address.

    `country_code` (X-ABADR) stands in for a country that is not named. None when nothing is said.
    """
    box, extension, street, city, region, code, country = (*map(_lines, parts[:7]), *[[]] * (7 - len(parts[:7])))
    if not (city or region or code or country):
        alone = [lines for lines in (box, extension, street) if lines]
        if len(alone) == 1 and len(alone[0]) >= _WHOLE_LINES:
            return whole(alone[0], label)
    street = [*street, *extension, *(f"PO Box {line}" if line.isdecimal() else line for line in box)]
    named = [_joined(lines) for lines in (street, city, region, code, country)]
    if not any(named):
        return None
    if named[4] is None and re.fullmatch("[A-Za-z]{2}", country_code):
        named[4] = country_code.upper()
    return Postal(label, *named)


def whole(lines: list[str], label: str | None) -> Postal:
    """An address as it stands on a letter: from its end the country, the city with region and code, the street.

    What is no code or country by its looks stays with the street; nothing is lost.
    """
    *street, last = lines
    country = code = region = None
    if len(street) > 1 and not re.search(r"\d", last) and re.search(r"\d", " ".join(street[1:])):
        country = last
        last = street.pop()
    if len(street) > 1 and _CODE.fullmatch(last):
        code = last
        last = street.pop()
    if match := _CITY_REGION_CODE.fullmatch(last):
        last, region, code = match[1], match[2], match[3]
    elif match := _CODE_CITY.fullmatch(last):
        code, last = match[1], match[2]
    elif match := _CITY_CODE.fullmatch(last):
        last, code = match[1], match[2]
    return Postal(label, _joined(street), last, region, code, country)


def lines(text: str) -> list[str]:
    """The lines of an address, without the commas that end them."""
    return _lines(text)


def _lines(text: str) -> list[str]:
    stripped = (line.strip().rstrip(",").rstrip() for line in text.split("\n"))
    return [line for line in stripped if line]


def _joined(lines: list[str]) -> str | None:
    return ", ".join(lines) or None
