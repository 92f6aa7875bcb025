"""Making a shop's file, and bringing an older one up to date: numbered steps forward, all in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tinycrm.errors import StoreError
from tinycrm.store.audit import audited_tables, history_triggers
from tinycrm.store.connection import (
    APPLICATION_ID,
    SCHEMA,
    Connection,
    connect,
    create_empty,
    identity,
    open_empty,
    take_back,
)
from tinycrm.store.derived import derived_triggers, rebuild
from tinycrm.store.lock import Queue, Tell
from tinycrm.store.reader import quoted
from tinycrm.store.trouble import explained

OLDEST_SQLITE = (3, 37, 0)

Steps = Sequence[str]


def released_steps() -> list[str]:
    """The SQL of every step, oldest first; step n brings a file to schema n."""
    return [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "steps").glob("*.sql"))]


def create(path: Path) -> None:
    """Make a new, empty shop; never over a file that is there.

    Raises StoreError when the file exists, cannot be made, or this SQLite is too old.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"This Python's SQLite is {sqlite3.sqlite_version}; tinycrm needs 3.37 or newer.")
    create_empty(path)
    try:
        with explained(path), closing(open_empty(path)) as connection:
            build(connection, released_steps())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def build(connection: Connection, steps: Steps) -> None:
    """Fill an empty database with a shop's tables and triggers."""
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    take_steps(connection, steps, 0)
    make_triggers(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")


def upgrade(path: Path, tell: Tell, backup: Callable[[], Path], steps: Steps | None = None) -> None:
    """Bring an older shop to this program's schema, after a verified backup; nothing changes when a step fails.

    Raises StoreError when the file cannot be had or a step leaves rows that hang on nothing.
    """
    wanted = list(steps) if steps is not None else released_steps()
    with Queue(path, tell):
        if identity(path) >= len(wanted):
            return
        kept = backup()
        with explained(path), closing(connect(path, write=True)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            try:
                drop_triggers(connection)
                take_steps(connection, wanted, version)
                rebuild(connection)
                make_triggers(connection)
                _check(connection, path)
                connection.execute("COMMIT")
            finally:
                take_back(connection)
    tell(f"{path.name} was brought up to date (schema {version} to {len(wanted)}); a backup of it as it was: {kept}")


def take_steps(connection: Connection, steps: Steps, version: int) -> None:
    """Take the steps that a database of schema `version` lacks, inside the caller's transaction, without triggers."""
    for step in steps[version:]:
        for statement in statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def make_triggers(connection: Connection) -> None:
    """Make every trigger, of history and of what is derived, for the tables as they are now."""
    for statement in [*derived_triggers(audited_tables(connection)), *history_triggers(connection)]:
        connection.execute(statement)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one (`executescript` would commit first)."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def drop_triggers(connection: Connection) -> None:
    """Drop every trigger there is, inside the caller's transaction."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {quoted(name)}")


def _check(connection: Connection, path: Path) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise StoreError(f"{path} has rows that hang on nothing, so it was left as it is; `tinycrm doctor` names them.")


__all__ = [
    "SCHEMA",
    "build",
    "create",
    "drop_triggers",
    "make_triggers",
    "released_steps",
    "statements",
    "take_steps",
    "upgrade",
]
