"""Copies of a shop: made through SQLite, checked before they count, put back when something went wrong."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tinycrm.errors import StoreError
from tinycrm.paths import settings_file
from tinycrm.store.connection import (
    Connection,
    connect,
    create_empty,
    known,
    make_folder,
    open_as_it_is,
    open_empty,
    open_from_outside,
)
from tinycrm.store.lock import Queue
from tinycrm.store.reader import quoted
from tinycrm.store.schema import differences
from tinycrm.store.trouble import damaged, explained

REASONS = ("by-hand", "daily", "before-upgrade", "before-restore")

LEFT_SECONDS = 3600  # after which an unfinished copy counts as left behind

_STAMP = "%Y%m%dT%H%M%SZ"
_BESIDE = ("-journal", "-wal", "-shm")


class Backup(NamedTuple):
    """A finished copy of a shop; `size` in bytes."""

    path: Path
    taken_at: datetime
    reason: str
    size: int


def folder(path: Path) -> Path:
    """Where the backups of a shop stand."""
    return path.parent / "backups"


def backup(path: Path, now: datetime, reason: str) -> Path:
    """Copy a shop and its settings into its backups; the copy appears there once it was found to be sound.

    Raises StoreError when the shop cannot be read or is damaged, or the copy cannot be written.
    """
    with closing(connect(path, write=False)) as source:
        make_folder(folder(path))
        part, target = _place(path, now, reason)
        settings = target.with_suffix(".toml")
        try:
            _sweep(path, part)
            _copy(source, path, part)
            _ensure_sound(part, path)
            _copy_settings(settings_file(path), settings)
            _into_place(part, target)
        except BaseException:
            settings.unlink(missing_ok=True)
            _discard(part)
            raise
    return target


def backups(path: Path) -> list[Backup]:
    """The backups of a shop, newest first; what is unfinished or none of ours is left out."""
    name = re.compile(_names(path))
    found = []
    for each in folder(path).glob("*.db"):
        if (match := name.fullmatch(each.name)) and (taken_at := _moment(match[1])):
            entry = Backup(each, taken_at, match[2], each.stat().st_size)
            found.append((taken_at, int(match[3] or 1), entry))
    return [entry for *_, entry in sorted(found, reverse=True)]


def verify(backup_path: Path) -> None:
    """Read a backup from end to end.

    Raises StoreError when it is missing, foreign, newer than this program, changed in its tables, or damaged.
    """
    version = known(backup_path)
    with explained(backup_path), closing(open_from_outside(backup_path)) as connection:
        if found := differences(connection, version):
            raise StoreError(f"{backup_path} is not as tinycrm makes its files: {found[0]}.")
    _ensure_sound(backup_path, backup_path)


def restore(path: Path, which: Path, now: datetime) -> Path | None:  # noqa: ARG001  as the others are called
    """Put a checked copy of `which` in the shop's place; returns where the present file, if any, is kept.

    The settings come back only when there are none. Raises StoreError, and leaves the shop as it was, when
    `which` cannot be trusted or the shop is in use.
    """
    verify(which)
    path = path.resolve()
    make_folder(path.parent)
    with Queue(path, lambda _: None):
        part = path.with_name(f"{path.name}.part")
        _discard(part)
        create_empty(part)
        try:
            with closing(connect(which, write=False)) as source:
                _copy(source, which, part)
            verify(part)
            _copy_settings(which.with_suffix(".toml"), settings_file(path))
            with _undisturbed(path), _told(path):
                kept = _keep_aside(path)
                _into_place(part, path)
        finally:
            _discard(part)
    return kept


def daily(path: Path, now: datetime) -> Path | None:
    """Make today's backup when this local day has none yet; returns it, None when there was one.

    Raises StoreError as `backup` does.
    """
    known(path)
    make_folder(folder(path))
    with Queue(folder(path) / "daily", lambda _: None):
        return backup(path, now, "daily") if due(path, now) else None


def due(path: Path, now: datetime) -> bool:
    """Whether this local day has no backup of the shop yet; one stamped after `now` counts for nothing."""
    newest = next((each.taken_at for each in backups(path) if each.taken_at <= now), None)
    return newest is None or newest.astimezone(now.tzinfo).date() < now.date()


def _names(path: Path) -> str:
    """What the backups of a shop are called: its whole name first, so that `a.db` and `a.crm` keep theirs apart."""
    return rf"{re.escape(path.name)}-(\d{{8}}T\d{{6}}Z)-({'|'.join(REASONS)})(?:-(\d+))?\.db"


def _place(path: Path, now: datetime, reason: str) -> tuple[Path, Path]:
    """An unfinished file that is ours alone, and the name it gets when it is finished.

    The name is looked at while the unfinished file is held, so two backups of one second never meet.
    """
    name = f"{path.name}-{now.astimezone(UTC).strftime(_STAMP)}-{reason}"
    for number in count(1):
        target = folder(path) / (f"{name}.db" if number == 1 else f"{name}-{number}.db")
        part = target.with_name(f"{target.name}.part")
        if target.exists() or part.exists() or target.with_suffix(".toml").exists():
            continue
        create_empty(part)
        if not target.exists():
            return part, target
        part.unlink()
    raise AssertionError


def _sweep(path: Path, part: Path) -> None:
    """Remove what copies of this shop that were killed have left; `part`, just made, says what time the disk has."""
    unfinished = re.compile(rf"({_names(path)})\.part(?:{'|'.join(_BESIDE)})?")
    found = [match[1] for each in folder(path).glob("*.part*") if (match := unfinished.fullmatch(each.name))]
    for target in {folder(path) / name for name in found}:
        left = target.with_name(f"{target.name}.part")
        with suppress(OSError):  # another copy may be sweeping too
            now = part.stat().st_mtime
            touched = max((each.stat().st_mtime for each in _whole(left) if each.exists()), default=now)
            if now - touched > LEFT_SECONDS:
                if not target.exists():
                    target.with_suffix(".toml").unlink(missing_ok=True)
                _discard(left)


def _discard(part: Path) -> None:
    """Remove an unfinished file and its journals, these last: without the file they mean nothing."""
    for each in _whole(part):
        each.unlink(missing_ok=True)


def _whole(path: Path) -> list[Path]:
    """A file and what SQLite may have put beside it."""
    return [_beside(path, suffix) for suffix in ("", *_BESIDE)]


def _copy(source: Connection, name: Path, part: Path) -> None:
    """Fill the empty file `part` with what `source` (the file `name`) holds at one moment."""
    with explained(name), closing(open_empty(part)) as target:
        source.execute("BEGIN")
        try:
            # takes the read lock with a time limit; `backup` alone would retry a busy file for ever
            before = _row_counts(source)
            with explained(part):
                source.backup(target)
                target.execute("PRAGMA journal_mode = delete").fetchall()
            if _row_counts(target) != before:
                raise StoreError(f"The copy of {name} does not hold the same rows; it was thrown away.")
        finally:
            source.execute("ROLLBACK")


def _row_counts(connection: Connection) -> dict[str, int]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return {
        name: connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]
        for (name,) in connection.execute(sql).fetchall()
    }


def _ensure_sound(copy: Path, path: Path) -> None:
    """Read every page, rule and reference of `copy`; `path` is the file an error speaks of."""
    with explained(path), closing(connect(copy, write=False)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise damaged(path)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreError(f"{path} has rows that hang on nothing; `tinycrm doctor` names them.")


@contextmanager
def _undisturbed(path: Path) -> Iterator[None]:
    """Keep other programs out of the present file, its unfinished change taken back, if it can be opened."""
    if not path.exists():
        yield
        return
    if not path.is_file():
        raise StoreError(f"{path} is not a file, so no shop can be put there.")
    with closing(open_as_it_is(path)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise StoreError(f"Another program is using {path}; nothing was changed.") from None
        yield


def _keep_aside(path: Path) -> Path | None:
    """Give the present file and its journals a second name that is free, then take the journals away."""
    there = [suffix for suffix in ("", *_BESIDE) if _beside(path, suffix).exists()]
    kept = next(
        each
        for each in (_numbered(path, ".before-restore", number) for number in count(1))
        if not any(_beside(each, suffix).exists() for suffix in ("", *_BESIDE))
    )
    for suffix in there:
        try:
            os.link(_beside(path, suffix), _beside(kept, suffix))
        except OSError:  # a disk that knows no second names
            _beside(path, suffix).rename(_beside(kept, suffix))
    _settle(path.parent)
    for suffix in _BESIDE:
        _beside(path, suffix).unlink(missing_ok=True)
    return kept if there else None


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _numbered(path: Path, suffix: str, number: int) -> Path:
    return _beside(path, suffix if number == 1 else f"{suffix}-{number}")


def _copy_settings(source: Path, target: Path) -> None:
    """Copy a settings file that is there to where none is."""
    if not source.exists() or target.exists():
        return
    with _told(target), source.open("rb") as old:
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())


def _into_place(part: Path, target: Path) -> None:
    with _told(target):
        part.replace(target)
        _settle(target.parent)


def _settle(where: Path) -> None:
    """Make the names in a folder survive a power cut, on systems that can."""
    with suppress(OSError):
        descriptor = os.open(where, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None
