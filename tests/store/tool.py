"""What the tests of the store share: rows, a look at a folder, and doing without a superuser's powers."""

import ctypes
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.conftest import NOW
from tinycrm.store import Author, Store, Transaction

TESTER = Author("cli", "tester")


def opened(path: Path) -> Store:
    """A shop's file as a store whose clock stands at NOW and that tells nobody."""
    return Store.open(path, TESTER, lambda: NOW, lambda _: None)


def add_contact(tx: Transaction, name: str, **values: object) -> int:
    """A contact's row; returns its id."""
    return tx.insert("contact", kind="person", name=name, created_at=tx.at, **values)


def add_interaction(tx: Transaction, day: str, *contacts: int, **values: object) -> int:
    """An interaction's row and its participants'; returns its id."""
    added = tx.insert("interaction", kind="call", day=day, created_at=tx.at, **values)
    for contact in contacts:
        tx.insert("participant", interaction_id=added, contact_id=contact)
    return added


def plain(path: Path) -> sqlite3.Connection:
    """A shop's file as some other program opens it."""
    return sqlite3.connect(path, isolation_level=None)


def look(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every name below a folder, with its mode and its bytes."""
    return {str(each.relative_to(folder)): _content(each) for each in sorted(folder.rglob("*"))}


def _content(path: Path) -> tuple[int, bytes]:
    status = path.lstat()
    return status.st_mode, path.read_bytes() if stat.S_ISREG(status.st_mode) else b""


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Obey modes even as the superuser, whom they do not bind: this thread's capabilities are laid down (Linux)."""
    if os.geteuid() != 0 or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread (capset(2))
    before, without = ((ctypes.c_uint32 * 6)() for _ in range(2))
    assert libc.capget(header, before) == 0
    ctypes.memmove(without, before, ctypes.sizeof(before))
    without[0] = without[3] = 0  # the effective sets
    assert libc.capset(header, without) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0


def names(path: Path) -> list[str]:
    with closing(plain(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]
