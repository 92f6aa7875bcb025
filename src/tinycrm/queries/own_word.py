"""Filter words for the fields that a shop has declared: what a value of each kind chooses."""

from collections.abc import Callable

from tinycrm.domain import day as days
from tinycrm.domain import field as rules
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import Reading
from tinycrm.domain.field import Field
from tinycrm.domain.filter import limits
from tinycrm.domain.period import period
from tinycrm.errors import InvalidError
from tinycrm.queries.condition import Build, Condition, Context, chosen, either, every, holds
from tinycrm.queries.dated import within

YES_NO = ("yes", "no")
HELP = {
    "text": "has these words in {}, a field of yours",
    "number": "has this number in {}, a field of yours: 12, 3..7, 100..",
    "date": "has a day then in {}, a field of yours: 2026, 2026-01.., 90d",
    "yes-no": "is {}, a field of yours",
    "choice": "has this in {}, a field of yours",
}
_DATES = ("30d", "6m", "1y", "today", "this-year")
_NUMBER = "CAST(value AS REAL)"


def build(field: Field) -> Build:
    """What makes a condition of a value for the field."""
    read = _CONDITIONS[field.kind]
    return lambda value, context: chosen(_statement(field), read(field, value, context))


def present(field: Field) -> str:
    """The condition that a contact has any value in the field."""
    return f"c.id IN (SELECT contact_id FROM field_value WHERE field_id = {field.id})"


def offers(field: Field) -> tuple[str, ...] | str:
    """What completion offers: words, or a statement that selects them."""
    if field.kind in ("yes-no", "date"):
        return YES_NO if field.kind == "yes-no" else _DATES
    common = f"SELECT value FROM field_value WHERE field_id = {field.id}"
    return field.choices or f"{common} GROUP BY value ORDER BY count(*) DESC, value LIMIT 200"


def _statement(field: Field) -> str:
    return f"SELECT contact_id FROM field_value WHERE field_id = {field.id} AND"


def _text(_field: Field, value: str, _context: Context) -> Condition:
    return holds("value", value)


def _number(field: Field, value: str, context: Context) -> Condition:
    ends = limits(value)
    if ends is None:
        return Condition("value = ?", (_read(field, value, context),))
    low, high = (_read(field, end, context) if end else "" for end in (ends.low, ends.high))
    if low and high and float(low) > float(high):
        raise InvalidError(f'"{show_line(value, 60)}" ends before it starts.')
    equal = "" if ends.strict else "="
    bounds = [(f">{equal}", low)] if low else []
    bounds += [(f"<{equal}", high)] if high else []
    return every(Condition(f"{_NUMBER} {sign} CAST(? AS REAL)", (end,)) for sign, end in bounds)


def _date(field: Field, value: str, context: Context) -> Condition:
    """A day without its year is found by its month, or by itself."""
    then = every((Condition("value >= '0'"), within("value", period(value, context.calendar(future=False)))))
    words = value.replace("-", " ")
    month, day = days.month(words.lower()), days.read(words, context.day_first)
    if month is not None:
        return either((then, Condition("value GLOB ?", (f"--{month:02}-*",))))
    if day is not None and day.year is None:
        return either((then, Condition("value = ?", (_read(field, words, context),))))
    return then


def _same(field: Field, value: str, context: Context) -> Condition:
    return Condition("value = ?", (_read(field, value, context),))


def _read(field: Field, value: str, context: Context) -> str:
    return rules.read(field, value, Reading(context.today, context.country, context.day_first))


_CONDITIONS: dict[str, Callable[[Field, str, Context], Condition]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "yes-no": _same,
    "choice": _same,
}
