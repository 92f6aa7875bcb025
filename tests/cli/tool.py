"""What the tests of the command line share: running it in this process, in one of its own, and on a terminal."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from tests.conftest import NOW
from tinycrm.cli.app import app

CLOCK = {"TINYCRM_NOW": NOW.isoformat(), "TINYCRM_USER": "tester"}
PROGRAM = (sys.executable, "-m", "tinycrm")
PATIENCE = 20.0


class Answer(NamedTuple):
    """What a command ended with, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Crm = Callable[..., Answer]
Rows = Callable[..., list[tuple[Any, ...]]]


def called(args: Sequence[str], *, stdin: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Answer:
    """The command line called in this process, without a terminal; a bug comes out as it is."""
    result = CliRunner().invoke(app, list(args), input=stdin, env={**CLOCK, **(env or {})}, prog_name="tinycrm")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def surroundings(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process of its own, with the fixed clock; an empty value takes a variable away."""
    wanted = {**os.environ, **CLOCK, **(env or {})}
    return {name: value for name, value in wanted.items() if value != ""}


def process(
    *args: str | bytes | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    only: Mapping[str, str] | None = None,
) -> Answer:
    """The program in a process of its own, its streams pipes; `only` is its whole environment (and where it stands)."""
    stands = {name: value for name, value in os.environ.items() if name == "PYTHONPATH"}
    done = subprocess.run(
        [*PROGRAM, *args],
        input=stdin,
        capture_output=True,
        env=surroundings(env) if only is None else {**only, **stands},
        timeout=PATIENCE,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


class Terminal:
    """The program on a terminal of its own: what stands there is read until a question, which is then answered."""

    def __init__(self, *args: str | Path, env: Mapping[str, str] | None = None, columns: int = 80) -> None:
        self.seen = ""
        self._unread = 0
        surrounding = surroundings({"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "", "LINES": "", **(env or {})})
        self._process, self._screen = pty.fork()
        if self._process == 0:
            termios.tcsetwinsize(0, (24, columns))
            os.execve(PROGRAM[0], [*PROGRAM, *map(str, args)], surrounding)  # noqa: S606  # we are the process

    def until(self, words: str) -> str:
        """Read on until `words` stand there; returns what came since the last time."""
        while words not in self.seen[self._unread :]:
            assert self._read(), f"{words!r} never came: {self.seen!r}"
        found = self.seen[self._unread :]
        self._unread = len(self.seen)
        return found

    def type(self, line: str) -> None:
        """Type a line and Enter."""
        os.write(self._screen, line.encode() + b"\r")

    def send(self, number: signal.Signals) -> None:
        """Send a signal and read to the end; again when it came just before readline waits, for CPython misses it."""
        for _ in range(int(PATIENCE)):
            os.kill(self._process, number)
            while select.select([self._screen], [], [], 1.0)[0]:
                if not self._read():
                    return

    def end(self) -> Answer:
        """Read to the end; all that was seen is `out`."""
        while self._read():
            pass
        os.close(self._screen)
        _, status = os.waitpid(self._process, 0)
        return Answer(os.waitstatus_to_exitcode(status), self.seen.replace("\r\n", "\n"), "")

    def _read(self) -> bool:
        ready, _, _ = select.select([self._screen], [], [], PATIENCE)
        assert ready, f"nothing more came: {self.seen!r}"
        try:
            found = os.read(self._screen, 65536)
        except OSError:  # what Linux says when the other end is gone
            return False
        self.seen += found.decode("utf-8", "replace")
        return bool(found)
