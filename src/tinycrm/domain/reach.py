"""Ways to reach someone: labels, emails, phones, postal addresses and links, read from what was typed."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tinycrm.domain import clean
from tinycrm.domain.dialling import plain_e164
from tinycrm.errors import InvalidError

# what stands before most @ signs: a large import would wait long if the whole of each were looked at letter by letter
_PLAIN = r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*"
_PLAIN_LIMIT = 64
_EMAIL_LIMIT = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
_PHONE_LIMIT = 60
_PHONE_DIGITS = range(3, 25)
_WORDY_DIGITS = 6  # with words around them fewer digits are a time or a house, unless it is 0800 FLOWERS
_LINK_LIMIT = 2000
_ADDRESS_LIMIT = 500

_LABEL = r"\s*([^\W\d_][^\W\d_'’-]*(?: [^\W\d_][^\W\d_'’-]*){0,2})\s*:(?!//)\s*(\S[\s\S]*)"
_LABEL_LIMIT = 20
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)"
_SCHEMES = frozenset("http https mailto tel sms file ftp data javascript vbscript about blob".split())
_PHONE_MARKS = "+-‐‑–()./"
_PHONE_START = r"[+\d][\d\s+\-‐‑–()./]*"


class Labelled(NamedTuple):
    """A value and the word that was typed before it with a colon."""

    label: str | None
    value: str


class Email(NamedTuple):
    """An email address as it is written, and the form in which two are compared."""

    address: str
    key: str


class Phone(NamedTuple):
    """A phone as typed, its E.164 form with extension when known, and its typed digits."""

    number: str
    e164: str | None
    digits: str


class Address(NamedTuple):
    """A postal address; what is not known is None."""

    street: str | None
    city: str | None
    region: str | None
    postcode: str | None
    country: str | None


def labelled(text: str) -> Labelled:
    """The label and the value of "work:ada@x.org"; up to three words of letters, 20 characters, are a label.

    A scheme (`https:`, `mailto:`), a time and a number are none. The value is trimmed and not cleaned
    otherwise.
    """
    match = re.fullmatch(_LABEL, text) if ":" in text else None
    if match is None or len(match[1]) > _LABEL_LIMIT or match[1].casefold() in _SCHEMES:
        return Labelled(None, text.strip())
    return Labelled(clean.line(match[1], "a label").lower(), match[2].rstrip())


def email(text: str) -> Email:
    """An email address, syntax only, no look-up; `key` is casefolded.

    Raises InvalidError for what is none.
    """
    address = clean.line(text, "an email", 10 * _EMAIL_LIMIT)
    address = _without(address, "mailto:").removeprefix("<").removesuffix(">")
    name, at, domain = address.rpartition("@")
    if not (name and at and "." in domain.strip(".")) or " " in address or "@" in name:
        raise InvalidError(f"{_quoted(address)} is not an email. One looks like ada@example.org.")

    if len(name) <= _PLAIN_LIMIT and re.fullmatch(_PLAIN, name) and (known := _email_domain(domain)):
        return Email(f"{name}@{known}", f"{name}@{known}".casefold())

    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise InvalidError(f"{_quoted(address)} is not an email: {_reason(error)}.") from None
    return Email(address, address.casefold())


@lru_cache(maxsize=10_000)
def _email_domain(domain: str) -> str | None:
    """The domain as it is kept; None when it is none, or so long that the whole address has to be looked at."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(f"a@{domain}", check_deliverability=False, test_environment=True).domain
    except EmailNotValidError:
        return None
    return found if len(found) + _PLAIN_LIMIT < _EMAIL_LIMIT and found.isascii() else None


def phone(text: str, region: str) -> Phone:
    """A phone, kept as typed; `region` ("GB") reads national numbers.

    `e164` (ITU-T E.164, with ";ext=5" as in RFC 3966 where there is an extension) is None when the number
    is not possible there; `digits` are the typed digits in ASCII. Raises InvalidError when it holds no
    plausible number.
    """
    number = clean.line(text, "a phone", _PHONE_LIMIT)
    number = _without(number, "tel:")
    digits = _digits(number)
    plausible = len(digits) in _PHONE_DIGITS
    e164 = _e164(number, region) if plausible else None
    wordy = any(map(str.isalpha, number)) and len(digits) < _WORDY_DIGITS
    if not plausible or (wordy and not (e164 and number.isupper())):
        raise InvalidError(f"{_quoted(number)} holds no phone number. One looks like 020 7946 0018.")
    return Phone(number, e164, digits)


def looks_like_phone(text: str) -> bool:
    """Whether a text is only digits, blanks and + - ( ) . / with three digits or more."""
    known = all(char.isdecimal() or char.isspace() or char in _PHONE_MARKS for char in text)
    return known and len(_digits(text)) >= _PHONE_DIGITS.start


def phone_fragment(text: str) -> str:
    """The digits of a query, to be looked for inside both the typed digits and the E.164 form (LIKE '%…%').

    Without "+", the "(0)" after a country code and leading zeros, so that "+44 20 7946", "0044 20 7946" and
    "020 7946" each find 020 7946 0018 (+442079460018); zeros stay where fewer than three digits would be
    left.
    """
    abroad = text.lstrip().startswith(("+", "00"))
    digits = _digits(text.replace("(0)", "", 1) if abroad else text)
    short = digits.lstrip("0")
    return short if len(short) >= _PHONE_DIGITS.start else digits


def address(text: str) -> Address:
    """An address by its commas or lines: street, city, postcode, country; further parts belong to the street.

    From the end: a last part of three or more without a digit is the country, then one with a digit the
    postcode. Raises InvalidError when blank or too long.
    """
    rows = clean.text(text, "an address", _ADDRESS_LIMIT).replace("\n", ",").split(",")
    parts = [" ".join(row.split()) for row in rows if row.strip()]
    if not parts:
        raise InvalidError("An address cannot be blank.")
    country = parts.pop() if len(parts) > 2 and not _digits(parts[-1]) else None
    postcode = parts.pop() if len(parts) > 2 and _digits(parts[-1]) else None
    city = parts.pop() if len(parts) > 1 else None
    return Address(", ".join(parts), city, None, postcode, country)


def link(text: str) -> str:
    """A web address, http or https; "example.org/x" gets https. Raises InvalidError for anything else."""
    from urllib.parse import urlsplit

    value = typed = clean.line(text, "a link", _LINK_LIMIT)
    scheme = re.match(_SCHEME, value)
    if scheme is None:
        value = "https://" + value.removeprefix("//")
    elif scheme[1].lower() not in ("http", "https"):
        raise InvalidError(f"{_quoted(value)} is not a web link. Only http and https are kept.")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if " " in value or "\\" in value or "." not in host.strip("."):
        raise InvalidError(f"{_quoted(typed)} is not a web link. One looks like example.org/ada.")
    return f"{parts.scheme}://{parts.netloc}{value[value.index('//') + 2 + len(parts.netloc) :]}"


def _e164(number: str, region: str) -> str | None:
    if known := plain_e164(number, region):
        return known
    import phonenumbers

    start = re.match(_PHONE_START, number)
    for candidate in (number, start[0] if start else number):
        try:
            parsed = phonenumbers.parse(candidate, region.upper() or None)
        except phonenumbers.NumberParseException:
            continue
        # IS_POSSIBLE_LOCAL_ONLY is not enough: without its area code a number has no E.164 form.
        if phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE:
            e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            return f"{e164};ext={parsed.extension}" if parsed.extension else e164
    return None


def _digits(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isdecimal, text))
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _without(value: str, scheme: str) -> str:
    return value[len(scheme) :].lstrip() if value.lower().startswith(scheme) else value


def _quoted(value: str) -> str:
    return f'"{clean.show_line(value, 60)}"'


def _reason(error: Exception) -> str:
    sentence = clean.show_line(str(error), 120).rstrip(".")
    return sentence[:1].lower() + sentence[1:]
