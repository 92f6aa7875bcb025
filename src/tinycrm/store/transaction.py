"""The one way to write: queue, BEGIN IMMEDIATE, an operation row, the changes, COMMIT or nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tinycrm.errors import NotFoundError
from tinycrm.store.connection import SCHEMA, Connection, connect, known, take_back
from tinycrm.store.lock import KEPT_IN_ORDER, PATIENCE_SECONDS, Queue, Tell
from tinycrm.store.reader import Parameters, Reader, quoted
from tinycrm.store.trouble import explained

if TYPE_CHECKING:
    from sqlmodel import Session


ROWS_AT_ONCE = 100
REFS = {"contact": "c", "interaction": "i", "reminder": "f", "deal": "d", "stage": "s", "purchase": "p", "want": "w"}


class Author(NamedTuple):
    """Who writes, and through which edge: cli, tui, import or cron."""

    source: str
    by: str


class Transaction(Reader):
    """One operation in the making. Plain statements and `session` share its connection; only it commits."""

    def __init__(self, connection: Connection, path: Path, operation_id: int, now: datetime) -> None:
        super().__init__(connection, path)
        self.operation_id = operation_id
        self.now = now

    @property
    def at(self) -> str:
        """When the operation began, as the file writes it (UTC)."""
        return stamp(self.now)

    def insert(self, table: str, **values: Any) -> int:
        """Add a row; returns its id."""
        columns = ", ".join(map(quoted, values))
        marks = ", ".join("?" * len(values))
        with explained(self.path):
            sql = f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})"
            row_id = self.connection.execute(sql, tuple(values.values())).lastrowid
        assert row_id is not None
        return row_id

    def update(self, table: str, row_id: int, **values: Any) -> bool:
        """Change the given columns of a row; False when it is not there."""
        columns = ", ".join(f"{quoted(name)} = ?" for name in values)
        return self.execute(f"UPDATE {quoted(table)} SET {columns} WHERE id = ?", (*values.values(), row_id)) == 1

    def delete(self, table: str, row_id: int) -> bool:
        """Remove a row and what hangs on it; False when it is not there."""
        return self.execute(f"DELETE FROM {quoted(table)} WHERE id = ?", (row_id,)) == 1

    def expect(self, table: str, *row_ids: int) -> None:
        """Make sure that rows which were read before this transaction began are there still.

        Raises NotFoundError that names the first one which is not.
        """
        for row_id in row_ids:
            if self.value(f"SELECT 1 FROM {quoted(table)} WHERE id = ?", (row_id,)) is None:
                ref = f"{REFS.get(table, table)}{row_id}"
                raise NotFoundError(f"{ref} was deleted in another window just now; nothing was changed.")

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement; returns how many rows it touched."""
        with explained(self.path):
            return self.connection.execute(sql, parameters).rowcount

    def many(self, sql: str, rows: Sequence[Sequence[Any] | Mapping[str, Any]]) -> None:
        """Run a statement once for each of `rows`."""
        with explained(self.path):
            self.connection.executemany(sql, rows)

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add many rows, with the values of these columns.

        Many in one statement: SQLite guards every statement that has triggers, which costs more than a row itself.
        """
        names, one = ", ".join(map(quoted, columns)), f"({', '.join('?' * len(columns))})"
        with explained(self.path):
            for start in range(0, len(rows), ROWS_AT_ONCE):
                some = rows[start : start + ROWS_AT_ONCE]
                sql = f"INSERT INTO {quoted(table)} ({names}) VALUES {', '.join([one] * len(some))}"
                self.connection.execute(sql, [value for row in some for value in row])

    @cached_property
    def session(self) -> "Session":
        """A SQLModel session on this connection and inside this transaction, made when first asked for."""
        from sqlalchemy.pool import StaticPool
        from sqlmodel import Session, create_engine

        engine = create_engine("sqlite://", creator=lambda: self.connection, poolclass=StaticPool)
        return Session(engine, expire_on_commit=False)

    def refer(self, **refs: Any) -> None:
        """Say what the operation's words speak of, once it is known."""
        self.execute("UPDATE operation SET refs = ? WHERE id = ?", (json.dumps(refs), self.operation_id))

    def flush(self) -> None:
        """Send what the session holds to the file, still inside the transaction."""
        if "session" in self.__dict__:
            with explained(self.path):
                self.session.flush()

    @property
    def changed(self) -> bool:
        """Whether the operation has touched anything so far."""
        self.flush()
        return self.value("SELECT 1 FROM change WHERE operation_id = ? LIMIT 1", (self.operation_id,)) is not None


@contextmanager
def transaction(
    path: Path,
    author: Author,
    now: datetime,
    waiting: Tell,
    what: str,
    refs: Mapping[str, Any],
    undoes: int | None,
) -> Iterator[Transaction]:
    """Run the body as one operation: all of it is kept, or nothing; an operation that changed nothing leaves no trace.

    Raises StoreError when the queue or the file is not to be had.
    """
    known(path)
    with Queue(path, waiting), closing(connect(path, write=True)) as connection:
        if not KEPT_IN_ORDER:
            connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE_SECONDS * 1000)}")
        with explained(path):
            connection.execute("BEGIN IMMEDIATE")
        try:
            tx = _start(connection, path, author, now, what, refs, undoes)
            with explained(path):
                yield tx
            _finish(tx)
        finally:
            take_back(connection)


def stamp(now: datetime) -> str:
    """A moment as the file writes it: UTC, `YYYY-MM-DDTHH:MM:SSZ`."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _start(
    connection: Connection,
    path: Path,
    author: Author,
    now: datetime,
    what: str,
    refs: Mapping[str, Any],
    undoes: int | None,
) -> Transaction:
    with explained(path):
        operation_id = connection.execute(
            'INSERT INTO operation (at, source, "by", what, refs, undoes_id, schema_version)'
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (stamp(now), author.source, author.by, what, json.dumps(refs), undoes, SCHEMA),
        ).lastrowid
        connection.execute("UPDATE current_operation SET operation_id = ?", (operation_id,))
    assert operation_id is not None
    return Transaction(connection, path, operation_id, now)


def _finish(tx: Transaction) -> None:
    if not tx.changed:
        return
    tx.execute("UPDATE current_operation SET operation_id = NULL")
    with explained(tx.path, committing=True):
        tx.connection.execute("COMMIT")
