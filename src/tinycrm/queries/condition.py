"""Conditions in SQL with their parameters: how they are put together, and text compared as people read it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, tzinfo
from functools import cache
from typing import NamedTuple

from tinycrm.domain.clean import fold, show_line
from tinycrm.domain.field import Field
from tinycrm.domain.period import Calendar
from tinycrm.errors import InvalidError
from tinycrm.queries import search

# Latin, Greek and Cyrillic letters, each of which has its forms in a GLOB class
_RANGES = (range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
_OUTSIDE_WORDS = "[^0-9A-Za-zÀ-ɏͰ-ԯḀ-῿]"


class Condition(NamedTuple):
    """A boolean SQL expression and what stands for its question marks."""

    sql: str
    parameters: Sequence[str | int] = ()


class Context(NamedTuple):
    """What a filter is read against: the shop's local date and zone, its habits and currency, the fields of its own,
    which are asked for only when a word is none of ours, and the names of the stages that its deals pass through.
    """

    today: date
    zone: tzinfo
    country: str = "GB"
    day_first: bool = True
    leap_day: str = "feb28"
    week_start: int = 0
    fields: Callable[[], Sequence[Field]] = tuple
    currency: str = "GBP"
    stages: Callable[[], Sequence[str]] = tuple

    def calendar(self, *, future: bool) -> Calendar:
        return Calendar(self.today, future, self.day_first, self.week_start)


Build = Callable[[str, Context], Condition]

EVERYONE = Condition("1")


def every(conditions: Iterable[Condition]) -> Condition:
    """All of them hold; true when there are none."""
    return _joined(" AND ", list(conditions))


def either(conditions: Iterable[Condition]) -> Condition:
    """One of them (of one at least) holds."""
    return _joined(" OR ", list(conditions))


def negated(condition: Condition) -> Condition:
    """It does not hold; what is not known does not hold either."""
    return Condition(f"NOT ifnull({condition.sql}, 0)", condition.parameters)


def chosen(statement: str, condition: Condition) -> Condition:
    """The contact's id is among those that `statement` (its end a WHERE or AND) selects with the condition."""
    return Condition(f"c.id IN ({statement} {condition.sql})", condition.parameters)


def holds(column: str, value: str) -> Condition:
    """The column holds every word of `value` as a whole word, case and accents aside; a hyphen stands for a blank.

    Raises InvalidError when `value` holds no letter and no digit.
    """
    text = f"' ' || replace(replace({column}, '''', ''), '’', '') || ' '"
    return every(
        either(Condition(f"{text} GLOB ?", (pattern,)) for pattern in _patterns(word)) for word in words_of(value)
    )


def begins(column: str, value: str) -> Condition:
    """As `holds`, for beginnings of words."""
    text = f"' ' || replace(replace({column}, '''', ''), '’', '')"
    return every(
        either(Condition(f"{text} GLOB ?", (pattern,)) for pattern in _patterns(word, whole=False))
        for word in words_of(value)
    )


def holds_folded(column: str, value: str) -> Condition:
    """As `holds`, for a column that was folded when it was written, hyphens being left out there."""
    whole = Condition(f"instr(' ' || {column} || ' ', ?)", (f" {fold(value)} ",))
    parts = every(
        Condition(f"instr({column}, ?)", (word,))
        if search.unparted(word)
        else Condition(f"instr(' ' || {column} || ' ', ?)", (f" {word} ",))
        for word in words_of(value)
    )
    return either((parts, whole)) if "-" in value else parts


def words_of(value: str) -> list[str]:
    """The words in a value, folded.

    Raises InvalidError when there are none.
    """
    words = fold(value.replace("-", " ")).split()
    if not words:
        raise InvalidError(f'"{show_line(value, 60)}" holds no letter and no digit to look for.')
    return words


def _joined(operator: str, conditions: list[Condition]) -> Condition:
    if len(conditions) < 2:
        return conditions[0] if conditions else EVERYONE
    sql = operator.join(each.sql for each in conditions)
    return Condition(f"({sql})", [value for each in conditions for value in each.parameters])


def _patterns(word: str, *, whole: bool = True) -> list[str]:
    letters, pairs = _forms()
    edge = "" if search.unparted(word) else _OUTSIDE_WORDS
    end = edge if whole else ""
    spelt = dict.fromkeys([word, *(word.replace(pair, sign) for pair, sign in pairs.items())])
    return [f"*{edge}{''.join(letters.get(char, char) for char in each)}{end}*" for each in spelt]


@cache
def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """The GLOB class of each plain letter, and the one sign of each pair of them ("ss" is ß)."""
    letters: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for code in (code for stretch in _RANGES for code in stretch):
        plain = fold(chr(code))
        if len(plain) == 1:
            letters[plain] = letters.get(plain, "") + chr(code)
        elif len(plain) == 2:
            pairs[plain] = pairs.get(plain, "") + chr(code)
    return ({plain: f"[{forms}]" for plain, forms in letters.items()}, {pair: f"[{s}]" for pair, s in pairs.items()})
