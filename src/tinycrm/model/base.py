"""What all tables share: their base, and column types that write the same bytes as the plain lane."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import INTEGER, TEXT, Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

STRICT: dict[str, Any] = {"sqlite_autoincrement": True, "sqlite_strict": True}


class Row(SQLModel):
    """The base of every table: assignments are validated, unknown fields refused."""

    model_config = {"validate_assignment": True, "extra": "forbid"}


class Day(TypeDecorator[date]):
    """A local calendar day, written `YYYY-MM-DD`."""

    impl = TEXT
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A point in time, written in UTC as `YYYY-MM-DDTHH:MM:SSZ`."""

    impl = TEXT
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, written 1 or 0."""

    impl = INTEGER
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)
