"""One run of a program, watched from outside: piped or on a terminal of its own."""

import fcntl
import os
import pty
import resource
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROWS, COLUMNS = 30, 100
END_OF_INPUT = b"\x04"
EMPTY = '''import typer

app = typer.Typer()


@app.command()
def empty() -> None:
    """Nothing."""


app()
'''


class Ran(NamedTuple):
    """How a run went: its wall-clock seconds, its peak memory in MB, what it wrote, and the processor's seconds."""

    seconds: float
    megabytes: float
    text: str
    processor: float


class FailedError(Exception):
    """A measured command did not end with 0."""


def tinycrm() -> list[str]:
    """The installed program, started by the Python that runs the bench."""
    return [sys.executable, str(Path(sys.executable).with_name("tinycrm"))]


def empty(folder: Path) -> list[str]:
    """An empty Typer command, written into `folder`."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    return [sys.executable, str(script)]


def environment(**more: str) -> dict[str, str]:
    """What a user's shell would hand on, without settings that change how Python or tinycrm runs."""
    ours = ("PYTHON", "TINYCRM_", "LC_", "NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **more}


def piped(words: Sequence[str], variables: Mapping[str, str]) -> Ran:
    """Run with no terminal at either end.

    Raises FailedError when it does not end with 0.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        words, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        text = process.stdout.read()
        return _ended(process, start, text)


def terminal(words: Sequence[str], variables: Mapping[str, str]) -> Ran:
    """Run on a pseudo-terminal; whatever asks is told that nobody answers.

    Raises FailedError when it does not end with 0.
    """
    master, slave = pty.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.write(master, END_OF_INPUT)
        start = time.perf_counter()
        process = subprocess.Popen(words, env=variables, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        text = _read(master)
        return _ended(process, start, text)
    finally:
        os.close(master)


def _read(master: int) -> bytes:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # what Linux says when the other end is closed
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def _ended(process: "subprocess.Popen[bytes]", start: float, text: bytes) -> Ran:
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    shown = text.decode("utf-8", "replace")
    if process.returncode != 0:
        raise FailedError(f"{process.args!r} ended with {process.returncode}:\n{shown}")
    return Ran(seconds, _megabytes(usage), shown, usage.ru_utime + usage.ru_stime)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
