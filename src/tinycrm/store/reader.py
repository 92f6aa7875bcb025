"""Reading: statements next to the rows they fill. A transaction reads the same way."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tinycrm.store.connection import Connection
from tinycrm.store.trouble import explained

T = TypeVar("T")
Parameters = Sequence[Any] | Mapping[str, Any]


class Reader:
    """Answers queries; every answer is fetched whole, so that no read stays open and holds up a writer."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def all(self, row: Callable[..., T], sql: str, parameters: Parameters = ()) -> list[T]:
        """Every row of the answer as a `row` (a NamedTuple whose fields stand in the order of the columns)."""
        return [row(*values) for values in self._fetch(sql, parameters)]

    def one(self, row: Callable[..., T], sql: str, parameters: Parameters = ()) -> T | None:
        """The first row of the answer, None when there is none."""
        found = self._fetch(sql, parameters)
        return row(*found[0]) if found else None

    def values(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """The first column of the answer."""
        return [values[0] for values in self._fetch(sql, parameters)]

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, None when there is none."""
        found = self._fetch(sql, parameters)
        return found[0][0] if found else None

    def records(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """Every row of the answer by the names of its columns, for what is read whatever its columns are."""
        with explained(self.path):
            cursor = self.connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]

    def _fetch(self, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        with explained(self.path):
            found: list[tuple[Any, ...]] = self.connection.execute(sql, parameters).fetchall()
            return found


def quoted(name: str) -> str:
    """A table's or column's name as it stands in a statement built from the live schema."""
    return '"' + name.replace('"', '""') + '"'
