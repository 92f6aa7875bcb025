"""What a value of a file means, or that it means nothing."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from tinycrm.domain import clean, occasion
from tinycrm.domain import tag as tags
from tinycrm.domain.day import show_day
from tinycrm.errors import InvalidError
from tinycrm.formats.presets.value import is_nothing
from tinycrm.services.load.said import Part

UID_LIMIT = 400

_ZEROS = re.compile(r"[0\s/.:+()-]*")
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EARLIEST = "1000-01-01"
_VERSION_5 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_URN = re.compile(r"urn:uuid:", re.IGNORECASE)
_PARTING = re.compile('[,:"]+')
_OPEN = re.compile(r"(\d\d?)[-/](\d\d?)(?:[-/]\d{4})?", re.ASCII)


def uid(text: str) -> Part | None:
    """A UID as it is compared, without the scheme of a UUID; None when it is blank."""
    value = bare_uid(text.strip())
    return [clean.line(value, "a UID", UID_LIMIT)] if value else None


def is_empty(text: str) -> bool:
    """Whether a cell only says that there is nothing."""
    return is_nothing(text)


def bare_uid(text: str) -> str:
    """A UID without the scheme of a UUID."""
    return _URN.sub("", text, count=1)


def is_derived(uid: str) -> bool:
    """Whether a UID looks like one that our own exports make of a contact's number (RFC 9562, version 5)."""
    return _VERSION_5.fullmatch(uid) is not None


@lru_cache(maxsize=1000)
def label(text: str | None) -> str | None:
    """A label as it is kept, cut where it is too long; None when nothing of it can be seen."""
    if not text or not text.strip():
        return None
    try:
        return clean.line(text, "a label", clean.TEXT_LIMIT)[: clean.LINE_LIMIT].rstrip()
    except InvalidError:
        return None


@lru_cache(maxsize=10_000)
def address_line(text: str) -> str | None:
    """A line of an address as it is kept, None when it is blank; most towns come again and again.

    Raises InvalidError for one that is too long.
    """
    return clean.line(text, "a line of an address") if text.strip() else None


@lru_cache(maxsize=1000)
def tag(text: str) -> tuple[str, str | None]:
    """A tag, and a sentence when it is not quite what was written."""
    try:
        return tags.tag(text), None
    except InvalidError:
        mended = tags.tag(_PARTING.sub("-", text))
        return mended, f"The tag {safe(text)} is kept as {mended}."


def is_zero(text: str) -> bool:
    """Whether a day or a phone is all noughts, as programs write an empty one."""
    return _ZEROS.fullmatch(text) is not None


def is_day(text: str, until: str) -> bool:
    """Whether a text is a whole day as the shop keeps it, not after `until`."""
    if not _ISO.fullmatch(text) or not _EARLIEST <= text <= until:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_open(text: str) -> bool:
    """Whether day and month could be told apart only by the shop's own order."""
    match = _OPEN.fullmatch(text.strip())
    return match is not None and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12


def shown_day(day: str) -> str:
    """A day as answers echo it."""
    return occasion.show(day) if day.startswith("--") else show_day(date.fromisoformat(day))


def text(value: Any) -> str:
    """A value of a file in one text, for the notes."""
    if isinstance(value, str):
        return value
    return ", ".join(part for part in value[::-1] if part) if isinstance(value, tuple) else str(value)


def safe(text: str) -> str:
    """A text of a file on its way into a sentence."""
    return clean.show_line(text, 200)
