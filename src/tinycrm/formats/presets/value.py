"""What is inside a cell: labels, several values in one, yes and no."""

import re
from functools import lru_cache

from tinycrm.formats.person import Labelled

PRIMARY = "*"
SEPARATOR = ";"  # between several values in a cell of ours

_YES = frozenset("yes y true 1 x on ja j wahr oui o vrai si sì sí verdadero vero subscribed".split())
_NO = frozenset("no n false 0 off nein falsch non faux nee falso unsubscribed".split())
_KNOWN_LABELS = frozenset("home work mobile main other fax pager car school assistant profile blog ftp".split()) | {
    "home fax",
    "work fax",
    "other fax",
    "home page",
    "work mobile",
}
_NOTHING = frozenset(
    "n/a na n.a. n.a none null nil tbd tba tbc unknown unbekannt keine kein inconnu nan #n/a undefined empty".split()
) | {"no email", "no phone", "not known", "not given"}
_NOTHING_LENGTH = 16
_OWN_CHOICE = frozenset({"friends", "family", "coworkers"})  # Google's too, but people put each other there
_EMAIL_IN_BRACKETS = re.compile(r"[^<>]*<([^<>@\s]+@[^<>\s]+)>")
_BETWEEN_EMAILS = re.compile(r"[;,\s]+")
_BETWEEN_PHONES = re.compile(r"\s*[;,\n|/]\s*")
_CACHED_LENGTH = 100
PHONE_DIGITS = 7  # what has fewer is a part of a number: 030/1234567
_TEXT_PREFIX = re.compile(r"'(?=[+\d(])")
_SHORTENED = re.compile(r"[-+]?\d(?:[.,]\d+)?E\+\d{2,3}", re.IGNORECASE)
_LISTED = re.compile(r"\s*[;,\n]\s*")
TAG_SEPARATORS = ";,"  # a tag has no comma, so people may write either


def flag(text: str) -> bool | None:
    """Yes or no in six languages; None for other words."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def is_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing."""
    if len(text) > _NOTHING_LENGTH and text[0].isalnum():
        return False
    return text.strip().casefold() in _NOTHING or not any(map(str.isalnum, text))


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet took a long number for a quantity, as in 4.87688E+15: its digits are lost."""
    return _SHORTENED.fullmatch(text) is not None


def label(text: str) -> str | None:
    """A label without the mark of the primary one; well-known ones in small letters, others as they are."""
    return (_label if len(text) <= _CACHED_LENGTH else _label.__wrapped__)(text)


@lru_cache(maxsize=1_000)
def _label(text: str) -> str | None:
    word = text.removeprefix(PRIMARY).strip()
    return (word.lower() if word.lower() in _KNOWN_LABELS else word) or None


def occasion(text: str) -> str:
    """The name of a day: `* Anniversary` is "anniversary", one's own words stay."""
    name = text.removeprefix(PRIMARY).strip()
    return name.lower() if name.lower() in ("anniversary", "other") else name


def listed(text: str) -> list[str]:
    """Words parted by commas, semicolons or lines, each once."""
    return list(dict.fromkeys(filter(None, _LISTED.split(text))))


def groups(text: str) -> list[str]:
    """Google's groups as tags, without those that Google makes by itself, which it marks with a star."""
    names = [name.strip() for name in text.split(":::")]
    kept = (name.removeprefix(PRIMARY).strip() for name in names)
    tags = {
        name.lower() if marked.startswith(PRIMARY) else name: None
        for marked, name in zip(names, kept, strict=True)
        if name and (not marked.startswith(PRIMARY) or name.lower() in _OWN_CHOICE)
    }
    return list(tags)


def own_list(text: str, separators: str = SEPARATOR) -> list[str]:
    """The values of a list that `join_own` has written."""
    parts = re.findall(rf"(?:\\.|[^{separators}\\]|\\$)+", text, re.DOTALL)
    return [re.sub(rf"\\([{separators}\\])", r"\1", part.strip()) for part in parts if part.strip()]


def join_own(values: list[str], separators: str = SEPARATOR) -> str:
    """Values in one cell, parted by semicolons; one in a value stands behind a backslash."""
    return "; ".join(re.sub(rf"([{separators}\\])", r"\\\1", value) for value in values)


def emails(text: str) -> list[str]:
    """The emails in a cell: `Ada <ada@x.org>`, or several with commas or semicolons between them."""
    if "<" in text and (match := _EMAIL_IN_BRACKETS.fullmatch(text)):
        return [match[1]]
    parts = [part for part in _BETWEEN_EMAILS.split(text) if part] if text.count("@") > 1 else []
    return parts if parts and all("@" in part for part in parts) else [text]


def phones(text: str) -> list[str]:
    """The phones in a cell, also where several are parted by commas, slashes or lines.

    The apostrophe goes with which spreadsheets keep a number as text.
    """
    text = _TEXT_PREFIX.sub("", text, count=1) if text.startswith("'") else text
    if len(text) < 2 * PHONE_DIGITS:
        return [text]
    parts = [part for part in _BETWEEN_PHONES.split(text) if part]
    if len(parts) > 1 and all(sum(map(str.isdecimal, part)) >= PHONE_DIGITS for part in parts):
        return [_TEXT_PREFIX.sub("", part, count=1) for part in parts]
    return [text]


def several(values: str, labels: str, multiple: str) -> list[tuple[Labelled, bool]]:
    """Google's `a ::: b` with the labels `* Home ::: Work`; the second of each is whether it is the primary one."""
    parts = [part.strip() for part in values.split(multiple)]
    names = [part.strip() for part in labels.split(multiple)]
    others = names[0].removeprefix(PRIMARY) if len(names) == 1 else ""
    names += [others] * (len(parts) - len(names))
    return [
        (Labelled(label(name), part), name.startswith(PRIMARY))
        for part, name in zip(parts, names, strict=False)
        if part
    ]
