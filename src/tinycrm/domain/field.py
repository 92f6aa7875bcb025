"""Fields of a shop's own: what a contact has none for, such as a membership number."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tinycrm.domain import clean
from tinycrm.errors import InvalidError

if TYPE_CHECKING:
    from tinycrm.domain.contact import Reading

KINDS = ("text", "number", "date", "yes-no", "choice")
NAME_LIMIT = 40
CHOICE_LIMIT = 60
DIGITS = 15  # so many a number of JSON keeps exactly (RFC 8259 §6)

# vowel signs and accents that stand apart from their letters, of scripts that cannot do without them
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109d\u17b4-\u17d3"
)
_LETTER = f"(?:[^\\W_]|[{_MARKS}])"
NAME = rf"(?=[\d-]*[^\W\d_]){_LETTER}+(?:-{_LETTER}+)*"  # what a name looks like, also as a word of a filter

# Patterns stand here as text, compiled at their first use: most commands have nothing to do with such fields.
_JOINED_UP = "['’ʼ\u200c\u200d]"
_PARTED = f"(?:_|[^\\w{_MARKS}])+"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_COMMA_GROUPED = r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_POINT_GROUPED = r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"
_COMMA = r"[+-]?[0-9]+,[0-9]+"
_BLANKS = r"(?<=[0-9])[ \u00a0\u202f'’](?=[0-9]{3}(?![0-9]))"
# countries that write 1,234 for a thousand and more (CLDR); elsewhere it may be one and a bit
_COMMA_GROUPS = frozenset("AU BD CN GB GH HK IE IL IN JM JP KE KR LK MT MX MY NG NZ PH PK SG TH TW US".split())
_YES = frozenset("yes y true 1 on x ✓ ✔ ☑ ja j wahr oui o vrai si sì sí verdadero vero".split())
_NO = frozenset("no n false 0 off ☐ nein falsch non faux nee falso".split())
_DAYS = ("yesterday", "today", "tomorrow")


class Field(NamedTuple):
    """A field that the owner has declared, and what it takes; `choices` are words for the kind `choice`."""

    id: int
    name: str
    kind: str
    choices: tuple[str, ...] = ()


def slug(text: str) -> str:
    """A field's name from what was typed or a sheet's header: "Membership No." is membership-no.

    Lower case, letters and digits of any script, hyphens between words; "field-" before a name of digits alone.
    Raises InvalidError when nothing is left, or more than 40 characters.
    """
    what = "a field's name"
    typed = clean.line(text, what, clean.TEXT_LIMIT).lower()
    name = re.sub(_PARTED, "-", re.sub(_JOINED_UP, "", clean.line(typed, what, clean.TEXT_LIMIT))).strip("-")
    if not any(char.isalnum() for char in name):
        raise InvalidError(f'"{clean.show_line(text, 40)}" is no name for a field: it needs a letter or a digit.')
    return clean.line(name if re.fullmatch(NAME, name) else f"field-{name}", what, NAME_LIMIT)


def choices(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a choice, cleaned, each once.

    Raises InvalidError for a word that cannot be told from another, or that a filter takes for something else.
    """
    cleaned = tuple(clean.line(word, "a choice", CHOICE_LIMIT) for word in words)
    for number, word in enumerate(cleaned):
        if key(word) in map(key, cleaned[:number]):
            raise InvalidError(f'"{word}" is there twice among the choices.')
        if key(word) in ("none", "any"):
            raise InvalidError(f'"{word}" cannot be a choice: a filter takes it for {_MEANT[key(word)]}.')
    return cleaned


def key(word: str) -> str:
    """What choices are compared by: a hyphen stands for a blank, and case and accents do not matter."""
    return clean.fold(word.replace("-", " ")) or word.casefold()


def read(field: Field, text: str, reading: "Reading") -> str:
    """What was typed, as the field keeps it: a number as plain decimals, a date as ISO text with or without its year,
    yes or no, a choice as it was declared, text as it is but cleaned.

    Raises InvalidError when the field takes no such value.
    """
    if field.kind == "text":
        return clean.text(text.strip(), field.name)
    typed = clean.line(text, field.name, clean.TEXT_LIMIT)
    match field.kind:
        case "number":
            return _number(field, typed, reading)
        case "date":
            return _date(field, typed, reading)
        case "yes-no":
            return _yes_no(field, typed)
        case _:
            return _choice(field, typed)


def edit(pairs: Sequence[tuple[Field, str]], reading: "Reading") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows to add to a contact, and the keys of those to remove, for fields and what was typed for each; an empty
    text empties a field.

    Raises InvalidError when a field takes no such value.
    """
    last = {field.id: (field, text) for field, text in pairs}
    added = [
        {"field_id": field.id, "value": read(field, text, reading)} for field, text in last.values() if text.strip()
    ]
    return added, [{"field_id": field.id} for field, text in last.values() if not text.strip()]


def shown(kind: str, value: str | float) -> str:
    """A value, as it is kept or as JSON has it, as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        from decimal import Decimal

        return f"{Decimal(repr(value)):f}"
    if kind != "date":
        return str(value)
    from tinycrm.domain import occasion

    return occasion.show(str(value))


def plain(kind: str, value: str) -> str | float:
    """A kept value as JSON has it: a number, true or false, else text."""
    if kind == "yes-no":
        return value == "yes"
    if kind == "number":
        return float(value) if "." in value else int(value)
    return value


def _number(field: Field, typed: str, reading: "Reading") -> str:
    from decimal import Decimal

    text = re.sub(_BLANKS, "", typed.replace("−", "-"))
    if not re.fullmatch(_NUMBER, text):
        text = _with_point(field, text, reading.country)
    number = Decimal(text)
    if len(f"{number:f}".lstrip("-").replace(".", "").lstrip("0")) > DIGITS:
        raise InvalidError(f"{field.name}: {_quoted(typed)} has more than {DIGITS} digits; a text field keeps it.")
    whole, _, rest = f"{number:f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else str(int(whole))


def _with_point(field: Field, text: str, country: str) -> str:
    """A number that was written with commas, or with points between its thousands, as one with a point at most."""
    if re.fullmatch(_COMMA_GROUPED, text):
        if text.count(",") == 1 and "." not in text and country not in _COMMA_GROUPS:
            both = f"{text.replace(',', '')} or {text.replace(',', '.')}"
            raise InvalidError(f"{field.name}: {_quoted(text)} may be {both}; write the one you mean.")
        return text.replace(",", "")
    if re.fullmatch(_POINT_GROUPED, text):
        return text.replace(".", "").replace(",", ".")
    if re.fullmatch(_COMMA, text):
        return text.replace(",", ".")
    raise InvalidError(f"{field.name}: {_quoted(text)} is no number. Try 12 or 12.5.")


def _date(field: Field, typed: str, reading: "Reading") -> str:
    from datetime import timedelta

    from tinycrm.domain import occasion

    if typed.lower() in _DAYS:
        return (reading.today + timedelta(_DAYS.index(typed.lower()) - 1)).isoformat()
    try:
        return occasion.partial(typed, today=reading.today, day_first=reading.day_first, future=True)
    except InvalidError as error:
        raise InvalidError(f"{field.name}: {error}") from None


def _yes_no(field: Field, typed: str) -> str:
    word = typed.lower()
    if word not in _YES | _NO:
        raise InvalidError(f"{field.name}: {_quoted(typed)} is neither yes nor no.")
    return "yes" if word in _YES else "no"


def _choice(field: Field, typed: str) -> str:
    for word in field.choices:
        if key(word) == key(typed):
            return word
    raise InvalidError(f"{field.name}: {_quoted(typed)} is none of {', '.join(field.choices)}.")


def _quoted(typed: str) -> str:
    return f'"{clean.show_line(typed, 60)}"'


_MEANT = {"none": "having no value", "any": "having a value"}
