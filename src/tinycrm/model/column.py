"""The kinds of columns our tables have, each with its CHECK, said once. A CHECK lets NULL pass; `required` does not."""

from typing import Any

from sqlalchemy import INTEGER, TEXT, CheckConstraint, Column, ForeignKey, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from tinycrm.model.base import Day, Flag, Moment

DAY_PATTERN = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
CONTROLS = "'*[' || char(1) || '-' || char(31) || char(127) || ']*'"


def text(name: str, *, required: bool = False, check: str | None = None) -> Any:
    """A TEXT column; `check` is an SQL condition on it."""
    return _field(name, TEXT(), required=required, check=check)


def line(name: str, *, required: bool = False, limit: int = 200) -> Any:
    """One line of words: 1 to `limit` characters, no line breaks or other controls."""
    check = f"length({name}) BETWEEN 1 AND {limit} AND {name} NOT GLOB {CONTROLS}"
    return text(name, required=required, check=check)


def prose(name: str, *, required: bool = False) -> Any:
    """Long words, with line breaks: 1 to 100,000 characters."""
    return text(name, required=required, check=f"length({name}) BETWEEN 1 AND 100000")


def choice(name: str, words: tuple[str, ...], *, required: bool = False) -> Any:
    """One of `words`."""
    return text(name, required=required, check=f"{name} IN ({', '.join(map(repr, words))})")


def day(name: str, *, required: bool = False) -> Any:
    """A calendar day that exists."""
    return _field(name, Day(), required=required, check=f"{name} GLOB {DAY_PATTERN} AND date({name}) IS {name}")


def partial_day(name: str, *, required: bool = False) -> Any:
    """A date whose year may be unknown: `YYYY-MM-DD` or `--MM-DD` (RFC 6350)."""
    full = f"replace({name}, '--', '2000-')"
    return text(name, required=required, check=f"{full} GLOB {DAY_PATTERN} AND date({full}) IS {full}")


def moment(name: str, *, required: bool = False) -> Any:
    """A point in time, UTC."""
    return _field(name, Moment(), required=required, check=f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}) IS {name}")


def clock(name: str) -> Any:
    """A time of day, `HH:MM`."""
    return text(name, check=f"strftime('%H:%M', {name}) IS {name}")


def flag(name: str) -> Any:
    """Yes or no; no unless said."""
    check = CheckConstraint(f"{name} IN (0, 1)")
    return Field(default=False, sa_column=Column(name, Flag(), check, nullable=False, server_default=sql("0")))


def number(name: str, low: int, high: int, *, required: bool = False) -> Any:
    """A whole number from `low` to `high`."""
    return _field(name, INTEGER(), required=required, check=f"{name} BETWEEN {low} AND {high}")


def position() -> Any:
    """Where a row stands among its owner's: the lowest, then the oldest, is the primary one."""
    return Field(default=0, sa_column=Column("position", INTEGER(), nullable=False, server_default=sql("0")))


def key() -> Any:
    """The row's own number, never used again."""
    return Field(default=None, primary_key=True)


def reference(name: str, table: str, *, required: bool = False, on_delete: str = "CASCADE") -> Any:
    """A foreign key to `table`; by default the row goes with what it hangs on."""
    target = ForeignKey(f"{table}.id", ondelete=on_delete)
    return Field(default=None, sa_column=Column(name, INTEGER(), target, nullable=not required))


def yearly(table: str, name: str) -> Index:
    """An index on the month and day of a partial date, for what comes round every year."""
    return Index(f"{table}_{name}", sql(f"substr({name}, -5)"), sqlite_where=sql(f"{name} IS NOT NULL"))


def _field(name: str, kind: Any, *, required: bool, check: str | None) -> Any:
    conditions = [] if check is None else [CheckConstraint(check)]
    return Field(default=... if required else None, sa_column=Column(name, kind, *conditions, nullable=not required))
