"""One program that writes to a shop, for tests that start several at once and kill some.

`python -m tests.soak.worker KIND SHOP NAME COUNT` prints a line for each write once it is saved: what, and how many
seconds it waited for its turn. COUNT 0 goes on until it is killed.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic

from tinycrm.errors import StoreError
from tinycrm.store import Author, Store, Transaction
from tinycrm.store.backup import backup

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
ROOM = 40_000  # bytes that a file may still grow by when there is hardly any room left

LENGTH = 2000  # of a reminder's text in words: the more pages are written, the more of them a kill can tear

Write = Callable[[Transaction, str], None]


def log(tx: Transaction, words: str) -> None:
    """An interaction with everything that belongs to it: four rows in four tables."""
    interaction = tx.insert("interaction", kind="call", day="2026-11-24", text=words, created_at=tx.at)
    tx.insert("participant", interaction_id=interaction, contact_id=1)
    tx.insert("tag", contact_id=1, name=words)
    due = {"due": "2026-12-01", "text": "long words " * LENGTH}
    tx.insert("reminder", contact_id=1, interaction_id=interaction, created_at=tx.at, **due)


def add_one(tx: Transaction, _: str) -> None:
    """Read a number, change it and write it back; what is lost if two do it at once shows in the sum."""
    number = int(tx.value("SELECT role FROM contact WHERE id = 1"))
    tx.update("contact", 1, role=str(number + 1))


def fill(tx: Transaction, words: str) -> None:
    """More than a page of notes."""
    tx.insert("contact", kind="person", name=words, notes="long words " * 900, created_at=tx.at)


def write(store: Store, name: str, number: int, how: Write) -> None:
    """One operation, and its line once it is saved."""
    words = f"{name}-{number}"
    asked = monotonic()
    with store.begin("soak", words=words) as tx:
        waited = monotonic() - asked
        how(tx, words)
    sys.stdout.write(f"{words} {waited:.3f}\n")
    sys.stdout.flush()


def limited(path: Path) -> None:
    """Let no file of this process grow much beyond the shop's size."""
    limit = path.stat().st_size + ROOM
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def numbers(wanted: int) -> Iterator[int]:
    return iter(range(wanted)) if wanted else count()


def _told(error: StoreError) -> int:
    sys.stderr.write(f"{error}\n")
    return error.exit_code


def main(kind: str, shop: str, name: str, wanted: str) -> None:
    path = Path(shop)
    store = Store.open(path, Author("cli", name), lambda: NOW, lambda _: None)
    try:
        match kind:
            case "backup":
                resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
                backup(path, NOW, "by-hand")
            case "fill-limited":
                limited(path)
                kind = "fill"
        for number in numbers(int(wanted)):
            write(store, name, number, {"log": log, "count": add_one, "fill": fill}[kind])
    except StoreError as error:
        sys.exit(_told(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
