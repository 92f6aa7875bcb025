"""Plain phone numbers, as nearly all are, put into E.164 in a fraction of the time that the library takes for any."""

import re
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(r"(\+?)\(?(\d[\d ().-]*)", re.ASCII)
_DIGITS = re.compile(r"\D+", re.ASCII)


class Country(NamedTuple):
    """How numbers are dialled in a country: its code, what goes abroad or stands before a national number."""

    code: str
    abroad: re.Pattern[str]
    trunk: re.Pattern[str] | None
    national: re.Pattern[str]
    lengths: frozenset[int]
    has_own_code: bool  # and does not share it with a larger country, whose rules then hold for +…


def plain_e164(number: str, region: str) -> str | None:
    """The E.164 form of digits with blanks, hyphens and brackets between them, by the library's own tables.

    None when the library has to be asked: for anything else, and whenever the rules of the country are not simple.
    """
    match = _PLAIN.fullmatch(number)
    country = _country(region) if match else None
    if match is None or country is None:
        return None
    digits = _DIGITS.sub("", match[2])
    if match[1]:
        if not (country.has_own_code and digits.startswith(country.code)):
            return None
        digits = digits.removeprefix(country.code)
    elif digits.startswith(country.code) or country.abroad.match(digits):
        return None
    digits = _without_trunk(digits, country)
    return f"+{country.code}{digits}" if len(digits) in country.lengths and digits[0] != "0" else None


def _without_trunk(digits: str, country: Country) -> str:
    match = country.trunk.match(digits) if country.trunk else None
    if match is None:
        return digits
    rest = digits[match.end() :]
    is_part = country.national.fullmatch(digits) and not country.national.fullmatch(rest)
    return digits if is_part else rest


@lru_cache(maxsize=8)
def _country(region: str) -> Country | None:
    """None where numbers are rewritten on the way, or have a carrier's code before them."""
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    known = PhoneMetadata.metadata_for_region(region.upper(), None)
    if known is None or known.international_prefix is None or known.national_prefix_transform_rule:
        return None
    trunk = re.compile(known.national_prefix_for_parsing) if known.national_prefix_for_parsing else None
    general = known.general_desc
    if general is None or general.national_number_pattern is None or (trunk is not None and trunk.groups):
        return None
    largest = region_code_for_country_code(known.country_code or 0)
    return Country(
        str(known.country_code),
        re.compile(known.international_prefix),
        trunk,
        re.compile(general.national_number_pattern),
        _lengths(region) & _lengths(largest),
        largest == region.upper(),
    )


def _lengths(region: str) -> frozenset[int]:
    """How many digits a national number may have, for anyone to dial."""
    from phonenumbers import PhoneMetadata

    known = PhoneMetadata.metadata_for_region(region.upper(), None)
    general = None if known is None else known.general_desc
    if general is None:
        return frozenset()
    return frozenset(general.possible_length) - frozenset(general.possible_length_local_only)
