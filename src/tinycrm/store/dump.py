"""A whole shop: what it keeps, read at one moment, and an empty one filled, the one write that is no operation."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tinycrm.errors import RefusedError, UnreadableError
from tinycrm.store.audit import audited_tables, columns
from tinycrm.store.connection import Connection, connect, known, scratch, take_back
from tinycrm.store.derived import rebuild
from tinycrm.store.lock import Queue, Tell
from tinycrm.store.migrate import Steps, make_triggers, released_steps, take_steps
from tinycrm.store.reader import Reader, quoted
from tinycrm.store.trouble import explained

# SQLite's own table of the highest id that each table has ever given out
COUNTERS = "sqlite_sequence"
HISTORY = ("operation", "change")
# what JSON keeps exactly (RFC 8259, 6): beyond it some programs round
ID_LIMIT = 2**53
# 160 MB; only a larger shop keeps the readers of the empty one waiting while it is filled
SPILL_PAGES = 40_000
SHOWN = 80  # characters of what is wrong in a sentence


def tables(connection: Connection) -> dict[str, list[str]]:
    """Every table that is not derived, with its columns: parents first, SQLite's own counters last."""
    names = sorted([*audited_tables(connection), *HISTORY])
    waiting = {name: _parents(connection, name) - {name} for name in names}
    ordered = []
    while waiting:
        # were two tables to hang on each other, the first of them would go first
        free = next((name for name, parents in waiting.items() if not parents & waiting.keys()), next(iter(waiting)))
        ordered.append(free)
        del waiting[free]
    return {name: columns(connection, name) for name in [*ordered, COUNTERS]}


def rows(connection: Connection, table: str, names: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of a table, in the order of their ids."""
    order = "name" if table == COUNTERS else "id"
    for values in connection.execute(
        f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)} ORDER BY {quoted(order)}"
    ):
        yield dict(zip(names, values, strict=True))


def count(connection: Connection, table: str) -> int:
    """How many rows a table has."""
    return int(connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])


@contextmanager
def snapshot(reader: Reader) -> Iterator[Connection]:
    """A nameless copy of the shop at one moment, for what reads longer than a writer should have to wait."""
    with explained(reader.path), closing(scratch()) as copy:
        reader.connection.execute("BEGIN")
        try:
            # takes the read lock with a time limit; `backup` alone would retry a busy file for ever
            reader.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            reader.connection.backup(copy)
        finally:
            take_back(reader.connection)
        yield copy


class Filling:
    """An empty shop that is being filled with the rows of another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = tables(connection)
        self._inserts = {name: _insert(name, fields) for name, fields in self._tables.items()}
        self._counted: set[object] = set()

    def put(self, table: str, values: Mapping[str, Any]) -> None:
        """Add a row with its id and all other columns.

        Raises UnreadableError when there is no such table, or it cannot hold that row.
        """
        if table not in self._tables:
            raise UnreadableError(f"there is no table {_shown(table)} in this schema.")
        fields = self._tables[table]
        if values.keys() != set(fields):
            wrong = sorted(values.keys() ^ set(fields))[0]
            raise UnreadableError(f"{table} {'lacks' if wrong in fields else 'has no column'} {_shown(wrong)}.")
        if table == COUNTERS:
            self._count_on(values["name"], values["seq"])
            return
        if not _is_id(values["id"], lowest=1):
            raise UnreadableError(f"{_shown(values['id'])} is no id.")
        try:
            self._connection.execute(self._inserts[table], [values[field] for field in fields])
        except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError) as error:
            raise UnreadableError(f"the shop cannot hold this row of {table} ({_cut(str(error))}).") from None

    def counts(self) -> dict[str, int]:
        """How many rows each table has now; of the counters those that were put, for every row makes one."""
        there = {table: count(self._connection, table) for table in self._tables}
        return {**there, COUNTERS: len(self._counted)}

    def _count_on(self, table: object, highest: object) -> None:
        """Let a table's ids go on after `highest`; they never go back."""
        if table not in self._tables or not _is_id(highest, lowest=0):
            raise UnreadableError(f"{_shown(highest)} cannot be the highest id of {_shown(table)}.")
        updated = self._connection.execute(
            f"UPDATE {COUNTERS} SET seq = max(seq, ?) WHERE name = ?", (highest, table)
        ).rowcount
        if not updated:
            self._connection.execute(self._inserts[COUNTERS], (table, highest))
        self._counted.add(table)


@contextmanager
def filling(path: Path, schema: int, tell: Tell, steps: Steps | None = None) -> Iterator[Filling]:
    """Fill an empty shop with rows of schema `schema`, all of them or none; no history is written but theirs.

    The tables are made as that schema has them; then come the steps it lacks, the triggers and what is derived.
    Raises RefusedError when the shop is not empty, UnreadableError when the rows do not fit together or are of a
    newer schema, StoreError when the file cannot be had.
    """
    wanted = list(steps) if steps is not None else released_steps()
    if not 1 <= schema <= len(wanted):
        raise UnreadableError(
            f"This dump is of schema {schema}, this tinycrm knows {len(wanted)}; update tinycrm to read it."
        )
    known(path)
    with Queue(path, tell), explained(path), closing(connect(path, write=True)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"PRAGMA cache_spill = {SPILL_PAGES}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            _ensure_empty(connection, path, wanted)
            _start_anew(connection, wanted[:schema])
            yield Filling(connection)
            take_steps(connection, wanted, schema)
            rebuild(connection)
            make_triggers(connection)
            _ensure_sound(connection)
            with explained(path, committing=True):
                connection.execute("COMMIT")
        finally:
            take_back(connection)


def _parents(connection: Connection, table: str) -> set[str]:
    found = connection.execute('SELECT "table" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
    return {parent for (parent,) in found}


def _insert(table: str, fields: list[str]) -> str:
    marks = ", ".join("?" * len(fields))
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, fields))}) VALUES ({marks})"


def _ensure_empty(connection: Connection, path: Path, steps: Steps) -> None:
    """A shop is empty when it holds nothing that a new one does not hold, no history either."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    with closing(scratch()) as fresh:
        take_steps(fresh, steps[:version], 0)
        if any(count(connection, table) != count(fresh, table) for table in tables(connection)):
            raise RefusedError(
                f"{path} is not empty, and a dump goes only into an empty shop; `tinycrm --db FILE init` makes one."
            )


def _start_anew(connection: Connection, steps: Steps) -> None:
    """Make the tables of an empty shop as `steps` leave them, without a row."""
    # the searches first, they take tables of their own with them
    for (name,) in connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
        " AND name NOT GLOB 'sqlite_*' ORDER BY type DESC, name"
    ).fetchall():
        connection.execute(f"DROP TABLE {quoted(name)}")
    take_steps(connection, steps, 0)
    for table in tables(connection):
        connection.execute(f"DELETE FROM {quoted(table)}")


def _ensure_sound(connection: Connection) -> None:
    hanging = connection.execute("PRAGMA foreign_key_check").fetchone()
    if hanging is not None:
        table, row_id, parent, _ = hanging
        raise UnreadableError(f"Row {row_id} of {table} in this dump hangs on a row of {parent} that is not there.")
    for table, names in (("operation", ("refs",)), ("change", ("before", "after"))):
        for name in map(quoted, names):
            broken = connection.execute(
                f"SELECT id FROM {table} WHERE {name} IS NOT NULL"
                f" AND NOT iif(json_valid({name}), json_type({name}) = 'object', 0)"
            ).fetchone()
            if broken is not None:
                raise UnreadableError(f"Row {broken[0]} of {table} in this dump does not say what was done.")


def _is_id(value: object, *, lowest: int) -> bool:
    return isinstance(value, int) and lowest <= value < ID_LIMIT


def _shown(value: object) -> str:
    return _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
