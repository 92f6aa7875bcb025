"""The one place where the shop's file is opened: always through SQLite, never made by accident, identity first."""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from tinycrm.errors import StoreError
from tinycrm.store.trouble import damaged, explained, foreign

APPLICATION_ID = 0x74437240
SCHEMA = 4
BUSY_MILLISECONDS = 5000

_UNLOCKED = "mode=ro&immutable=1"

PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "cache_spill": 0,
    "busy_timeout": BUSY_MILLISECONDS,
    "synchronous": 3,
}


class Connection(sqlite3.Connection):
    """A connection whose transactions belong to `Transaction` alone: what a library above it commits does nothing."""

    def commit(self) -> None:
        """Nothing: only the transaction that owns this connection commits."""

    def rollback(self) -> None:
        """Nothing: only the transaction that owns this connection rolls back."""


def connect(path: Path, *, write: bool) -> Connection:
    """Open a shop's file that is there and ours, with every pragma set and read back.

    Raises StoreError when it is missing, a directory, empty, foreign, damaged or newer than this program.
    """
    known(path)
    with explained(path):
        connection = _raw(path, "mode=rw")
        try:
            for name, value in PRAGMAS.items():
                _set(connection, name, value)
            _set(connection, "journal_mode", "delete")
            if not write:
                _set(connection, "query_only", 1)
        except BaseException:
            connection.close()
            raise
    return connection


def known(path: Path) -> int:
    """The schema version of a shop's file that this program can open.

    Raises StoreError when the file is missing, none of ours, or newer.
    """
    version = identity(path)
    if version > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer tinycrm (schema {version}, this one knows {SCHEMA});"
            " update tinycrm to open it."
        )
    return version


def take_back(connection: Connection) -> None:
    """Undo an unfinished transaction; when the disk fails here too, the next one to open the file does it."""
    if connection.in_transaction:
        with suppress(sqlite3.OperationalError):
            connection.execute("ROLLBACK")


def identity(path: Path) -> int:
    """The schema version of a shop's file, read without a lock and without anything written beside it.

    Raises StoreError when the file is missing or none of ours.
    """
    _ensure_readable(path)
    with explained(path), closing(_raw(path, _UNLOCKED)) as connection:
        # or a file that is shorter than its header says could not be looked at
        connection.execute("PRAGMA writable_schema = 1")
        application, version = _pragmas(connection, "application_id", "user_version")
    if application != APPLICATION_ID:
        raise foreign(path)
    journal = path.resolve().with_name(f"{path.resolve().name}-journal")
    # a commit may be seen half way; what a journal stands beside is mended by SQLite when it is opened
    if not any(_is_whole(path) or journal.exists() for _ in range(3)):
        raise damaged(path)
    return version


def _ensure_readable(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise StoreError(f"There is no shop at {path}; `tinycrm init` makes one.") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{path} is not a file, so it cannot be a tinycrm shop.")
    if status.st_size == 0:
        raise StoreError(f"{path} is empty, not a tinycrm shop; `tinycrm backup list` shows what could be restored.")
    if not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StoreError(f"{path} may not be read by you.")


def _is_whole(path: Path) -> bool:
    """Whether the file has all pages that its header says (SQLite refuses it if not), the last one too.

    `page_count` would say so as well, but reads the whole schema first.
    """
    try:
        with closing(_raw(path, _UNLOCKED)) as connection:
            _, size = _pragmas(connection, "user_version", "page_size")
    except sqlite3.DatabaseError:
        return False
    return path.stat().st_size % size == 0


def _pragmas(connection: Connection, *names: str) -> list[int]:
    return [int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names]


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, open to their owner alone.

    Raises StoreError when it cannot be made.
    """
    try:
        for missing in reversed([each for each in (path, *path.parents) if not each.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}.") from None


def file_number(path: Path) -> tuple[int, int]:
    """What tells the file at `path` from one that took its place: its device and inode; (0, 0) when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def create_empty(path: Path) -> None:
    """Make an empty file for a shop or a backup, readable by its owner alone; never over one that is there.

    Raises StoreError when it exists or cannot be made.
    """
    make_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreError(f"{path} is there already; nothing was changed.") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}.") from None


def open_empty(path: Path) -> Connection:
    """Open a file that `create_empty` just made, to be filled."""
    return _raw(path, "mode=rw")


def open_as_it_is(path: Path) -> Connection:
    """Open a file that need not be sound, to lock it while it is being replaced."""
    connection = _raw(path, "mode=rw")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return connection


def open_from_outside(path: Path) -> Connection:
    """Open a file whose schema is not to be trusted yet, to read what its schema is and nothing else.

    With trusted_schema off SQLite 3.40 cannot load even our own CHECKs; writable_schema lets it pass over them.
    """
    connection = open_as_it_is(path)
    for name in ("query_only", "writable_schema", "cell_size_check"):
        _set(connection, name, 1)
    for name in ("trusted_schema", "mmap_size"):
        _set(connection, name, 0)
    return connection


def scratch() -> Connection:
    """An empty database of our own that has no name and is gone when it is closed."""
    return sqlite3.connect("", isolation_level=None, factory=Connection)


def _raw(path: Path, options: str) -> Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )


def _set(connection: Connection, name: str, value: int | str) -> None:
    connection.execute(f"PRAGMA {name} = {value}").fetchall()
    got = connection.execute(f"PRAGMA {name}").fetchone()
    if got is None or str(got[0]).lower() != str(value):
        raise sqlite3.OperationalError(f"this SQLite ({sqlite3.sqlite_version}) does not take {name} = {value}")
