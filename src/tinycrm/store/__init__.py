"""The shop's file: opening it, reading it, and writing to it one operation at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tinycrm.errors import StoreError
from tinycrm.store.connection import SCHEMA, connect, file_number, known
from tinycrm.store.lock import Tell
from tinycrm.store.reader import Reader
from tinycrm.store.transaction import Author, Transaction, transaction

__all__ = ["Author", "Reader", "Store", "Transaction"]


class Store:
    """A shop that is open: reads share one connection, each write has its own."""

    def __init__(self, path: Path, author: Author, now: Callable[[], datetime], tell: Tell) -> None:
        self.path = path
        self._author = author
        self._now = now
        self._tell = tell
        self._file = file_number(path)
        # from here on nobody but the file can say whether the last operation was saved
        self.saving = False

    @classmethod
    def open(cls, path: Path, author: Author, now: Callable[[], datetime], tell: Tell) -> "Store":
        """Open the shop at `path`, first bringing an older one up to date; `tell` gets words for the user meanwhile.

        Raises StoreError when there is none, or the file is none of ours, damaged or newer.
        """
        if known(path) < SCHEMA:
            from tinycrm.store.backup import backup
            from tinycrm.store.migrate import upgrade

            upgrade(path, tell, lambda: backup(path, now(), "before-upgrade"))
        return cls(path, author, now, tell)

    @cached_property
    def reader(self) -> Reader:
        """The shop for reading only."""
        return Reader(connect(self.path, write=False), self.path)

    @property
    def replaced(self) -> bool:
        """Whether another file has taken the place of the one that was opened, or it is gone."""
        return file_number(self.path) != self._file

    @property
    def state(self) -> tuple[int, ...]:
        """Another value than before once anybody, here or in another program, wrote to the file or replaced it."""
        return (*file_number(self.path), int(self.reader.value("PRAGMA data_version")))

    @contextmanager
    def begin(
        self, what: str, *, undoes: int | None = None, source: str | None = None, **refs: Any
    ) -> Iterator[Transaction]:
        """A transaction for one operation: `what` names its words, `refs` the ids they speak of.

        `source` says where it comes from when that is not the edge which this store was opened by.

        Raises StoreError when another file has taken the place of the one that was opened: what was read there, and
        is about to be written about, may be somebody else here.
        """
        author = self._author if source is None else self._author._replace(source=source)
        with transaction(self.path, author, self._now(), self._tell, what, refs, undoes) as tx:
            if self.replaced:
                raise StoreError(f"{self.path} was restored in another window just now; nothing was changed.")
            yield tx
            self.saving = True

    def close(self) -> None:
        """Let go of the file."""
        if "reader" in self.__dict__:
            self.reader.connection.close()
            del self.reader
