"""What SQLite says when something is wrong with the file, in one sentence for its owner."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinycrm.errors import StoreError


@contextmanager
def explained(path: Path, *, committing: bool = False) -> Iterator[None]:
    """Turn trouble with the file into a StoreError; rules that a row broke pass through unchanged."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise _sentence(error, path, committing=committing) from error
    except _session_errors() as error:
        if type(error.orig) in {sqlite3.OperationalError, sqlite3.DatabaseError}:
            raise _sentence(error.orig, path, committing=committing) from error
        raise


def _session_errors() -> Any:
    """What SQLAlchemy wraps SQLite's errors in; nothing when it was never loaded."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return () if loaded is None else loaded.DBAPIError


def foreign(path: Path) -> StoreError:
    """The file is some other program's."""
    return StoreError(f"{path} is not a tinycrm shop; nothing was changed.")


def damaged(path: Path) -> StoreError:
    """The file is ours and broken."""
    return StoreError(
        f"{path} is damaged; `tinycrm backup list` shows what could be restored, `backup restore` does it."
    )


def _sentence(error: sqlite3.DatabaseError, path: Path, *, committing: bool) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    match name.removeprefix("SQLITE_").split("_")[0]:
        case "NOTADB":
            return foreign(path)
        case "CORRUPT":
            return damaged(path)
        case "FULL":
            return StoreError(f"There is no room left for {path} ({_room(path)} free there); nothing was changed.")
        case "BUSY" | "LOCKED":
            return StoreError(f"Another program is using {path}; nothing was changed. Try again in a moment.")
        case "READONLY" | "PERM" | "CANTOPEN" | "AUTH":
            return StoreError(f"{path} cannot be written: the file or its folder is read-only for you.")
        case "IOERR" if committing:
            return StoreError(
                f"The disk failed while {path} was saved ({name}): the change may or may not be there; look."
            )
        case "IOERR":
            return StoreError(f"The disk failed under {path} ({name}, {_room(path)} free there); nothing was changed.")
        case _:
            return StoreError(f"{path}: {error}.")


def _room(path: Path) -> str:
    try:
        return f"{shutil.disk_usage(path.parent).free // 1024:,} kB"
    except OSError:
        return "an unknown amount"
