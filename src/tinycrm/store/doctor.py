"""What is wrong, or may go wrong, with a shop's file; what is derived from its rows can be made anew."""

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tinycrm.errors import StoreError
from tinycrm.store.audit import history_triggers
from tinycrm.store.backup import Backup, backups, folder, verify
from tinycrm.store.connection import SCHEMA, Connection, connect, known, scratch, take_back
from tinycrm.store.derived import derived_triggers, rebuild
from tinycrm.store.lock import Queue, Tell
from tinycrm.store.migrate import drop_triggers
from tinycrm.store.schema import differences
from tinycrm.store.trouble import explained

BACKUP_AGE = timedelta(days=7)
NAMED_AT_MOST = 10

CLOUDS = re.compile(
    r"(dropbox|onedrive|google ?drive|my drive|mobile documents|icloud ?drive|pcloud ?(drive)?|nextcloud)"
    r"([ -].*)?|mega(sync)?",
    re.IGNORECASE,
)
NETWORKS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs"})
MOUNTS = Path("/proc/mounts")

# table or vocabulary → the columns in which it must equal what a rebuild gives
DERIVED = {
    "contact_seen": "contact_id, interaction_id, day",
    "contact_bought": "contact_id, purchases, books, days, first, last",
    "contact_spent": "contact_id, currency, amount",
    "contact_words": "contact_id, names, squeezed, company, sort_key",
    "contact_vocabulary": "term, doc, cnt",
    "said_vocabulary": "term, doc, cnt",
}
SEARCHES = ("contact_search", "said_search")

MENDS = "`tinycrm doctor --mend` makes it anew"
RESTORES = "`tinycrm backup list` shows what could be restored"


class Finding(NamedTuple):
    """Something the owner should know: "trouble" is wrong now, a "warning" may go wrong."""

    level: str
    sentence: str


def examine(path: Path, now: datetime) -> list[Finding]:
    """Look at a shop from end to end without changing it; troubles first.

    Raises StoreError when it cannot be opened at all.
    """
    findings = [*_contents(path), *surroundings(path), *_last_backup(path, now)]
    return sorted(findings, key=lambda finding: finding.level != "trouble")


def mend(path: Path, tell: Tell) -> list[str]:
    """Make the triggers and all that is derived anew, all or nothing, without an operation; says what was wrong.

    The shop's file becomes its owner's alone. Raises StoreError when it is damaged or cannot be written.
    """
    if known(path) < SCHEMA:
        raise StoreError(f"{path} is of an older tinycrm; the next command brings it up to date, then try again.")
    with _copied(path) as copy:
        mended = [f"{phrase}: made anew." for phrase in _untrue(copy)]
    with Queue(path, tell), explained(path), closing(connect(path, write=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            drop_triggers(connection)
            rebuild(connection)
            for statement in [*derived_triggers(), *history_triggers(connection)]:
                connection.execute(statement)
            connection.execute("COMMIT")
        finally:
            take_back(connection)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)
        mended.append(f"{path} may be read by you alone again.")
    return mended


def facts(path: Path) -> list[tuple[str, str]]:
    """What the shop's file is, as pairs of a name and a value in words."""
    with explained(path), closing(connect(path, write=False)) as connection:

        def value(sql: str) -> str:
            return str(connection.execute(sql).fetchone()[0])

        newest = next(iter(backups(path)), None)
        return [
            ("file", str(path)),
            ("size", f"{path.stat().st_size:,} bytes"),
            ("schema", value("PRAGMA user_version")),
            ("journal mode", value("PRAGMA journal_mode")),
            ("SQLite", sqlite3.sqlite_version),
            ("contacts", value("SELECT count(*) FROM contact")),
            ("interactions", value("SELECT count(*) FROM interaction")),
            ("last backup", f"{newest.taken_at.astimezone():%Y-%m-%d %H:%M}" if newest else "none"),
        ]


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system a path is on, by the text of /proc/mounts; empty when it does not say."""
    found = ("", "")
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split(" ")
        place = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), place)
        if path.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]


@contextmanager
def _copied(path: Path) -> Iterator[Connection]:
    """A nameless copy of the shop at one moment, to be looked at and changed without holding anyone up."""
    with explained(path), closing(connect(path, write=False)) as connection, closing(scratch()) as copy:
        connection.execute("BEGIN")
        # takes the read lock with a time limit; `backup` alone would retry a busy file for ever
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.backup(copy)
        connection.execute("ROLLBACK")
        yield copy


def _contents(path: Path) -> Iterator[Finding]:
    version = known(path)
    with _copied(path) as copy:
        broken = _broken(copy)
        if broken:
            yield from (Finding("trouble", f"{path} is damaged: {each}; {RESTORES}.") for each in broken)
            return
        yield from _hanging(copy)
        if version < SCHEMA:
            yield Finding("warning", f"{path} is of an older tinycrm; the next command brings it up to date.")
        else:
            tampered = [phrase for phrase in differences(copy, SCHEMA) if not _is_mendable(phrase)]
            yield from (Finding("trouble", f"The {phrase}; another program did that.") for phrase in tampered)
            yield from (Finding("trouble", f"{phrase}; {MENDS}.") for phrase in _untrue(copy))


def _broken(copy: Connection) -> list[str]:
    try:
        rows = copy.execute(f"PRAGMA integrity_check({NAMED_AT_MOST})").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [" ".join(said.split()) for (said,) in rows if said != "ok"]


def _hanging(copy: Connection) -> Iterator[Finding]:
    rows = copy.execute("PRAGMA foreign_key_check").fetchall()
    for table, row_id, parent, _ in rows[:NAMED_AT_MOST]:
        yield Finding("trouble", f"Row {row_id} of {table} hangs on a {parent} that is not there.")
    if len(rows) > NAMED_AT_MOST:
        yield Finding("trouble", f"{len(rows) - NAMED_AT_MOST} more rows hang on nothing.")


def _untrue(copy: Connection) -> Iterator[str]:
    """What mending would put right in a copy's triggers and derived tables; the copy is used up by it."""
    found = differences(copy, SCHEMA)
    yield from (f"The {phrase}" for phrase in found if _is_mendable(phrase))
    drop_triggers(copy)
    if not all(map(_is_mendable, found)):
        return
    for search in SEARCHES:
        try:
            copy.execute(f"INSERT INTO {search} ({search}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            yield f"The index {search} is out of step with its words"
    readable = []
    for table, columns in DERIVED.items():
        try:
            copy.execute(f"CREATE TEMP TABLE {table}_before AS SELECT {columns} FROM {table}")
        except sqlite3.DatabaseError:
            yield f"The table {table} cannot be read"
        else:
            readable.append((table, columns))
    rebuild(copy)
    for table, columns in readable:
        before, after = f"SELECT {columns} FROM {table}_before", f"SELECT {columns} FROM {table}"
        gone, new = f"{before} EXCEPT {after}", f"{after} EXCEPT {before}"
        if copy.execute(f"SELECT * FROM ({gone}) UNION ALL SELECT * FROM ({new}) LIMIT 1").fetchone():
            yield f"The table {table} does not say what the rows say"


def _is_mendable(difference: str) -> bool:
    return difference.startswith("trigger ")


def surroundings(path: Path) -> Iterator[Finding]:
    """What is unsafe about where a shop's file stands: open to others, in a cloud folder, on another machine."""
    real = path.resolve()
    for each, allowed in ((real, 0o600), (real.parent, 0o755), (folder(path), 0o755)):
        mode = stat.S_IMODE(each.stat().st_mode) if each.exists() else 0
        if mode & ~allowed & 0o077 and not mode & stat.S_ISVTX:
            yield Finding("warning", f"{each} is open to other users (mode {mode:o}); `chmod go-rwx` closes it.")
    for part in real.parent.parts:
        if CLOUDS.fullmatch(part):
            yield Finding(
                "warning",
                f"{real} stands in {part}, which copies files while they are written and can damage it.",
            )
    kind = file_system(real, MOUNTS.read_text(encoding="utf-8")) if MOUNTS.exists() else ""
    if kind in NETWORKS:
        yield Finding("warning", f"{real} is on a network drive ({kind}), where two programs can damage it.")


def _last_backup(path: Path, now: datetime) -> Iterator[Finding]:
    made = backups(path)
    ahead = [each for each in made if each.taken_at > now]
    for each in ahead[:NAMED_AT_MOST]:
        said = f"{each.taken_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
        yield Finding(
            "warning",
            f"{each.path} says it was made at {said}, which is still to come; the clock was wrong then or is now.",
        )
    if len(ahead) > NAMED_AT_MOST:
        yield Finding("warning", f"{len(ahead) - NAMED_AT_MOST} more backups say they are of a time still to come.")
    yield from _last_of(made[len(ahead) :], path, now, "other " if ahead else "")


def _last_of(made: list[Backup], path: Path, now: datetime, other: str) -> Iterator[Finding]:
    """What is wrong with the backups up to the newest sound one, and with its age."""
    for each in made:
        try:
            verify(each.path)
        except StoreError as error:
            yield Finding("warning", str(error))
            continue
        if now - each.taken_at > BACKUP_AGE:
            days = (now - each.taken_at).days
            yield Finding("warning", f"The last backup is {days} days old; `tinycrm backup now` makes one.")
        return
    yield Finding("warning", f"{path} has no {other}backup that could be restored; `tinycrm backup now` makes one.")
