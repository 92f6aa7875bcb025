"""The program's screen, for tests: typed at and clicked in as somebody would who sits before a terminal."""

import os
import pty
import re
import select
import struct
import sys
import termios
from collections.abc import Mapping
from fcntl import ioctl
from pathlib import Path

from tests.cli.tool import PATIENCE, PROGRAM, surroundings

PRESS, MOTION = 0, 32  # of the left button


class Screen:
    """The program's screen on a terminal of its own, so many columns by rows."""

    def __init__(
        self, *command: str | Path, env: Mapping[str, str] | None = None, size: tuple[int, int] = (100, 30)
    ) -> None:
        wanted = surroundings(
            {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "", "LINES": "", **(env or {})}
        )
        self.seen = b""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(sys.executable, [sys.executable, *map(str, command)], wanted)  # noqa: S606  # we are the process

    def until(self, words: str) -> None:
        """Wait until some words were drawn; those that stand beside each other in one style are drawn at once."""
        while words.encode() not in self.seen:
            assert self.read(), f"{words!r} never came: {self.plain()}"

    def type(self, keys: str) -> None:
        """Press keys, each a letter or an escape sequence; what is waited for then is what comes after."""
        self.seen = b""
        os.write(self.terminal, keys.encode())

    def plain(self) -> str:
        """The end of what was drawn, without colours and places."""
        return re.sub(r"\x1b\[[0-9;?<]*[a-zA-Z]", "", self.seen.decode("utf-8", "replace"))[-2000:]

    def drag(self, *way: tuple[int, int]) -> None:
        """Press the mouse at the first column and row (from 0), move it over the others, and let it go at the last.

        Written as terminals do that were asked for SGR mouse reports (xterm's 1006).
        """
        moves = [(PRESS, *way[0], "M"), *((MOTION, *each, "M") for each in way[1:]), (PRESS, *way[-1], "m")]
        self.type("".join(f"\x1b[<{button};{x + 1};{y + 1}{end}" for button, x, y, end in moves))

    def read(self) -> bool:
        assert select.select([self.terminal], [], [], PATIENCE)[0], f"nothing more came: {self.plain()}"
        try:
            found = os.read(self.terminal, 65536)
        except OSError:  # what Linux says when the other end is gone
            return False
        self.seen += found
        return bool(found)

    def code(self) -> int:
        """What it ends with."""
        while self.read():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def opened(path: Path, size: tuple[int, int] = (100, 30)) -> Screen:
    """The screen of a shop."""
    screen = Screen(*PROGRAM[1:], "--db", path, size=size)
    screen.until("Today")
    return screen
