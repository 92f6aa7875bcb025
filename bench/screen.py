"""A program on a terminal of its own that is typed at and watched: when did these words appear?"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from bench.process import FailedError

ROWS, COLUMNS = 40, 120
PATIENCE = 10.0  # seconds
EMPTY = """from textual.app import App
from textual.widgets import DataTable


class Empty(App):
    def compose(self):
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("name", "phone")
        table.add_row("Ada Lovelace", "020 7946 0018")


Empty().run()
"""
EMPTY_NAME = "Ada Lovelace"


def empty(folder: Path) -> Path:
    """An empty Textual app with a DataTable, written into `folder`."""
    script = folder / "empty_screen.py"
    script.write_text(EMPTY, encoding="utf-8")
    return script


class Screen:
    """A running program; `seen` is what it has written since the last key."""

    def __init__(self, words: Sequence[str], variables: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.seen = b""
        self._since = time.perf_counter()
        self._process = subprocess.Popen(
            words, env={**variables, "COLORTERM": "truecolor"}, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self.drained()
        os.close(self._master)
        self._process.wait(PATIENCE)

    def until(self, *words: str) -> float:
        """The seconds from the start, or the last key, until one of these words was written.

        Raises FailedError when none comes.
        """
        wanted = [each.encode() for each in words]
        while not any(each in self.seen for each in wanted):
            if not self._read(self._since + PATIENCE - time.perf_counter()):
                raise FailedError(f"None of {words} appeared:\n{self.seen[-3000:]!r}")
        return time.perf_counter() - self._since

    def press(self, keys: str) -> None:
        """Press keys."""
        self.seen = b""
        self._since = time.perf_counter()
        os.write(self._master, keys.encode())

    def drained(self, quiet: float = 0.3) -> None:
        """Wait until nothing more is written."""
        while self._read(quiet):
            pass

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            part = os.read(self._master, 65536)
        except OSError:  # what Linux says when the other end is closed
            return False
        self.seen += part
        return bool(part)


def painted(opened: Callable[[], Screen], *words: str) -> float:
    """The seconds from the start of a program until it has painted one of these words; it is closed by `q`."""
    with opened() as screen:
        taken = screen.until(*words)
        screen.press("q")
        screen.drained()
        return taken
