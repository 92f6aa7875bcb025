"""The writers' queue: one writer at a time, in turn, released by the kernel at any death."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from tinycrm.errors import StoreError

try:
    import fcntl
except ImportError:  # no flock on this system: SQLite's own retries decide who is next
    fcntl = None  # type: ignore[assignment]  # the name stands for "not here"

KEPT_IN_ORDER = fcntl is not None

PATIENCE_SECONDS = 30.0
TELL_AFTER_SECONDS = 1.0

Tell = Callable[[str], None]


class Queue:
    """A place in the queue for `<file>.lock`; `waiting` is told after a second what is being waited for."""

    def __init__(self, path: Path, waiting: Tell) -> None:
        path = path.resolve()  # all names of a file share one queue
        self._path = path.with_name(path.name + ".lock")
        self._waiting = waiting
        self._descriptor: int | None = None

    def __enter__(self) -> "Queue":
        if not KEPT_IN_ORDER:
            return self
        try:
            descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            if not _at_once(descriptor):
                self._in_turn(descriptor)
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror}; nothing was changed.") from None
        self._descriptor = descriptor
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _in_turn(self, descriptor: int) -> None:
        """Wait in the kernel's own order, in a thread because a blocking flock knows no time limit."""
        turn = threading.Thread(target=fcntl.flock, args=(descriptor, fcntl.LOCK_EX), daemon=True)
        turn.start()
        try:
            turn.join(TELL_AFTER_SECONDS)
            if turn.is_alive():
                self._waiting("Waiting for another tinycrm to finish writing…")
                turn.join(PATIENCE_SECONDS - TELL_AFTER_SECONDS)
            if turn.is_alive():
                raise StoreError(
                    f"Another tinycrm has been writing for {PATIENCE_SECONDS:.0f} seconds; nothing was changed."
                    " Try again in a moment."
                )
        except BaseException:
            # closing the descriptor now would leave the thread waiting on a number that may be used again
            threading.Thread(target=_close_after, args=(turn, descriptor), daemon=True).start()
            raise


def _at_once(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _close_after(turn: threading.Thread, descriptor: int) -> None:
    turn.join()
    os.close(descriptor)
